"""The follow-up of the annual cycle: what is missed, upcoming and done, and every occurrence of a year."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from anhorig_cli.analysis.occurrences import LATELY, Occurrence, occurrences
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.views.cycle.annual_cycle import CycleItemView, CyclePart, timeless_items, timeless_view
from anhorig_cli.views.cycle.cycle_times import (
    MatrixView,
    OccurrencePrinter,
    OccurrenceView,
    TimeView,
    matrix_view,
    nearest,
    nearest_times,
)
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles


class CycleRequest(NamedTuple):
    """A request for a follow-up: what is due in a `period`, or else what is due within so many `days`.

    It may be limited to the part of a `unit`, or of somebody `responsible`.
    """

    period: PlanDate | None = None
    days: int = 60
    unit: str | None = None
    responsible: str | None = None


class FollowUpView(NamedTuple):
    """The follow-up of a plan's annual cycle on a day.

    `occurrences` are all that are due in the requested period, or else in `year`, the year of the day. `missed`,
    `upcoming`, `done` and `cancelled` are those of the requested period; without one, what was missed, done or
    cancelled within the last year, and what is due within the requested number of days. If nothing is upcoming,
    `nearest` are the first times after that, all due the same day. Among the times and in the `matrix`, only those of
    the nearest month have the state `next`, as in a report; in `occurrences`, the nearest of each item at each unit has
    it. `passed` is a sentence on the times of which nothing says whether they were done. With several plans,
    `plan` and `title` tell this one apart from the others.
    """

    plan: str
    organisation: str
    language: str
    title: str
    date: str
    year: int
    has_cycle: bool
    occurrences: tuple[OccurrenceView, ...]
    missed: tuple[TimeView, ...]
    upcoming: tuple[TimeView, ...]
    nearest: tuple[TimeView, ...]
    done: tuple[TimeView, ...]
    cancelled: tuple[TimeView, ...]
    timeless: tuple[CycleItemView, ...]
    passed: str
    matrix: MatrixView


def follow_up(titles: Titles, as_of: date, wanted: CycleRequest) -> FollowUpView:
    """Return the follow-up of a plan's annual cycle."""
    plan, printer = titles.plan, OccurrencePrinter(titles, as_of)
    part = CyclePart.of(plan, wanted.unit, wanted.responsible)
    span = wanted.period
    requested = _requested_occurrences(titles, as_of, wanted, part)
    shown = [one for one in requested if _is_shown(one, span, as_of)]
    near = shown if span else _of_last_year_or_later(requested, as_of)
    rows = tuple(printer.view(one) for one in shown)
    times = nearest_times(printer.times(_in_state(near, "next", "coming")), titles, as_of)
    upcoming = _upcoming(times, wanted)
    year = (span.last if span else as_of).year
    return FollowUpView(
        plan=plan.id,
        organisation=plan.organisation or "",
        language=titles.formatter.language.value,
        title=plan.title,
        date=titles.formatter.day(as_of),
        year=year,
        has_cycle=bool(plan.annual_cycle),
        occurrences=rows,
        missed=printer.times(_in_state(near, "missed")),
        upcoming=tuple(upcoming),
        nearest=() if upcoming else tuple(time for time in times if time.days == times[0].days),
        done=printer.times(_in_state(near, "done")),
        cancelled=printer.times(_in_state(near, "cancelled")),
        timeless=_timeless(titles, as_of, part),
        passed=_passed_sentence(len(printer.times(_in_state(near, "passed"))), titles.formatter),
        matrix=matrix_view(nearest(rows, titles), titles, year, as_of),
    )


def due_within(titles: Titles, as_of: date, period: PlanDate) -> tuple[OccurrenceView, ...]:
    """Return the occurrences of a plan's annual cycle that are due in a period, as in `follow_up`."""
    wanted, printer = CycleRequest(period), OccurrencePrinter(titles, as_of)
    requested = _requested_occurrences(titles, as_of, wanted, CyclePart.of(titles.plan, None, None))
    return tuple(printer.view(one) for one in requested if _is_shown(one, period, as_of))


def _requested_occurrences(titles: Titles, as_of: date, wanted: CycleRequest, part: CyclePart) -> list[Occurrence]:
    """Return the occurrences of the requested part of the cycle, in every year that may be shown."""
    span, last = wanted.period, as_of + timedelta(days=wanted.days)
    years = range(span.first.year, span.last.year + 1) if span else range(as_of.year - 1, last.year + 2)
    all_occurrences = occurrences(titles.plan, years, as_of, whole=titles.whole)
    return [one for one in all_occurrences if part.has(one.unit, one.responsible)]


def _is_shown(one: Occurrence, span: PlanDate | None, as_of: date) -> bool:
    due = one.period.last
    return span.first <= due <= span.last if span else due.year == as_of.year


def _of_last_year_or_later(requested: Sequence[Occurrence], as_of: date) -> list[Occurrence]:
    """Return the occurrences due within the last year or later."""
    return [one for one in requested if as_of - LATELY <= one.period.last]


def _in_state(occurrences_listed: Sequence[Occurrence], *states: str) -> list[Occurrence]:
    return [one for one in occurrences_listed if one.state in states]


def _upcoming(times: list[TimeView], wanted: CycleRequest) -> list[TimeView]:
    """Return all the times if a period is requested, or else those due within the requested number of days."""
    return times if wanted.period else [time for time in times if time.days <= wanted.days]


def _timeless(titles: Titles, as_of: date, part: CyclePart) -> tuple[CycleItemView, ...]:
    """Return the items without a time in the requested part of the cycle."""
    return tuple(timeless_view(item, titles) for item in timeless_items(titles.plan, as_of) if part.duty(item))


def _passed_sentence(times: int, formatter: Formatter) -> str:
    if not times:
        return ""
    return formatter.counted(
        times,
        "One earlier task is not counted: nobody there had begun to tick off by then.",
        "{n} earlier tasks are not counted: nobody there had begun to tick off by then.",
    )
