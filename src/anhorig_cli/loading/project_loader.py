"""The settings of a project, found upwards from a path, and the folders of others' plans that they name.

A path of the settings is judged by its letters first, without a look at the disk. Only where the user trusts the
project is anything listed; then no link is followed, nothing hidden is looked at, and no more than so much.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from anhorig_cli import __version__
from anhorig_cli.diagnostics import CannotWorkError, Diagnostic
from anhorig_cli.loading.boundary import (
    PROJECT_FILE,
    bounds,
    has_drive,
    is_outside,
    is_work_tree,
    outside,
    strays,
    unfit_for_windows,
)
from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.files import personal_data, read_bytes
from anhorig_cli.loading.validation import SourceMap, read_model
from anhorig_cli.model.appearance import Logo
from anhorig_cli.model.exceptions import Exceptions
from anhorig_cli.model.parts import in_own_keys
from anhorig_cli.model.project import Project
from anhorig_cli.places import is_folder, is_link, real, shown
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, Source, Where, message

MOST = 50_000
"""So many files and folders are looked at below a folder: far more than a county's plans in folders of parts."""
_ADDRESS = r"(?i)[a-z][a-z0-9+.-]+:(?!\\)|[^/\\]+@[^/\\]+:|[/\\]{2}"
"""What begins an address: `https:`, `git@example.se:`, and what Windows reads as another computer."""


class PathFlaw(NamedTuple):
    """Why a path cannot be used, and what to do."""

    message: Message
    help: Message


class OtherFolder(NamedTuple):
    """A folder of others' plans: its real path, and the plans in it, which are not read yet."""

    place: Path
    plans: tuple[PlanFiles, ...]


def flaw_of_path(path: str) -> PathFlaw | None:
    """Return what is wrong with a path of the settings by its letters; None where it may lead to a folder beside."""
    if re.match(_ADDRESS, path):
        return PathFlaw(
            message("'{path}' is an address, and nothing is fetched", path=path),
            message("fetch it yourself, and write the path to the folder from here, such as ../nykoping/plans"),
        )
    if has_drive(path) or path.startswith(("/", "\\", "~")):
        return PathFlaw(
            message("'{path}' does not begin in this folder", path=path),
            message("write the path to the folder from here, such as ../nykoping/plans"),
        )
    if any(step.startswith(".") and step.strip(".") for step in re.split(r"[/\\]", path)):
        return PathFlaw(
            message("'{path}' leads to what is hidden", path=path), message("name a folder that is not hidden")
        )
    unfit = unfit_for_windows(path)
    if unfit is not None:
        return PathFlaw(
            message("on Windows no folder can have the name '{name}'", name=unfit), message("choose another name")
        )
    return None


def place_of(folder: Path, path: str) -> Path:
    """Return where a path without a flaw leads from the folder of the settings, no link followed."""
    return Path(os.path.normpath(real(folder) / PurePosixPath(path.replace("\\", "/"))))


def other_folder(folder: Path, path: str) -> OtherFolder | PathFlaw:
    """Return the plans in a folder that the settings in another one name by a path without a flaw."""
    place = place_of(folder, path)
    remove = message("fix the path, or remove it")
    if real(place) != place:
        what = message("'{path}' leads through a link, and no link is followed", path=path)
        return PathFlaw(what, message("write the path without the link"))
    if not is_folder(place):
        return PathFlaw(message("there is no folder '{path}'", path=path), remove)
    if _holds_more_than(place, MOST):
        what = message("'{path}' contains more than {most} files and folders", path=path, most=MOST)
        return PathFlaw(what, message("name the folder of the plans themselves"))
    try:
        return OtherFolder(place, tuple(find_plans(shown(place))))
    except CannotWorkError as error:
        return PathFlaw(error.message, remove)


def _holds_more_than(folder: Path, most: int) -> bool:
    """Return whether more than so many files and folders stand in a folder and below, links and hidden ones aside."""
    left = most
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listed:
                for entry in listed:
                    left -= 1
                    if left < 0:
                        return True
                    if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
        except OSError:
            continue  # whoever reads the folder will say why it cannot be read
    return False


# The settings of a project: `anhorig.yaml`, found upwards from a path.


TEMPLATE_ENDING = ".j2"


