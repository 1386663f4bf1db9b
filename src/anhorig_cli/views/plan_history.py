"""How a plan's deadlines, targets and assessments have changed through its editions in git, as a page shows it."""

from collections.abc import Sequence
from datetime import date

from anhorig_cli.analysis.snapshot import Judged
from anhorig_cli.analysis.timeline import (
    DeadlineHistory,
    Edition,
    GoalHistory,
    PlanHistory,
    StatusStep,
    Step,
    SubgoalHistory,
    TargetHistory,
    TargetStep,
)
from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.activities import last_day
from anhorig_cli.views.change_words import Reasons
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.history_views import (
    DeadlineLifeView,
    GoalLifeView,
    HistoryView,
    StatusView,
    StepView,
    SubgoalLifeView,
    TargetLifeView,
)
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.compared import part_name
from anhorig_cli.views.report.targets import one_target_text
from anhorig_cli.vocabulary import folded


def history_view(
    histories: PlanHistory, editions: Sequence[Edition], as_of: date, formatter: Formatter, notes: tuple[str, ...] = ()
) -> HistoryView:
    """Return a plan's history as known on a day; where there are no editions, its sentence says so."""
    if not editions:
        sentence = formatter.text("The plan was not in git on {day}.", day=as_of)
        return HistoryView("", "", as_of.isoformat(), 0, sentence, notes, 0, (), ())
    plan = editions[-1].plan
    printer = _HistoryPrinter(editions, formatter)
    return HistoryView(
        id=plan.id,
        title=plan.title,
        iso_date=as_of.isoformat(),
        editions=len(editions),
        sentence=_sentence(editions, formatter),
        notes=notes,
        moved=sum(bool(deadline.moved) for history in histories.subgoals for deadline in history.deadlines),
        subgoals=tuple(printer.subgoal(history) for history in histories.subgoals),
        targets=tuple(printer.target(history) for history in histories.targets),
        goals=tuple(printer.goal(history) for history in histories.goals),
    )


def _sentence(editions: Sequence[Edition], formatter: Formatter) -> str:
    """Return how many editions there are in git, their first and last day, and whether the files are a later one."""
    days = sorted(edition.day for edition in editions if edition.mark)
    if not days:
        return formatter.text("not in git yet")
    text = formatter.counted(
        len(days),
        "{n} version in git, from {first}",
        "{n} versions in git, from {first} to {last}",
        first=days[0],
        last=days[-1],
    )
    return text if len(days) == len(editions) else formatter.text("{text}, and the files as they are now", text=text)


