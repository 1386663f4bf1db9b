"""Files to bytes, safely: ordinary files only, never more than asked for, and no link that leads out of a project.

What is read is remembered, so that no output is written over it.
"""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from anhorig_cli.diagnostics import Diagnostic, reason_of
from anhorig_cli.loading.boundary import home_without_settings, is_link, outside, stray_link
from anhorig_cli.loading.text import LARGEST
from anhorig_cli.places import real
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, message

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)

Identity = tuple[int, int]
"""What tells a file from all others, whatever it is called: its disk, and its number there."""

_read: dict[Identity, Path] = {}


def read_bytes(name: str, path: Path, most: int = LARGEST) -> bytes | Diagnostic:
    """Return a file's bytes, or why they cannot be read; what is no ordinary file is not even opened.

    Of a file that is larger than `most`, one byte more than that is read.
    """
    try:
        status = os.lstat(path)
        if is_link(status):
            if stray_link(path, home_without_settings(path)):
                return outside(name)
            path = real(path)
            status = os.stat(path)  # noqa: PTH116 - as the lines around
        if not stat.S_ISREG(status.st_mode):
            return _not_ordinary(name)
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        return _unreadable(name, message("the file cannot be read ({reason})", reason=reason_of(error)))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):  # another thing has taken the file's place
            return _not_ordinary(name)
        _read[identity_of(status)] = path
        return file.read(most + 1)


def identity_of(status: os.stat_result) -> Identity:
    """Return what tells a file from all others."""
    return status.st_dev, status.st_ino


def note_as_read(path: Path) -> None:
    """Remember a file that is read elsewhere, as a template is in a process of its own."""
    try:
        _read[identity_of(os.stat(path))] = path  # noqa: PTH116 - as above
    except OSError:
        return  # whoever reads it will say so


def note_as_read_elsewhere(files: Mapping[Identity, Path]) -> None:
    """Remember the files that another process has read for this one."""
    _read.update(files)


def files_read() -> dict[Identity, Path]:
    """Return the files that this process has read, with their paths, as far as they are still there."""
    return {identity: path for identity, path in _read.items() if _is_still(path, identity)}


def _is_still(path: Path, identity: Identity) -> bool:
    try:
        return identity_of(os.stat(path)) == identity  # noqa: PTH116 - as above
    except OSError:
        return False


def forget_what_was_read() -> None:
    """Forget the files that have been read, where one process does the work of several."""
    _read.clear()


def _not_ordinary(name: str) -> Diagnostic:
    return _unreadable(name, message("this is not an ordinary file"))


def _unreadable(name: str, text: Message) -> Diagnostic:
    return reading.UNREADABLE_FILE.at(Location(name, 1, 1), text)
