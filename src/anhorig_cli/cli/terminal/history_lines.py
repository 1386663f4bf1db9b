"""A plan's history on a terminal: subgoal by subgoal, what was said when, and what became of it."""

from collections.abc import Iterator, Sequence

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.terminal.styled import Line
from anhorig_cli.model.parts import PARTS
from anhorig_cli.source import message
from anhorig_cli.views.history_views import HistoryView, StatusView, StepView, SubgoalLifeView
from anhorig_cli.vocabulary import SYMBOLS, Language


def lines_of(view: HistoryView, language: Language) -> Iterator[Line]:
    """Give the lines of a history."""
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
    first = text_of(message("at first {what}", what=step.after), language)
    what = f"{step.before} → {step.after}{far}" if step.before else first
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
