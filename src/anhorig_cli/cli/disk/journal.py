"""The locks on plans' folders, and a journal of the changes made to plans, so that they can be undone.

For each change it records where it was made, checksums of the files before and after, and the pieces of text that were
replaced.
"""

import base64
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from anhorig_cli.cli.disk.writing import cannot_write, keep_private, ordinary_file
from anhorig_cli.cli.surroundings import own_folder
from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.loading.boundary import bounds
from anhorig_cli.loading.files import LARGEST
from anhorig_cli.places import real
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.usecases.edit.edit_plan import ChangedFile

_FILE = "changes.jsonl"
_MAX_CHANGES = 200
"""How many changes are remembered: the latest ones."""


class Piece(NamedTuple):
    """A piece of a file after a change, from one offset to another, and the bytes that it replaced."""

    start: int
    end: int
    before: bytes


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a change did to a file: `before` and `after` are checksums; `before` is None for a new file."""

    path: Path
    before: str | None
    after: str
    pieces: tuple[Piece, ...]

    def reverted(self, now: bytes) -> bytes | None:
        """Return the file's bytes before the change; None if the file has been changed since.

        A file that is already as it was before, since the change or its undoing was interrupted, is returned as it is.
        """
        if _checksum(now) == self.before:
            return now
        if _checksum(now) != self.after:
            return None
        parts: list[bytes] = []
        position = 0
        for piece in self.pieces:
            parts += [now[position : piece.start], piece.before]
            position = piece.end
        found = b"".join([*parts, now[position:]])
        return found if self.before in {None, _checksum(found)} else None

    @property
    def is_undone(self) -> bool:
        """Whether the file is as it was before the change."""
        try:
            with ordinary_file(self.path) as file:
                return _checksum(file.read(LARGEST + 1)) == self.before
        except OSError:
            return self.before is None and not os.path.lexists(self.path)


@dataclass(frozen=True, slots=True)
class RememberedChange:
    """A change that a command has made: the file or folder of the plan, and the files that were changed.

    `also` are the files or folders of other plans that it changed, and the folder of their settings.
    """

    root: Path
    files: tuple[FileChange, ...]
    also: tuple[Path, ...] = ()

    @property
    def roots(self) -> tuple[Path, ...]:
        """The files or folders of all plans that it changed, and the folders of their settings."""
        return (self.root, *self.also)


def remember(root: Path, files: Sequence["ChangedFile"], also: Iterable[Path] = ()) -> RememberedChange | None:
    """Return a change to a plan, and to others, after recording it; None if no folder outside the project can hold it.

    It is recorded before it is made, so that one that is interrupted halfway can be undone; if it then cannot be made,
    the caller has to `forget` it. A journal that cannot be written does not stop the command.
    """
    folder = state_folder()
    if folder is None or _is_in_project(folder, root):
        return None
    change = RememberedChange(real(root), tuple(_file_change(one) for one in files), tuple(real(one) for one in also))
    with suppress(OSError, CannotWorkError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(folder):
            _write(folder, [*_read(folder), change][-_MAX_CHANGES:])
    return change


def last_change(matches: Callable[[RememberedChange], bool]) -> RememberedChange | None:
    """Return the latest remembered change that `matches` accepts; None if there is none.

    A change whose files are all as they were before it is skipped: it was never made, or is undone already.
    """
    folder = state_folder()
    every = _read(folder) if folder else []
    matching = (one for one in reversed(every) if matches(one))
    return next((one for one in matching if not all(file.is_undone for file in one.files)), None)


def forget(change: RememberedChange) -> None:
    """Remove from the journal a change that was undone or never made."""
    folder = state_folder()
    if folder is None:
        return
    with locked(folder):
        last_first = _read(folder)[::-1]
        with suppress(ValueError):  # it could not be recorded
            last_first.remove(change)
        _write(folder, last_first[::-1])


def state_folder() -> Path | None:
    """Return the system's folder for the state of a user's programs; None if the user has no home folder."""
    if os.name == "nt":
        return own_folder("LOCALAPPDATA", "AppData/Local")
    return own_folder("XDG_STATE_HOME", "Library/Application Support" if sys.platform == "darwin" else ".local/state")


def _is_in_project(folder: Path, root: Path) -> bool:
    project = bounds(root.parent)
    return project is not None and real(folder).is_relative_to(project)


def _file_change(changed: "ChangedFile") -> FileChange:
    before, after = changed.before, changed.after or b""
    return FileChange(
        real(changed.path),
        None if before is None else _checksum(before),
        _checksum(after),
        tuple(_pieces(before or b"", after)),
    )


def _pieces(before: bytes, after: bytes) -> list[Piece]:
    """Return the pieces of `after` that differ from `before`, each trimmed to what differs in its lines."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start = _common_length(old, new)
    end = _common_length(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    offset = sum(map(len, new[:start]))
    pieces: list[Piece] = []
    # Among many lines, the most frequent ones are not matched on their own: it would take quadratic time.
    matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=True)
    for tag, i, j, k, m in matcher.get_opcodes():
        here = offset + sum(map(len, middle_new[:k]))
        if tag != "equal":
            pieces.append(_trimmed_piece(here, b"".join(middle_old[i:j]), b"".join(middle_new[k:m])))
    return pieces


