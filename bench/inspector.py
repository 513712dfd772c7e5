"""GraphQL Inspector beside us: the same pairs, what each calls breaking, and what each costs.

In: the pairs of `../shared/schemas`. Out: both counts, every difference with its waiver, the dated
deprecations of GitHub, processor time and memory of both commands. A module of its own because it
alone runs the peer.

Run as `python -m bench.inspector`; `--write` puts the result into `bench/RESULTS.md`. The peer is
looked for in the folder that INSPECTOR_HOME names, else in `.cache/inspector`.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from graphql import build_ast_schema, introspection_from_schema
from graphql.language import parse

from bench import results
from schemadoc import lifecycle
from schemadoc.compare.diff import Diff, diff
from schemadoc.compare.judge import Finding
from schemadoc.compare.rules import RULE_BY_ID
from schemadoc.compare.sunset import Terms
from schemadoc.model import ROOT_NAMES, Index
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read_file
from tests.inspector import CHANGES, WAIVERS

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT.parent / "shared" / "schemas"
PAIRS = {
    "github": ("2024-01-15.graphql", "2025-02-27.graphql"),
    "gb": ("2024-11-28.graphql", "2025-02-10.graphql"),
    "it": ("2025-11-10.json", "2026-02-10.json"),
}
TODAY = datetime.date(2025, 2, 27)
# What GitHub's newer schema holds: dated deprecations, those that the older has not, overdue ones.
EXPECTED = (152, 103, 54)
ROUNDS = 5
# At most so much of the peer's processor time.
LIMITS = {"graphql": 0.6, "json": 0.25}
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
DATES = (
    "GitHub's newer schema has {} deprecations with a removal date, {} of them new against the "
    "older one; {} are overdue on {}."
)
INSTALL = """GraphQL Inspector is not installed. Once:
  mkdir -p .cache/inspector && cd .cache/inspector && npm init -y
  npm pkg set 'overrides.@graphql-tools/batch-execute=10.2.0'
  npm install @graphql-inspector/cli@7 graphql@16