class _HistoryPrinter:
    """Makes the views of a history; titles and decisions are looked up in the last edition."""

    def __init__(self, editions: Sequence[Edition], formatter: Formatter) -> None:
        plan = editions[-1].plan
        titles = Titles(plan, formatter)
        self._word = formatter
        self._titles = titles
        self._reasons = Reasons(titles)
        self._plans = {edition.mark: edition.plan for edition in editions}

    def _why(self, step: Step | TargetStep, revision: Revision | None) -> tuple[str, ...]:
        """Return why a step was taken and who decided it, one line each."""
        return tuple(self._reasons.why(revision, self._plans[step.mark]))

    def subgoal(self, history: SubgoalHistory) -> SubgoalLifeView:
        """Return the history of a subgoal."""
        return SubgoalLifeView(
            id=history.subgoal.id,
            title=history.subgoal.title,
            carries_on=tuple(one.title for one in history.earlier),
            removed=self._word.day(history.removed) if history.removed else "",
            deadlines=tuple(self._deadline(one, history) for one in history.deadlines),
            statuses=tuple(self._status(step, history.subgoal) for step in history.statuses),
        )

    def goal(self, history: GoalHistory) -> GoalLifeView:
        """Return the assessments of an area, or of the plan, through the editions."""
        statuses = tuple(self._status(step, history.goal) for step in history.statuses)
        return GoalLifeView(history.goal.id, history.goal.title, statuses)

    def _deadline(self, deadline: DeadlineHistory, history: SubgoalHistory) -> DeadlineLifeView:
        return DeadlineLifeView(
            name=deadline.field,
            field=self._word.key("subgoal", deadline.field),
            summary=self._summary(deadline),
            moved=deadline.moved,
            slip=deadline.slip,
            steps=tuple(self._step(step, history) for step in deadline.steps),
        )

    def _summary(self, deadline: DeadlineHistory) -> str:
        word = self._word
        now = deadline.steps[-1].move.after
        if not deadline.moved:
            return word.text("{date}, not moved", date=now) if now else word.text("withdrawn")
        moved = word.counted(deadline.moved, "moved {n} time", "moved {n} times")
        parts = [word.date(now) or word.text("withdrawn"), moved]
        if far := self._reasons.far(deadline.slip):
            parts.append(word.text("{far} than at first", far=far) if deadline.slip else far)
        return ", ".join(parts)

    def _step(self, step: Step, history: SubgoalHistory) -> StepView:
        move = step.move
        is_own = move.subgoal.id == history.subgoal.id
        return StepView(
            day=self._word.day(step.day) if step.day else "",
            iso_day=step.day.isoformat() if step.day else "",
            mark=step.mark,
            before=self._word.date(move.before),
            after=self._word.date(move.after) or self._word.text("withdrawn"),
            last_after=last_day(move.after),
            days=move.days,
            far=self._reasons.far(move.days),
            why=self._why(step, move.revision) if move.before else (),
            of="" if is_own else move.subgoal.title,
            is_move=move.is_move,
        )

    def _status(self, step: StatusStep, judged: Judged) -> StatusView:
        word = self._word
        label = uncapitalised(word.label("assessment", step.status)) if step.status else word.text("removed")
        text = label
        if step.before is not None:
            before = uncapitalised(word.label("assessment", step.before))
            text = word.text(
                "altered afterwards, {day}: {before} → {after}", day=step.written, before=before, after=label
            )
        elif step.dated is None:
            text = word.text("{status} (without a date)", status=label)
        is_own = folded(step.of.id) == folded(judged.id) or not isinstance(judged, Subgoal)
        return StatusView(
            day=word.date(step.dated) or word.day(step.day),
            iso_day=step.day.isoformat(),
            mark=step.mark,
            status=step.status or "",
            text=text,
            of="" if is_own else step.of.title,
            is_altered=step.before is not None,
        )

    def target(self, history: TargetHistory) -> TargetLifeView:
        """Return the history of a target."""
        changed = len(history.steps) - 1
        steps = tuple(self._target_step(step, history) for step in history.steps)
        target = steps[-1].after
        if changed:
            summary = self._word.counted(
                changed, "{target}, changed {n} time", "{target}, changed {n} times", target=target
            )
        else:
            summary = self._word.text("{target}, not changed", target=target)
        return TargetLifeView(history.indicator.id, self._target_title(history), summary, steps)

    def _target_title(self, history: TargetHistory) -> str:
        """Return the title of a target's indicator, with the unit or target group that the target is for."""
        targets = (target for step in reversed(history.steps) for target in (step.after, step.before) if target)
        part = part_name(next(targets), self._titles)
        return f"{history.indicator.title} ({part})" if part else history.indicator.title

    def _target_step(self, step: TargetStep, history: TargetHistory) -> StepView:
        before, after = (
            one_target_text(history.indicator, target, self._word) if target else ""
            for target in (step.before, step.after)
        )
        return StepView(
            day=self._word.day(step.day),
            iso_day=step.day.isoformat(),
            mark=step.mark,
            before=before,
            after=after or self._word.text("withdrawn"),
            last_after="",
            days=None,
            far="",
            why=self._why(step, step.revision) if before else (),
            of="",
            is_move=bool(before and after),
        )
