"""Values beside others: another's beside our own, the latest beside the baseline, and each part's."""

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
from anhorig_cli.views.report.measurements import MeasurementView, Shown, amount_text, measured


class PartView(NamedTuple):
    """What was measured of one unit or target group at one time; words in place of what may not be disclosed."""

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
    """What stands beside the measurements of an indicator: others' values of the same time, unit and target group."""

    def __init__(self, indicator: Indicator, snapshot: Snapshot, titles: Titles, disclosure: Disclosure) -> None:
        self._indicator, self._snapshot, self._titles, self._disclosure = indicator, snapshot, titles, disclosure
        self._formatter = titles.formatter
        own = (*snapshot.all_measurements(indicator), *snapshot.missing(indicator))
        self._own = sorted(own, key=_when)
        self._of_scope = _by_scope(self._own)
        self._beside: dict[int, list[Measurement]] = {}
        self._alone: list[Measurement] = []
        for other in snapshot.comparisons(indicator):
            met = self._met(other)
            self._alone.append(other) if met is None else self._beside.setdefault(id(met), []).append(other)

    def _met(self, other: Measurement) -> Measurement | None:
        """Return our last measurement of the time that another's value is of; None where there is none."""
        own = self._of_scope.get(other.scope)
        return own.last_within(other.date) if own else None

    def beside(self, measurement: Measurement | None) -> str:
        """Return others' values beside a measurement, each with whose it is; empty where there are none."""
        return "; ".join(self.text(other) for other in self._beside.get(id(measurement), ()))

    def text(self, other: Measurement) -> str:
        """Return another's value with whose it is."""
        value = measured(self._indicator, other, self._formatter, self._disclosure)
        return f"{other.comparison}: {value or self._formatter.text('no value')}"

    def latest(self, measurement: Measurement | None) -> str:
        """Return each other's value beside our latest, or else the last one that there is, with its date."""
        beside = self._beside.get(id(measurement), ())
        named = {other.comparison for other in beside}
        others = [other for others in self._beside.values() for other in others] + self._alone
        last = {other.comparison: other for other in sorted(others, key=_when) if not other.is_part}
        older = [other for name, other in last.items() if name not in named]
        dated = (f"{self.text(other)}, {self._formatter.date(other.date)}" for other in older)
        return "; ".join((*map(self.text, beside), *dated))

    def rows(self) -> tuple[MeasurementView, ...]:
        """Return what is said of the whole, oldest first: measured, missing, and what is known of others alone."""
        alone = [other for other in self._alone if not other.is_part]
        own = [one for one in self._own if not one.is_part]
        return tuple(self._row(one) for one in sorted([*own, *alone], key=_when))

    def parts(self) -> tuple[PartView, ...]:
        """Return what was measured, or is missing, of each part, part by part in the plan's order, the oldest first.

        All of one time are disclosed or none: of parts and a whole, the one that is left out could be worked out from
        the rest. Last come others' values of parts, of a time when nothing of ours is known.
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
            for one in self._alone
            if one.is_part
        )
        return (*own, *others)

    def _own_parts(self) -> list[Measurement]:
        """Return what was measured of parts and what is missing, in the order of the plan, the oldest first."""
        order = {
            scope: place for place, scope in enumerate(dict.fromkeys(m.scope for m in self._indicator.measurements))
        }
        missing = (one for one in self._snapshot.missing(self._indicator) if one.is_part)
        own = [*self._snapshot.parts(self._indicator), *missing]
        return sorted(own, key=lambda one: (order[one.scope], one.date.last))

    def _part(self, part: Measurement, *, is_suppressed: bool) -> PartView:
        shown = Shown(self._indicator, part, self._formatter, self._disclosure)
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
        shown = Shown(self._indicator, one, self._formatter, self._disclosure).view()
        return shown._replace(note=notes, comparison=self.beside(one))

    def _notes(self, one: Measurement) -> Iterator[str]:
        """Give what is noted of a measurement, where it comes from, and what is noted of others' values beside it."""
        yield from map(plain_words, filter(None, (one.note, self._origin(one))))
        for other in self._beside.get(id(one), ()):
            if other.note:
                yield f"{other.comparison}: {plain_words(other.note)}"

    def _origin(self, one: Measurement) -> str:
        """Return the source of a measurement, or the survey that it comes from."""
        survey = "".join(self._titles.of([one.survey], "surveys")) if one.survey else ""
        source = one.source or survey
        name = self._formatter.key("measurement", "source")
        return f"{name.lower() if one.note else name}: {source}" if source else ""


