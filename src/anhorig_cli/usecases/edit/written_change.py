"""A change written in the text of the file that it belongs in, which is read again and compared with what was meant."""

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
"""A text that can be written anywhere."""


def changed_file(opened: OpenedPlan, change: PlanEdit) -> tuple[FileText, OpenedPlan]:
    """Return the changed file, and the plan read with it, when it reads as it was meant.

    Raises:
        CannotWorkError: where it does not read so.
    """
    text, after = _written(opened, change)
    if after is None:
        raise _why_not_written(opened, change, text.name)
    return text, after


def _written(opened: OpenedPlan, change: PlanEdit, *, may_spread: bool = True) -> tuple[FileText, OpenedPlan | None]:
    """Return the changed file, and the plan read with it; None where it would not read as it was meant.

    A text of several lines can swallow a comment that stands below it further in: then it is written on one.
    """
    text, made = _new_text(opened, change, may_spread=may_spread)
    after = opened.changed(text)
    if after is not None and after.plan == _placed(made, opened, text, after.plan).applied(opened.plan):
        return text, after
    return _written(opened, change, may_spread=False) if may_spread else (text, None)


def _placed(change: PlanEdit, opened: OpenedPlan, text: FileText, after: Plan) -> PlanEdit:
    """Return the change; what is added as a new file, with the position that the file's name gives it."""
    if opened.before(text.name) is not None:
        return change
    addition = change.adds[0]
    ids = [thing.id for thing in things(after, addition.name)]
    name = addition.item.given("id")
    position = ids.index(name) if name in ids else None
    return replace(change, adds=(replace(addition, position=position),))


def _new_text(opened: OpenedPlan, change: PlanEdit, *, may_spread: bool) -> tuple[FileText, PlanEdit]:
    """Return the changed file, and the change as it was written in it."""
    root, language = opened.root, opened.plan.language
    if opened.files.is_folder and not change.route:
        if new := _new_part_file(opened, change):
            return new, change
        text, own_root = _top_level_file(opened, change)
        made = edit(EditContext(root, [own_root], language), change, may_spread=may_spread)
    else:
        text, made = edit_in(opened, change, may_spread=may_spread)
    return with_splices(text, made.splices), made.change


def _new_part_file(opened: OpenedPlan, change: PlanEdit) -> FileText | None:
    """Return a new part file for what is added to a plan; None where such things stand in a list.

    Raises:
        WrongUsageError: where there is a file of that name already, or one of that name would not be read.
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
    if slug(identity) == identity:  # the file's name says it
        item = Entry(item.part, {key: value for key, value in item.fields.items() if key != "id"})
    is_markdown = place.suffix.lower() == ".md"
    written = part_text(item, opened.root, tree, opened.plan.language, is_markdown=is_markdown)
    return FileText(name, inside, written.encode("utf-8"))


def _refuse_name(file: Path, shown: str) -> None:
    """Refuse a new part file under a name that is taken, also by a link, or that search, git or Windows pass by."""
    if any(same_name(taken) == same_name(file.name) for taken in os.listdir(file.parent)):  # noqa: PTH208 - names alone
        raise WrongUsageError(message("{file}: there is such a file already", file=shown))
    is_read = is_part_name(file.name) and not file.name.startswith(".") and same_name(file.name) != PROJECT_FILE
    if not is_read or unfit_for_windows(file.name):
        raise WrongUsageError(
            message("{file}: a file of that name would not be read as a part; give another id with --id", file=shown)
        )


def _top_level_file(opened: OpenedPlan, change: PlanEdit) -> tuple[FileText, Mapping]:
    """Return the file of a folder plan whose list something is added to, and its tree; the plan file without a list."""
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
    """Return the file that the part of a change is written in, and how the change is made there."""
    nodes = nodes_on(opened.root, Plan, change.route)
    name = nodes[-1].source.name
    text = next(text for text in opened.texts if text.name == name)
    is_own_file = opened.files.is_folder and kind_of(text) == change.part == "subgoal"
    has_body = is_own_file and text.name.lower().endswith(".md")
    context = EditContext(opened.root, nodes, opened.plan.language, has_body, _node_of)
    return text, edit(context, change, may_spread=may_spread)


def _node_of(text: str) -> Node | None:
    """Return the tree of a text of YAML; None of one that cannot be read."""
    return parse(Source("", text))[0]


def with_all(opened: OpenedPlan, splices: Iterable[tuple[str, Iterable[Splice]]]) -> list[FileText]:
    """Return the files of a plan that have splices, which are told by the files' names, with all of them made.

    Raises:
        ValueError: where two of them want the same text.
    """
    of_file: dict[str, list[Splice]] = {}
    for name, several in splices:
        of_file.setdefault(name, []).extend(several)
    return [with_splices(text, of_file[text.name]) for text in opened.texts if text.name in of_file]


def with_splices(text: FileText, splices: Iterable[Splice]) -> FileText:
    """Return a file with splices made.

    Raises:
        ValueError: where two of them want the same text.
    """
    old = text.data.decode("utf-8")
    bom = _BOM if old.startswith(_BOM) else ""
    return text._replace(data=(bom + spliced(old.removeprefix(_BOM), splices)).encode("utf-8"))


def _why_not_written(opened: OpenedPlan, change: PlanEdit, file: str) -> CannotWorkError:
    """Return which text of a change cannot be written in a file, and why; it is the one without which it can."""
    for position, addition in enumerate(change.adds):
        if addition.text is not None:
            continue
        for name, value in addition.item.fields.items():
            fields = {**addition.item.fields, name: _PLAIN}
            other = replace(addition, item=Entry(addition.item.part, fields))
            adds = (*change.adds[:position], other, *change.adds[position + 1 :])
            if isinstance(value, str) and _can_be_written(opened, replace(change, adds=adds)):
                return CannotWorkError(
                    message(
                        "{file}: the text for '{field}' cannot be written here so that it reads as it is meant: {why}",
                        file=file,
                        field=PARTS[addition.item.part].term(name),
                        why=_what_acts(value),
                    )
                )
    return not_as_meant(file)


def not_as_meant(file: str) -> CannotWorkError:
    """Return the error that says that a file does not read as it is meant with a change."""
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


def _what_acts(text: str) -> Message:
    """Return what in a text ends it, or begins something else."""
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
