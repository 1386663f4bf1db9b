"""Separate the findings that are new from those known before: by rule, place in the plan and text, not by line."""

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
from anhorig_cli.usecases.edit.edit_across import EditedPlans
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, EditedPlan
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

Key = tuple[object, ...]
_FUTURE_FACT = "future-fact"
_OVERDUE = "ANH301"
_COUNTS = ("n", "times", "all")
"""The placeholders in messages for a count, and for the total that it is of."""


@dataclass(frozen=True, slots=True)
class NewFindings:
    """The new findings in an edited plan, and whether they forbid writing the edit."""

    new: tuple[Diagnostic, ...]
    is_refused: bool


def findings_of_edit(
    selected: WorkspacePlan, edited: EditedPlan, as_of: date, before: Sequence[Diagnostic] | None = None
) -> NewFindings:
    """Return the findings of a check as of a day in an edited plan that the plan did not have before.

    Args:
        selected: the plan.
        edited: its files as they are to be written.
        as_of: the day.
        before: the findings of `findings_in` for the plan, for a caller that tries many edits of it.
    """
    before = findings_in(selected, as_of) if before is None else before
    now = findings_in(selected._replace(files=files_with(selected.files, edited.files)), as_of)
    new, _ = split_new(sorted(now, key=lambda one: one.sort_key), before, _place)
    faults = _faults(now) - _faults(before)
    reported = without_covered(new, each=True)
    return NewFindings(
        tuple(capped(reported)), any(code != _OVERDUE or not edited.may_be_overdue for code, _ in faults)
    )


def findings_in(plan: WorkspacePlan, as_of: date) -> list[Diagnostic]:
    """Return all findings of a check as of a day in a plan by itself."""
    return evaluate(plan, Workspace([plan]), CheckOptions(as_of, uncapped=True)).diagnostics


def findings_of_new_plan(old: WorkspacePlan, new: PlanFiles, begins: date, as_of: date) -> NewFindings:
    """Return the findings as of a day in a plan made from an old one.

    An error of a kind that the old plan has not is refused, unless the plan would not have had it on the day when its
    period `begins`: what time has made late since then is nothing that another text could mend.
    """
    both = Workspace([old, old._replace(files=new)])
    before, now = (evaluate(one, both, CheckOptions(as_of)).diagnostics for one in both.plans)
    faults = {code for code, _ in _faults(now)} - {code for code, _ in _faults(before)}
    if faults and begins < as_of:
        at_first = evaluate(both.plans[1], both, CheckOptions(begins)).diagnostics
        faults &= {code for code, _ in _faults(at_first)}
    return NewFindings(tuple(sorted(now, key=lambda one: one.sort_key)), bool(faults))


def findings_of_edits(edited: EditedPlans, as_of: date) -> NewFindings:
    """Return the new findings as of a day in plans that are changed together, compared by rule and file.

    Places and texts are not compared, since they hold the ids that change.
    """
    afterwards = [_as_edited(one, edited) for one in edited.plans]
    before = _findings_in(edited.plans, as_of)
    now = sorted(_findings_in(afterwards, as_of), key=lambda one: one.sort_key)
    left = Counter(map(_rule_and_file, before))
    new: list[Diagnostic] = []
    for one in now:
        left[_rule_and_file(one)] -= 1
        if left[_rule_and_file(one)] < 0:
            new.append(one)
    return NewFindings(tuple(capped(new)), any(map(_is_fault, new)))


def _as_edited(one: WorkspacePlan, edited: EditedPlans) -> WorkspacePlan:
    own = {name for name, _ in one.files.files}
    files = files_with(one.files, [file for file in edited.files if file.name in own])
    return WorkspacePlan(files, edited.settings or one.settings)


def _findings_in(plans: Sequence[WorkspacePlan], as_of: date) -> list[Diagnostic]:
    workspace, options = Workspace(plans), CheckOptions(as_of, uncapped=True)
    return [found for one in plans for found in evaluate(one, workspace, options).diagnostics]


def _rule_and_file(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.rule.code, diagnostic.location.file


def _is_fault(diagnostic: Diagnostic) -> bool:
    """Return whether a finding forbids an edit that causes it: an error, or a fact dated in the future."""
    return diagnostic.severity is Severity.ERROR or diagnostic.rule.slug == _FUTURE_FACT


def _faults(found: Sequence[Diagnostic]) -> Counter[tuple[str, str]]:
    """Return the number of findings that forbid an edit, by rule and place.

    Their texts are not compared: what was overdue, and still is when its date was moved, is no new fault.
    """
    return Counter((one.rule.code, _place(one)) for one in found if _is_fault(one))


def split_new(
    now: Iterable[Diagnostic], before: Iterable[Diagnostic], place: Callable[[Diagnostic], str]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the findings that are new, and those known before; of several alike, the last are the new ones.

    A finding that states a count is known where an earlier one stated the same or a greater count.
    """
    left: dict[Key, Counter[int]] = {}
    for diagnostic in before:
        left.setdefault(_key(diagnostic, place), Counter())[_count(diagnostic)] += 1
    new: list[Diagnostic] = []
    known: list[Diagnostic] = []
    for diagnostic in now:
        counted = left.get(_key(diagnostic, place), Counter())
        number = _count(diagnostic)
        at_least = number if counted[number] else min((one for one in +counted if one > number), default=None)
        if at_least is not None:
            counted[at_least] -= 1
        (new if at_least is None else known).append(diagnostic)
    return new, known


def _place(diagnostic: Diagnostic) -> str:
    return diagnostic.location.file if diagnostic.place is None else diagnostic.place


def files_with(files: PlanFiles, changed: Iterable[ChangedFile]) -> PlanFiles:
    """Return a plan's files with some of them changed or added, as they are to be written."""
    written = {one.name: one for one in changed}
    texts = {text.name: text.data for text in read_texts(files)[0]} | {
        name: one.after or b"" for name, one in written.items()
    }
    paths = dict(files.files) | {name: one.path for name, one in written.items()}
    names = sorted(paths, key=lambda name: [natural_order(step) for step in name.split("/")])

    def read(name: str, _path: Path) -> bytes:
        return texts[name]

    return files._replace(files=tuple((name, paths[name]) for name in names), read=read)


def _key(diagnostic: Diagnostic, place: Callable[[Diagnostic], str]) -> Key:
    return (diagnostic.rule.code, place(diagnostic), *_comparable(diagnostic.message))


def _comparable(text: Message) -> Key:
    """Return what of a message is compared: all but the lines, locations and counts in it, which vary."""
    flaw = text.values.get("flaw")
    if isinstance(flaw, Message):  # with something more about it
        return _comparable(flaw)
    names = (name for name in sorted(text.values) if name != "line" and name not in _COUNTS)
    return (text.template, *((name, _comparable_value(text.values[name])) for name in names))


def _count(diagnostic: Diagnostic) -> int:
    """Return the count that a finding states; 0 where it states none."""
    numbers = (value for name, value in diagnostic.message.values.items() if name in _COUNTS[:-1])
    return next((number for number in numbers if isinstance(number, int)), 0)


def _comparable_value(value: object) -> object:
    if isinstance(value, Message):
        return _comparable(value)
    return None if isinstance(value, Location) else str(value)
