"""Removal dates as a picture: a line of days for each region, with what goes on each of them.

In: calendar entries and a day. Out: `TimelineView`: places in percent and pixels for the SVG, and
the same days as rows for the table under it. A module of its own because a picture needs geometry
and no other page does. Places across are percentages, so that the picture fills a phone as it fills
a desk while its words keep their size.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemadoc.compare.calendar import Entry
from schemadoc.lifecycle import Status
from schemadoc.render import words
from schemadoc.render.views import Link
from schemadoc.render.world import World

# Pixels: a region's lane, its tallest stem, the axis below all lanes.
LANE = 84
STEM = 38
AXIS = 44
# Percent that stay free on either side, so that no mark is cut.
_MARGIN = 3.0
# A label gives way to a greater one that is nearer than this in percent: anywhere, or on a phone.
_NEAR = 4.5
_NEAR_ON_A_PHONE = 12.0
_MOST_TICKS = 9
# With more marks than this days are told by month or by year.
_MOST_MARKS = 120
# So many names stand in a row of the table.
_SHOWN = 3

Days = dict[datetime.date, list[Entry]]


class Mark(NamedTuple):
    """The removals of one day in one region; `label` is `none`, `wide` or `always`.

    `href` leads to the element, or to the lines of the day where there are more.
    """

    href: str | None
    x: str
    top: int
    number: int
    status: Status
    title: str
    label: str


class Lane(NamedTuple):
    """One region's line of days."""

    title: str
    text_y: int
    base: int
    marks: tuple[Mark, ...]


class Tick(NamedTuple):
    """A day on the axis; `anchor` keeps its word inside the picture, `wide` needs a wide one."""

    x: str
    text: str
    anchor: str
    wide: bool


class Day(NamedTuple):
    """A row of the table: a removal date with what goes on it, and where all of that stands."""

    date: str
    href: str | None
    removal: str
    status: Status
    counts: tuple[int, ...]
    total: int
    links: tuple[Link, ...]


class TimelineView(NamedTuple):
    """The picture and its table; `counts` of a day are in the order of `regions`."""

    title: str
    description: str
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today: Tick
    regions: tuple[str, ...]
    days: tuple[Day, ...]


class _Scale(NamedTuple):
    first: datetime.date
    last: datetime.date

    def at(self, day: datetime.date) -> float:
        """A day's place in percent."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return _MARGIN + share * (100 - 2 * _MARGIN)


Places = Mapping[str, str]

# What the picture and its table weigh in a browser: each mark, and each day's row.
_NODES_A_MARK = 6
_NODES_A_DAY = 7


def weight(entries: Sequence[Entry]) -> int:
    """How many nodes the picture of these deprecations and its table have."""
    days = _by_day(entries)
    regions = len({entry.region for found in days.values() for entry in found})
    return _NODES_A_MARK * _marks(days) + (_NODES_A_DAY + regions) * len(days)


def timeline_view(world: World, entries: Sequence[Entry], places: Places) -> TimelineView | None:
    """The picture of these deprecations; None where none has a removal date.

    Args:
        world: all regions.
        entries: of the calendar.
        places: where the lines of each day stand, by ISO text.
    """
    days = _by_day(entries)
    if not days:
        return None
    scale = _Scale(min(*days, world.today), max(*days, world.today))
    regions = tuple(r for r in world.ids if any(e.region == r for d in days.values() for e in d))
    most = max(len(found) for r in regions for found in _of(days, r).values())
    height = LANE * len(regions) + AXIS
    return TimelineView(
        title="Removal dates",
        description=_described(days, len(entries), world.today),
        height=height,
        lanes=tuple(
            _lane(world, region, at, _of(days, region), scale, most, places)
            for at, region in enumerate(regions)
        ),
        ticks=tuple(_ticks(scale)),
        today=_tick(scale, world.today, "today"),
        regions=regions,
        days=tuple(
            _day(world, found, regions, places.get(day.isoformat())) for day, found in days.items()
        ),
    )


def _by_day(entries: Sequence[Entry]) -> Days:
    """Entries by removal date; of very many days those of a month or of a year are one."""
    dated = [entry for entry in entries if entry.remove_on is not None]
    days: Days = {}
    for letters in (10, 7, 4):  # of an ISO text: the day, the month, the year
        groups: dict[str, list[Entry]] = {}
        for entry in sorted(dated, key=_date):
            groups.setdefault(_date(entry).isoformat()[:letters], []).append(entry)
        days = {_date(found[0]): found for found in groups.values()}
        if _marks(days) <= _MOST_MARKS:
            break
    return days


def _marks(days: Days) -> int:
    return sum(len({entry.region for entry in found}) for found in days.values())


def _date(entry: Entry) -> datetime.date:
    return entry.remove_on or datetime.date.max


def _span(found: Sequence[Entry]) -> str:
    """The days of some removals in words: one, or the first and the last."""
    first, last = _date(found[0]).isoformat(), _date(found[-1]).isoformat()
    return first if first == last else f"{first} to {last}"


def _of(days: Days, region: str) -> Days:
    """One region's days."""
    mine = {day: [e for e in found if e.region == region] for day, found in days.items()}
    return {day: found for day, found in mine.items() if found}


