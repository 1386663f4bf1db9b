"""What commands have made, on its way to files or the screen: all of it or nothing, and never over what is kept."""

import errno
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from anhorig_cli.cli.disk.writing import Content, cannot_write, change_file, make_folder, write_whole
from anhorig_cli.cli.terminal.telling import STDOUT, print_all_written, visible
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.places import is_folder, real
from anhorig_cli.vocabulary import Language


def write_outputs(
    files: Mapping[Path, Content], language: Language, folders: Iterable[Path] = (), *, dry_run: bool
) -> None:
    """Write what a command has made, and tell of each file; nothing is written where any of it may not be.

    Args:
        files: the bytes of each file, which may come in pieces.
        language: of what is reported.
        folders: those that are made first, where they are not there.
        dry_run: whether the files are only named.

    Raises:
        CannotWorkError: where one would take the place of what the run has read or of a project's own files, or cannot
            be written.
    """
    from anhorig_cli.usecases.refuse_overwriting import refuse_overwriting

    refuse_overwriting(files)
    to_make = set(folders)
    for path in files:
        if path.parent not in to_make:
            _refuse_without_folder(path)
    if dry_run:
        sys.stdout.writelines(f"{visible(without_personal_numbers(str(path)))}\n" for path in files)
        return
    _write_all(files, to_make, language)


def write_named(made: Mapping[str, Content], language: Language, *, dry_run: bool) -> None:
    """Write what a command has made by the names that were asked for; what `-` stands for goes to standard output.

    Raises as `write_outputs`.
    """
    files = {Path(name): data for name, data in made.items() if name != STDOUT}
    if files:
        write_outputs(files, language, dry_run=dry_run)
    shown = made.get(STDOUT, b"")
    sys.stdout.writelines(piece.decode() for piece in _pieces(shown))
    sys.stdout.flush()


def names_folder(output: str) -> bool:
    """Return whether a name that was asked for is that of a folder: it ends as one, or there is one."""
    return output.endswith(("/", "\\")) or is_folder(output)


def _write_all(files: Mapping[Path, Content], folders: Iterable[Path], language: Language) -> None:
    """Write files in folders that are made first, and tell of each; of the folders, none is left empty."""
    missing = {above for folder in folders for above in (folder, *folder.parents) if not os.path.lexists(above)}
    written: list[Path] = []
    try:
        for folder in folders:
            make_folder(folder)
        for path, data in files.items():
            _write_whole(path, data)
            written.append(path)
    except BaseException:
        _remove_empty(missing)
        raise
    finally:
        print_all_written(written, language)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders that nothing came to stand in, the innermost first."""
    for folder in sorted(folders, key=_depth, reverse=True):
        with suppress(OSError):
            folder.rmdir()


def _depth(path: Path) -> int:
    return len(path.parts)


def _refuse_without_folder(path: Path) -> None:
    """Refuse a file whose folder is not there, before others are written that were asked for with it."""
    try:
        if not stat.S_ISDIR(path.parent.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "")
    except OSError as error:
        raise cannot_write(path, error) from None


def _write_whole(path: Path, data: Content) -> None:
    """Write a file whole; a link keeps leading to its file.

    What is no file, as a pipe or /dev/null, is written into: root could put a file in its place, for every program.
    """
    try:
        if _is_device(path):
            with path.open("wb") as device:
                device.writelines(_pieces(data))
            return
    except OSError as error:
        raise cannot_write(path, error) from None
    write_whole(path, real(path), data)


def _pieces(data: Content) -> Iterable[bytes]:
    """Give what a file is to hold, line by line if it is in one piece: of thousands of plans it is large."""
    return BytesIO(data) if isinstance(data, bytes) else data


def _is_device(path: Path) -> bool:
    """Return whether there is something of that name that is neither a file nor a folder."""
    return path.exists() and not path.is_file() and not path.is_dir()


def keep_compiled(files: Mapping[Path, bytes]) -> None:
    """Keep compiled templates for the next time, where there is room for them; else nothing is lost.

    That Python is told to keep no compiled modules, as images of containers do, is not heeded: those were compiled when
    the tool was installed, and the templates were not.
    """
    for path, data in files.items():
        with suppress(OSError, CannotWorkError):
            path.parent.mkdir(exist_ok=True)
            _write_whole(path, data)


# New files in a folder: all of them or none, and never over anything that is there.


def already_there(folder: Path, paths: Iterable[str]) -> list[str]:
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
    folders: list[Path] = []
    begun: list[str] = []
    try:
        for path, data in files.items():
            for missing in _missing_above(folder / path):
                make_folder(missing)
                folders.append(missing)
            begun.append(path)
            write_whole(folder / path, folder / path, data, is_new=True)
    except BaseException:
        for path in begun:
            with suppress(CannotWorkError):  # what somebody else has put there meanwhile stays
                change_file(folder / path, files[path], None)
        _remove_empty(folders)
        raise


def _missing_above(file: Path) -> list[Path]:
    """Return the folders that are to be made for a file, the outermost first."""
    try:
        return [folder for folder in reversed(file.parents) if not folder.exists()]
    except OSError as error:  # somebody may not look there
        raise cannot_write(Path(error.filename or file), error) from None
