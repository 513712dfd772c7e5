"""`schemadoc diff OLD NEW`: what changed over time.

In: two schemas (files, URLs, git objects, dated snapshots). Out: findings as text, JSON or
Markdown; exit 1 where one is as severe as asked. A module of its own because a command is loaded
only when it is called.
"""

from __future__ import annotations

import datetime

import click

from schemadoc import config as configuration
from schemadoc.cli import options, sides
from schemadoc.cli.session import Session, write
from schemadoc.collector import without_gc
from schemadoc.compare.diff import Diff, diff
from schemadoc.compare.rules import SEVERITIES
from schemadoc.compare.sunset import Terms
from schemadoc.model import Index
from schemadoc.reports import changes, findings, json
from schemadoc.reports.terminal import Style

_LEVELS = (*SEVERITIES, "never")


@click.command("diff", short_help="Say what changed between two schemas or two dates.")
@click.argument("old")
@click.argument("new")
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    help="Exit 1 where a finding is at least so severe; else as configured, else breaking.",
)
@click.option(
    "--region", metavar="R", help="The region of both, for rules that only some regions have."
)
@click.option(
    "--min-notice", type=click.IntRange(min=0), metavar="N", help="Least notice of a removal, days."
)
@click.option(
    "--overdue-after",
    type=click.IntRange(min=0),
    metavar="N",
    help="Days after its removal date from which an element is overdue.",
)
@options.today
@options.formats("text", "json", "markdown")
@click.pass_context
def command(
    context: click.Context,
    old: str,
    new: str,
    fail_on: str | None,
    region: str | None,
    min_notice: int | None,
    overdue_after: int | None,
    today: datetime.date,
    form: str,
    output: str | None,
) -> None:
    """Say what changed from OLD to NEW, and what it means for those who call the API.

    OLD and NEW are files, URLs, git:REV:PATH, REGION@DATE or REGION@latest. What partial sources do
    not show is never called removed: it is listed as not compared.
    """
    session: Session = context.obj
    config = sides.optional_config(session)
    check = config.check if config else configuration.CheckConfig()
    terms = Terms(
        today=today,
        min_notice=check.min_notice if min_notice is None else min_notice,
        overdue_after=check.overdue_after if overdue_after is None else overdue_after,
    )
    # From the first element to the last finding nothing becomes garbage.
    with without_gc():
        both = sides.read(session, old, new)
        found = diff(
            Index(both.old),
            Index(both.new),
            terms,
            overrides=config.rules if config else None,
            region=region or both.region,
            between=[Index(snapshot) for snapshot in both.between],
        )
        style = Style(session.colored(output), session.width(output))
        said = _rendered(found, form, f"{old} → {new}", style)
    write(said, output)
    context.exit(_exit_code(found, fail_on or check.fail_on))


def _rendered(found: Diff, form: str, title: str, style: Style) -> str:
    if form == "json":
        return json.render(findings.document(found))
    return changes.markdown(found, title) if form == "markdown" else changes.text(found, style)


def _exit_code(found: Diff, level: str) -> int:
    """1 where a finding that nobody approved is at least as severe as asked."""
    failing = _LEVELS[: _LEVELS.index(level) + 1] if level != "never" else ()
    return int(any(one.severity in failing and not one.approved for one in found.findings))
