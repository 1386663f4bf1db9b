"""Where plans stand: a file, a folder plan, or a folder to search."""

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
    outside,
    stray_link,
    strays,
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
"""So many folders may stand in each other where plans, or parts of a plan, are looked for."""
MOST_FILES, MOST_FOLDERS = 5_000, 20_000
"""So many plans, or parts of a plan, are read of one folder, and so many folders are gone through in it."""


class PlanFiles(NamedTuple):
    """A plan on disk: its files as (name to show, path), the plan file itself among them.

    `name` is the plan's own path as the user named it; `root` is its real path, which tells two spellings apart.
    `read` gives a file's bytes where they do not come from the disk. `refused` is told of links that are not followed,
    since they lead out of the project; one that stands where a plan would has no files at all.
    """

    name: str
    root: Path
    is_folder: bool
    files: tuple[tuple[str, Path], ...]
    read: Callable[[str, Path], bytes] | None = None
    refused: tuple[Diagnostic, ...] = ()

    @property
    def stem(self) -> str:
        """The name that the plan's id is made of."""
        return self.root.name if self.is_folder else self.root.stem


def find_plans(path: str) -> list[PlanFiles]:
    """Return the plans that a path means: the plan it is (or is a part of), or those below it.

    They are named with `/` on every system, as CI services and editors want it.

    Raises:
        CannotWorkError: where the path does not exist, or holds no plan.
    """
    path = path.replace(os.sep, "/")
    place = Path(path)
    home = home_without_settings(place)
    stray = stray_link(place, home)
    if stray is not None:
        return [_refused(stray, stray.as_posix())]
    if not is_there(path):
        raise CannotWorkError(message("{path}: there is no such file or folder", path=path or "''"))
    if folder := _folder_plan_around(place):
        return [_folder_plan(folder, folder.as_posix(), home or real(folder))]
    if not is_folder(path):
        return [_single(place, path)]
    found = list(_search(place, path.rstrip("/") or path, home or real(place)))
    if not found:
        raise CannotWorkError(message("{path}: there is no plan here", path=path))
    return found


def find_neighbours(path: str) -> list[PlanFiles]:
    """Return the plans that stand directly in a folder, in order; what else stands in its folders is not looked at.

    Raises:
        CannotWorkError: where it cannot be read.
        TooManyError: where it holds more than is looked through.
    """
    folder = _FolderEntry(Path(path), path.replace(os.sep, "/").rstrip("/") or "/", is_folder=True)
    home = real(folder.path)
    found: list[PlanFiles] = []
    for place in _listed(folder, is_plan_name, home, _Room(folder.shown)):
        if place.is_folder and _is_folder_plan(place.path):
            found.append(_folder_plan(place.path, place.shown, home))
        elif not place.is_folder and not place.is_stray and is_plan_file(place.path):
            found.append(_single(place.path, place.shown))
    return found


def files_passed_by(path: str) -> Iterator[str]:
    """Give the files in a folder, and below it, that are meant as plans or parts and have a name that is not read.

    Each says a title: a file whose last ending a system hides (`p.yaml.txt`), and one of Markdown (`p.markdown`) that
    begins as a plan does.
    """
    path = path.replace(os.sep, "/")
    place = Path(path)
    home = home_without_settings(place)
    if stray_link(place, home) is not None:
        return  # what stands behind it is not looked at
    if not is_folder(place):
        return
    home = home or real(place)
    waiting = [_FolderEntry(place, path.rstrip("/") or path, is_folder=True)]
    room = _Room(path)
    while waiting:
        folder = waiting.pop()
        for entry in _listed(folder, is_nearly_plan_name, home, room):
            if entry.is_folder:
                waiting.append(entry)
            elif not entry.is_stray and says_a_title(entry.path):
                yield entry.shown


def _search(start: Path, shown: str, home: Path) -> Iterator[PlanFiles]:
    """Give the plans in a folder and in those below it, in order.

    Args:
        start: the folder.
        shown: its name in messages.
        home: the folder that no link may lead out of, where there is no project.
    """
    waiting = [_FolderEntry(start, shown, is_folder=True)]
    room = _Room(shown)
    while waiting:
        place = waiting.pop()
        if place.is_stray:
            yield _refused(place.path, place.shown)
        elif not place.is_folder:
            yield _single(place.path, place.shown)
        elif _is_folder_plan(place.path):
            yield _folder_plan(place.path, place.shown, home)
        else:
            listed = _listed(place, is_plan_name, home, room)
            waiting += [one for one in listed if one.is_folder or one.is_stray or is_plan_file(one.path)][::-1]


class _FolderEntry(NamedTuple):
    """What a folder holds under a name: a file, a folder, or a link that leads out of the project."""

    path: Path
    shown: str
    is_folder: bool = False
    is_stray: bool = False
    depth: int = 0


