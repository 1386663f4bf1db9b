"""Which files are plans: a file, a folder plan, or a folder to search."""

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

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
    unfit_for_windows,
)
from anhorig_cli.model.parts import PARTS
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.places import real
from anhorig_cli.source import message

YAML_ENDINGS = (".yaml", ".yml")
PLAN_ENDINGS = (*YAML_ENDINGS, ".md")
SUBGOAL_FOLDERS = frozenset({"subgoals", "delmål"})
INDICATOR_FOLDERS = frozenset({"indicators", "indikatorer"})
DEEPEST = 50
"""So many folders may stand in each other where plans, or parts of a plan, are looked for."""
MOST_FILES, MOST_FOLDERS = 5_000, 20_000
"""So many plans, or parts of a plan, are read of one folder, and so many folders are gone through in it."""
PLAN_FILES = ("plan.yaml", "plan.yml", "plan.md")
_SETTINGS_WRONGLY_NAMED = "anhorig.yml"  # `project_loader` tells of it
_PASSED_BY = frozenset({"readme", "changelog"})
_SLUG = re.compile(r"[a-z0-9à-öø-ÿ_.][a-z0-9à-öø-ÿ_.-]{0,63}")
_NOT_IN_SLUG = r"[^a-z0-9à-öø-ÿ_.]+"


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


def slug(stem: str) -> str:
    """Return a file name as an id: NFC, small letters, `-` for what an id cannot hold."""
    text = unicodedata.normalize("NFC", stem)
    if _SLUG.fullmatch(text):
        return text
    text = text.lower()
    return re.sub(_NOT_IN_SLUG, "-", text).strip("-")[:64] or "plan"


def name_of_file(name: str) -> str:
    """Return what a file may be named after something: its name, or that as an id without a personal number in it.

    A name that Windows keeps for a device, as `con`, begins with `_`.
    """
    disclosed = without_personal_numbers(name)
    disclosed = name if disclosed == name else slug(disclosed)
    return disclosed if unfit_for_windows(disclosed) is None else f"_{disclosed.rstrip('. ')}"


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
    mode = _mode(path)
    if mode is None:
        raise CannotWorkError(message("{path}: there is no such file or folder", path=path or "''"))
    if folder := _folder_plan_around(place):
        return [_folder_plan(folder, folder.as_posix(), home or real(folder))]
    if not stat.S_ISDIR(mode):
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
    folder = _Entry(Path(path), path.replace(os.sep, "/").rstrip("/") or "/", is_folder=True)
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
    if not os.path.isdir(place):  # noqa: PTH112 - pathlib's raises where there is no access
        return
    home = home or real(place)
    waiting = [_Entry(place, path.rstrip("/") or path, is_folder=True)]
    room = _Room(path)
    while waiting:
        folder = waiting.pop()
        for entry in _listed(folder, _is_nearly_plan_name, home, room):
            if entry.is_folder:
                waiting.append(entry)
            elif not entry.is_stray and _says_a_title(entry.path):
                yield entry.shown


def _is_nearly_plan_name(name: str) -> bool:
    stem, _, ending = name.lower().rpartition(".")
    if ending in _HIDDEN_ENDINGS:
        return is_plan_name(stem)
    return ending in _OTHER_MARKDOWN and is_plan_name(f"{stem}.md")


_HIDDEN_ENDINGS = frozenset({"txt", "text"})
_OTHER_MARKDOWN = frozenset({"markdown", "mdown", "mkd"})
_TITLE = r"(?m)^[\"']?(?:titel|title)[\"']?[ \t]*:"


def _says_a_title(path: Path) -> bool:
    """Return whether a file begins as a plan does, with a title among its first fields."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return False
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return False
    if not path.stem.lower().endswith(YAML_ENDINGS) and not may_begin_with_fields(beginning):
        return False
    return re.search(_TITLE, beginning.decode("utf-8", errors="replace")) is not None


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode  # noqa: PTH116 - pathlib reads no path as this folder
    except (OSError, ValueError):
        return None


def _search(start: Path, shown: str, home: Path) -> Iterator[PlanFiles]:
    """Give the plans in a folder and in those below it, in order.

    Args:
        start: the folder.
        shown: its name in messages.
        home: the folder that no link may lead out of, where there is no project.
    """
    waiting = [_Entry(start, shown, is_folder=True)]
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
            waiting += list(_plans_and_folders(place, home, room))[::-1]


class _Entry(NamedTuple):
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


def _plans_and_folders(folder: _Entry, home: Path, room: _Room) -> Iterator[_Entry]:
    for entry in _listed(folder, is_plan_name, home, room):
        if entry.is_folder or entry.is_stray or is_plan_file(entry.path):
            yield entry


def _listed(folder: _Entry, is_meant: Callable[[str], bool], home: Path, room: _Room) -> Iterator[_Entry]:
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
            may_hold_plans = is_meant(entry.name) or os.path.isdir(path)  # noqa: PTH112 - pathlib's raises where there is no access
            if may_hold_plans and strays(path, home):
                yield _Entry(path, name, is_stray=True)
        elif entry.is_dir(follow_symlinks=False):
            yield _Entry(path, name, is_folder=True, depth=folder.depth + 1)
        elif is_meant(entry.name):
            yield _Entry(path, name)


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


def natural_order(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a key that sorts names as people do: `2` before `10`, case aside."""
    parts = re.findall(r"\d{1,18}|\D+|\d", unicodedata.normalize("NFC", name).casefold())
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def is_plan_file(path: Path) -> bool:
    """Return whether a file found in a search is a plan: YAML, or Markdown that begins with `---`, or nearly.

    One that may not be looked at is taken for a plan: loading will say why it cannot be read.
    """
    try:
        is_file = is_plan_name(path.name) and stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return True
    return is_file and (path.suffix.lower() != ".md" or begins_with_dashes(path))


