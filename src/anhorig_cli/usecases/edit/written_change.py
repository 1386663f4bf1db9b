"""Write a change into the text of its file, read the text again, and compare the plan with the one intended."""

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from anhorig_cli.diagnostics import CannotWorkError, UnreadableValueError, WrongUsageError
from anhorig_cli.editing.edit import Edit, EditContext, edit
from anhorig_cli.editing.parts import part_text
from anhorig_cli.editing.style import pair_of
from anhorig_cli.loading.boundary import PROJECT_FILE, same_name, unfit_for_windows
from anhorig_cli.loading.parser import parse
from anhorig_cli.loading.plan_loader import FileText, is_plan_file, kind_of, tree_of
from anhorig_cli.loading.plan_names import is_part_name, slug
from anhorig_cli.loading.validation import nodes_on
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Entry, PlanEdit
from anhorig_cli.model.register import things
from anhorig_cli.nodes import Mapping, Node
from anhorig_cli.source import Message, Source, Splice, message, spliced
from anhorig_cli.workspace.workspace_plan import OpenedPlan

_BOM = "\ufeff"
_PLAIN = "x"
"""A text that can be written in any field."""


def changed_file(opened: OpenedPlan, change: PlanEdit) -> tuple[FileText, OpenedPlan]:
    """Return the changed file, and the plan read with it.

    Raises:
        CannotWorkError: where the plan that is read is not the one intended.
    """
    text, after = _written(opened, change)
    if after is None:
        raise _error_of_unwritable(opened, change, text.name)
    return text, after


def _written(opened: OpenedPlan, change: PlanEdit, *, may_spread: bool = True) -> tuple[FileText, OpenedPlan | None]:
    """Return the changed file, and the plan read with it; None for the plan where it is not the one intended.

    A text over several lines can swallow a more deeply indented comment below it: then it is written on one line.
    """
    text, made = _new_text(opened, change, may_spread=may_spread)
    after = opened.changed(text)
    if after is not None and after.plan == _with_position_of_file(made, opened, text, after.plan).applied(opened.plan):
        return text, after
    return _written(opened, change, may_spread=False) if may_spread else (text, None)


def _with_position_of_file(change: PlanEdit, opened: OpenedPlan, text: FileText, after: Plan) -> PlanEdit:
    """Return the change; if it adds a new file, at the position among the parts that the file's name gives it."""
    if opened.before(text.name) is not None:
        return change
    addition = change.adds[0]
    ids = [thing.id for thing in things(after, addition.name)]
    name = addition.item.given("id")
    position = ids.index(name) if name in ids else None
    return replace(change, adds=(replace(addition, position=position),))


def _new_text(opened: OpenedPlan, change: PlanEdit, *, may_spread: bool) -> tuple[FileText, PlanEdit]:
    """Return the changed file, and the change as it was written."""
    root, language = opened.root, opened.plan.language
    if opened.files.is_folder and not change.route:
        if new := _new_part_file(opened, change):
            return new, change
        text, own_root = _top_level_file(opened, change)
        edited = edit(EditContext(root, [own_root], language), change, may_spread=may_spread)
    else:
        text, edited = edit_in(opened, change, may_spread=may_spread)
    return with_splices(text, edited.splices), edited.change


def _new_part_file(opened: OpenedPlan, change: PlanEdit) -> FileText | None:
    """Return the new part file for something that is added to a plan; None where the plan keeps such parts in a list.

    Raises:
        WrongUsageError: where a file of that name exists, or would not be read as a part.
    """
    item = change.adds[0].item
    beside = next((text for text in reversed(opened.texts) if kind_of(text) == item.part), None)
    tree = tree_of(beside) if beside else None
    if beside is None or tree is None:
        return None
    identity = str(item.fields["id"])
    place = PurePosixPath(beside.inside)
    inside = str(place.with_name(slug(identity) + place.suffix))
    name = f"{opened.files.name}/{inside}"
    _refuse_name(opened.files.root / inside, name)
    if slug(identity) == identity:  # the id follows from the file's name
        item = Entry(item.part, {key: value for key, value in item.fields.items() if key != "id"})
    is_markdown = place.suffix.lower() == ".md"
    written = part_text(item, opened.root, tree, opened.plan.language, is_markdown=is_markdown)
    return FileText(name, inside, written.encode("utf-8"))


def _refuse_name(file: Path, shown: str) -> None:
    """Refuse a file name that exists, also as a link, or that the search for plans, git or Windows would not accept."""
    if any(same_name(existing) == same_name(file.name) for existing in os.listdir(file.parent)):  # noqa: PTH208 - names alone
        raise WrongUsageError(message("{file}: there is such a file already", file=shown))
    is_read = is_part_name(file.name) and not file.name.startswith(".") and same_name(file.name) != PROJECT_FILE
    if not is_read or unfit_for_windows(file.name):
        raise WrongUsageError(
            message("{file}: a file of that name would not be read as a part; give another id with --id", file=shown)
        )


