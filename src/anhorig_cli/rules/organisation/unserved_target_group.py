"""Target groups that nothing in the plan is for."""

from collections.abc import Iterator

from anhorig_cli.analysis.served_groups import ServedGroup, served_groups
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH603", "unserved-target-group", Severity.WARNING, across=True)
def unserved_target_group(case: Case) -> Iterator[Finding]:
    """Nothing in the plan is for one of its target groups.

    The plan says that it is for the group, and no subgoal, activity or indicator names it. What is done for a part of
    a group counts for the group, and what is done for the group counts for its parts; but one with `prioritet: nå
    fler` needs something of its own. What has been discontinued or cancelled does not count. A plan without subgoals
    is not reported, nor is a group before the first subgoal that is for it has been added.

    **Fix it:** write the group as `målgrupper` where something is done for it, or plan something for it.

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
    if not case.plan.target_groups:
        return
    text = message(
        "nothing is for {n} of {all} target groups, apart from what is discontinued", all=len(case.plan.target_groups)
    )
    for served in served_groups(case.snapshot):
        if served.is_unserved:
            yield Finding(
                Where(("target_groups", served.place)),
                _flaw(served),
                message("name it under 'målgrupper' (target_groups) where something is done for it"),
                of_many=text,
            )


def _flaw(served: ServedGroup) -> Message:
    """Return the message about a target group that nothing is for."""
    title = served.group.title
    if served.by_whole:
        return message(
            "more people in the target group '{title}' are to be reached, but nothing is aimed at them alone",
            title=title,
        )
    if served.has_dropped:
        return message("only what is discontinued or cancelled is for the target group '{title}'", title=title)
    return message("no subgoal, activity or indicator is for the target group '{title}'", title=title)