def _described(days: Days, total: int, today: datetime.date) -> str:
    """The picture in words, for those who do not see it."""
    dated = sum(map(len, days.values()))
    past = sum(_date(entry) < today for found in days.values() for entry in found)
    first, last = min(days), max(_date(found[-1]) for found in days.values())
    span = f"from {first} to {last}" if first != last else f"on {first}"
    words = f"{dated:,} {'removal' if dated == 1 else 'removals'} {span}; {past:,} of them overdue."
    if total == dated:
        return words
    verb = "is" if total - dated == 1 else "are"
    return f"{words} {total - dated:,} without a date {verb} not shown."


def _lane(
    world: World, region: str, at: int, days: Days, scale: _Scale, most: int, lines: Places
) -> Lane:
    base = LANE * (at + 1) - 6
    places = {day: scale.at(day) for day in days}
    sizes = {day: len(found) for day, found in days.items()}
    marks = tuple(
        Mark(
            href=_href(world, lines, day, found),
            x=_percent(places[day]),
            # The root of the number: 236 on one day must not make 3 on another disappear.
            top=base - max(8, round(STEM * math.sqrt(sizes[day] / most))),
            number=sizes[day],
            status=found[0].status,
            title=_title(world.titles[region], found),
            label=_label(day, places, sizes),
        )
        for day, found in days.items()
    )
    return Lane(world.titles[region], LANE * at + 18, base, marks)


def _href(world: World, lines: Places, day: datetime.date, found: Sequence[Entry]) -> str | None:
    if len(found) == 1:
        return world.href(found[0].coordinate)
    return lines.get(day.isoformat())


def _title(region: str, found: Sequence[Entry]) -> str:
    what = found[0].coordinate if len(found) == 1 else f"{len(found):,} elements"
    left = words.removal(found[0].status, found[0].days_left)
    return f"{region}, {_span(found)}: {what}; {left}"


def _label(
    day: datetime.date, places: dict[datetime.date, float], sizes: dict[datetime.date, int]
) -> str:
    """Whether a mark's number has room: a greater or earlier equal neighbour takes it."""
    nearest = min(
        (
            abs(places[day] - places[other])
            for other in places
            if other != day and (-sizes[other], other) < (-sizes[day], day)
        ),
        default=100.0,
    )
    if nearest < _NEAR:
        return "none"
    return "wide" if nearest < _NEAR_ON_A_PHONE else "always"


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """Years, or quarters or months where there are few of them."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    step = next(
        s for s in (1, 3, 12, 24, 60, 120, 12000) if months / s <= _MOST_TICKS or s == 12000
    )
    shown = 0
    for number in range(scale.first.year * 12, scale.last.year * 12 + 12):
        day = datetime.date(number // 12, number % 12 + 1, 1)
        if number % step == 0 and scale.first <= day <= scale.last:
            text = str(day.year) if step % 12 == 0 else day.isoformat()[:7]
            yield _tick(scale, day, text)._replace(wide=shown % 3 != 0)
            shown += 1


def _tick(scale: _Scale, day: datetime.date, text: str) -> Tick:
    place = scale.at(day)
    anchor = "start" if place < 10 else "end" if place > 90 else "middle"
    return Tick(_percent(place), text, anchor, wide=False)


def _day(
    world: World,
    found: Sequence[Entry],
    regions: Sequence[str],
    href: str | None,
) -> Day:
    named = list(dict.fromkeys(entry.coordinate for entry in found))
    return Day(
        date=_span(found),
        href=href,
        removal=words.removal(found[0].status, found[0].days_left),
        status=found[0].status,
        counts=tuple(sum(entry.region == region for entry in found) for region in regions),
        total=len(named),
        links=tuple(Link(name, world.href(name)) for name in named[:_SHOWN]),
    )


def _percent(place: float) -> str:
    return f"{place:.2f}%"
