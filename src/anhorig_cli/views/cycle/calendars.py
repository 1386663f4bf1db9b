"""Plans as a calendar: their annual cycles, and on request their deadlines and report occasions."""

from collections.abc import Sequence
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


def calendar_view(plans: Sequence[Titles], as_of: date, wanted: CalendarWanted) -> CalendarView:
    """Return plans, of which there is one at least, as one calendar, as known on a day; it has the first's language."""
    first = plans[0]
    events = [event for titles in plans for event in _events(titles, as_of, wanted)]
    unit = next((titles.of([wanted.unit], "units") for titles in plans), []) if wanted.unit else []
    return CalendarView(", ".join([_name(plans), *unit]), first.formatter.language.value, as_of, in_order(events))


def _name(plans: Sequence[Titles]) -> str:
    """Return the name of a calendar: the plan it is of; of several, whose they are, or how many."""
    word = plans[0].formatter
    organisations = {titles.plan.organisation for titles in plans}
    whose = organisations.pop() if len(organisations) == 1 else None
    if len(plans) == 1:
        whose = plans[0].plan.title
    cycle = word.key("plan", "annual_cycle")
    return word.text("{cycle}: {title}", cycle=cycle, title=whose or word.text("{n} plans", n=len(plans)))


def _events(titles: Titles, as_of: date, wanted: CalendarWanted) -> list[EventView]:
    plan = titles.plan
    part = CyclePart.of(plan, wanted.unit, wanted.responsible)
    cycle = CycleEvents(titles, as_of, part, wanted.unit or "")
    deadlines = DeadlineEvents(titles, as_of, part)
    events = list(cycle.of_year(wanted.year) if wanted.year else cycle.of_all_years())
    more: list[EventView] = [
        *(deadlines.of_subgoals() if wanted.subgoals else ()),
        *(deadlines.of_reports() if wanted.reports else ()),
    ]
    return events + [event for event in more if wanted.year in {None, event.day.year}]
