"""What stands in a calendar: events of a whole day, or of a time of it, some of which come back."""

from collections.abc import Iterable
from datetime import date, time
from typing import Literal, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from anhorig_cli.vocabulary import folded

_NAMESPACE: UUID = uuid5(NAMESPACE_URL, "https://anhorig.example/calendar")
_FIRST_DAY = date(2000, 1, 1)


class RepeatView(NamedTuple):
    """How an event comes back: by month or year, on a day of the month (-1 is the last), until a day.

    With a `weekday` (1 to 7, Monday to Sunday) the day is which of them in the month.
    """

    frequency: Literal["MONTHLY", "YEARLY"]
    interval: int
    month: int | None
    day: int
    until: date | None
    weekday: int | None = None


class EventView(NamedTuple):
    """An event of a whole day, or from a `start` on it, till an `end` where that is known.

    `is_over` says that nobody needs to be reminded of it.
    """

    uid: str
    sequence: int
    day: date
    repeat: RepeatView | None
    title: str
    text: str
    category: str
    is_over: bool
    start: time | None = None
    end: time | None = None


class CalendarView(NamedTuple):
    """A calendar: its name, its language, the day it shows the plan as of, and its events in order of their days."""

    name: str
    language: str
    as_of: date
    events: tuple[EventView, ...]


def uid(plan: str, *names: object) -> str:
    """Return what an event is known by in every export: the plan's id, and the names of what the event is of."""
    return str(uuid5(_NAMESPACE, "\n".join(folded(str(name)) for name in (plan, *names))))


def sequence(as_of: date, moved: int = 0) -> int:
    """Return the number of an event's version: the days since the year 2000, and how often the plan says it was moved.

    A plan does not say when an item of its cycle was moved, and an export knows nothing of the one before. So each
    day's export counts as a version of its own; it is never lower than an earlier one, and higher whenever something
    has moved. A calendar that gets a version without a change just keeps what it has.
    """
    return max((as_of - _FIRST_DAY).days, 0) + moved


def lines(*found: tuple[str, str]) -> str:
    """Return a heading and a text on each line, those without a text left out; what has no heading stands alone."""
    return "\n".join(f"{heading}: {text}" if heading else text for heading, text in found if text)


def in_order(events: Iterable[EventView]) -> tuple[EventView, ...]:
    """Return events in order of their days, those of a day by title."""
    return tuple(sorted(events, key=lambda event: (event.day, event.title, event.uid)))
