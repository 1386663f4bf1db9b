"""What is off plan, with cause, action and new date, and the numbers by which the report refers to subgoals."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from anhorig_cli.markdown_text import plain_words
from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, alarm, table_of, uncapitalised
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.overview import CycleRecordView, Overview
from anhorig_cli.views.subgoals import SubgoalView

_LEAST_SHARING = 3
_MOST_NAMED = 2
"""At most this many activities that are not done are named."""

MOST_NUMBERS = 8
Shared = dict[str, tuple[int, ...]]
"""Texts, each with the numbers of the subgoals that it applies to."""


def numbered_subgoals(numbers: Sequence[int], formatter: Formatter) -> str:
    """Return the subgoals' numbers as text, or only their count if there are more than `MOST_NUMBERS`."""
    if len(numbers) > MOST_NUMBERS:
        return formatter.text("{n} subgoals", n=len(numbers))
    return formatter.text("subgoals {numbers}", numbers=formatter.listed(map(str, numbers)))


def shared_texts(texts: Mapping[int, str]) -> Shared:
    """Return the texts that at least three subgoals share, each with the numbers of those subgoals."""
    numbers: dict[str, list[int]] = {}
    for number, text in texts.items():
        numbers.setdefault(text, []).append(number)
    return {text: tuple(sharing) for text, sharing in numbers.items() if text and len(sharing) >= _LEAST_SHARING}


# What is off plan: the subgoals, the most overdue first, with cause and action, or else how far the work has come.


