"""Where a new thing of a folder plan goes: a file of its own beside the others of its kind, or a list in a file."""

import os
from pathlib import Path, PurePosixPath

from anhorig_cli.editing.part_files import part_text
from anhorig_cli.editing.style import pair_of
from anhorig_cli.errors import WrongUsageError
from anhorig_cli.loading.boundary import PROJECT_FILE, same_name, unfit_for_windows
from anhorig_cli.loading.discovery import is_part_name, slug
from anhorig_cli.loading.plan_loader import FileText, is_plan_file, kind_of, tree_of
from anhorig_cli.model.plan_edit import Entry, PlanEdit
from anhorig_cli.nodes import Mapping
from anhorig_cli.source import message
from anhorig_cli.workspace.opened_plan import OpenedPlan


def new_part_file(opened: OpenedPlan, change: PlanEdit) -> FileText | None:
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


def top_level_file(opened: OpenedPlan, change: PlanEdit) -> tuple[FileText, Mapping]:
    """Return the file of a folder plan whose list something is added to, and its tree; the plan file without a list."""
    trees = [(text, tree) for text in opened.texts if kind_of(text) is None and (tree := tree_of(text)) is not None]
    name = change.adds[0].name
    listed = [(text, tree) for text, tree in trees if pair_of(tree, "plan", name)]
    return listed[-1] if listed else next(pair for pair in trees if is_plan_file(pair[0]))
