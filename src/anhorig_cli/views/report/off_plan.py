"""What is off plan, with cause, action and new date, and the numbers by which the paper names subgoals."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from anhorig_cli.markdown_text import plain_words
from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, alarm, table_of, uncapitalised
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.overview import CycleRecordView, Overview
from anhorig_cli.views.subgoals import SubgoalView

_FEWEST = 3
_NAMED = 2
"""So many activities that are not done are named."""

MOST_NUMBERS = 8
Shared = dict[str, tuple[int, ...]]
"""Texts, each with the numbers of the subgoals that it holds for."""


def which_subgoals(numbers: Sequence[int], formatter: Formatter) -> str:
    """Return subgoals by their numbers, or how many they are where the numbers would be a long row."""
    if len(numbers) > MOST_NUMBERS:
        return formatter.text("{n} subgoals", n=len(numbers))
    return formatter.text("subgoals {numbers}", numbers=formatter.listed(map(str, numbers)))


def said_once(texts: Mapping[int, str]) -> Shared:
    """Return the texts that at least three subgoals share, each with their numbers."""
    numbers: dict[str, list[int]] = {}
    for number, text in texts.items():
        numbers.setdefault(text, []).append(number)
    return {text: tuple(of) for text, of in numbers.items() if text and len(of) >= _FEWEST}


# What is off plan: the subgoals, the latest first, with cause and action, or else how far the work has come.


class OffPlanView(NamedTuple):
    """The subgoals that are off plan, the most overdue first.

    The first are in the `table`; of the `rest` the numbers are given, after a label. `notes` say what holds for several
    of them, and which days are near.
    """

    table: TableView | None
    rest_label: str
    rest: tuple[PhraseView, ...]
    notes: tuple[str, ...]


class _Deviating(NamedTuple):
    number: int
    subgoal: SubgoalView
    days: int

    @property
    def why(self) -> str:
        """The cause and the action that are given."""
        return " → ".join(filter(None, (given_cause(self.subgoal), self.subgoal.last.action)))


def off_plan_view(current: Sequence[SubgoalView], formatter: Formatter, most: int | None) -> OffPlanView:
    """Return what is off plan, at most so many subgoals in the table; all, without a number."""
    found = _ranked(current, formatter)
    shown = found[:most]
    shared = said_once({one.number: one.why for one in found if one.why})
    responsible = {subgoal.responsible for subgoal in current}
    table = _Table(
        formatter,
        has_causes=any(one.why for one in found),
        has_one_responsible=len(responsible) == 1 and len(current) > 1,
        shared=shared,
    ).of(shown)
    rest = tuple(PhraseView(str(one.number), link=anchor_of(one.number)) for one in found[len(shown) :])
    label = formatter.counted(len(rest), "and one more: subgoal", "and {n} more: subgoals") if rest else ""
    return OffPlanView(table, label, rest, tuple(_notes(found, shared, current, formatter)))


def _ranked(current: Sequence[SubgoalView], formatter: Formatter) -> list[_Deviating]:
    """Return the subgoals that are off plan: by how late they are, then those assessed as not met, then the rest."""
    deviating: list[_Deviating] = []
    for number, subgoal in enumerate(current, 1):
        days = subgoal.days_late
        if days or subgoal.is_failing or any(undone(subgoal, formatter)):
            deviating.append(_Deviating(number, subgoal, days))
    return sorted(deviating, key=lambda one: (-one.days, not one.subgoal.is_not_met, not one.subgoal.is_failing))


class _Table(NamedTuple):
    formatter: Formatter
    has_causes: bool
    has_one_responsible: bool
    shared: Shared

    def of(self, shown: Sequence[_Deviating]) -> TableView | None:
        word = self.formatter
        why = word.text("Cause → action") if self.has_causes else word.text("The work")
        is_assessed = any(not one.subgoal.is_unassessed for one in shown)
        columns = [
            (word.text("Subgoal"), "title"),
            (word.text("Assessment") if is_assessed else word.text("Deviation"), "text"),
            (word.text("Deadline"), "day"),
            (word.text("Days late"), "number"),
            (why, "text"),
            (word.key("assessment", "new_date"), "day"),
            (word.key("subgoal", "responsible"), "text"),
        ]
        caption = word.text("Subgoals off plan, the most overdue first")
        return table_of(caption, columns, [self._row(one, is_assessed=is_assessed) for one in shown])

    def _row(self, one: _Deviating, *, is_assessed: bool) -> list[Content]:
        subgoal = one.subgoal
        return [
            PhraseView(f"{one.number} {subgoal.title}", link=anchor_of(one.number)),
            list(_assessed(one, self.formatter, is_assessed=is_assessed)),
            _deadline(subgoal, self.formatter),
            PhraseView(self.formatter.number(one.days) if one.days else "", tone="alarm"),
            self._why(one),
            list(new_date(subgoal, self.formatter)),
            "" if self.has_one_responsible else subgoal.responsible,
        ]

    def _why(self, one: _Deviating) -> str:
        if not self.has_causes:  # what a met subgoal left undone is told beside its assessment
            return "" if one.subgoal.left_undone else _work(one.subgoal, self.formatter)
        return "" if one.why in self.shared else one.why


def _assessed(one: _Deviating, word: Formatter, *, is_assessed: bool) -> Iterator[PhraseView]:
    """Give the assessment, where any of them has one, and what else is off plan where the days late do not say it."""
    subgoal = one.subgoal
    if is_assessed:
        yield PhraseView(subgoal.status_label, symbol=subgoal.status)
    lines = () if one.days else (*_late(subgoal, word), *_not_done(subgoal, word))
    for line in lines:
        yield PhraseView(line, tone="soft")


def _not_done(subgoal: SubgoalView, word: Formatter) -> Iterator[str]:
    """Give what a met subgoal left undone, beside the word that it is met: by name where it is no more than two."""
    left = subgoal.left_undone
    if len(left) > _NAMED:
        yield word.text("{n} activities are not done", n=len(left))
    elif left:
        yield word.text("Not done: {activities}", activities=word.listed(left))


def _deadline(subgoal: SubgoalView, formatter: Formatter) -> str:
    if subgoal.is_late_in_starting and not subgoal.is_overdue:
        return formatter.text("to begin by {date}", date=subgoal.start_by)
    return subgoal.due


def new_date(subgoal: SubgoalView, formatter: Formatter) -> Iterator[PhraseView]:
    """Give the new date of a subgoal, and a mark where that has passed too."""
    last = subgoal.last
    if last.new_date:
        yield PhraseView(last.new_date)
        if last.new_date_has_passed and not subgoal.is_closed:
            yield alarm(formatter.text("has passed"))


def _work(subgoal: SubgoalView, formatter: Formatter) -> str:
    """Return how far the work has come, and what is next to be done."""
    parts = [f"{subgoal.work}."] if subgoal.work else []
    remaining = _remaining(subgoal)
    if remaining:
        first, more = remaining[0], len(remaining) - 1
        what = formatter.text("{title}, by {due}", title=first.title, due=first.due) if first.last_due else first.title
        and_more = formatter.counted(more, ", and one more activity", ", and {n} more activities") if more else ""
        parts.append(formatter.text("Remains: {what}{more}.", what=what, more=and_more))
    return " ".join(parts)


def _remaining(subgoal: SubgoalView) -> list[ActivityView]:
    """Return the activities that are late or known not to be done, the late first, then those with a day."""
    left = [one for one in subgoal.activities if one.is_late or one.status in {"not_started", "in_progress"}]
    return sorted(left, key=lambda one: (not one.is_late, not one.last_due))


def _notes(
    found: Sequence[_Deviating], shared: Shared, current: Sequence[SubgoalView], word: Formatter
) -> Iterator[str]:
    for why, numbers in shared.items():
        yield word.text("For {subgoals}: {why}", subgoals=which_subgoals(numbers, word), why=why)
    missing = _missing(found, word)
    if missing:
        yield word.text("Not given for any of them: {fields}.", fields=word.listed(missing))
    near = [
        f"{number} ({subgoal.due or subgoal.start_by})"
        for number, subgoal in enumerate(current, 1)
        if _is_near(subgoal)
    ]
    if near:
        yield word.counted(
            len(near),
            "Deadline soon: subgoal {list}.",
            "Deadlines soon: subgoals {list}.",
            list=word.listed(near),
        )


def _is_near(subgoal: SubgoalView) -> bool:
    return subgoal.is_due_soon and not subgoal.is_overdue and not subgoal.is_closed


def _missing(found: Sequence[_Deviating], word: Formatter) -> list[str]:
    """Return what is given for none of several subgoals."""
    names = (
        word.key("assessment", "cause"),
        word.key("assessment", "action"),
        word.key("assessment", "new_date"),
        word.key("subgoal", "responsible"),
    )
    asked = [_given(one.subgoal) for one in found if one.subgoal.is_overdue or one.subgoal.is_failing]
    missing: list[str] = []
    for name, values in zip(names, zip(*asked, strict=True), strict=False):
        given = [value for value in values if value is not None]
        if len(given) > 1 and not any(given):  # of one, its own row says it
            missing.append(name.lower())
    return missing


def _given(subgoal: SubgoalView) -> tuple[str | None, ...]:
    """Return the cause, action, new date and responsible of a subgoal: empty where missing, None where not asked for.

    Of what is closed only the cause is, where a comment stands for one no cause is, and a deadline that has been moved
    and has not passed is a new date.
    """
    cause = given_cause(subgoal) or ("" if subgoal.is_unexplained else None)
    if subgoal.is_closed:
        return cause, None, None, None
    is_moved = not subgoal.is_overdue and any(move.name == "due" for move in subgoal.moved)
    return (
        cause,
        subgoal.last.action,
        None if is_moved else subgoal.last.new_date,
        subgoal.responsible if subgoal.lacks_responsible else "–",
    )


# Deviations: what is not as the plan says, with cause, action and new date.


class DeviationView(NamedTuple):
    """Something that is not as the plan says, and what is said of it.

    `kind` is `subgoal`, `indicator` or `cycle`, and `kind_label` the same for people; `what` are short texts, the
    worst first. `cause`, `action` and `new_date` are those of the subgoal's last assessment; where it is final, its
    comment stands for a cause that is not given.
    """

    kind: str
    kind_label: str
    title: str
    what: tuple[str, ...]
    cause: str
    action: str
    new_date: str
    responsible: str


def deviation_views(overview: Overview, formatter: Formatter) -> tuple[DeviationView, ...]:
    """Return the deviations: subgoals, the overdue first, then indicators, then the annual cycle."""
    overdue_first = sorted(overview.current, key=lambda subgoal: not subgoal.is_overdue)
    found = (_of_subgoal(subgoal, formatter) for subgoal in overdue_first)
    behind = (_of_indicator(indicator, formatter) for indicator in overview.indicators if indicator.is_deviating)
    return (*(one for one in found if one), *behind, *_of_cycle(overview.cycle, formatter))


def _of_subgoal(subgoal: SubgoalView, formatter: Formatter) -> DeviationView | None:
    what = (*_lateness(subgoal, formatter), *_shortfall(subgoal, formatter), *undone(subgoal, formatter))
    if not what:
        return None
    return DeviationView(
        "subgoal",
        formatter.text("Subgoal"),
        subgoal.title,
        what,
        given_cause(subgoal),
        subgoal.last.action,
        subgoal.last.new_date,
        subgoal.responsible,
    )


def given_cause(subgoal: SubgoalView) -> str:
    """Return the cause of the last assessment; the comment of one that is final stands for a cause."""
    return subgoal.last.cause or (plain_words(subgoal.last.comment) if subgoal.is_not_met else "")


def _lateness(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    if subgoal.is_overdue:
        yield formatter.text("Overdue: was to be done by {due}", due=subgoal.due)
    if subgoal.is_late_in_starting:
        yield formatter.text("Late in starting: was to begin by {start_by}", start_by=subgoal.start_by)


def _shortfall(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    if subgoal.is_not_met:
        yield formatter.text("Final assessment: {status}", status=uncapitalised(subgoal.status_label))
    elif subgoal.is_failing:
        yield subgoal.status_label


def undone(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    """Give what is late, or was left undone, of a subgoal's activities."""
    yield from _late(subgoal, formatter)
    if subgoal.left_undone:
        left = formatter.listed(subgoal.left_undone)
        yield formatter.text("Met, though not everything is done: {activities}", activities=left)


