"""What is new since the last report."""

from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.changes_since import ChangesSince, Reassessed, changes_since
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.strategy import Area
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.formatter import Formatter, Tally
from anhorig_cli.views.report.measurements import MeasurementView, ShownMeasurement
from anhorig_cli.views.report.strategy import DecisionView, decision_views
from anhorig_cli.views.subgoals import AssessmentView, MovedView, SubgoalPrinter


class ReassessedView(NamedTuple):
    """A subgoal that was assessed: how, and how before (`before` is the word of the scale, empty for a new subgoal)."""

    title: str
    before: str
    before_label: str
    assessment: AssessmentView


class MeasuredView(NamedTuple):
    """An indicator with its new measurements."""

    title: str
    measurements: tuple[MeasurementView, ...]


class DoneView(NamedTuple):
    """An activity that was done, for which subgoal and when."""

    title: str
    subgoal: str
    done_on: str


class ClosedView(NamedTuple):
    """A subgoal that was met, discontinued or found not applicable; `status` is the word of the scale."""

    title: str
    status: str
    status_label: str


class CarriedOnView(NamedTuple):
    """A subgoal that others carry on now."""

    title: str
    by: tuple[str, ...]


class NewsView(NamedTuple):
    """What became known after the day `since` (in words); what has no date is not included.

    `moved` are deadlines and targets that were changed. `sentences` count everything; if nothing is new (`is_empty`),
    one sentence says so.
    """

    since: str
    sentences: tuple[str, ...]
    reassessed: tuple[ReassessedView, ...]
    moved: tuple[MovedView, ...]
    measured: tuple[MeasuredView, ...]
    done: tuple[DoneView, ...]
    added: tuple[str, ...]
    carried_on: tuple[CarriedOnView, ...]
    closed: tuple[ClosedView, ...]
    decisions: tuple[DecisionView, ...]
    is_empty: bool


def news_view(since: date | None, subgoals: SubgoalPrinter, disclosure: Disclosure) -> NewsView | None:
    """Return what is new since a day; None without a day."""
    if since is None:
        return None
    snapshot, formatter = subgoals.snapshot, subgoals.formatter
    changes = changes_since(snapshot, since)
    moved = _moved(changes, subgoals)
    sentences = tuple(_sentences(changes, len(moved), formatter))
    return NewsView(
        since=formatter.day(since),
        sentences=sentences or (formatter.text("There is nothing new since {since}.", since=since),),
        reassessed=tuple(_reassessed(one, subgoals) for one in changes.reassessed),
        moved=moved,
        measured=tuple(_measured(snapshot.indicator(i), new, formatter, disclosure) for i, new in changes.measured),
        done=tuple(DoneView(one.title, subgoal.title, formatter.date(one.done_on)) for subgoal, one in changes.done),
        added=tuple(subgoal.title for subgoal in changes.added),
        carried_on=tuple(
            CarriedOnView(one.title, tuple(later.title for later in snapshot.carried_on_by(one)))
            for one in changes.carried_on
        ),
        closed=tuple(_closed(subgoal, snapshot, formatter) for subgoal in changes.closed),
        decisions=decision_views(changes.decided, snapshot.as_of, formatter),
        is_empty=not sentences,
    )


def _moved(found: ChangesSince, subgoals: SubgoalPrinter) -> tuple[MovedView, ...]:
    """Return the deadlines and targets that were changed, by revisions or when new subgoals replaced others."""
    return (
        *(subgoals.revised(subgoal, revision) for subgoal, revision in found.revised),
        *(move for subgoal in found.added for move in subgoals.moved_when_added(subgoal)),
    )


def _sentences(changes: ChangesSince, moved_count: int, formatter: Formatter) -> list[str]:
    tell = Tally(formatter)
    measured = sum(len(new) for _, new in changes.measured)
    tell.counted(len(changes.reassessed), "One subgoal has been assessed.", "{n} subgoals have been assessed.")
    tell.counted(moved_count, "One date or target has been changed.", "{n} dates or targets have been changed.")
    tell.counted(measured, "One measurement has been added.", "{n} measurements have been added.")
    tell.counted(len(changes.done), "One activity has been done.", "{n} activities have been done.")
    tell.counted(len(changes.added), "One subgoal has been added.", "{n} subgoals have been added.")
    tell.counted(len(changes.carried_on), "One subgoal continues in a new one.", "{n} subgoals continue in new ones.")
    tell.counted(len(changes.closed), "One subgoal has been closed.", "{n} subgoals have been closed.")
    tell.counted(len(changes.decided), "One decision has been made.", "{n} decisions have been made.")
    _add_other_counts(changes, tell)
    return tell.sentences


def _add_other_counts(changes: ChangesSince, tell: Tally) -> None:
    """Add sentences on what is only counted here, since other parts of the report show it in full."""
    goals_above = tell.formatter.listed(
        goal.title if isinstance(goal, Area) else tell.formatter.text("The plan as a whole")
        for goal in changes.reassessed_above
    )
    tell.counted(
        len(changes.reassessed_above), "{titles} has been assessed.", "{titles} have been assessed.", titles=goals_above
    )
    tell.counted(
        changes.parts_measured,
        "One measurement of a unit or target group has been added.",
        "{n} measurements of units or target groups have been added.",
    )
    tell.counted(
        changes.ticked,
        "One task in the annual cycle has been done or cancelled.",
        "{n} tasks in the annual cycle have been done or cancelled.",
    )
    tell.counted(
        changes.noted,
        "One note or occasion of an activity has been added.",
        "{n} notes or occasions of activities have been added.",
    )
    tell.counted(len(changes.recommended), "One recommendation has been made.", "{n} recommendations have been made.")
    tell.counted(
        len(changes.answered), "One recommendation has been answered.", "{n} recommendations have been answered."
    )


def _reassessed(reassessed: Reassessed, subgoals: SubgoalPrinter) -> ReassessedView:
    before = reassessed.before or ""
    return ReassessedView(
        title=reassessed.subgoal.title,
        before=before,
        before_label=subgoals.formatter.label("assessment", before) if before else "",
        assessment=subgoals.assessment(reassessed.assessment),
    )


def _measured(
    indicator: Indicator, new: tuple[Measurement, ...], formatter: Formatter, disclosure: Disclosure
) -> MeasuredView:
    shown = (ShownMeasurement(indicator, one, formatter, disclosure) for one in new)
    return MeasuredView(indicator.title, tuple(one.view() for one in shown))


def _closed(subgoal: Subgoal, snapshot: Snapshot, formatter: Formatter) -> ClosedView:
    status = snapshot.status(subgoal)
    return ClosedView(subgoal.title, status, formatter.label("assessment", status))
