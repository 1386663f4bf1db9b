"""One writer at a time: who changes a plan waits until nobody else does."""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, contextmanager
from pathlib import Path

from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.places import real
from anhorig_cli.source import message

PATIENCE = 60.0
"""Seconds to wait for another; a change takes a fraction of one."""
_PAUSE = 0.01


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Hold the lock of a folder; the system lets go of it when the process ends, however it ends.

    The folder itself is locked, so that no file is left in it. Where that cannot be (Windows, some network drives), a
    file in the system's folder for temporary files stands for it.

    Raises:
        CannotWorkError: where the folder cannot be opened, or somebody else holds the lock for too long.
    """
    descriptor, lock = _lockable(folder)
    try:
        _wait(descriptor, lock, folder)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def all_locked(folders: Iterable[Path]) -> Generator[None]:
    """Hold the locks of several folders; raises as `locked`.

    They are taken in one order by everybody, so that no two wait for each other.
    """
    with ExitStack() as stack:
        for folder in sorted({real(one) for one in folders}):
            stack.enter_context(locked(folder))
        yield


_Lock = Callable[[int], None]


def _lockable(folder: Path) -> tuple[int, _Lock]:
    try:
        import fcntl
    except ImportError:
        return _stand_in(folder), _lock_byte

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
        pass  # it can be locked, and is
    except OSError:
        os.close(descriptor)
        return _stand_in(folder), lock
    return descriptor, lock


def _stand_in(folder: Path) -> int:
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:32]
    path = Path(tempfile.gettempdir()) / f"anhorig-{name}.lock"
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError as error:
        raise CannotWorkError(
            message("{path}: cannot be written ({reason})", path=str(path), reason=reason_of(error))
        ) from None


def _lock_byte(descriptor: int) -> None:
    import msvcrt  # Windows

    locking = msvcrt.locking  # type: ignore[attr-defined,unused-ignore] # known on Windows only
    locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore] # as above


def _wait(descriptor: int, lock: _Lock, folder: Path) -> None:
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
