"""Assessments as a report shows them: of subgoals, of the areas above them, and of the plan."""

from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.contributions import Contribution, Contributor
from anhorig_cli.analysis.facts import known, new_date_has_passed, says_why
from anhorig_cli.analysis.snapshot import Judged, Snapshot
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.assessment import Assessment
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.plan_names import beside


class AssessmentView(NamedTuple):
    """A judgement; `date` says "without a date" where there is none, and `comment` is Markdown.

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


def assessment_view(assessment: Assessment, as_of: date, word: Formatter) -> AssessmentView:
    """Return a judgement of a subgoal, an area or a plan as it is printed."""
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
    """Return the judgements of an area or a plan that were known on a day, the last one first."""
    return tuple(assessment_view(one, as_of, word) for one in reversed(known(judged.assessments, as_of)))


class Statuses:
    """Tells how subgoals, of the snapshot's plan and of others, were judged on its day."""

    def __init__(self, snapshot: Snapshot, formatter: Formatter) -> None:
        self.snapshot, self._word = snapshot, formatter

    def own(self, subgoal: Subgoal) -> str:
        """Return a subgoal of the plan with its assessment."""
        return f"{subgoal.title} ({self._label(self.snapshot.status(subgoal))})"

    def other(self, plan: Contributor, subgoal: Contribution) -> str:
        """Return a subgoal of another plan with that and its assessment."""
        called = beside(plan.title, plan.organisation, self.snapshot.plan.organisation)
        return f"{subgoal.title} ({called}; {self._label(subgoal.status)})"

    def _label(self, status: str) -> str:
        return uncapitalised(self._word.label("assessment", status))