def _trimmed_piece(start: int, before: bytes, after: bytes) -> Piece:
    first = _common_length(before, after)
    last = _common_length(before[first:][::-1], after[first:][::-1])
    return Piece(start + first, start + len(after) - last, before[first : len(before) - last])


def _common_length(one: Sequence[object], other: Sequence[object]) -> int:
    """Return how many items two sequences have in common at their beginning."""
    number = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        number += 1
    return number


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(folder: Path) -> list[RememberedChange]:
    """Return the remembered changes, the latest last; a line that cannot be read is skipped."""
    path = folder / _FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError):
        return []
    found: list[RememberedChange] = []
    for line in lines:
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            found.append(_change_of(json.loads(line)))
    return found


def _change_of(data: dict[str, Any]) -> RememberedChange:
    """Return a remembered change; raises `ValueError`, `KeyError` or `TypeError` if the data is not of one."""
    files = tuple(map(_file_of, data["files"]))
    if not files:
        raise ValueError
    return RememberedChange(_path_of(data["root"]), files, tuple(map(_path_of, data.get("also", ()))))


def _file_of(data: dict[str, Any]) -> FileChange:
    before, after = data["before"], data["after"]
    if not isinstance(before, str | None) or not isinstance(after, str):
        raise TypeError
    return FileChange(_path_of(data["path"]), before, after, tuple(_piece_of(*piece) for piece in data["pieces"]))


def _path_of(text: str) -> Path:
    if b"\0" in os.fsencode(text):
        raise ValueError
    return Path(text)


def _piece_of(start: int, end: int, text: str) -> Piece:
    if type(start) is not int or type(end) is not int:
        raise TypeError
    return Piece(start, end, base64.b64decode(text))


def _write(folder: Path, changes: Sequence[RememberedChange]) -> None:
    lines = [json.dumps(_as_json(change)) + "\n" for change in changes]
    keep_private(folder / _FILE, "".join(lines).encode())


def _as_json(change: RememberedChange) -> dict[str, object]:
    return {
        "root": str(change.root),
        "also": [str(one) for one in change.also],
        "files": [
            {
                "path": str(one.path),
                "before": one.before,
                "after": one.after,
                "pieces": [(start, end, base64.b64encode(text).decode()) for start, end, text in one.pieces],
            }
            for one in change.files
        ],
    }


# One writer at a time: a process that changes a plan waits until no other does.


PATIENCE = 60.0
"""Seconds to wait for another process; a change takes a fraction of a second."""
_PAUSE = 0.01


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Hold the lock of a folder; the system releases it when the process ends, however it ends.

    The folder itself is locked, so that no file is left in it. Where it cannot be locked (Windows, some network
    drives), a file in the system's folder for temporary files is locked instead.

    Raises:
        CannotWorkError: if the folder cannot be opened, or another process holds the lock for too long.
    """
    descriptor, lock = _open_lockable(folder)
    try:
        _wait_for_lock(descriptor, lock, folder)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def all_locked(folders: Iterable[Path]) -> Generator[None]:
    """Hold the locks of several folders; raises as `locked`.

    Every process takes them in the same order, so that no two wait for each other.
    """
    with ExitStack() as stack:
        for folder in sorted({real(one) for one in folders}):
            stack.enter_context(locked(folder))
        yield


_Lock = Callable[[int], None]


def _open_lockable(folder: Path) -> tuple[int, _Lock]:
    try:
        import fcntl
    except ImportError:
        return _open_stand_in(folder), _lock_byte

    def lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise CannotWorkError(
            message("{path}: the folder cannot be read ({reason})", path=str(folder), reason=reason_of(error))
        ) from None
    try:
        lock(descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    except BlockingIOError:
        pass  # it can be locked: another process has done so
    except OSError:
        os.close(descriptor)
        return _open_stand_in(folder), lock
    return descriptor, lock


def _open_stand_in(folder: Path) -> int:
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:32]
    path = Path(tempfile.gettempdir()) / f"anhorig-{name}.lock"
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError as error:
        raise cannot_write(path, error) from None


def _lock_byte(descriptor: int) -> None:
    import msvcrt  # Windows

    locking = msvcrt.locking  # type: ignore[attr-defined,unused-ignore] # known on Windows only
    locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore] # as above


def _wait_for_lock(descriptor: int, lock: _Lock, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            lock(descriptor)
        except OSError:
            if time.monotonic() > end:
                raise CannotWorkError(
                    message("{path}: somebody else is changing the plan; try again in a while", path=str(folder))
                ) from None
            time.sleep(_PAUSE)
        else:
            return
