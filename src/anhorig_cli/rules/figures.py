"""Figures in findings: few decimals, and none that tells of few people."""

from decimal import ROUND_HALF_UP, Context, Decimal

from anhorig_cli.analysis.counted_people import is_share
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.rules.rule import Case
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import SCALES, Term

_MOST_DECIMALS = Decimal("0.01")
_ROOM = Context(prec=100)
"""Room for any share that can be written: of a denominator of 1e-29, say, which the usual 28 digits have not."""


def rounded(number: Decimal) -> Decimal:
    """Return a number with at most two decimals, and no noise after them."""
    return number.quantize(_MOST_DECIMALS, ROUND_HALF_UP, _ROOM).normalize() + 0  # the sum turns 1E+2 into 100


def figure(indicator: Indicator, number: Decimal) -> Decimal | Term:
    """Return a value of an indicator as a finding tells it: yes or no where it is one."""
    if indicator.is_yes_no and number in {0, 1}:
        return SCALES["flag"].word("true" if number else "false")
    return rounded(number)


def disclosed(case: Case, indicator: Indicator, measurement: Measurement) -> Decimal | Message | Term:
    """Return a measurement's value as a finding may disclose it: as little of few people as a report does."""
    disclosure = case.disclosure
    if not disclosure.is_suppressed(indicator, measurement):
        return figure(indicator, measurement.amount or Decimal(0))
    if disclosure.is_small_count(indicator, measurement):
        return message("fewer than {n}", n=disclosure.minimum_count)
    if is_share(indicator, measurement) and not measurement.is_part:
        return message("a share of few people")
    return message("a value that is not shown")
