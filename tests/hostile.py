"""What a source may say to do harm, and a world in which it says so everywhere.

In: a payload. Out: regions with it in every place that text can stand in: as models, and as the
files that the readers take. A module of its own because each output has to bear it.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from pathlib import Path
from typing import Any

from schemadoc.compare.chronicle import chronicle
from schemadoc.compare.rollout import timeline
from schemadoc.compare.sunset import Terms
from schemadoc.diagnostics import Diagnostic
from schemadoc.errors import InputError
from schemadoc.model import (
    Deprecation,
    DirectiveUse,
    Element,
    ErrorCode,
    Example,
    Permissions,
    RateLimit,
)
from schemadoc.render.build import build
from schemadoc.render.world import RegionInput
from schemadoc.sources.facts import Options
from schemadoc.sources.merge import merge
from schemadoc.sources.read import read_file
from tests import sites

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "javascript:alert(1)",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1) 'x')",
    "[a](&#106;avascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:msgbox)",
    "[a](file:///etc/passwd)",
    "[a](//evil.example)",
    '[a](https://e.org/"onclick="alert(1))',
    "![a](https://evil.example/x.png)",
    '![a](x" onerror="alert(1))',
    '<https://e.org/"onclick=alert(1)>',
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "# <b>x</b>\n\n<iframe src=//evil.example>",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "    </pre><script>alert(1)</script>",
    "|a|\n|:-:|\n|<script>alert(1)</script>|",
    '<a href="https://evil.example" style="position:fixed">x</a>',
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "<!--<img src=--><img src=x onerror=alert(1)//>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "{{ config.__class__ }}",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003e",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00<script>alert(1)</script>",
    "\ud800<script>alert(1)</script>",
    "\u2028<script>alert(1)</script>\u2029",
    "\u202e<script>alert(1)</script>",
    "../../../etc/passwd",
    "..\\..\\windows",
    "a" * 400,
    "*" * 300 + "x" + "_" * 300,
    "[" * 200 + "](" * 200,
    "> " * 150 + "x",
    "JAVASCRIPT&colon;alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&Tab;:alert(1)",
    "[a](javascript&#58;alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](https://e.org/\u202egnp.exe)",
    "[a](https://user:pass@evil.example@e.org:80/%00)",
    "data:text/html,<script>alert(1)</script>",
    "<data:text/html;base64,PHNjcmlwdD4=>",
    "blob:https://evil.example/1",
    "https://evil.example/' onmouseover='alert(1)",
    "mailto:a@e.org?subject=<script>alert(1)</script>",
    "https://evil.example www.evil.example a@evil.example",
    "[![a](https://evil.example/x.png)](https://evil.example)",
    "[a][b]\n\n[b]: data:text/html,x 'y'",
    "<svg><script xlink:href=data:,alert(1) /></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)><embed src=javascript:alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "&#x3c;script&#x3e;alert(1)&#60;/script&#62;&amp;lt;",
    "&nosuch; &#0; &#xD800; &#x110000; &",
    "x\r\nBEGIN:VEVENT\r\nSUMMARY:evil\r\nEND:VEVENT\r\nURL:javascript:alert(1)",
    "x\r\n\r\nHTTP/1.1 200 OK",
    "```\n\n# Heading\n\n<script>alert(1)</script>\n\n````\n~~~",
    "> quoted\n\n---\ntitle: evil\n---\n\n<img src=x onerror=alert(1)>",
    "1. a\n   - b\n\n         <script>alert(1)</script>",
    "x\n===\ny\n---\n| a | b |\n|---|---|\n| <b> | [c](javascript:alert(1)) |",
    "`a`b`` ``c` \\` \\\\ \\<script>alert(1)\\</script>",
    '{% include "base.html" %}{{ site }}{# x #}{% endraw %}',
    "${7*7} #{7*7} <%= 7*7 %> {{constructor.constructor('alert(1)')()}}",
    "__proto__",
    "constructor",
    "CON",
    "aux.txt",
    "index",
    "....//....//etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\x:stream",
    "a/../../b.html?x#y",
    "A",
    "\u0130\u0131\ufb01\u00df",
    "a\u0300\u0301\u0302" * 60,
    "\u05d0\u05d1\u05d2 \u0627\u0644\u0639 <b>\u202b\u2067",
    "\u2066\u2067\u2068\u202a\u202b\u202d\u202e",
    "\ufeff\u200b\u200d\u00ad\ufffe\uffff\ufdd0",
    "\x1b[2J\x1b]0;evil\x07\x08\x7f\x85\x9b",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0010ffff",
    "-",
    " ",
    "$(touch /tmp/x)`id`; rm -rf ~ | tee 'a' \"b\" \\",
    "' OR 1=1; --",
    '=HYPERLINK("https://evil.example")',
    "*/ alert(1) //",
    "\\u0022;alert(1)//",
    "'\"`<>&/\\" * 30,
)


# So many sites hold all payloads: a site for each would take long, one for all would be large.
GROUPS = 10
_DAY = datetime.date(2025, 6, 1)


def hostile(payload: str) -> list[RegionInput]:
    """A region with the payload in every place that text can stand in, names included."""
    made = sites.region(
        "r",
        _elements(payload),
        captured=datetime.date(2026, 2, 15),
        diagnostics=(Diagnostic(payload, 1, payload, payload),),
        docs=payload,
    )
    past = sites.region("r", _former(payload), captured=_DAY)
    states = timeline([(_DAY, past.snapshot)], made.snapshot)
    told = chronicle(states, Terms(today=sites.TODAY), region="r")
    other = sites.region("q", [sites.element("Query.a", "field", type="Int", viewers=("V",))])
    named = made._replace(
        title=payload.strip() or "r", endpoint=payload, headers=(payload,), chronicle=told
    )
    return [named, other]


def _name(payload: str) -> str:
    """What still could pass for a coordinate's part."""
    return re.sub(r"[.()]", "", payload)