@dataclass(frozen=True)
class Settings:
    """The settings, the folder they stand in (None without an `anhorig.yaml`), and what is wrong with them.

    `outside` are the settings whose folders are not used, since they lie outside the project. `logo` is the picture
    that the settings name, where it can be used. `others` are the folders of others' plans, where the user trusts the
    project to name them (`heeds_others`).
    """

    project: Project
    folder: Path | None
    diagnostics: list[Diagnostic]
    places: SourceMap | None = None
    outside: frozenset[str] = frozenset()
    logo: Logo | None = None
    heeds_others: bool = False
    others: tuple[OtherFolder, ...] = ()

    @property
    def passes_others_by(self) -> bool:
        """Whether folders of others' plans are named, and not looked at."""
        return bool(self.project.other_plans) and not self.heeds_others

    def names_folder_of(self, place: Path) -> bool:
        """Return whether a place, by its real path, stands in a folder of others' plans; nothing is looked at."""
        own = self.plans
        if self.folder is None or (own is not None and place.is_relative_to(real(own))):
            return False
        paths = [path for path in self.project.other_plans if flaw_of_path(path) is None]
        return any(place.is_relative_to(place_of(self.folder, path)) for path in paths)

    @cached_property
    def exceptions(self) -> Exceptions:
        """The findings that are accepted, by what they are of."""
        return Exceptions(self.project.ignore)

    @property
    def plans(self) -> Path | None:
        """The folder with the project's plans; None without settings, or where it lies outside the project."""
        return self._inside("plans", self.project.plans)

    @property
    def templates(self) -> Path | None:
        """The folder with the project's templates; None as for `plans`."""
        return self._inside("templates", self.project.templates)

    @property
    def logo_file(self) -> Path | None:
        """The file of the logo; None without one, or where it cannot be used."""
        named = self.project.appearance.logo
        return self._inside("appearance", named) if named and self.logo else None

    def _inside(self, name: str, folder: str) -> Path | None:
        return self.folder / _as_path(folder) if self.folder and name not in self.outside else None

    def locate(self, where: Where) -> Location:
        """Return the place in the file of a place in the settings."""
        return self.places.locate(where) if self.places else Location(PROJECT_FILE, 1, 1)


_MISNAMED = tuple(
    f"{name}{ending}"
    for name in ("anhorig", ".anhorig", "Anhorig", "ANHORIG")
    for ending in (".yml", ".yaml", ".yaml.txt", ".yml.txt", ".YAML", ".YML")
    if f"{name}{ending}" != PROJECT_FILE
)
"""What settings are called by whoever does not remember the name, or whose system hides the end of it."""


def misnamed_settings(start: Path, known: dict[Path, Path | None]) -> Path | None:
    """Return the nearest file upwards that is called nearly as settings are; no further than the work tree of git.

    What a folder has is noted in `known`, and not looked for again: a thousand plans have the same folders above them.
    """
    here = real(start)
    for folder in (here, *here.parents):
        if folder not in known:
            known[folder] = _misnamed_in(folder)
        if known[folder] is not None or is_work_tree(folder):
            return known[folder]
    return None


def _misnamed_in(folder: Path) -> Path | None:
    shown = f"{folder}{os.sep}"  # a `Path` of each name would take most of the time
    return next((folder / name for name in _MISNAMED if _is_other_file(shown + name, shown + PROJECT_FILE)), None)


def _is_other_file(path: str, settings: str) -> bool:
    """Return whether there is a file, and it is not the settings themselves, which answer to other capitals too."""
    try:
        return os.path.isfile(path) and not (os.path.exists(settings) and os.path.samefile(path, settings))  # noqa: PTH110, PTH113, PTH121 - pathlib's raise where there is no access
    except OSError:
        return False


def misnamed_file(name: str) -> Diagnostic:
    """Return what is said of a file that is called nearly as settings are, by its name."""
    flaw = message("the file is not read: the settings of a project are called '{name}'", name=PROJECT_FILE)
    return reading.PASSED_BY.at(Location(name, 1, 1), flaw, message("rename it to '{name}'", name=PROJECT_FILE))


def _as_path(folder: str) -> str:
    r"""Return the path of a folder in the settings; on every system `\` parts its names too."""
    return folder.replace("\\", "/")


def load_project(folder: Path | None, shown: str = PROJECT_FILE) -> Settings:
    """Read the settings in a folder; the defaults hold where there are none.

    Args:
        folder: the project's folder, or None.
        shown: the settings file's name in messages.

    Raises:
        CannotWorkError: where the settings ask for another version of the tool.
    """
    if folder is None:
        return Settings(Project.default(), None, [])
    data = read_bytes(shown, folder / PROJECT_FILE)
    if isinstance(data, Diagnostic):
        loaded = Settings(Project.default(), folder, [data])
    else:
        loaded = read_project(data, folder, shown)
    return _within_bounds(loaded, folder, PurePosixPath(shown).parent)


def _within_bounds(loaded: Settings, folder: Path, shown: PurePosixPath) -> Settings:
    """Return a project that uses no folder outside it, and says which of its folders and templates lie there."""
    within = bounds(folder) or folder
    refused: dict[str, Diagnostic] = {}
    for name, named in (("plans", loaded.project.plans), ("templates", loaded.project.templates)):
        unfit = unfit_for_windows(named)
        if is_outside(named, folder, within):
            refused[name] = _misnamed_folder(loaded, name, named, shown)
        elif unfit is not None:
            flaw = message("on Windows no folder can have the name '{name}'", name=unfit)
            place = loaded.locate(Where((name,)))
            refused[name] = reading.OUTSIDE_PROJECT.at(place, flaw, message("choose another name"))
    bounded = replace(loaded, outside=frozenset(refused))
    found = list(refused.values())
    if bounded.templates is not None:
        found += _stray_templates(bounded.templates, shown / _as_path(loaded.project.templates))
    found += [flaw for _, flaw in _paths_to_others(bounded) if isinstance(flaw, Diagnostic)]
    return _with_logo(replace(bounded, diagnostics=[*loaded.diagnostics, *found]), folder, shown)


