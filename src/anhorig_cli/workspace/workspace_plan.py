"""A plan of a workspace: its files, its settings, and its state when it is open for editing."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from anhorig_cli.diagnostics import CannotWorkError, Diagnostic, RefusedError, Severity
from anhorig_cli.loading.boundary import (
    PLANS_FOLDER,
    PROJECT_FILE,
    home_without_settings,
    project_folder,
    stray_link,
    stray_link_flaw,
)
from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.folder import id_of
from anhorig_cli.loading.plan_loader import FileText, load_texts, read_texts
from anhorig_cli.loading.plan_names import natural_order
from anhorig_cli.loading.project_loader import Settings, load_project, misnamed_file, misnamed_settings, with_others
from anhorig_cli.model.plan import Plan
from anhorig_cli.nodes import Mapping
from anhorig_cli.places import is_folder, is_link, real, shown
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, message
from anhorig_cli.vocabulary import folded

_LAST_WORD = r"[\w.-]{1,64}\Z"
_REPLACES = "(?i)ersätter|ersa\u0308tter|replaces"
_AREAS = re.compile("områden|omra\u030aden|areas", re.IGNORECASE)
_BEGINNINGS_OF_AREAS = (b"omr", b"area")
"""How the key begins in lower case: quick to search for in bytes, and absent from most plans."""


class WorkspacePlan(NamedTuple):
    """A plan of a workspace: its files, which are not read yet, and the settings of the project it belongs to.

    For one of others' plans, `elsewhere` is its folder, as named in the settings. Such a plan is read and never written
    to; the settings of its own project are not known.
    """

    files: PlanFiles
    settings: Settings
    elsewhere: Path | None = None

    @property
    def home(self) -> Path:
        """The folder with the plans that it may refer to: the project's, else its own folder."""
        return self.elsewhere or self.settings.plans or self.files.root.parent

    @property
    def is_in_project(self) -> bool:
        """Whether its folder is a folder of plans: a project's, others', or `plans` here without settings."""
        is_named = self.elsewhere is not None or self.settings.plans is not None
        return is_named or home_without_settings(self.files.root) is not None


PlansById = dict[str, list[WorkspacePlan]]


def with_errors_once(plan: PlanFiles, settings: Settings) -> WorkspacePlan:
    """Return a plan with its settings, without the findings of the plan that the settings have too."""
    refused = tuple(finding for finding in plan.refused if finding not in settings.diagnostics)
    return WorkspacePlan(plan._replace(refused=refused), settings)


def settings_of(plans: Iterable[WorkspacePlan]) -> list[Settings]:
    """Return the settings of the projects that plans belong to, in order and without duplicates."""
    return list({id(one.settings): one.settings for one in plans}.values())


def others_of(settings: Settings) -> list[WorkspacePlan]:
    """Return the others' plans that a trusted project's settings name, except those in its own folder of plans."""
    own = real(settings.plans) if settings.plans else None
    return [
        WorkspacePlan(files, settings, other.place)
        for other in settings.others
        for files in other.plans
        if own is None or not files.root.is_relative_to(own)
    ]


def refuse_others(one: WorkspacePlan) -> None:
    """Check that a plan to be changed is not one of others' plans, which the settings of the current project name.

    Raises:
        CannotWorkError: it is one of others' plans.
    """
    with suppress(FileNotFoundError):  # the working directory has been removed
        if one.elsewhere is None and not SettingsFinder().at(Path()).names_folder_of(one.files.root):
            return
        raise CannotWorkError(
            message(
                "{plan} is in a folder of others' plans, which {settings} names: such a plan is read, but never "
                "changed from here; change it in its own project",
                plan=one.files.name,
                settings=PROJECT_FILE,
            )
        )


def by_id(plans: Iterable[WorkspacePlan]) -> PlansById:
    """Return plans by their folded ids."""
    found: PlansById = {}
    for one in plans:
        found.setdefault(folded(id_of(one.files)), []).append(one)
    return found


