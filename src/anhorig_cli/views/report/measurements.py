"""Measurements as shown in a report, and what is not disclosed about few people."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import is_of_people
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import target_of
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import FigureOfSex, Measurement
from anhorig_cli.model.values import Answer
from anhorig_cli.source import message
from anhorig_cli.views.formatter import Formatter


class MeasurementView(NamedTuple):
    """A measurement: its date and value as text; `counts` is `12 av 40` for a share.

    If it `is_missing`, the value is the stated reason. `comparison` has others' values of the same time.
    """

    date: str
    value: str
    counts: str
    details: str
    note: str
    comparison: str = ""
    year: int = 0
    is_missing: bool = False


_SEXES_ARE_FEW = message("women and men: not shown, few people")
_SEXES_LACK_COUNTS = message("women and men: not shown, since their numbers are not given")


class ShownMeasurement:
    """A measurement as text: what is disclosed of it, and how.

    `is_suppressed`: its value is not disclosed. `is_small_count`: the value is suppressed, but may be called smaller
    than the least count that is disclosed. `hides_sexes`: women and men are not disclosed.
    """

    def __init__(
        self, indicator: Indicator, measurement: Measurement, formatter: Formatter, disclosure: Disclosure
    ) -> None:
        self.measurement = measurement
        self._indicator = indicator
        self._wording = formatter
        self.is_suppressed = disclosure.is_suppressed(indicator, measurement)
        self.is_small_count = self.is_suppressed and disclosure.is_small_count(indicator, measurement)
        self.hides_sexes = disclosure.sexes_are_suppressed(indicator, measurement)

    @property
    def lacks_something(self) -> bool:
        """Whether the value, or the figures of women and men, are suppressed."""
        return self.is_suppressed or (self.hides_sexes and self.measurement.has_sexes)

    @property
    def is_exact(self) -> bool:
        """Whether the value is shown as it was measured: neither suppressed nor approximate."""
        return not (self.is_suppressed or self.measurement.approximate)

    @property
    def number(self) -> float | None:
        """The value for a trend line; None if it is missing, suppressed, or a yes or no."""
        amount = self.measurement.amount
        is_hidden = amount is None or self.is_suppressed or self._indicator.is_yes_no
        return None if is_hidden or amount is None else float(amount)

    @property
    def text(self) -> str:
        """The value with its counts, or only one of them."""
        return f"{self.value} ({self.counts})" if self.counts and self.value else self.value or self.counts

    @property
    def value(self) -> str:
        """The value as text, or words in its place if it is missing or suppressed."""
        amount = self.measurement.amount
        if amount is None:
            return self.measurement.missing or ""
        if self.is_suppressed:
            return self._wording.fewer() if self.is_small_count else self._wording.text("not shown, few people")
        about = (
            self._wording.text("about {value}", value=self._amount_text(amount)) if self.measurement.approximate else ""
        )
        return about or self._amount_text(amount)

    def _amount_text(self, amount: Decimal) -> str:
        return amount_text(self._indicator, amount, self._wording)

    @property
    def counts(self) -> str:
        """The numerator and denominator of a share, or the only one that is known."""
        m = self.measurement
        if self.is_suppressed:
            return ""
        if m.numerator is None or m.denominator is None:
            return self._known_half_of_share
        return self._share_text(m.numerator, m.denominator)

    @property
    def _known_half_of_share(self) -> str:
        """The numerator or denominator without the other; for counts of people only if no part of them is reported."""
        one, word = self._indicator, self._wording
        if is_of_people(one) and any(m.is_part or m.has_sexes or m.survey for m in one.own_measurements):
            return ""
        halves = (("numerator", self.measurement.numerator), ("denominator", self.measurement.denominator))
        known = [(name, count) for name, count in halves if count is not None]
        return "".join(
            f"{getattr(one, name) or word.key('measurement', name).lower()}: {word.number(count)}"
            for name, count in known
        )

    def view(self) -> MeasurementView:
        """Return the measurement as it is printed."""
        return MeasurementView(
            self._wording.date(self.measurement.date),
            self.value,
            self.counts,
            self._details(),
            plain_words(self.measurement.note or ""),
            year=self.measurement.date.last.year,
            is_missing=self.measurement.missing is not None,
        )

    def _details(self) -> str:
        """Return women and men, and a note if the method of measuring changed."""
        method = self._wording.text("new method") if self.measurement.method_changed else ""
        return ", ".join(filter(None, (self.sexes(), method)))

    @property
    def _lacks_counts_of_sexes(self) -> bool:
        """Whether women or men are given in per cent without counts, so that nobody knows if they are few."""
        sexes = self.measurement.sexes.values()
        return self._indicator.is_in_percent and any(one.numerator is None or one.denominator is None for one in sexes)

    def sexes(self) -> str:
        """Return women and men, both disclosed or both suppressed: one can be derived from the other."""
        m = self.measurement
        if not m.has_sexes:
            return ""
        if self.hides_sexes:
            return self._wording.text_of(
                _SEXES_LACK_COUNTS if self._lacks_counts_of_sexes and not self.is_suppressed else _SEXES_ARE_FEW
            )
        texts = [
            self._wording.text("women {count}", count=self._figure_of_sex(m.women)) if m.women else "",
            self._wording.text("men {count}", count=self._figure_of_sex(m.men)) if m.men else "",
        ]
        return ", ".join(word for word in texts if word)

    def _figure_of_sex(self, figure: FigureOfSex) -> str:
        """Return the figure of women or men with the indicator's unit, which is left out if people are counted."""
        amount = figure.amount
        is_people = self._indicator.people and not self._indicator.is_in_percent
        value = "" if amount is None else self._wording.number(amount) if is_people else self._amount_text(amount)
        if figure.numerator is None or figure.denominator is None:
            return value or self._wording.text("no value")
        return f"{value} ({self._share_text(figure.numerator, figure.denominator)})"

    def _share_text(self, numerator: Decimal, denominator: Decimal) -> str:
        return self._wording.text("{numerator} of {denominator}", numerator=numerator, denominator=denominator)