def _top_level_file(opened: OpenedPlan, change: PlanEdit) -> tuple[FileText, Mapping]:
    """Return the file, and its root, of the list that is added to in a folder plan; without one, the plan file."""
    trees: list[tuple[FileText, Mapping]] = []
    for text in opened.texts:
        tree = tree_of(text) if kind_of(text) is None else None
        if tree is not None:
            trees.append((text, tree))
    name = change.adds[0].name
    with_list = [(text, tree) for text, tree in trees if pair_of(tree, "plan", name)]
    if with_list:
        return with_list[-1]
    return next((text, tree) for text, tree in trees if is_plan_file(text))


def edit_in(opened: OpenedPlan, change: PlanEdit, *, may_spread: bool = True) -> tuple[FileText, Edit]:
    """Return the file of the part that a change is about, and the edit that makes the change there."""
    nodes = nodes_on(opened.root, Plan, change.route)
    name = nodes[-1].source.name
    text = next(text for text in opened.texts if text.name == name)
    is_own_file = opened.files.is_folder and kind_of(text) == change.part == "subgoal"
    has_body = is_own_file and text.name.lower().endswith(".md")
    context = EditContext(opened.root, nodes, opened.plan.language, has_body, _parsed_node)
    return text, edit(context, change, may_spread=may_spread)


def _parsed_node(text: str) -> Node | None:
    """Return the root node of a YAML text; None where it cannot be parsed."""
    return parse(Source("", text))[0]


def with_all(opened: OpenedPlan, splices: Iterable[tuple[str, Iterable[Splice]]]) -> list[FileText]:
    """Return the files of a plan that have splices, with all of them made.

    Args:
        opened: the plan.
        splices: pairs of a file's name and its splices; a name may come several times.

    Raises:
        ValueError: where two splices overlap.
    """
    by_file: dict[str, list[Splice]] = {}
    for name, several in splices:
        by_file.setdefault(name, []).extend(several)
    return [with_splices(text, by_file[text.name]) for text in opened.texts if text.name in by_file]


def with_splices(text: FileText, splices: Iterable[Splice]) -> FileText:
    """Return a file with splices made; a byte order mark at its beginning is kept.

    Raises:
        ValueError: where two splices overlap.
    """
    old = text.data.decode("utf-8")
    bom = _BOM if old.startswith(_BOM) else ""
    return text._replace(data=(bom + spliced(old.removeprefix(_BOM), splices)).encode("utf-8"))


def _error_of_unwritable(opened: OpenedPlan, change: PlanEdit, file: str) -> CannotWorkError:
    """Return the error that says which field's text cannot be written, and why.

    It is the first field without whose text the change could be written.
    """
    for position, addition in enumerate(change.adds):
        if addition.text is not None:
            continue
        for name, value in addition.item.fields.items():
            fields = {**addition.item.fields, name: _PLAIN}
            plain = replace(addition, item=Entry(addition.item.part, fields))
            adds = (*change.adds[:position], plain, *change.adds[position + 1 :])
            if isinstance(value, str) and _can_be_written(opened, replace(change, adds=adds)):
                return CannotWorkError(
                    message(
                        "{file}: the text for '{field}' cannot be written here so that it reads as it is meant: {why}",
                        file=file,
                        field=PARTS[addition.item.part].term(name),
                        why=_reason_unwritable(value),
                    )
                )
    return unexpected_result(file)


def unexpected_result(file: str) -> CannotWorkError:
    """Return the error that says that the changed file would not be read as intended."""
    return CannotWorkError(
        message(
            "{file}: the change cannot be written here so that it reads as it was meant; change the file in an editor",
            file=file,
        )
    )


def _can_be_written(opened: OpenedPlan, change: PlanEdit) -> bool:
    try:
        return _written(opened, change)[1] is not None
    except (ValidationError, UnreadableValueError, CannotWorkError):
        return False


def _reason_unwritable(text: str) -> Message:
    """Return what in a text would end it, or be read as something else."""
    if "<!--" in text:
        return message("it contains <!--, which begins a comment")
    if "\n\n" in text:
        return message("it contains an empty line, which ends it; write it as one paragraph")
    if re.search(r"^\s*#|^\s*(?:=+|-+)\s*$", text, re.MULTILINE):
        return message("a line in it is read as a heading")
    if re.search(r"^\s*(?:```|~~~)", text, re.MULTILINE):
        return message("it contains a line of ``` or ~~~, which begins code")
    if re.search(r"^[^\W\d_][\w ]*:", text, re.MULTILINE):
        return message("a line in it begins with the name of a field, such as 'Orsak:' (Cause:)")
    return message("change the file in an editor")
