"""What an error code's shape says: its prefix, its number, and the region that it names.

In: codes, and the ids of the regions that are known. Out: `split()` for one code, and `Naming`,
which knows a region's own codes from those of another. A module of its own because the matrix and
the catalogue must judge a code's origin alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERED = re.compile(r"(?P<prefix>.*[A-Za-z])[-_](?P<number>[0-9]+)")
# ISO 3166-1, alpha-2: a region need not be configured for its codes to be another's.
_ISO_3166 = """
    ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs
    bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee
    eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm
    hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc
    li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na
    nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw
    sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to
    tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
_COUNTRIES = frozenset(_ISO_3166.split())


def split(code: str) -> tuple[str | None, str | None]:
    """The prefix and the number: `KT-CT` and `1111`; None twice for a code without a number."""
    found = _NUMBERED.fullmatch(code)
    return (found["prefix"], found["number"]) if found else (None, None)


class Naming:
    """Which region a code names, where regions are part of codes.

    `KT-GB-9310` names `gb`: its middle part is the id of a known region, or a country in a family
    of codes (`KT`) that is known to name regions so.
    """

    def __init__(self, regions: Iterable[str], codes: Iterable[str] = ()) -> None:
        """Learn what regions are called and which families of codes name them.

        Args:
            regions: every id that is known, not only those that are compared.
            codes: those in use.
        """
        self._own = {region: {region, *region.split("-")} for region in regions}
        # `it` of `it-test` is a country, `test` of it is nobody's name.
        self._named: dict[str, str] = {}
        for region, parts in self._own.items():
            for part in parts & _COUNTRIES:
                self._named.setdefault(part, part)
            self._named[region] = region
        parted = (self._parts(code) for code in codes)
        self._families = {family for family, middle in parted if middle in self._named}
        self._origins: dict[str, str | None] = {}

    @staticmethod
    def _parts(code: str) -> tuple[str, str]:
        prefix, _ = split(code)
        family, _, middle = (prefix or "").partition("-")
        return family, middle.lower()

    def region_of(self, code: str) -> str | None:
        """The region that a code names; None for a code that names none."""
        if code not in self._origins:
            self._origins[code] = self._region_of(code)
        return self._origins[code]

    def _region_of(self, code: str) -> str | None:
        family, middle = self._parts(code)
        if middle in self._named:
            return self._named[middle]
        return middle if middle in _COUNTRIES and family in self._families else None

    def leaks(self, region: str, code: str) -> str | None:
        """The other region that a code of this region names, or None.

        A country without a region here is another's only where this region bears a country's name.
        """
        named = self.region_of(code)
        own = self._own.get(region) or {region, *region.split("-")}
        if named is None or named in own:
            return None
        return named if named in self._named or own & _COUNTRIES else None

    def foreign(self, region: str, codes: Iterable[str]) -> frozenset[str]:
        """Those of many codes that leak into a region."""
        return frozenset(code for code in codes if self.leaks(region, code) is not None)
