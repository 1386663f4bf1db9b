"""Change one thing in a plan: make the splices, read the result again, and compare it with what was meant."""

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

_UNSEEN = re.compile(f"[{CONTROL}{BIDIRECTIONAL}{SEPARATORS}]")


class ChangedFile(NamedTuple):
    """A file as it is to be written: its name as shown, its path, and its bytes.

    `before` is None for a new file, and `after` for one that goes.
    """

    name: str
    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Edited:
    """The files of a plan that are to be written, all of them or none, and a sentence that says what was done.

    A subgoal that is written down afterwards `may_be_overdue`.
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

    A new subgoal `may_be_overdue`.
    """

    changes: Sequence[PlanEdit]
    summary: Message
    may_be_overdue: bool = False


def edit_plan(files: PlanFiles, intend: Callable[[Plan], Intent]) -> Edited:
    """Return the file that a change is made in, as it is to be written, and those of the changes that go with it.

    Raises:
        RefusedError: where the plan cannot be read whole.
        WrongUsageError: where the change has no meaning in this plan.
        CannotWorkError: where the file is written in a way that cannot be changed safely.
    """
    opened = open_plan(files)
    with _refusing_unreadable():
        intent = intend(opened.plan)
        texts = _all_changed(opened, intent.changes)
    return Edited(changed_files(opened, texts), intent.summary, intent.may_be_overdue)


def changed_files(opened: OpenedPlan, texts: Iterable[FileText]) -> tuple[ChangedFile, ...]:
    """Return files of a plan as they are to be written."""
    return tuple(
        ChangedFile(text.name, _path(opened.files, text), opened.before(text.name), text.data) for text in texts
    )


def _path(files: PlanFiles, text: FileText) -> Path:
    """Return where a file of a plan stands, or will stand when it is new."""
    known = dict(files.files).get(text.name)
    return known or files.root.joinpath(*text.inside.split("/"))


@contextmanager
def _refusing_unreadable() -> Generator[None, None, None]:
    """Refuse what a field cannot hold as what was said wrongly."""
    try:
        yield
    except UnreadableValueError as flaw:
        raise WrongUsageError(flaw.sentence) from None
    except ValidationError as error:
        raise _refused(error) from None


def _refused(error: ValidationError) -> WrongUsageError:
    """Return what to say of a value that a field cannot hold, or of one that is missing."""
    flaw = error.errors(include_url=False, include_input=False)[0]
    cause = flaw.get("ctx", {}).get("error")
    if isinstance(cause, UnreadableValueError):
        return WrongUsageError(cause.sentence)
    return WrongUsageError(message("'{key}' is missing", key=str(flaw["loc"][-1])))


def gather(gathered: GatheredChanges, intend: Callable[[Plan], Intent]) -> Route:
    """Make the change that is intended one of those that are gathered, and return the route of its part.

    Raises:
        WrongUsageError: where it has no meaning in the plan as they make it.
    """
    with _refusing_unreadable():
        change = intend(gathered.plan).changes[0].tidied(tidy)
        gathered.add(change)
    return change.route


def edit_together(files: PlanFiles, changes: Sequence[PlanEdit], summary: Message) -> Edited | None:
    """Return a plan's files with changes of different parts, made in one reading; None where that cannot be.

    Nor can it where they change the hand that the plan is written in, since one after another each would be written in
    the hand of those before it.
    """
    opened = open_plan(files)
    try:
        together = _changed_in_one_hand(opened, changes)
    except ValidationError:
        return None
    return Edited(changed_files(opened, together), summary) if together is not None else None


def _is_same_hand(before: OpenedPlan, after: OpenedPlan, changes: Sequence[PlanEdit]) -> bool:
    """Return whether what was written changes nothing of how the next would be written.

    A list's first item is written as those of the same list elsewhere are, and without any as nothing says otherwise.
    """
    styles, later = _styles(before, changes), _styles(after, changes)
    if not all(style.is_same_hand(later[name]) for name, style in styles.items()):
        return False
    for filled, routes in _filled(before.plan, changes).items():
        if len(routes) > 1 and not _is_same_form(styles.values(), after, filled, routes):
            return False
    return True


