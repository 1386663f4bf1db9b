"""Git's objects, many at a time, and trees walked by the names of their objects."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.history.git import GitOutput, ask
from anhorig_cli.source import message

Kind = Literal["file", "folder", "link", "repository", "nothing"]
"""What an entry of a tree is: a repository is a commit of another (a submodule), and nothing where there is no such."""

_KINDS: dict[int, Kind] = {0o10: "file", 0o04: "folder", 0o12: "link", 0o16: "repository"}
_PARTIAL = r"^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$"
"""The settings of a clone that was made with `--filter`."""

_MISSING = b" missing"
_LEADS_NOWHERE = frozenset({b"symlink", b"dangling", b"loop", b"notdir"})
"""What git says first of a link that leads out of the repository, or to nothing in it; then comes where it leads."""


@dataclass(frozen=True, slots=True)
class GitObject:
    """An object: its name, kind (`blob`, `tree`, …) and size in bytes."""

    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """What a tree holds under a name."""

    name: str
    object: str
    kind: Kind


NOWHERE = TreeEntry("", "", "nothing")
"""What a path leads to that leads nowhere."""


def look_up(folder: Path, names: Sequence[str]) -> list[GitObject]:
    """Return what names of objects, or expressions such as `<commit>^{tree}`, lead to.

    Raises:
        CannotWorkError: where the repository lacks one of them.
    """
    if not names:
        return []
    answer = ask(folder, "cat-file", "--batch-check", given=_lines(names))
    found = [_found(line) for line in answer.output.split(b"\n")[:-1]]
    if None in found:
        raise gap(folder, answer, names[found.index(None)])
    if answer.is_of_a_gap:
        raise gap(folder, answer)
    if len(found) != len(names):
        raise CannotWorkError(message("git could not read its objects ({reason})", reason=answer.complaint or "?"))
    return [one for one in found if one]


def _found(line: bytes) -> GitObject | None:
    words = line.rsplit(b" ", 2)
    if line.endswith(_MISSING) or len(words) != 3 or not words[2].isdigit():  # noqa: PLR2004 - name, kind, size
        return None
    return GitObject(os.fsdecode(words[0]), os.fsdecode(words[1]), int(words[2]))


def contents(folder: Path, names: Iterable[str], kind: str) -> dict[str, bytes]:
    """Return objects' bytes by name.

    Args:
        folder: a folder of the repository.
        names: the objects' names.
        kind: what they are to be, `blob` or `tree`.

    Raises:
        CannotWorkError: where the repository lacks one of them, as a partial clone may, or one is something else.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    answer = ask(folder, "cat-file", "--batch", "--buffer", given=_lines(wanted))
    read: dict[str, bytes] = {}
    for name, found, data in _objects(answer.output, wanted):
        if found is None or found.kind != kind or len(data) != found.size:
            raise gap(folder, answer, name)
        read[name] = data
    return read


def _objects(output: bytes, wanted: Sequence[str]) -> Iterator[tuple[str, GitObject | None, bytes]]:
    position = 0
    for name in wanted:
        end = output.find(b"\n", position)
        found = _found(output[position:end]) if end >= 0 else None
        size = found.size if found else 0
        yield name, found, output[end + 1 : end + 1 + size]
        position = end + 1 + size + 1


def _lines(names: Iterable[str]) -> bytes:
    return b"".join(os.fsencode(name) + b"\n" for name in names)


def gap(folder: Path, answer: GitOutput, name: str = "") -> CannotWorkError:
    """Return what to say where git has not given what a version is made of: it is missing, or damaged."""
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
    """Give what a tree object holds.

    Args:
        folder: a folder of the repository.
        tree: the object's bytes.
        length: the bytes of an object's name in it: 20, or 32 where the repository uses SHA-256.

    Raises:
        CannotWorkError: where the bytes are no tree, or hold a name that no file can have.
    """
    position = 0
    while position < len(tree):
        end = tree.find(b"\0", position)
        mode, _, name = tree[position:end].partition(b" ")
        position = end + 1 + length
        kind = _kind(mode)
        if end < 0 or kind is None or position > len(tree) or b"/" in name or name in _NO_NAMES:
            raise gap(folder, GitOutput(1, b"", "error: bad tree"))
        yield TreeEntry(os.fsdecode(name), tree[end + 1 : position].hex(), kind)


_NO_NAMES = frozenset({b"", b".", b".."})


def _kind(mode: bytes) -> Kind | None:
    """Return what an entry is by its mode, in which older programs have written more, or fewer, digits."""
    try:
        return _KINDS.get(int(mode, 8) >> 12)
    except ValueError:
        return None


# The trees of a repository, walked by the names of their objects: what a path leads to in a commit.


