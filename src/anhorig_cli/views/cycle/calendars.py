"""Plans as a calendar: their annual cycles and, on request, their deadlines and report occasions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from anhorig_cli.analysis.occurrences import Occurrence, occurrences
from anhorig_cli.analysis.responsibility import Duty
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.upcoming import is_within_plan
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.dates import LAST_YEAR, PlanDate
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.cycle.annual_cycle import CyclePart
from anhorig_cli.views.cycle.cycle_times import OccurrencePrinter, OccurrenceView
from anhorig_cli.views.cycle.events import (
    CalendarView,
    DueRule,
    EventView,
    RepeatView,
    due_rules,
    in_order,
    lines,
    sequence,
    uid,
)
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.names import PlanName, Titles, common_name, keys, short_names
from anhorig_cli.views.subgoals import SubgoalPrinter
from anhorig_cli.vocabulary import folded


class CalendarRequest(NamedTuple):
    """A request for a calendar: a year or else recurring events, a part of the cycle, and what to include besides."""

    year: int | None = None
    unit: str | None = None
    responsible: str | None = None
    subgoals: bool = False
    reports: bool = False


def calendar_view(
    plans: Sequence[Titles], as_of: date, wanted: CalendarRequest, names: Sequence[PlanName] = ()
) -> CalendarView:
    """Return one calendar for the plans as known on a day, in the language of the first plan.

    Args:
        plans: the plans, at least one; with several, each event names its plan.
        as_of: the day.
        wanted: the events that are requested.
        names: the names of the plans, if they depend on more than the plans themselves.
    """
    first = plans[0]
    names = names or [PlanName.of(titles.plan) for titles in plans]
    names_among_plans = short_names(names) if len(plans) > 1 else [""]
    events = [
        _event_of_plan(event, titles.plan.id, key, name)
        for titles, key, name in zip(plans, keys(names), names_among_plans, strict=True)
        for event in _plan_events(titles, as_of, wanted)
    ]
    unit = first.of([wanted.unit], "units") if wanted.unit else []
    name = ", ".join([_calendar_name(names, first.formatter), *unit])
    return CalendarView(name, first.formatter.language.value, as_of, in_order(events))


def _event_of_plan(event: EventView, plan_id: str, key: str, name: str) -> EventView:
    """Return an event with the plan's `name` in its title, and with a uid of the plan's `key` if that is not its id."""
    known = event if key == plan_id else event._replace(uid=uid(key, event.uid))
    return known._replace(title=f"{event.title} – {name}") if name else known


def _calendar_name(names: Sequence[PlanName], word: Formatter) -> str:
    """Return the name of a calendar: its plan, or for several plans whose they are or how many."""
    title = common_name(names, word)
    return word.text("{cycle}: {title}", cycle=word.key("plan", "annual_cycle"), title=title)


def _plan_events(titles: Titles, as_of: date, wanted: CalendarRequest) -> list[EventView]:
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


# The annual cycle as calendar events, each on the last day of its occurrence.


YEARS_AHEAD = 5
"""Items without a recurrence rule are written out, occurrence by occurrence, for this many years ahead."""
YEARS_AROUND = 2
"""Cancelled occurrences are included for this many years back and ahead."""


class CycleEvents(NamedTuple):
    """Makes events of the requested part of a plan's annual cycle."""

    titles: Titles
    as_of: date
    part: CyclePart
    unit: str
    """The unit whose part was requested, as it was written; empty for the whole cycle."""

    def of_year(self, year: int) -> Iterator[EventView]:
        """Yield an event for each occurrence in a year at each unit, with its state."""
        plan, whole = self.titles.plan, self.titles.whole
        item_keys, in_year = self._item_keys(), occurrences(plan, range(year, year + 1), self.as_of, whole=whole)
        printer = OccurrencePrinter(self.titles, self.as_of)
        counts: Counter[tuple[int, str | None]] = Counter()
        for one in in_year:
            counts[one.place, one.unit] += 1
            if self.part.has(one.unit, one.responsible):
                key = uid(
                    self.titles.plan.id,
                    "occurrence",
                    item_keys[one.place],
                    one.unit or "",
                    year,
                    counts[one.place, one.unit],
                )
                event = self._occurrence(one, printer.view(one), key)
                yield _at_time_of_day(event, one.item) if one.period.first == one.period.last else event

    def of_all_years(self) -> Iterator[EventView]:
        """Yield a recurring event for each item and time that follows a rule, else an event for each occurrence.

        An event covers all of the item's requested units, and is cancelled if it is so for all of them.
        """
        item_keys, cancelled_by_item = self._item_keys(), self._cancelled_days()
        for index, item in enumerate(self.titles.plan.annual_cycle):
            duty = self.part.duty(item)
            rules = due_rules(item)
            cancelled = frozenset(day for day, units in cancelled_by_item.get(index, {}).items() if units >= set(duty))
            if duty and rules:
                yield from self._recurring_events(item, item_keys[index], duty, rules, cancelled)
            elif duty:
                yield from self._single_events(item, item_keys[index], duty, cancelled)

    def _cancelled_days(self) -> dict[int, dict[date, set[str | None]]]:
        """Return the last days of the cancelled occurrences, by item, with the units for which each is cancelled."""
        plan = self.titles.plan
        places_of: dict[int, list[int]] = {}
        for place, item in enumerate(plan.annual_cycle):
            for year in _years_cancelled(item, self.as_of):
                places_of.setdefault(year, []).append(place)
        days_by_item: dict[int, dict[date, set[str | None]]] = {}
        for year, places in places_of.items():
            part = plan.model_copy(update={"annual_cycle": tuple(plan.annual_cycle[place] for place in places)})
            for one in occurrences(part, range(year, year + 1), self.as_of, whole=self.titles.whole or plan):
                if one.state == "cancelled":
                    days_by_item.setdefault(places[one.place], {}).setdefault(one.period.last, set()).add(one.unit)
        return days_by_item

    @property
    def _unit_id(self) -> str:
        """The requested unit's id, however it was written, so that its events keep their uids."""
        return self.part.concern.own if self.part.concern else ""

    def _item_keys(self) -> list[str]:
        """Return the key of each item: its id or else its title, with a number if several have the same."""
        seen: Counter[str] = Counter()
        names: list[str] = []
        for item in self.titles.plan.annual_cycle:
            name = folded(item.id or item.title)
            seen[name] += 1
            names.append(name if seen[name] == 1 else f"{name}\n{seen[name]}")
        return names

    def _recurring_events(
        self, item: CycleItem, name: str, duty: Duty, rules: tuple[DueRule, ...], cancelled: frozenset[date]
    ) -> Iterator[EventView]:
        start, end = self._span(item)
        whens = dict.fromkeys(item.when)
        for number, (rule, when) in enumerate(zip(rules, whens, strict=True)):
            first, until = rule.first(start), rule.last(end) if end else None
            if first is None or (end and (until is None or until < first)):
                continue
            frequency: Literal["YEARLY", "MONTHLY"] = "YEARLY" if rule.month else "MONTHLY"
            repeat = RepeatView(frequency, rule.interval, rule.month, rule.day, until, rule.weekday)
            repeat = repeat._replace(but_not=_days_following(rule, rules, cancelled))
            key = uid(self.titles.plan.id, "item", name, self._unit_id, number)
            event = self._event(item, key, first, duty, repeat if until != first else None)
            event = _unless_cancelled(event, cancelled)
            yield _at_time_of_day(event, item) if when.kind in {"day", "weekday"} else event

    def _single_events(self, item: CycleItem, name: str, duty: Duty, cancelled: frozenset[date]) -> Iterator[EventView]:
        start, _ = self._span(item)
        for year in range(start.year, min(max(start.year, self.as_of.year) + YEARS_AHEAD, LAST_YEAR) + 1):
            for number, period in enumerate(item.occurrences(range(year, year + 1))):
                if period.last >= start and is_within_plan(self.titles.plan, item, period):
                    key = uid(self.titles.plan.id, "item", name, self._unit_id, year, number)
                    event = self._event(item, key, period.last, duty, None, period)
                    event = _unless_cancelled(event, cancelled)
                    yield _at_time_of_day(event, item) if period.first == period.last else event

    def _span(self, item: CycleItem) -> tuple[date, date | None]:
        """Return the first and last day on which an item applies; by default from 1 January this year, without end."""
        period = self.titles.plan.period
        begins = item.from_ or (period.from_ if period else None)
        ends = [end.last for end in (item.to, period.to if period else None) if end is not None and not end.is_open]
        return (begins.first if begins else date(self.as_of.year, 1, 1)), min(ends, default=None)

    def _event(
        self,
        item: CycleItem,
        key: str,
        day: date,
        duty: Duty,
        repeat: RepeatView | None,
        period: PlanDate | None = None,
    ) -> EventView:
        word = self.titles.formatter
        names = dict.fromkeys(name for names in duty.values() for name in names)
        is_of_plan = all(self.titles.duties.is_of_plan(item, unit) for unit in duty)
        units = word.listed(self.titles.of((unit for unit in duty if unit), "units"))
        return EventView(
            uid=key,
            sequence=sequence(self.as_of),
            day=day,
            repeat=repeat,
            title=f"{item.title} ({units})" if self.unit and units else item.title,
            text=lines(
                ("", plain_words(item.description or "")),
                (word.text("Time"), ", ".join(filter(None, [word.date(period), str(item.time or "")]))),
                (word.key("cycle_item", "units"), units),
                *self._details(item, self.titles.responsible(names, of_plan=is_of_plan)),
            ),
            category=word.key("plan", "annual_cycle"),
            is_over=_is_over(day, repeat, self.as_of),
        )

    def _occurrence(self, one: Occurrence, view: OccurrenceView, key: str) -> EventView:
        word = self.titles.formatter
        status = f"{uncapitalised(view.state_label)} {view.done_on}".strip()
        return EventView(
            uid=key,
            sequence=sequence(self.as_of),
            day=one.period.last,
            repeat=None,
            title=f"{view.title} ({view.unit_title})" if view.unit_title else view.title,
            text=lines(
                ("", plain_words(view.description)),
                (word.text("Time"), view.when),
                (word.key("cycle_item", "units"), view.unit_title),
                *self._details(one.item, view.responsible),
                (word.text("Status"), status),
                (word.key("done_occurrence", "note"), plain_words(view.note)),
            ),
            category=word.key("plan", "annual_cycle"),
            is_over=one.state in {"done", "cancelled"} or one.period.has_ended(self.as_of),
            is_cancelled=one.state == "cancelled",
        )

    def _details(self, item: CycleItem, responsible: str) -> list[tuple[str, str]]:
        word, plan = self.titles.formatter, self.titles.plan
        return [
            (word.key("cycle_item", "responsible"), responsible),
            (word.key("cycle_item", "report_to"), item.report_to or ""),
            (word.text("Plan"), plan.title),
        ]


