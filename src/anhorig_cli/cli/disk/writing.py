"""The one door that files are written through: whole or not at all, and never over what is to be kept."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Protocol

from anhorig_cli.cli.terminal.telling import STDOUT, print_all_written, visible
from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.places import is_file, is_folder, real
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language

_NEW_FILE_MODE = 0o666
_NEW_FOLDER_MODE = 0o777

_PREFIX = ".anhorig-"
_PREFIX_OF_CHANGES = ".anhorig-change-"


Content = bytes | Iterable[bytes]
"""What a file is to hold, in one piece or several."""


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
    # Line by line: of thousands of plans it is large.
    sys.stdout.writelines(piece.decode() for piece in (BytesIO(shown) if isinstance(shown, bytes) else shown))
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
            _make_folder(folder)
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
        raise _cannot(path, error) from None


def _write_whole(path: Path, data: Content) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part; a link keeps leading to its file.

    What is no file, as a pipe or /dev/null, is written into: root could put a file in its place, for every program.

    Raises:
        CannotWorkError: where it cannot be written; what was there is untouched, and no other file is left behind.
    """
    try:
        if _is_device(path):
            with path.open("wb") as device:
                device.writelines(_pieces(data))
            return
    except OSError as error:
        raise _cannot(path, error) from None
    _write(path, real(path), data, _PREFIX)


def _pieces(data: Content) -> Iterable[bytes]:
    return (data,) if isinstance(data, bytes) else data


def _is_device(path: Path) -> bool:
    """Return whether there is something of that name that is neither a file nor a folder."""
    return path.exists() and not path.is_file() and not path.is_dir()


def clear_away(folder: Path, *, with_folders: bool) -> None:
    """Remove what a process that was killed while it changed a plan left in its folder, and in those in it.

    Whoever holds the plan's lock may: nobody else is writing.
    """
    pattern = f"{_PREFIX_OF_CHANGES}*"
    for left in list(folder.rglob(pattern) if with_folders else folder.glob(pattern)):
        if left.is_dir() and not left.is_symlink():
            import shutil

            shutil.rmtree(left, ignore_errors=True)
        with suppress(OSError):
            left.unlink()


def change_file(path: Path, before: bytes | None, after: bytes) -> None:
    """Write a file of a plan whole, by whoever holds the lock of the plan.

    A file that may not be written to, or that an editor has saved meanwhile, is left as it is; a new one takes no
    other's place, and is not made through a link.

    Args:
        path: the file.
        before: the bytes that it is to hold now; None where there is to be none.
        after: the bytes that it is to hold.

    Raises:
        CannotWorkError: where it cannot be written.
    """
    from anhorig_cli.usecases.refuse_overwriting import refuse_stray

    refuse_stray(path)
    target = path if before is None else real(path)
    _refuse_changed(path, target, before)
    if before is not None and not os.access(target, os.W_OK):
        raise _cannot(path, PermissionError(errno.EACCES, ""))

    def refuse_changed() -> None:
        _refuse_changed(path, target, before)

    _write(path, target, after, _PREFIX_OF_CHANGES, is_new=before is None, at_last=refuse_changed)


def _refuse_changed(path: Path, target: Path, before: bytes | None) -> None:
    """Refuse to change a file that is not as it was read, or a new one where something has come to stand."""
    try:
        is_as_it_was = _holds(target, before) if before is not None else not os.path.lexists(target)
    except OSError as error:
        raise _cannot(path, error) from None
    if not is_as_it_was:
        raise CannotWorkError(message("{path}: the file was changed by another program meanwhile", path=str(path)))


def _holds(path: Path, data: bytes) -> bool:
    """Return whether an ordinary file stands there, with some bytes."""
    if not is_file(path):
        return False
    with ordinary_file(path) as file:
        return file.read(len(data) + 1) == data


def ordinary_file(path: Path) -> BufferedReader:
    """Return a file, opened to be read; a pipe, which may never end, is not waited for.

    Raises:
        OSError: where it cannot be opened, or is no ordinary file.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(errno.EINVAL, "")


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there, by whoever holds the lock of the one it comes to stand in: whole or not at all.

    Args:
        folder: the folder.
        files: the bytes of each file by its path in it, with `/` between the names.

    Raises:
        CannotWorkError: where there is something of that name, or it cannot be written.
    """
    import shutil
    import tempfile

    from anhorig_cli.usecases.refuse_overwriting import refuse_stray

    refuse_stray(folder)
    if os.path.lexists(folder):
        raise _cannot(folder, FileExistsError(errno.EEXIST, ""))
    try:
        temporary = Path(tempfile.mkdtemp(prefix=_PREFIX_OF_CHANGES, dir=folder.parent))
    except OSError as error:
        raise _cannot(folder, error) from None
    try:
        for name, data in files.items():
            _make_folder(temporary.joinpath(name).parent)
            _write(folder / name, temporary / name, data, _PREFIX_OF_CHANGES, is_new=True)
        temporary.chmod(_NEW_FOLDER_MODE & ~_umask())
        temporary.rename(folder)
        _sync_folder(folder.parent)
    except OSError as error:
        raise _cannot(folder, error) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def remove_empty_folders(folder: Path) -> None:
    """Remove a folder, and those in it, where no file is left in any of them; one that has a file stays."""
    for place in sorted((one for one in folder.rglob("*") if one.is_dir()), reverse=True):
        with suppress(OSError):
            place.rmdir()
    with suppress(OSError):
        folder.rmdir()


