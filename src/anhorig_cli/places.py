"""What is found at a path, and the contents of ordinary files.

The `is_…` functions never raise, as pathlib does for a name that is too long or for circular links. A path that
the system denies access to counts as empty.
"""

import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


def is_folder(place: Path | str) -> bool:
    """Return whether there is a folder, or a link to one."""
    return os.path.isdir(place)  # noqa: PTH112 - see above


def is_file(place: Path | str) -> bool:
    """Return whether there is an ordinary file, or a link to one."""
    return os.path.isfile(place)  # noqa: PTH113 - see above


def is_link(place: Path | str) -> bool:
    """Return whether there is a link."""
    return os.path.islink(place)  # noqa: PTH114 - see above


def is_there(place: Path | str) -> bool:
    """Return whether there is anything; a broken link counts as nothing."""
    return os.path.exists(place)  # noqa: PTH110 - see above


def read_ordinary(path: Path, most: int) -> tuple[bytes, os.stat_result] | None:
    """Return up to `most` + 1 bytes of an ordinary file, and its status; None for anything else.

    A link is not followed: nothing but an ordinary file is even opened.

    Raises:
        OSError: where it cannot be read; `ValueError` where no file can have the name.
    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return None
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        is_ordinary = stat.S_ISREG(status.st_mode)  # false if something else has replaced the file
        return (file.read(most + 1), status) if is_ordinary else None


def real(place: Path | str) -> Path:
    """Return the real path of a place: absolute, with all links followed; circular links end where they close.

    A link that may not be followed, as those of other users' processes in /proc, ends at itself.
    """
    try:
        return Path(os.path.realpath(place))
    except PermissionError as error:
        if error.filename is None:  # it is the current folder
            raise
        return Path(error.filename)


def shown(path: Path) -> str:
    """Return a path relative to the current folder, with slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive, on Windows
        return path.as_posix()