def _days_following(rule: DueRule, rules: Sequence[DueRule], days: frozenset[date]) -> tuple[date, ...]:
    """Return an item's days that follow `rule`, one of its `rules`, in order; all of them if it is the only rule."""
    return tuple(sorted(days)) if len(rules) == 1 else rule.among(days)


def _years_cancelled(item: CycleItem, as_of: date) -> set[int]:
    """Return the years, within `YEARS_AROUND`, in which an occurrence of an item is cancelled."""
    cancelled = [one.occurrence or one.date for one in item.done if one.cancelled]
    return {one.last.year for one in cancelled if one and abs(one.last.year - as_of.year) <= YEARS_AROUND}


def _unless_cancelled(event: EventView, cancelled: frozenset[date]) -> EventView:
    """Return the event, marked as cancelled if it is a single event on a cancelled day."""
    is_cancelled = event.repeat is None and event.day in cancelled
    return event._replace(is_cancelled=True, is_over=True) if is_cancelled else event


def _at_time_of_day(event: EventView, item: CycleItem) -> EventView:
    """Return the event at its item's time of day; unchanged, for the whole day, if the item states none."""
    return event._replace(start=item.time.start, end=item.time.end) if item.time else event


def _is_over(day: date, repeat: RepeatView | None, as_of: date) -> bool:
    """Return whether an event and all its repetitions are before a day."""
    last = repeat.until if repeat else day
    return last is not None and last < as_of


