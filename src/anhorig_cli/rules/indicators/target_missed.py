"""Targets that were not met in time."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.analysis.coverage import IndicatorUse
from anhorig_cli.analysis.facts import last_due
from anhorig_cli.analysis.outcomes import TargetStates, answers_of_units
from anhorig_cli.analysis.progress import last_value, why_no_value
from anhorig_cli.analysis.standing import has_no_value_when_due
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.target import Target
from anhorig_cli.rules.figures import disclosed, figure, rounded
from anhorig_cli.rules.indicators.share_incomplete import REPORT_SHARE
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Route, Where, message


@rule("ANH402", "target-missed", Severity.WARNING, across=True)
def target_missed(case: Case) -> Iterator[Finding]:
    """An indicator's target was to be met by now, but it is not, or nobody can tell.

    The day that the target was to be met has passed, and the latest value does not meet it, or there is no value. A
    target that only says which way the value should go is not judged once there is a value. Nothing is reported where
    all of the indicator's subgoals have been discontinued, nor where an assessment since that day gives a cause or an
    action, or is final, has a comment and is not `uppfyllt`.

    **Fix it:** add the latest measurement. If the target was missed, say why in a new assessment of the subgoal
    (`orsak`), and set a new `senast` or `målvärde` when it is decided.

    ```yaml
    # bad
    indikatorer:
      - id: nöjda
        titel: Andel nöjda anhöriga
        målvärde: {minst: 80, senast: 2025}
        mätningar:
          - datum: 2025-12
            värde: 72
    ```

    ```yaml
    # good
    indikatorer:
      - id: nöjda
        titel: Andel nöjda anhöriga
        målvärde: {minst: 80, senast: 2025}
        mätningar:
          - datum: 2025-12
            värde: 81
    ```
    """
    for use in case.indicator_uses:
        if use.is_dropped:
            continue
        places = {id(one): place for place, one in enumerate(case.plan.indicators[use.place].targets)}
        for target, flaw, lacks_value in _flaws(case, use.indicator):
            if target.by and not case.snapshot.is_explained_since(use.subgoals, target.by.last):
                yield Finding(
                    Where(("indicators", use.place, "target", places.get(id(target), 0), "by")),
                    flaw,
                    REPORT_SHARE if lacks_value and use.indicator.is_share else _MEASURE_OR_EXPLAIN,
                    covers=_covered_without_value(use) if lacks_value else (),
                )


_MEASURE_OR_EXPLAIN = message(
    "add the latest measurement, or give in a new assessment of the subgoal why the target was missed, under 'orsak' "
    "(cause)"
)


def _covered_without_value(use: IndicatorUse) -> tuple[tuple[str, Route], ...]:
    """Return the findings that the first value of an indicator with a target would resolve, too."""
    slugs = ("no-baseline-or-target", "stale-indicator", "share-incomplete")
    return tuple((slug, ("indicators", use.place)) for slug in slugs)


class _Flaw(NamedTuple):
    """A target that was not met in time, what to say of it, and whether there is no value to judge it by."""

    target: Target
    message: Message
    lacks_value: bool = False


def _flaws(case: Case, indicator: Indicator) -> Iterator[_Flaw]:
    """Yield those of the targets last due that were not met in time."""
    states = TargetStates(case.disclosure, case.snapshot, indicator)
    for target in last_due(indicator.targets, case.as_of):
        is_missed = states.state(target) == "missed"
        if not is_missed:
            flaw = None if target.is_part else _without_value(case, indicator, target)
        elif target.is_part:
            flaw = _missed_by_part(case, indicator, target, states)
        else:
            flaw = _missed_by_whole(case, indicator, target)
        if flaw is not None:
            yield _Flaw(target, flaw, lacks_value=not is_missed)


def _missed_by_part(case: Case, indicator: Indicator, target: Target, states: TargetStates) -> Message | None:
    """Return the message about the missed target of a unit or target group; None without a value."""
    _, latest = states.parts.met(target)
    if latest is None:
        return None
    text = message(
        "the indicator '{title}' was to be {level} by {by} for {name}, but its latest value is {value} ({date})"
    )
    kind, part = ("units", target.unit) if target.unit else ("target_groups", target.target_group or "")
    name = case.register(kind).title(part)
    return text.with_values(name=name, **_values(case, indicator, target, latest))


def _without_value(case: Case, indicator: Indicator, target: Target) -> Message | None:
    """Return the message that there is no value for a target that was due; None if there is one."""
    alone = indicator.model_copy(update={"targets": (target,)})
    if last_value(case.snapshot.measurements(alone)) is not None:
        return None
    if not has_no_value_when_due(alone, case.snapshot.all_measurements(alone), case.as_of):
        return None
    return message(
        "the target of the indicator '{title}' was to be met by {by}, but there is no value: {reason}",
        title=indicator.title,
        by=target.by,
        reason=why_no_value(alone, case.snapshot.measurements(alone)),
    )


def _missed_by_whole(case: Case, indicator: Indicator, target: Target) -> Message | None:
    """Return the message about the missed target of the whole; None without a value."""
    if (least := indicator.least_share_of_yes(target)) is not None:
        return _missed_by_answers(case, indicator, target, least)
    latest = last_value(case.snapshot.measurements(indicator))
    if latest is None:
        return None
    text = message("the indicator '{title}' was to be {level} by {by}, but its latest value is {value} ({date})")
    return text.with_values(**_values(case, indicator, target, latest))


def _values(case: Case, indicator: Indicator, target: Target, latest: Measurement) -> dict[str, object]:
    """Return the values for the message about a missed target."""
    value, level = disclosed(case, indicator, latest), _level(indicator, target)
    return {"title": indicator.title, "level": level, "by": target.by, "value": value, "date": latest.date}


def _missed_by_answers(case: Case, indicator: Indicator, target: Target, least: Decimal) -> Message | None:
    """Return the message that too few units answer yes; None without answers."""
    answers = answers_of_units(indicator, case.snapshot)
    if answers is None:
        return None
    return message(
        "the indicator '{title}' was to be yes at no less than {least} per cent of the units by {by}, but "
        "is at {yes} of {all}",
        title=indicator.title,
        least=rounded(least),
        by=target.by,
        yes=answers.yes,
        all=answers.all,
    )


def _level(indicator: Indicator, target: Target) -> object:
    if target.change is not None and target.level is None:
        return message("changed by {change}", change=str(target.change))
    low, high = target.at_least, target.at_most
    if low is not None and high is not None:
        return message("between {low} and {high}", low=rounded(low), high=rounded(high))
    if low is not None:
        return message("at least {value}", value=rounded(low))
    if high is not None:
        return message("at most {value}", value=rounded(high))
    return target.value if target.value is None else figure(indicator, target.value)
