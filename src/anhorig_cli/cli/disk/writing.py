"""Writing files of plans and of outputs: whole or not at all, and never over a file that must be kept."""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.places import is_file, real
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.usecases.edit.edit_plan import ChangedFile

_NEW_FILE_MODE = 0o666
_NEW_FOLDER_MODE = 0o777

_PREFIX = ".anhorig-"
_FOR_CHANGES = ".anhorig-change-"

Content = bytes | Iterable[bytes]
"""The bytes of a file, in one piece or several."""


def remove_leftovers(folder: Path, *, with_folders: bool) -> None:
    """Remove the temporary files that killed processes have left in a plan's folder and, if `with_folders`, below it.

    The caller must hold the plan's lock, so that nobody else is writing.
    """
    pattern = f"{_FOR_CHANGES}*"
    for left in list(folder.rglob(pattern) if with_folders else folder.glob(pattern)):
        if left.is_dir() and not left.is_symlink():
            import shutil

            shutil.rmtree(left, ignore_errors=True)
        with suppress(OSError):
            left.unlink()


def change_file(path: Path, before: bytes | None, after: bytes | None) -> None:
    """Write a file of a plan whole, or remove it; the caller must hold the plan's lock.

    A file that is write-protected, or that an editor has saved meanwhile, is left as it is; a new file never replaces
    another, and is not made through a link.

    Args:
        path: the file.
        before: the bytes that it must hold now; None if there must be no such file.
        after: the bytes that it is to hold; None to remove it.

    Raises:
        CannotWorkError: if it cannot be written.
    """
    if after is None:
        _remove(path, before)
        return
    from anhorig_cli.usecases.refuse_overwriting import refuse_stray

    refuse_stray(path)
    target = path if before is None else real(path)
    _refuse_changed(path, target, before)
    if before is not None and not os.access(target, os.W_OK):
        raise cannot_write(path, PermissionError(errno.EACCES, ""))

    def refuse_changed() -> None:
        _refuse_changed(path, target, before)

    write_atomically(path, target, after, _FOR_CHANGES, is_new=before is None, at_last=refuse_changed)


def _remove(path: Path, before: bytes | None) -> None:
    _refuse_changed(path, path, before)
    try:
        path.unlink()
    except OSError as error:
        raise cannot_write(path, error) from None


def _refuse_changed(path: Path, target: Path, before: bytes | None) -> None:
    """Refuse to change a file that has changed since it was read, or to make one where there is something by now."""
    try:
        is_as_it_was = _has_content(target, before) if before is not None else not os.path.lexists(target)
    except OSError as error:
        raise cannot_write(path, error) from None
    if not is_as_it_was:
        raise CannotWorkError(message("{path}: the file was changed by another program meanwhile", path=str(path)))


def _has_content(path: Path, data: bytes) -> bool:
    """Return whether there is an ordinary file at a path that holds exactly `data`."""
    if not is_file(path):
        return False
    with ordinary_file(path) as file:
        return file.read(len(data) + 1) == data


def ordinary_file(path: Path) -> BufferedReader:
    """Return a file, opened for reading; opening a pipe, which may have no writer, does not block.

    Raises:
        OSError: if it cannot be opened, or is no ordinary file.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(errno.EINVAL, "")


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder, whole or not at all; the caller must hold the lock of its parent.

    Args:
        folder: the folder.
        files: the bytes of each file by its path in it, with `/` between the names.

    Raises:
        CannotWorkError: if there is something of that name, or it cannot be written.
    """
    import shutil
    import tempfile

    from anhorig_cli.usecases.refuse_overwriting import refuse_stray

    refuse_stray(folder)
    if os.path.lexists(folder):
        raise cannot_write(folder, FileExistsError(errno.EEXIST, ""))
    try:
        temporary = Path(tempfile.mkdtemp(prefix=_FOR_CHANGES, dir=folder.parent))
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        for name, data in files.items():
            make_folder(temporary.joinpath(name).parent)
            write_atomically(folder / name, temporary / name, data, _FOR_CHANGES, is_new=True)
        temporary.chmod(_NEW_FOLDER_MODE & ~_umask())
        temporary.rename(folder)
        _sync_folder(folder.parent)
    except OSError as error:
        raise cannot_write(folder, error) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def remove_empty_folders(folder: Path) -> None:
    """Remove the empty folders in a folder, and the folder itself if it is then empty."""
    for place in sorted((one for one in folder.rglob("*") if one.is_dir()), reverse=True):
        with suppress(OSError):
            place.rmdir()
    with suppress(OSError):
        folder.rmdir()


