"""A repository at a revision: which of its files are plans, and which two versions a command compares."""

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
    """The plans in a repository at a commit."""

    repository: Repository
    commit: Commit

    def plans_at(self, path: str) -> list[PlanFiles]:
        """Return the plans at a path at that commit: the plan it was, or was a part of, or those below it.

        Raises:
            CannotWorkError: the revision cannot be read.
        """
        path = path.replace(os.sep, "/")
        place = self._place_then(Path(path))
        folder = self._plan_around(place)
        name = path.rstrip("/") or path
        if folder is not None and folder != place:
            place, name = folder, shown(self.repository.top / folder)
        texts = self.repository.texts(self.commit, place, partial(may_be_of_a_plan, place=place))
        return committed_plans(texts, place, name, self.repository.top)

    def _place_then(self, path: Path) -> str:
        """Return the place a path led to then, through links; a link that did not exist then is followed as today."""
        place = self.repository.path_of(path)
        then = self.repository.resolved(self.commit, place)
        if then is None and is_link(path) and (target := real(path)).is_relative_to(self.repository.top):
            then = self.repository.path_of(target)
        return place if then is None else then

    def _plan_around(self, place: str) -> str | None:
        """Return the outermost folder plan that a place is or is in, within its project."""
        marks = {folder: marks_of(folder) for folder in folders_around(place)}
        there = self.repository.existing_files(
            self.commit, [path for plan, own in marks.values() for path in (*plan, own)]
        )
        found = None
        for folder, (plan, own) in marks.items():
            found = folder if not there.isdisjoint(plan) else found
            if own in there:
                break
        return found


@dataclass(frozen=True, slots=True)
class RevisionRange:
    """The two versions to compare, a commit and another or the working files (`after` is None), and the paths named."""

    repository: Repository
    before: Commit
    after: Commit | None
    paths: tuple[str, ...]


def revision_range(words: Sequence[str]) -> RevisionRange:
    """Return the range that the arguments of a command name: optionally a revision or a range, then paths.

    Raises:
        WrongUsageError: the first argument is neither a revision nor a path, or is both.
        CannotWorkError: there is no repository, or nothing is committed.
    """
    place = next((word for word in words if _exists(word)), "")
    repository = Repository.around(Path(place))
    first = words[0] if words else ""
    if not _names_revision(first, repository):
        return RevisionRange(repository, repository.commit(HEAD), None, tuple(words))
    before, after = _commits_of_range(first, repository)
    return RevisionRange(repository, before, after, tuple(words[1:]))


def _names_revision(word: str, repository: Repository) -> bool:
    """Return whether the first argument of a command is a revision or a range, and not a path."""
    if not word:
        return False
    if not _exists(word):
        return ".." in word or repository.has(word)
    if repository.has(word):
        raise WrongUsageError(message("'{word}' is both a revision and a path: write ./{word} for the path", word=word))
    return False


def _commits_of_range(word: str, repository: Repository) -> tuple[Commit, Commit | None]:
    """Return the two commits of a range; for a single revision, its commit and None."""
    for mark in ("...", ".."):
        first, found, last = word.partition(mark)
        if found:
            before, after = repository.commit(first or HEAD), repository.commit(last or HEAD)
            return (repository.fork(before, after) if mark == "..." else before), after
    return repository.commit(word), None


def _exists(word: str) -> bool:
    return bool(word) and "\0" not in word and os.path.lexists(word)


# Finding the plans of a revision: as `discovery` does on disk, for `{path: bytes}` from git.


Texts = Mapping[str, bytes]
"""A revision's files: their bytes by path in the repository, with `/` as separator."""


def may_be_of_a_plan(path: str, place: str) -> bool:
    """Return whether a file at or below a place can belong to a plan, by its path; hidden files never do."""
    if path == place:
        return True
    inside = PurePosixPath(path.removeprefix(f"{place}/"))
    return inside.suffix.lower() in PLAN_ENDINGS and not any(part.startswith(".") for part in inside.parts)


def folders_around(path: str) -> list[str]:
    """Return a place and the folders above it in the repository, the nearest first; the top is an empty string."""
    inside = PurePosixPath(path)
    return ["" if folder == PurePosixPath() else folder.as_posix() for folder in (inside, *inside.parents)]


def marks_of(folder: str) -> tuple[list[str], str]:
    """Return the paths of the files that make a folder a plan, and of the file that makes it a project."""
    start = f"{folder}/" if folder else ""
    return [start + name for name in PLAN_FILES], start + PROJECT_FILE


def committed_plans(texts: Texts, place: str, shown: str, top: Path) -> list[PlanFiles]:
    """Return the plans at or below a place in a revision, in natural order of their paths.

    Args:
        texts: the files at or below the place.
        place: the path in the repository of a folder plan, a folder to search, or a plan in one file.
        shown: the name of the place in messages.
        top: the folder of the repository on disk.

    Raises:
        TooManyError: there are more than are searched on disk.
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
    """Return, for each file at or below a place, the path of the plan it may belong to: a folder plan's, or its own."""
    inside = {path: path.removeprefix(f"{place}/") for path in paths}
    owners = _folder_plans(inside)
    return {path: _owner(path, own, owners) or path for path, own in inside.items()}


def _folder_plans(paths: Iterable[str]) -> set[str]:
    """Return the folders among some paths that are plans, because they hold a plan file."""
    return {os.path.dirname(path) for path in paths if os.path.basename(path) in PLAN_FILES}  # noqa: PTH119, PTH120 - paths in git


def _files_by_plan(texts: Texts, inside: Mapping[str, str], order: Sequence[str]) -> dict[str, list[str]]:
    """Return the paths of plans, each with the files of its folder; an empty list for a plan in one file."""
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
    """Return the outermost folder plan that a file is in; None if it is in none."""
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
