"""Atom feeds (RFC 4287): deprecations, and whatever else has a day and an address.

In: `Item`s. Out: the feed's text. A module of its own because feed readers hold a feed to its ids
and days: both follow from facts and the day passed in, never from when or where a file was made.
"""

from __future__ import annotations

import datetime
import html
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schemadoc.compare.calendar import Entry

# What XML 1.0 has no way to write.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Item(NamedTuple):
    """One entry: `key` is what its id follows from, `path` is relative to the site's root."""

    key: str
    title: str
    updated: datetime.date
    path: str | None
    html: str


class Feed(NamedTuple):
    """A feed: `path` is its own and `page` that of the page it belongs to.

    `site` is the title of the whole; `base_url` ends in `/`, or is None where nobody knows it: then
    no address is written, since a feed is read far from where it lies.
    """

    title: str
    site: str
    path: str
    page: str
    base_url: str | None = None


def render(feed: Feed, items: Iterable[Item], today: datetime.date) -> str:
    """The feed's text; `today` stands in where there is no item yet."""
    shown = list(items)
    updated = max((item.updated for item in shown), default=today)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_id(feed, feed.path)}</id>",
        f"<title>{_text(feed.title)}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{_text(feed.site)}</name></author>",
        *_link(feed, feed.path, ' rel="self" type="application/atom+xml"'),
        *_link(feed, feed.page, ' rel="alternate" type="text/html"'),
    ]
    for item in shown:
        lines += _entry(feed, item)
    return "\n".join([*lines, "</feed>", ""])


def _entry(feed: Feed, item: Item) -> list[str]:
    return [
        "<entry>",
        f"<id>{_id(feed, item.key)}</id>",
        f"<title>{_text(item.title)}</title>",
        f"<updated>{_moment(item.updated)}</updated>",
        *(_link(feed, item.path, "") if item.path else ()),
        f'<content type="html">{_text(item.html)}</content>',
        "</entry>",
    ]


def _id(feed: Feed, key: str) -> str:
    """The same for the same thing in the same site, whoever builds it and when."""
    named = f"{feed.base_url or feed.site}\n{key}".encode("utf-8", "backslashreplace")
    return uuid.uuid5(uuid.NAMESPACE_URL, named.decode()).urn


def _link(feed: Feed, path: str, how: str) -> list[str]:
    if not feed.base_url:
        return []
    return [f'<link{how} href="{_text(feed.base_url + path)}"/>']


def _text(text: str) -> str:
    return html.escape(_CONTROLS.sub("", text))


def _moment(date: datetime.date) -> str:
    return f"{date.isoformat()}T00:00:00Z"


def deprecation_items(
    entries: Iterable[Entry],
    today: datetime.date,
    *,
    captured: Mapping[str, datetime.date | None],
    paths: Mapping[str, str | None],
) -> list[Item]:
    """Deprecations, the one that was heard of last first.

    Args:
        entries: of the deprecation calendar.
        today: the day of the calendar.
        captured: when each region's sources are of.
        paths: where each element stands in the site.
    """
    items = [_deprecation(entry, today, captured, paths) for entry in entries]
    return sorted(items, key=lambda item: (-item.updated.toordinal(), item.key))


def _deprecation(
    entry: Entry,
    today: datetime.date,
    captured: Mapping[str, datetime.date | None],
    paths: Mapping[str, str | None],
) -> Item:
    return Item(
        key=f"deprecation:{entry.region}:{entry.coordinate}",
        title=f"{entry.coordinate} is deprecated in {entry.region}",
        updated=_heard(entry, today, captured.get(entry.region)),
        path=paths.get(entry.coordinate),
        html=_paragraphs(entry),
    )


def _heard(entry: Entry, today: datetime.date, captured: datetime.date | None) -> datetime.date:
    """The newest day on which something became true: marked, or overdue since its date is past."""
    past = [day for day in (entry.marked_on, entry.remove_on) if day is not None and day < today]
    return max(past, default=min(captured or today, today))


def _paragraphs(entry: Entry) -> str:
    parts = [entry.reason] if entry.reason else []
    if entry.marked_on:
        parts.append(f"Marked on {entry.marked_on.isoformat()}.")
    removal = f"on or after {entry.remove_on.isoformat()}" if entry.remove_on else "on no given day"
    parts.append(f"To be removed {removal}.")
    if entry.replacements:
        parts.append(f"In its place: {', '.join(one.name for one in entry.replacements)}.")
    if entry.url:
        parts.append(entry.url)
    return "".join(f"<p>{_text(part)}</p>" for part in parts)
