"""Git's objects, many at a time, and its trees, walked by object name."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.history.git import GitOutput, ask
from anhorig_cli.source import message

Kind = Literal["file", "folder", "link", "repository", "nothing"]
"""The kind of a tree entry: `repository` is a submodule's commit, and `nothing` an entry that does not exist."""

_KINDS: dict[int, Kind] = {0o10: "file", 0o04: "folder", 0o12: "link", 0o16: "repository"}
_PARTIAL = r"^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$"
"""Matches the settings of a clone that was made with `--filter`."""

_MISSING = b" missing"


@dataclass(frozen=True, slots=True)
class GitObject:
    """An object: its name, kind (`blob`, `tree`, …) and size in bytes."""

    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """An entry of a tree, with the name of its object."""

    name: str
    object: str
    kind: Kind


NOWHERE = TreeEntry("", "", "nothing")
"""The entry for a path that does not exist."""


def look_up(folder: Path, names: Sequence[str]) -> list[GitObject]:
    """Return the objects for some names, or expressions such as `<commit>^{tree}`, in order.

    Raises:
        CannotWorkError: the repository lacks one of them.
    """
    if not names:
        return []
    answer = ask(folder, "cat-file", "--batch-check", stdin=_lines(names))
    found = [_parsed_line(line) for line in answer.output.split(b"\n")[:-1]]
    if None in found:
        raise missing_object(folder, answer, names[found.index(None)])
    if answer.lacks_object:
        raise missing_object(folder, answer)
    if len(found) != len(names):
        raise CannotWorkError(message("git could not read its objects ({reason})", reason=answer.complaint or "?"))
    return [one for one in found if one]


def _parsed_line(line: bytes) -> GitObject | None:
    words = line.rsplit(b" ", 2)
    if line.endswith(_MISSING) or len(words) != 3 or not words[2].isdigit():  # noqa: PLR2004 - name, kind, size
        return None
    return GitObject(os.fsdecode(words[0]), os.fsdecode(words[1]), int(words[2]))


