"""Subgoals as a report shows them, and the assessments of subgoals, areas and the plan."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.changes_since import ChangeOfSubgoal, MovedDates
from anhorig_cli.analysis.contributions import Contribution, Contributor
from anhorig_cli.analysis.coverage import subgoals_below, subgoals_below_elsewhere
from anhorig_cli.analysis.facts import known, new_date_has_passed, says_why
from anhorig_cli.analysis.snapshot import Judged, Snapshot
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.source import Message, message
from anhorig_cli.views.activities import ActivityPrinter, ActivityView, is_settled, last_day
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.names import Titles, title_with_organisation
from anhorig_cli.vocabulary import SCALES, WORST_FIRST, folded


class AssessmentView(NamedTuple):
    """A judgement; `date` says “without a date” where there is none, and `comment` is Markdown.

    It `is_explained` where it gives a cause, an action or a new date. `new_date_has_passed` where that day is
    past, too.
    """

    date: str
    status: str
    status_label: str
    comment: str
    cause: str
    action: str
    new_date: str
    new_date_has_passed: bool
    is_explained: bool


_NO_ASSESSMENT = AssessmentView("", "not_assessed", "", "", "", "", "", new_date_has_passed=False, is_explained=False)


def assessment_view(assessment: Assessment, as_of: date, word: Formatter) -> AssessmentView:
    """Return an assessment of a subgoal, an area or a plan as it is printed."""
    return AssessmentView(
        date=word.date(assessment.date) if assessment.date else word.text("without a date"),
        status=assessment.status,
        status_label=word.label("assessment", assessment.status),
        comment=assessment.comment or "",
        cause=plain_words(assessment.cause or ""),
        action=plain_words(assessment.action or ""),
        new_date=word.date(assessment.new_date),
        new_date_has_passed=new_date_has_passed(assessment, as_of),
        is_explained=says_why(assessment),
    )


def assessments_known(judged: Judged, as_of: date, word: Formatter) -> tuple[AssessmentView, ...]:
    """Return the assessments of an area or a plan that were known on a day, the latest first."""
    return tuple(assessment_view(one, as_of, word) for one in reversed(known(judged.assessments, as_of)))


class Statuses:
    """Formats subgoals, of the snapshot's plan and of others, with their assessments on its day."""

    def __init__(self, snapshot: Snapshot, formatter: Formatter) -> None:
        self.snapshot, self._word = snapshot, formatter

    def own(self, subgoal: Subgoal) -> str:
        """Return the title of one of the plan's subgoals, with its assessment."""
        return f"{subgoal.title} ({self._label(self.snapshot.status(subgoal))})"

    def other(self, plan: Contributor, subgoal: Contribution) -> str:
        """Return the title of another plan's subgoal, with that plan and the assessment."""
        plan_name = title_with_organisation(plan.title, plan.organisation, self.snapshot.plan.organisation)
        return f"{subgoal.title} ({plan_name}; {self._label(subgoal.status)})"

    def _label(self, status: str) -> str:
        return uncapitalised(self._word.label("assessment", status))


# Subgoals as a report shows them.


class MovedView(NamedTuple):
    """A deadline or target that was changed: of which subgoal, from what to what, and why (empty where nobody said).

    `name` is its key (`due`, `start_by`, `target`), `field` the same for people, `last_before` the last day (ISO) that
    a deadline had; empty where it had none. `lacks` is what must still be said of the change: its `reason`, its
    `decision` or `both`; empty where nothing must.
    """

    title: str
    name: str
    field: str
    last_before: str
    before: str
    after: str
    reason: str
    decision: str
    decided: str
    lacks: str = ""


class DateView(NamedTuple):
    """A date that a subgoal has: its key (`start_by`, `due`), its name for people, and what it was before."""

    name: str
    label: str
    date: str
    before: str


