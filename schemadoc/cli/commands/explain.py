"""`schemadoc explain RULE`: what a rule means and how to silence it.

In: a rule's id, or none. Out: the rule, or the table of all, as text or JSON. A module of its own
because a command is loaded only when it is called.
"""

from __future__ import annotations

from typing import Any

import click

from schemadoc.cli import options, sides
from schemadoc.cli.session import Session, write
from schemadoc.compare.rules import RULE_BY_ID, SEVERITIES, TABLE, Override, Rule
from schemadoc.config import nearest
from schemadoc.errors import UsageError
from schemadoc.reports import json
from schemadoc.reports import rules as reports
from schemadoc.reports.terminal import Style


@click.command("explain", short_help="Say what a rule means and how to silence it.")
@click.argument("rule", required=False)
@options.formats("text", "json")
@click.pass_obj
def command(session: Session, rule: str | None, form: str, output: str | None) -> None:
    """Say what RULE means, when it speaks, and how to silence it; without RULE, list them all."""
    config = sides.optional_config(session)
    configured = config.rules if config else {}
    style = Style(session.colored(output), session.width(output))
    if rule is None:
        wanted = sorted(TABLE, key=lambda one: SEVERITIES.index(one.severity))
        listed = [_document(one, configured.get(one.id)) for one in wanted]
        write(json.render(listed) if form == "json" else reports.listing(wanted, style), output)
        return
    if rule not in RULE_BY_ID:
        near = nearest(rule, RULE_BY_ID)
        raise UsageError(f"no rule {rule!r}; the nearest is {near}", fix="`explain` lists them all")
    one = RULE_BY_ID[rule]
    override = configured.get(rule)
    if form == "json":
        write(json.render(_document(one, override)), output)
    else:
        write(reports.explanation(one, override, style), output)


def _document(rule: Rule, override: Override | None) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "severity": rule.severity,
        "configured": override,
        "aspect": rule.aspect,
        "actions": rule.actions.split(),
        "elements": rule.elements.split(),
        "why": rule.why,
    }
