"""Measurements as a report shows them, and what is not disclosed of few people."""

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

    Of what `is_missing` the value is the reason, as it was said. `comparison` has others' values of the same time.
    """

    date: str
    value: str
    counts: str
    details: str
    note: str
    comparison: str = ""
    year: int = 0
    is_missing: bool = False


_FEW = message("women and men: not shown, few people")
_NOT_OF_HOW_MANY = message("women and men: not shown, since their numbers are not given")


class Shown:
    """A measurement on its way to the page: what is disclosed of it, and how.

    `is_suppressed`: its value is not disclosed; `is_small_count`: it can be said that it is below the least that is.
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
        """Return whether the value, or women and men, are not disclosed."""
        return self.is_suppressed or (self.hides_sexes and self.measurement.has_sexes)

    @property
    def is_exact(self) -> bool:
        """Return whether its value is told as it was measured: neither suppressed nor about so much."""
        return not (self.is_suppressed or self.measurement.approximate)

    @property
    def number(self) -> float | None:
        """The value for a trend line; None where it is not disclosed, or is a yes or no."""
        amount = self.measurement.amount
        has_none = amount is None or self.is_suppressed or self._indicator.is_yes_no
        return None if has_none or amount is None else float(amount)

    @property
    def text(self) -> str:
        """The value with its counts."""
        return f"{self.value} ({self.counts})" if self.counts and self.value else self.value or self.counts

    @property
    def value(self) -> str:
        """The value as text; words in its place where it is missing or not disclosed."""
        amount = self.measurement.amount
        if amount is None:
            return self.measurement.missing or ""
        if self.is_suppressed:
            return self._wording.fewer() if self.is_small_count else self._wording.text("not shown, few people")
        about = self._wording.text("about {value}", value=self._number(amount)) if self.measurement.approximate else ""
        return about or self._number(amount)

    def _number(self, amount: Decimal) -> str:
        return amount_text(self._indicator, amount, self._wording)

    @property
    def counts(self) -> str:
        """The numerator and denominator of a share, or the one of them that is known."""
        m = self.measurement
        if self.is_suppressed:
            return ""
        if m.numerator is None or m.denominator is None:
            return self._half_of_a_share
        return self._of(m.numerator, m.denominator)

    @property
    def _half_of_a_share(self) -> str:
        """The numerator or denominator that stands alone; of people only where no part of them is reported."""
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
        """Women and men, and that it was measured in another way than before."""
        method = self._wording.text("new method") if self.measurement.method_changed else ""
        return ", ".join(filter(None, (self.sexes(), method)))

    @property
    def _lacks_base(self) -> bool:
        """Return whether women or men are told in per cent, and not of how many: then nobody knows if they are few."""
        sexes = self.measurement.sexes.values()
        return self._indicator.is_in_percent and any(one.numerator is None or one.denominator is None for one in sexes)

    def sexes(self) -> str:
        """Return women and men, who are disclosed together or not at all: one can be worked out from the other."""
        m = self.measurement
        if not m.has_sexes:
            return ""
        if self.hides_sexes:
            return self._wording.said(_NOT_OF_HOW_MANY if self._lacks_base and not self.is_suppressed else _FEW)
        disclosed = [
            self._wording.text("women {count}", count=self._of_a_sex(m.women)) if m.women else "",
            self._wording.text("men {count}", count=self._of_a_sex(m.men)) if m.men else "",
        ]
        return ", ".join(word for word in disclosed if word)

    def _of_a_sex(self, figure: FigureOfSex) -> str:
        """Return what is measured of women or of men with the indicator's unit; people need none beside those words."""
        amount = figure.amount
        is_people = self._indicator.people and not self._indicator.is_in_percent
        value = "" if amount is None else self._wording.number(amount) if is_people else self._number(amount)
        if figure.numerator is None or figure.denominator is None:
            return value or self._wording.text("no value")
        return f"{value} ({self._of(figure.numerator, figure.denominator)})"

    def _of(self, numerator: Decimal, denominator: Decimal) -> str:
        return self._wording.text("{numerator} of {denominator}", numerator=numerator, denominator=denominator)


def measured(indicator: Indicator, measurement: Measurement, formatter: Formatter, disclosure: Disclosure) -> str:
    """Return a measurement's value as it is disclosed, with its counts and what is disclosed of women and men."""
    shown = Shown(indicator, measurement, formatter, disclosure)
    return "; ".join(part for part in (shown.text, shown.sexes()) if part)


def amount_text(indicator: Indicator, value: Decimal | int, formatter: Formatter) -> str:
    """Return a value of an indicator with its unit, or as yes or no."""
    if isinstance(value, Answer) or (indicator.is_yes_no and value in {0, 1}):
        return formatter.yes_or_no(is_yes=bool(value))
    if indicator.is_in_percent:
        return formatter.percent(value)
    return f"{formatter.number(value)} {unit_of(indicator)}".strip()


def worked_out(indicator: Indicator, value: Decimal | None, known: Sequence[Measurement]) -> Decimal | None:
    """Return a value that was worked out, no more exactly than what it was worked out from; None where there is none.

    Args:
        indicator: the indicator, as it was on the day.
        value: what was worked out.
        known: the measurements that were known on the day.
    """
    if value is None:
        return None
    target, baseline = target_of(indicator), indicator.baseline
    levels = (target.value, target.at_least, target.at_most) if target else ()
    given = (*(m.amount for m in known), *levels, baseline.value if baseline else None)
    finest = max((-int(one.normalize().as_tuple().exponent) for one in given if one is not None), default=0)
    least = _DECIMALS_OF_PER_CENT if indicator.is_in_percent else 0
    decimals = min(max(finest, least), _MOST_DECIMALS)
    with localcontext(_ROOM):
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


_DECIMALS_OF_PER_CENT = 1
_MOST_DECIMALS = 2
_ROOM = Context(prec=100)
"""Room for any share that can be written."""


def worked_out_text(
    indicator: Indicator, value: Decimal | None, known: Sequence[Measurement], formatter: Formatter
) -> str:
    """Return a value that was worked out as text; empty where there is none."""
    found = worked_out(indicator, value, known)
    return "" if found is None else amount_text(indicator, found, formatter)


def unit_of(indicator: Indicator) -> str:
    """Return what an indicator is counted in; a share in per cent, unless the plan says otherwise."""
    return indicator.unit_of_measure or ("%" if indicator.is_share else "")