def _paths_to_others(settings: Settings) -> Iterator[tuple[str, Diagnostic | None]]:
    """Give the paths of folders of others' plans, and what is wrong with each by its letters."""
    for i, path in enumerate(settings.project.other_plans):
        flaw = flaw_of_path(path)
        yield path, _unfit(settings, i, flaw) if flaw else None


def _unfit(settings: Settings, number: int, flaw: PathFlaw) -> Diagnostic:
    return reading.UNFIT_OTHER_PLANS.at(settings.locate(Where(("other_plans", number))), flaw.message, flaw.help)


def with_others(settings: Settings) -> Settings:
    """Return settings with the plans in the folders of others that they name, for a user who trusts the project."""
    if settings.folder is None:
        return settings
    found: list[OtherFolder] = []
    flaws: list[Diagnostic] = []
    for i, (path, flaw) in enumerate(_paths_to_others(settings)):
        there = None if flaw else other_folder(settings.folder, path)
        if isinstance(there, PathFlaw):
            flaws.append(_unfit(settings, i, there))
        elif there is not None:
            found.append(there)
    return replace(settings, heeds_others=True, others=tuple(found), diagnostics=[*settings.diagnostics, *flaws])


def _with_logo(loaded: Settings, folder: Path, shown: PurePosixPath) -> Settings:
    """Return a project with the logo that it names, or with a finding that says why it cannot be used."""
    named = loaded.project.appearance.logo
    if named is None:
        return loaded
    from anhorig_cli.loading.logo import read_logo  # noqa: PLC0415 - few projects have one

    logo = read_logo(named, folder, shown, loaded.locate(Where(("appearance", "logo"))))
    if isinstance(logo, Diagnostic):
        return replace(loaded, diagnostics=[*loaded.diagnostics, logo])
    return replace(loaded, logo=logo)


def _misnamed_folder(loaded: Settings, name: str, folder: str, shown: PurePosixPath) -> Diagnostic:
    """Return the finding at the setting, or at the folder itself where no setting names it."""
    if loaded.places is None or name not in loaded.project.model_fields_set:
        return outside((shown / folder).as_posix())
    flaw = message("'{folder}' leads out of the project", folder=folder)
    place = loaded.locate(Where((name,)))
    return reading.OUTSIDE_PROJECT.at(place, flaw, message("write a folder inside the project"))


def _stray_templates(folder: Path, shown: PurePosixPath) -> Iterator[Diagnostic]:
    """Give a finding for each template that is a link out of the project."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(TEMPLATE_ENDING))  # noqa: PTH208 - names alone
    except OSError:
        return  # there is no such folder, or it is told of by whoever reads it
    for name in names:
        if is_link(folder / name) and strays(folder / name):
            yield outside((shown / name).as_posix())


def read_project(data: bytes, folder: Path, shown: str) -> Settings:
    """Read the settings of a folder from their bytes, as they stand or stood.

    Raises:
        CannotWorkError: where they ask for another version of the tool.
    """
    file = read_model(data, shown, Project)
    project = file.made or Project.default()
    found = [d for d in file.found if d.rule is not reading.EMPTY_FILE]  # no settings are settings too
    if file.places is not None:
        found += in_own_keys(_unknown_names(project, file.places), file.language)
    if file.source is not None:
        found += _personal_numbers(project, file.source)
    _refuse_other_version(project, shown)
    return Settings(project, folder, found, file.places)


def _personal_numbers(project: Project, source: Source) -> list[Diagnostic]:
    """Return the personal numbers in the settings; what excepts them somewhere may name the plan, which has one."""
    names = {reading.PERSONAL_NUMBER.slug, reading.PERSONAL_NUMBER.code}
    return [] if any(one.rule in names for one in project.ignore) else personal_data(source)


def _unknown_names(project: Project, places: SourceMap) -> list[Diagnostic]:
    """Return what names a rule or a word that does not exist."""
    if not (project.severity or project.thresholds or project.ignore or project.labels.model_fields_set):
        return []
    from anhorig_cli.loading.project_names import unknown_names  # noqa: PLC0415 - it knows every rule, and few ask

    return unknown_names(project, places)


def _refuse_other_version(project: Project, shown: str) -> None:
    if project.requires is None:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - used by few projects

    try:
        wanted = SpecifierSet(project.requires)
    except InvalidSpecifier:
        text = message(
            "{file}: 'requires: {wanted}' is not a version; write '>=1.2'", file=shown, wanted=project.requires
        )
        raise CannotWorkError(text) from None
    if not wanted.contains(__version__, prereleases=True):
        raise CannotWorkError(
            message(
                "{file} asks for anhorig {wanted}, and this is {version}: install the version it asks for",
                file=shown,
                wanted=project.requires,
                version=__version__,
            )
        )
