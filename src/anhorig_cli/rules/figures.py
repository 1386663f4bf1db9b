"""Figures in findings: few decimals, and none that tells of few people."""

from decimal import ROUND_HALF_UP, Context, Decimal

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
    if not indicator.people or not _counts_few(indicator, measurement, few):
        return rounded(measurement.amount or Decimal(0))
    return message("a share of few people") if indicator.is_share else message("fewer than {n}", n=few)


def _counts_few(indicator: Indicator, measurement: Measurement, few: int) -> bool:
    """Tell whether few people are counted: in all, or of a share those who are in it or those who are not."""
    whole, part = measurement.denominator, measurement.numerator
    rest = whole - part if whole is not None and part is not None else None
    counts = (whole, part, rest) if indicator.is_share else (measurement.value,)
    return any(count is not None and count < few for count in counts)
