"""Dates and targets that were changed without a reason or a decision."""

from collections.abc import Iterator, Mapping

from anhorig_cli.analysis.changes_since import ChangeOfSubgoal, Lack, MovedDates
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.parts import PARTS
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH312", "moved-without-reason", Severity.WARNING, across=True)
def moved_without_reason(case: Case) -> Iterator[Finding]:
    """A date or a target was changed, and nothing says why or by which decision.

    A promise to the committee was changed, and the report shows it. Without reason and decision nobody can tell whether
    it was allowed, and next time nobody remembers why. A subgoal that continues another with a later date has moved it
    as well. The day alone (`beslutad`) does not tell who decided, unless the plan lists a decision of that day. Nothing
    is reported of a revision that is decided later, nor of a subgoal that is met, discontinued or continued by another.

    **Fix it:** write the reason as `skäl` and the decision as `beslut`: its id or title among the plan's decisions, or
    the body and paragraph where the plan lists none. Where no revision shows the move, write one, with the date of
    the earlier subgoal as `från`.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        revideringar:
          - fält: senast
            från: 2026-06-30
            till: 2026-12-31
            beslutad: 2026-05-20
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        revideringar:
          - fält: senast
            från: 2026-06-30
            till: 2026-12-31
            beslutad: 2026-05-20
            beslut: Socialnämnden § 41
            skäl: Tjänsten som anhörigkonsulent har varit vakant.
    ```
    """
    found = MovedDates(case.snapshot).lacks()
    none_lacks_only_decision = not any(lack == "decision" for lacks in found.values() for _, lack in lacks)
    text = message("{n} dates or targets were changed without a reason or a decision")
    for i, lacks in found.items():
        title = case.plan.subgoals[i].title
        for change, lack in lacks:
            where, advice = _where_and_advice(i, change, lack)
            covers = (_NO_DECISION,) if none_lacks_only_decision and lack == "both" else ()
            yield Finding(where, _flaw(title, change, lack), advice, of_many=text, covers=covers)


_NO_DECISION = ("revised-without-decision", ("decisions",))


def _where_and_advice(i: int, change: ChangeOfSubgoal, lack: Lack) -> tuple[Where, Message]:
    if change.place is None:
        return Where(("subgoals", i)), message(
            "write the move as a revision with 'skäl' (reason) and 'beslut' (decision)"
        )
    return Where(("subgoals", i, "revisions", change.place)), _ADVICE[lack]


_ADVICE: Mapping[Lack, Message] = {
    "reason": message("write 'skäl' (reason) in the revision"),
    "decision": message("write 'beslut' (decision) in the revision"),
    "both": message("write 'skäl' (reason) and 'beslut' (decision) in the revision"),
}


_MOVED: Mapping[Lack, Message] = {
    "reason": message("'{field}' of the subgoal '{title}' was moved without a reason"),
    "decision": message("'{field}' of the subgoal '{title}' was moved without a decision"),
    "both": message("'{field}' of the subgoal '{title}' was moved without reason and decision"),
}
_CHANGED: Mapping[Lack, Message] = {
    "reason": message("the target of the subgoal '{title}' was changed without a reason"),
    "decision": message("the target of the subgoal '{title}' was changed without a decision"),
    "both": message("the target of the subgoal '{title}' was changed without reason and decision"),
}


def _flaw(title: str, change: ChangeOfSubgoal, lack: Lack) -> Message:
    """Return the message about what a change lacks."""
    if change.name == "target":
        return _CHANGED[lack].with_values(title=title)
    return _MOVED[lack].with_values(title=title, field=PARTS["subgoal"].term(change.name))
