"""What stands at a place on the disk.

Nothing here raises, as pathlib does for a name that is too long, or for links in a ring. A place that the system lets
nobody look at holds nothing.
"""

import os
from pathlib import Path


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
