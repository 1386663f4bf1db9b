"""References to things that do not exist."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.register import Named, Reference, Register, register_of
from anhorig_cli.rules.links import several_in
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message
from anhorig_cli.vocabulary import Term


@rule("ANH202", "broken-reference", Severity.ERROR, across=True)
def broken_reference(case: Case) -> Iterator[Finding]:
    """A reference leads nowhere.

    What it refers to has been renamed or removed, is misspelt, or is in a plan that does not exist. Responsible,
    units and target groups may be written as ordinary text as long as the plan lists none; once it lists some, a name
    that is nearly one of them is taken for a slip.

    **Fix it:** write the id that the message suggests, or add what is referred to. A reference into another plan is
    `plan-id/id`.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        indikatorer: nöjda-anhöriga
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        indikatorer: nöjda-anhöriga
    indikatorer:
      - id: nöjda-anhöriga
        titel: Andel nöjda anhöriga
    ```
    """
    broken = _BrokenReferences(case)
    for reference in case.references:
        known = case.register(*reference.kinds)
        if known.has(reference.text):
            continue
        found = broken.in_other_plan(reference) if _is_to_other_plan(reference) else broken.in_plan(reference, known)
        if found:
            yield Finding(Where(reference.route), *found)


def _is_to_other_plan(reference: Reference) -> bool:
    return not reference.may_be_text and "/" in reference.text


class _BrokenReferences:
    """Finds what is wrong with a reference, and suggests what it may mean."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._suggestions = case.suggestions
        self._registers: dict[tuple[str, tuple[str, ...]], Register[Named] | None] = {}

    def in_plan(self, reference: Reference, known: Register[Named]) -> tuple[Message, Message] | None:
        """Return the message and advice about a reference within the plan; None if it may be ordinary text."""
        several = several_in(reference.text, known)
        near = self._suggestions.near(reference.text, known, reference.kinds) if not several else None
        if reference.may_be_text and near is None and not several:
            return None  # ordinary text, or a name for the rule unknown-name
        kinds = _kinds(reference.kinds)
        flaw = message("'{reference}' is not among the plan's {kinds}", reference=reference.text, kinds=kinds)
        if several:
            return flaw, message("write several as a list: {example}", example=f"[{', '.join(several)}]")
        advice = message("did you mean '{near}'?", near=near) if near else message("add it, or remove the reference")
        return flaw, advice

    def in_other_plan(self, reference: Reference) -> tuple[Message, Message] | None:
        """Return the message and advice about a reference to another plan; None if it resolves."""
        plan_id, _, name = reference.text.partition("/")
        known = self._register_in(plan_id, reference.kinds)
        if known is None and (places := self._case.places_sharing(plan_id)):
            flaw = message("'{plan}' may mean several plans: {places}", plan=plan_id, places=", ".join(places))
            return flaw, message("give one of them an 'id' of its own, and write that in the reference")
        if known is None:
            flaw = message(
                "'{reference}' refers to the plan '{plan}', which does not exist",
                reference=reference.text,
                plan=plan_id,
            )
            return flaw, message("add the plan to the project, or fix the reference")
        if known.has(name):
            return None
        near = self._suggestions.near(name, known, reference.kinds, plan_id)
        flaw = message("'{name}' is not in the plan '{plan}'", name=name, plan=plan_id)
        advice = message("did you mean '{near}'?", near=near) if near else message("add it there, or fix the reference")
        return flaw, advice

    def _register_in(self, plan_id: str, kinds: tuple[str, ...]) -> Register[Named] | None:
        """Return the register of all things of some kinds in another plan; None if there is no such plan."""
        key = plan_id, kinds
        if key not in self._registers:
            plan = self._case.other_plan(plan_id)
            self._registers[key] = register_of(plan, *kinds) if plan else None
        return self._registers[key]


def _kinds(kinds: tuple[str, ...]) -> tuple[Term, ...]:
    return tuple(PARTS["subgoal" if kind == "activities" else "plan"].term(kind) for kind in kinds)
