"""A municipality's own Word document, in which a report is put: read only when it can do no harm.

A .docx is a zip file from anywhere. Its sizes and names are judged from the list of its contents, before anything is
unpacked, and its parts before any library that knows Word is given them.
"""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.errors import CannotWorkError
from anhorig_cli.loading.files import read_bytes
from anhorig_cli.loading.letterhead_parts import UnfitError, judge_parts
from anhorig_cli.source import message

LARGEST_FILE = 10_000_000
LARGEST_UNPACKED = 40_000_000
MOST_PARTS = 2000

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, UnicodeError)
"""What a zip file that is cut off, damaged or made to deceive makes the library raise."""
_USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_KIND_OF_FILE = 0o170000
_LINK = 0o120000
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def read_letterhead(name: str) -> bytes:
    """Return the bytes of a Word document that a report may be put in.

    Raises:
        CannotWorkError: where it cannot be read, is not a Word document, or holds what a letterhead must not.
    """
    data = read_bytes(name, Path(name), LARGEST_FILE)
    if isinstance(data, Diagnostic):
        raise CannotWorkError(message("{file}: {reason}", file=name, reason=data.message))
    try:
        _judge(data)
    except UnfitError as unfit:
        text = message("{file} cannot be the letterhead: {reason}", file=name, reason=unfit.reason)
        raise CannotWorkError(text) from None
    return data


def _judge(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise UnfitError(message("it is larger than {most} MB", most=LARGEST_FILE // 10**6))
    if data.startswith(_OLD_WORD):
        raise UnfitError(message("it is an older or a protected Word document; save it as .docx, without a password"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _judge_contents(archive.infolist())
            judge_parts({entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()})
    except _BROKEN:
        raise UnfitError(message("it is not a whole Word document (.docx)")) from None


def _judge_contents(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse by the list of contents alone: nothing is unpacked yet."""
    if len(entries) > MOST_PARTS:
        raise UnfitError(message("it has more than {most} parts", most=MOST_PARTS))
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise UnfitError(message("unpacked it is larger than {most} MB", most=LARGEST_UNPACKED // 10**6))
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names):
        raise UnfitError(message("it has two parts of one name"))
    for entry in entries:
        if not _is_inside(entry.filename):
            raise UnfitError(message("it has a part that leads outside it: {part}", part=entry.filename))
        if entry.compress_type not in _USUAL:
            raise UnfitError(message("it is not a whole Word document (.docx)"))
        if entry.flag_bits & _ENCRYPTED or (entry.external_attr >> 16) & _KIND_OF_FILE == _LINK:
            raise UnfitError(message("it has a part that is locked or a link: {part}", part=entry.filename))


def _is_inside(name: str) -> bool:
    return "\\" not in name and ":" not in name and not name.startswith("/") and ".." not in PurePosixPath(name).parts
