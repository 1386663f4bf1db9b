"""Git's objects, many at a time: `git cat-file --batch` is started once for each round of questions."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.history.git import GitOutput, ask
from anhorig_cli.source import message

Kind = Literal["file", "folder", "link", "repository"]
"""What an entry of a tree is: the last is a commit of another repository (a submodule)."""

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
