"""Finding plans on disk: a file, a folder plan, or the plans in a folder."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from anhorig_cli import places
from anhorig_cli.diagnostics import CannotWorkError, Diagnostic, reason_of
from anhorig_cli.loading.boundary import (
    GIT_FOLDER,
    PROJECT_FILE,
    home_without_settings,
    is_link,
    is_project,
    is_stray_link,
    stray_link,
    stray_link_flaw,
)
from anhorig_cli.loading.plan_names import (
    PLAN_FILES,
    is_nearly_plan_name,
    is_part_name,
    is_plan_file,
    is_plan_name,
    is_top_part_name,
    natural_order,
    says_a_title,
)
from anhorig_cli.places import is_file, is_folder, is_there, real
from anhorig_cli.source import message

DEEPEST = 50
"""The most levels of folders in which plans, or parts of a plan, are looked for."""
MOST_FILES, MOST_FOLDERS = 5_000, 20_000
"""The most plans, or parts of a plan, and the most folders that are listed in one folder and below."""


class PlanFiles(NamedTuple):
    """A plan on disk: its files as (name to show, path), including the plan file itself.

    `name` is the plan's path as the user named it; `root` is its real path, the same for every spelling of it. `read`
    returns a file's bytes if they do not come from the disk. `refused` holds findings for links that are not followed,
    since they lead out of the project; such a link in place of a plan has no files at all.
    """

    name: str
    root: Path
    is_folder: bool
    files: tuple[tuple[str, Path], ...]
    read: Callable[[str, Path], bytes] | None = None
    refused: tuple[Diagnostic, ...] = ()

    @property
    def stem(self) -> str:
        """The file or folder name that the plan's id is made from."""
        return self.root.name if self.is_folder else self.root.stem


def find_plans(path: str) -> list[PlanFiles]:
    """Return the plans that a path refers to: the plan it is (or is a part of), or those below it.

    Their names have `/` on every system, as CI services and editors expect.

    Raises:
        CannotWorkError: if the path does not exist, or contains no plan.
    """
    path = path.replace(os.sep, "/")
    place = Path(path)
    home = home_without_settings(place)
    stray = stray_link(place, home)
    if stray is not None:
        return [_refused_link(stray, stray.as_posix())]
    if not is_there(path):
        raise CannotWorkError(message("{path}: there is no such file or folder", path=path or "''"))
    if folder := _folder_plan_around(place):
        return [_folder_plan(folder, folder.as_posix(), home or real(folder))]
    if not is_folder(path):
        return [_single_file_plan(place, path)]
    found = list(_search(place, path.rstrip("/") or path, home or real(place)))
    if not found:
        raise CannotWorkError(message("{path}: there is no plan here", path=path))
    return found


def find_neighbours(path: str) -> list[PlanFiles]:
    """Return the plans directly in a folder, files and folder plans, in order; other subfolders are not searched.

    Raises:
        CannotWorkError: if it cannot be read.
        TooManyError: if it contains more than is searched.
    """
    folder = _FolderEntry(Path(path), path.replace(os.sep, "/").rstrip("/") or "/", is_folder=True)
    home = real(folder.path)
    found: list[PlanFiles] = []
    for place in _list_folder(folder, is_plan_name, home, _SearchLimit(folder.shown)):
        if place.is_folder and _is_folder_plan(place.path):
            found.append(_folder_plan(place.path, place.shown, home))
        elif not place.is_folder and not place.is_stray and is_plan_file(place.path):
            found.append(_single_file_plan(place.path, place.shown))
    return found


def files_passed_by(path: str) -> Iterator[str]:
    """Yield the files in a folder and below that are meant as plans or parts but are not read because of their names.

    Each has a title: a file whose last ending is hidden by the system (`p.yaml.txt`), or a Markdown file with another
    ending (`p.markdown`) that begins as a plan does.
    """
    path = path.replace(os.sep, "/")
    place = Path(path)
    home = home_without_settings(place)
    if stray_link(place, home) is not None:
        return  # nothing behind such a link is read
    if not is_folder(place):
        return
    home = home or real(place)
    waiting = [_FolderEntry(place, path.rstrip("/") or path, is_folder=True)]
    limit = _SearchLimit(path)
    while waiting:
        folder = waiting.pop()
        for entry in _list_folder(folder, is_nearly_plan_name, home, limit):
            if entry.is_folder:
                waiting.append(entry)
            elif not entry.is_stray and says_a_title(entry.path):
                yield entry.shown


