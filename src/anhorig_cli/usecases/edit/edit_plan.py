"""Change one thing in a plan: make the splices, read the result again, and compare it with what was intended."""

import re
import unicodedata
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from anhorig_cli.characters import BIDIRECTIONAL, CONTROL, SEPARATORS
from anhorig_cli.diagnostics import CannotWorkError, UnreadableValueError, WrongUsageError
from anhorig_cli.editing.style import Style, form_of_last, style_of
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import FileText
from anhorig_cli.loading.validation import nodes_on
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import GatheredChanges, PlanEdit, applied_together, part_at
from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.source import Message, Route, message
from anhorig_cli.usecases.edit.written_change import changed_file, edit_in, with_all
from anhorig_cli.workspace.workspace_plan import OpenedPlan, open_plan

_INVISIBLE = re.compile(f"[{CONTROL}{BIDIRECTIONAL}{SEPARATORS}]")


class ChangedFile(NamedTuple):
    """A file as it is to be written: its name as shown, its path, and its bytes.

    `before` is None for a new file, and `after` for one that is removed.
    """

    name: str
    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class EditedPlan:
    """The files of a plan that are to be written, all of them or none, and a sentence that says what was done.

    `may_be_overdue` is set where a subgoal was added: it may be overdue from the start.
    """

    files: tuple[ChangedFile, ...]
    summary: Message
    may_be_overdue: bool = False

    @property
    def name(self) -> str:
        """The name of the first file, as shown."""
        return self.files[0].name


@dataclass(frozen=True, slots=True)
class Intent:
    """Changes to make, each after the one before, and a sentence that says what was done.

    `may_be_overdue` is set where a subgoal is added: it may be overdue from the start.
    """

    changes: Sequence[PlanEdit]
    summary: Message
    may_be_overdue: bool = False


def edit_plan(files: PlanFiles, intend: Callable[[Plan], Intent]) -> EditedPlan:
    """Return the files that an intended change is made in, as they are to be written.

    Raises:
        RefusedError: where some of the plan cannot be read.
        WrongUsageError: where the change makes no sense in this plan.
        CannotWorkError: where the file is written in a way that cannot be changed safely.
    """
    opened = open_plan(files)
    with _unreadable_as_wrong_usage():
        intent = intend(opened.plan)
        texts = _with_changes(opened, intent.changes)
    return EditedPlan(changed_files(opened, texts), intent.summary, intent.may_be_overdue)


def changed_files(opened: OpenedPlan, texts: Iterable[FileText]) -> tuple[ChangedFile, ...]:
    """Return the changed files of a plan, each with its path and its bytes before and after."""
    return tuple(
        ChangedFile(text.name, _path(opened.files, text), opened.before(text.name), text.data) for text in texts
    )


def _path(files: PlanFiles, text: FileText) -> Path:
    """Return the path of a plan's file, or the path that a new file is to have."""
    known = dict(files.files).get(text.name)
    return known or files.root.joinpath(*text.inside.split("/"))


@contextmanager
def _unreadable_as_wrong_usage() -> Generator[None, None, None]:
    """Raise a value that a field cannot hold as a `WrongUsageError`."""
    try:
        yield
    except UnreadableValueError as flaw:
        raise WrongUsageError(flaw.sentence) from None
    except ValidationError as error:
        raise _wrong_usage(error) from None


def _wrong_usage(error: ValidationError) -> WrongUsageError:
    """Return the error for a value that a field cannot hold, or for one that is missing."""
    flaw = error.errors(include_url=False, include_input=False)[0]
    cause = flaw.get("ctx", {}).get("error")
    if isinstance(cause, UnreadableValueError):
        return WrongUsageError(cause.sentence)
    return WrongUsageError(message("'{key}' is missing", key=str(flaw["loc"][-1])))


def gather(gathered: GatheredChanges, intend: Callable[[Plan], Intent]) -> Route:
    """Add the intended change to those that are gathered, and return the route of its part.

    Raises:
        WrongUsageError: where it makes no sense in the plan as the gathered changes leave it.
    """
    with _unreadable_as_wrong_usage():
        change = intend(gathered.plan).changes[0].tidied(tidy)
        gathered.add(change)
    return change.route


def edit_together(files: PlanFiles, changes: Sequence[PlanEdit], summary: Message) -> EditedPlan | None:
    """Return a plan's files with changes of different parts, made in one reading; None where that cannot be done.

    It cannot where the changes alter the plan's style of writing, since one after another, each change would be written
    in the style that those before it left.
    """
    opened = open_plan(files)
    try:
        together = _changed_in_one_style(opened, changes)
    except ValidationError:
        return None
    return EditedPlan(changed_files(opened, together), summary) if together is not None else None


