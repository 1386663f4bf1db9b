"""The year of the annual cycle as numbered events, for a wheel and the table beside it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from anhorig_cli.views.cycle.annual_cycle import YearView
from anhorig_cli.views.cycle.cycle_times import MatrixView, OccurrenceView, matrix_of
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.vocabulary import SCALES

MOST_ON_A_SIDE = 20
"""At most this many events beside each half of a wheel, forty in all, can be read on paper."""
_HALF_A_YEAR = 6
_GRAVEST_FIRST = ("missed", "next", "coming", "done", "cancelled", "passed")


class WheelPartView(NamedTuple):
    """The units of an event that are in the same state; `units` is empty for an event of no unit."""

    state: str
    state_label: str
    units: tuple[str, ...]
    done_on: str


class WheelEventView(NamedTuple):
    """A time of an item, for all its units together.

    `number` is its number in the wheel, in the order of the year. `state` is the most serious of its `parts`, so that
    what a single unit has missed is visible; `due` is ISO, `month` 1 to 12; `takes_the_month` says whether its period
    is the whole month.
    """

    number: int
    title: str
    when: str
    due: str
    month: int
    takes_the_month: bool
    state: str
    responsible: str
    report_to: str
    parts: tuple[WheelPartView, ...]


class RingView(NamedTuple):
    """A unit's ring: its name, and the number and state of each of its events. Events of no unit have their own."""

    title: str
    marks: tuple[tuple[int, str], ...]


class WheelView(NamedTuple):
    """A plan's annual cycle in a year, or one unit's part of it, as known on a day.

    `timeless` are the titles of the items without a set time, `labels` the states with their labels, in the order of
    the legend. If it `is_headed`, the picture has its own heading; on a page, the page's heading serves. `matrix` is
    the same year as a table of units and months. If the wheel is of several plans, `plans` are their names, each ring
    and each row of the table is a plan's, and `idle` are the plans without occurrences in the year.
    """

    language: str
    title: str
    unit_title: str
    year: int
    date: str
    iso_date: str
    events: tuple[WheelEventView, ...]
    rings: tuple[RingView, ...]
    timeless: tuple[str, ...]
    is_headed: bool
    labels: tuple[tuple[str, str], ...]
    matrix: MatrixView
    plans: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()

    @property
    def is_crowded(self) -> bool:
        """Whether the wheel has too many events to be read on paper, so that a table of months is shown instead."""
        first_half = sum(event.month <= _HALF_A_YEAR for event in self.events)
        return max(first_half, len(self.events) - first_half) > MOST_ON_A_SIDE


def wheel_view(
    title: str,
    year: YearView,
    as_of: date,
    formatter: Formatter,
    unit_title: str = "",
    *,
    is_headed: bool = True,
) -> WheelView:
    """Return the wheel of a plan's year, or of the unit whose part of the cycle `year` is."""
    times = _grouped_times(year.occurrences)
    return WheelView(
        language=formatter.language.value,
        title=title,
        unit_title=unit_title,
        year=year.year,
        date=formatter.day(as_of),
        iso_date=as_of.isoformat(),
        events=tuple(event_view(number, group) for number, group in enumerate(times, 1)),
        rings=_rings(times, year, formatter),
        timeless=tuple(item.title for item in year.timeless),
        is_headed=is_headed,
        labels=labels(formatter),
        matrix=_rows_of_unit(year.matrix, unit_title),
    )


def labels(formatter: Formatter) -> tuple[tuple[str, str], ...]:
    """Return the states with their labels, in the order of the wheel's legend."""
    return tuple((word.name, formatter.label("occurrence", word.name)) for word in SCALES["occurrence"].words)


def _rows_of_unit(matrix: MatrixView, unit_title: str) -> MatrixView:
    """Return the matrix with only the rows of a unit; unchanged without one."""
    return matrix._replace(rows=tuple(row for row in matrix.rows if unit_title in {"", row.title}))


def _grouped_times(occurrences: Sequence[OccurrenceView]) -> list[list[OccurrenceView]]:
    """Return the occurrences grouped by item and period, in the order of the year."""
    times: dict[tuple[str, str, str, str], list[OccurrenceView]] = {}
    for one in occurrences:
        times.setdefault((one.item, one.title, one.first, one.due), []).append(one)
    return list(times.values())


def event_view(number: int, group: Sequence[OccurrenceView]) -> WheelEventView:
    """Return the event of a time, which has all its occurrences, at least one, in `group`."""
    first = group[0]
    ordered = sorted(_grouped_by_state(group), key=lambda part: gravity(part[0].state))
    return WheelEventView(
        number=number,
        title=first.title,
        when=first.when,
        due=first.due,
        month=first.month,
        takes_the_month=_is_a_month(date.fromisoformat(first.first), date.fromisoformat(first.due)),
        state=ordered[0][0].state,
        responsible="; ".join(dict.fromkeys(one.responsible for one in group if one.responsible)),
        report_to=first.report_to,
        parts=tuple(_part(part) for part in ordered),
    )


def _grouped_by_state(occurrences: Iterable[OccurrenceView]) -> list[list[OccurrenceView]]:
    """Return the occurrences grouped by state and by the day on which they were done."""
    groups: dict[tuple[str, str], list[OccurrenceView]] = {}
    for one in occurrences:
        groups.setdefault((one.state, one.done_on), []).append(one)
    return list(groups.values())


