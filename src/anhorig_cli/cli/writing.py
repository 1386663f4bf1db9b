"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from anhorig_cli.errors import CannotWorkError
from anhorig_cli.source import message

_NEW_FILE_MODE = 0o666


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part; a link keeps leading to its file.

    Raises:
        CannotWorkError: where it cannot be written; what was there is untouched, and no other file is left behind.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode & 0o7777 if target.exists() else _NEW_FILE_MODE & ~_umask()
        descriptor, name = tempfile.mkstemp(prefix=".anhorig-", dir=target.parent)
    except OSError as error:
        raise _cannot(path, error) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _cannot(path, error) from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless it is there.

    Raises:
        CannotWorkError: where it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot(path, error) from None


def _cannot(path: Path, error: OSError) -> CannotWorkError:
    return CannotWorkError(
        message("{path}: cannot be written ({reason})", path=str(path), reason=error.strerror or str(error))
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