def _when(one: Measurement) -> tuple[object, ...]:
    return one.date.last, one.date.first


class _InOrder:
    """Measurements of one unit and target group, at least one, in the order in which their times end."""

    def __init__(self, measurements: Sequence[Measurement]) -> None:
        self._measurements = measurements
        firsts = [one.date.first for one in measurements]
        self._begin = list(accumulate(reversed(firsts), min))[::-1]  # when the first of those from a place on begins

    def last_within(self, period: PlanDate) -> Measurement | None:
        """Return the last measurement whose time meets a period; None where none does."""
        place = bisect_right(self._begin, period.last) - 1  # the last that has begun by the end of the period
        last = self._measurements[place] if place >= 0 else None
        return last if last is not None and last.date.last >= period.first else None


def _by_scope(measurements: Iterable[Measurement]) -> Mapping[Scope, _InOrder]:
    """Return measurements, in the order of time, by unit and target group."""
    found: dict[Scope, list[Measurement]] = {}
    for one in measurements:
        found.setdefault(one.scope, []).append(one)
    return {scope: _InOrder(alike) for scope, alike in found.items()}


# The latest value of an indicator beside what it is compared with: the baseline, or an earlier measurement.


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
    """Says what the latest value is compared with: its name, both values and their days.

    `ends` are the value at the start and the latest, each with its day; empty where they are not reported. Then there
    is no `change` from one to the other either, and what the latest is compared with is not `named`.
    """

    def __init__(
        self,
        indicator: Indicator,
        shown: list[Shown],
        latest: Shown | None,
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
        """Return by how much the latest value differs from an earlier one, `37 more than the first measurement`.

        Empty where nothing differs, and where the two are not both told exactly, of times that are alike.
        """
        start, latest = self._start, self._latest
        now = latest.measurement.amount if latest else None
        if start is None or latest is None or now is None or not self._can_be_held_together(start, latest, as_of):
            return ""
        by = abs(self._rounded(now - start.amount))
        if not by or by != abs(self._rounded(now) - self._rounded(start.amount)):
            return ""  # a reader who subtracts what is printed would find another number
        return self._by(by, start.kind, is_more=now > start.amount)

    def _can_be_held_together(self, start: Start, latest: Shown, as_of: date) -> bool:
        """Return whether both values are numbers that are told as they were measured, of times that are alike."""
        now = latest.measurement.date
        if self._indicator.is_yes_no or not are_alike_in_time(start.date or now, now, as_of):
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

    def first(self) -> str:
        """Return the measurement that one starts from where the plan states no baseline."""
        start = self._start
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


# The parts of what an indicator measures: the values of each unit or target group.


def suppressed_times(indicator: Indicator, snapshot: Snapshot, disclosure: Disclosure) -> set[Hashable]:
    """Return the times of which no part is disclosed: from the others, one that is left out could be worked out."""
    of_time: dict[Hashable, list[Measurement]] = {}
    for one in snapshot.parts(indicator):
        of_time.setdefault(time_of(one), []).append(one)
    return {time for time, alike in of_time.items() if disclosure.parts_are_suppressed(indicator, alike)}


def time_of(part: Measurement) -> Hashable:
    """Return when a part was measured; what has the same is held together."""
    return part.date.first, part.date.last


def part_text(shown: Shown, formatter: Formatter, *, is_suppressed: bool) -> str:
    """Return the value of a part; words in its place where parts are not disclosed."""
    return formatter.text("not shown, few people") if is_suppressed and shown.text else shown.text


def part_name(measurement: Measurement | Target, titles: Titles) -> str:
    """Return the unit and target group that a measurement or target is of; empty for the whole."""
    unit = titles.of([measurement.unit], "units") if measurement.unit else []
    group = titles.of([measurement.target_group], "target_groups") if measurement.target_group else []
    return ", ".join([*unit, *group])
