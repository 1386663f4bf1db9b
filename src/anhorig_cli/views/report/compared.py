"""Another's values beside our own, and what is said to be missing, in the order of time."""

from collections.abc import Iterator, Sequence

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.measurements import MeasurementView, Shown, measured


class Compared:
    """What stands beside the measurements of an indicator: others' values of the same time, unit and target group."""

    def __init__(self, indicator: Indicator, snapshot: Snapshot, formatter: Formatter, disclosure: Disclosure) -> None:
        self._indicator, self._formatter, self._disclosure = indicator, formatter, disclosure
        own = (*snapshot.all_measurements(indicator), *snapshot.missing(indicator))
        self._own = sorted(own, key=_when)
        self._beside: dict[int, list[Measurement]] = {}
        self._alone: list[Measurement] = []
        for other in snapshot.comparisons(indicator):
            met = self._met(other)
            self._alone.append(other) if met is None else self._beside.setdefault(id(met), []).append(other)

    def _met(self, other: Measurement) -> Measurement | None:
        """Return our last measurement of the time that another's value is of; None where there is none."""
        alike = [one for one in self._own if one.scope == other.scope and _is_of_one_time(one, other)]
        return alike[-1] if alike else None

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

    def alone(self) -> Sequence[Measurement]:
        """Return others' values of a unit or target group, of a time when nothing of ours is known."""
        return [other for other in self._alone if other.is_part]

    def _row(self, one: Measurement) -> MeasurementView:
        if not one.is_ours:
            return MeasurementView(
                self._formatter.date(one.date), "", "", "", one.note or "", self.text(one), one.date.last.year
            )
        notes = "; ".join(_notes(one, self._beside.get(id(one), ())))
        shown = Shown(self._indicator, one, self._formatter, self._disclosure).view()
        return shown._replace(note=notes, comparison=self.beside(one))


def _notes(one: Measurement, others: Sequence[Measurement]) -> Iterator[str]:
    """Give what is noted of a measurement, and of others' values beside it."""
    if one.note:
        yield one.note
    for other in others:
        if other.note:
            yield f"{other.comparison}: {other.note}"


def _when(one: Measurement) -> tuple[object, ...]:
    return one.date.last, one.date.first


def _is_of_one_time(one: Measurement, other: Measurement) -> bool:
    """Return whether the time of one ends within that of the other."""
    ours, theirs = one.date, other.date
    return theirs.first <= ours.last <= theirs.last or ours.first <= theirs.last <= ours.last
