"""The settings of a project, and the folders that they name with plans of other organisations.

A path in the settings is first checked as text, without touching the disk. A folder of others' plans is listed only if
the user trusts the project; then no link is followed, nothing hidden is read, and at most `MOST` entries are listed.
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
    is_stray_link,
    is_work_tree,
    stray_link_flaw,
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
"""The most files and folders listed below a folder: far more than a county's plans need as folder plans."""
_ADDRESS = r"(?i)[a-z][a-z0-9+.-]+:(?!\\)|[^/\\]+@[^/\\]+:|[/\\]{2}"
"""The beginnings of addresses: `https:`, `git@example.se:`, and what Windows reads as another computer."""


class PathFlaw(NamedTuple):
    """Why a path cannot be used, and what to do."""

    message: Message
    help: Message


class OtherFolder(NamedTuple):
    """A folder of other organisations' plans: its real path, and the plans found in it, not yet read."""

    place: Path
    plans: tuple[PlanFiles, ...]


def flaw_of_path(path: str) -> PathFlaw | None:
    """Return what is wrong with a path in the settings, judged by its text alone; None if nothing is."""
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
    if any(name.startswith(".") and name.strip(".") for name in re.split(r"[/\\]", path)):
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
    """Return where a path without a flaw leads from the folder of the settings, without following links."""
    return Path(os.path.normpath(real(folder) / PurePosixPath(path.replace("\\", "/"))))


def other_folder(folder: Path, path: str) -> OtherFolder | PathFlaw:
    """Return the folder that a path without a flaw leads to from the settings in `folder`, or why it cannot be used."""
    place = place_of(folder, path)
    fix_or_remove = message("fix the path, or remove it")
    if real(place) != place:
        flaw = message("'{path}' leads through a link, and no link is followed", path=path)
        return PathFlaw(flaw, message("write the path without the link"))
    if not is_folder(place):
        return PathFlaw(message("there is no folder '{path}'", path=path), fix_or_remove)
    if _has_more_entries_than(place, MOST):
        flaw = message("'{path}' contains more than {most} files and folders", path=path, most=MOST)
        return PathFlaw(flaw, message("name the folder of the plans themselves"))
    try:
        return OtherFolder(place, tuple(find_plans(shown(place))))
    except CannotWorkError as error:
        return PathFlaw(error.message, fix_or_remove)


def _has_more_entries_than(folder: Path, most: int) -> bool:
    """Return whether a folder has more than `most` entries in all; links and hidden folders are not entered."""
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
            continue  # reported when the folder is searched for plans
    return False


# The settings of a project: `anhorig.yaml` in a folder, or in the nearest one above.


TEMPLATE_ENDING = ".j2"


@dataclass(frozen=True)
class Settings:
    """The settings, the folder they are in (None without an `anhorig.yaml`), and the findings about them.

    `outside` are the settings whose folders are not used, since they are outside the project. `logo` is the picture
    that the settings name, if it can be used. `others` are the folders of other organisations' plans, if the user
    trusts the project to name them (`heeds_others`).
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
        """Whether the settings name folders of others' plans that are not read."""
        return bool(self.project.other_plans) and not self.heeds_others

    def names_folder_of(self, place: Path) -> bool:
        """Return whether a real path is in a folder of others' plans, without reading the disk there."""
        own = self.plans
        if self.folder is None or (own is not None and place.is_relative_to(real(own))):
            return False
        paths = [path for path in self.project.other_plans if flaw_of_path(path) is None]
        return any(place.is_relative_to(place_of(self.folder, path)) for path in paths)

    @cached_property
    def exceptions(self) -> Exceptions:
        """The exceptions: findings that the settings accept."""
        return Exceptions(self.project.ignore)

    @property
    def plans(self) -> Path | None:
        """The folder with the project's plans; None without settings, or if it is outside the project."""
        return self._inside("plans", self.project.plans)

    @property
    def templates(self) -> Path | None:
        """The folder with the project's templates; None as for `plans`."""
        return self._inside("templates", self.project.templates)

    @property
    def logo_file(self) -> Path | None:
        """The file of the logo; None if there is none, or it cannot be used."""
        path = self.project.appearance.logo
        return self._inside("appearance", path) if path and self.logo else None

    def _inside(self, name: str, folder: str) -> Path | None:
        return self.folder / _as_path(folder) if self.folder and name not in self.outside else None

    def locate(self, where: Where) -> Location:
        """Return the location in the file of a place in the settings."""
        return self.places.locate(where) if self.places else Location(PROJECT_FILE, 1, 1)


_MISNAMED = tuple(
    f"{name}{ending}"
    for name in ("anhorig", ".anhorig", "Anhorig", "ANHORIG")
    for ending in (".yml", ".yaml", ".yaml.txt", ".yml.txt", ".YAML", ".YML")
    if f"{name}{ending}" != PROJECT_FILE
)
"""Names given to a settings file by people who do not remember the name, or whose system hides its ending."""


def misnamed_settings(start: Path, known: dict[Path, Path | None]) -> Path | None:
    """Return the nearest file, upwards to the top of the git work tree, whose name is almost that of the settings.

    The result for each folder is stored in `known`, since a thousand plans can have the same folders above them.
    """
    here = real(start)
    for folder in (here, *here.parents):
        if folder not in known:
            known[folder] = _misnamed_in(folder)
        if known[folder] is not None or is_work_tree(folder):
            return known[folder]
    return None


def _misnamed_in(folder: Path) -> Path | None:
    prefix = f"{folder}{os.sep}"  # making a `Path` of each name would take most of the time
    return next((folder / name for name in _MISNAMED if _is_other_file(prefix + name, prefix + PROJECT_FILE)), None)


