"""Refuse to write over what is to be kept: what the run has read, and a project's plans, templates and settings."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from anhorig_cli.errors import AnhorigError, CannotWorkError
from anhorig_cli.loading.boundary import (
    GIT_FOLDER,
    PLANS_FOLDER,
    PROJECT_FILE,
    home_without_settings,
    same_name,
    stray_link,
    unfit_for_windows,
)
from anhorig_cli.loading.discovery import PLAN_ENDINGS, find_plans, is_plan_file
from anhorig_cli.loading.files import Identity, files_read, identity_of
from anhorig_cli.loading.project_loader import TEMPLATE_ENDING, LoadedProject
from anhorig_cli.source import message
from anhorig_cli.usecases.select_plans import Projects

ON_WINDOWS = os.name == "nt"


def refuse_overwriting(outputs: Iterable[Path]) -> None:
    """See to it that files can be written where nothing is lost by it; they are judged by where they really are.

    Raises:
        CannotWorkError: where one is a file to be kept, two are the same, or a link leads out of the project.
    """
    kept, folders = _Kept(), _Folders()
    judged: dict[Identity | str, Path] = {}
    for output in outputs:
        refuse_stray(output)
        real = Path(os.path.realpath(output))
        _refuse_odd(output, real)
        there = list(folders.files_called(real))
        for file in there:
            kept.refuse(output, file)
        marks: list[Identity | str] = [same_name(str(real)), *(file.identity for file in there)]
        for mark in marks:
            if judged.setdefault(mark, output) != output:
                raise CannotWorkError(
                    message(
                        "nothing is written, since {path} and {other} are the same file; name two",
                        path=str(judged[mark]),
                        other=str(output),
                    )
                )


def refuse_stray(path: Path, home: Path | None = None) -> None:
    """See to it that no link on the way to a file that is to be written leads out of the project it stands in.

    Args:
        path: the file.
        home: the folder that is to be a project.

    Raises:
        CannotWorkError: where one does.
    """
    stray = stray_link(path, _real(home) if home else home_without_settings(path))
    if stray is not None:
        raise CannotWorkError(
            message(
                "{path}: nothing is written, since the link {link} leads out of the project; name where it leads",
                path=str(path),
                link=str(stray),
            )
        )


def _refuse_odd(output: Path, real: Path) -> None:
    """Refuse a link to something that is not there, what git keeps, and what Windows reads as a device."""
    if os.path.islink(output) and not os.path.exists(output):  # noqa: PTH110, PTH114 - pathlib's raise where there is no access
        raise CannotWorkError(
            message("{path}: nothing is written, since it is a link to nothing; remove the link", path=str(output))
        )
    if GIT_FOLDER in map(str.casefold, real.parts):
        raise CannotWorkError(
            message(
                "{path}: nothing is written, since git keeps its files there; choose another name", path=str(output)
            )
        )
    if ON_WINDOWS and unfit_for_windows(output.name):
        raise CannotWorkError(
            message("{path}: nothing is written, since no file on Windows can be called so", path=str(output))
        )


class _There(NamedTuple):
    """A file that is there: its real path, what tells it from all others, and whether it has more names than one."""

    path: Path
    identity: Identity
    has_other_names: bool


class _Folders:
    """Looks files up by names that some system takes to be the same; each folder is listed once."""

    def __init__(self) -> None:
        self._listed: dict[Path, dict[str, list[str]]] = {}

    def files_called(self, path: Path) -> Iterator[_There]:
        """Give the ordinary files that are there under a name, or one that is the same to some system."""
        for name in self._names(path.parent).get(same_name(path.name), []):
            file = path.parent / name
            status = _status(file)
            if status is not None and stat.S_ISREG(status.st_mode):
                yield _There(file, identity_of(status), status.st_nlink > 1)

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
        return []  # it is not there yet, or whoever writes will be told


def _status(file: Path) -> os.stat_result | None:
    try:
        return os.stat(file)  # noqa: PTH116 - as the rest
    except OSError:
        return None  # gone meanwhile


class _Kept:
    """What no output is written over."""

    def __init__(self) -> None:
        self._read = files_read()
        self._projects = Projects()
        read_plans = (one for one in self._read.values() if one.suffix.lower() in PLAN_ENDINGS)
        self._beside = {_real(one.parent) for one in read_plans if one.name != PROJECT_FILE}
        self._near: dict[Path, list[LoadedProject]] = {}

    def refuse(self, output: Path, file: _There) -> None:
        """Refuse to write an output over a file that is there, where it is one to be kept."""
        if file.identity in self._read:
            raise CannotWorkError(
                message(
                    "{path}: nothing is written, since that is one of the files that were read; choose another name",
                    path=str(output),
                )
            )
        if self._is_of_project(file.path) or (file.has_other_names and file.identity in self._files_near(file.path)):
            raise CannotWorkError(
                message(
                    "{path}: nothing is written, since that is one of the project's plans, templates or settings; "
                    "choose another name",
                    path=str(output),
                )
            )

    def _is_of_project(self, file: Path) -> bool:
        if same_name(file.name) == PROJECT_FILE:
            return True
        if file.name.endswith(TEMPLATE_ENDING):
            return not self._templates(file).isdisjoint(file.parents)
        plans = {*self._plans(file), *self._beside, *(one for one in file.parents if one.name == PLANS_FOLDER)}
        return not plans.isdisjoint(file.parents) and _is_plan_or_part(file)

    def _projects_near(self, file: Path) -> list[LoadedProject]:
        """Return the project that a file stands in, the one here, and those whose settings were read."""
        if file.parent not in self._near:
            read = (one.parent for one in self._read.values() if one.name == PROJECT_FILE)
            folders = dict.fromkeys([file.parent, Path(), *read])
            self._near[file.parent] = [one for folder in folders if (one := self._project(folder))]
        return self._near[file.parent]

    def _project(self, folder: Path) -> LoadedProject | None:
        try:
            return self._projects.of(folder)
        except AnhorigError:
            return None  # it asks for another version of the tool

    def _plans(self, file: Path) -> set[Path]:
        return {_real(project.plans or Path(PLANS_FOLDER)) for project in self._projects_near(file)}

    def _templates(self, file: Path) -> set[Path]:
        return {_real(folder) for project in self._projects_near(file) if (folder := project.templates)}

    def _files_near(self, file: Path) -> set[Identity]:
        """Return all files to be kept: a file with another name may be one of them."""
        folders = [project.folder for project in self._projects_near(file) if project.folder]
        files = [folder / PROJECT_FILE for folder in folders]
        files += [path for folder in self._templates(file) for path in folder.glob(f"*{TEMPLATE_ENDING}")]
        files += [path for folder in self._plans(file) for path in _plan_files(folder)]
        return {identity_of(status) for one in files if (status := _status(one))}


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
        return False
    return any(path == file for _, path in plan.files) if plan.is_folder else is_plan_file(file)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
