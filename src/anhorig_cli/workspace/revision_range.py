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
class Span:
    """From a revision to another, or to the working files (`after` is None); the paths that were named."""

    repository: Repository
    before: Commit
    after: Commit | None
    paths: tuple[str, ...]


def span(words: Sequence[str]) -> Span:
    """Read the words of a command: a revision or range first, if one is named, then paths.

    Raises:
        WrongUsageError: where the first word is neither a revision nor a path, or both.
        CannotWorkError: where there is no repository, or nothing is committed.
    """
    place = next((word for word in words if _is_there(word)), "")
    repository = Repository.around(Path(place))
    first = words[0] if words else ""
    if not first or _is_there(first):
        if first and repository.has(first):
            text = message("'{word}' is both a revision and a path: write ./{word} for the path", word=first)
            raise WrongUsageError(text)
        return Span(repository, repository.commit(HEAD), None, tuple(words))
    mark = next((mark for mark in ("...", "..") if mark in first), "")
    if not mark and not repository.has(first):
        return Span(repository, repository.commit(HEAD), None, tuple(words))
    ends = first.split(mark, 1) if mark else [first]
    before = repository.commit(ends[0] or HEAD)
    after = repository.commit(ends[1] or HEAD) if mark else None
    if mark == "..." and after is not None:
        before = repository.fork(before, after)
    return Span(repository, before, after, tuple(words[1:]))


def _is_there(word: str) -> bool:
    return bool(word) and "\0" not in word and os.path.lexists(word)