class OffPlanView(NamedTuple):
    """The subgoals that are off plan, the most overdue first.

    The first are in the `table`; the `rest` are given as numbers, after a label. `notes` say what applies to several of
    them, and which deadlines are near.
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
        """The stated cause and action."""
        return " → ".join(filter(None, (stated_cause(self.subgoal), self.subgoal.last.action)))


def off_plan_view(current: Sequence[SubgoalView], formatter: Formatter, most: int | None) -> OffPlanView:
    """Return what is off plan, with at most `most` subgoals in the table; all of them if `most` is None."""
    deviating = _ranked(current, formatter)
    shown = deviating[:most]
    shared = shared_texts({one.number: one.why for one in deviating if one.why})
    responsible = {subgoal.responsible for subgoal in current}
    table = _OffPlanTable(
        formatter,
        has_causes=any(one.why for one in deviating),
        has_one_responsible=len(responsible) == 1 and len(current) > 1,
        shared=shared,
    ).of(shown)
    rest = tuple(PhraseView(str(one.number), link=anchor_of(one.number)) for one in deviating[len(shown) :])
    label = formatter.counted(len(rest), "and one more: subgoal", "and {n} more: subgoals") if rest else ""
    return OffPlanView(table, label, rest, tuple(_note_sentences(deviating, shared, current, formatter)))


def _ranked(current: Sequence[SubgoalView], formatter: Formatter) -> list[_Deviating]:
    """Return the subgoals off plan: by days late, then those not met, then the other failing ones, then the rest."""
    deviating: list[_Deviating] = []
    for number, subgoal in enumerate(current, 1):
        days = subgoal.days_late
        if days or subgoal.is_failing or any(undone_activities(subgoal, formatter)):
            deviating.append(_Deviating(number, subgoal, days))
    return sorted(deviating, key=lambda one: (-one.days, not one.subgoal.is_not_met, not one.subgoal.is_failing))


class _OffPlanTable(NamedTuple):
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
            list(_assessment_phrases(one, self.formatter, is_assessed=is_assessed)),
            _deadline(subgoal, self.formatter),
            PhraseView(self.formatter.number(one.days) if one.days else "", tone="alarm"),
            self._why(one),
            list(new_date(subgoal, self.formatter)),
            "" if self.has_one_responsible else subgoal.responsible,
        ]

    def _why(self, one: _Deviating) -> str:
        if not self.has_causes:  # what a met subgoal left undone is shown beside its assessment
            return "" if one.subgoal.left_undone else _work_progress(one.subgoal, self.formatter)
        return "" if one.why in self.shared else one.why


def _assessment_phrases(one: _Deviating, word: Formatter, *, is_assessed: bool) -> Iterator[PhraseView]:
    """Yield the assessment, if the table has any, and what is off plan unless the days late already show it."""
    subgoal = one.subgoal
    if is_assessed:
        yield PhraseView(subgoal.status_label, symbol=subgoal.status)
    lines = () if one.days else (*_late_activities(subgoal, word), *_left_undone(subgoal, word))
    for line in lines:
        yield PhraseView(line, tone="soft")


def _left_undone(subgoal: SubgoalView, word: Formatter) -> Iterator[str]:
    """Yield the activities that a met subgoal left undone: their titles, or how many if they are more than two."""
    left = subgoal.left_undone
    if len(left) > _MOST_NAMED:
        yield word.text("{n} activities are not done", n=len(left))
    elif left:
        yield word.text("Not done: {activities}", activities=word.listed(left))


def _deadline(subgoal: SubgoalView, formatter: Formatter) -> str:
    if subgoal.is_late_in_starting and not subgoal.is_overdue:
        return formatter.text("to begin by {date}", date=subgoal.start_by)
    return subgoal.due


def new_date(subgoal: SubgoalView, formatter: Formatter) -> Iterator[PhraseView]:
    """Yield the new date of a subgoal, and an alarm if that date has passed too."""
    last = subgoal.last
    if last.new_date:
        yield PhraseView(last.new_date)
        if last.new_date_has_passed and not subgoal.is_closed:
            yield alarm(formatter.text("has passed"))


def _work_progress(subgoal: SubgoalView, formatter: Formatter) -> str:
    """Return how far the work has come, and what remains to be done next."""
    parts = [f"{subgoal.work}."] if subgoal.work else []
    remaining = _remaining(subgoal)
    if remaining:
        first, more = remaining[0], len(remaining) - 1
        first_activity = (
            formatter.text("{title}, by {due}", title=first.title, due=first.due) if first.last_due else first.title
        )
        and_more = formatter.counted(more, ", and one more activity", ", and {n} more activities") if more else ""
        parts.append(formatter.text("Remains: {what}{more}.", what=first_activity, more=and_more))
    return " ".join(parts)


def _remaining(subgoal: SubgoalView) -> list[ActivityView]:
    """Return the activities that are late or known not to be done: the late first, then those with a deadline."""
    remaining = [one for one in subgoal.activities if one.is_late or one.status in {"not_started", "in_progress"}]
    return sorted(remaining, key=lambda one: (not one.is_late, not one.last_due))


def _note_sentences(
    deviating: Sequence[_Deviating], shared: Shared, current: Sequence[SubgoalView], word: Formatter
) -> Iterator[str]:
    for why, numbers in shared.items():
        yield word.text("For {subgoals}: {why}", subgoals=numbered_subgoals(numbers, word), why=why)
    missing_fields = _missing_fields(deviating, word)
    if missing_fields:
        yield word.text("Not given for any of them: {fields}.", fields=word.listed(missing_fields))
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


def _missing_fields(deviating: Sequence[_Deviating], word: Formatter) -> list[str]:
    """Return the names of the fields that all overdue or failing subgoals lack, if at least two should have them."""
    names = (
        word.key("assessment", "cause"),
        word.key("assessment", "action"),
        word.key("assessment", "new_date"),
        word.key("subgoal", "responsible"),
    )
    required = [_required_fields(one.subgoal) for one in deviating if one.subgoal.is_overdue or one.subgoal.is_failing]
    missing: list[str] = []
    for name, values in zip(names, zip(*required, strict=True), strict=False):
        values_required = [value for value in values if value is not None]
        if len(values_required) > 1 and not any(values_required):  # a single subgoal's own row shows it
            missing.append(name.lower())
    return missing


def _required_fields(subgoal: SubgoalView) -> tuple[str | None, ...]:
    """Return a subgoal's cause, action, new date and responsible: empty where missing, None where not required.

    A closed subgoal needs only a cause, an explained one needs no cause, and a deadline that has been moved and has not
    passed makes a new date unnecessary.
    """
    cause = stated_cause(subgoal) or ("" if subgoal.is_unexplained else None)
    if subgoal.is_closed:
        return cause, None, None, None
    is_moved = not subgoal.is_overdue and any(move.name == "due" for move in subgoal.moved)
    return (
        cause,
        subgoal.last.action,
        None if is_moved else subgoal.last.new_date,
        subgoal.responsible if subgoal.lacks_responsible else "–",
    )


# Deviations: what does not follow the plan, with cause, action and new date.


class DeviationView(NamedTuple):
    """Something that does not follow the plan, and how that is explained.

    `kind` is `subgoal`, `indicator` or `cycle`, and `kind_label` the same for people; `what` are short texts, the worst
    first. `cause`, `action` and `new_date` are those of the subgoal's last assessment; if it is final, its comment
    replaces a missing cause.
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
    of_subgoals = (_subgoal_deviation(subgoal, formatter) for subgoal in overdue_first)
    of_indicators = (
        _indicator_deviation(indicator, formatter) for indicator in overview.indicators if indicator.is_deviating
    )
    return (*(one for one in of_subgoals if one), *of_indicators, *_cycle_deviation(overview.cycle, formatter))


