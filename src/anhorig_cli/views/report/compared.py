"""Another's values beside our own, and what is said to be missing, in the order of time."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.measurements import MeasurementView, Shown, measured


class Compared:
    """What stands beside the measurements of an indicator: others' values of the same time, unit and target group."""

    def __init__(self, indicator: Indicator, snapshot: Snapshot, titles: Titles, disclosure: Disclosure) -> None:
        self._indicator, self._titles, self._disclosure = indicator, titles, disclosure
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

    def alone(self) -> Sequence[Measurement]:
        """Return others' values of a unit or target group, of a time when nothing of ours is known."""
        return [other for other in self._alone if other.is_part]

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
        return f"{self._formatter.key('measurement', 'source').lower()}: {source}" if source else ""


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
