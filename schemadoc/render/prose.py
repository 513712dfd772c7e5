"""Markdown and code as HTML that is safe to show, whoever wrote it.

In: Markdown of a source, Markdown of a guide, GraphQL and JSON texts. Out: `Markup` without raw
HTML, styles, images or scripts, with links to `http`, `https` and `mailto` only. A module of its
own because this is the one place where text becomes markup other than by a template's escaping.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from pygments.token import Comment, Keyword, Name, Number, String

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from pygments.lexers.graphql import GraphQLLexer

# What RFC 3986 lets stand in an address, and letters of any script; a name and a password before
# the host are left out, since such an address leads elsewhere than it seems to.
_PART = r"(?:[\w.~!$&'()*+,;=:/-]|%[0-9a-f]{2})"
_SAFE_LINK = re.compile(
    rf"https?://[\w.-]+(?::\d+)?(?:/(?:{_PART}|@)*)?(?:\?(?:{_PART}|[@?])*)?(?:\#(?:{_PART}|[@?])*)?"
    rf"|mailto:{_PART}+@[\w.-]+(?:\?{_PART}*)?",
    re.IGNORECASE,
)
_LOCAL_LINK = re.compile(r"(?:\.\./)*[\w./-]+(?:#[\w.-]+)?|#[\w.-]+")
# What may be more than text: most descriptions have nothing of it, but for code between backticks.
_MARKS = re.compile(
    r"[\\`*{}\[\]<>#+!|~&•=]|(?<![^\W_])_|_(?![^\W_])|^\s*(?:-|\d+[.)])|^\s|\n\s|[^\n\S]$",
    re.MULTILINE,
)
_CODE = re.compile(r"(?<!`)`([^`\s](?:[^`\n]*[^`\s])?)`(?!`)")

# Longer texts are shown without colours: a page must stay light.
_COLOUR_UP_TO = 60_000
# A token type "contains" its subtypes; typed as a tuple of strings, hence the Any.
_CLASSES: tuple[tuple[Any, str], ...] = (
    (Comment, "c"),
    (Keyword, "k"),
    (String, "s"),
    (Number, "m"),
    (Name.Variable, "v"),
    (Name.Class, "t"),
)
_JSON = re.compile(
    r"""(?P<p>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?P<s>"(?:[^"\\\n]|\\.)*")"""
    r"""|(?P<m>(?<![\w.])-?\d[\d.eE+-]*\b)|(?P<k>\b(?:true|false|null)\b)"""
)


def is_safe_link(url: str | None) -> bool:
    """Whether a source's link may be followed: `http`, `https` or `mailto`, written out."""
    return url is not None and _SAFE_LINK.fullmatch(url) is not None


@lru_cache(maxsize=20_000)
def markdown(text: str) -> Markup:
    """A description as HTML; headings become strong lines, so that a page keeps its own outline."""
    if _is_plain(text):
        parts = (part for part in text.split("\n\n") if part.strip())
        return Markup("").join(Markup("<p>{}</p>").format(_with_code(part)) for part in parts)
    return Markup(_untrusted().render(text))  # noqa: S704  (raw HTML is off, see `_untrusted`)


def inline(text: str) -> Markup:
    """One line of Markdown, without a paragraph around it."""
    if "\n" not in text and _is_plain(text):
        return _with_code(text)
    return Markup(_untrusted().renderInline(text))  # noqa: S704  (as in `markdown`)


def _is_plain(text: str) -> bool:
    """Whether Markdown makes nothing but paragraphs and code of it, as surely as at a glance."""
    return not _MARKS.search(_CODE.sub("\0", text))


def _with_code(text: str) -> Markup:
    parts = _CODE.split(text)  # a text, a code, a text, …
    found = [escape(part) for part in parts]
    found[1::2] = [Markup("<code>{}</code>").format(part) for part in parts[1::2]]
    return Markup("").join(found)


def guide(text: str) -> Markup:
    """A page written by hand: headings keep their rank and have ids, links may be relative."""
    return Markup(_trusted().render(text))  # noqa: S704  (as in `markdown`)


