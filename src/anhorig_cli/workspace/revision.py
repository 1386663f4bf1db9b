"""A repository as it was at a revision, and which two versions a command compares: `[REV[..REV]] [PATHS]`, as git."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.history.repository import Commit, Repository
from anhorig_cli.loading.committed import committed_plans, folders_around, marks_of, may_be_of_a_plan
from anhorig_cli.loading.discovery import PlanFiles
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
