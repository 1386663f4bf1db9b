"""Select the plans that paths mean, each with its project."""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic, RefusedError
from anhorig_cli.errors import AnhorigError, CannotWorkError, WrongUsageError
from anhorig_cli.loading.boundary import (
    PLANS_FOLDER,
    PROJECT_FILE,
    home_without_settings,
    is_project,
    outside,
    stray_link,
)
from anhorig_cli.loading.discovery import PlanFiles, find_plans, unique
from anhorig_cli.loading.plan_id import id_of, is_called
from anhorig_cli.loading.plan_loader import load, read_texts
from anhorig_cli.loading.project_loader import (
    LoadedProject,
    load_project,
    misnamed_settings,
    project_folder,
    told_of_misnamed,
)
from anhorig_cli.model.plan import Plan
from anhorig_cli.places import is_folder, is_link, real
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, message
from anhorig_cli.vocabulary import folded


class Selected(NamedTuple):
    """A plan and the project it belongs to."""

    files: PlanFiles
    project: LoadedProject


def projects_of(selected: Sequence[Selected]) -> list[LoadedProject]:
    """Return the projects that plans belong to, in order and each once."""
    return list({id(one.project): one.project for one in selected}.values())


def refuse_leading_out(projects: Iterable[LoadedProject], plans: Iterable[PlanFiles] = ()) -> None:
    """See to it that no link, and no folder in the settings, leads out of a project that is worked in.

    Raises:
        RefusedError: where one does.
    """
    found = [d for project in projects for d in project.diagnostics if d.rule is reading.OUTSIDE_PROJECT]
    found += [d for plan in plans for d in plan.refused if d not in found]
    if found:
        raise RefusedError(found)


def refuse_stray_file(name: str) -> None:
    """See to it that no link on the way to a file that is to be read leads out of the project it stands in.

    Raises:
        RefusedError: where one does.
    """
    stray = stray_link(Path(name), home_without_settings(Path(name)))
    if stray is not None:
        raise RefusedError([outside(stray.as_posix())])


_BEFORE_SLASH = r"[\w.-]{1,64}(?=/)"
_REPLACES = re.compile("ersätter|ersa\u0308tter|replaces", re.IGNORECASE)
_MOST_KEPT = 50
"""So many plans that others refer to are kept in memory, those that were asked for last: a county's strategy, say."""


class Neighbours:
    """Finds other plans by id: among those selected, then in the project's plans folder, or beside the plan.

    A folder is searched once, and a plan read only when another one refers to it. `beside` gives the plans that stand
    beside one.
    """

    def __init__(
        self, selected: Sequence[Selected], beside: Callable[[Selected], Sequence[PlanFiles]] | None = None
    ) -> None:
        self._beside = beside
        self._plans = selected
        self._homes: dict[Path, dict[str, PlanFiles]] = {}
        self._naming: dict[Path, dict[str, list[PlanFiles]]] = {}
        self._replacing: dict[Path, list[PlanFiles]] = {}
        self._loaded: dict[Path, Plan | None] = {}

    def find(self, beside: Selected, plan_id: str) -> Plan | None:
        """Return the plan with an id, or None where there is none."""
        name = folded(plan_id)
        found = self._selected.get(name) or self._at_home(beside).get(name)
        return self._read(found) if found else None

    @cached_property
    def _selected(self) -> dict[str, PlanFiles]:
        return _by_id(one.files for one in self._plans)

    def naming(self, one: Selected) -> list[Plan]:
        """Return the plans beside one that may refer to what stands in it: its id stands in them before a slash."""
        home = home_of(one)
        if home not in self._naming:
            self._naming[home] = _by_named((self._at_home(one) | self._selected).values())
        return self._read_all(self._naming[home].get(folded(id_of(one.files)), ()), one)

    def replacing(self, one: Selected) -> list[Plan]:
        """Return the plans beside one that may say which plan they replace: that key stands in them."""
        home = home_of(one)
        if home not in self._replacing:
            beside = (self._at_home(one) | self._selected).values()
            self._replacing[home] = [files for files in beside if _REPLACES.search(_text_of(files))]
        return self._read_all(self._replacing[home], one)

    def _read_all(self, others: Iterable[PlanFiles], one: Selected) -> list[Plan]:
        plans = [self._read(files) for files in others if files.root != one.files.root]
        return [plan for plan in plans if plan is not None]

    def _at_home(self, beside: Selected) -> dict[str, PlanFiles]:
        """Return the plans that stand beside one, by their ids."""
        home = home_of(beside)
        if home not in self._homes:
            plans: Sequence[PlanFiles] = ()
            with suppress(CannotWorkError):
                plans = self._beside(beside) if self._beside else find_plans(str(home))
            self._homes[home] = _by_id(plans)
        return self._homes[home]

    def _read(self, files: PlanFiles) -> Plan | None:
        plan = self._loaded.pop(files.root) if files.root in self._loaded else load(files).plan
        self._loaded[files.root] = plan  # the last that was asked for stands last
        if len(self._loaded) > _MOST_KEPT:
            del self._loaded[next(iter(self._loaded))]
        return plan


