"""The rules: what each kind of change means for those who call the API.

In: nothing, this is data. Out: `RULES`, (element, aspect, action) → `Rule`; `RULE_BY_ID`; and
`WAIVED`, the combinations that no rule judges, each with its reason. A module of its own because a
new rule is one row here, one folder of cases, and nothing else.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

Severity = Literal["breaking", "dangerous", "safe"]
SEVERITIES: tuple[Severity, ...] = ("breaking", "dangerous", "safe")

TYPES = "scalar object interface union enum input_object type"
INPUTS = "argument input_field directive_argument"
MEMBERS = "field argument input_field enum_value"
ANY = f"{TYPES} {MEMBERS} directive directive_argument"


class Rule(NamedTuple):
    """One row.

    `says` is the message, with the parts of the finding in braces: `name` (what the element is
    called), `kind`, `action`, `key`, `old`, `new`.
    """

    id: str
    severity: Severity
    elements: str
    aspect: str
    actions: str
    says: str
    why: str


class Override(msgspec.Struct, frozen=True, kw_only=True):
    """A rule's severity, everywhere or in some regions or coordinates (globs)."""

    severity: Severity
    regions: tuple[str, ...] = ()
    coordinates: tuple[str, ...] = ()


# fmt: off
TABLE: tuple[Rule, ...] = (
    # Presence
    Rule("type-removed", "breaking", TYPES, "presence", "removed",
         "the {kind} {name} was removed",
         "A document that names the type, or a field that returns it, is no longer valid."),
    Rule("type-added", "safe", TYPES, "presence", "added",
         "the {kind} {name} was added",
         "Nothing that exists refers to it."),
    Rule("field-removed", "breaking", "field", "presence", "removed",
         "the field {name} was removed",
         "A document that selects the field is no longer valid."),
    Rule("field-added", "safe", "field", "presence", "added",
         "the field {name} was added",
         "No document selects it yet."),
    Rule("argument-removed", "breaking", "argument", "presence", "removed",
         "{name} was removed",
         "A document that gives the argument is no longer valid."),
    Rule("argument-added-required", "breaking", "argument", "presence", "added_required",
         "{name} was added and must be given",
         "A document that calls the field does not give the argument and is no longer valid."),
    Rule("argument-added", "safe", "argument", "presence", "added",
         "{name} was added",
         "A call that does not give the argument stays valid."),
    Rule("input-field-removed", "breaking", "input_field", "presence", "removed",
         "the input field {name} was removed",
         "A value that gives the field is refused."),
    Rule("input-field-added-required", "breaking", "input_field", "presence", "added_required",
         "the input field {name} was added and must be given",
         "A value of the input type lacks the field and is refused."),
    Rule("input-field-added", "safe", "input_field", "presence", "added",
         "the input field {name} was added",
         "A value that does not give the field stays valid."),
    Rule("enum-value-removed", "breaking", "enum_value", "presence", "removed",
         "the enum value {name} was removed",
         "A document or a variable that gives the value is refused."),
    Rule("enum-value-added", "dangerous", "enum_value", "presence", "added",
         "the enum value {name} was added",
         "A client may meet a value that it does not know and has no case for."),
    Rule("directive-removed", "breaking", "directive", "presence", "removed",
         "the directive {name} was removed",
         "A document that uses the directive is no longer valid."),
    Rule("directive-added", "safe", "directive", "presence", "added",
         "the directive {name} was added",
         "No document uses it yet."),
    Rule("directive-argument-removed", "breaking", "directive_argument", "presence", "removed",
         "{name} was removed",
         "A document that gives the argument is no longer valid."),
    Rule("directive-argument-added-required", "breaking", "directive_argument", "presence",
         "added_required",
         "{name} was added and must be given",
         "A document that uses the directive does not give the argument."),
    Rule("directive-argument-added", "safe", "directive_argument", "presence", "added",
         "{name} was added",
         "A use that does not give the argument stays valid."),

    # What an element is
    Rule("type-kind-changed", "breaking", ANY, "kind", "changed",
         "{name} was of kind {old} and is of kind {new}",
         "Documents select from, or give values to, another kind of type."),
    Rule("root-type-changed", "breaking", "object", "root", "changed",
         "the {name} root was called {old} and is called {new}",
         "Fragments on the root type and code that reads __typename know the old name."),
    Rule("root-type-removed", "breaking", "object", "root", "removed",
         "the schema has no {name} root any more; it was {old}",
         "A document with such an operation is no longer valid."),
    Rule("root-type-added", "safe", "object", "root", "added",
         "{new} is the {name} root now",
         "Documents may have such operations that had none before."),
    Rule("interface-removed", "breaking", "object interface", "interfaces", "removed",
         "{name} no longer implements {key}",
         "Fragments of the interface no longer reach the type."),
    Rule("interface-added", "dangerous", "object interface", "interfaces", "added",
         "{name} implements {key} now",
         "Fields that return the interface may give a type that a client has no case for."),
    Rule("union-member-removed", "breaking", "union", "members", "removed",
         "{key} is no longer a member of {name}",
         "Fragments on the member within the union are no longer valid."),
    Rule("union-member-added", "dangerous", "union", "members", "added",
         "{key} is a member of {name} now",
         "A client may meet a type that it has no case for."),
    Rule("directive-location-removed", "breaking", "directive", "locations", "removed",
         "{name} may no longer stand on {key}",
         "A document that uses the directive there is no longer valid."),
    Rule("directive-location-added", "safe", "directive", "locations", "added",
         "{name} may stand on {key} now",
         "Where it stood before it may still stand."),
    Rule("directive-repeatable-removed", "breaking", "directive", "repeatable", "removed",
         "{name} may no longer be repeated",
         "A document that uses the directive twice in one place is no longer valid."),
    Rule("directive-repeatable-added", "safe", "directive", "repeatable", "added",
         "{name} may be repeated now",
         "A single use stays valid."),
    Rule("specified-by-changed", "dangerous", "scalar", "specified_by", "changed removed",
         "the specification of {name} was {old} and is {new}",
         "The scalar's values may be written in another way."),
    Rule("specified-by-added", "safe", "scalar", "specified_by", "added",
         "{name} names its specification: {new}",
         "The scalar's values are described, not changed."),
    Rule("one-of-added", "breaking", "input_object", "one_of", "added",
         "{name} takes exactly one of its fields now",
         "A value that gives several fields is refused."),
    Rule("one-of-removed", "safe", "input_object", "one_of", "removed",
         "{name} takes any of its fields now",
         "A value that gives exactly one field stays valid."),
    Rule("directive-use-changed", "dangerous", ANY, "directives", "added changed removed",
         "{key} on {name} was {old} and is {new}",
         "What a directive does on the server is the server's own: behaviour may differ."),

    # Types and defaults
    Rule("field-type-changed", "breaking", "field", "type", "changed",
         "the type of {name} was {old} and is {new}",
         "A client reads, or selects from, a value of another type."),
    Rule("field-type-nullable", "breaking", "field", "type", "widened",
         "{name} may be null now: its type was {old} and is {new}",
         "A client that relies on a value may meet null."),
    Rule("field-type-non-null", "safe", "field", "type", "narrowed",
         "{name} is null less often: its type was {old} and is {new}",
         "A client that expects null just never meets it."),
    Rule("argument-type-changed", "breaking", "argument", "type", "changed",
         "the type of {name} was {old} and is {new}",
         "A value or a variable of the old type is refused."),
    Rule("argument-type-required", "breaking", "argument", "type", "narrowed",
         "{name} takes less: its type was {old} and is {new}",
         "A call that leaves the argument out or gives null is refused."),
    Rule("argument-type-optional", "safe", "argument", "type", "widened",
         "{name} takes more: its type was {old} and is {new}",
         "What was given before is still taken."),
    Rule("input-field-type-changed", "breaking", "input_field", "type", "changed",
         "the type of the input field {name} was {old} and is {new}",
         "A value of the old type is refused."),
    Rule("input-field-type-required", "breaking", "input_field", "type", "narrowed",
         "the input field {name} takes less: its type was {old} and is {new}",
         "A value that leaves the field out or gives null is refused."),
    Rule("input-field-type-optional", "safe", "input_field", "type", "widened",
         "the input field {name} takes more: its type was {old} and is {new}",
         "What was given before is still taken."),
    Rule("directive-argument-type-changed", "breaking", "directive_argument", "type", "changed",
         "the type of {name} was {old} and is {new}",
         "A value or a variable of the old type is refused."),
    Rule("directive-argument-type-required", "breaking", "directive_argument", "type", "narrowed",
         "{name} takes less: its type was {old} and is {new}",
         "A use that leaves the argument out or gives null is refused."),
    Rule("directive-argument-type-optional", "safe", "directive_argument", "type", "widened",
         "{name} takes more: its type was {old} and is {new}",
         "What was given before is still taken."),
    Rule("default-removed-required", "breaking", INPUTS, "default", "removed_required",
         "{name} lost its default {old} and must be given now",
         "A call that left it out is refused."),
    Rule("default-changed", "dangerous", INPUTS, "default", "added changed removed",
         "the default of {name} was {old} and is {new}",
         "A call that leaves it out stays valid and may mean something else."),

    # Words
    Rule("description-changed", "safe", ANY, "description", "added changed removed",
         "the description of {name} was {action}",
         "What is said of an element changes no call; it may tell that the meaning has changed."),

    # Deprecations
    Rule("deprecation-added", "safe", ANY, "deprecation", "added",
         "{name} is deprecated now: {new}",
         "It works today. Move on before it is removed."),
    Rule("deprecation-removed", "safe", ANY, "deprecation", "removed",
         "{name} is no longer deprecated",
         "It is to stay; those who have moved on may not have had to."),
    Rule("deprecation-reason-changed", "safe", ANY, "reason", "added changed removed",
         "the advice on the deprecated {name} was {old} and is {new}",
         "The way off a deprecated element may be another one now."),
    Rule("deprecation-marked-changed", "safe", ANY, "marked_on", "added changed removed",
         "{name} was marked as deprecated on {old}, and now on {new}",
         "The day from which the notice runs is another one."),
    Rule("deprecation-replacement-changed", "safe", ANY, "replacements",
         "added changed removed",
         "what replaces the deprecated {name} was {old} and is {new}",
         "Those who migrate may be on their way to the wrong element."),
    Rule("deprecation-link-changed", "safe", ANY, "url", "added changed removed",
         "the link on the deprecated {name} was {old} and is {new}",
         "There may be something new to read."),
    Rule("removal-date-added", "safe", ANY, "remove_on", "added",
         "{name} is to be removed on {new}",
         "A deprecation that had no date has one: plan for it."),
    Rule("removal-date-removed", "dangerous", ANY, "remove_on", "removed",
         "{name} has no removal date any more; it was {old}",
         "Nobody knows any more how long the deprecated element will work."),
    Rule("removal-date-earlier", "dangerous", ANY, "remove_on", "earlier",
         "{name} is to be removed earlier: on {new}, not {old}",
         "Those who planned for the old date come too late."),
    Rule("removal-date-later", "safe", ANY, "remove_on", "later",
         "{name} is to be removed later: on {new}, not {old}",
         "There is more time."),
    Rule("removed-before-date", "breaking", ANY, "sunset", "removed_early",
         "{name} was removed before its date, {old}",
         "Clients were told that they could rely on it until then."),
    Rule("removed-without-deprecation", "breaking", f"{MEMBERS} directive_argument",
         "sunset", "removed_undeprecated",
         "{name} was removed without ever having been deprecated",
         "Nobody was warned."),
    Rule("deprecated-without-date", "dangerous", ANY, "sunset", "undated",
         "{name} was deprecated without a removal date",
         "It may go any day; nobody can plan."),
    Rule("removal-date-unreadable", "dangerous", ANY, "sunset", "unreadable",
         "{name} was deprecated with a date that no calendar has: {new}",
         "Nobody can tell which day is meant."),
    Rule("notice-too-short", "dangerous", ANY, "sunset", "short_notice",
         "{name} is to be removed on {new}, sooner than the least notice",
         "There may be too little time to move on (`min-notice` of [check], in days)."),
    Rule("removal-overdue", "dangerous", ANY, "sunset", "overdue",
         "{name} is still there; it was to be removed on {old}",
         "Its time is over: it may go any day (`overdue-after` of [check], in days)."),
    Rule("replacement-missing", "dangerous", ANY, "sunset", "no_replacement",
         "{name} is deprecated in favour of {key}, which does not exist",
         "There is nothing to move to."),

    # Error codes
    Rule("error-added", "dangerous", ANY, "errors", "added",
         "{name} can raise {key} now",
         "Clients must handle a code that they do not know."),
    Rule("error-removed", "safe", ANY, "errors", "removed",
         "{name} no longer raises {key}",
         "What handles the code is no longer needed; another code may have taken its place."),
    Rule("error-reworded", "safe", ANY, "error_messages", "changed",
         "the message of {key} at {name} was {old} and is {new}",
         "Code that compares messages, which no client should, no longer matches."),
    Rule("error-repeats-changed", "safe", ANY, "error_repeats", "changed",
         "{name} lists {key} in another number of rows",
         "The list says the same."),

    # What only pages say
    Rule("authorization-required", "breaking", "field", "requires_authorization", "added",
         "{name} requires the Authorization header now",
         "A call without the header is refused."),
    Rule("authorization-dropped", "safe", "field", "requires_authorization", "removed",
         "{name} no longer requires the Authorization header",
         "A call with the header stays valid."),
    Rule("permissions-changed", "dangerous", "field", "permissions", "changed",
         "the permissions of {name} were {old} and are {new}",
         "A caller may no longer be allowed to call it."),
    Rule("permissions-loosened", "safe", "field", "permissions", "loosened",
         "{name} asks for less: its permissions were {old} and are {new}",
         "Whoever was allowed to call it still is."),
    Rule("viewer-removed", "dangerous", "field", "viewers", "removed",
         "{key} is no longer listed as a viewer of {name}",
         "Such a caller may no longer be allowed to call it."),
    Rule("viewer-added", "safe", "field", "viewers", "added",
         "{key} is listed as a viewer of {name} now",
         "Nobody loses anything."),
    Rule("rate-limit-changed", "dangerous", "field", "rate_limits", "changed",
         "the rate limits of {name} were {old} and are {new}",
         "A client that calls as often as before may be refused."),
    Rule("rate-limit-raised", "safe", "field", "rate_limits", "raised",
         "{name} may be called more often: its rate limits were {old} and are {new}",
         "A client that calls as often as before stays within them."),
    Rule("complexity-increased", "dangerous", "field", "complexity", "increased",
         "the complexity of {name} was {old} and is {new}",
         "A document that was within the limit may be refused."),
    Rule("complexity-decreased", "safe", "field", "complexity", "decreased",
         "the complexity of {name} was {old} and is {new}",
         "What was within the limit stays there."),
    Rule("endpoint-changed", "dangerous", "field", "endpoint", "changed",
         "{name} was served at {old} and is served at {new}",
         "A client that calls the old endpoint may find nothing there."),
)
# fmt: on

# What no rule judges, and why: so that forgetting is told from deciding.
WAIVED: dict[tuple[str, str, str], str] = {
    (element, "sunset", "removed_undeprecated"): "GraphQL cannot mark such an element as deprecated"
    for element in f"{TYPES} directive".split()
}


def _expanded() -> dict[tuple[str, str, str], Rule]:
    return {
        (element, rule.aspect, action): rule
        for rule in TABLE
        for element in rule.elements.split()
        for action in rule.actions.split()
    }


RULES: dict[tuple[str, str, str], Rule] = _expanded()
RULE_BY_ID: dict[str, Rule] = {rule.id: rule for rule in TABLE}
