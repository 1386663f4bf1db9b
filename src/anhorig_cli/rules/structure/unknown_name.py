"""Names that are not in the plan's lists."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import RESPONSIBLE, Named, Reference, Register
from anhorig_cli.rules.links import several_in
from anhorig_cli.rules.rule import Case, Finding, Suggestions, rule
from anhorig_cli.source import Message, Where, message
from anhorig_cli.vocabulary import folded


@rule("ANH203", "unknown-name", Severity.WARNING, across=True)
def unknown_name(case: Case) -> Iterator[Finding]:
    """A role, unit or target group is named that the plan does not list.

    The plan lists its roles, units or target groups, and here is one more. It may be an old name, or one that was
    forgotten in the list; in either case nobody can be sure who is meant. The one who is responsible may be a role, and
    is therefore not checked in a plan that lists no roles. A decision that a revision names, in a plan that lists no
    decisions, is reported as information: once it is in the list with its date, reports show it too.

    **Fix it:** add it to the list, or write one of those that are there.

    ```yaml
    # bad
    roller:
      - id: anhörigkonsulent
        titel: Anhörigkonsulent
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: Utredare
    ```

    ```yaml
    # good
    roller:
      - id: anhörigkonsulent
        titel: Anhörigkonsulent
      - id: utredare
        titel: Utredare
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: utredare
    ```
    """
    yield from _decisions(case)
    suggestions = case.suggestions
    for reference in case.references:
        if not reference.may_be_text or not _must_be_listed(reference, case.plan) or _is_own_body(reference, case.plan):
            continue
        known = case.register(*reference.kinds)
        if known and _is_unknown(reference, known, suggestions):
            listed = next(kind for kind in reference.kinds if getattr(case.plan, kind))
            yield Finding(
                Where(reference.route),
                _flaw(reference),
                _hint(reference, listed),
                of_many=_flaw_of_many(listed),
                listed_in=listed,
            )


def _decisions(case: Case) -> Iterator[Finding]:
    """Yield findings about decisions that revisions name in a plan that lists none."""
    if case.plan.decisions:
        return
    for i, subgoal in case.snapshot.subgoals:
        for j, revision in enumerate(subgoal.revisions):
            if revision.decision:
                yield Finding(
                    Where(("subgoals", i, "revisions", j, "decision")),
                    message("the decision '{name}' is named, but the plan lists no decisions", name=revision.decision),
                    message("add it to the plan's 'beslut' (decisions), with its date"),
                    Severity.INFO,
                    message("{n} revisions name a decision, but the plan lists none"),
                )


def _is_unknown(reference: Reference, known: Register[Named], suggestions: Suggestions) -> bool:
    """Return whether a name is unknown and not a misspelling, which the rule broken-reference reports."""
    text = reference.text
    if known.has(text) or several_in(text, known):
        return False
    return suggestions.near(text, known, reference.kinds) is None


def _must_be_listed(reference: Reference, plan: Plan) -> bool:
    """Return whether a reference must be in the plan's lists; a responsible need not be if no roles are listed."""
    return reference.kinds != RESPONSIBLE or bool(plan.roles)


def _is_own_body(reference: Reference, plan: Plan) -> bool:
    """Return whether a responsible is the plan's own committee or organisation, which need not be listed."""
    bodies = (*plan.committee, plan.organisation or "")
    return reference.kinds == RESPONSIBLE and folded(reference.text) in map(folded, bodies)


def _flaw_of_many(name: str) -> Message:
    return message("names in {n} places are not in the plan's list '{list}'", list=PARTS["plan"].term(name))


def _hint(reference: Reference, listed: str) -> Message:
    """Return the advice; a responsible should be a role, whoever was named."""
    if reference.kinds == RESPONSIBLE:
        return message("write one of the plan's 'roller' (roles), or add the role to them: a role, not a person")
    return message("add it to the plan's '{list}', or write one that is there", list=PARTS["plan"].term(listed))


def _flaw(reference: Reference) -> Message:
    """Return the message that a name is not listed; it names the list if there is only one possible."""
    lists = [PARTS["plan"].term(kind) for kind in reference.kinds]
    if len(lists) != 1:
        return message("'{name}' is not among those that the plan lists", name=reference.text)
    return message("'{name}' is not in the plan's list '{list}'", name=reference.text, list=lists[0])
