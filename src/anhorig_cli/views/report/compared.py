"""Compared values: others' values beside our own, the latest beside the baseline, and the values of each part."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import accumulate
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import is_of_people
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import Start, are_alike_in_time
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.model.target import Target
from anhorig_cli.source import message
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.measurements import MeasurementView, ShownMeasurement, amount_text, measured_text


class PartView(NamedTuple):
    """A measurement of one unit or target group at one time; words replace what may not be disclosed."""

    name: str
    date: str
    value: str
    details: str
    note: str
    is_suppressed: bool
    comparison: str = ""
    year: int = 0
    is_missing: bool = False


class Compared:
    """Others' values beside an indicator's own measurements of the same time, unit and target group."""

    def __init__(self, indicator: Indicator, snapshot: Snapshot, titles: Titles, disclosure: Disclosure) -> None:
        self._indicator, self._snapshot, self._titles, self._disclosure = indicator, snapshot, titles, disclosure
        self._formatter = titles.formatter
        own = (*snapshot.all_measurements(indicator), *snapshot.missing_measurements(indicator))
        self._own = sorted(own, key=_time_order)
        self._of_scope = _by_scope(self._own)
        self._beside: dict[int, list[Measurement]] = {}
        self._unmatched: list[Measurement] = []
        for other in snapshot.comparison_values(indicator):
            met = self._measurement_beside(other)
            self._unmatched.append(other) if met is None else self._beside.setdefault(id(met), []).append(other)

    def _measurement_beside(self, other: Measurement) -> Measurement | None:
        """Return our last measurement of the same time and scope as another's value; None if there is none."""
        own = self._of_scope.get(other.scope)
        return own.last_within(other.date) if own else None

    def beside(self, measurement: Measurement | None) -> str:
        """Return others' values beside a measurement, each with its owner; empty if there are none."""
        return "; ".join(self.text(other) for other in self._beside.get(id(measurement), ()))

    def text(self, other: Measurement) -> str:
        """Return another's value with its owner's name."""
        value = measured_text(self._indicator, other, self._formatter, self._disclosure)
        return f"{other.comparison}: {value or self._formatter.text('no value')}"

    def latest(self, measurement: Measurement | None) -> str:
        """Return each other's value beside our latest `measurement`, or else its last value with the date."""
        beside = self._beside.get(id(measurement), ())
        owners_beside = {other.comparison for other in beside}
        others = [other for others in self._beside.values() for other in others] + self._unmatched
        last_values = {other.comparison: other for other in sorted(others, key=_time_order) if not other.is_part}
        older = [other for name, other in last_values.items() if name not in owners_beside]
        dated = (f"{self.text(other)}, {self._formatter.date(other.date)}" for other in older)
        return "; ".join((*map(self.text, beside), *dated))

    def rows(self) -> tuple[MeasurementView, ...]:
        """Return the rows of the whole, oldest first: measured, missing, and others' values without one of ours."""
        alone = [other for other in self._unmatched if not other.is_part]
        own = [one for one in self._own if not one.is_part]
        return tuple(self._row(one) for one in sorted([*own, *alone], key=_time_order))

    def parts(self) -> tuple[PartView, ...]:
        """Return the measured and missing values of each part, in the plan's order of parts, oldest first.

        The parts of one time are all disclosed or all suppressed: a single suppressed part could be derived from the
        whole and the other parts. Last come others' values of parts at times for which we have none.
        """
        suppressed = suppressed_times(self._indicator, self._snapshot, self._disclosure)
        own = (
            self._part(one, is_suppressed=one.missing is None and time_of(one) in suppressed)
            for one in self._own_parts()
        )
        others = (
            PartView(
                name=part_name(one, self._titles),
                date=self._formatter.date(one.date),
                value="",
                details="",
                note=plain_words(one.note or ""),
                is_suppressed=False,
                comparison=self.text(one),
                year=one.date.last.year,
            )
            for one in self._unmatched
            if one.is_part
        )
        return (*own, *others)

    def _own_parts(self) -> list[Measurement]:
        """Return our measured and missing values of parts, in the plan's order of parts, oldest first."""
        order = {
            scope: place for place, scope in enumerate(dict.fromkeys(m.scope for m in self._indicator.measurements))
        }
        missing = (one for one in self._snapshot.missing_measurements(self._indicator) if one.is_part)
        own = [*self._snapshot.parts(self._indicator), *missing]
        return sorted(own, key=lambda one: (order[one.scope], one.date.last))

    def _part(self, part: Measurement, *, is_suppressed: bool) -> PartView:
        shown = ShownMeasurement(self._indicator, part, self._formatter, self._disclosure)
        view = shown.view()
        return PartView(
            name=part_name(part, self._titles),
            date=view.date,
            value=part_text(shown, self._formatter, is_suppressed=is_suppressed),
            details="" if is_suppressed else view.details,
            note=view.note,
            is_suppressed=is_suppressed,
            comparison=self.beside(part),
            year=view.year,
            is_missing=part.missing is not None,
        )

    def _row(self, one: Measurement) -> MeasurementView:
        notes = "; ".join(self._notes(one))
        if not one.is_ours:
            return MeasurementView(
                self._formatter.date(one.date), "", "", "", notes, self.text(one), one.date.last.year
            )
        shown = ShownMeasurement(self._indicator, one, self._formatter, self._disclosure).view()
        return shown._replace(note=notes, comparison=self.beside(one))

    def _notes(self, one: Measurement) -> Iterator[str]:
        """Yield the note and the source of a measurement, and the notes on others' values beside it."""
        yield from map(plain_words, filter(None, (one.note, self._origin(one))))
        for other in self._beside.get(id(one), ()):
            if other.note:
                yield f"{other.comparison}: {plain_words(other.note)}"

    def _origin(self, one: Measurement) -> str:
        """Return the source of a measurement, or else the survey that it comes from."""
        survey = "".join(self._titles.of([one.survey], "surveys")) if one.survey else ""
        source = one.source or survey
        name = self._formatter.key("measurement", "source")
        return f"{name.lower() if one.note else name}: {source}" if source else ""