# The deadlines of the subgoals, and the report occasions, as calendar events.


class DeadlineEvents(NamedTuple):
    """Makes events of a plan's deadlines and report occasions, as known on a day."""

    titles: Titles
    as_of: date
    part: CyclePart

    def of_subgoals(self) -> Iterator[EventView]:
        """Yield the start dates and deadlines of the subgoals that are not carried on by others."""
        snapshot = Snapshot(self.titles.plan, self.as_of)
        for _, subgoal in snapshot.current():
            if not self.part.has_subgoal(subgoal):
                continue
            for name, day in (("start_by", snapshot.start_by(subgoal)), ("due", snapshot.due(subgoal))):
                if day is not None and not day.is_open:
                    yield self._deadline(snapshot, subgoal, name, day)

    def of_reports(self) -> Iterator[EventView]:
        """Yield the report occasions that have a date."""
        word, plan = self.titles.formatter, self.titles.plan
        for number, one in enumerate(plan.reports):
            if one.date is None or one.date.is_open:
                continue
            title = one.title or one.id or word.text("Report")
            yield EventView(
                uid=uid(plan.id, "report", one.id or one.title or number),
                sequence=sequence(self.as_of),
                day=one.date.last,
                repeat=None,
                title=f"{title} ({one.committee})" if one.committee else title,
                text=lines(
                    (word.text("Time"), word.date(one.date)),
                    (word.key("report", "meeting"), one.meeting or ""),
                    (word.text("Plan"), plan.title),
                ),
                category=word.key("plan", "reports"),
                is_over=one.date.has_ended(self.as_of),
            )

    def _deadline(self, snapshot: Snapshot, subgoal: Subgoal, name: str, day: PlanDate) -> EventView:
        word, plan = self.titles.formatter, self.titles.plan
        revised = sum(revision.field == name for revision in snapshot.revisions(subgoal))
        moved = SubgoalPrinter(snapshot, self.titles, due_soon_days=0).moved(subgoal)
        before = dict.fromkeys(move.before for move in moved if move.name == name)
        return EventView(
            uid=uid(plan.id, "subgoal", subgoal.id, name),
            sequence=sequence(self.as_of, revised),
            day=day.last,
            repeat=None,
            title=f"{word.key('subgoal', name)}: {subgoal.title}",
            text=lines(
                ("", plain_words(subgoal.purpose or "")),
                (word.key("subgoal", name), word.date(day)),
                (word.text("Earlier date"), "; ".join(filter(None, before))),
                (word.key("subgoal", "responsible"), self._responsible(subgoal)),
                (word.text("Assessment"), word.label("assessment", snapshot.status(subgoal))),
                (word.text("Plan"), plan.title),
            ),
            category=word.key("plan", "subgoals"),
            is_over=day.has_ended(self.as_of) or not snapshot.is_open(subgoal),
        )

    def _responsible(self, subgoal: Subgoal) -> str:
        return self.titles.answerable_text(self.titles.responsibility.of_subgoal(subgoal))