class SubgoalView(NamedTuple):
    """A subgoal with everything known of it on the day.

    `status` is the word of the assessment scale, `assessment` is the last one known, None where there is none, and
    `work` says how far the work has come. It `is_closed` when its last assessment is final, `is_failing` when it is
    not, or will not be, fully met, `is_not_met` when both hold, `is_unexplained` when it is overdue or failing and
    nothing says why, and `is_unassessed` when nobody has assessed it, nor said why that could not be done,
    `is_to_be_assessed` when it is time to. `to_do` are the activities, those that are done or cancelled last;
    `left_undone` are the activities that are not done, or were cancelled, though it is met; it `lacks_responsible`
    where nobody is responsible for it or for all its activities, and `may_be_late_in_starting` where it should have
    begun and nothing says whether it has. `dates` are the start date and the deadline, those that are set, with
    earlier values. `last_due` and `last_start` are the last days (ISO) of the two, empty where one has no end or is
    not set; it is `days_late` from the first, or else from the second, 0 where it is not late. `rests_on` are the
    subgoals that contribute to it, each with its assessment.
    """

    id: str
    title: str
    purpose: str
    description: str
    status: str
    status_label: str
    stage_label: str
    work: str
    due: str
    start_by: str
    dates: tuple[DateView, ...]
    last_due: str
    last_start: str
    days_late: int
    added: str
    responsible: str
    units: str
    target_groups: str
    indicators: tuple[str, ...]
    contributes_to: tuple[str, ...]
    rests_on: tuple[str, ...]
    continues: tuple[str, ...]
    carried_on_by: tuple[str, ...]
    evidence: tuple[str, ...]
    funding: tuple[str, ...]
    activities: tuple[ActivityView, ...]
    to_do: tuple[ActivityView, ...]
    assessment: AssessmentView | None
    earlier_assessments: tuple[AssessmentView, ...]
    moved: tuple[MovedView, ...]
    left_undone: tuple[str, ...]
    is_closed: bool
    is_failing: bool
    is_not_met: bool
    is_unexplained: bool
    is_unassessed: bool
    is_to_be_assessed: bool
    lacks_responsible: bool
    is_overdue: bool
    is_late_in_starting: bool
    may_be_late_in_starting: bool
    is_due_soon: bool
    is_suppressed: bool

    @property
    def is_late(self) -> bool:
        """Whether it is overdue, or late in starting."""
        return self.is_overdue or self.is_late_in_starting

    @property
    def last(self) -> AssessmentView:
        """Its last assessment; one with empty texts where there is none."""
        return self.assessment or _NO_ASSESSMENT


