"""The one door that files are written through: whole or not at all, and never over what is to be kept."""

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
"""What a file is to hold, in one piece or several."""


def clear_away(folder: Path, *, with_folders: bool) -> None:
    """Remove what a process that was killed while it changed a plan left in its folder, and in those in it.

    Whoever holds the plan's lock may: nobody else is writing.
    """
    pattern = f"{_FOR_CHANGES}*"
    for left in list(folder.rglob(pattern) if with_folders else folder.glob(pattern)):
        if left.is_dir() and not left.is_symlink():
            import shutil

            shutil.rmtree(left, ignore_errors=True)
        with suppress(OSError):
            left.unlink()


def change_file(path: Path, before: bytes | None, after: bytes | None) -> None:
    """Write a file of a plan whole, or remove it, by whoever holds the lock of the plan.

    A file that may not be written to, or that an editor has saved meanwhile, is left as it is; a new one takes no
    other's place, and is not made through a link.

    Args:
        path: the file.
        before: the bytes that it is to hold now; None where there is to be none.
        after: the bytes that it is to hold; None where it is to go.

    Raises:
        CannotWorkError: where it cannot be written.
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

    write_whole(path, target, after, _FOR_CHANGES, is_new=before is None, at_last=refuse_changed)


def _remove(path: Path, before: bytes | None) -> None:
    _refuse_changed(path, path, before)
    try:
        path.unlink()
    except OSError as error:
        raise cannot_write(path, error) from None


def _refuse_changed(path: Path, target: Path, before: bytes | None) -> None:
    """Refuse to change a file that is not as it was read, or a new one where something has come to stand."""
    try:
        is_as_it_was = _holds(target, before) if before is not None else not os.path.lexists(target)
    except OSError as error:
        raise cannot_write(path, error) from None
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
        raise cannot_write(folder, FileExistsError(errno.EEXIST, ""))
    try:
        temporary = Path(tempfile.mkdtemp(prefix=_FOR_CHANGES, dir=folder.parent))
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        for name, data in files.items():
            make_folder(temporary.joinpath(name).parent)
            write_whole(folder / name, temporary / name, data, _FOR_CHANGES, is_new=True)
        temporary.chmod(_NEW_FOLDER_MODE & ~_umask())
        temporary.rename(folder)
        _sync_folder(folder.parent)
    except OSError as error:
        raise cannot_write(folder, error) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def remove_empty_folders(folder: Path) -> None:
    """Remove a folder, and those in it, where no file is left in any of them; one that has a file stays."""
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
            begun.append(one)  # first, so that whoever breaks off when it is written has it put back, too
            change_file(one.path, one.before, one.after)
    except BaseException:
        for one in reversed(begun):
            with suppress(CannotWorkError, OSError):  # what was not changed, or cannot be put back, stays as it is
                change_file(one.path, one.after, one.before)
        raise


def write_whole(
    path: Path,
    target: Path,
    data: Content,
    prefix: str = _PREFIX,
    *,
    is_new: bool = False,
    mode: int = _NEW_FILE_MODE,
    at_last: Callable[[], None] | None = None,
) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part.

    Args:
        path: the file as it is called.
        target: where it stands.
        data: what it is to hold.
        prefix: how the name of what is not whole yet begins, where it has one.
        is_new: whether it is refused where something stands there.
        mode: who may read and write it, if it is new.
        at_last: may still refuse that it takes its place, when it is as far as the disk.

    Raises:
        CannotWorkError: where it cannot be written; what was there is untouched, and no other file is left behind.
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
        os.chmod(temporary.handle, old.st_mode & 0o7777 if old else mode & ~_umask())  # noqa: PTH101 - of a file without a name
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
            file.writelines([data] if isinstance(data, bytes) else data)
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


def keep_private(path: Path, data: bytes) -> None:
    """Write a file of the user's own, for nobody else to read; raises as `change_file`."""
    write_whole(path, path, data, mode=0o600)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless it is there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from None


def cannot_write(path: Path, error: OSError) -> CannotWorkError:
    """Return what to say of a file that the system refuses to write."""
    return CannotWorkError(message("{path}: cannot be written ({reason})", path=str(path), reason=reason_of(error)))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