def measured_text(indicator: Indicator, measurement: Measurement, formatter: Formatter, disclosure: Disclosure) -> str:
    """Return a measurement's disclosed value, counts, and figures of women and men."""
    shown = ShownMeasurement(indicator, measurement, formatter, disclosure)
    return "; ".join(part for part in (shown.text, shown.sexes()) if part)


def amount_text(indicator: Indicator, value: Decimal | int, formatter: Formatter) -> str:
    """Return an indicator's value as text with its unit, or as yes or no."""
    if isinstance(value, Answer) or (indicator.is_yes_no and value in {0, 1}):
        return formatter.yes_or_no(is_yes=bool(value))
    if indicator.is_in_percent:
        return formatter.percent(value)
    return f"{formatter.number(value)} {unit_of(indicator)}".strip()


def rounded_computed(indicator: Indicator, value: Decimal | None, known: Sequence[Measurement]) -> Decimal | None:
    """Return a computed value rounded to the precision of the values that it was computed from; None for None.

    It gets at most two decimals, and at least one if it is in per cent.

    Args:
        indicator: the indicator, as it was on the day.
        value: the computed value.
        known: the measurements that were known on the day.
    """
    if value is None:
        return None
    target, baseline = target_of(indicator), indicator.baseline
    levels = (target.value, target.at_least, target.at_most) if target else ()
    inputs = (*(m.amount for m in known), *levels, baseline.value if baseline else None)
    most_decimals = max((-int(one.normalize().as_tuple().exponent) for one in inputs if one is not None), default=0)
    least = _LEAST_PERCENT_DECIMALS if indicator.is_in_percent else 0
    decimals = min(max(most_decimals, least), _MOST_DECIMALS)
    with localcontext(_ROOM):
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


_LEAST_PERCENT_DECIMALS = 1
_MOST_DECIMALS = 2
_ROOM = Context(prec=100)
"""Precise enough for any share that can be written."""


def computed_text(
    indicator: Indicator,
    value: Decimal | None,
    known: Sequence[Measurement],
    formatter: Formatter,
    unlike: Decimal | None = None,
) -> str:
    """Return a computed value as text, rounded as in `rounded_computed`; empty for None.

    It gets as many decimals as there can be where it would otherwise read the same as `unlike`, which it is not.
    """
    rounded = rounded_computed(indicator, value, known)
    if rounded is None or value is None:
        return ""
    if rounded == unlike:
        with localcontext(_ROOM):
            rounded = value.quantize(Decimal(1).scaleb(-_MOST_DECIMALS), ROUND_HALF_UP)
    return amount_text(indicator, rounded, formatter)


def unit_of(indicator: Indicator) -> str:
    """Return an indicator's unit of measure; the default for a share is per cent."""
    return indicator.unit_of_measure or ("%" if indicator.is_share else "")