or name a folder where it is with INSPECTOR_HOME."""
SCRIPT = """
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(process.argv[2] + '/package.json');
const { diff } = require('@graphql-inspector/core');
const { buildSchema, buildClientSchema } = require('graphql');
const load = path => {
  const text = readFileSync(path, 'utf8');
  if (!path.endsWith('.json')) return buildSchema(text, { assumeValidSDL: true });
  const answer = JSON.parse(text);
  return buildClientSchema(answer.data ?? answer);
};
const found = await diff(load(process.argv[3]), load(process.argv[4]));
console.log(JSON.stringify(found.map(one => ({
  type: one.type, level: one.criticality.level, path: one.path, meta: one.meta,
}))));
"""


class Theirs(NamedTuple):
    """A change that the peer calls breaking: its type, where, and our rules for the same."""

    type: str
    coordinate: str
    rules: tuple[str, ...]


class Difference(NamedTuple):
    """What one of us calls breaking and the other does not, and why."""

    text: str
    waiver: str | None


class Cost(NamedTuple):
    """Seconds of processor time and megabytes of memory of one process."""

    cpu: float
    memory: float


def home() -> Path:
    """Where the peer is installed."""
    path = Path(os.environ.get("INSPECTOR_HOME", ROOT / ".cache" / "inspector"))
    if not (path / "node_modules" / "@graphql-inspector" / "core").is_dir():
        sys.exit(INSTALL)
    return path.resolve()


# Both sides in a form that both tools read


def cut(text: str) -> str:
    """A document without what a type defines a second time: the peer refuses it."""
    twice = [
        (member.loc.start, member.loc.end)
        for node in parse(text).definitions
        for members in (getattr(node, "fields", None), getattr(node, "values", None))
        for member in _repeated(members or ())
    ]
    for start, end in sorted(twice, reverse=True):
        text = text[:start] + text[end:]
    return text


def _repeated(members: tuple[Any, ...]) -> Iterator[Any]:
    seen: set[str] = set()
    for member in members:
        if member.name.value in seen:
            yield member
        seen.add(member.name.value)


def prepare(folder: Path, name: str) -> tuple[Path, Path]:
    """Copies of a pair that both tools read."""
    paths = []
    for file in PAIRS[name]:
        text = (SCHEMAS / name / file).read_text("utf8")
        path = folder / f"{name}-{file}"
        path.write_text(cut(text) if file.endswith(".graphql") else text, "utf8")
        paths.append(path)
    return paths[0], paths[1]


def introspected(path: Path) -> Path:
    """The answer to an introspection query that asks for everything."""
    schema = build_ast_schema(parse(path.read_text("utf8")), assume_valid=True)
    answer = path.with_suffix(".json")
    answer.write_text(json.dumps({"data": introspection_from_schema(schema)}), "utf8")
    return answer


# What each calls breaking


def theirs(folder: Path, old: Path, new: Path) -> list[dict[str, Any]]:
    """Everything that the peer finds."""
    script = folder / "inspect.mjs"
    script.write_text(SCRIPT, "utf8")
    done = subprocess.run(
        ["node", script, home(), old, new], check=True, capture_output=True, text=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def ours(old: Path, new: Path) -> tuple[Diff, Index, Index]:
    """Everything that we find."""
    first, second = (
        Index(read_file(path, path.name, Options(region="bench")).snapshot) for path in (old, new)
    )
    return diff(first, second, Terms(today=TODAY)), first, second


def breaking(found: list[dict[str, Any]], index: Index) -> list[Theirs]:
    """What the peer calls breaking, in our words."""
    return [
        Theirs(one["type"], _coordinate(one, index), CHANGES[one["type"]].breaking)
        for one in found
        if one["level"] == "BREAKING"
    ]


def _coordinate(change: dict[str, Any], index: Index) -> str:
    """The peer's dotted path as a schema coordinate."""
    first, *rest = str(change["path"]).split(".")
    roots = {getattr(index.snapshot.roots, op): name for op, name in ROOT_NAMES.items()}
    path = [roots.get(first, first), *rest]
    if change["type"].startswith("FIELD_ARGUMENT_"):
        return f"{path[0]}.{path[1]}({path[2]}:)"
    if change["type"].startswith("DIRECTIVE_"):
        name = f"@{first.removeprefix('@')}"
        return f"{name}({rest[0]}:)" if rest and "ARGUMENT" in change["type"] else name
    return ".".join(path)


def comparable(finding: Finding) -> bool:
    """Whether the peer could know of a finding: it has no idea of dates, and lists no members."""
    return (
        finding.severity == "breaking"
        and finding.cause is None
        and RULE_BY_ID[finding.rule].aspect != "sunset"
    )


def differences(
    found: Diff, changes: list[dict[str, Any]], old: Index, new: Index
) -> tuple[list[Theirs], set[tuple[str, str]], list[Difference]]:
    """Both breaking sets and every difference between them."""
    mine = {(one.rule, one.coordinate) for one in found.findings if comparable(one)}
    peer = breaking(changes, old)
    told = {(rule, one.coordinate) for one in peer for rule in one.rules}
    unlike = [
        Difference(f"only theirs {one.type} `{one.coordinate}`", _why_not_ours(one, found, new))
        for one in peer
        if not any((rule, one.coordinate) in mine for rule in one.rules)
    ]
    unlike += [
        Difference(f"only ours {rule} `{coordinate}`", _why_not_theirs(rule, coordinate, changes))
        for rule, coordinate in sorted(mine - told)
    ]
    return peer, mine, unlike


def _why_not_ours(one: Theirs, found: Diff, new: Index) -> str | None:
    inputs = ("FIELD_ARGUMENT_REMOVED", "INPUT_FIELD_REMOVED", "DIRECTIVE_ARGUMENT_REMOVED")
    if one.type in inputs and not new.snapshot.coverage.deprecated_inputs:
        return "the newer result does not show deprecated inputs: that it is gone is not proved"
    above = {item.coordinate for item in found.findings if item.rule == "type-kind-changed"}
    if one.coordinate.partition(".")[0] in above:
        return "its type is another kind now: told once, of the type"
    return None


def _why_not_theirs(rule: str, coordinate: str, changes: list[dict[str, Any]]) -> str | None:
    for one in changes:
        known = (one["type"], rule)
        if known in WAIVERS and coordinate.rpartition(".")[2] in str(one["path"]):
            return WAIVERS[known]
    if RULE_BY_ID[rule].id not in {name for known in CHANGES.values() for name in known.rules}:
        return "it has no such change"
    return None


