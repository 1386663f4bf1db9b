"""Find the settings of the projects that places belong to, and refuse what leads out of a project."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from anhorig_cli.diagnostics import CannotWorkError, Diagnostic, RefusedError
from anhorig_cli.loading.boundary import (
    PLANS_FOLDER,
    PROJECT_FILE,
    home_without_settings,
    outside,
    project_folder,
    stray_link,
)
from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.project_loader import Settings, load_project, misnamed_file, misnamed_settings, with_others
from anhorig_cli.places import is_folder, is_link, real, shown
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, message


def _nobody(_: Path) -> bool:
    """Return that a project is not trusted."""
    return False


class SettingsFinder:
    """Finds the settings that hold at places; those of each project are read once.

    `trusts` says whether the user trusts a project, by its folder, to name folders of others' plans.
    """

    def __init__(self, trusts: Callable[[Path], bool] = _nobody) -> None:
        self.trusts = trusts
        self._known: dict[Path | None, Settings] = {}
        self._folders: dict[Path, Path | None] = {}
        self._misnamed_of: dict[Path, Path | None] = {}
        self._misnamed_in: dict[Path, Path | None] = {}

    def of_plan(self, plan: PlanFiles) -> Settings:
        """Return the settings of the project that a plan belongs to; they may stand in the plan's own folder.

        A plan beside the project here belongs to it where its settings name the plan's folder.
        """
        found = self.at(plan.root if plan.is_folder else plan.root.parent)
        if found.folder is not None:
            return found
        with suppress(FileNotFoundError):  # where the folder one stands in is gone
            here = self.at(Path())
            if here.plans is not None and plan.root.is_relative_to(real(here.plans)):
                return here
        return found

    def at(self, place: Path) -> Settings:
        """Return the settings of the project that a file or folder belongs to.

        Raises:
            CannotWorkError: where it asks for another version of the tool.
        """
        if place not in self._folders:
            self._folders[place] = project_folder(place)
        folder = self._folders[place]
        key = folder or self._misnamed(place)
        if key not in self._known:
            name = shown(folder / PROJECT_FILE) if folder else PROJECT_FILE
            self._known[key] = self._with_misnamed(self._with_others(load_project(folder, name)), key)
        return self._known[key]

    def _with_others(self, settings: Settings) -> Settings:
        """Return settings with the others' plans that they name, where the user trusts the project."""
        names_others = settings.folder is not None and bool(settings.project.other_plans)
        return with_others(settings) if names_others and self.trusts(settings.folder or Path()) else settings

    def _misnamed(self, place: Path) -> Path | None:
        """Return the file that must be meant as the settings of a place without any."""
        if place not in self._misnamed_of:
            self._misnamed_of[place] = misnamed_settings(place, self._misnamed_in)
        return self._misnamed_of[place]

    def _with_misnamed(self, settings: Settings, key: Path | None) -> Settings:
        """Return settings that also tell of a file beside them, or in their stead, with nearly their name."""
        found = key if settings.folder is None else misnamed_settings(settings.folder, self._misnamed_in)
        if found is None or (settings.folder is not None and found.parent != settings.folder):
            return settings
        return replace(settings, diagnostics=[*settings.diagnostics, misnamed_file(shown(found))])

    def report_plans_passed_by(self) -> None:
        """Note that plans stand in the folder here, where the project that it belongs to has its plans elsewhere."""
        settings = self.at(Path())
        own = Path(PLANS_FOLDER)
        if settings.plans is None or not is_folder(own) or real(own).is_relative_to(real(settings.plans)):
            return
        with suppress(CannotWorkError):
            if find_plans(PLANS_FOLDER):
                diagnostics = _passed_by(settings)
                self._known[settings.folder] = replace(settings, diagnostics=[*settings.diagnostics, diagnostics])


def _passed_by(settings: Settings) -> Diagnostic:
    flaw = message(
        "the plans here are not read: the folder belongs to the project of {settings}, whose plans are in {folder}",
        settings=shown((settings.folder or Path()) / PROJECT_FILE),
        folder=shown(settings.plans or Path()),
    )
    advice = message("name the folder, or give it settings of its own: an empty '{name}'", name=PROJECT_FILE)
    return reading.PASSED_BY.at(Location(PLANS_FOLDER, 1, 1), flaw, advice)


def plans_folder(settings: Settings) -> Path | None:
    """Return the folder of a project's plans, or the one that would be here; None where it lies outside the project."""
    return Path.cwd() / PLANS_FOLDER if settings.folder is None else settings.plans


def path_of_plans(settings: Settings) -> str:
    """Return the path of a project's plans, as a person standing here would write it.

    Raises:
        RefusedError: where they lie outside the project.
        CannotWorkError: where there is no such folder.
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
    """See to it that no link, and no folder in the settings, leads out of a project that is worked in.

    Raises:
        RefusedError: where one does.
    """
    found = [d for one in settings for d in one.diagnostics if d.rule is reading.OUTSIDE_PROJECT]
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
