"""Refuse to overwrite what must be kept: what the run has read, and a project's plans, templates and settings."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from anhorig_cli.diagnostics import AnhorigError, CannotWorkError
from anhorig_cli.loading.boundary import (
    GIT_FOLDER,
    PLANS_FOLDER,
    PROJECT_FILE,
    home_without_settings,
    same_name,
    stray_link,
    unfit_for_windows,
)
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.files import Identity, files_read, identity_of
from anhorig_cli.loading.plan_names import is_plan_file, is_plan_name
from anhorig_cli.loading.project_loader import TEMPLATE_ENDING, Settings
from anhorig_cli.places import real
from anhorig_cli.source import message
from anhorig_cli.workspace.workspace import Workspace

ON_WINDOWS = os.name == "nt"


def refuse_overwriting(outputs: Iterable[Path]) -> None:
    """Refuse to write files where something would be lost; each is judged by its real path.

    Raises:
        CannotWorkError: where one is a file to be kept, two are the same, or a link leads out of the project.
    """
    kept, folders = _Kept(), _Folders()
    seen: dict[Identity | str, Path] = {}
    for output in outputs:
        refuse_stray(output)
        place = real(output)
        _refuse_unfit(output, place)
        existing = list(folders.files_named(place))
        for file in existing:
            kept.refuse(output, file)
        _refuse_same_file(output, [same_name(str(place)), *(file.identity for file in existing)], seen)


def _refuse_same_file(output: Path, marks: Iterable[Identity | str], seen: dict[Identity | str, Path]) -> None:
    """Refuse an output that is the same file as an earlier one; `seen` has those by what identifies them."""
    for mark in marks:
        other = seen.setdefault(mark, output)
        if other != output:
            raise CannotWorkError(
                message(
                    "nothing is written, since {path} and {other} are the same file; name two",
                    path=str(other),
                    other=str(output),
                )
            )


def refuse_stray(path: Path, home: Path | None = None) -> None:
    """Refuse a file that is to be written where a link on its path leads out of the project.

    Args:
        path: the file.
        home: the folder that is to become a project.

    Raises:
        CannotWorkError: where a link does.
    """
    stray = stray_link(path, real(home) if home else home_without_settings(path))
    if stray is not None:
        raise CannotWorkError(
            message(
                "{path}: nothing is written, since the link {link} leads out of the project; name where it leads",
                path=str(path),
                link=str(stray),
            )
        )


def _refuse_unfit(output: Path, place: Path) -> None:
    """Refuse a link to nothing, a file in git's folder, and a name that Windows reads as a device."""
    if _is_broken_link(output):
        raise CannotWorkError(
            message("{path}: nothing is written, since it is a link to nothing; remove the link", path=str(output))
        )
    if GIT_FOLDER in map(str.casefold, place.parts):
        raise CannotWorkError(
            message(
                "{path}: nothing is written, since git keeps its files there; choose another name", path=str(output)
            )
        )
    if ON_WINDOWS and unfit_for_windows(output.name):
        raise CannotWorkError(
            message("{path}: nothing is written, since no file on Windows can be called so", path=str(output))
        )


def _is_broken_link(path: Path) -> bool:
    return os.path.islink(path) and not os.path.exists(path)  # noqa: PTH110, PTH114 - pathlib's raise where there is no access


class _ExistingFile(NamedTuple):
    """An existing file: its real path, what identifies it, and whether it has more than one name."""

    path: Path
    identity: Identity
    has_other_names: bool


class _Folders:
    """Looks files up by names that some system takes to be the same; each folder is listed once."""

    def __init__(self) -> None:
        self._listed: dict[Path, dict[str, list[str]]] = {}

    def files_named(self, path: Path) -> Iterator[_ExistingFile]:
        """Yield the ordinary files that have a name, or one that some system takes to be the same."""
        for name in self._names(path.parent).get(same_name(path.name), []):
            file = path.parent / name
            status = _status(file)
            if status is not None and stat.S_ISREG(status.st_mode):
                yield _ExistingFile(file, identity_of(status), status.st_nlink > 1)

    def _names(self, folder: Path) -> dict[str, list[str]]:
        if folder not in self._listed:
            names: dict[str, list[str]] = {}
            for name in _listed(folder):
                names.setdefault(same_name(name), []).append(name)
            self._listed[folder] = names
        return self._listed[folder]


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names alone
    except OSError:
        return []  # it does not exist yet, or writing will report why


