"""Indicators without a baseline or a target."""

from collections.abc import Iterator

from anhorig_cli.analysis.coverage import IndicatorUse
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH404", "no-baseline-or-target", Severity.WARNING, across=True)
def no_baseline_or_target(case: Case) -> Iterator[Finding]:
    """An indicator of an open subgoal has no baseline or no target.

    Without a value to start from one cannot tell how far the work has come, and without a target not whether it is
    enough. A first measurement will do: the next is compared with it, but only from a baseline is the pace towards the
    target counted. A target may be a direction alone. A key figure that is only followed (`riktning: följa`) needs no
    target, one that is answered by yes or no (`måttenhet: ja/nej`) needs no baseline, and an indicator that no open
    subgoal refers to needs neither.

    **Fix it:** write `utgångsvärde` or a first measurement, and `målvärde`: a number, `minst`, `högst`, or just
    `öka` or `minska`.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        indikatorer: stöd
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        indikatorer: stöd
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        utgångsvärde: {värde: 140, datum: 2025-12-31}
        målvärde: öka
    ```
    """
    uses = _uses_to_check(case)
    for use in uses:
        has_baseline, has_target = _has_baseline(case, use.indicator), _has_target(use.indicator)
        if not (has_baseline and has_target):
            written = case.plan.indicators[use.place].baseline
            later = written.date if written and written.value is not None else None
            title = use.indicator.title
            without_baseline = (
                _future_baseline(title, later) if later else _without_baseline(title, has_target=has_target)
            )
            flaw_and_advice = _without_target(use.indicator) if has_baseline else without_baseline
            where = Where(("indicators", use.place, "target" if has_baseline else "baseline"))
            text = _summary(len(uses), has_baseline=has_baseline, has_target=has_target)
            yield Finding(where, *flaw_and_advice, of_many=text)


def _summary(number: int, *, has_baseline: bool, has_target: bool) -> Message:
    if has_target:
        return message("{n} of {all} indicators have no baseline", all=number)
    if has_baseline:
        return message("{n} of {all} indicators have no target", all=number)
    return message("{n} of {all} indicators have neither baseline nor target", all=number)


def _has_baseline(case: Case, indicator: Indicator) -> bool:
    """Return whether an indicator has a starting value, or needs none because its values are yes or no."""
    if indicator.is_yes_no or indicator.baseline_value is not None:
        return True
    return any(m.amount is not None for m in case.snapshot.all_measurements(indicator))


def _has_target(indicator: Indicator) -> bool:
    """Return whether an indicator has a target, or needs none because it is only followed."""
    if indicator.direction == "follow":
        return True
    return any(one.says_what for one in indicator.targets)


def _future_baseline(title: str, day: PlanDate) -> tuple[Message, Message]:
    return (
        message("the baseline of the indicator '{title}' is dated in the future, {date}", title=title, date=day),
        message("correct the date, or add a first measurement"),
    )


_REACHED = {
    "increase": message("give what is to be reached under 'målvärde' (target): a number, or only 'öka' (increase)"),
    "decrease": message("give what is to be reached under 'målvärde' (target): a number, or only 'minska' (decrease)"),
    "hold": message("give what is to be reached under 'målvärde' (target): a number, or only 'behålla' (hold)"),
}


def _without_target(indicator: Indicator) -> tuple[Message, Message]:
    flaw = message("the indicator '{title}' has no target", title=indicator.title)
    if indicator.is_yes_no:
        return flaw, message("give what is to be reached under 'målvärde' (target)")
    return flaw, _REACHED.get(indicator.direction or "", _REACHED["increase"])


def _without_baseline(title: str, *, has_target: bool) -> tuple[Message, Message]:
    if has_target:
        return (
            message("the indicator '{title}' has no baseline", title=title),
            message("give the value to start from under 'utgångsvärde' (baseline), or add a first measurement"),
        )
    return (
        message("the indicator '{title}' has neither baseline nor target", title=title),
        message("write 'utgångsvärde' (baseline) and 'målvärde' (target)"),
    )


def _uses_to_check(case: Case) -> list[IndicatorUse]:
    """Return the indicators of open subgoals; in a programme, which need not give everything, those with a target."""
    uses = [use for use in case.indicator_uses if use.open_subgoals]
    if case.plan.document_type == "programme":
        return [use for use in uses if use.indicator.targets]
    return uses
