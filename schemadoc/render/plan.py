"""What a site is to hold, before any of it is made.

In: what was read of each region, a day, what the configuration says of the site. Out: `Plan`: its
pages and files, and what they follow from. A module of its own because all that is wrong with the
input shows here, when no folder has been touched.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from schemadoc.render import crawl, feeds, making, pages, resources
from schemadoc.render.views import File, Link, Page, Site
from schemadoc.render.world import RegionInput, World

# Without it a well-known host leaves out every file whose name begins with an underscore.
NO_JEKYLL = ".nojekyll"


class Theme(NamedTuple):
    """What a user puts in the place of ours: folders of templates and guides, a style sheet."""

    templates: Path | None = None
    content: Path | None = None
    style: Path | None = None


class Plan(NamedTuple):
    """A site that is to be made.

    `said` is what every template can say of it, `found` what its search finds beside elements.
    """

    world: World
    site: Site
    theme: Theme
    said: Mapping[str, object]
    pages: Sequence[Page]
    assets: Mapping[str, Path]
    others: Sequence[File]
    found: Sequence[Link]

    @property
    def templates(self) -> list[Path]:
        """The folders of templates, the user's before our own."""
        first = [self.theme.templates] if self.theme.templates is not None else []
        return [*first, resources.folder("templates")]

    @property
    def files(self) -> list[str]:
        """The paths of all that is no page, but for the search."""
        twins = [path for page in self.pages for path in making.twins(page.path)]
        return [*self.assets, *twins, *(file.path for file in self.others), NO_JEKYLL]


def plan(regions: Sequence[RegionInput], today: datetime.date, site: Site, theme: Theme) -> Plan:
    """Find out what a site is to hold.

    Args:
        regions: in the order of the columns.
        today: the day that ages and removal dates are reckoned from.
        site: its title and address.
        theme: what the user puts in the place of ours.

    Raises:
        InputError: when a guide or the style sheet cannot be read.
    """
    world = World(regions, today)
    guides = resources.guides(theme.content)
    assets = resources.assets(theme.style)
    todo = pages.all_pages(world, site, guides)
    navigation, ages = pages.navigation(world, site), pages.region_ages(world)
    said: dict[str, object] = {
        "title": site.title,
        "base_url": site.base_url,
        "today": today.isoformat(),
        "regions": ages,
        "choices": tuple(world.titles.items()),
        "nav": navigation,
        "style": resources.STYLE if theme.style is not None else None,
    }
    others = (*feeds.files(world, site), *crawl.files(site, todo, navigation, ages))
    found = pages.destinations(world, site, guides)
    return Plan(world, site, theme, said, todo, assets, others, found)