def _by_id(plans: Iterable[PlanFiles]) -> dict[str, PlanFiles]:
    """Return plans by their ids; of one id, the first."""
    found: dict[str, PlanFiles] = {}
    for files in plans:
        found.setdefault(folded(id_of(files)), files)
    return found


def _by_named(plans: Iterable[PlanFiles]) -> dict[str, list[PlanFiles]]:
    """Return plans by every word, folded, that stands before a slash in their texts."""
    found: dict[str, list[PlanFiles]] = {}
    for files in plans:
        for word in {folded(word) for word in re.findall(_BEFORE_SLASH, _text_of(files))}:
            found.setdefault(word, []).append(files)
    return found


def _text_of(files: PlanFiles) -> str:
    texts, _ = read_texts(files)
    return "\n".join(one.data.decode(errors="ignore") for one in texts)


def home_of(selected: Selected) -> Path:
    """Return the folder where a plan's neighbours stand; beside it, where the project has none that may be read."""
    return selected.project.plans or selected.files.root.parent


@dataclass(slots=True)
class Projects:
    """Finds the projects that places belong to; each is read once."""

    _known: dict[Path | None, LoadedProject] = field(default_factory=dict[Path | None, LoadedProject])
    _folders: dict[Path, Path | None] = field(default_factory=dict[Path, Path | None])
    _misnamed_of: dict[Path, Path | None] = field(default_factory=dict[Path, Path | None])

    def of_plan(self, plan: PlanFiles) -> LoadedProject:
        """Return the project that a plan belongs to; settings may stand in the plan's own folder.

        A plan beside the project here belongs to it where its settings name the plan's folder.
        """
        found = self.of(plan.root if plan.is_folder else plan.root.parent)
        if found.folder is not None:
            return found
        with suppress(FileNotFoundError):  # where the folder one stands in is gone
            here = self.of(Path())
            if here.plans is not None and plan.root.is_relative_to(os.path.realpath(here.plans)):
                return here
        return found

    def of(self, place: Path) -> LoadedProject:
        """Return the project that a file or folder belongs to.

        Raises:
            CannotWorkError: where it asks for another version of the tool.
        """
        if place not in self._folders:
            self._folders[place] = project_folder(place)
        folder = self._folders[place]
        key = folder or self._misnamed(place)
        if key not in self._known:
            name = shown(folder / PROJECT_FILE) if folder else PROJECT_FILE
            self._known[key] = self._with_misnamed(load_project(folder, name), key)
        return self._known[key]

    def _misnamed(self, place: Path) -> Path | None:
        """Return the file that must be meant as the settings of a place without any."""
        if place not in self._misnamed_of:
            self._misnamed_of[place] = misnamed_settings(place)
        return self._misnamed_of[place]

    def _with_misnamed(self, project: LoadedProject, key: Path | None) -> LoadedProject:
        """Return a project that also tells of a file beside its settings, or in their stead, with nearly their name."""
        found = key if project.folder is None else misnamed_settings(project.folder)
        if found is None or (project.folder is not None and found.parent != project.folder):
            return project
        return replace(project, diagnostics=[*project.diagnostics, told_of_misnamed(shown(found))])

    def meant(self, paths: Sequence[str]) -> list[str]:
        """Return what paths mean; the settings, as a commit may hand them over, and no path are the project's plans.

        What is no path may be the id of one of the plans of the project here.
        """
        if paths:
            return [self._meant(path) for path in paths]
        self._tell_of_own_plans()
        return [_default_path(self.of(Path()))]

    def _tell_of_own_plans(self) -> None:
        """Note that plans stand in the folder here, where the project that it belongs to has its plans elsewhere."""
        project = self.of(Path())
        own = Path(PLANS_FOLDER)
        if project.plans is None or not is_folder(own) or real(own).is_relative_to(real(project.plans)):
            return
        with suppress(CannotWorkError):
            if find_plans(PLANS_FOLDER):
                told = _passed_by(project)
                self._known[project.folder] = replace(project, diagnostics=[*project.diagnostics, told])

    def _meant(self, path: str) -> str:
        place = Path(path)
        if place.name == PROJECT_FILE and is_project(place.parent):
            return _default_path(self.of(place.parent))
        if not may_be_id(path):
            return path
        found = [plan.name for plan in self._plans_here() if is_called(plan, path)]
        return found[0] if len(found) == 1 else path

    def _plans_here(self) -> Sequence[PlanFiles]:
        try:
            return find_plans(_default_path(self.of(Path())))
        except (AnhorigError, FileNotFoundError):
            return ()