_Trees = Mapping[str, Mapping[str, TreeEntry]]
"""Trees by their objects' names: what each holds, by name."""

_DEEPEST = 50
"""So many folders may stand in each other below one that is read."""
_MOST = 200_000
"""So many files and folders may stand below one that is read: git stores once what is alike, however many they are."""
Wanted = Callable[[str], bool]
"""Tells from a path in the repository whether its file is wanted."""


class Trees:
    """Those of a repository with its working files in a folder; each is read once."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._known: dict[str, dict[str, TreeEntry]] = {}

    def reached(self, commits: Sequence[str], paths: Sequence[str]) -> list[TreeEntry]:
        """Return what each path leads to in the commit of that name, `NOWHERE` where it leads nowhere.

        A step is taken for all of them at a time. The trees are walked by name, so that what is missing in the
        repository is told from what was never there.

        Raises:
            CannotWorkError: where a tree is missing, or a path leads into another repository.
        """
        roots = look_up(self._top, [f"{commit}^{{tree}}" for commit in commits])
        found = [TreeEntry("", root.name, "folder") for root in roots]
        steps = [[step for step in path.split("/") if step] for path in paths]
        for depth in range(max(map(len, steps), default=0)):
            self._step_on(found, steps, depth)
        return found

    def files(self, roots: Sequence[TreeEntry], path: str, wanted: Wanted) -> list[dict[str, str]]:
        """Return the wanted files at or below a path that leads to each of some places, `{path: object}`.

        Raises:
            CannotWorkError: where they are too many, or stand too deep in folders.
        """
        trees = self._below({root.object for root in _folders(roots)})
        if _largest(trees) > _MOST:
            raise CannotWorkError(
                message("{path}: there are more than {most} files here in git", path=path, most=_MOST)
            )
        return [{file: blob for file, blob in _held(root, path, trees) if wanted(file)} for root in roots]

    def _step_on(self, found: list[TreeEntry], steps: Sequence[Sequence[str]], depth: int) -> None:
        """Let each place that has a step left at a depth take it."""
        going = [i for i, own in enumerate(steps) if len(own) > depth]
        self._read({one.object for one in _folders(found[i] for i in going)})
        for i in going:
            found[i] = self._step(found[i], steps[i], depth)

    def _step(self, place: TreeEntry, steps: Sequence[str], depth: int) -> TreeEntry:
        """Return what the next step from a place leads to."""
        if place.kind == "repository":
            raise another_repository("/".join(steps), Path(*steps[:depth]))
        return self._known[place.object].get(steps[depth], NOWHERE) if place.kind == "folder" else NOWHERE

    def _read(self, names: set[str]) -> None:
        for name, tree in contents(self._top, sorted(names - self._known.keys()), "tree").items():
            self._known[name] = {entry.name: entry for entry in entries(self._top, tree, len(name) // 2)}

    def _below(self, roots: set[str]) -> _Trees:
        """Return the trees by name, with those that are given and all below them."""
        new, seen = roots, set[str]()
        for _ in range(_DEEPEST + 2):  # those that were named, the deepest below, and then none
            if not new:
                return {name: self._known[name] for name in seen}
            self._read(new)
            seen |= new
            new = {e.object for name in new for e in self._known[name].values() if e.kind == "folder"} - seen
        text = message("the folders in git are more than {most} levels deep", most=_DEEPEST)
        raise CannotWorkError(text)


def _folders(found: Iterable[TreeEntry]) -> Iterator[TreeEntry]:
    return (one for one in found if one.kind == "folder")


def _held(place: TreeEntry, path: str, trees: _Trees) -> Iterator[tuple[str, str]]:
    """Give the files that a path leads to, each with its object; links and other repositories are passed by."""
    if place.kind == "file":
        yield path, place.object
    elif place.kind == "folder":
        for entry in trees[place.object].values():
            yield from _held(entry, f"{path}/{entry.name}" if path else entry.name, trees)


def _largest(trees: _Trees) -> int:
    """Return the most files and folders that stand below any of the trees."""
    sizes: dict[str, int] = {}
    return max((_size(tree, trees, sizes) for tree in trees), default=0)


def _size(tree: str, trees: _Trees, sizes: dict[str, int]) -> int:
    """Return how many files and folders stand below a tree; `sizes` remembers."""
    if tree not in sizes:
        sizes[tree] = sum(
            1 + (_size(e.object, trees, sizes) if e.kind == "folder" else 0) for e in trees[tree].values()
        )
    return sizes[tree]


def another_repository(path: str, folder: Path) -> CannotWorkError:
    """Return that a path leads into a repository of its own, in a folder."""
    return CannotWorkError(
        message(
            "{path} is in a git repository of its own, {folder}: go there, or name other plans",
            path=path,
            folder=folder.as_posix(),
        )
    )