@cache
def _untrusted() -> MarkdownIt:
    parser = _parser()
    parser.validateLink = is_safe_link  # type: ignore[method-assign]  # the documented way
    parser.add_render_rule("heading_open", _strong_open)
    parser.add_render_rule("heading_close", _strong_close)
    return parser


@cache
def _trusted() -> MarkdownIt:
    parser = _parser()
    parser.validateLink = _is_guide_link  # type: ignore[method-assign]  # as above
    parser.add_render_rule("heading_open", _heading_with_id)
    return parser


def _is_guide_link(url: str) -> bool:
    return is_safe_link(url) or _LOCAL_LINK.fullmatch(url) is not None


def _parser() -> MarkdownIt:
    """No raw HTML, no images (they would ask a third party), no inline styles."""
    from markdown_it import MarkdownIt  # not needed by most pages, and large

    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    parser.disable("image")
    parser.add_render_rule("fence", _code)
    parser.add_render_rule("code_block", _code)
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    parser.add_render_rule("th_open", _header_cell)
    parser.add_render_rule("td_open", _cell)
    return parser


def _strong_open(
    _renderer: RendererHTML, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any
) -> str:
    return '<p class="md-heading"><strong>'


def _strong_close(
    _renderer: RendererHTML, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any
) -> str:
    return "</strong></p>\n"


def _heading_with_id(
    _renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: Any, _env: Any
) -> str:
    return f'<{tokens[at].tag} id="{heading_id(tokens[at + 1].content)}">'


def heading_id(text: str) -> str:
    """The id of a guide's heading: hyphenated, so that it never meets a GraphQL name."""
    return "s-" + "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def _code(
    _renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: Any, _env: Any
) -> str:
    return f'<pre tabindex="0"><code>{escape(tokens[at].content)}</code></pre>\n'


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any
) -> str:
    if is_safe_link(str(tokens[at].attrGet("href") or "")):
        tokens[at].attrSet("rel", "nofollow noopener noreferrer")
    return renderer.renderToken(tokens, at, options, env)


def _table_open(
    _renderer: RendererHTML, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any
) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(
    _renderer: RendererHTML, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any
) -> str:
    return "</table></div>\n"


def _header_cell(
    _renderer: RendererHTML, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any
) -> str:
    return '<th scope="col">'


def _cell(
    _renderer: RendererHTML, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any
) -> str:
    return "<td>"


def _escape(text: str) -> str:
    """A text with a tag right before it, where a quote needs no escape: JSON is full of them.

    After an equals sign it gets one even so, since whoever looks for attributes finds them by it.
    """
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace('="', "=&#34;")


@lru_cache(maxsize=4_000)
def highlight(text: str, language: str) -> Markup:
    """A GraphQL or JSON text with its parts in classes; what is neither stays plain."""
    if len(text) > _COLOUR_UP_TO:
        return escape(text)
    parts = _json_parts(text) if language == "json" else _graphql_parts(text)
    # Thousands of parts on some pages: they are joined as plain texts, each escaped first.
    made = (
        f'<span class="{class_}">{_escape(part)}</span>' if class_ else str(escape(part))
        for class_, part in parts
        if part
    )
    return Markup("".join(made))  # noqa: S704  (every part is escaped)


def _graphql_parts(text: str) -> Iterator[tuple[str | None, str]]:
    for token, value in _graphql().get_tokens(text):
        yield _class_of(token), value


@cache
def _class_of(token: Any) -> str | None:
    return next((class_ for kind, class_ in _CLASSES if token in kind), None)


@cache
def _graphql() -> GraphQLLexer:
    from pygments.lexers.graphql import GraphQLLexer  # needed by operations alone

    return GraphQLLexer(ensurenl=False, stripnl=False)


def _json_parts(text: str) -> Iterator[tuple[str | None, str]]:
    """Examples hold type names where values should be, which a JSON lexer takes to pieces."""
    at = 0
    for found in _JSON.finditer(text):
        yield None, text[at : found.start()]
        yield found.lastgroup, found[0]
        at = found.end()
    yield None, text[at:]
