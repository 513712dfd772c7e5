"""What visiting programs are told of the site as a whole: `robots.txt`, site maps, `llms.txt`.

In: the pages, the navigation, the site's title and address. Out: `File`s. A module of its own
because these name every page and belong to none.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from functools import partial

from schemadoc.render.views import File, Link, Page, Site

# The protocol of site maps allows no more in one file.
_MOST = 50_000
_ABOUT = (
    "A GraphQL API in all its regions: operations, types, error codes, deprecations, and what"
    " differs from region to region. What no source says is unknown, never absent."
)
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(
    site: Site, pages: Sequence[Page], nav: Sequence[tuple[str, Link]], regions: Sequence[Link]
) -> Iterator[File]:
    """Every such file; site maps only where the site's address is known."""
    yield File("llms.txt", partial(_llms, site, nav, regions))
    yield File("robots.txt", partial(_robots, site))
    if site.base_url is None:
        return
    paths = [page.path for page in pages if page.path != "404.html"]
    parts = [paths[at : at + _MOST] for at in range(0, len(paths), _MOST)]
    if len(parts) == 1:
        yield File("sitemap.xml", partial(_map, site, parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield File("sitemap.xml", partial(_map_of_maps, site, names))
    for name, part in zip(names, parts, strict=True):
        yield File(name, partial(_map, site, part))


def _robots(site: Site) -> str:
    lines = ["User-agent: *", "Allow: /"]
    if site.base_url:
        lines.append(f"Sitemap: {site.base_url}sitemap.xml")
    return "\n".join([*lines, ""])


def _map(site: Site, paths: Sequence[str]) -> str:
    return _listed("urlset", "url", site, paths)


def _map_of_maps(site: Site, names: Sequence[str]) -> str:
    return _listed("sitemapindex", "sitemap", site, names)


def _listed(whole: str, one: str, site: Site, paths: Sequence[str]) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{whole} xmlns="{_NAMESPACE}">',
        *(f"<{one}><loc>{html.escape(f'{site.base_url}{path}')}</loc></{one}>" for path in paths),
        f"</{whole}>",
    ]
    return "\n".join([*lines, ""])


def _llms(site: Site, nav: Sequence[tuple[str, Link]], regions: Sequence[Link]) -> str:
    """The sections with their Markdown twins, as llmstxt.org has it."""
    lines = [
        f"# {' '.join(site.title.split())}",
        "",
        f"> {_ABOUT}",
        "",
        "Each page `X.html` has a twin `X.md` to read and a twin `X.json` with its facts.",
        "",
        "## Sections",
        "",
        *(_line(site, link.text, link.href) for _, link in nav),
        "",
        "## Regions",
        "",
        *(_line(site, link.text, link.href, link.note) for link in regions),
    ]
    return "\n".join([*lines, ""])


def _line(site: Site, text: str, href: str | None, note: str | None = None) -> str:
    path = f"{site.base_url or ''}{(href or '').removesuffix('.html')}.md"
    name = " ".join(text.split()).replace("[", "(").replace("]", ")")
    return f"- [{name}]({path})" + (f": {note}" if note else "")
