"""Subgoals that continue each other in a circle."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.rules.links import in_circles
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import folded


@rule("ANH205", "circular-continues", Severity.ERROR)
def circular_continues(case: Case) -> Iterator[Finding]:
    """A subgoal continues itself, directly or through others.

    `fortsätter` leads from a subgoal to the earlier one that it continues. If the references form a circle, none of the
    subgoals is the earlier one, and none would be followed up. The circle may pass through other plans of the project.

    **Fix it:** remove the reference from the oldest of them.

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
    links, own = _links(case)
    circles = in_circles(links)
    for i, subgoal in enumerate(case.plan.subgoals):
        if subgoal.continues and (own, folded(subgoal.id)) in circles:
            yield Finding(
                Where(("subgoals", i, "continues")),
                message("the subgoal '{id}' continues itself", id=subgoal.id),
                message("remove the reference from the oldest of the subgoals"),
            )


_SubgoalId = tuple[str, str]
"""The folded ids of a plan and of a subgoal in it."""
_MOST_PLANS = 50
"""How many plans are searched; a circle through more plans than this is not found."""


def _links(case: Case) -> tuple[dict[_SubgoalId, list[_SubgoalId]], str]:
    """Return what each subgoal continues, in this plan and in those it refers to, and the plan's folded id."""
    own = folded(case.plan.id)
    plans: dict[str, Plan | None] = {own: case.plan}
    links: dict[_SubgoalId, list[_SubgoalId]] = {}
    waiting = [own]
    for plan_id in waiting:
        plan = plans[plan_id]
        found = _links_of(plan_id, plan) if plan is not None else {}
        links |= found
        for other in dict.fromkeys(other_id for continued in found.values() for other_id, _ in continued):
            if other not in plans and len(plans) < _MOST_PLANS:
                plans[other] = case.other_plan(other)
                waiting.append(other)
    return links, own


def _links_of(plan_id: str, plan: Plan) -> dict[_SubgoalId, list[_SubgoalId]]:
    """Return what each subgoal of a plan continues."""
    register = Register(plan.subgoals)
    found: dict[_SubgoalId, list[_SubgoalId]] = {}
    for subgoal in plan.subgoals:
        continued = found.setdefault((plan_id, folded(subgoal.id)), [])
        for reference in subgoal.continues:
            other_id, slash, name = reference.partition("/")
            if slash and folded(other_id) != plan_id:
                continued.append((folded(other_id), folded(name)))
            else:
                continued.append((plan_id, register.key(name if slash else reference)))
    return found