def is_plan_name(name: str) -> bool:
    """Return whether a file found in a search can be a plan by its name."""
    path = PurePath(name)
    is_settings = name == PROJECT_FILE or name.lower() == _SETTINGS_WRONGLY_NAMED
    return path.suffix.lower() in PLAN_ENDINGS and not is_settings and path.stem.lower() not in _PASSED_BY


def begins_with_dashes(path: Path) -> bool:
    """Return whether a file begins with a line of dashes, as front matter does."""
    try:
        with path.open("rb") as file:
            return may_begin_with_fields(file.read(_BEGINNING))
    except OSError:
        return True  # loading will say why it cannot be read


def may_begin_with_fields(data: bytes) -> bool:
    """Return whether a file of Markdown begins with the dashes of a plan's fields, or is meant to.

    It is where only blank lines or comments stand before them, where a word processor made one long dash of them or
    they are missing, and where the file has another encoding: loading will say what is wrong.
    """
    data = data[:_BEGINNING]
    if data.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return True
    if data.count(0) > len(data) // 4:
        text = data.decode("utf-16" if data[:1] in {b"\xff", b"\xfe"} else _byte_order(data), errors="replace")
    else:
        text = data.decode("utf-8", errors="replace")
    if text.lstrip("\ufeff").startswith("---"):
        return True
    found = re.match(_NEARLY_FIELDS, text)
    if found is None:
        return False
    key = PARTS["plan"].name_of(found["key"])
    return key == "title" or (key is not None and bool(found["dashes"]))


def _byte_order(data: bytes) -> str:
    return "utf-16-be" if data[:1] == b"\0" else "utf-16-le"


_BEGINNING = 4096
_NEARLY_FIELDS = (
    r"(?s)(?:[\s\ufeff\u200b]|\#[^\r\n]*[\r\n]|<!--.*?-->)*+"
    r"(?P<dashes>(?:[-\u2010-\u2015\u2212]{1,3}|```+[ \t]*ya?ml|\+\+\+)[ \t]*[\r\n])?"
    r"(?:\s|\#[^\r\n]*[\r\n])*+[\"']?(?P<key>[^\W\d][\w -]*)[\"']?[ \t]*:"
)


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
    return os.path.isfile(path) and not os.path.islink(path)  # noqa: PTH113, PTH114 - pathlib's raise where there is no access


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
    return PlanFiles(shown, root, is_folder=False, files=((shown, root if os.path.islink(path) else path),))  # noqa: PTH114 - pathlib's raises where there is no access


def _refused(link: Path, shown: str) -> PlanFiles:
    """Return what stands in the place of a plan, or of a folder of them: a link that leads out of the project."""
    return PlanFiles(shown, Path(os.path.abspath(link)), is_folder=False, files=(), refused=(outside(shown),))  # noqa: PTH100 - which does not follow it


def _folder_plan(folder: Path, shown: str, home: Path) -> PlanFiles:
    """Return a folder plan with its files, in order; files of other kinds are left alone."""
    files: list[tuple[str, Path]] = []
    refused: list[Diagnostic] = []
    room = _Room(shown)
    waiting = [_Entry(folder, shown, is_folder=True)]
    while waiting:
        place = waiting.pop()
        if place.is_stray:
            refused.append(outside(place.shown))
        elif place.is_folder:
            waiting += list(_in_folder_plan(place, home, room))[::-1]
        else:
            files.append((place.shown, place.path))
    return PlanFiles(shown, real(folder), is_folder=True, files=tuple(files), refused=tuple(refused))


def _in_folder_plan(folder: _Entry, home: Path, room: _Room) -> Iterator[_Entry]:
    """Give what a folder plan holds, or a folder in it: there, a folder with the name of a part is told of as one."""
    if not folder.depth:
        yield from _listed(folder, is_top_part_name, home, room)
        return
    for entry in _listed(folder, is_part_name, home, room):
        yield entry._replace(is_folder=entry.is_folder and not is_part_name(entry.path.name))


def is_top_part_name(name: str) -> bool:
    """Return whether a file directly in a folder plan belongs to it, by its name."""
    return name in PLAN_FILES or (name != PROJECT_FILE and PurePath(name).suffix.lower() in YAML_ENDINGS)


def is_part_name(name: str) -> bool:
    """Return whether a file below a folder plan is meant as a part, by its name."""
    path = Path(name)
    return path.suffix.lower() in PLAN_ENDINGS and path.stem.lower() not in _PASSED_BY
