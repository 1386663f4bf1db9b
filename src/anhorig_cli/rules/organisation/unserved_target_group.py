"""Target groups that nothing is done for."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.links import Index, wholes
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message

_DROPPED = {"discontinued", "not_applicable"}


@rule("ANH603", "unserved-target-group", Severity.WARNING, across=True)
def unserved_target_group(case: Case) -> Iterator[Finding]:
    """Nothing in the plan is for one of its target groups.

    The plan says that it is for the group, and no subgoal, activity or indicator names it. A group is served by what is
    done for a part of it, and by what is done for a group that it is part of; but one with `prioritet: nå fler` needs
    something of its own. What has been discontinued or cancelled does not count. A plan without subgoals is not
    reported.

    **Mend it:** write the group as `målgrupper` where something is done for it, or plan something for it.

    ```yaml
    # bad
    målgrupper:
      - {id: anhöriga, titel: Anhöriga}
      - {id: unga, titel: Unga anhöriga, del_av: anhöriga, prioritet: nå fler}
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        målgrupper: anhöriga
    ```

    ```yaml
    # good
    målgrupper:
      - {id: anhöriga, titel: Anhöriga}
      - {id: unga, titel: Unga anhöriga, del_av: anhöriga, prioritet: nå fler}
    delmål:
      - id: d1
        titel: Fler unga anhöriga nås
        målgrupper: unga
    ```
    """
    if not case.plan.subgoals:
        return
    index = Index(case, case.plan.target_groups)
    served = index.places(_named(case))
    above = wholes(index, case.plan.target_groups)
    for i, group in enumerate(case.plan.target_groups):
        by_part = any(i in above[place] for place in served)
        by_whole = bool(above[i] & served)
        if i in served or by_part or (by_whole and group.priority is None):
            continue
        yield Finding(
            Where(("target_groups", i)),
            message(
                "more of the target group '{title}' are to be reached, and nothing is for them alone", title=group.title
            )
            if by_whole
            else message("no subgoal, activity or indicator is for the target group '{title}'", title=group.title),
            message("write it as 'målgrupper' (target_groups) where something is done for it"),
        )


def _named(case: Case) -> Iterator[str]:
    """Give the target groups that something is for; what is to be added later is counted, what was dropped is not."""
    for subgoal in case.plan.subgoals:
        if case.snapshot.status(subgoal) not in _DROPPED:
            yield from subgoal.target_groups
            for activity in subgoal.activities:
                if activity.status_at(case.as_of) != "cancelled":
                    yield from activity.target_groups
    for indicator in case.plan.indicators:
        yield from indicator.target_groups
        yield from (m.target_group for m in indicator.measurements if m.target_group)