def change_files(files: Sequence["ChangedFile"]) -> None:
    """Write files of plans, as `change_file` does, all of them or none; raises as it does."""
    begun: list[ChangedFile] = []
    try:
        for one in files:
            begun.append(one)  # first, so that it is restored even if interrupted just after writing
            change_file(one.path, one.before, one.after)
    except BaseException:
        for one in reversed(begun):
            with suppress(CannotWorkError, OSError):  # a file that is unchanged, or cannot be restored, is left alone
                change_file(one.path, one.after, one.before)
        raise


def write_atomically(
    path: Path,
    target: Path,
    data: Content,
    prefix: str = _PREFIX,
    *,
    is_new: bool = False,
    mode: int = _NEW_FILE_MODE,
    at_last: Callable[[], None] | None = None,
) -> None:
    """Write a file so that a reader sees the old file or the new one, never a part of it.

    Args:
        path: the file's name in error messages.
        target: the path that is written to.
        data: the bytes that it is to hold.
        prefix: the beginning of the temporary file's name, if it has one.
        is_new: whether to refuse to replace something at `target`.
        mode: the permissions of a new file.
        at_last: called when the data is on the disk, and may still refuse by raising.

    Raises:
        CannotWorkError: if it cannot be written; what was there is untouched, and no other file is left behind.
    """
    try:
        old = target.stat() if target.exists() else None
        temporary = _Temporary(target.parent, prefix)
    except OSError as error:
        raise cannot_write(path, error) from None
    try:
        temporary.fill(data)
        if old is not None:
            _keep_owner(temporary.handle, old)
        os.chmod(temporary.handle, old.st_mode & 0o7777 if old else mode & ~_umask())  # noqa: PTH101 - it may have no name
        if at_last is not None:
            at_last()
        if is_new:
            temporary.become(target)
        else:
            temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        temporary.discard()


class _Temporary:
    """A temporary file that is to replace another, or to become a new one.

    Where the system supports it, it has no name until it is whole: if the process is killed, nothing is left of it.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        self._folder = folder
        self._prefix = prefix
        self._name: str | None = None
        self._is_closed = False
        try:
            self._descriptor = os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600)
        except (AttributeError, OSError):  # a system or file system without unnamed files
            import tempfile

            self._descriptor, self._name = tempfile.mkstemp(prefix=prefix, dir=folder)

    @property
    def handle(self) -> int | str:
        """Its name or, without one, its descriptor, by which its owner and mode can be set."""
        return self._name or self._descriptor

    def fill(self, data: Content) -> None:
        """Write all the data, and wait until it is on the disk."""
        with os.fdopen(self._descriptor, "wb", closefd=False) as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())

    def replace(self, target: Path) -> None:
        """Move it to `target`, over any file there; it is closed first, since Windows moves no open file."""
        if self._name is None:
            import secrets

            name = str(self._folder / f"{self._prefix}{secrets.token_hex(8)}")
            self._give_name(name)
            self._name = name
        self._close()
        Path(self._name).replace(target)
        self._name = None

    def become(self, target: Path) -> None:
        """Give it the name `target`; if that is taken, raise `FileExistsError` and replace nothing."""
        if self._name is None:
            self._give_name(str(target))
            return
        self._close()
        try:
            os.link(self._name, target, follow_symlinks=False)
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links: an empty file reserves the name
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            self.replace(target)

    def _give_name(self, name: str) -> None:
        # With `src_dir_fd`, which absolute paths do not use, Python follows the link.
        os.link(f"/proc/self/fd/{self._descriptor}", name, src_dir_fd=self._descriptor, follow_symlinks=True)

    def discard(self) -> None:
        """Close it, and remove it unless it has been moved to its target."""
        self._close()
        if self._name is not None:
            left = Path(self._name)
            with suppress(FileNotFoundError):
                left.chmod(stat.S_IWRITE)  # Windows does not remove a read-only file
                left.unlink()

    def _close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            os.close(self._descriptor)


def _keep_owner(handle: int | str, old: os.stat_result) -> None:
    """Give a new file the owner and group of the old one, as far as the user may."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(handle, -1, old.st_gid)
        with suppress(OSError):
            os.chown(handle, old.st_uid, -1)


def _sync_folder(folder: Path) -> None:
    """Flush a folder's own entry to the disk, where the system can; the file is in its place either way."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def keep_private(path: Path, data: bytes) -> None:
    """Write a file that only the user may read; raises as `write_atomically`."""
    write_atomically(path, path, data, mode=0o600)


def make_folder(path: Path) -> None:
    """Make a folder and its parents, unless it exists."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from None


def cannot_write(path: Path, error: OSError) -> CannotWorkError:
    """Return the error for a file that the system refuses to write."""
    return CannotWorkError(message("{path}: cannot be written ({reason})", path=str(path), reason=reason_of(error)))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