def _time_order(one: Measurement) -> tuple[object, ...]:
    return one.date.last, one.date.first


class _OrderedMeasurements:
    """Measurements of one unit and target group, at least one, ordered by the end of their periods."""

    def __init__(self, measurements: Sequence[Measurement]) -> None:
        self._measurements = measurements
        firsts = [one.date.first for one in measurements]
        # For each place, the earliest first day among the measurements from that place on.
        self._earliest_firsts = list(accumulate(reversed(firsts), min))[::-1]

    def last_within(self, period: PlanDate) -> Measurement | None:
        """Return the last measurement whose time overlaps a period; None if none does."""
        place = bisect_right(self._earliest_firsts, period.last) - 1  # the last that began by the end of the period
        last = self._measurements[place] if place >= 0 else None
        return last if last is not None and last.date.last >= period.first else None


def _by_scope(measurements: Iterable[Measurement]) -> Mapping[Scope, _OrderedMeasurements]:
    """Return measurements, given in order of time, by unit and target group."""
    grouped: dict[Scope, list[Measurement]] = {}
    for one in measurements:
        grouped.setdefault(one.scope, []).append(one)
    return {scope: _OrderedMeasurements(of_scope) for scope, of_scope in grouped.items()}


# The latest value of an indicator compared with the baseline or an earlier measurement.


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
_ROOM = Context(prec=100)  # precise enough for any share that can be written