class SubgoalPrinter:
    """Makes the views of a snapshot's subgoals, with all that is known about them on its day.

    `others` are the other plans that may contribute to them.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        titles: Titles,
        due_soon_days: int,
        others: Sequence[Contributor] = (),
    ) -> None:
        self.snapshot = snapshot
        self.titles = titles
        self.formatter = titles.formatter
        self.due_soon_days = due_soon_days
        self.others = others
        self.statuses = Statuses(snapshot, titles.formatter)
        self.activities = ActivityPrinter(snapshot, titles)
        self._below = self._subgoals_below()
        self._changed = MovedDates(snapshot)
        self._by_id = {folded(s.id): s for _, s in snapshot.subgoals}

    def _subgoals_below(self) -> Mapping[str, Sequence[str]]:
        """Return, by subgoal id, the subgoals that contribute to it with their assessments, the plan's own first."""
        found: dict[str, list[str]] = {}
        for name, own in subgoals_below(self.snapshot).items():
            found[name] = list(map(self.statuses.own, own))
        for name, elsewhere in subgoals_below_elsewhere(self.snapshot.plan, self.others).items():
            found.setdefault(name, []).extend(self.statuses.other(*one) for one in elsewhere)
        return found

    def view(self, subgoal: Subgoal) -> SubgoalView:
        """Return a subgoal as it was known on the day."""
        word, snapshot = self.formatter, self.snapshot
        status, stage = snapshot.status(subgoal), snapshot.stage(subgoal)
        activities = tuple(self.activities.view(subgoal, a) for a in subgoal.activities)
        assessments = [self.assessment(a) for a in known(subgoal.assessments, snapshot.as_of)]
        return SubgoalView(
            id=subgoal.id,
            title=subgoal.title,
            purpose=subgoal.purpose or "",
            description=subgoal.description or "",
            status=status,
            status_label=word.label("assessment", status),
            stage_label=self.activities.stage_label(stage),
            work=_work_label(stage, word),
            due=word.date(snapshot.due(subgoal)),
            start_by=word.date(snapshot.start_by(subgoal)),
            dates=tuple(self._dates(subgoal)),
            last_due=last_day(snapshot.due(subgoal)),
            last_start=last_day(snapshot.start_by(subgoal)),
            days_late=self._days_late(subgoal),
            added=self._added(subgoal),
            responsible=self.titles.answerable_text(self.titles.responsibility.of_subgoal(subgoal)),
            units=word.listed(self.titles.of(subgoal.units, "units")),
            target_groups=word.listed(self.titles.of(subgoal.target_groups, "target_groups")),
            indicators=tuple(self.titles.of(subgoal.indicators, "indicators")),
            rests_on=tuple(self._below.get(subgoal.id, ())),
            contributes_to=tuple(self.titles.of(subgoal.contributes_to, "areas", "subgoals")),
            continues=tuple(self.titles.of(subgoal.continues, "subgoals")),
            carried_on_by=tuple(later.title for later in snapshot.carried_on_by(subgoal)),
            evidence=subgoal.evidence,
            funding=tuple(map(self.titles.funding, subgoal.funding)),
            activities=activities,
            to_do=tuple(sorted(activities, key=is_settled)),
            assessment=assessments[-1] if assessments else None,
            earlier_assessments=tuple(reversed(assessments[:-1])),
            moved=tuple(self.moved(subgoal)),
            left_undone=tuple(self.activities.with_status(activity) for _, activity in snapshot.left_undone(subgoal)),
            is_closed=snapshot.is_final(subgoal),
            is_failing=snapshot.is_deviating(subgoal),
            is_not_met=snapshot.is_not_met(subgoal),
            is_unexplained=snapshot.is_unexplained(subgoal),
            is_unassessed=snapshot.is_unassessed(subgoal),
            is_to_be_assessed=snapshot.is_to_be_assessed(subgoal),
            lacks_responsible=self.titles.responsibility.lacks(snapshot, subgoal),
            is_overdue=snapshot.is_overdue(subgoal),
            is_late_in_starting=snapshot.is_late_in_starting(subgoal),
            may_be_late_in_starting=snapshot.may_be_late_in_starting(subgoal),
            is_due_soon=snapshot.is_due_soon(subgoal, self.due_soon_days),
            is_suppressed=any(self.activities.is_suppressed(a) for a in subgoal.activities),
        )

    def _days_late(self, subgoal: Subgoal) -> int:
        """Return how many days a subgoal is past its deadline, or else its start date; 0 where it is not late."""
        snapshot = self.snapshot
        late = snapshot.due(subgoal) if snapshot.is_overdue(subgoal) else None
        if late is None and snapshot.is_late_in_starting(subgoal):
            late = snapshot.start_by(subgoal)
        return (snapshot.past_until - late.last).days if late else 0

    def _added(self, subgoal: Subgoal) -> str:
        """Return the decision or the date by which a subgoal was added."""
        return (
            self.titles.decision(subgoal.added)
            if isinstance(subgoal.added, str)
            else self.formatter.date(subgoal.added)
        )

    def _dates(self, subgoal: Subgoal) -> Iterator[DateView]:
        """Yield the start date and the deadline, those that are set, each with its earlier values."""
        moved = self.moved(subgoal)
        for name, day in (("start_by", self.snapshot.start_by(subgoal)), ("due", self.snapshot.due(subgoal))):
            before = dict.fromkeys(move.before for move in moved if move.name == name)
            if day is not None:
                yield DateView(name, self._field_name(name), self.formatter.date(day), self.formatter.listed(before))

    def _field_name(self, name: str) -> str:
        """Return the name of a deadline, a start date or a target in the reader's language."""
        if name == "target":
            return self.formatter.key("indicator", name)
        return self.formatter.text("Deadline") if name == "due" else self.formatter.text("Start date")

    def moved(self, subgoal: Subgoal) -> list[MovedView]:
        """Return a subgoal's changed dates and targets: by revisions, and compared with the subgoals it continues."""
        return [self._moved_view(subgoal, change) for change in self._changed.of(subgoal)]

    def moved_when_added(self, subgoal: Subgoal) -> list[MovedView]:
        """Return the dates that differed, when a subgoal was added, from those of the subgoals it continues."""
        return [self._moved_view(subgoal, change) for change in self._changed.when_added(subgoal)]

    def revised(self, subgoal: Subgoal, revision: Revision) -> MovedView:
        """Return a revision of a date or a target."""
        return self._moved_view(subgoal, self._changed.revised(subgoal, revision))

    def _moved_view(self, subgoal: Subgoal, change: ChangeOfSubgoal) -> MovedView:
        before, revision = change.before, change.revision
        decision = revision.decision if revision else subgoal.added if isinstance(subgoal.added, str) else None
        return MovedView(
            title=subgoal.title,
            name=change.name,
            field=self._field_name(change.name),
            last_before=last_day(before) if isinstance(before, PlanDate) else "",
            before=self.formatter.value_text(before),
            after=self.formatter.value_text(change.after),
            reason=(revision.reason or "") if revision else "",
            decision=self.titles.decision(decision) if decision else "",
            decided=self.formatter.date(revision.decided) if revision else "",
            lacks=self._changed.lack(subgoal, change) or "",
        )

    def assessment(self, assessment: Assessment) -> AssessmentView:
        """Return an assessment as it is printed."""
        return assessment_view(assessment, self.snapshot.past_until, self.formatter)


