"""The year of several plans' annual cycles as one wheel, in which a ring and a row are a plan's."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.views.cycle.annual_cycle import YearView
from anhorig_cli.views.cycle.cycle_matrix import matrix_of
from anhorig_cli.views.cycle.cycle_times import OccurrenceView
from anhorig_cli.views.cycle.wheel import RingView, WheelEventView, WheelView, event_view, gravity, labels
from anhorig_cli.views.formatter import Formatter


class PlanYear(NamedTuple):
    """A plan's annual cycle in a year, and what the plan is called beside the others, by which it is known."""

    name: str
    year: YearView


_Time = Mapping[str, Sequence[OccurrenceView]]
"""The occurrences of a time, by the names of the plans that they are of."""


def wheel_of_plans(
    title: str, plans: Sequence[PlanYear], as_of: date, formatter: Formatter, unit_title: str = ""
) -> WheelView:
    """Return the annual cycles of plans in a year, or the parts of the units of a name, as one wheel.

    What several plans do with the same title at the same time is one event, which says how it stands with each.
    """
    times = _times(plans)
    busy, idle = _busy_and_idle(plans)
    year = plans[0].year.year
    return WheelView(
        language=formatter.language.value,
        title=title,
        unit_title=unit_title,
        year=year,
        date=formatter.day(as_of),
        iso_date=as_of.isoformat(),
        events=tuple(_event(number, time, formatter) for number, time in enumerate(times, 1)),
        rings=tuple(RingView(one.name, _marks(one.name, times)) for one in busy),
        timeless=tuple(f"{item.title} ({one.name})" for one in plans for item in one.year.timeless),
        is_headed=True,
        labels=labels(formatter),
        matrix=matrix_of(((one.name, one.year.occurrences) for one in busy), formatter, year, as_of),
        plans=tuple(one.name for one in plans),
        idle=tuple(one.name for one in idle),
    )


def _busy_and_idle(plans: Iterable[PlanYear]) -> tuple[list[PlanYear], list[PlanYear]]:
    """Return the plans with a time in the year, and those without."""
    busy: list[PlanYear] = []
    idle: list[PlanYear] = []
    for one in plans:
        (busy if one.year.occurrences else idle).append(one)
    return busy, idle


def _times(plans: Iterable[PlanYear]) -> list[_Time]:
    """Join what plans do with the same title at the same time, in the order of the year."""
    times: dict[tuple[str, str, str, str], dict[str, list[OccurrenceView]]] = {}
    for plan in plans:
        for one in plan.year.occurrences:
            time = times.setdefault((one.due, one.first, one.title, one.when), {})
            time.setdefault(plan.name, []).append(one)
    return [times[key] for key in sorted(times)]


def _event(number: int, time: _Time, formatter: Formatter) -> WheelEventView:
    """Return the event of a time, whose parts name plans, and the units of a plan that does not stand alike in all."""
    parts = [part for name, found in time.items() for part in _parts(name, found, formatter)]
    event = event_view(number, parts)
    return event._replace(
        responsible=_descriptions(((name, _joined(one.responsible for one in found)) for name, found in time.items())),
        report_to=_descriptions(((name, _joined(one.report_to for one in found)) for name, found in time.items())),
    )


def _parts(name: str, found: Sequence[OccurrenceView], formatter: Formatter) -> Iterable[OccurrenceView]:
    """Give an occurrence for each state that a plan's units are in, with the plan in the unit's place."""
    alike: dict[tuple[str, str], list[OccurrenceView]] = {}
    for one in found:
        alike.setdefault((one.state, one.done_on), []).append(one)
    for group in alike.values():
        units = formatter.listed(one.unit_title for one in group if one.unit) if len(alike) > 1 else ""
        yield group[0]._replace(unit=name, unit_title=f"{name} ({units})" if units else name)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))


def _descriptions(texts: Iterable[tuple[str, str]]) -> str:
    """Return what plans say: as it is where all say the same, else with the names of those who do."""
    names: dict[str, list[str]] = {}
    for name, text in texts:
        names.setdefault(text, []).append(name)
    if len(names) == 1:
        return next(iter(names))
    return _joined(f"{', '.join(who)}: {text}" for text, who in names.items() if text)


def _marks(name: str, times: Sequence[_Time]) -> tuple[tuple[int, str], ...]:
    """Return the numbers of a plan's events, each with the most serious state of its units."""
    return tuple(
        (number, min((one.state for one in time[name]), key=gravity))
        for number, time in enumerate(times, 1)
        if name in time
    )