def _late(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    late = sum(activity.is_late for activity in subgoal.activities)
    if late:
        yield formatter.counted(late, "One activity is late", "{n} activities are late")


def _of_indicator(indicator: IndicatorView, formatter: Formatter) -> DeviationView:
    found = indicator.standing
    parts = [found.label]
    if found.state == "unmeasured" and indicator.reason:
        parts.append(indicator.reason)
    if found.expected:
        parts.append(
            formatter.text(
                "at an even pace it would have been {value} ({date})", value=found.expected, date=found.expected_date
            )
        )
    if indicator.latest:
        parts.append(formatter.text("latest value: {value}", value=indicator.latest))
    if found.forecast:
        parts.append(formatter.text("forecast {date}: {value}", value=found.forecast, date=found.forecast_date))
    return DeviationView(
        "indicator", formatter.text("Indicator"), indicator.title, tuple(parts), "", "", "", indicator.responsible
    )


def _of_cycle(cycle: CycleRecordView | None, formatter: Formatter) -> tuple[DeviationView, ...]:
    if cycle is None or not cycle.missed:
        return ()
    sentence = formatter.counted(cycle.missed, "One task was not done in time", "{n} tasks were not done in time")
    when = formatter.text("after {day}", day=cycle.since)
    what = (sentence, *(uncapitalised(later).removesuffix(".") for later in cycle.done_later(formatter)))
    return (DeviationView("cycle", formatter.key("plan", "annual_cycle"), when, what, "", "", "", ""),)


# The numbers of a report's subgoals, by which the rest of the paper names them.


class Numbers:
    """Names subgoals by their numbers; one that has none, or shares its title with another, by its title."""

    def __init__(self, current: Sequence[SubgoalView], others: Iterable[SubgoalView] = ()) -> None:
        titles = Counter(subgoal.title for subgoal in (*current, *others))
        self._of_title = {s.title: n for n, s in enumerate(current, 1) if titles[s.title] == 1}

    def named(self, title: str) -> PhraseView:
        """Return the number of the subgoal with a title, with a link to it."""
        number = self._of_title.get(title)
        return PhraseView(title) if number is None else PhraseView(str(number), link=anchor_of(number))

    def listed(self, titles: Iterable[str]) -> list[str]:
        """Return the numbers of subgoals in order, then the titles of those without one."""
        known = {title: self._of_title.get(title) for title in titles}
        numbers = sorted(number for number in known.values() if number is not None)
        return [*map(str, numbers), *(title for title, number in known.items() if number is None)]


def anchor_of(number: int) -> str:
    """Return the id of a subgoal's block on the page."""
    return f"delmal-{number}"