def _passed_by(project: LoadedProject) -> Diagnostic:
    flaw = message(
        "the plans here are not read: the folder belongs to the project of {settings}, whose plans stand in {folder}",
        settings=shown((project.folder or Path()) / PROJECT_FILE),
        folder=shown(project.plans or Path()),
    )
    mend = message("name the folder, or give it settings of its own: an empty '{name}'", name=PROJECT_FILE)
    return reading.PASSED_BY.at(Location(PLANS_FOLDER, 1, 1), flaw, mend)


@dataclass(frozen=True, slots=True)
class WorkingFiles:
    """The working files: what `past_plans.Past` is for a revision."""

    projects: Projects

    def select(self, path: str) -> list[Selected]:
        """Return the plans that a path means."""
        try:
            found = find_plans(path)
        except CannotWorkError:
            return []  # it may have been removed; that it is on neither side is told by whoever asks both
        return [Selected(plan, self.projects.of_plan(plan)) for plan in found]


def select_plans(paths: Sequence[str]) -> list[Selected]:
    """Return the plans that paths mean, in order and each once; with no path, those of the project here.

    Raises:
        RefusedError: where the project's plans are meant, and lie outside it.
        CannotWorkError: where a path does not exist or holds no plan, or the project asks for another version.
    """
    projects = Projects()
    plans = unique(plan for path in projects.meant(paths) for plan in find_plans(path))
    return [_selected(plan, projects.of_plan(plan)) for plan in plans]


def _selected(plan: PlanFiles, project: LoadedProject) -> Selected:
    """Return a plan with its project; what both refuse is told once."""
    refused = tuple(finding for finding in plan.refused if finding not in project.diagnostics)
    return Selected(plan._replace(refused=refused), project)


def select_plan(name: str) -> Selected:
    """Return the one plan that a path means, or an id among the plans of the project here.

    Raises:
        RefusedError: where it, or its project, leads out of the project.
        WrongUsageError: where it means several plans.
        CannotWorkError: where it means none.
    """
    selected = select_plans([name]) if os.path.lexists(name) else plans_with_id(name)
    if not selected:
        raise CannotWorkError(message("{path}: there is no such plan", path=name or "''"))
    refuse_leading_out(projects_of(selected), (one.files for one in selected))
    if len(selected) == 1:
        return selected[0]
    choices = ", ".join(one.files.name for one in selected)
    raise WrongUsageError(message("{path} means several plans: name one of {names}", path=name, names=choices))


def may_be_id(text: str) -> bool:
    """Return whether a text, which someone has typed where a path may stand, can be the id of a plan and is no path."""
    return bool(text) and not set(text) & {"/", os.sep, "\0"} and not os.path.lexists(text)


def plans_with_id(name: str) -> list[Selected]:
    """Return those of the plans of the project here that have an id: one, or none.

    Raises:
        RefusedError: where none has, and it may stand behind a link that is not followed.
    """
    try:
        selected = select_plans([])
    except CannotWorkError:
        return []
    found = [one for one in selected if one.files.files and is_called(one.files, name)]
    if not found:
        refuse_leading_out([], (one.files for one in selected))
    return found


def plans_folder(project: LoadedProject) -> Path | None:
    """Return the folder of a project's plans, or the one that would be here; None where it lies outside the project."""
    return Path.cwd() / PLANS_FOLDER if project.folder is None else project.plans


def _default_path(project: LoadedProject) -> str:
    folder = plans_folder(project)
    if folder is None:
        raise RefusedError(project.diagnostics)
    if not is_folder(folder) and not is_link(folder):
        raise CannotWorkError(
            message(
                "there is no folder '{folder}' here: name a plan, or stand in the project's folder",
                folder=project.project.plans,
            )
        )
    return shown(folder)


def shown(path: Path) -> str:
    """Return a path as a person standing here would write it."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive, on Windows
        return path.as_posix()