def _status(file: Path) -> os.stat_result | None:
    try:
        return os.stat(file)  # noqa: PTH116 - as the rest
    except OSError:
        return None  # gone meanwhile


class _KeptNearby(NamedTuple):
    """What must be kept near a place: of the project there, the current one, and those whose settings were read.

    These are the settings files, and the real paths of the folders of plans and of templates.
    """

    settings: tuple[Path, ...]
    plans: frozenset[Path]
    templates: frozenset[Path]

    @classmethod
    def of(cls, projects: Sequence[Settings]) -> "_KeptNearby":
        """Return what must be kept of some projects, and of the folder `plans` here."""
        here = Path(PLANS_FOLDER)
        folders = _real_paths(project.folder for project in projects)
        return cls(
            tuple(folder / PROJECT_FILE for folder in folders),
            _real_paths([here if here.is_dir() else None, *(project.plans for project in projects)]),
            _real_paths(project.templates for project in projects),
        )

    def files(self) -> Iterator[Path]:
        """Yield all these files: a file with several names may be one of them."""
        yield from self.settings
        for folder in self.templates:
            yield from folder.glob(f"*{TEMPLATE_ENDING}")
        for folder in self.plans:
            yield from _plan_files(folder)


def _real_paths(folders: Iterable[Path | None]) -> frozenset[Path]:
    """Return the real paths of the folders, without None."""
    return frozenset(real(folder) for folder in folders if folder is not None)


class _Kept:
    """The files that no output may overwrite."""

    def __init__(self) -> None:
        self._read = files_read()
        self._workspace = Workspace()
        self._nearby: dict[Path, _KeptNearby] = {}
        self._folders_of_read_plans = _real_paths(
            file.parent for file in self._read.values() if is_plan_name(file.name)
        )
        self._folders_of_read_settings = [file.parent for file in self._read.values() if file.name == PROJECT_FILE]

    def refuse(self, output: Path, file: _ExistingFile) -> None:
        """Refuse to write an output over an existing file that must be kept."""
        if file.identity in self._read:
            raise CannotWorkError(
                message(
                    "{path}: nothing is written, since that is one of the files that were read; choose another name",
                    path=str(output),
                )
            )
        if self._is_of_project(file):
            raise CannotWorkError(
                message(
                    "{path}: nothing is written, since that is one of the project's plans, templates or settings; "
                    "choose another name",
                    path=str(output),
                )
            )

    def _is_of_project(self, file: _ExistingFile) -> bool:
        near = self._kept_near(file.path.parent)
        if same_name(file.path.name) == PROJECT_FILE:
            return True
        if file.has_other_names and any(_is_same(one, file.identity) for one in near.files()):
            return True
        above = set(file.path.parents)
        if file.path.name.endswith(TEMPLATE_ENDING):
            return bool(above & near.templates)
        is_among_plans = above & (near.plans | self._folders_of_read_plans) or PLANS_FOLDER in file.path.parent.parts
        return bool(is_among_plans) and _is_plan_or_part(file.path)

    def _kept_near(self, folder: Path) -> _KeptNearby:
        if folder not in self._nearby:
            self._nearby[folder] = _KeptNearby.of(
                list(self._projects([folder, Path(), *self._folders_of_read_settings]))
            )
        return self._nearby[folder]

    def _projects(self, folders: Iterable[Path]) -> Iterator[Settings]:
        """Yield the projects of folders, except one that requires another version of the tool."""
        for folder in dict.fromkeys(folders):
            with suppress(AnhorigError, FileNotFoundError):  # the current folder may be gone
                yield self._workspace.settings_at(folder)


def _is_same(file: Path, identity: Identity) -> bool:
    status = _status(file)
    return status is not None and identity_of(status) == identity


def _plan_files(folder: Path) -> Iterator[Path]:
    try:
        plans = find_plans(str(folder))
    except AnhorigError:
        return
    for plan in plans:
        yield from (path for _, path in plan.files)


def _is_plan_or_part(file: Path) -> bool:
    try:
        plan = find_plans(str(file))[0]
    except AnhorigError:
        return True  # it is in more folders, or among more files, than are searched
    return any(path == file for _, path in plan.files) if plan.is_folder else is_plan_file(file)