# Deprecations


def deprecations(old: Index, new: Index) -> tuple[int, int, int]:
    """Dated deprecations of the newer schema, those that the older has not, and overdue ones."""
    dated = {
        element.coordinate: element.deprecation
        for element in new.snapshot.elements
        if element.deprecation is not None and element.deprecation.remove_on is not None
    }
    before = {e.coordinate for e in old.snapshot.elements if e.deprecation is not None}
    late = [one for one in dated.values() if lifecycle.status(one, TODAY) == "overdue"]
    return len(dated), len(dated.keys() - before), len(late)


# Cost


def cost(command: list[str]) -> Cost:
    """What a command costs: the median of several fresh processes, after one that does not count.

    Python may keep the bytecode of its modules, as it does of every package that is installed.
    """
    rounds = []
    compiled = {key: value for key, value in os.environ.items() if key != NO_BYTECODE}
    for _ in range(ROUNDS + 1):
        with Path(os.devnull).open("w") as nowhere:
            process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=compiled)
            _, _, used = os.wait4(process.pid, 0)
            process.returncode = 0
        rounds.append(Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    counted = rounds[1:]
    return Cost(median(one.cpu for one in counted), median(one.memory for one in counted))


def costs(old: Path, new: Path) -> tuple[Cost, Cost]:
    """Ours and theirs on one pair of files, from the start of the process to its end."""
    mine = [sys.executable, "-m", "schemadoc", "diff", str(old), str(new), "--fail-on", "never"]
    peer = [str(home() / "node_modules" / ".bin" / "graphql-inspector"), "diff", str(old), str(new)]
    return cost(mine), cost(peer)


# The report


def report(folder: Path) -> tuple[list[str], int]:
    """Its lines, and how much is not as it should be."""
    lines = ["## GraphQL Inspector beside us", "", "    python -m bench.inspector --write", ""]
    lines += ["| pair | breaking, theirs | breaking, ours | differences |", "|---|--:|--:|---|"]
    wrong = 0
    prepared = {name: prepare(folder, name) for name in PAIRS}
    for name, (old, new) in prepared.items():
        found, first, second = ours(old, new)
        peer, mine, unlike = differences(found, theirs(folder, old, new), first, second)
        wrong += sum(one.waiver is None for one in unlike)
        lines.append(f"| {name} | {len(peer)} | {len(mine)} | {_listed(unlike)} |")
        if name == "github":
            figures = deprecations(first, second)
            wrong += figures != EXPECTED
    dated, fresh, late = figures
    lines += [
        "",
        DATES.format(dated, fresh, late, TODAY),
        "",
        f"The whole commands on GitHub's pair, medians of {ROUNDS} fresh processes:",
        "",
        "| form | ours, CPU s | theirs, CPU s | ratio | limit | ours, MB | theirs, MB |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    old, new = prepared["github"]
    for form, pair in (("graphql", (old, new)), ("json", (introspected(old), introspected(new)))):
        us, peer_cost = costs(*pair)
        ratio = us.cpu / peer_cost.cpu
        wrong += ratio > LIMITS[form]
        lines.append(
            f"| {form} | {us.cpu:.2f} | {peer_cost.cpu:.2f} | {ratio:.2f} | {LIMITS[form]} "
            f"| {us.memory:.0f} | {peer_cost.memory:.0f} |"
        )
    return lines, wrong


def _listed(unlike: list[Difference]) -> str:
    groups: dict[str, list[str]] = {}
    for one in unlike:
        groups.setdefault(one.waiver or "UNEXPLAINED", []).append(one.text)
    return "; ".join(f"{why}: {', '.join(texts)}" for why, texts in groups.items()) or "none"


def main() -> int:
    """Print the report; 1 where something is unexplained, not found, or too slow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    if not SCHEMAS.is_dir():
        sys.exit(f"no schemas at {SCHEMAS}")
    with tempfile.TemporaryDirectory() as folder:
        lines, wrong = report(Path(folder))
    print("\n".join(lines))
    if chosen.write:
        results.put("inspector", "\n".join(lines))
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
