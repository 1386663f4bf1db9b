"""What is off plan: the subgoals, the latest first, with cause and action, or else how far the work has come."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.deviations import given_cause, undone
from anhorig_cli.views.report.numbering import anchor_of
from anhorig_cli.views.report.said_once import Shared, said_once, which_subgoals
from anhorig_cli.views.subgoals import SubgoalView
from anhorig_cli.views.tables import Content, PhraseView, TableView, table_of


class OffPlanView(NamedTuple):
    """The subgoals that are off plan, the latest first.

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
    undone: tuple[str, ...]

    @property
    def why(self) -> str:
        """The cause and the action that are given."""
        last = self.subgoal.assessment
        return " → ".join(part for part in (given_cause(self.subgoal), last.action if last else "") if part)


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
        days, left = subgoal.days_late, tuple(undone(subgoal, formatter))
        if days or subgoal.is_failing or left:
            deviating.append(_Deviating(number, subgoal, days, left))
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
        caption = word.text("Subgoals off plan, the latest first")
        return table_of(caption, columns, [self._row(one, is_assessed=is_assessed) for one in shown])

    def _row(self, one: _Deviating, *, is_assessed: bool) -> list[Content]:
        subgoal = one.subgoal
        return [
            PhraseView(f"{one.number} {subgoal.title}", link=anchor_of(one.number)),
            list(_assessed(one, is_assessed=is_assessed)),
            _deadline(subgoal, self.formatter),
            PhraseView(self.formatter.number(one.days) if one.days else "", tone="alarm"),
            self._why(one),
            list(new_date(subgoal, self.formatter)),
            "" if self.has_one_responsible else subgoal.responsible,
        ]

    def _why(self, one: _Deviating) -> str:
        if not self.has_causes:
            return _work(one.subgoal, self.formatter)
        return "" if one.why in self.shared else one.why


def _assessed(one: _Deviating, *, is_assessed: bool) -> Iterator[PhraseView]:
    """Give the assessment, where any of them has one, and what else is off plan where the days late do not say it."""
    subgoal = one.subgoal
    if is_assessed:
        yield PhraseView(subgoal.status_label, symbol=subgoal.status)
    for line in () if one.days else one.undone:
        yield PhraseView(line, tone="soft")


def _deadline(subgoal: SubgoalView, formatter: Formatter) -> str:
    if subgoal.is_late_in_starting and not subgoal.is_overdue:
        return formatter.text("to begin by {date}", date=subgoal.start_by)
    return subgoal.due


def new_date(subgoal: SubgoalView, formatter: Formatter) -> Iterator[PhraseView]:
    """Give the new date of a subgoal, and a mark where that has passed too."""
    last = subgoal.assessment
    if last is not None and last.new_date:
        yield PhraseView(last.new_date)
        if last.new_date_has_passed and not subgoal.is_closed:
            yield PhraseView(formatter.text("has passed"), symbol="overdue", tone="alarm")


def _work(subgoal: SubgoalView, formatter: Formatter) -> str:
    """Return how far the work has come, and what is next to be done."""
    parts = [f"{subgoal.work}."] if subgoal.work else []
    remaining = _remaining(subgoal)
    if remaining:
        first, more = remaining[0], len(remaining) - 1
        what = formatter.text("{title}, by {due}", title=first.title, due=first.due) if first.due else first.title
        and_more = formatter.counted(more, ", and one more activity", ", and {n} more activities") if more else ""
        parts.append(formatter.text("Remains: {what}{more}.", what=what, more=and_more))
    return " ".join(parts)


def _remaining(subgoal: SubgoalView) -> list[ActivityView]:
    """Return the activities that are known not to be done, those with a day first."""
    left = [one for one in subgoal.activities if one.status in {"not_started", "in_progress"}]
    return sorted(left, key=lambda one: not one.due)


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
    asked = [_given(one.subgoal) for one in found if one.days or one.subgoal.is_failing]
    missing: list[str] = []
    for name, values in zip(names, zip(*asked, strict=True), strict=False):
        given = [value for value in values if value is not None]
        if len(given) > 1 and not any(given):  # of one, its own row says it
            missing.append(name.lower())
    return missing


def _given(subgoal: SubgoalView) -> tuple[str | None, ...]:
    """Return the cause, action, new date and responsible of a subgoal: empty where missing, None where not asked for.

    Of what is closed only the cause is.
    """
    if subgoal.is_closed:
        return given_cause(subgoal), None, None, None
    last = subgoal.assessment
    action, new = (last.action, last.new_date) if last else ("", "")
    return given_cause(subgoal), action, new, subgoal.responsible if subgoal.lacks_responsible else "–"
