"""All regions of one API, each read from its sources.

In: the readings of every region's sources. Out: one reading a region, lost names recovered with
what the others know, sources merged. A module of its own because names are recovered before a
region's sources merge, and with other regions as witnesses: no single region can be finished alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemadoc import typerefs
from schemadoc.model import Snapshot
from schemadoc.sources.facts import Options, Reading
from schemadoc.sources.merge import merge


def assemble(
    readings: Mapping[str, Sequence[Reading]],
    options: Mapping[str, Options],
    witnesses: Sequence[Reading] = (),
) -> dict[str, Reading]:
    """Finish each region.

    Args:
        readings: of each region, one a source, in the order of the configuration.
        options: of each region.
        witnesses: further regions, which only serve as evidence.
    """
    before = {region: merge_all(found, options[region]) for region, found in readings.items()}
    if not any(is_lost(reading) for found in readings.values() for reading in found):
        return before
    from schemadoc.sources.pages import names  # few regions need it

    finished = {}
    for region, found in readings.items():
        others = [reading.snapshot for name, reading in before.items() if name != region]
        others += [reading.snapshot for reading in witnesses]
        named = [
            names.recover(reading, _others(found, at), others) if is_lost(reading) else reading
            for at, reading in enumerate(found)
        ]
        finished[region] = merge_all(named, options[region])
    return finished


def merge_all(readings: Sequence[Reading], options: Options) -> Reading:
    """The one reading of a region, or several merged."""
    return readings[0] if len(readings) == 1 else merge(readings, options)


def is_lost(reading: Reading) -> bool:
    """Whether a reading has a type without its name."""
    return any(typerefs.is_placeholder(e.coordinate) for e in reading.snapshot.elements)


def _others(readings: Sequence[Reading], at: int) -> list[Snapshot]:
    return [reading.snapshot for other, reading in enumerate(readings) if other != at]
