"""The latest value of an indicator beside what it is compared with: the baseline, or an earlier measurement."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from anhorig_cli.analysis.counted_people import is_of_people
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import Start, are_alike_in_time
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.source import message
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.report.measurements import Shown, amount_text

_COMPARED = {
    "baseline": message("than the baseline").template,
    "first": message("than the first measurement").template,
    "changed": message("than the first measurement since the method changed").template,
    "before": message("than the measurement before").template,
}
_CHANGES = {
    "baseline": message("compared with the baseline: from {before} to {after}").template,
    "first": message("compared with the first measurement: from {before} to {after}").template,
    "changed": message(
        "compared with the first measurement since the method changed: from {before} to {after}"
    ).template,
    "before": message("compared with the measurement before: from {before} to {after}").template,
}
_SINCE = {
    "baseline": message("since the baseline").template,
    "first": message("since the first measurement").template,
    "changed": message("since the first measurement after the method changed").template,
    "before": message("since the measurement before").template,
}
_ROOM = Context(prec=100)  # for any share that can be written


class LatestCompared:
    """Says what the latest value is compared with: its name, both values and their days."""

    def __init__(
        self,
        indicator: Indicator,
        shown: list[Shown],
        latest: Shown | None,
        formatter: Formatter,
        disclosure: Disclosure,
    ) -> None:
        self._indicator, self._shown, self._latest = indicator, shown, latest
        self._wording, self._disclosure = formatter, disclosure

    def change(self, start: Start | None) -> str:
        """Return from which value to which an indicator has gone since the start; empty where that is not reported."""
        values = self._values(start)
        if start is None or values is None:
            return ""
        return self._wording.text(_CHANGES[start.kind], before=values[0], after=values[1])

    def named(self, start: Start | None) -> str:
        """Return what the latest value is compared with, by its name; empty where that is not reported."""
        if start is None or self._values(start) is None:
            return ""
        return self._wording.text(_COMPARED[start.kind])

    def ends(self, start: Start | None) -> tuple[str, str]:
        """Return the value at the start and the latest, each with its day; empty where they are not reported."""
        return self._values(start) or ("", "")

    def difference(self, start: Start | None, as_of: date) -> str:
        """Return by how much the latest value differs from an earlier one, `37 more than the first measurement`.

        Empty where nothing differs, and where the two are not both told exactly, of times that are alike.
        """
        latest = self._latest
        now = latest.measurement.amount if latest else None
        if start is None or latest is None or now is None or not self._can_be_held_together(start, latest, as_of):
            return ""
        by = abs(self._rounded(now - start.amount))
        if not by or by != abs(self._rounded(now) - self._rounded(start.amount)):
            return ""  # a reader who subtracts what is printed would find another number
        return self._by(by, start.kind, is_more=now > start.amount)

    def _can_be_held_together(self, start: Start, latest: Shown, as_of: date) -> bool:
        """Return whether both values are numbers that are told as they were measured, of times that are alike."""
        if self._indicator.is_yes_no or not are_alike_in_time(start, latest.measurement, as_of):
            return False
        if start.measurement is None:
            return latest.is_exact and not self._disclosure.baseline_is_suppressed(self._indicator)
        one = self._of(start.measurement)
        return latest.is_exact and one is not None and one.is_exact

    def _rounded(self, amount: Decimal) -> Decimal:
        """Return an amount with as many decimals as are printed."""
        with localcontext(_ROOM):
            return amount.quantize(Decimal("0.1" if self._indicator.is_in_percent else "0.01"), ROUND_HALF_UP)

    def _by(self, by: Decimal, kind: str, *, is_more: bool) -> str:
        word, indicator = self._wording, self._indicator
        if is_of_people(indicator) and not indicator.is_in_percent and by == int(by):
            than = word.text(_COMPARED[kind])
            return (
                word.text("{n} more {than}", n=by, than=than)
                if is_more
                else word.text("{n} fewer {than}", n=by, than=than)
            )
        amount = amount_text(indicator, by, word)
        if indicator.is_in_percent:
            amount = word.counted(by, "one percentage point", "{n} percentage points")
        moved = word.text("up by {amount}", amount=amount) if is_more else word.text("down by {amount}", amount=amount)
        return f"{moved} {word.text(_SINCE[kind])}"

    def step(self, previous: Start | None, trend: str) -> str:
        """Return how the latest value compares with the one before; empty where that is not reported."""
        values = self._values(previous)
        if values is None or trend == "unknown":
            return ""
        label = uncapitalised(self._wording.label("trend", trend))
        return self._wording.text(
            "Since the measurement before: {trend}, from {before} to {after}",
            trend=label,
            before=values[0],
            after=values[1],
        )

    def first(self, start: Start | None) -> str:
        """Return the measurement that one starts from where the plan states no baseline."""
        one = self._of(start.measurement) if start else None
        if start is None or one is None or not one.value:
            return ""
        day = one.measurement.date
        if start.kind == "changed":
            return self._wording.text("{value} (first since the method changed, {date})", value=one.value, date=day)
        if start.kind == "before":
            return self._wording.text("{value} (the measurement before, {date})", value=one.value, date=day)
        return self._wording.text("{value} (first measurement, {date})", value=one.value, date=day)

    def _values(self, start: Start | None) -> tuple[str, str] | None:
        """Return the two values, each with its day; None where either is not disclosed, unless as a small count."""
        latest, one = self._latest, self._of(start.measurement) if start else None
        if start is None or latest is None or any(_is_hidden(value) for value in (latest, one) if value):
            return None
        before = one.value if one else baseline_value(self._indicator, self._wording, self._disclosure)
        if not before:
            return None
        return self._dated(before, start.date), self._dated(latest.value, latest.measurement.date)

    def _dated(self, value: str, day: PlanDate | None) -> str:
        return f"{value} ({self._wording.date(day)})" if day else value

    def _of(self, measurement: Measurement | None) -> Shown | None:
        return next((one for one in self._shown if one.measurement is measurement), None)


def _is_hidden(one: Shown) -> bool:
    return one.is_suppressed and not one.is_small_count


def baseline_value(indicator: Indicator, formatter: Formatter, disclosure: Disclosure) -> str:
    """Return the value of an indicator's baseline as it is disclosed; empty where it states none."""
    baseline = indicator.baseline
    if baseline is None or baseline.value is None:
        return ""
    is_suppressed = disclosure.baseline_is_suppressed(indicator)
    return formatter.fewer() if is_suppressed else amount_text(indicator, baseline.value, formatter)
