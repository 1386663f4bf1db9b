"""A repository as it was at a revision: which of its files are plans, and which two versions a command compares."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path, PurePosixPath

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.history.repository import Commit, Repository
from anhorig_cli.loading import discovery
from anhorig_cli.loading.boundary import PROJECT_FILE
from anhorig_cli.loading.discovery import PlanFiles, TooManyError
from anhorig_cli.loading.plan_names import (
    PLAN_ENDINGS,
    PLAN_FILES,
    is_part_name,
    is_plan_name,
    is_top_part_name,
    may_begin_with_fields,
    natural_order,
)
from anhorig_cli.places import is_link, real, shown
from anhorig_cli.source import message

HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class PlansAtCommit:
    """A repository as it was at a commit: which plans its paths held."""

    repository: Repository
    commit: Commit

    def plans_at(self, path: str) -> list[PlanFiles]:
        """Return the plans that a path meant then: the plan it was, or was a part of, or those below it.

        Raises:
            CannotWorkError: where the revision cannot be read.
        """
        path = path.replace(os.sep, "/")
        place = self._place(Path(path))
        folder = self._plan_around(place)
        name = path.rstrip("/") or path
        if folder is not None and folder != place:
            place, name = folder, shown(self.repository.top / folder)
        texts = self.repository.texts(self.commit, place, partial(may_be_of_a_plan, place=place))
        return committed_plans(texts, place, name, self.repository.top)

    def _place(self, path: Path) -> str:
        """Return where a path led then, also through links; a link that is newer leads where it does today."""
        place = self.repository.path_of(path)
        then = self.repository.led_to(self.commit, place)
        if then is None and is_link(path) and (target := real(path)).is_relative_to(self.repository.top):
            then = self.repository.path_of(target)
        return place if then is None else then

    def _plan_around(self, place: str) -> str | None:
        """Return the outermost folder plan that a place is or stands in; a plan is never larger than its project."""
        marks = {folder: marks_of(folder) for folder in folders_around(place)}
        there = self.repository.holding(self.commit, [path for plan, own in marks.values() for path in (*plan, own)])
        found = None
        for folder, (plan, own) in marks.items():
            found = folder if not there.isdisjoint(plan) else found
            if own in there:
                break
        return found


@dataclass(frozen=True, slots=True)
class RevisionRange:
    """From a revision to another, or to the working files (`after` is None); the paths that were named."""

    repository: Repository
    before: Commit
    after: Commit | None
    paths: tuple[str, ...]


def revision_range(words: Sequence[str]) -> RevisionRange:
    """Read the words of a command: a revision or range first, if one is named, then paths.

    Raises:
        WrongUsageError: where the first word is neither a revision nor a path, or both.
        CannotWorkError: where there is no repository, or nothing is committed.
    """
    place = next((word for word in words if _is_there(word)), "")
    repository = Repository.around(Path(place))
    first = words[0] if words else ""
    if not _names_revision(first, repository):
        return RevisionRange(repository, repository.commit(HEAD), None, tuple(words))
    before, after = _ends(first, repository)
    return RevisionRange(repository, before, after, tuple(words[1:]))


def _names_revision(word: str, repository: Repository) -> bool:
    """Return whether the first word of a command is a revision or a range, and not a path."""
    if not word:
        return False
    if not _is_there(word):
        return ".." in word or repository.has(word)
    if repository.has(word):
        raise WrongUsageError(message("'{word}' is both a revision and a path: write ./{word} for the path", word=word))
    return False


def _ends(word: str, repository: Repository) -> tuple[Commit, Commit | None]:
    """Return the two commits of a range; of a single revision, that and None."""
    for mark in ("...", ".."):
        first, found, last = word.partition(mark)
        if found:
            before, after = repository.commit(first or HEAD), repository.commit(last or HEAD)
            return (repository.fork(before, after) if mark == "..." else before), after
    return repository.commit(word), None


def _is_there(word: str) -> bool:
    return bool(word) and "\0" not in word and os.path.lexists(word)


# Which files of a revision are plans: what `discovery` does on disk, for `{path: bytes}` from git.


Texts = Mapping[str, bytes]
"""A revision's files: paths in the repository, `/` between, and their bytes."""


def may_be_of_a_plan(path: str, place: str) -> bool:
    """Return whether a file at or below a place can be of a plan, by its path: what is hidden is passed by."""
    if path == place:
        return True
    inside = PurePosixPath(path.removeprefix(f"{place}/"))
    return inside.suffix.lower() in PLAN_ENDINGS and not any(part.startswith(".") for part in inside.parts)