def by_named(plans: Iterable[WorkspacePlan]) -> dict[str, list[WorkspacePlan]]:
    """Return plans by each folded word before a slash in their text."""
    found: dict[str, list[WorkspacePlan]] = {}
    for one in plans:
        for word in _words_before_slashes(_text_of(one.files)):
            found.setdefault(word, []).append(one)
    return found


def _words_before_slashes(text: str) -> set[str]:
    """Return the folded words of a text that are followed by a slash, like the id in `plan/goal`."""
    before = (re.search(_LAST_WORD, piece[-64:]) for piece in text.split("/")[:-1])
    return {folded(found.group()) for found in before if found}


def _text_of(files: PlanFiles) -> str:
    texts, _ = read_texts(files)
    return "\n".join(one.data.decode(errors="ignore") for one in texts)


def may_replace(files: PlanFiles) -> bool:
    """Return whether a plan may replace another: the key `replaces` occurs in its text."""
    return bool(re.search(_REPLACES, _text_of(files)))


def may_have_areas(files: PlanFiles) -> bool:
    """Return whether a plan may have areas: the key `areas` occurs in its text."""
    texts, _ = read_texts(files)
    return any(_mentions_areas(one.data) for one in texts)


def _mentions_areas(data: bytes) -> bool:
    small = data.lower()
    return any(map(small.__contains__, _BEGINNINGS_OF_AREAS)) and bool(_AREAS.search(data.decode(errors="ignore")))


# Finding the settings of the project that a file or folder belongs to, and refusing links that lead out of a project.


def _trusts_none(_: Path) -> bool:
    """Return False: no project is trusted."""
    return False


class SettingsFinder:
    """Finds the settings that apply to a file or folder; the settings of each project are read once.

    `trusts` returns whether the user trusts the project in a folder to name folders of others' plans.
    """

    def __init__(self, trusts: Callable[[Path], bool] = _trusts_none) -> None:
        self.trusts = trusts
        self._known: dict[Path | None, Settings] = {}
        self._folders: dict[Path, tuple[Path | None, Path | None]] = {}
        self._misnamed_in: dict[Path, Path | None] = {}

    def of_plan(self, plan: PlanFiles) -> Settings:
        """Return the settings of the project that a plan belongs to; they may be in the plan's own folder.

        A plan outside the current project's folder belongs to it if its settings name the plan's folder.
        """
        found = self.at(plan.root if plan.is_folder else plan.root.parent)
        if found.folder is not None:
            return found
        with suppress(FileNotFoundError):  # the working directory has been removed
            here = self.at(Path())
            if here.plans is not None and plan.root.is_relative_to(real(here.plans)):
                return here
        return found

    def at(self, place: Path) -> Settings:
        """Return the settings of the project that a file or folder belongs to.

        Raises:
            CannotWorkError: the project requires another version of the tool.
        """
        if place not in self._folders:
            folder = project_folder(place)
            self._folders[place] = folder, folder or misnamed_settings(place, self._misnamed_in)
        folder, key = self._folders[place]
        if key not in self._known:
            name = shown(folder / PROJECT_FILE) if folder else PROJECT_FILE
            self._known[key] = self._with_misnamed(self._with_others(load_project(folder, name)), key)
        return self._known[key]

    def _with_others(self, settings: Settings) -> Settings:
        """Return settings with the others' plans that they name, if the user trusts the project."""
        names_others = settings.folder is not None and bool(settings.project.other_plans)
        return with_others(settings) if names_others and self.trusts(settings.folder or Path()) else settings

    def _with_misnamed(self, settings: Settings, key: Path | None) -> Settings:
        """Return settings with a finding for a file beside them, or in place of them, with nearly their name."""
        found = key if settings.folder is None else misnamed_settings(settings.folder, self._misnamed_in)
        if found is None or (settings.folder is not None and found.parent != settings.folder):
            return settings
        return replace(settings, diagnostics=[*settings.diagnostics, misnamed_file(shown(found))])

    def report_plans_passed_by(self) -> None:
        """Add a finding if the working directory has plans, but its project keeps its plans elsewhere."""
        settings = self.at(Path())
        own = Path(PLANS_FOLDER)
        if settings.plans is None or not is_folder(own) or real(own).is_relative_to(real(settings.plans)):
            return
        with suppress(CannotWorkError):
            if find_plans(PLANS_FOLDER):
                diagnostics = _unread_plans_finding(settings)
                self._known[settings.folder] = replace(settings, diagnostics=[*settings.diagnostics, diagnostics])


