"""Figures in findings: few decimals, and none that tells of few people."""

from decimal import ROUND_HALF_UP, Context, Decimal

from anhorig_cli.model.few_people import counts_few, parts_tell_of_few, side_tells_of_few
from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.rules.rule import Case
from anhorig_cli.source import Message, message

_MOST_DECIMALS = Decimal("0.01")
_ROOM = Context(prec=100)
"""Room for any share that can be written: of a denominator of 1e-29, say, which the usual 28 digits have not."""


def rounded(number: Decimal) -> Decimal:
    """Return a number with at most two decimals, and no noise after them."""
    return number.quantize(_MOST_DECIMALS, ROUND_HALF_UP, _ROOM).normalize() + 0  # the sum turns 1E+2 into 100


def told(case: Case, indicator: Indicator, measurement: Measurement) -> Decimal | Message:
    """Return a measurement's value as a finding may tell it: few people are told of as little as in a report."""
    few = case.project.small_count
    if counts_few(indicator, measurement, few):
        return message("a share of few people") if indicator.is_share else message("fewer than {n}", n=few)
    if measurement.is_part and _parts_are_untold(case, indicator):
        return message("a value that is not told")
    return rounded(measurement.amount or Decimal(0))


def side_gives_few_away(case: Case, indicator: Indicator, measurement: Measurement) -> bool:
    """Tell whether a finding would say on which side of its target a count of few people lies."""
    level = indicator.target.level if indicator.target else None
    return level is not None and side_tells_of_few(indicator, measurement, level, case.project.small_count)


def _parts_are_untold(case: Case, indicator: Indicator) -> bool:
    """Tell whether the parts of an indicator are not told: one of them might be worked out from the rest."""
    answers, key = case.once(_answers), id(indicator.measurements)
    if key not in answers:
        measurements = case.snapshot.all_measurements(indicator)
        parts = (m for m in measurements if m.is_part)
        answers[key] = parts_tell_of_few(case.plan, indicator, parts, measurements, case.project.small_count)
    return answers[key]


def _answers(_: Case) -> dict[int, bool]:
    return {}
