"""Writing what commands have made, to files or the screen: all of it or nothing, and never over an input."""

import errno
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from anhorig_cli.cli.disk.writing import Content, cannot_write, change_file, make_folder, write_atomically
from anhorig_cli.cli.terminal.telling import STDOUT, print_all_written, visible
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.places import is_folder, real
from anhorig_cli.vocabulary import Language


def write_outputs(
    files: Mapping[Path, Content], language: Language, folders: Iterable[Path] = (), *, dry_run: bool
) -> None:
    """Write the files that a command has made, and report each; if one of them may not be written, none is.

    Args:
        files: the bytes of each file, in one piece or several.
        language: the language of what is reported.
        folders: folders that are made first if they do not exist.
        dry_run: whether only the files' names are printed.

    Raises:
        CannotWorkError: if one would replace a file that this run has read, or one of a project's own files, or cannot
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
    """Write what a command has made to the files that the user named; what is named `-` goes to standard output.

    Raises as `write_outputs`.
    """
    files = {Path(name): data for name, data in made.items() if name != STDOUT}
    if files:
        write_outputs(files, language, dry_run=dry_run)
    shown = made.get(STDOUT, b"")
    sys.stdout.writelines(piece.decode() for piece in _pieces(shown))
    sys.stdout.flush()


def names_folder(output: str) -> bool:
    """Return whether an output's name is that of a folder: it ends with a slash or backslash, or the folder exists."""
    return output.endswith(("/", "\\")) or is_folder(output)


def _write_all(files: Mapping[Path, Content], folders: Iterable[Path], language: Language) -> None:
    """Write files, after making their folders, and report each; on an error, new folders that are empty are removed."""
    missing = {above for folder in folders for above in (folder, *folder.parents) if not os.path.lexists(above)}
    written: list[Path] = []
    try:
        for folder in sorted(folders):  # the outermost first, which an error is to name
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
    """Remove those of some folders that are empty, the innermost first."""
    for folder in sorted(folders, key=_depth, reverse=True):
        with suppress(OSError):
            folder.rmdir()


def _depth(path: Path) -> int:
    return len(path.parts)


def _refuse_without_folder(path: Path) -> None:
    """Refuse a file whose folder does not exist, before the command's other files are written."""
    try:
        if not stat.S_ISDIR(path.parent.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "")
    except OSError as error:
        raise cannot_write(path, error) from None


def _write_whole(path: Path, data: Content) -> None:
    """Write a file whole; a link is followed, and stays.

    A pipe or a device such as /dev/null is written into: root could replace it with a file, for every program.
    """
    try:
        if _is_device(path):
            with path.open("wb") as device:
                device.writelines(_pieces(data))
            return
    except OSError as error:
        raise cannot_write(path, error) from None
    write_atomically(path, real(path), data)


def _pieces(data: Content) -> Iterable[bytes]:
    """Return content in pieces, line by line if it is in one piece: for thousands of plans, it is large."""
    return BytesIO(data) if isinstance(data, bytes) else data


def _is_device(path: Path) -> bool:
    """Return whether there is something at a path that is neither a file nor a folder."""
    return path.exists() and not path.is_file() and not path.is_dir()


def keep_compiled(files: Mapping[Path, bytes]) -> None:
    """Save compiled templates for the next run, if they can be written; otherwise nothing is lost.

    `PYTHONDONTWRITEBYTECODE`, which container images set, is ignored: they compile modules when the tool is installed,
    but not templates.
    """
    for path, data in files.items():
        with suppress(OSError, CannotWorkError):
            path.parent.mkdir(exist_ok=True)
            _write_whole(path, data)


# New files in a folder: all of them or none, and never over anything that exists.


def existing_files(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return those paths in a folder at which there is anything already."""
    return [path for path in paths if os.path.lexists(folder / path)]


def write_new(folder: Path, files: Mapping[str, bytes], *, dry_run: bool = False) -> None:
    """Write files by their paths in a folder, which is made if need be; a dry run only checks that they may be written.

    Raises:
        CannotWorkError: if a link leads out of the project, or one of them cannot be written, or has appeared
            meanwhile; then those that were written, and the folders that were made for them, are removed again.
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
            write_atomically(folder / path, folder / path, data, is_new=True)
    except BaseException:
        for path in begun:
            with suppress(CannotWorkError):  # a file that somebody else has put there meanwhile stays
                change_file(folder / path, files[path], None)
        _remove_empty(folders)
        raise


def _missing_above(file: Path) -> list[Path]:
    """Return the folders that must be made for a file, the outermost first."""
    try:
        return [folder for folder in reversed(file.parents) if not folder.exists()]
    except OSError as error:  # the user may not look there
        raise cannot_write(Path(error.filename or file), error) from None