def _everywhere(payload: str) -> dict[str, Any]:
    """What any element can say."""
    return {
        "description": payload,
        "deprecation": Deprecation(
            reason=f"Use '{payload}'. {payload}",
            url=payload,
            replacements=(payload, "Query.a"),
            marked_on=datetime.date(2025, 1, 1),
            remove_on=datetime.date(2026, 4, 1),
            origin="prose",
        ),
        "name_from": "inferred",
        "name_evidence": payload,
        "directives": (DirectiveUse(name=payload, arguments={payload: payload}),),
    }


def _elements(payload: str) -> list[Element]:
    said = _everywhere(payload)
    name = _name(payload)
    told = {
        "errors": (ErrorCode(payload, payload), ErrorCode("OK", payload)),
        "errors_mentioned": (payload + "2",),
        "viewers": (payload,),
        "permissions": Permissions(any=(payload, Permissions(all=(payload, "B")))),
        "rate_limits": (RateLimit(payload, (payload,)),),
        "endpoint": payload,
        "requires_authorization": True,
        "example": Example(document=payload, variables=payload, response=payload),
    }
    return [
        sites.element("Query.a", "field", type=payload, **told, **said),
        sites.element("Query.a(x:)", "argument", type="T", default=payload, **said),
        sites.element("Mutation.m", "field", type="T", **told, **said),
        sites.element("Subscription.s", "field", type="T", **said),
        sites.element("T", "object", interfaces=(payload,), specified_by=payload, **said),
        sites.element("T.f", "field", type="[T]", **said),
        sites.element("T.f(x:)", "argument", type="P", default=payload, **said),
        sites.element("I", "interface", errors=(ErrorCode(payload, payload),), **said),
        sites.element("U", "union", members=(payload, "T"), **said),
        sites.element("E", "enum", **said),
        sites.element("E.V", "enum_value", **said),
        sites.element(f"E.{name}", "enum_value", **said),
        sites.element("P", "input_object", **said),
        sites.element("P.f", "input_field", type="E", default=payload, **said),
        sites.element("S", "scalar", specified_by=payload, **said),
        sites.element("Unsure", "type", **said),
        sites.element("@d", "directive", locations=(payload,), **said),
        sites.element("@d(x:)", "directive_argument", type="E", default=payload, **said),
        sites.element(f"@{name}", "directive", **said),
        sites.element(f"Query.{name}", "field", type="T", **said),
        sites.element(f"Query.{name}(x:)", "argument", type="T", **said),
        sites.element(name, "object", **said),
        sites.element(f"{name}.{name}", "field", type=name, **said),
    ]


