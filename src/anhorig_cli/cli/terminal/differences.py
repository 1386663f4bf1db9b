"""What changed in plans, on a terminal: between which versions, then plan by plan."""

from collections.abc import Iterator, Sequence

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.terminal.styled import Line
from anhorig_cli.history.repository import Commit
from anhorig_cli.source import message
from anhorig_cli.usecases.compare_plans import Comparison
from anhorig_cli.views.change_words import ChangeView
from anhorig_cli.views.plan_changes import PlanChangesView
from anhorig_cli.vocabulary import SYMBOLS, Language


def heading(found: Comparison, language: Language) -> str:
    """Return between which versions the plans were compared."""
    before = _named(found.before)
    if found.after is None:
        said = message("Changed since {before}, as the files are now", before=before)
    else:
        said = message("Changed from {before} to {after}", before=before, after=_named(found.after))
    return text_of(said, language)


def _named(commit: Commit) -> str:
    return f"{commit.short} ({commit.day.isoformat()})"


def notes(found: Comparison, language: Language) -> list[str]:
    """Return what is to be known beside the changes: that there are none, or that something could not be read."""
    said = [
        message("{file} could not be read in full: what could not be read is not compared", file=name)
        for name in found.damaged
    ]
    if not found.plans:
        nothing = message("nothing has changed in what the plans say")
        said.append(message("nothing has changed in what could be read") if found.damaged else nothing)
    return [text_of(one, language) for one in said]


def ends(found: Comparison) -> dict[str, str | None]:
    """Return the names of the two versions, for programs."""
    return {"from": found.before.name, "to": found.after.name if found.after else None}


def lines_of(found: Comparison, plans: Sequence[PlanChangesView], language: Language) -> Iterator[Line]:
    """Give the lines of a comparison."""
    yield "bold", heading(found, language)
    for note in notes(found, language):
        yield "yellow", note
    for plan in plans:
        yield "", ""
        yield from lines_of_plan(plan)


def lines_of_plan(plan: PlanChangesView) -> Iterator[Line]:
    """Give the lines of what changed in a plan."""
    yield "bold", f"{plan.title} ({plan.name})"
    if plan.sentence:
        yield "", plan.sentence
    for section in plan.sections:
        yield "bold", f"  {section.heading}: {len(section.changes)}"
        for change in section.changes:
            yield from _of_change(change)


def _of_change(change: ChangeView) -> Iterator[Line]:
    mark, style = (f"{SYMBOLS['overdue']} ", "bold red") if change.is_altered else ("", "")
    if len(change.lines) == 1:
        yield style, f"    {mark}{change.title}: {change.lines[0]}"
        return
    yield style, f"    {mark}{change.title}"
    yield from (("", f"      {line}") for line in change.lines)