def _is_other_file(path: str, settings: str) -> bool:
    """Return whether there is a file that is not the settings file itself, found in other capitals."""
    try:
        return os.path.isfile(path) and not (os.path.exists(settings) and os.path.samefile(path, settings))  # noqa: PTH110, PTH113, PTH121 - pathlib's versions raise without access
    except OSError:
        return False


def misnamed_file(name: str) -> Diagnostic:
    """Return the finding for a file whose name is almost that of the settings."""
    flaw = message("the file is not read: the settings of a project are called '{name}'", name=PROJECT_FILE)
    return reading.PASSED_BY.at(Location(name, 1, 1), flaw, message("rename it to '{name}'", name=PROJECT_FILE))


def _as_path(folder: str) -> str:
    r"""Return a folder in the settings as a path with `/`; `\` separates names on every system."""
    return folder.replace("\\", "/")


def load_project(folder: Path | None, shown: str = PROJECT_FILE) -> Settings:
    """Return the settings in a folder, or the defaults without a folder.

    Args:
        folder: the project's folder, or None.
        shown: the settings file's name in messages.

    Raises:
        CannotWorkError: if the settings require another version of the tool.
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
    """Return settings that use no folder outside the project, with findings for the folders and templates there."""
    within = bounds(folder) or folder
    refused: dict[str, Diagnostic] = {}
    for name, path in (("plans", loaded.project.plans), ("templates", loaded.project.templates)):
        unfit = unfit_for_windows(path)
        if is_outside(path, folder, within):
            refused[name] = _outside_folder(loaded, name, path, shown)
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
    """Yield the paths of folders of others' plans, each with the finding for its text, if there is one."""
    for i, path in enumerate(settings.project.other_plans):
        flaw = flaw_of_path(path)
        yield path, _unfit_path(settings, i, flaw) if flaw else None


def _unfit_path(settings: Settings, index: int, flaw: PathFlaw) -> Diagnostic:
    return reading.UNFIT_OTHER_PLANS.at(settings.locate(Where(("other_plans", index))), flaw.message, flaw.help)


def with_others(settings: Settings) -> Settings:
    """Return settings with the other organisations' folders that they name, for a user who trusts the project."""
    if settings.folder is None:
        return settings
    found: list[OtherFolder] = []
    flaws: list[Diagnostic] = []
    for i, (path, flaw) in enumerate(_paths_to_others(settings)):
        other = None if flaw else other_folder(settings.folder, path)
        if isinstance(other, PathFlaw):
            flaws.append(_unfit_path(settings, i, other))
        elif other is not None:
            found.append(other)
    return replace(settings, heeds_others=True, others=tuple(found), diagnostics=[*settings.diagnostics, *flaws])


def _with_logo(loaded: Settings, folder: Path, shown: PurePosixPath) -> Settings:
    """Return settings with the logo that they name, or with a finding that says why it cannot be used."""
    path = loaded.project.appearance.logo
    if path is None:
        return loaded
    from anhorig_cli.loading.logo import read_logo  # noqa: PLC0415 - few projects have one

    logo = read_logo(path, folder, shown, loaded.locate(Where(("appearance", "logo"))))
    if isinstance(logo, Diagnostic):
        return replace(loaded, diagnostics=[*loaded.diagnostics, logo])
    return replace(loaded, logo=logo)


def _outside_folder(loaded: Settings, name: str, folder: str, shown: PurePosixPath) -> Diagnostic:
    """Return the finding for a folder outside the project, at its setting; at the folder itself if it is a default."""
    if loaded.places is None or name not in loaded.project.model_fields_set:
        return stray_link_flaw((shown / folder).as_posix())
    flaw = message("'{folder}' leads out of the project", folder=folder)
    place = loaded.locate(Where((name,)))
    return reading.OUTSIDE_PROJECT.at(place, flaw, message("write a folder inside the project"))


def _stray_templates(folder: Path, shown: PurePosixPath) -> Iterator[Diagnostic]:
    """Yield a finding for each template that is a link out of the project."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(TEMPLATE_ENDING))  # noqa: PTH208 - names alone
    except OSError:
        return  # there is no such folder, or the error is reported when templates are read
    for name in names:
        if is_link(folder / name) and is_stray_link(folder / name):
            yield stray_link_flaw((shown / name).as_posix())


def read_project(data: bytes, folder: Path, shown: str) -> Settings:
    """Return the settings of a folder from their bytes, on disk or at a revision.

    Raises:
        CannotWorkError: if they require another version of the tool.
    """
    file = read_model(data, shown, Project)
    project = file.made or Project.default()
    found = [d for d in file.found if d.rule is not reading.EMPTY_FILE]  # no settings are settings too
    if file.places is not None:
        found += in_own_keys(_flaws_of_names(project, file.places), file.language)
    if file.source is not None:
        found += _personal_numbers(project, file.source)
    _refuse_other_version(project, shown)
    return Settings(project, folder, found, file.places)


def _personal_numbers(project: Project, source: Source) -> list[Diagnostic]:
    """Return findings for personal numbers in the settings.

    There are none if the settings have an exception for such numbers, since it may name a plan whose name has one.
    """
    names = {reading.PERSONAL_NUMBER.slug, reading.PERSONAL_NUMBER.code}
    return [] if any(one.rule in names for one in project.ignore) else personal_data(source)


def _flaws_of_names(project: Project, places: SourceMap) -> list[Diagnostic]:
    """Return findings for settings that name a rule, place or word that does not exist."""
    if not (project.severity or project.thresholds or project.ignore or project.labels.model_fields_set):
        return []
    from anhorig_cli.loading.project_names import unknown_names  # noqa: PLC0415 - imports every rule; seldom needed

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