def _unread_plans_finding(settings: Settings) -> Diagnostic:
    flaw = message(
        "the plans here are not read: the folder belongs to the project of {settings}, whose plans are in {folder}",
        settings=shown((settings.folder or Path()) / PROJECT_FILE),
        folder=shown(settings.plans or Path()),
    )
    advice = message("name the folder, or give it settings of its own: an empty '{name}'", name=PROJECT_FILE)
    return reading.PASSED_BY.at(Location(PLANS_FOLDER, 1, 1), flaw, advice)


def plans_folder(settings: Settings) -> Path | None:
    """Return the folder of a project's plans; without settings, `plans` here; None if it lies outside the project."""
    return Path.cwd() / PLANS_FOLDER if settings.folder is None else settings.plans


def path_of_plans(settings: Settings) -> str:
    """Return the path of a project's plans, as one would write it in the working directory.

    Raises:
        RefusedError: the plans lie outside the project.
        CannotWorkError: there is no such folder.
    """
    folder = plans_folder(settings)
    if folder is None:
        raise RefusedError(settings.diagnostics)
    if not is_folder(folder) and not is_link(folder):
        raise CannotWorkError(
            message(
                "there is no folder '{folder}' here: name a plan, or go to the project's folder",
                folder=settings.project.plans,
            )
        )
    return shown(folder)


def refuse_leading_out(settings: Iterable[Settings], plans: Iterable[PlanFiles] = ()) -> None:
    """Check that no link, and no folder in the settings, leads out of a project.

    Raises:
        RefusedError: one does.
    """
    found = [d for one in settings for d in one.diagnostics if d.rule is reading.OUTSIDE_PROJECT]
    found += [d for plan in plans for d in plan.refused if d not in found]
    if found:
        raise RefusedError(found)


def refuse_stray_file(name: str) -> None:
    """Check that no link in the path of a file to be read leads out of the project it is in.

    Raises:
        RefusedError: one does.
    """
    stray = stray_link(Path(name), home_without_settings(Path(name)))
    if stray is not None:
        raise RefusedError([stray_link_flaw(stray.as_posix())])


# A plan that is open for editing: its files, its tree, and the plan that changed files would give.


class OpenedPlan(NamedTuple):
    """A plan that was read without errors, with its files and its tree."""

    files: PlanFiles
    texts: list[FileText]
    root: Mapping
    plan: Plan

    def before(self, name: str) -> bytes | None:
        """Return the bytes of a file; None for a file that does not exist yet."""
        return next((text.data for text in self.texts if text.name == name), None)

    def changed(self, *texts: FileText) -> "OpenedPlan | None":
        """Return the opened plan with some files changed or added; None if it could not be read without errors."""
        named = {one.name: one for one in texts}
        after = [named.pop(one.name, one) for one in self.texts]
        if named:
            after = sorted([*after, *named.values()], key=_place)
        loaded = load_texts(self.files.name, self.files.stem, after, is_folder=self.files.is_folder)
        if not loaded.is_whole or loaded.plan is None or loaded.root is None:
            return None
        return OpenedPlan(self.files, after, loaded.root, loaded.plan)


def _place(text: FileText) -> list[object]:
    """Return the sort key that puts the files of a folder plan in reading order."""
    return [natural_order(step) for step in text.inside.split("/")]


def open_plan(files: PlanFiles) -> OpenedPlan:
    """Return a plan opened for editing.

    Raises:
        RefusedError: it cannot be read without errors.
    """
    texts, unreadable = read_texts(files)
    loaded = load_texts(files.name, files.stem, texts, unreadable, is_folder=files.is_folder)
    if loaded.plan is None or loaded.root is None or not loaded.is_whole:
        raise RefusedError([d for d in loaded.diagnostics if d.severity is Severity.ERROR])
    return OpenedPlan(files, texts, loaded.root, loaded.plan)
