"""Tell the findings that are new from those that were there: by rule, place in the plan and text, not by line."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from anhorig_cli.diagnostics import Diagnostic, Severity, capped
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import read_texts
from anhorig_cli.loading.plan_names import natural_order
from anhorig_cli.source import Location, Message
from anhorig_cli.usecases.check.evaluate import CheckOptions, evaluate, without_covered
from anhorig_cli.usecases.edit.edit_across import EditedAcross
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, Edited
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

Key = tuple[object, ...]
_NOT_YET = "future-fact"
_OVERDUE = "ANH301"
_COUNTS = ("n", "times", "all")
"""What messages call how many there are, and of how many."""


@dataclass(frozen=True, slots=True)
class NewFindings:
    """What a check newly finds in a plan that was edited, and whether the edit is one that may not be written."""

    new: tuple[Diagnostic, ...]
    is_refused: bool


def found_by_edit(
    selected: WorkspacePlan, edited: Edited, as_of: date, before: Sequence[Diagnostic] | None = None
) -> NewFindings:
    """Return what a check as of a day finds in a plan that was edited, and did not find before.

    Args:
        selected: the plan.
        edited: its files as they are to be written.
        as_of: the day.
        before: what `found_in` has found in the plan, for one who asks of many edits of it.
    """
    before = found_in(selected, as_of) if before is None else before
    now = found_in(selected._replace(files=files_with(selected.files, edited.files)), as_of)
    new, _ = split_new(sorted(now, key=lambda one: one.sort_key), before, _spot)
    faults = _faults(now) - _faults(before)
    told = without_covered(new, each=True)
    return NewFindings(tuple(capped(told)), any(code != _OVERDUE or not edited.may_be_overdue for code, _ in faults))


def found_in(plan: WorkspacePlan, as_of: date) -> list[Diagnostic]:
    """Return all that a check as of a day finds in a plan by itself."""
    return evaluate(plan, Workspace([plan]), CheckOptions(as_of, uncapped=True)).diagnostics


def found_in_new(old: WorkspacePlan, new: PlanFiles, as_of: date) -> NewFindings:
    """Return what a check finds in a plan made of an old one; an error of a kind that the old has not is refused."""
    both = [old, old._replace(files=new)]
    before, now = (evaluate(one, Workspace(both), CheckOptions(as_of)).diagnostics for one in both)
    had = {code for code, _ in _faults(before)}
    return NewFindings(
        tuple(sorted(now, key=lambda one: one.sort_key)), any(code not in had for code, _ in _faults(now))
    )


def found_across(edited: EditedAcross, as_of: date) -> NewFindings:
    """Return what a check as of a day newly finds in plans that are changed together: of a rule, in a file.

    Places and words are left out, since they hold the ids that become others.
    """
    afterwards = [_as_edited(one, edited) for one in edited.plans]
    before = _found_in(edited.plans, as_of)
    now = sorted(_found_in(afterwards, as_of), key=lambda one: one.sort_key)
    left = Counter(map(_rule_and_file, before))
    new: list[Diagnostic] = []
    for one in now:
        left[_rule_and_file(one)] -= 1
        if left[_rule_and_file(one)] < 0:
            new.append(one)
    return NewFindings(tuple(capped(new)), any(map(_is_fault, new)))


def _as_edited(one: WorkspacePlan, edited: EditedAcross) -> WorkspacePlan:
    own = {name for name, _ in one.files.files}
    files = files_with(one.files, [file for file in edited.files if file.name in own])
    return WorkspacePlan(files, edited.settings or one.settings)


def _found_in(plans: Sequence[WorkspacePlan], as_of: date) -> list[Diagnostic]:
    workspace, options = Workspace(plans), CheckOptions(as_of, uncapped=True)
    return [found for one in plans for found in evaluate(one, workspace, options).diagnostics]


def _rule_and_file(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.rule.code, diagnostic.location.file


def _is_fault(diagnostic: Diagnostic) -> bool:
    """Return whether a finding is one that no edit may bring: an error, or a fact of a day that has not come."""
    return diagnostic.severity is Severity.ERROR or diagnostic.rule.slug == _NOT_YET


def _faults(found: Sequence[Diagnostic]) -> Counter[tuple[str, str]]:
    """Count what no edit may bring, by rule and place.

    The words are left out: what was late, and is late still when its day was moved, is no new fault.
    """
    return Counter((one.rule.code, _spot(one)) for one in found if _is_fault(one))


def split_new(
    now: Iterable[Diagnostic], before: Iterable[Diagnostic], spot: Callable[[Diagnostic], str]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Part the findings that are new from those that were there; of several alike, the last are the new ones.

    What tells how many there are is not new where it told of more before.
    """
    left: dict[Key, Counter[int]] = {}
    for diagnostic in before:
        left.setdefault(_key(diagnostic, spot), Counter())[_number(diagnostic)] += 1
    new: list[Diagnostic] = []
    known: list[Diagnostic] = []
    for diagnostic in now:
        counted = left.get(_key(diagnostic, spot), Counter())
        number = _number(diagnostic)
        at_least = number if counted[number] else min((one for one in +counted if one > number), default=None)
        if at_least is not None:
            counted[at_least] -= 1
        (new if at_least is None else known).append(diagnostic)
    return new, known


def _spot(diagnostic: Diagnostic) -> str:
    return diagnostic.location.file if diagnostic.place is None else diagnostic.place


def files_with(files: PlanFiles, changed: Iterable[ChangedFile]) -> PlanFiles:
    """Return a plan's files with some of them as they are to be written, or new."""
    written = {one.name: one for one in changed}
    texts = {text.name: text.data for text in read_texts(files)[0]} | {
        name: one.after or b"" for name, one in written.items()
    }
    paths = dict(files.files) | {name: one.path for name, one in written.items()}
    names = sorted(paths, key=lambda name: [natural_order(step) for step in name.split("/")])

    def read(name: str, _path: Path) -> bytes:
        return texts[name]

    return files._replace(files=tuple((name, paths[name]) for name in names), read=read)


def _key(diagnostic: Diagnostic, spot: Callable[[Diagnostic], str]) -> Key:
    return (diagnostic.rule.code, spot(diagnostic), *_said(diagnostic.message))


def _said(text: Message) -> Key:
    """Return what a message says, but for the lines, files and numbers that it names, which come and go."""
    flaw = text.values.get("flaw")
    if isinstance(flaw, Message):  # with something more about it
        return _said(flaw)
    told = (name for name in sorted(text.values) if name != "line" and name not in _COUNTS)
    return (text.template, *((name, _value(text.values[name])) for name in told))


def _number(diagnostic: Diagnostic) -> int:
    """Return how many a finding tells of; 0 where it tells no number."""
    numbers = (value for name, value in diagnostic.message.values.items() if name in _COUNTS[:-1])
    return next((number for number in numbers if isinstance(number, int)), 0)


def _value(value: object) -> object:
    if isinstance(value, Message):
        return _said(value)
    return None if isinstance(value, Location) else str(value)