class LatestCompared:
    """The comparison of the latest value with the baseline or an earlier measurement, in words.

    `ends` are the start value and the latest value, each with its day; `change` says that the value has gone from one
    to the other, and `named` names what the latest is compared with. All are empty if a value is missing or hidden.
    """

    def __init__(
        self,
        indicator: Indicator,
        shown: list[ShownMeasurement],
        latest: ShownMeasurement | None,
        start: Start | None,
        formatter: Formatter,
        disclosure: Disclosure,
    ) -> None:
        self._indicator, self._shown, self._latest, self._start = indicator, shown, latest, start
        self._wording, self._disclosure = formatter, disclosure
        self.ends, self.change, self.named = ("", ""), "", ""
        values = self._values(start)
        if start is not None and values is not None:
            self.ends = values
            self.change = formatter.text(_CHANGES[start.kind], before=values[0], after=values[1])
            self.named = formatter.text(_COMPARED[start.kind])

    def difference(self, as_of: date) -> str:
        """Return how much the latest value differs from the start value, as `37 more than the first measurement`.

        Empty if they are equal, or unless both are disclosed exactly and their periods are alike.
        """
        start, latest = self._start, self._latest
        latest_amount = latest.measurement.amount if latest else None
        if start is None or latest is None or latest_amount is None or not self._are_comparable(start, latest, as_of):
            return ""
        amount = abs(self._rounded(latest_amount - start.amount))
        if not amount or amount != abs(self._rounded(latest_amount) - self._rounded(start.amount)):
            return ""  # a reader who subtracts the printed values would get another number
        return self._difference_text(amount, start.kind, is_more=latest_amount > start.amount)

    def _are_comparable(self, start: Start, latest: ShownMeasurement, as_of: date) -> bool:
        """Return whether both values are numbers, disclosed as measured, for periods that are alike."""
        latest_date = latest.measurement.date
        if self._indicator.is_yes_no or not are_alike_in_time(start.date or latest_date, latest_date, as_of):
            return False
        if start.measurement is None:
            return latest.is_exact and not self._disclosure.baseline_is_suppressed(self._indicator)
        start_shown = self._shown_of(start.measurement)
        return latest.is_exact and start_shown is not None and start_shown.is_exact

    def _rounded(self, amount: Decimal) -> Decimal:
        """Return an amount rounded to the number of decimals that is printed."""
        with localcontext(_ROOM):
            return amount.quantize(Decimal("0.1" if self._indicator.is_in_percent else "0.01"), ROUND_HALF_UP)

    def _difference_text(self, difference: Decimal, kind: str, *, is_more: bool) -> str:
        word, indicator = self._wording, self._indicator
        if is_of_people(indicator) and not indicator.is_in_percent and difference == int(difference):
            than = word.text(_COMPARED[kind])
            return (
                word.text("{n} more {than}", n=difference, than=than)
                if is_more
                else word.text("{n} fewer {than}", n=difference, than=than)
            )
        amount = amount_text(indicator, difference, word)
        if indicator.is_in_percent:
            amount = word.counted(difference, "one percentage point", "{n} percentage points")
        moved = word.text("up by {amount}", amount=amount) if is_more else word.text("down by {amount}", amount=amount)
        return f"{moved} {word.text(_SINCE[kind])}"

    def step(self, previous: Start | None, trend: str) -> str:
        """Return how the latest value compares with the previous one; empty if that is not known or not disclosed."""
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

    def first(self) -> str:
        """Return the measurement that serves as start value when the plan states no baseline; empty if none does."""
        start = self._start
        one = self._shown_of(start.measurement) if start else None
        if start is None or one is None or not one.value:
            return ""
        day = one.measurement.date
        if start.kind == "changed":
            return self._wording.text("{value} (first since the method changed, {date})", value=one.value, date=day)
        if start.kind == "before":
            return self._wording.text("{value} (the measurement before, {date})", value=one.value, date=day)
        return self._wording.text("{value} (first measurement, {date})", value=one.value, date=day)

    def _values(self, start: Start | None) -> tuple[str, str] | None:
        """Return the start value and the latest value with their days; None if either is hidden or missing.

        A suppressed value that may be called a small count is not hidden.
        """
        latest, start_shown = self._latest, self._shown_of(start.measurement) if start else None
        if start is None or latest is None or any(_is_hidden(value) for value in (latest, start_shown) if value):
            return None
        start_value = (
            start_shown.value if start_shown else baseline_value(self._indicator, self._wording, self._disclosure)
        )
        if not start_value:
            return None
        return self._dated(start_value, start.date), self._dated(latest.value, latest.measurement.date)

    def _dated(self, value: str, day: PlanDate | None) -> str:
        return f"{value} ({self._wording.date(day)})" if day else value

    def _shown_of(self, measurement: Measurement | None) -> ShownMeasurement | None:
        return next((one for one in self._shown if one.measurement is measurement), None)


def _is_hidden(one: ShownMeasurement) -> bool:
    return one.is_suppressed and not one.is_small_count


def baseline_value(indicator: Indicator, formatter: Formatter, disclosure: Disclosure) -> str:
    """Return the disclosed value of an indicator's baseline; empty if it has none."""
    baseline = indicator.baseline
    if baseline is None or baseline.value is None:
        return ""
    if disclosure.is_kept_back(indicator):
        return formatter.text("not shown, few people")
    is_suppressed = disclosure.baseline_is_suppressed(indicator)
    return formatter.fewer() if is_suppressed else amount_text(indicator, baseline.value, formatter)


# The parts of what an indicator measures: the values of each unit or target group.


def suppressed_times(indicator: Indicator, snapshot: Snapshot, disclosure: Disclosure) -> set[Hashable]:
    """Return the times at which all parts are suppressed, as a single one left out could be derived from the rest."""
    parts_by_time: dict[Hashable, list[Measurement]] = {}
    for one in snapshot.parts(indicator):
        parts_by_time.setdefault(time_of(one), []).append(one)
    return {time for time, parts in parts_by_time.items() if disclosure.parts_are_suppressed(indicator, parts)}


def time_of(part: Measurement) -> Hashable:
    """Return the time of a part's measurement, by which parts are grouped."""
    return part.date.first, part.date.last


def part_text(shown: ShownMeasurement, formatter: Formatter, *, is_suppressed: bool) -> str:
    """Return the value of a part, or words in its place if the parts of its time are suppressed."""
    return formatter.text("not shown, few people") if is_suppressed and shown.text else shown.text


def part_name(measurement: Measurement | Target, titles: Titles) -> str:
    """Return the unit and target group of a measurement or target; empty for the whole."""
    unit = titles.of([measurement.unit], "units") if measurement.unit else []
    group = titles.of([measurement.target_group], "target_groups") if measurement.target_group else []
    return ", ".join([*unit, *group])