def gravity(state: str) -> int:
    """Return the rank of a state, 0 for the most serious."""
    return _GRAVEST_FIRST.index(state)


def _is_a_month(first: date, last: date) -> bool:
    return (first.year, first.month, first.day) == (last.year, last.month, 1) and (last + timedelta(days=1)).day == 1


def _part(group: Sequence[OccurrenceView]) -> WheelPartView:
    first = group[0]
    return WheelPartView(first.state, first.state_label, tuple(o.unit_title for o in group if o.unit), first.done_on)


def _rings(times: Sequence[Sequence[OccurrenceView]], year: YearView, formatter: Formatter) -> tuple[RingView, ...]:
    marks: dict[str, list[tuple[int, str]]] = {unit.id: [] for unit in year.units}
    for number, group in enumerate(times, 1):
        for one in group:
            marks.setdefault(one.unit, []).append((number, one.state))
    titles = {unit.id: unit.title for unit in year.units} | {"": formatter.text("Of no particular unit")}
    return tuple(RingView(titles[unit], tuple(listed)) for unit, listed in marks.items() if listed)


# The year of several plans' annual cycles as one wheel, with a ring and a table row for each plan.


class PlanYear(NamedTuple):
    """A plan's annual cycle in a year, and the name that tells the plan apart from the others."""

    name: str
    year: YearView


_Time = Mapping[str, Sequence[OccurrenceView]]
"""The occurrences of a time, by the name of the plan that they belong to."""


def wheel_of_plans(
    title: str, plans: Sequence[PlanYear], as_of: date, formatter: Formatter, unit_title: str = ""
) -> WheelView:
    """Return the annual cycles of several plans in a year, or only the parts of one unit's name, as one wheel.

    Occurrences of several plans with the same title and time are one event, which shows the state in each plan.
    """
    times = _shared_times(plans)
    busy, idle = _busy_and_idle(plans)
    year = plans[0].year.year
    return WheelView(
        language=formatter.language.value,
        title=title,
        unit_title=unit_title,
        year=year,
        date=formatter.day(as_of),
        iso_date=as_of.isoformat(),
        events=tuple(_shared_event(number, time, formatter) for number, time in enumerate(times, 1)),
        rings=tuple(RingView(one.name, _ring_marks(one.name, times)) for one in busy),
        timeless=tuple(f"{item.title} ({one.name})" for one in plans for item in one.year.timeless),
        is_headed=True,
        labels=labels(formatter),
        matrix=matrix_of(((one.name, one.year.occurrences) for one in busy), formatter, year, as_of),
        plans=tuple(one.name for one in plans),
        idle=tuple(one.name for one in idle),
    )


def _busy_and_idle(plans: Iterable[PlanYear]) -> tuple[list[PlanYear], list[PlanYear]]:
    """Return the plans with occurrences in the year, and those without."""
    busy: list[PlanYear] = []
    idle: list[PlanYear] = []
    for one in plans:
        (busy if one.year.occurrences else idle).append(one)
    return busy, idle


def _shared_times(plans: Iterable[PlanYear]) -> list[_Time]:
    """Return the plans' occurrences grouped by title and time, in the order of the year."""
    times: dict[tuple[str, str, str, str], dict[str, list[OccurrenceView]]] = {}
    for plan in plans:
        for one in plan.year.occurrences:
            time = times.setdefault((one.due, one.first, one.title, one.when), {})
            time.setdefault(plan.name, []).append(one)
    return [times[key] for key in sorted(times)]


def _shared_event(number: int, time: _Time, formatter: Formatter) -> WheelEventView:
    """Return the event of a time, whose parts name the plans, and also the units of a plan whose states differ."""
    parts = [part for name, occurrences in time.items() for part in _plan_parts(name, occurrences, formatter)]
    event = event_view(number, parts)
    return event._replace(
        responsible=_texts_by_plan(
            ((name, _distinct_joined(one.responsible for one in occurrences)) for name, occurrences in time.items())
        ),
        report_to=_texts_by_plan(
            ((name, _distinct_joined(one.report_to for one in occurrences)) for name, occurrences in time.items())
        ),
    )


def _plan_parts(name: str, occurrences: Sequence[OccurrenceView], formatter: Formatter) -> Iterable[OccurrenceView]:
    """Yield an occurrence for each state among a plan's units, with the plan in place of the unit."""
    groups = _grouped_by_state(occurrences)
    for group in groups:
        units = formatter.listed(one.unit_title for one in group if one.unit) if len(groups) > 1 else ""
        yield group[0]._replace(unit=name, unit_title=f"{name} ({units})" if units else name)


def _distinct_joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))


def _texts_by_plan(texts: Iterable[tuple[str, str]]) -> str:
    """Return the plans' texts: the text alone if all have the same, else each text after the names of its plans."""
    names: dict[str, list[str]] = {}
    for name, text in texts:
        names.setdefault(text, []).append(name)
    if len(names) == 1:
        return next(iter(names))
    return _distinct_joined(f"{', '.join(names_alike)}: {text}" for text, names_alike in names.items() if text)


def _ring_marks(name: str, times: Sequence[_Time]) -> tuple[tuple[int, str], ...]:
    """Return the numbers of a plan's events, each with the most serious state among its units."""
    return tuple(
        (number, min((one.state for one in time[name]), key=gravity))
        for number, time in enumerate(times, 1)
        if name in time
    )