def _search(start: Path, shown: str, home: Path) -> Iterator[PlanFiles]:
    """Yield the plans in a folder and below, in order.

    Args:
        start: the folder.
        shown: its name in messages.
        home: the folder that no link may lead out of, if there is no project.
    """
    waiting = [_FolderEntry(start, shown, is_folder=True)]
    limit = _SearchLimit(shown)
    while waiting:
        place = waiting.pop()
        if place.is_stray:
            yield _refused_link(place.path, place.shown)
        elif not place.is_folder:
            yield _single_file_plan(place.path, place.shown)
        elif _is_folder_plan(place.path):
            yield _folder_plan(place.path, place.shown, home)
        else:
            listed = _list_folder(place, is_plan_name, home, limit)
            waiting += [one for one in listed if one.is_folder or one.is_stray or is_plan_file(one.path)][::-1]


class _FolderEntry(NamedTuple):
    """An entry of a folder: a file, a folder, or a link that leads out of the project."""

    path: Path
    shown: str
    is_folder: bool = False
    is_stray: bool = False
    depth: int = 0


class _SearchLimit:
    """How many more files and folders may be listed in a search; `shown` is the searched folder's name in messages."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._files_left, self._folders_left = MOST_FILES, MOST_FOLDERS

    def count(self, entries: Sequence["os.DirEntry[str]"]) -> None:
        """Count listed entries.

        Raises:
            TooManyError: if more have been listed than is allowed.
        """
        folders = sum(entry.is_dir(follow_symlinks=False) for entry in entries)
        self._folders_left -= folders
        self._files_left -= len(entries) - folders
        if self._files_left < 0 or self._folders_left < 0:
            raise TooManyError(self._shown)


class TooManyError(CannotWorkError):
    """A folder contains more files or folders than are searched."""

    def __init__(self, shown: str) -> None:
        text = message(
            "{path}: at most {files} plan files and {folders} folders are looked through, and there are more here; "
            "name a folder with fewer, or put the plan in a folder of its own",
            path=shown,
            files=MOST_FILES,
            folders=MOST_FOLDERS,
        )
        super().__init__(text)


def _list_folder(
    folder: _FolderEntry, is_meant: Callable[[str], bool], home: Path, limit: _SearchLimit
) -> Iterator[_FolderEntry]:
    """Yield the subfolders, and the files whose names `is_meant` accepts, in natural order.

    Hidden entries are skipped, and so are links, except those that lead out of the project. Pipes and devices are
    yielded as files; they are never opened.

    Raises:
        CannotWorkError: if the folder cannot be read, or is too deep below the searched one.
        TooManyError: if more have been listed than is allowed.
    """
    if folder.depth > DEEPEST:
        top = Path(*folder.path.parts[: -folder.depth])
        text = message("{path}: the folders here are more than {most} levels deep", path=str(top), most=DEEPEST)
        raise CannotWorkError(text)
    for entry in _entries(folder.path, is_meant, limit):
        name, path = f"{folder.shown}/{entry.name}", Path(entry.path)
        if _is_link(entry):
            may_contain_plans = is_meant(entry.name) or is_folder(path)
            if may_contain_plans and is_stray_link(path, home):
                yield _FolderEntry(path, name, is_stray=True)
        elif entry.is_dir(follow_symlinks=False):
            yield _FolderEntry(path, name, is_folder=True, depth=folder.depth + 1)
        elif is_meant(entry.name):
            yield _FolderEntry(path, name)


def _is_link(entry: "os.DirEntry[str]") -> bool:
    return entry.is_symlink() or (os.name == "nt" and is_link(entry.stat(follow_symlinks=False)))


def _entries(folder: Path, is_meant: Callable[[str], bool], limit: _SearchLimit) -> list["os.DirEntry[str]"]:
    """Return the folders, links and accepted files in a folder that are not hidden, in natural order."""
    try:
        with os.scandir(folder) as listed:
            entries = [
                entry
                for entry in listed
                if not entry.name.startswith(".")
                and (is_meant(entry.name) or entry.is_dir(follow_symlinks=False) or _is_link(entry))
            ]
    except OSError as error:
        raise CannotWorkError(
            message("{path}: the folder cannot be read ({reason})", path=str(folder), reason=reason_of(error))
        ) from None
    limit.count(entries)
    return sorted(entries, key=lambda entry: natural_order(entry.name))


def _is_folder_plan(folder: Path) -> bool:
    return any(_is_unlinked_file(folder / name) and _has_exact_name(folder, name) for name in PLAN_FILES)


def _has_exact_name(folder: Path, name: str) -> bool:
    """Return whether an existing file has exactly this name: on macOS and Windows `plan.md` also opens `Plan.md`."""
    try:
        return any(path.name == name for path in folder.iterdir())
    except OSError:
        return True  # the error is reported when the folder is listed


def _is_unlinked_file(path: Path) -> bool:
    """Return whether there is an ordinary file that is not a link; False in a folder that may not be entered."""
    return is_file(path) and not places.is_link(path)


def _folder_plan_around(place: Path) -> Path | None:
    """Return the outermost folder plan that a path is or is in; None if there is none.

    It is the outermost since a search does not look for plans inside a folder plan either. No folder above the project
    is considered.
    """
    found = place if _is_folder_plan(place) else None
    folder = place
    while place.name != PROJECT_FILE and not _is_project_top(folder):
        folder = _parent(folder)
        found = folder if _is_folder_plan(folder) else found
    return found


def _is_project_top(folder: Path) -> bool:
    """Return whether a folder is the top of a project, or of the file system."""
    here = real(folder)
    return is_project(folder) or os.path.lexists(folder / GIT_FOLDER) or here == here.parent


def _parent(place: Path) -> Path:
    """Return the parent folder as a path of the same form, also for `.` and `..`."""
    return Path(os.path.normpath(place / "..")) if place.name in {"", ".."} else place.parent


def _single_file_plan(path: Path, shown: str) -> PlanFiles:
    """Return a plan in one file; a link is read at its target."""
    root = real(path)
    return PlanFiles(shown, root, is_folder=False, files=((shown, root if places.is_link(path) else path),))


def _refused_link(link: Path, shown: str) -> PlanFiles:
    """Return a plan without files, for a link out of the project in place of a plan or a folder of plans."""
    return PlanFiles(shown, Path(os.path.abspath(link)), is_folder=False, files=(), refused=(stray_link_flaw(shown),))  # noqa: PTH100 - it does not follow the link


def _folder_plan(folder: Path, shown: str, home: Path) -> PlanFiles:
    """Return a folder plan with its files, in order; files of other kinds are ignored."""
    files: list[tuple[str, Path]] = []
    refused: list[Diagnostic] = []
    limit = _SearchLimit(shown)
    waiting = [_FolderEntry(folder, shown, is_folder=True)]
    while waiting:
        place = waiting.pop()
        if place.is_stray:
            refused.append(stray_link_flaw(place.shown))
        elif place.is_folder:
            waiting += list(_entries_of_plan(place, home, limit))[::-1]
        else:
            files.append((place.shown, place.path))
    return PlanFiles(shown, real(folder), is_folder=True, files=tuple(files), refused=tuple(refused))


def _entries_of_plan(folder: _FolderEntry, home: Path, limit: _SearchLimit) -> Iterator[_FolderEntry]:
    """Yield the entries of a folder plan or of a folder in it; there, a folder named like a part counts as a file."""
    if not folder.depth:
        yield from _list_folder(folder, is_top_part_name, home, limit)
        return
    for entry in _list_folder(folder, is_part_name, home, limit):
        yield entry._replace(is_folder=entry.is_folder and not is_part_name(entry.path.name))