def folders_around(path: str) -> list[str]:
    """Return a place and the folders above it in the repository, the nearest first; the top is empty."""
    inside = PurePosixPath(path)
    return ["" if folder == PurePosixPath() else folder.as_posix() for folder in (inside, *inside.parents)]


def marks_of(folder: str) -> tuple[list[str], str]:
    """Return the paths of the files that would make a folder a plan, and of the one that would make it a project."""
    start = f"{folder}/" if folder else ""
    return [start + name for name in PLAN_FILES], start + PROJECT_FILE


def committed_plans(texts: Texts, place: str, shown: str, top: Path) -> list[PlanFiles]:
    """Return the plans at or below a place in a revision, in the order people read it.

    Args:
        texts: the files at or below the place.
        place: its path in the repository; a folder plan, a folder to search, or a plan in one file.
        shown: the name of the place in messages.
        top: the folder of the repository on disk.

    Raises:
        TooManyError: where there are more than are looked through on disk.
    """
    if place in texts:
        return [_single(texts, place, shown, top)]
    inside = {path: path.removeprefix(f"{place}/") for path in texts if may_be_of_a_plan(path, place)}
    order = sorted(inside, key=lambda path: [natural_order(part) for part in inside[path].split("/")])
    plans = _files_by_plan(texts, inside, order)
    names = {path: _shown(path, place, shown) for path in (*plans, *order)}
    _refuse_too_many(len(order) - sum(map(len, plans.values())), shown)
    for path, files in plans.items():
        _refuse_too_many(len(files), names[path])
    return [
        _folder(texts, path, files, names, top) if files else _single(texts, path, names[path], top)
        for path, files in plans.items()
    ]


def _refuse_too_many(files: int, shown: str) -> None:
    if files > discovery.MOST_FILES:
        raise TooManyError(shown)


def plan_roots(paths: Iterable[str], place: str) -> dict[str, str]:
    """Return the path of the plan that each file at or below a place may be of: of a folder plan, else its own."""
    inside = {path: path.removeprefix(f"{place}/") for path in paths}
    owners = _folder_plans(inside)
    return {path: _owner(path, own, owners) or path for path, own in inside.items()}


def _folder_plans(paths: Iterable[str]) -> set[str]:
    """Return the folders that are plans, by the plan file that each has among some paths."""
    return {os.path.dirname(path) for path in paths if os.path.basename(path) in PLAN_FILES}  # noqa: PTH119, PTH120 - paths in git


def _files_by_plan(texts: Texts, inside: Mapping[str, str], order: Sequence[str]) -> dict[str, list[str]]:
    """Return the paths of plans, each with the files of a folder plan; a plan in one file has none of its own."""
    owners = _folder_plans(order)
    plans: dict[str, list[str]] = {}
    for path in order:
        owner = _owner(path, inside[path], owners)
        if owner is not None:
            plans.setdefault(owner, []).append(path)
        elif _is_plan(path, texts[path]):
            plans[path] = []
    return plans


def _owner(path: str, inside: str, owners: set[str]) -> str | None:
    """Return the outermost folder plan that a file stands in; None where it stands in none."""
    top = path.removesuffix(inside).removesuffix("/")
    steps = inside.split("/")[:-1]
    folders = accumulate(steps, lambda above, step: f"{above}/{step}".removeprefix("/"), initial=top)
    return next((folder for folder in folders if folder in owners), None)


def _is_plan(path: str, data: bytes) -> bool:
    name = PurePosixPath(path)
    return is_plan_name(name.name) and (name.suffix.lower() != ".md" or may_begin_with_fields(data))


def _folder(texts: Texts, folder: str, files: list[str], names: Mapping[str, str], top: Path) -> PlanFiles:
    length = len(PurePosixPath(folder).parts)
    own = tuple((names[path], Path(path)) for path in files if _is_part(PurePosixPath(path), length))
    return PlanFiles(names[folder], top / folder, is_folder=True, files=own, read=_reader(texts))


def _is_part(path: PurePosixPath, length: int) -> bool:
    return is_top_part_name(path.name) if len(path.parts) == length + 1 else is_part_name(path.name)


def _single(texts: Texts, path: str, shown: str, top: Path) -> PlanFiles:
    return PlanFiles(shown, top / path, is_folder=False, files=((shown, Path(path)),), read=_reader(texts))


def _shown(path: str, place: str, shown: str) -> str:
    return shown if path == place else f"{shown}/{path.removeprefix(place).removeprefix('/')}"


def _reader(texts: Texts) -> Callable[[str, Path], bytes]:
    return lambda _, path: texts[path.as_posix()]
