"""A Word document from anywhere to a letterhead, or to the reason why it cannot be one.

A .docx is a zip file. Its sizes and names are judged from the list of its contents, before anything is unpacked; each
part is unpacked no further than the list says; and nothing of it is handed on but what `rebuild` makes anew.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from anhorig_cli.diagnostics import CannotWorkError, Diagnostic
from anhorig_cli.loading.files import read_bytes
from anhorig_cli.loading.letterhead.left_out import NOT_WHOLE, LeftOut, UnfitError
from anhorig_cli.loading.letterhead.rebuild import rebuilt
from anhorig_cli.source import Message, message

LARGEST_FILE = 10_000_000
LARGEST_UNPACKED = 40_000_000
MOST_PARTS = 2000
LONGEST_NAME = 255
TIGHTEST = 200
"""How many times larger a document may be unpacked: text is packed to a tenth, and pictures hardly at all."""
_SMALL = 1_000_000
"""A document that is smaller than this unpacked may be packed as tightly as it likes."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
)
"""What a zip file that is cut off, damaged or made to deceive makes the library raise."""
_USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_KIND_OF_FILE = 0o170000
_LINK = 0o120000
_OLD_WORD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A Word document that a report may be put in, and a sentence on each kind of thing that was left out of it."""

    data: bytes
    left_out: tuple[Message, ...]


def read_letterhead(name: str) -> Letterhead:
    """Return the letterhead that a file is.

    Raises:
        CannotWorkError: where it cannot be read, is not a Word document, or is one that no letterhead can be made of.
    """
    data = read_bytes(name, Path(name), LARGEST_FILE)
    if isinstance(data, Diagnostic):
        raise CannotWorkError(message("{file}: {reason}", file=name, reason=data.message))
    left_out = LeftOut()
    try:
        made = rebuilt(_unpacked(data), left_out)
    except UnfitError as unfit:
        text = message("{file} cannot be the letterhead: {reason}", file=name, reason=unfit.reason)
        raise CannotWorkError(text) from None
    return Letterhead(made, left_out.messages(name))


def _unpacked(data: bytes) -> Mapping[str, bytes]:
    """Return the parts of a document by name."""
    if len(data) > LARGEST_FILE:
        raise UnfitError(message("it is larger than {most} MB", most=LARGEST_FILE // 10**6))
    if data.startswith(_OLD_WORD):
        raise UnfitError(message("it is an older or a protected Word document; save it as .docx, without a password"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _judge_contents(entries, len(data))
            return {entry.filename: _read(archive, entry) for entry in entries}
    except _BROKEN:
        raise UnfitError(NOT_WHOLE) from None


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a part. No more is unpacked than it is said to have: `ZipFile.read` unpacks first, and then looks."""
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _judge_contents(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse by the list of contents alone: nothing is unpacked yet."""
    if len(entries) > MOST_PARTS:
        raise UnfitError(message("it has more than {most} parts", most=MOST_PARTS))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED:
        raise UnfitError(message("unpacked it is larger than {most} MB", most=LARGEST_UNPACKED // 10**6))
    if unpacked > max(_SMALL, TIGHTEST * size):
        raise UnfitError(message("it is packed more tightly than any letterhead; open it in Word and save it again"))
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names):
        raise UnfitError(message("it has two parts with the same name"))
    for entry in entries:
        _judge_entry(entry)


def _judge_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if not _is_inside(name) or len(name) > LONGEST_NAME:
        part = name[:LONGEST_NAME]
        raise UnfitError(message("it has a part that leads outside it: {part}", part=part))
    if entry.compress_type not in _USUAL:
        raise UnfitError(NOT_WHOLE)
    if entry.flag_bits & _ENCRYPTED or (entry.external_attr >> 16) & _KIND_OF_FILE == _LINK:
        raise UnfitError(message("it has a part that is locked or a link: {part}", part=name))


def _is_inside(name: str) -> bool:
    return "\\" not in name and ":" not in name and not name.startswith("/") and ".." not in PurePosixPath(name).parts
