"""A plan as a calendar: its annual cycle, and on request its deadlines and report occasions."""

from datetime import date
from typing import NamedTuple

from anhorig_cli.views.cycle.cycle_events import CycleEvents
from anhorig_cli.views.cycle.cycle_part import CyclePart
from anhorig_cli.views.cycle.deadline_events import DeadlineEvents
from anhorig_cli.views.cycle.events import CalendarView, EventView, in_order
from anhorig_cli.views.names import Titles


class CalendarWanted(NamedTuple):
    """What is asked of a calendar: a year, else what comes back; a part of the cycle; and what there is besides."""

    year: int | None = None
    unit: str | None = None
    responsible: str | None = None
    subgoals: bool = False
    reports: bool = False


def calendar_view(titles: Titles, as_of: date, wanted: CalendarWanted) -> CalendarView:
    """Return a plan as a calendar, as known on a day."""
    plan = titles.plan
    part = CyclePart.of(plan, wanted.unit, wanted.responsible)
    cycle = CycleEvents(titles, as_of, part, wanted.unit or "")
    deadlines = DeadlineEvents(titles, as_of, part)
    events = list(cycle.of_year(wanted.year) if wanted.year else cycle.of_all_years())
    more: list[EventView] = [
        *(deadlines.of_subgoals() if wanted.subgoals else ()),
        *(deadlines.of_reports() if wanted.reports else ()),
    ]
    events += [event for event in more if wanted.year in {None, event.day.year}]
    unit = titles.of([wanted.unit], "units") if wanted.unit else []
    name = titles.formatter.text(
        "{cycle}: {title}", cycle=titles.formatter.key("plan", "annual_cycle"), title=plan.title
    )
    return CalendarView(", ".join([name, *unit]), titles.formatter.language.value, as_of, in_order(events))
