"""Changes to plans, and a plan's history, on a terminal."""

from collections.abc import Iterator, Sequence

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.terminal.telling import Line
from anhorig_cli.history.repository import Commit
from anhorig_cli.model.parts import PARTS
from anhorig_cli.source import message
from anhorig_cli.usecases.compare_plans import Comparison
from anhorig_cli.views.change_words import ChangeView
from anhorig_cli.views.history_views import HistoryView, StatusView, StepView, SubgoalLifeView
from anhorig_cli.views.plan_changes import PlanChangesView
from anhorig_cli.vocabulary import SYMBOLS, Language


def heading(found: Comparison, language: Language) -> str:
    """Return a heading that names the two versions that were compared."""
    before = _named(found.before)
    if found.after is None:
        said = message("Changed since {before}, as the files are now", before=before)
    else:
        said = message("Changed from {before} to {after}", before=before, after=_named(found.after))
    return text_of(said, language)


def _named(commit: Commit) -> str:
    return f"{commit.short} ({commit.day.isoformat()})"


def notes(found: Comparison, language: Language) -> list[str]:
    """Return notes on the comparison: that nothing has changed, or that something could not be read."""
    said = [
        message("{file} could not be read in full: what could not be read is not compared", file=name)
        for name in found.damaged
    ]
    if not found.plans:
        nothing = message("nothing has changed in what the plans say")
        said.append(message("nothing has changed in what could be read") if found.damaged else nothing)
    return [text_of(one, language) for one in said]


def ends(found: Comparison) -> dict[str, str | None]:
    """Return the names of the two versions for JSON; `to` is None for the files as they are now."""
    return {"from": found.before.name, "to": found.after.name if found.after else None}


def lines_of_changes(found: Comparison, plans: Sequence[PlanChangesView], language: Language) -> Iterator[Line]:
    """Yield the lines of a comparison."""
    yield "bold", heading(found, language)
    for note in notes(found, language):
        yield "yellow", note
    for plan in plans:
        yield "", ""
        yield from lines_of_plan(plan)


def lines_of_plan(plan: PlanChangesView) -> Iterator[Line]:
    """Yield the lines of the changes in a plan."""
    yield "bold", f"{plan.title} ({plan.name})"
    if plan.sentence:
        yield "", plan.sentence
    for section in plan.sections:
        yield "bold", f"  {section.heading}: {len(section.changes)}"
        for change in section.changes:
            yield from _lines_of_change(change)


def _lines_of_change(change: ChangeView) -> Iterator[Line]:
    mark, style = (f"{SYMBOLS['overdue']} ", "bold red") if change.is_altered else ("", "")
    if len(change.lines) == 1:
        yield style, f"    {mark}{change.title}: {change.lines[0]}"
        return
    yield style, f"    {mark}{change.title}"
    yield from (("", f"      {line}") for line in change.lines)


# A plan's history on a terminal: subgoal by subgoal, with each version of its dates and assessments.


def lines_of(view: HistoryView, language: Language) -> Iterator[Line]:
    """Yield the lines of a history."""
    yield "bold", view.title
    yield "dim", view.sentence
    yield "dim", translated("In brackets: the version's name in git.", language)
    yield from (("yellow", note) for note in view.notes)
    for goal in view.goals:
        yield "", ""
        yield "bold", goal.title
        yield from _statuses(goal.statuses, language)
    for subgoal in view.subgoals:
        yield from _subgoal(subgoal, language)
    if view.targets:
        yield "", ""
        yield "bold", f"{PARTS['indicator'].term('target').label(language)}:"
    for target in view.targets:
        yield "", f"  {target.title}: {target.summary}"
        if len(target.steps) > 1:
            yield from (line for step in target.steps for line in _step(step, language))


def _subgoal(subgoal: SubgoalLifeView, language: Language) -> Iterator[Line]:
    yield "", ""
    yield "bold", subgoal.title
    if subgoal.removed:
        yield "yellow", f"  {translated('removed', language)} {subgoal.removed}"
    for title in reversed(subgoal.carries_on):
        yield "dim", f"  {PARTS['subgoal'].term('continues').label(language).lower()}: {title}"
    for deadline in subgoal.deadlines:
        style = "bold" if deadline.moved else ""
        yield style, f"  {deadline.field}: {deadline.summary}"
        if len(deadline.steps) > 1:
            yield from (line for step in deadline.steps for line in _step(step, language))
    yield from _statuses(subgoal.statuses, language)


def _statuses(statuses: Sequence[StatusView], language: Language) -> Iterator[Line]:
    if statuses:
        yield "", f"  {PARTS['subgoal'].term('assessments').label(language)}:"
    yield from (_status(status) for status in statuses)


def _step(step: StepView, language: Language) -> Iterator[Line]:
    far = f" ({step.far})" if step.far else ""
    at_first = text_of(message("at first {what}", what=step.after), language)
    what = f"{step.before} → {step.after}{far}" if step.before else at_first
    day = step.day or translated("earlier", language)
    yield "", f"    {day}: {what}{_mark(step.mark)}"
    yield from (("", f"      {line}") for line in step.why)


def _status(status: StatusView) -> Line:
    symbol = f"{SYMBOLS['overdue']} " if status.is_altered else f"{SYMBOLS[status.status]} " if status.status else ""
    of = f" ({status.of})" if status.of else ""
    style = "bold red" if status.is_altered else ""
    return style, f"    {status.day}: {symbol}{status.text}{of}{_mark(status.mark)}"


def _mark(mark: str) -> str:
    return f"  [{mark}]" if mark else ""
