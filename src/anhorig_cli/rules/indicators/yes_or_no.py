"""Yes or no among numbers, and numbers among yes and no."""

from collections.abc import Iterator
from decimal import Decimal

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.values import Answer
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Route, Where, message

_ONLY_FOR_NUMBERS = ("direction", "tolerance", "numerator", "denominator")


@rule("ANH413", "yes-or-no", Severity.WARNING)
def yes_or_no(case: Case) -> Iterator[Finding]:
    """An indicator has a yes or a no among numbers, or a number among yes and no.

    An indicator with `måttenhet: ja/nej` has `ja` or `nej` for values, and the report says at how many of the units the
    answer is yes. Such an answer is not a number: it has no direction, no tolerance and no numerator. Its target is
    `ja`, or the least share of the units that are to answer yes, in per cent (`{minst: 80}`). An indicator with another
    unit of measure has numbers, and a yes or no cannot be compared with them; that is an error.

    **Fix it:** write `ja` or `nej`, and remove what only numbers have; or write `måttenhet: ja/nej` where yes or no
    is what is measured.

    ```yaml
    # bad
    indikatorer:
      - id: rutin
        titel: Enheten har en rutin
        måttenhet: ja/nej
        mätningar:
          - {datum: 2026-03-31, värde: 1}
    ```

    ```yaml
    # good
    indikatorer:
      - id: rutin
        titel: Enheten har en rutin
        måttenhet: ja/nej
        mätningar:
          - {datum: 2026-03-31, värde: ja}
    ```
    """
    for i, indicator in enumerate(case.plan.indicators):
        route: Route = ("indicators", i)
        yield from (
            _numbers_among_answers(route, indicator)
            if indicator.is_yes_no
            else _answers_among_numbers(route, indicator)
        )


def _numbers_among_answers(route: Route, indicator: Indicator) -> Iterator[Finding]:
    for place, value in _values(route, indicator):
        if not isinstance(value, Answer) and not _is_share(indicator, place):
            yield Finding(
                Where(place),
                message("the indicator '{title}' has yes or no for values, not numbers", title=indicator.title),
                _ANSWER_OR_SHARE if "target" in place else message("write ja or nej (yes or no)"),
                of_many=None if "target" in place else message("{n} values are numbers among yes and no"),
            )
    for name in _ONLY_FOR_NUMBERS:
        if getattr(indicator, name) is not None:
            yield Finding(
                Where((*route, name)),
                message(
                    "the indicator '{title}' has yes or no for values, with no direction, tolerance or parts",
                    title=indicator.title,
                ),
                message("remove it"),
            )


_ANSWER_OR_SHARE = message(
    "write ja or nej (yes or no), or for the whole plan the least share of the units that are to answer yes, in per "
    "cent: 'målvärde: {{minst: 80}}' (target: {{at_least: 80}})"
)


def _is_share(indicator: Indicator, place: Route) -> bool:
    """Return whether the number at a route is the lowest share of all units that are to answer yes."""
    if "target" not in place:
        return False
    target = indicator.targets[int(place[-1])]
    least = indicator.least_share_of_yes(target)
    has_other = target.value is not None or target.at_most is not None
    return least is not None and _YES < least <= _ALL and not has_other and not target.is_part


_YES, _ALL = 1, 100  # per cent; 1 is a yes written as a number, not one per cent


def _answers_among_numbers(route: Route, indicator: Indicator) -> Iterator[Finding]:
    for place, value in _values(route, indicator):
        if isinstance(value, Answer):
            yield Finding(
                Where(place),
                message("a yes or a no among the values of the indicator '{title}'", title=indicator.title),
                message("write a number; or 'måttenhet: ja/nej' (unit_of_measure: yes/no) if that is what is measured"),
                Severity.ERROR,
                message("{n} values are a yes or a no among numbers"),
            )


def _values(route: Route, indicator: Indicator) -> Iterator[tuple[Route, Decimal]]:
    """Yield the values of an indicator, with their routes."""
    if indicator.baseline_value is not None:
        yield (*route, "baseline", "value"), indicator.baseline_value
    for k, target in enumerate(indicator.targets):
        if target.level is not None:
            yield (*route, "target", k), target.level
    for j, one in enumerate(indicator.measurements):
        if one.value is not None:
            yield (*route, "measurements", j, "value"), one.value
