"""What changed, as pages: for each region with a history, by date, and the newest of all of them.

In: `World` with the chronicles of its regions. Out: `ChangelogView`s, lines for the home page, feed
items. A module of its own because it tells of days, where every other page tells of today.
"""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from schemadoc.compare.chronicle import Step
from schemadoc.compare.rules import SEVERITIES
from schemadoc.render import codes, urls
from schemadoc.render.views import Alternate, Head, Link
from schemadoc.render.world import World
from schemadoc.reports.atom import Item
from schemadoc.reports.changes import summary, with_it
from schemadoc.reports.findings import folded, message, not_compared

if TYPE_CHECKING:
    from schemadoc.compare.diff import Diff
    from schemadoc.compare.judge import Finding

INDEX = "changelog/index.html"
# How many lines of one severity stand on a page, under one line, in a list of many days, in a feed.
_LINES = 300
_BELOW = 40
_SHORT = 5
_IN_FEED = 100


class ChangeLine(NamedTuple):
    """One finding, with those that have it as their cause."""

    link: Link
    message: str
    with_it: str
    below: tuple[str, ...]


class ChangeGroup(NamedTuple):
    """Findings of one severity; `more` of them are not shown."""

    severity: str
    total: int
    lines: tuple[ChangeLine, ...]
    more: int


class DayOfChange(NamedTuple):
    """What one region shows for the first time on one day."""

    region: str
    title: str
    href: str
    anchor: str
    date: str
    after: str
    summary: str
    groups: tuple[ChangeGroup, ...]
    renames: tuple[tuple[Link, Link], ...]
    notes: tuple[str, ...]


class ChangelogView(NamedTuple):
    """The days of one region or, `short`, of all."""

    head: Head
    short: bool
    since: str | None
    switches: tuple[Link, ...]
    days: tuple[DayOfChange, ...]


def path(region: str | None) -> str:
    """The changelog of all regions, or of one."""
    return f"changelog/{urls.file_stem(region)}.html" if region else INDEX


def title(world: World, region: str | None) -> str:
    """What the page is called."""
    return f"Changes in {world.titles[region]}" if region else "Changelog"


def recorded(world: World) -> tuple[str, ...]:
    """The regions that have a history."""
    return tuple(region.id for region in world.inputs if region.chronicle.since is not None)


def steps(world: World, region: str | None = None) -> list[tuple[str, Step]]:
    """The days on which something changed, the newest first."""
    found = [
        (one.id, step)
        for one in world.inputs
        if region in (None, one.id)
        for step in one.chronicle.steps
    ]
    return sorted(found, key=lambda pair: _day(world, pair[1]), reverse=True)


def _day(world: World, step: Step) -> datetime.date:
    return step.date or world.today


def changelog_view(world: World, region: str | None) -> ChangelogView:
    """The page of one region, or of all."""
    named = title(world, region)
    file = path(region).removesuffix(".html") + ".xml"
    parents = (codes.HOME, Link("Changelog", INDEX)) if region else (codes.HOME,)
    since = [one.chronicle.since for one in world.inputs if region in (None, one.id)]
    return ChangelogView(
        head=Head(
            path=path(region),
            title=named,
            summary="What changed from one recorded day to the next.",
            section="changelog",
            crumbs=parents,
            alternates=(Alternate("application/atom+xml", f"{named}: feed", file),),
        ),
        short=region is None,
        since=min((day for day in since if day), default=world.today).isoformat(),
        switches=_switches(world, region),
        days=tuple(
            day_of_change(world, one, step, _LINES if region else _SHORT)
            for one, step in steps(world, region)
        ),
    )


def _switches(world: World, here: str | None) -> tuple[Link, ...]:
    found = [Link("All regions", None if here is None else INDEX)]
    for region in recorded(world):
        total = len(world.chronicle(region).steps)
        href = None if region == here else path(region)
        found.append(Link(world.titles[region], href, f"{total:,}"))
    return tuple(found)


def day_of_change(world: World, region: str, step: Step, most: int) -> DayOfChange:
    """One day, with at most so many lines of each severity."""
    found = step.diff
    anchor = f"s-{step.date.isoformat() if step.date else 'now'}"
    return DayOfChange(
        region=region,
        title=world.titles[region],
        href=f"{path(region)}#{anchor}",
        anchor=anchor,
        date=step.date.isoformat() if step.date else "Today’s sources",
        after=step.after.isoformat() if step.after else "the day before",
        summary=summary(found),
        groups=tuple(_groups(world, found, most)),
        renames=tuple((_link(world, one.old), _link(world, one.new)) for one in found.renames),
        notes=tuple(not_compared(found)),
    )


def _groups(world: World, found: Diff, most: int) -> Iterator[ChangeGroup]:
    alone, below = folded(found.findings)
    for severity in SEVERITIES:
        wanted = [finding for finding in alone if finding.severity == severity]
        if wanted:
            total = sum(finding.severity == severity for finding in found.findings)
            lines = tuple(_line(world, one, below) for one in wanted[:most])
            yield ChangeGroup(severity, total, lines, len(wanted) - len(lines))


def _line(world: World, finding: Finding, below: dict[str, list[Finding]]) -> ChangeLine:
    inside: Sequence[Finding] = below.get(finding.fingerprint, ())
    return ChangeLine(
        link=_link(world, finding.coordinate),
        message=message(finding),
        with_it=with_it(finding, inside),
        below=tuple(message(one) for one in inside[:_BELOW]),
    )


def _link(world: World, coordinate: str) -> Link:
    return Link(coordinate, world.href(coordinate))


def items(world: World, region: str | None) -> list[Item]:
    """A feed's entries: one for each day of each region."""
    return [_item(world, one, step) for one, step in steps(world, region)]


def _item(world: World, region: str, step: Step) -> Item:
    day = day_of_change(world, region, step, _IN_FEED)
    key = f"changelog:{region}:{step.date or f'after {step.after}'}"
    named = f"{day.title}, {day.date}: {day.summary}"
    return Item(key, named, _day(world, step), day.href, "".join(_html(day.groups)))


def newest(world: World, most: int) -> tuple[Link, ...]:
    """The newest days, for the home page."""
    days = [day_of_change(world, region, step, 0) for region, step in steps(world)[:most]]
    return tuple(Link(f"{day.title}, {day.date}", day.href, day.summary) for day in days)


def _html(groups: Sequence[ChangeGroup]) -> Iterator[str]:
    for group in groups:
        yield f"<h3>{group.severity.capitalize()} ({group.total:,})</h3><ul>"
        for line in group.lines:
            said = f"{line.message} ({line.with_it})" if line.with_it else line.message
            yield f"<li>{html.escape(said)}</li>"
        if group.more:
            yield f"<li>and {group.more:,} more</li>"
        yield "</ul>"
