"""Subgoals that carry each other on in a circle."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import folded


@rule("ANH205", "circular-continues", Severity.ERROR)
def circular_continues(case: Case) -> Iterator[Finding]:
    """A subgoal carries on itself, directly or through others.

    `fortsätter` leads from a subgoal to the earlier one that it carries on. Where the way leads back to the start, none
    of them is the earlier one, and none would be followed up.

    **Mend it:** take away the reference from the oldest of them.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Nå fler anhöriga
        fortsätter: d2
      - id: d2
        titel: Fortsätta nå fler anhöriga
        fortsätter: d1
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Nå fler anhöriga
      - id: d2
        titel: Fortsätta nå fler anhöriga
        fortsätter: d1
    ```
    """
    earlier = {folded(subgoal.id): [folded(ref) for ref in subgoal.continues] for subgoal in case.plan.subgoals}
    for i, subgoal in enumerate(case.plan.subgoals):
        if subgoal.continues and _leads_to(folded(subgoal.id), earlier):
            yield Finding(
                Where(("subgoals", i, "continues")),
                message("the subgoal '{id}' carries itself on", id=subgoal.id),
                message("take away the reference from the oldest of the subgoals"),
            )


def _leads_to(start: str, earlier: dict[str, list[str]]) -> bool:
    """Tell whether the way from a subgoal to the ones it carries on comes back to it."""
    seen: set[str] = set()
    waiting = list(earlier[start])
    while waiting:
        subgoal = waiting.pop()
        if subgoal == start:
            return True
        if subgoal not in seen:
            seen.add(subgoal)
            waiting += earlier.get(subgoal, [])
    return False