def contents(folder: Path, names: Iterable[str], kind: str) -> dict[str, bytes]:
    """Return the content of objects by name.

    Args:
        folder: a folder of the repository.
        names: the objects' names.
        kind: the kind that they must have, `blob` or `tree`.

    Raises:
        CannotWorkError: the repository lacks one of them, as a partial clone may, or one is of another kind.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    answer = ask(folder, "cat-file", "--batch", "--buffer", stdin=_lines(wanted))
    read: dict[str, bytes] = {}
    for name, found, data in _parsed_objects(answer.output, wanted):
        if found is None or found.kind != kind or len(data) != found.size:
            raise missing_object(folder, answer, name)
        read[name] = data
    return read


def _parsed_objects(output: bytes, wanted: Sequence[str]) -> Iterator[tuple[str, GitObject | None, bytes]]:
    position = 0
    for name in wanted:
        end = output.find(b"\n", position)
        found = _parsed_line(output[position:end]) if end >= 0 else None
        size = found.size if found else 0
        yield name, found, output[end + 1 : end + 1 + size]
        position = end + 1 + size + 1


def _lines(names: Iterable[str]) -> bytes:
    return b"".join(os.fsencode(name) + b"\n" for name in names)


def missing_object(folder: Path, answer: GitOutput, name: str = "") -> CannotWorkError:
    """Return the error for an object of a version that is missing or damaged."""
    if ask(folder, "config", "--get-regexp", _PARTIAL).output.strip():
        return CannotWorkError(
            message(
                "a part of the history is missing in this clone, which was made with --filter: "
                "fetch the rest (git fetch --refetch --no-filter), and try again"
            )
        )
    return CannotWorkError(
        message(
            "part of the history is missing or damaged in the git repository ({reason}): 'git fsck' shows "
            "what; clone it again, or fetch what is missing from another clone",
            reason=answer.complaint or f"object {name}",
        )
    )


def entries(folder: Path, tree: bytes, length: int) -> Iterator[TreeEntry]:
    """Yield the entries of a tree object.

    Args:
        folder: a folder of the repository.
        tree: the object's bytes.
        length: the number of bytes of an object's name in it: 20, or 32 if the repository uses SHA-256.

    Raises:
        CannotWorkError: the bytes are not a tree, or have a name that no file can have.
    """
    position = 0
    while position < len(tree):
        end = tree.find(b"\0", position)
        mode, _, name = tree[position:end].partition(b" ")
        position = end + 1 + length
        kind = _kind(mode)
        if end < 0 or kind is None or position > len(tree) or b"/" in name or name in _INVALID_NAMES:
            raise missing_object(folder, GitOutput(1, b"", "error: bad tree"))
        yield TreeEntry(os.fsdecode(name), tree[end + 1 : position].hex(), kind)


_INVALID_NAMES = frozenset({b"", b".", b".."})


def _kind(mode: bytes) -> Kind | None:
    """Return the kind of an entry by its mode, which older programs may have written with more, or fewer, digits."""
    try:
        return _KINDS.get(int(mode, 8) >> 12)
    except ValueError:
        return None


# The trees of a repository, walked by object name to find the entry at a path in a commit.


_Trees = Mapping[str, Mapping[str, TreeEntry]]
"""Entries by name, of trees by object name."""

_DEEPEST = 50
"""How many levels of folders may be nested below one that is read."""
_MOST_ENTRIES = 200_000
"""How many files and folders may be below one that is read: git stores equal trees once, however many they are."""
Wanted = Callable[[str], bool]
"""Returns whether the file at a path in the repository is wanted."""


class Trees:
    """The trees of the repository whose working files are in a folder; each is read once."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._known: dict[str, dict[str, TreeEntry]] = {}

    def entries_at(self, commits: Sequence[str], paths: Sequence[str]) -> list[TreeEntry]:
        """Return the entry at each path in the commit with the same index, `NOWHERE` if there is none.

        All paths advance one step at a time. The trees are walked by object name, to distinguish an object that the
        repository lacks from a file that never existed.

        Raises:
            CannotWorkError: a tree is missing, or a path leads into another repository.
        """
        roots = look_up(self._top, [f"{commit}^{{tree}}" for commit in commits])
        found = [TreeEntry("", root.name, "folder") for root in roots]
        steps = [[step for step in path.split("/") if step] for path in paths]
        for depth in range(max(map(len, steps), default=0)):
            self._take_steps(found, steps, depth)
        return found

    def files(self, roots: Sequence[TreeEntry], path: str, wanted: Wanted) -> list[dict[str, str]]:
        """Return the wanted files at or below a path as `{path: object name}`, for each of the entries it has led to.

        Raises:
            CannotWorkError: there are too many files, or too many levels of folders.
        """
        trees = self._below({root.object for root in _folders(roots)})
        if _largest(trees) > _MOST_ENTRIES:
            raise CannotWorkError(
                message("{path}: there are more than {most} files here in git", path=path, most=_MOST_ENTRIES)
            )
        return [{file: blob for file, blob in _files_below(root, path, trees) if wanted(file)} for root in roots]

    def _take_steps(self, found: list[TreeEntry], steps: Sequence[Sequence[str]], depth: int) -> None:
        """Replace each entry whose path has a step left at a depth by the entry that the step leads to."""
        going = [i for i, own in enumerate(steps) if len(own) > depth]
        self._read({one.object for one in _folders(found[i] for i in going)})
        for i in going:
            found[i] = self._step(found[i], steps[i], depth)

    def _step(self, place: TreeEntry, steps: Sequence[str], depth: int) -> TreeEntry:
        """Return the entry that the step at a depth leads to from an entry."""
        if place.kind == "repository":
            raise another_repository("/".join(steps), Path(*steps[:depth]))
        return self._known[place.object].get(steps[depth], NOWHERE) if place.kind == "folder" else NOWHERE

    def _read(self, names: set[str]) -> None:
        for name, tree in contents(self._top, sorted(names - self._known.keys()), "tree").items():
            self._known[name] = {entry.name: entry for entry in entries(self._top, tree, len(name) // 2)}

    def _below(self, roots: set[str]) -> _Trees:
        """Return some trees and all trees below them, by object name."""
        new, seen = roots, set[str]()
        for _ in range(_DEEPEST + 2):  # the roots, the levels below, and a last round that finds no more
            if not new:
                return {name: self._known[name] for name in seen}
            self._read(new)
            seen |= new
            new = {e.object for name in new for e in self._known[name].values() if e.kind == "folder"} - seen
        text = message("the folders in git are more than {most} levels deep", most=_DEEPEST)
        raise CannotWorkError(text)


def _folders(found: Iterable[TreeEntry]) -> Iterator[TreeEntry]:
    return (one for one in found if one.kind == "folder")


def _files_below(place: TreeEntry, path: str, trees: _Trees) -> Iterator[tuple[str, str]]:
    """Yield the files at or below an entry, with their object names; links and other repositories are skipped."""
    if place.kind == "file":
        yield path, place.object
    elif place.kind == "folder":
        for entry in trees[place.object].values():
            yield from _files_below(entry, f"{path}/{entry.name}" if path else entry.name, trees)


def _largest(trees: _Trees) -> int:
    """Return the largest number of files and folders below any of the trees."""
    sizes: dict[str, int] = {}
    return max((_size(tree, trees, sizes) for tree in trees), default=0)


def _size(tree: str, trees: _Trees, sizes: dict[str, int]) -> int:
    """Return how many files and folders are below a tree; `sizes` is a cache."""
    if tree not in sizes:
        sizes[tree] = sum(
            1 + (_size(e.object, trees, sizes) if e.kind == "folder" else 0) for e in trees[tree].values()
        )
    return sizes[tree]


def another_repository(path: str, folder: Path) -> CannotWorkError:
    """Return the error for a path that leads into another repository, in a folder."""
    return CannotWorkError(
        message(
            "{path} is in a git repository of its own, {folder}: go there, or name other plans",
            path=path,
            folder=folder.as_posix(),
        )
    )
