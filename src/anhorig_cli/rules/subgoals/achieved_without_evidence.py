"""Subgoals assessed as met without any evidence."""

from collections.abc import Iterator
from functools import cache, partial

from anhorig_cli.analysis.standing import NOT_SHOWN, disclosed_progress, standing_is_suppressed
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.register import Register
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH309", "achieved-without-evidence", Severity.WARNING, across=True)
def achieved_without_evidence(case: Case) -> Iterator[Finding]:
    """A subgoal is assessed as met, but the plan does not say what that is based on.

    An auditor asks what the judgement is based on. It can be based on an indicator of the subgoal whose last
    measurement meets its target (or has got better, where the target is only a direction), on what is named as
    `underlag`, or on what its comment says. That activities are done does not say that the subgoal is met. Nothing is
    reported of a subgoal that another one continues, nor of one with an indicator in another plan.

    **Fix it:** name what the assessment is based on under `underlag`: a report, a decision, a survey; or say it in the
    assessment's `kommentar`. If there is nothing, assess the subgoal again.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Rutinen för anhörigombud används
        bedömningar:
          - datum: 2026-05-31
            status: uppfyllt
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Rutinen för anhörigombud används
        underlag: Egenkontroll av rutiner, maj 2026
        bedömningar:
          - datum: 2026-05-31
            status: uppfyllt
    ```
    """
    index = Register(case.plan.indicators, case.plan.id)
    met = [(i, subgoal) for i, subgoal in case.snapshot.current() if case.snapshot.status(subgoal) == "achieved"]
    shows_achievement = cache(partial(_shows_achievement, case))
    text = message(
        "for {n} of the {all} subgoals assessed as met, the plan does not say what the assessment is based on",
        all=len(met),
    )
    for i, subgoal in met:
        assessment = case.snapshot.assessment(subgoal)
        if assessment is None or subgoal.evidence or assessment.comment:
            continue
        if _is_followed_elsewhere(subgoal, index) or any(map(shows_achievement, index.places(subgoal.indicators))):
            continue
        yield Finding(
            Where(("subgoals", i, "assessments", subgoal.assessments.index(assessment), "status")),
            message("the plan does not say what the assessment of '{title}' as met is based on", title=subgoal.title),
            message("name it under 'underlag' (evidence), or in the assessment's 'kommentar' (comment)"),
            of_many=text,
        )


def _is_followed_elsewhere(subgoal: Subgoal, index: Register[Indicator]) -> bool:
    return any("/" in name and index.place(name) is None for name in subgoal.indicators)


def _shows_achievement(case: Case, place: int) -> bool:
    """Return whether the indicator at an index shows that the subgoal is met, or may do so but is suppressed."""
    indicator = case.snapshot.indicator(case.plan.indicators[place])
    if standing_is_suppressed(case.disclosure, case.snapshot, indicator):
        return True
    found = disclosed_progress(case.disclosure, case.snapshot, indicator)
    has_only_direction = indicator.target is not None and indicator.target.level is None
    might_be_better = found.trend == "better" or found.unknown_because == NOT_SHOWN
    return found.is_met is True or (has_only_direction and might_be_better)
