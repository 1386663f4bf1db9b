"""New files in a folder: all of them or none, and never over anything that is there."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.source import message


def already_there(folder: Path, paths: Mapping[str, bytes]) -> list[str]:
    """Return the paths that are taken, by whatever it may be."""
    return [path for path in paths if os.path.lexists(folder / path)]


def write_new(folder: Path, files: Mapping[str, bytes], *, dry_run: bool = False) -> None:
    """Write files by their paths in a folder, which is made unless it is there; a dry run only sees if they may be.

    Raises:
        CannotWorkError: where a link leads out of the project, or one of them cannot be written, or has come into being
            meanwhile; then those that were written, and the folders that were made for them, are gone again.
    """
    from anhorig_cli.usecases.refuse_overwriting import refuse_stray

    for path in files:
        refuse_stray(folder / path, home=folder)
    if dry_run:
        return
    made: list[Path] = []
    try:
        for path, data in files.items():
            _make_folders(folder / path, made)
            _write(folder / path, data, made)
    except OSError as error:
        _remove(made)
        raise CannotWorkError(
            message("{path}: cannot be written ({reason})", path=str(error.filename), reason=reason_of(error))
        ) from None
    except BaseException:
        _remove(made)
        raise


def _make_folders(file: Path, made: list[Path]) -> None:
    missing = [folder for folder in file.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir()
        made.append(folder)


def _write(file: Path, data: bytes, made: list[Path]) -> None:
    with file.open("xb") as opened:  # refuses a file that has come meanwhile
        made.append(file)
        try:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(file)) from None


def _remove(made: list[Path]) -> None:
    for path in reversed(made):
        with suppress(OSError):  # what somebody else has put there meanwhile stays, with its folder
            path.rmdir() if path.is_dir() else path.unlink()
