"""Which files are plans: a file, a folder plan, or a folder to search."""

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from anhorig_cli.errors import CannotWorkError, reason_of
from anhorig_cli.places import is_file, is_link, is_there, real
from anhorig_cli.source import message

YAML_ENDINGS = (".yaml", ".yml")
PLAN_ENDINGS = (*YAML_ENDINGS, ".md")
PROJECT_FILE = "anhorig.yaml"
SUBGOAL_FOLDERS = frozenset({"subgoals", "delmål"})
INDICATOR_FOLDERS = frozenset({"indicators", "indikatorer"})
PLAN_FILES = ("plan.yaml", "plan.yml", "plan.md")
_PASSED_BY = frozenset({"readme", "changelog"})
_SLUG = re.compile(r"[a-z0-9à-öø-ÿ_.][a-z0-9à-öø-ÿ_.-]{0,63}")
_NOT_IN_SLUG = r"[^a-z0-9à-öø-ÿ_.]+"


class PlanFiles(NamedTuple):
    """A plan on disk: its files as (name to show, path), the plan file itself among them.

    `name` is the plan's own path as the user named it; `root` is its real path, which tells two spellings apart.
    `read` gives a file's bytes where they do not come from the disk.
    """

    name: str
    root: Path
    is_folder: bool
    files: tuple[tuple[str, Path], ...]
    read: Callable[[str, Path], bytes] | None = None

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


def find_plans(path: str) -> list[PlanFiles]:
    """Return the plans that a path means: the plan it is (or is a part of), or those below it.

    They are named with `/` on every system, as CI services and editors want it.

    Raises:
        CannotWorkError: where the path does not exist, or holds no plan.
    """
    path = path.replace(os.sep, "/")
    place = Path(path)
    try:
        mode = place.stat().st_mode if path else None
    except (OSError, ValueError):
        mode = None
    if mode is None:
        raise CannotWorkError(message("{path}: there is no such file or folder", path=path or "''"))
    if not _is_folder_plan(place) and (folder := _folder_plan_around(place)):
        found = [_folder_plan(folder, folder.as_posix())]
    elif stat.S_ISDIR(mode):
        found = list(_search(place, path.rstrip("/") or path))
    else:
        found = [PlanFiles(path, real(place), is_folder=False, files=((path, place),))]
    if not found:
        raise CannotWorkError(message("{path}: there is no plan here", path=path))
    return found


def _search(folder: Path, shown: str) -> Iterator[PlanFiles]:
    if _is_folder_plan(folder):
        yield _folder_plan(folder, shown)
        return
    for entry in _entries(folder):
        name = f"{shown}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _search(Path(entry.path), name)
        elif is_plan_file(Path(entry.path)):
            yield PlanFiles(name, real(entry.path), is_folder=False, files=((name, Path(entry.path)),))


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    """Return what a folder holds, in the order people read it, without hidden things and links."""
    try:
        with os.scandir(folder) as listed:
            entries = [entry for entry in listed if not entry.name.startswith(".") and not entry.is_symlink()]
    except OSError as error:
        raise CannotWorkError(
            message("{path}: the folder cannot be read ({reason})", path=str(folder), reason=reason_of(error))
        ) from None
    return sorted(entries, key=lambda entry: natural_order(entry.name))


def natural_order(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a key that sorts names as people do: `2` before `10`, case aside."""
    parts = re.findall(r"\d{1,18}|\D+|\d", unicodedata.normalize("NFC", name).casefold())
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def is_plan_file(path: Path) -> bool:
    """Tell whether a file found in a search is a plan: YAML, or Markdown that begins with `---`."""
    if not is_plan_name(path) or not _is_own_file(path):
        return False
    return path.suffix.lower() != ".md" or begins_with_dashes(path)


def is_plan_name(path: PurePath) -> bool:
    """Tell whether a file found in a search can be a plan by its name."""
    return path.suffix.lower() in PLAN_ENDINGS and path.name != PROJECT_FILE and path.stem.lower() not in _PASSED_BY


def begins_with_dashes(path: Path) -> bool:
    """Tell whether a file begins with a line of dashes, as front matter does."""
    try:
        with path.open("rb") as file:
            return starts_with_dashes(file.read(16))
    except OSError:
        return True  # loading will say why it cannot be read


def starts_with_dashes(data: bytes) -> bool:
    """Tell whether a file's bytes begin with dashes, after a byte order mark."""
    return data.removeprefix(b"\xef\xbb\xbf").startswith(b"---")


def _is_folder_plan(folder: Path) -> bool:
    return any(_is_own_file(folder / name) and _is_spelt_so(folder, name) for name in PLAN_FILES)


def _is_spelt_so(folder: Path, name: str) -> bool:
    """Tell whether a file that is there has the very name: on macOS and Windows `Plan.md` answers to `plan.md`."""
    try:
        return any(path.name == name for path in folder.iterdir())
    except OSError:
        return True  # a folder that cannot be listed is told of by whoever lists it


def _is_own_file(path: Path) -> bool:
    """Tell whether there is an ordinary file that is no link; one in a folder that may not be entered is none."""
    return is_file(path) and not is_link(path)


def _folder_plan_around(place: Path) -> Path | None:
    """Return the folder plan that a file, or a folder of parts, stands in; None where it stands in none."""
    folder = _parent(place)
    while place.name != PROJECT_FILE:
        if _is_folder_plan(folder):
            return folder
        if is_file(folder / PROJECT_FILE) or is_there(folder / ".git") or real(folder) == real(folder).parent:
            return None  # a plan is never larger than its project
        folder = _parent(folder)
    return None


def _parent(place: Path) -> Path:
    """Return the folder above, also of `.` and `..`, in the words of whoever named it."""
    return Path(os.path.normpath(place / "..")) if place.name in {"", ".."} else place.parent


def _folder_plan(folder: Path, shown: str) -> PlanFiles:
    files = tuple(_parts(folder, shown))
    return PlanFiles(shown, real(folder), is_folder=True, files=files)


def _parts(folder: Path, shown: str) -> Iterator[tuple[str, Path]]:
    """Give the files of a folder plan, in order; files of other kinds are left alone."""
    for entry in _entries(folder):
        name, path = f"{shown}/{entry.name}", Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _parts_below(path, name)
        elif is_top_part_name(entry.name):
            yield name, path


def _parts_below(folder: Path, shown: str) -> Iterator[tuple[str, Path]]:
    for entry in _entries(folder):
        name = f"{shown}/{entry.name}"
        if is_part_name(entry.name):
            yield name, Path(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _parts_below(Path(entry.path), name)


def is_top_part_name(name: str) -> bool:
    """Tell whether a file directly in a folder plan belongs to it, by its name."""
    return name in PLAN_FILES or (name != PROJECT_FILE and PurePath(name).suffix.lower() in YAML_ENDINGS)


def is_part_name(name: str) -> bool:
    """Tell whether a file below a folder plan is meant as a part, by its name."""
    path = Path(name)
    return path.suffix.lower() in PLAN_ENDINGS and path.stem.lower() not in _PASSED_BY


def unique(plans: Iterable[PlanFiles]) -> list[PlanFiles]:
    """Return each plan once, the first time it is named (a commit hands over each changed part)."""
    first: dict[Path, PlanFiles] = {}
    for plan in plans:
        first.setdefault(plan.root, plan)
    return list(first.values())