def _work_label(stage: str | None, word: Formatter) -> str:
    """Return how far the work has come, in the project's own words for activities where it has them."""
    if stage is None:
        return ""
    return word.own_label("activity", stage) or word.heading(_WORK_LABELS[stage])


_WORK_LABELS = {
    "not_started": message("Not started").template,
    "in_progress": message("In progress").template,
    "done": message("Carried out").template,
    "cancelled": message("Called off").template,
}


# How many subgoals there are of each assessment, in running text.


CountPhrases = Mapping[str, tuple[Message, Message]]
"""For each word of a scale, the phrase that counts one and the phrase that counts several."""

ASSESSED: CountPhrases = {
    "achieved": (message("one is achieved"), message("{n} are achieved")),
    "expected": (message("one is expected to be achieved"), message("{n} are expected to be achieved")),
    "partly_expected": (
        message("one is expected to be partly achieved"),
        message("{n} are expected to be partly achieved"),
    ),
    "partly_achieved": (message("one is partly achieved"), message("{n} are partly achieved")),
    "unlikely": (message("one is not expected to be achieved"), message("{n} are not expected to be achieved")),
    "not_achieved": (message("one is not achieved"), message("{n} are not achieved")),
    "discontinued": (message("one is discontinued"), message("{n} are discontinued")),
    "not_assessed": (message("one has no assessment"), message("{n} have no assessment")),
    "not_applicable": (message("one is not applicable"), message("{n} are not applicable")),
}
"""The phrases that count subgoals by assessment."""


def counted_words(phrases: CountPhrases, scale: str, counts: Counter[str], word: Formatter) -> str:
    """Return how many there are of each word of a scale, in the order of `phrases`; empty for none.

    Where the project has a label of its own for any word of the scale, each number is followed by the word's label.
    """
    found = {name: number for name in phrases if (number := counts[name])}
    if any(word.own_label(scale, one.name) for one in SCALES[scale].words):
        return ", ".join(f"{number} {uncapitalised(word.label(scale, name))}" for name, number in found.items())
    return word.listed(word.counted(number, *(one.template for one in phrases[name])) for name, number in found.items())


def assessed_in_words(counts: Counter[str], word: Formatter) -> str:
    """Return how many subgoals have each assessment, the worst first: `two have no assessment and one is achieved`."""
    return counted_words({name: ASSESSED[name] for name in WORST_FIRST}, "assessment", counts, word)