class Changed(Protocol):
    """A file that is to be changed: see `change_file`."""

    @property
    def path(self) -> Path:
        """The file."""
        ...

    @property
    def before(self) -> bytes | None:
        """The bytes that it is to hold now."""
        ...

    @property
    def after(self) -> bytes | None:
        """The bytes that it is to hold; None where it is to go."""
        ...


def change_files(files: Sequence[Changed]) -> None:
    """Write files of plans, as `change_file` does, all of them or none; raises as it does."""
    begun: list[Changed] = []
    try:
        for one in files:
            begun.append(one)  # first, so that whoever breaks off when it is written has it put back, too
            _change(one.path, one.before, one.after)
    except BaseException:
        for one in reversed(begun):
            _undo(one)
        raise


def _undo(changed: Changed) -> None:
    """Put back a file that was changed; one that was not, or that cannot be put back, stays as it is."""
    with suppress(CannotWorkError, OSError):
        _change(changed.path, changed.after, changed.before)


def _change(path: Path, before: bytes | None, after: bytes | None) -> None:
    """Write a file as `change_file` does, or remove one that still is as it was."""
    if after is not None:
        change_file(path, before, after)
        return
    _refuse_changed(path, path, before)
    try:
        path.unlink()
    except OSError as error:
        raise _cannot(path, error) from None


def _write(
    path: Path,
    target: Path,
    data: Content,
    prefix: str,
    *,
    is_new: bool = False,
    mode: int = _NEW_FILE_MODE,
    at_last: Callable[[], None] | None = None,
) -> None:
    """Write a file whole; when it is as far as the disk, `at_last` may still refuse that it takes its place."""
    try:
        old = target.stat() if target.exists() else None
        temporary = _Temporary(target.parent, prefix)
    except OSError as error:
        raise _cannot(path, error) from None
    try:
        temporary.fill(data)
        if old is not None:
            _keep_owner(temporary.handle, old)
        os.chmod(temporary.handle, old.st_mode & 0o7777 if old else mode & ~_umask())  # noqa: PTH101 - of a file without a name
        if at_last is not None:
            at_last()
        if is_new:
            temporary.become(target)
        else:
            temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _cannot(path, error) from None
    finally:
        temporary.discard()


class _Temporary:
    """A file that is to take the place of another.

    Where the system can, it has no name until it is whole: of a process that is killed meanwhile, nothing is left.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        self._folder = folder
        self._prefix = prefix
        self._name: str | None = None
        self._is_closed = False
        try:
            self._descriptor = os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600)
        except (AttributeError, OSError):  # another system, or a file system that has no such files
            import tempfile

            self._descriptor, self._name = tempfile.mkstemp(prefix=prefix, dir=folder)

    @property
    def handle(self) -> int | str:
        """What its owner and mode can be set by."""
        return self._name or self._descriptor

    def fill(self, data: Content) -> None:
        """Write all of it, as far as the disk."""
        with os.fdopen(self._descriptor, "wb", closefd=False) as file:
            file.writelines(_pieces(data))
            file.flush()
            os.fsync(file.fileno())

    def replace(self, target: Path) -> None:
        """Put it in the place of a file; it is closed first, since Windows moves no file that is open."""
        if self._name is None:
            import secrets

            name = str(self._folder / f"{self._prefix}{secrets.token_hex(8)}")
            self._give_name(name)
            self._name = name
        self._close()
        Path(self._name).replace(target)
        self._name = None

    def become(self, target: Path) -> None:
        """Give it the name of a file that is not there; where there is something after all, it stays."""
        if self._name is None:
            self._give_name(str(target))
            return
        self._close()
        try:
            os.link(self._name, target, follow_symlinks=False)
        except FileExistsError:
            raise
        except OSError:  # a disk that has no second names: an empty file holds the place
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            self.replace(target)

    def _give_name(self, name: str) -> None:
        # The descriptor of a folder, which the absolute paths make no use of, has Python follow the link.
        os.link(f"/proc/self/fd/{self._descriptor}", name, src_dir_fd=self._descriptor, follow_symlinks=True)

    def discard(self) -> None:
        """Close it, and remove it where it has not taken its place."""
        self._close()
        if self._name is not None:
            left = Path(self._name)
            with suppress(FileNotFoundError):
                left.chmod(stat.S_IWRITE)  # Windows removes no file that may not be written to
                left.unlink()

    def _close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            os.close(self._descriptor)


def _keep_owner(handle: int | str, old: os.stat_result) -> None:
    """Give a new file the owner and group of the one before, as far as the user may."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(handle, -1, old.st_gid)
        with suppress(OSError):
            os.chown(handle, old.st_uid, -1)


def _sync_folder(folder: Path) -> None:
    """Have the folder itself written, where a system can; the file is in its place either way."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def keep_compiled(files: Mapping[Path, bytes]) -> None:
    """Keep compiled templates for the next time, where there is room for them; else nothing is lost.

    That Python is told to keep no compiled modules, as images of containers do, is not heeded: those were compiled when
    the tool was installed, and the templates were not.
    """
    for path, data in files.items():
        with suppress(OSError, CannotWorkError):
            path.parent.mkdir(exist_ok=True)
            _write_whole(path, data)


def keep_private(path: Path, data: bytes) -> None:
    """Write a file of the user's own, for nobody else to read; raises as `change_file`."""
    _write(path, path, data, _PREFIX, mode=0o600)


def _make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless it is there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot(path, error) from None


def _cannot(path: Path, error: OSError) -> CannotWorkError:
    return CannotWorkError(message("{path}: cannot be written ({reason})", path=str(path), reason=reason_of(error)))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
