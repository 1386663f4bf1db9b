"""Plans as a calendar: their annual cycles, and on request their deadlines and report occasions."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.views.cycle.cycle_events import CycleEvents
from anhorig_cli.views.cycle.cycle_part import CyclePart
from anhorig_cli.views.cycle.deadline_events import DeadlineEvents
from anhorig_cli.views.cycle.events import CalendarView, EventView, in_order, uid
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.plan_names import PlanName, keys, short_names, together


class CalendarWanted(NamedTuple):
    """What is asked of a calendar: a year, else what comes back; a part of the cycle; and what there is besides."""

    year: int | None = None
    unit: str | None = None
    responsible: str | None = None
    subgoals: bool = False
    reports: bool = False


def calendar_view(
    plans: Sequence[Titles], as_of: date, wanted: CalendarWanted, names: Sequence[PlanName] = ()
) -> CalendarView:
    """Return plans, of which there is one at least, as one calendar, as known on a day; it has the first's language.

    Args:
        plans: the plans. Of several, each event says which it is of.
        as_of: the day.
        wanted: what is asked for.
        names: what the plans are known by, where more than the plans themselves tells it.
    """
    first = plans[0]
    names = names or [PlanName.of(titles.plan) for titles in plans]
    called = short_names(names) if len(plans) > 1 else [""]
    events = [
        _of_plan(event, titles.plan.id, key, name)
        for titles, key, name in zip(plans, keys(names), called, strict=True)
        for event in _events(titles, as_of, wanted)
    ]
    unit = first.of([wanted.unit], "units") if wanted.unit else []
    name = ", ".join([_name(names, first.formatter), *unit])
    return CalendarView(name, first.formatter.language.value, as_of, in_order(events))


def _of_plan(event: EventView, plan_id: str, key: str, name: str) -> EventView:
    """Return an event of the plan with a name among others, known by the plan's key where that is not its id."""
    known = event if key == plan_id else event._replace(uid=uid(key, event.uid))
    return known._replace(title=f"{event.title} – {name}") if name else known


def _name(names: Sequence[PlanName], word: Formatter) -> str:
    """Return the name of a calendar: the plan it is of; of several, whose they are, or how many."""
    title = together(names, word)
    return word.text("{cycle}: {title}", cycle=word.key("plan", "annual_cycle"), title=title)


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
