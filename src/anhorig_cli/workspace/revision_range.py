"""Which two versions are compared, and which plans: `[REV[..REV]] [PATHS]`, as git takes them."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anhorig_cli.errors import WrongUsageError
from anhorig_cli.history.repository import Commit, Repository
from anhorig_cli.source import message

HEAD = "HEAD"


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