def _keeps_style(before: OpenedPlan, after: OpenedPlan, changes: Sequence[PlanEdit]) -> bool:
    """Return whether each change would be written the same after the others, since they leave the style as it is.

    A list's first item is written as items of the same list elsewhere are, or in the default form where there are none.
    """
    styles, later = _styles(before, changes), _styles(after, changes)
    if not all(style.has_same_conventions(later[name]) for name, style in styles.items()):
        return False
    for filled, routes in _newly_filled_lists(before.plan, changes).items():
        if len(routes) > 1 and not _first_items_agree(styles.values(), after, filled, routes):
            return False
    return True


def _newly_filled_lists(plan: Plan, changes: Iterable[PlanEdit]) -> dict[tuple[str, str], list[Route]]:
    """Return the routes of the empty lists that get their first items, by part and field."""
    routes_by_list: dict[tuple[str, str], list[Route]] = {}
    for change in changes:
        for addition in change.adds:
            if not getattr(part_at(plan, change.route), addition.name):
                routes_by_list.setdefault((change.part, addition.name), []).append((*change.route, addition.name))
    return routes_by_list


def _first_items_agree(
    styles: Iterable[Style], after: OpenedPlan, listed: tuple[str, str], routes: Iterable[Route]
) -> bool:
    """Return whether the first items of several lists have one form, which is that of the same lists elsewhere.

    Where there are none elsewhere, no value may be in quotes, since the next first item would imitate them.
    """
    forms = {form_of_last(nodes_on(after.root, Plan, route)[-1]) for route in routes}
    others = [node for style in styles for node in style.others(*listed)]
    known = {form_of_last(node) for node in others} - {None}
    if len(forms | known) != 1:
        return False
    has_quotes = any(form.quotes for form in forms if form)
    return bool(known) or not has_quotes


def _styles(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> dict[str, Style]:
    """Return the style of each file that is changed, by the file's name."""
    styles: dict[str, Style] = {}
    for change in changes:
        source = nodes_on(opened.root, Plan, change.route)[-1].source
        if source.name not in styles:
            styles[source.name] = style_of(opened.root, source, opened.plan.language)
    return styles


def _with_changes(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> list[FileText]:
    """Return the files with all changes made, each change after the one before."""
    tidied = [change.tidied(tidy) for change in changes]
    if len(tidied) > 1:
        together = _changed_together(opened, tidied)
        texts = together[0] if together else _changed_when_gathered(opened, tidied)
        if texts is not None:
            return texts
    return _changed_in_turn(opened, tidied)


def _changed_when_gathered(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> list[FileText] | None:
    """Return the files with changes of which several may be of one part; None where they cannot be made together."""
    if any(not one.route or any(addition.text is not None for addition in one.adds) for one in changes):
        return None
    gathered = GatheredChanges(opened.plan)
    for change in changes:
        gathered.add(change)
    return _changed_in_one_style(opened, gathered.changes)


def _changed_in_one_style(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> list[FileText] | None:
    """Return the files as `_changed_together` does, but None where the changes alter the style of writing."""
    together = _changed_together(opened, changes)
    if together is None or not _keeps_style(opened, together[1], changes):
        return None
    return together[0]


def _changed_together(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> tuple[list[FileText], OpenedPlan] | None:
    """Return the files with changes of different parts, and the plan read from them; None where that fails.

    Made one by one, each change would need another reading, and a table makes many changes.
    """
    routes = {change.route for change in changes}
    if () in routes or len(routes) < len(changes):
        return None
    try:
        edits = [edit_in(opened, change) for change in changes]
        texts = with_all(opened, ((text.name, made.splices) for text, made in edits))
    except (CannotWorkError, ValueError):
        return None
    after = opened.changed(*texts)
    intended = applied_together(opened.plan, [made.change for _, made in edits])
    if after is None or after.plan != intended:
        return None
    return texts, after


def _changed_in_turn(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> list[FileText]:
    """Return the changed files, each as its last change leaves it."""
    texts: dict[str, FileText] = {}
    current = opened
    for change in changes:
        change.applied(current.plan)
        text, current = changed_file(current, change)
        texts[text.name] = text
    return list(texts.values())


def tidy(text: str) -> str:
    """Return the user's text as a plan holds it: NFC, LF, without space around it or at the ends of lines.

    Raises:
        WrongUsageError: where it holds a control or invisible character, a personal number, or nothing at all.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    invisible = _INVISIBLE.search(text)
    if invisible is not None:
        point = f"U+{ord(invisible[0]):04X}"
        raise WrongUsageError(message("the text contains the character {point}, which cannot be seen", point=point))
    if any(number.is_certain for number in personal_numbers(text)):
        raise WrongUsageError(message("the text contains a personal identity number: leave it out"))
    tidied = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    if not tidied:
        raise WrongUsageError(message("an empty text says nothing: leave it out"))
    return tidied