def _subgoal_deviation(subgoal: SubgoalView, formatter: Formatter) -> DeviationView | None:
    descriptions = (
        *_lateness(subgoal, formatter),
        *_shortfall(subgoal, formatter),
        *undone_activities(subgoal, formatter),
    )
    if not descriptions:
        return None
    return DeviationView(
        "subgoal",
        formatter.text("Subgoal"),
        subgoal.title,
        descriptions,
        stated_cause(subgoal),
        subgoal.last.action,
        subgoal.last.new_date,
        subgoal.responsible,
    )


def stated_cause(subgoal: SubgoalView) -> str:
    """Return the cause in the last assessment; for a subgoal finally not met, its comment may stand in for a cause."""
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


def undone_activities(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    """Yield how many activities of a subgoal are late, and which were left undone although it is met."""
    yield from _late_activities(subgoal, formatter)
    if subgoal.left_undone:
        left = formatter.listed(subgoal.left_undone)
        yield formatter.text("Met, though not everything is done: {activities}", activities=left)


def _late_activities(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    late = sum(activity.is_late for activity in subgoal.activities)
    if late:
        yield formatter.counted(late, "One activity is late", "{n} activities are late")


def _indicator_deviation(indicator: IndicatorView, formatter: Formatter) -> DeviationView:
    standing = indicator.standing
    parts = [standing.label]
    if standing.state == "unmeasured" and indicator.reason:
        parts.append(indicator.reason)
    if standing.expected:
        parts.append(
            formatter.text(
                "at an even pace it would have been {value} ({date})",
                value=standing.expected,
                date=standing.expected_date,
            )
        )
    if indicator.latest:
        parts.append(formatter.text("latest value: {value}", value=indicator.latest))
    if standing.forecast:
        parts.append(formatter.text("forecast {date}: {value}", value=standing.forecast, date=standing.forecast_date))
    return DeviationView(
        "indicator", formatter.text("Indicator"), indicator.title, tuple(parts), "", "", "", indicator.responsible
    )


def _cycle_deviation(cycle: CycleRecordView | None, formatter: Formatter) -> tuple[DeviationView, ...]:
    if cycle is None or not cycle.missed:
        return ()
    sentence = formatter.counted(cycle.missed, "One task was not done in time", "{n} tasks were not done in time")
    when = formatter.text("after {day}", day=cycle.since)
    descriptions = (sentence, *(uncapitalised(later).removesuffix(".") for later in cycle.done_later(formatter)))
    return (DeviationView("cycle", formatter.key("plan", "annual_cycle"), when, descriptions, "", "", "", ""),)


# The numbers of a report's subgoals, by which the rest of the report refers to them.


class Numbers:
    """Refers to subgoals by number; by title where a subgoal has no number or shares its title with another."""

    def __init__(self, current: Sequence[SubgoalView], others: Iterable[SubgoalView] = ()) -> None:
        titles = Counter(subgoal.title for subgoal in (*current, *others))
        self._of_title = {s.title: n for n, s in enumerate(current, 1) if titles[s.title] == 1}

    def named(self, title: str) -> PhraseView:
        """Return the number of the subgoal with this title, linked to its block; without a number, the title."""
        number = self._of_title.get(title)
        return PhraseView(title) if number is None else PhraseView(str(number), link=anchor_of(number))

    def listed(self, titles: Iterable[str]) -> list[str]:
        """Return the numbers of the subgoals in order, then the titles of those without a number."""
        known = {title: self._of_title.get(title) for title in titles}
        numbers = sorted(number for number in known.values() if number is not None)
        return [*map(str, numbers), *(title for title, number in known.items() if number is None)]


def anchor_of(number: int) -> str:
    """Return the HTML id of a subgoal's block."""
    return f"delmal-{number}"
