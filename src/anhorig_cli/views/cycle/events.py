"""Calendar events, for a whole day or a time of day, and the rules by which they recur.

This module imports dateutil, so only the modules that make calendars import it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from dateutil.rrule import MONTHLY, YEARLY, rrule, weekday

from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.recurrence import Recurrence
from anhorig_cli.vocabulary import folded

_NAMESPACE: UUID = uuid5(NAMESPACE_URL, "https://anhorig.example/calendar")
_FIRST_DAY = date(2000, 1, 1)


class RepeatView(NamedTuple):
    """How an event recurs: by month or year, on a day of the month (-1 is the last), until a day.

    With a `weekday` (1 to 7, Monday to Sunday), `day` says which of those in the month. The event does not recur on the
    days in `but_not`.
    """

    frequency: Literal["MONTHLY", "YEARLY"]
    interval: int
    month: int | None
    day: int
    until: date | None
    weekday: int | None = None
    but_not: tuple[date, ...] = ()


class EventView(NamedTuple):
    """An event of a whole day, or from a `start` time, until an `end` time if that is known.

    `is_over` says that nobody needs a reminder of it, `is_cancelled` that it does not take place.
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
    is_cancelled: bool = False


class CalendarView(NamedTuple):
    """A calendar: its name, its language, the day it shows the plan as of, and its events in order of their days."""

    name: str
    language: str
    as_of: date
    events: tuple[EventView, ...]


def uid(plan: str, *names: object) -> str:
    """Return the uid that an event keeps in every export, from the plan's id and the `names` of the event's subject."""
    return str(uuid5(_NAMESPACE, "\n".join(folded(str(name)) for name in (plan, *names))))


def sequence(as_of: date, moved: int = 0) -> int:
    """Return the version number of an event: the days since the year 2000, plus how often the plan says it was moved.

    A plan does not say when an item of its cycle was moved, and an export does not know the previous export. So each
    day's export is a version of its own: never lower than an earlier one, and higher whenever something has moved. A
    calendar that gets a new version without a change just keeps what it has.
    """
    return max((as_of - _FIRST_DAY).days, 0) + moved


def lines(*headed_texts: tuple[str, str]) -> str:
    """Return each text on a line after its heading, if it has one; empty texts are left out."""
    return "\n".join(f"{heading}: {text}" if heading else text for heading, text in headed_texts if text)


def in_order(events: Iterable[EventView]) -> tuple[EventView, ...]:
    """Return the events ordered by day, then by title."""
    return tuple(sorted(events, key=lambda event: (event.day, event.title, event.uid)))


# How the last days of recurring occurrences repeat, if they follow a rule that calendars support.


LAST_DAY = -1
"""The last day of the month, whichever it is."""
_MONTHS_IN_YEAR = 12
_LAST_DAY_OF_FEBRUARY, _28_FEBRUARY = date(2001, 2, 28), 228
_YEARS_TRIED = 28  # a full cycle of the calendar: years with every first weekday, leap years or not


@dataclass(frozen=True, slots=True)
class DueRule:
    """A day in every `interval`-th month of the year, or in one `month` of every year.

    The last day of a `month` other than February is given by number, since not every calendar supports `LAST_DAY`. With
    a `weekday` (1 to 7, Monday to Sunday), `day` says which of those in the month, -1 being the last.
    """

    day: int
    month: int | None = None
    interval: int = 1
    weekday: int | None = None

    def first(self, start: date) -> date | None:
        """Return the rule's first day on or after `start`; None without one."""
        return _date_of(self._rule(start.year).after(_noon(start), inc=True))

    def last(self, end: date) -> date | None:
        """Return the rule's last day on or before `end`; None without one."""
        return _date_of(self._rule(end.year - 1).before(_noon(end), inc=True))

    def days(self, start: date, end: date) -> list[date]:
        """Return the rule's days from `start` to `end`, both included."""
        return [moment.date() for moment in self._rule(start.year).between(_noon(start), _noon(end), inc=True)]

    def among(self, days: Iterable[date]) -> tuple[date, ...]:
        """Return the `days` that follow the rule, in order."""
        ordered = sorted(days)
        followed = frozenset(self.days(ordered[0], ordered[-1])) if ordered else frozenset[date]()
        return tuple(day for day in ordered if day in followed)

    def _rule(self, year: int) -> rrule:
        start = datetime.combine(date(year, self.month or self.interval, 1), time(12))
        day = None if self.weekday else self.day
        nth = weekday(self.weekday - 1, self.day) if self.weekday else None
        if self.month is None:
            return rrule(MONTHLY, start, self.interval, bymonthday=day, byweekday=nth)
        return rrule(YEARLY, start, bymonth=self.month, bymonthday=day, byweekday=nth)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def _date_of(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def due_rules(item: CycleItem) -> tuple[DueRule, ...]:
    """Return the rules of an item's last days, one for each of its times; empty unless rules describe all of them.

    The last day of a week varies from year to year, so a week has no rule. Times that coincide (`mars` and `månadsvis`)
    are one occurrence, which two rules would produce twice. An item that does not recur every year has no rules either.
    """
    if item.years_between > 1:
        return ()
    rules = [_rule_of(recurrence) for recurrence in dict.fromkeys(item.when)]
    known_rules = tuple(rule for rule in rules if rule is not None)
    if len(known_rules) < len(rules) or not _match_occurrences(known_rules, item):
        return ()
    return known_rules


def _match_occurrences(rules: tuple[DueRule, ...], item: CycleItem) -> bool:
    """Return whether the rules produce exactly the days on which the item's occurrences are due, each as often."""
    if len(rules) < 2:  # noqa: PLR2004 - one rule coincides with nothing
        return True
    always = item.model_copy(update={"from_": None, "to": None})
    years = range(2000, 2000 + _YEARS_TRIED)
    due = sorted(period.last for period in always.occurrences(years))
    return due == sorted(day for rule in rules for day in rule.days(date(years[0], 1, 1), date(years[-1], 12, 31)))


def _rule_of(recurrence: Recurrence) -> DueRule | None:
    """Return the rule of a recurrence's last days; None for a week."""
    if recurrence.kind == "week":
        return None
    if recurrence.kind == "weekday":
        return DueRule(recurrence.nth, recurrence.number or None, weekday=recurrence.weekday)
    due = [period.last for period in recurrence.occurrences(_LAST_DAY_OF_FEBRUARY.year)]
    if len(due) > 1:
        return DueRule(LAST_DAY, interval=_MONTHS_IN_YEAR // len(due))
    (day,) = due
    is_last = day == _LAST_DAY_OF_FEBRUARY and recurrence.number != _28_FEBRUARY
    return DueRule(LAST_DAY if is_last else day.day, day.month)