def _filled(plan: Plan, changes: Iterable[PlanEdit]) -> dict[tuple[str, str], list[Route]]:
    """Return the routes of the lists that get their first items, by part and field."""
    filled: dict[tuple[str, str], list[Route]] = {}
    for change in changes:
        for addition in change.adds:
            if not getattr(part_at(plan, change.route), addition.name):
                filled.setdefault((change.part, addition.name), []).append((*change.route, addition.name))
    return filled


def _is_same_form(styles: Iterable[Style], after: OpenedPlan, listed: tuple[str, str], routes: Iterable[Route]) -> bool:
    """Return whether the items that are first in their lists have one form, that of the same lists elsewhere.

    Where there is none elsewhere, none of them has a value in quotes, which the next one's would be in, too.
    """
    forms = {form_of_last(nodes_on(after.root, Plan, route)[-1]) for route in routes}
    others = [node for style in styles for node in style.others(*listed)]
    known = {form_of_last(node) for node in others} - {None}
    if len(forms | known) != 1:
        return False
    has_quotes = any(form.quotes for form in forms if form)
    return bool(known) or not has_quotes


def _styles(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> dict[str, Style]:
    """Return the style of each file that is changed, by its name."""
    styles: dict[str, Style] = {}
    for change in changes:
        source = nodes_on(opened.root, Plan, change.route)[-1].source
        if source.name not in styles:
            styles[source.name] = style_of(opened.root, source, opened.plan.language)
    return styles


def _all_changed(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> list[FileText]:
    """Return the files that changes are made in, each change after the one before."""
    tidied = [change.tidied(tidy) for change in changes]
    if len(tidied) > 1:
        together = _changed_together(opened, tidied)
        texts = together[0] if together else _gathered(opened, tidied)
        if texts is not None:
            return texts
    return _changed_in_turn(opened, tidied)


def _gathered(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> list[FileText] | None:
    """Return the files that changes are made in, of which several may be of one part; None where that cannot be."""
    if any(not one.route or any(addition.text is not None for addition in one.adds) for one in changes):
        return None
    gathered = GatheredChanges(opened.plan)
    for change in changes:
        gathered.add(change)
    return _changed_in_one_hand(opened, gathered.changes)


def _changed_in_one_hand(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> list[FileText] | None:
    """Return the files as `_changed_together` does; None, too, where the hand changes between the changes."""
    together = _changed_together(opened, changes)
    if together is None or not _is_same_hand(opened, together[1], changes):
        return None
    return together[0]


def _changed_together(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> tuple[list[FileText], OpenedPlan] | None:
    """Return the files that changes of different parts are made in, and the plan read with them; None where that fails.

    Each would else be read again for every part that is changed, and a table changes many.
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
    meant = applied_together(opened.plan, [made.change for _, made in edits])
    if after is None or after.plan != meant:
        return None
    return texts, after


def _changed_in_turn(opened: OpenedPlan, changes: Sequence[PlanEdit]) -> list[FileText]:
    """Return the files that changes are made in, each as the last of them leaves it."""
    texts: dict[str, FileText] = {}
    now = opened
    for change in changes:
        change.applied(now.plan)
        text, now = changed_file(now, change)
        texts[text.name] = text
    return list(texts.values())


def tidy(text: str) -> str:
    """Return a text of the user's as a plan holds it: NFC, LF, nothing around it.

    Raises:
        WrongUsageError: where it holds a character that acts or hides, a personal number, or nothing at all.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    unseen = _UNSEEN.search(text)
    if unseen is not None:
        point = f"U+{ord(unseen[0]):04X}"
        raise WrongUsageError(message("the text contains the character {point}, which cannot be seen", point=point))
    if any(number.is_certain for number in personal_numbers(text)):
        raise WrongUsageError(message("the text contains a personal identity number: leave it out"))
    tidied = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    if not tidied:
        raise WrongUsageError(message("an empty text says nothing: leave it out"))
    return tidied
