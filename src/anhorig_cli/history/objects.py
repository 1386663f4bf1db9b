"""Git's objects, many at a time: `git cat-file --batch` is started once for each round of questions."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from anhorig_cli.errors import CannotWorkError
from anhorig_cli.history.git import ask
from anhorig_cli.source import message

_MISSING = b" missing"
_LEADS_NOWHERE = frozenset({b"symlink", b"dangling", b"loop", b"notdir"})
"""What git says first of a link that leads out of the repository, or to nothing in it; then comes where it leads."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object: its name, kind (`blob`, `tree`, …) and size in bytes."""

    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a tree holds under a name."""

    name: str
    object: str
    is_folder: bool


def look_up(folder: Path, names: Sequence[str]) -> list[Found | None]:
    """Return what names such as `<commit>:<path>` lead to, None where they lead nowhere."""
    answer = ask(folder, "cat-file", "--batch-check", given=_lines(names))
    found = [_found(line) for line in answer.output.split(b"\n")[:-1]]
    if len(found) != len(names):
        raise CannotWorkError(message("git could not read its objects ({reason})", reason=answer.complaint or "?"))
    return found


def _found(line: bytes) -> Found | None:
    words = line.rsplit(b" ", 2)
    if line.endswith(_MISSING) or len(words) != 3 or not words[2].isdigit():  # noqa: PLR2004 - name, kind, size
        return None
    return Found(words[0].decode(), words[1].decode(), int(words[2]))


def links_among(folder: Path, names: Sequence[str], found: Sequence[Found]) -> set[str]:
    """Return those of some names, such as `<commit>:<path>`, that are links.

    Args:
        folder: where git looks for its repository.
        names: the names.
        found: what each of them is: of a link, the object that holds where it leads.
    """
    output = ask(folder, "cat-file", "--batch-check", "--follow-symlinks", given=_lines(names)).output
    links = set[str]()
    position = 0
    for name, one in zip(names, found, strict=True):
        line, _, _ = output[position:].partition(b"\n")
        position += len(line) + 1
        word, _, length = line.partition(b" ")
        if word in _LEADS_NOWHERE:
            position += int(length) + 1
        if _found(line) != one:
            links.add(name)
    return links


def contents(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return objects' bytes by name.

    Raises:
        CannotWorkError: where the repository lacks one of them, as a partial clone may.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    answer = ask(folder, "cat-file", "--batch", "--buffer", given=_lines(wanted))
    return dict(_objects(answer.output, wanted))


def _objects(output: bytes, wanted: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    position = 0
    for name in wanted:
        end = output.find(b"\n", position)
        found = _found(output[position:end]) if end >= 0 else None
        if found is None:
            raise CannotWorkError(
                message("the clone lacks a part of its history (object {name}): clone it whole", name=name)
            )
        yield name, output[end + 1 : end + 1 + found.size]
        position = end + 1 + found.size + 1


def _lines(names: Iterable[str]) -> bytes:
    names = list(names)
    broken = next((name for name in names if "\n" in name), None)
    if broken is not None:
        raise CannotWorkError(message("{path}: git cannot be asked for a name with a line break", path=broken))
    return b"".join(os.fsencode(name) + b"\n" for name in names)


def entries(tree: bytes, length: int) -> Iterator[Entry]:
    """Give what a tree object holds: ordinary files and folders, no links and no other repositories.

    Args:
        tree: the object's bytes.
        length: the bytes of an object's name in it: 20, or 32 where the repository uses SHA-256.
    """
    position = 0
    while position < len(tree):
        end = tree.index(b"\0", position)
        mode, _, name = tree[position:end].partition(b" ")
        position = end + 1 + length
        if mode in _FILE_MODES or mode == _FOLDER_MODE:
            yield Entry(os.fsdecode(name), tree[end + 1 : position].hex(), mode == _FOLDER_MODE)


_FOLDER_MODE = b"40000"
_FILE_MODES = frozenset({b"100644", b"100755", b"100664"})
