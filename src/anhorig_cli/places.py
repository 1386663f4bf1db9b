"""What stands at a place on the disk.

Nothing raises here where one asks, as pathlib does for a name that is too long, or for links in a ring. A place that
the system lets nobody look at holds nothing.
"""

import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


def is_folder(place: Path | str) -> bool:
    """Return whether a folder stands there, or a link to one."""
    return os.path.isdir(place)  # noqa: PTH112 - see above


def is_file(place: Path | str) -> bool:
    """Return whether an ordinary file stands there, or a link to one."""
    return os.path.isfile(place)  # noqa: PTH113 - see above


def is_link(place: Path | str) -> bool:
    """Return whether a link stands there."""
    return os.path.islink(place)  # noqa: PTH114 - see above


def is_there(place: Path | str) -> bool:
    """Return whether anything stands there; a link that leads nowhere is nothing."""
    return os.path.exists(place)  # noqa: PTH110 - see above


def read_ordinary(path: Path, most: int) -> tuple[bytes, os.stat_result] | None:
    """Return the bytes of an ordinary file, at most one more than `most`, and what the system says of it.

    None for anything else, a link too: it is not even opened.

    Raises:
        OSError: where it cannot be read; `ValueError` where no file can have the name.
    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return None
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        is_ordinary = stat.S_ISREG(status.st_mode)  # or another thing has taken the file's place
        return (file.read(most + 1), status) if is_ordinary else None


def real(place: Path | str) -> Path:
    """Return the real path of a place: absolute, through all links; a ring of links ends where it closes.

    A link that nobody may follow, as those of other users' processes in /proc, ends at itself.
    """
    try:
        return Path(os.path.realpath(place))
    except PermissionError as error:
        if error.filename is None:  # the folder one stands in
            raise
        return Path(error.filename)


def shown(path: Path) -> str:
    """Return a path as a person standing here would write it."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive, on Windows
        return path.as_posix()
