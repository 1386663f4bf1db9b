"""Targets that contradict each other."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.target import Target
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH411", "two-targets", Severity.WARNING)
def two_targets(case: Case) -> Iterator[Finding]:
    """An indicator has two targets that cannot both hold.

    A target is one level: a value, a minimum, a maximum, or a span from a minimum to a maximum. A value beside a
    minimum or a maximum is two targets, and a minimum above the maximum can never be reached. Then nobody can tell when
    the indicator is where it should be, and reports and forecasts hold it against one of them only.

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
            if flaw is not None:
                yield Finding(
                    Where(("indicators", i, "target", k)),
                    flaw,
                    message("keep one of them; one for another day, unit or target group is an item of its own"),
                )


def _twin(title: str, target: Target, seen: set[object]) -> Message | None:
    """Return the message about a target for the same day, unit and target group as an earlier one; else None."""
    key = target.scope, (target.by.first, target.by.last) if target.by else None
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
