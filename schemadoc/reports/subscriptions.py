"""Deprecations to subscribe to: a calendar of removal dates and a feed.

In: calendar entries, a day, what the list is called and where it stands. Out: iCalendar and Atom
text. A module of its own because the site and the command line publish the same lists: a program
that follows one of them must know its events and entries again in the other.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from schemadoc.compare.calendar import Entry
from schemadoc.reports import atom, ics

FOLDER = "deprecations"
# What stands for all regions where others have a region's id.
ALL = "index"


class Listed(NamedTuple):
    """A list: the site's title, the regions' titles if not all, its file without an ending.

    `base_url` ends in `/`, or is None where nobody knows where the site stands.
    """

    site: str
    regions: tuple[str, ...]
    stem: str
    base_url: str | None = None

    @property
    def title(self) -> str:
        """`Deprecations in Italy`."""
        return f"Deprecations in {', '.join(self.regions)}" if self.regions else "Deprecations"

    @property
    def path(self) -> str:
        """Where the list stands in a site, without an ending."""
        return f"{FOLDER}/{self.stem}"

    @property
    def name(self) -> str:
        """The list among those of other sites."""
        return f"{self.site}: {self.title}"


Paths = Mapping[str, str | None]


def calendar(
    listed: Listed, entries: Iterable[Entry], today: datetime.date, paths: Paths | None = None
) -> str:
    """The removal dates; `paths` are where elements stand in the site."""
    known = paths or {}

    def link(coordinate: str) -> str | None:
        path = known.get(coordinate)
        return f"{listed.base_url}{path}" if listed.base_url and path else None

    return ics.render(entries, name=listed.name, today=today, link=link)


def feed(
    listed: Listed,
    entries: Sequence[Entry],
    today: datetime.date,
    captured: Mapping[str, datetime.date | None],
    paths: Paths | None = None,
) -> str:
    """The deprecations; `captured` is when each region's sources are of."""
    about = atom.Feed(
        title=listed.name,
        site=listed.site,
        path=f"{listed.path}.xml",
        page=f"{listed.path}.html",
        base_url=listed.base_url,
    )
    items = atom.deprecation_items(entries, today, captured=captured, paths=paths or {})
    return atom.render(about, items, today)