def _former(payload: str) -> list[Element]:
    """What was there before: some of it is gone, some of it was said otherwise."""
    said = _everywhere(payload)
    other = Deprecation(reason=f"{payload}, formerly", origin="directive")
    return [
        *(one for one in _elements(payload) if one.coordinate not in ("P.f", "E.V")),
        sites.element("Query.gone", "field", type="Gone", **said),
        sites.element("Gone", "object", **said),
        sites.element(f"T.{_name(payload)}", "field", type="T", **said),
        sites.element("E.V", "enum_value", description=payload[::-1], deprecation=other),
        sites.element("P.f", "input_field", type="E", default=payload[::-1], deprecation=other),
    ]


_PAGES = Path(__file__).with_name("pages")
# What the pages of our own say in prose, in lists and in tables, where somebody may write anything.
_SAID = {
    "spectaql.txt": ["Lend a book to a member.", "Unauthorized.", "Which book, and for whom."],
    "viewers.txt": ["Member", "(No)", "The shelf. Exactly one of"],
    "tables.md": ["book", "Book"],
    "reference.html": ["book", "Book"],
}


def read(payload: str, folder: Path, id_: str) -> RegionInput:
    """A region out of files that hold the payload, one for each reader that can take it."""
    files = {"introspection.json": _introspection(payload), "schema.graphql": _sdl(payload)}
    for file, words in _SAID.items():
        text = (_PAGES / file).read_text(encoding="utf-8")
        for word in words:
            text = text.replace(word, payload, 5)
        files[file] = text
    options = Options(region=id_)
    readings = []
    for file, text in files.items():
        path = folder / file
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        # A file that is no source any more is refused with its name.
        with contextlib.suppress(InputError):
            readings.append(read_file(path, f"{payload}/{file}", options))
    merged = merge(readings, options)
    return RegionInput(id_, payload.strip() or id_, payload, merged.snapshot, merged.diagnostics)


def sites_of_all(folder: Path, group: int) -> Path:
    """A site of every tenth payload: a region that says it everywhere, and one out of files."""
    out = folder / "deep" / "site"
    folder.mkdir(exist_ok=True)
    regions = []
    for at, payload in enumerate(PAYLOADS[group::GROUPS]):
        regions.append(hostile(payload)[0]._replace(id=f"r{at}"))
        regions.append(read(payload, folder, f"s{at}"))
    title = f"T {''.join(PAYLOADS[group::GROUPS])[:2000]}"
    build(regions, out=out, today=sites.TODAY, title=title, base_url="https://docs.example.org")
    return out


def _introspection(payload: str) -> str:
    """JSON can hold any text, halves of letters too."""
    said = {"description": payload, "isDeprecated": True, "deprecationReason": payload}
    scalar = {"kind": "SCALAR", "name": "S"}
    argument = {"name": "x", "type": scalar, "defaultValue": payload, **said}
    field = {"name": "a", "type": scalar, "args": [argument], **said}
    types = [
        {"kind": "OBJECT", "name": "Query", "fields": [field, {**field, "name": payload}], **said},
        {**scalar, "specifiedByURL": payload, **said},
        {"kind": "ENUM", "name": "E", "enumValues": [{"name": payload, **said}], **said},
        {"kind": "UNION", "name": payload, "possibleTypes": [{"name": payload}], **said},
        {"kind": "INPUT_OBJECT", "name": "P", "inputFields": [argument], **said},
    ]
    directive = {"name": "d", "locations": [payload], "args": [argument], **said}
    schema = {"queryType": {"name": "Query"}, "types": types, "directives": [directive]}
    return json.dumps({"__schema": schema})


def _sdl(payload: str) -> str:
    """Wherever the grammar has a string; as a block string too."""
    text = json.dumps(payload)
    block = f'"""{payload.replace(chr(34) * 3, chr(92) + chr(34) * 3)} """'
    return f"""
{text} directive @d({text} x: String = {text}) repeatable on FIELD_DEFINITION | OBJECT | SCALAR
{text} scalar S @specifiedBy(url: {text}) @d(x: {text})
{block} type Query @d(x: {text}) {{
  {block} a({text} x: String = {text}): S @deprecated(reason: {text}) @d(x: {text})
}}
{text} enum E {{ {text} V @deprecated(reason: {text}) }}
{text} input P {{ {text} f: [String] = [{text}, {text}] @deprecated(reason: {text}) }}
{text} interface I {{ {text} a: S }}
{text} union U = Query
"""
