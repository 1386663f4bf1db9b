"""Targets that contradict each other."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.target import Target
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH411", "two-targets", Severity.WARNING)
def two_targets(case: Case) -> Iterator[Finding]:
    """An indicator has two targets that cannot both hold.

    A target is one level: a value, a minimum, a maximum, or a span from a minimum to a maximum. A value beside a
    minimum or a maximum is two targets, and a minimum above the maximum can never be reached. `riktning` says which way
    is better, so a target that goes the other way is a second one: `riktning: minska` with `förändring: 20 %` (where
    `-20 %` is meant), or with `minst` alone. Then nobody can tell when the indicator is where it should be, and reports
    and forecasts hold it against one of them only.

    **Fix it:** keep the target that was decided. Several, for other days, units or target groups, are a list: each
    with its `senast`, `enhet` or `målgrupp`.

    ```yaml
    # bad
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        målvärde: {värde: 80, minst: 60}
    ```

    ```yaml
    # good
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        målvärde: {minst: 60}
    ```
    """
    for i, indicator in enumerate(case.plan.indicators):
        seen = set[object]()
        for k, target in enumerate(indicator.targets):
            flaw = _flaw(indicator.title, target) or _twin(indicator.title, target, seen)
            where = Where(("indicators", i, "target", k))
            if flaw is not None:
                advice = message("keep one of them; one for another day, unit or target group is an item of its own")
                yield Finding(where, flaw, advice)
            elif _goes_the_other_way(indicator, target):
                text = message("the target of the indicator '{title}' goes against its direction")
                advice = message("correct 'riktning' (direction) or 'målvärde' (target)")
                yield Finding(where, text.with_values(title=indicator.title), advice)


def _goes_the_other_way(indicator: Indicator, target: Target) -> bool:
    """Return whether reaching a target is a change for the worse, by the direction of its indicator."""
    return {indicator.direction, _way(target)} == {"increase", "decrease"}


def _way(target: Target) -> str | None:
    """Return which way a target asks for; None for a value alone or a span, which may be there already."""
    if target.direction is not None:
        return target.direction
    if target.change is not None and target.change.amount:
        return "increase" if target.change.amount > 0 else "decrease"
    if (target.at_least is None) == (target.at_most is None):
        return None
    return "decrease" if target.at_least is None else "increase"


def _twin(title: str, target: Target, seen: set[object]) -> Message | None:
    """Return the message about a target for the same day, unit and target group as an earlier one; else None."""
    key = target.scope, target.by.last if target.by else None
    if key in seen:
        return message("the indicator '{title}' has two targets for one day, unit and target group", title=title)
    seen.add(key)
    return None


def _flaw(title: str, target: Target) -> Message | None:
    least, most = target.at_least, target.at_most
    if target.change is not None and target.level is not None:
        return message("the indicator '{title}' has two targets: a value, and a change", title=title)
    if target.value is not None and (least is not None or most is not None):
        return message("the indicator '{title}' has two targets: a value, and a least or a most", title=title)
    if least is not None and most is not None and least > most:
        return message(
            "the indicator '{title}' is to be at least {least} and at most {most}", title=title, least=least, most=most
        )
    return None
