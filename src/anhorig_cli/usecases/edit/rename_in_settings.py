"""Follow an id that becomes another into the project's settings: the places of the findings that it accepts."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from anhorig_cli.diagnostics import Diagnostic, RefusedError
from anhorig_cli.editing.edit import reworded as splice_of
from anhorig_cli.loading.boundary import PROJECT_FILE
from anhorig_cli.loading.files import read_bytes
from anhorig_cli.loading.plan_loader import FileText
from anhorig_cli.loading.project_loader import Settings, read_project
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import THE_PLAN, Thing
from anhorig_cli.model.project import Ignore
from anhorig_cli.places import shown
from anhorig_cli.usecases.edit.edit_across import not_as_meant
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, with_splices
from anhorig_cli.vocabulary import folded


def renamed_in_settings(
    settings: Settings, plan_id: str, thing: Thing, new: str
) -> tuple[Settings, ChangedFile, int] | None:
    """Return settings with the new id of a thing, their file, and in how many places; None where they do not name it.

    Raises:
        RefusedError: where they cannot be read.
        CannotWorkError: where they are written in a way that cannot be changed safely.
    """
    listed = settings.project.ignore
    places = {i: at for i, one in enumerate(listed) if (at := _renamed(one.at or "", plan_id, thing, new))}
    if not places or settings.folder is None:
        return None
    path = settings.folder / PROJECT_FILE
    name = shown(path)
    data = read_bytes(name, path)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    meant = tuple(_with_place(one, places.get(i)) for i, one in enumerate(listed))
    text = _written(FileText(name, "", data), settings.folder, places, meant)
    project = settings.project.model_copy(update={"ignore": meant})
    return replace(settings, project=project), ChangedFile(name, path, data, text.data), len(places)


def _written(file: FileText, folder: Path, places: Mapping[int, str], meant: tuple[Ignore, ...]) -> FileText:
    """Return the file of the settings with other places in what it accepts, when it reads as it is meant."""
    before = read_project(file.data, folder, file.name)
    if before.places is None:
        raise not_as_meant(file.name)
    nodes = {i: before.places.nodes_on(("ignore", i, "at"))[-1] for i in places}
    text = with_splices(file, dict.fromkeys(splice_of(node, places[i]) for i, node in nodes.items()))
    after = read_project(text.data, folder, file.name).project
    if after != before.project.model_copy(update={"ignore": meant}):
        raise not_as_meant(file.name)
    return text


def _renamed(at: str, plan_id: str, thing: Thing, new: str) -> str | None:
    """Return the place of an exception with the new id in it; None where it is not of the thing."""
    plan, slash, rest = at.partition("/")
    if folded(plan) != folded(plan_id):
        return None
    if thing.kind == THE_PLAN:
        return f"{new}{slash}{rest}"
    kind, slash, name = rest.partition("/")
    is_meant = PARTS["plan"].name_of(kind) == thing.kind and folded(name) == folded(thing.id)
    return f"{plan}/{kind}{slash}{new}" if is_meant else None


def _with_place(one: Ignore, at: str | None) -> Ignore:
    return one if at is None else one.model_copy(update={"at": at})
