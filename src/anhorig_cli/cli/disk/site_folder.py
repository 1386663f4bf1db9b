"""The folder of a site: only changed files are written, and only files that are no longer made are removed.

The folder has a list of the files that were made, with their checksums: a file that somebody else has put there is
never overwritten, and one that somebody has changed is never removed.

The checksum of the plans that it was made from is kept elsewhere, in the user's own folder: a count of few people could
be guessed from it.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeGuard, cast

from anhorig_cli.cli.disk.journal import state_folder
from anhorig_cli.cli.disk.outputs import write_outputs
from anhorig_cli.cli.disk.writing import Content, keep_private, ordinary_file
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.places import real
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from anhorig_cli.vocabulary import Language

LIST = "anhorig-site.json"
"""The list of the files that were made."""
_MOST = 10_000_000


def write_site(
    folder: Path, files: Mapping[str, Iterable[bytes]], language: "Language", *, dry_run: bool
) -> list[Message]:
    """Return sentences on the files that were not removed, after writing a site's files by their paths in a folder.

    Args:
        folder: the site's folder, which may not exist yet.
        files: the bytes of each file, in pieces.
        language: the language of what is reported.
        dry_run: whether only the files' names are printed; then the sentences are on what would be removed.

    Raises:
        CannotWorkError: if a file there was made by somebody else, or cannot be written.
    """
    made = listed_files(folder)
    _refuse_others(folder, (name for name in files if name not in made))
    checksums = {name: _checksum(pieces) for name, pieces in files.items()}
    gone = {name: made[name] for name in made if name not in files}
    _write_changed(folder, files, checksums, made, language, dry_run=dry_run)
    if dry_run:
        return [message("{file} would be removed", file=str(folder / name)) for name in _to_remove(folder, gone)]
    left = dict(_remove(folder, gone))
    last = _list_bytes(checksums | left)
    if _checksum_of(folder / LIST) != _checksum([last]):
        write_outputs({folder / LIST: last}, language, dry_run=False)
    return [
        message("{file} has been changed by somebody, and is left as it is", file=str(folder / name)) for name in left
    ]


def checksum_as_made(folder: Path) -> str:
    """Return the checksum of a site's list if every file in it is unchanged since it was made, else an empty string."""
    made = listed_files(folder)
    is_as_made = bool(made) and all(_checksum_of(folder / name) == digest for name, digest in made.items())
    return _checksum_of(folder / LIST) if is_as_made else ""


def made_file(folder: Path, name: str) -> bytes | None:
    """Return the bytes of one of the site's files, by its path in the folder; None for any other file."""
    place = folder / name
    if name not in listed_files(folder) or _leads_elsewhere(folder, place):
        return None
    try:
        with ordinary_file(place) as file:
            return file.read()
    except OSError:
        return None


def _write_changed(
    folder: Path,
    files: Mapping[str, Iterable[bytes]],
    checksums: Mapping[str, str],
    made: Mapping[str, str],
    language: "Language",
    *,
    dry_run: bool,
) -> None:
    """Write those files that differ from what is in the folder.

    The list is written first: if this is interrupted, the next run recognises every file as its own.
    """
    changed = {folder / name: name for name in files if _checksum_of(folder / name) != checksums[name]}
    if changed:
        outputs = _Changed(folder / LIST, _list_bytes({**made, **checksums}), changed, files)
        write_outputs(outputs, language, {path.parent for path in outputs}, dry_run=dry_run)


class _Changed(Mapping[Path, Content]):
    """The list and then the files that are written; the content of each is made when it is asked for."""

    def __init__(
        self, list_file: Path, listed_files: bytes, names: Mapping[Path, str], files: Mapping[str, Iterable[bytes]]
    ) -> None:
        self._list = (list_file, listed_files)
        self._names = names
        self._files = files

    def __getitem__(self, path: Path) -> Content:
        return self._list[1] if path == self._list[0] else self._files[self._names[path]]

    def __iter__(self) -> Iterator[Path]:
        return iter((self._list[0], *self._names))

    def __len__(self) -> int:
        return 1 + len(self._names)


def listed_files(folder: Path) -> dict[str, str]:
    """Return the files that were made here before, with their checksums; none if no list can be read."""
    try:
        with ordinary_file(folder / LIST) as file:
            data = file.read(_MOST + 1)
        found = json.loads(data) if len(data) <= _MOST else None
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    table = cast("dict[object, object]", found).get("files")
    if not isinstance(table, dict):
        return {}
    files = cast("dict[object, object]", table)
    return {name: digest for name, digest in files.items() if _is_inside(name) and isinstance(digest, str)}


def _is_inside(name: object) -> TypeGuard[str]:
    """Return whether a name is that of a file in the folder: anybody may have written the list that it is in."""
    if not isinstance(name, str) or "\\" in name or ":" in name or "\0" in name:
        return False
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and name != LIST


def _refuse_others(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        if os.path.lexists(folder / name):
            raise CannotWorkError(
                message("{file} was not made by anhorig site: choose another folder", file=str(folder / name))
            )


def _remove(folder: Path, gone: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Remove files that are no longer made, and yield those that somebody has changed, which stay."""
    ours = set(_to_remove(folder, gone))
    for name, digest in gone.items():
        place = folder / name
        if name in ours:
            with suppress(OSError):
                place.unlink()
                place.parent.rmdir()  # if it was the last file in it
        elif os.path.lexists(place):
            yield name, digest


def _to_remove(folder: Path, gone: Mapping[str, str]) -> list[str]:
    """Return those files that are unchanged since they were made, and not reached through a link."""
    return [
        name
        for name, digest in gone.items()
        if _checksum_of(folder / name) == digest and not _leads_elsewhere(folder, folder / name)
    ]


def _leads_elsewhere(folder: Path, place: Path) -> bool:
    """Return whether a file in the folder, or one of the folders above it there, is a link."""
    return real(place) != real(folder) / os.path.relpath(place, folder)


def _list_bytes(checksums: Mapping[str, str]) -> bytes:
    return (json.dumps({"version": 1, "files": dict(sorted(checksums.items()))}, indent=1) + "\n").encode()


def _checksum(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _checksum_of(path: Path) -> str:
    """Return the checksum of a file; an empty string if it cannot be read."""
    try:
        with ordinary_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


# Which sites are unchanged since they were made, and from which inputs: kept in the user's own folder, not the site's.


def is_up_to_date(folder: Path, inputs: str) -> bool:
    """Return whether a site was made from `inputs`, a checksum, and has not been changed since."""
    place, record = _record_file(folder), _record(folder, inputs)
    if place is None or record is None:
        return False
    try:
        with ordinary_file(place) as file:
            return file.read(len(record) + 1) == record
    except OSError:
        return False


def remember_made(folder: Path, inputs: str) -> None:
    """Save the checksum of the inputs of a site, if it can be written; otherwise the site is made again next time."""
    place, record = _record_file(folder), _record(folder, inputs)
    if place is None or record is None:
        return
    with suppress(OSError, CannotWorkError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep_private(place, record)


def _record_file(folder: Path) -> Path | None:
    state = state_folder()
    return state / "sites" / _checksum([os.fsencode(real(folder))]) if state else None


def _record(folder: Path, inputs: str) -> bytes | None:
    """Return what is saved about a site; None if it has been changed since it was made."""
    made = checksum_as_made(folder)
    return f"{inputs} {made}\n".encode() if made else None