class _Room:
    """How much more is looked at in a folder that is searched, and in those below it; `shown` is its name."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._files, self._folders = MOST_FILES, MOST_FOLDERS

    def take(self, entries: Sequence["os.DirEntry[str]"]) -> None:
        """Note what is looked at.

        Raises:
            TooManyError: where it is more than there is room for.
        """
        folders = sum(entry.is_dir(follow_symlinks=False) for entry in entries)
        self._folders -= folders
        self._files -= len(entries) - folders
        if self._files < 0 or self._folders < 0:
            raise TooManyError(self._shown)


class TooManyError(CannotWorkError):
    """A folder holds more files or folders than are looked at."""

    def __init__(self, shown: str) -> None:
        what = message(
            "{path}: at most {files} plan files and {folders} folders are looked through, and there are more here; "
            "name a folder with fewer, or put the plan in a folder of its own",
            path=shown,
            files=MOST_FILES,
            folders=MOST_FOLDERS,
        )
        super().__init__(what)


def _listed(folder: _FolderEntry, is_meant: Callable[[str], bool], home: Path, room: _Room) -> Iterator[_FolderEntry]:
    """Give the folders in a folder, and what is meant by its name, in the order people read it.

    Hidden things are passed by, and so are links: of those, only one that leads out of the project is given. Pipes and
    devices are given as files are; they are never opened.

    Raises:
        CannotWorkError: where the folder cannot be read, or is too deep below the one that was named.
        TooManyError: where it holds more than there is room for.
    """
    if folder.depth > DEEPEST:
        top = Path(*folder.path.parts[: -folder.depth])
        text = message("{path}: the folders here are more than {most} levels deep", path=str(top), most=DEEPEST)
        raise CannotWorkError(text)
    for entry in _entries(folder.path, is_meant, room):
        name, path = f"{folder.shown}/{entry.name}", Path(entry.path)
        if _is_link(entry):
            may_hold_plans = is_meant(entry.name) or is_folder(path)
            if may_hold_plans and strays(path, home):
                yield _FolderEntry(path, name, is_stray=True)
        elif entry.is_dir(follow_symlinks=False):
            yield _FolderEntry(path, name, is_folder=True, depth=folder.depth + 1)
        elif is_meant(entry.name):
            yield _FolderEntry(path, name)


def _is_link(entry: "os.DirEntry[str]") -> bool:
    return entry.is_symlink() or (os.name == "nt" and is_link(entry.stat(follow_symlinks=False)))


def _entries(folder: Path, is_meant: Callable[[str], bool], room: _Room) -> list["os.DirEntry[str]"]:
    """Return the folders, links and meant files that a folder holds, in the order people read it, but hidden ones."""
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
    room.take(entries)
    return sorted(entries, key=lambda entry: natural_order(entry.name))


def _is_folder_plan(folder: Path) -> bool:
    return any(_is_own_file(folder / name) and _is_spelt_so(folder, name) for name in PLAN_FILES)


def _is_spelt_so(folder: Path, name: str) -> bool:
    """Return whether a file that is there has the very name: on macOS and Windows `Plan.md` answers to `plan.md`."""
    try:
        return any(path.name == name for path in folder.iterdir())
    except OSError:
        return True  # a folder that cannot be listed is told of by whoever lists it


def _is_own_file(path: Path) -> bool:
    """Return whether there is an ordinary file that is no link; one in a folder that may not be entered is none."""
    return is_file(path) and not places.is_link(path)


def _folder_plan_around(place: Path) -> Path | None:
    """Return the folder plan that a path is or stands in, the outermost one; None where it stands in none.

    A search would not look for plans in a folder plan either. A plan is never larger than its project.
    """
    found = place if _is_folder_plan(place) else None
    folder = place
    while place.name != PROJECT_FILE and not _is_top(folder):
        folder = _parent(folder)
        found = folder if _is_folder_plan(folder) else found
    return found


def _is_top(folder: Path) -> bool:
    """Return whether a project begins in a folder, or whether there is none above it."""
    here = real(folder)
    return is_project(folder) or os.path.lexists(folder / GIT_FOLDER) or here == here.parent


def _parent(place: Path) -> Path:
    """Return the folder above, also of `.` and `..`, in the words of whoever named it."""
    return Path(os.path.normpath(place / "..")) if place.name in {"", ".."} else place.parent


def _single(path: Path, shown: str) -> PlanFiles:
    """Return a plan in one file; one that is a link is read where it leads."""
    root = real(path)
    return PlanFiles(shown, root, is_folder=False, files=((shown, root if places.is_link(path) else path),))


def _refused(link: Path, shown: str) -> PlanFiles:
    """Return what stands in the place of a plan, or of a folder of them: a link that leads out of the project."""
    return PlanFiles(shown, Path(os.path.abspath(link)), is_folder=False, files=(), refused=(outside(shown),))  # noqa: PTH100 - which does not follow it


def _folder_plan(folder: Path, shown: str, home: Path) -> PlanFiles:
    """Return a folder plan with its files, in order; files of other kinds are left alone."""
    files: list[tuple[str, Path]] = []
    refused: list[Diagnostic] = []
    room = _Room(shown)
    waiting = [_FolderEntry(folder, shown, is_folder=True)]
    while waiting:
        place = waiting.pop()
        if place.is_stray:
            refused.append(outside(place.shown))
        elif place.is_folder:
            waiting += list(_in_folder_plan(place, home, room))[::-1]
        else:
            files.append((place.shown, place.path))
    return PlanFiles(shown, real(folder), is_folder=True, files=tuple(files), refused=tuple(refused))


def _in_folder_plan(folder: _FolderEntry, home: Path, room: _Room) -> Iterator[_FolderEntry]:
    """Give what a folder plan holds, or a folder in it: there, a folder with the name of a part is told of as one."""
    if not folder.depth:
        yield from _listed(folder, is_top_part_name, home, room)
        return
    for entry in _listed(folder, is_part_name, home, room):
        yield entry._replace(is_folder=entry.is_folder and not is_part_name(entry.path.name))
