"""A Word document from anywhere to a letterhead built anew, or to the reason why it cannot be one.

A .docx is a zip file. Its sizes and names are judged from the list of its contents, before anything is unpacked; each
part is unpacked no further than the list says. Nothing of the old file is handed on as it stands but pictures of a
known kind: parts get new names, relationships new ids, and XML is written anew.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from anhorig_cli.diagnostics import CannotWorkError, Diagnostic
from anhorig_cli.loading.files import read_named
from anhorig_cli.loading.letterhead import left_out
from anhorig_cli.loading.letterhead.allowed import (
    IMAGE,
    KINDS_OF_RELATIONSHIPS,
    OF_PACKAGE,
    PACKAGE,
    PARTS,
    SILENT_RELATIONSHIPS,
    PackagePart,
)
from anhorig_cli.loading.letterhead.fields import settle_fields
from anhorig_cli.loading.letterhead.left_out import NOT_WHOLE, LeftOut, UnfitError
from anhorig_cli.loading.letterhead.package import OldPackage, Relationship, Relationships, why_no_document
from anhorig_cli.loading.letterhead.pictures import MOST_PIXELS_IN_ALL, LetterheadPicture
from anhorig_cli.loading.letterhead.sieve import Sieve, hidden_styles
from anhorig_cli.loading.letterhead.trees import written
from anhorig_cli.personal_number import personal_numbers, without_halves
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
    data = read_named(name, LARGEST_FILE)
    if isinstance(data, Diagnostic):
        raise CannotWorkError(message("{file}: {reason}", file=name, reason=data.sentence))
    left_out = LeftOut()
    try:
        made = _Rebuilding(OldPackage(_unpacked(data)), left_out).document()
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


# The parts of a Word document to a new one that has only what `allowed` names.


_OF_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_NONE = Relationship("", "")
_UNFIT = {"image": left_out.PICTURES, "svg": left_out.SVG}


@dataclass(slots=True)
class _Made:
    """A part of the new document, with its relationships: the id and the type of each, by the name of its target."""

    content_type: str
    data: bytes = b""
    relationships: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])

    def relate(self, kind: str, target: str) -> str:
        """Return the id of the relationship to a part, which is made the first time it is asked for."""
        return self.relationships.setdefault(target, (f"rId{len(self.relationships) + 1}", kind))[0]


@dataclass(slots=True)
class _Copying:
    """A part that is being copied: its kind, its relationships and which of them were followed, and what it becomes."""

    part: PackagePart
    relationships: Relationships
    made: _Made
    followed: set[str] = field(default_factory=set[str])


class _Rebuilding:
    """What is made of the old document up to now: the new parts, and which name each old one has got.

    Its methods raise an `UnfitError` where it is no whole document, has more than a letterhead needs, or would lose its
    sense.
    """

    def __init__(self, old: OldPackage, left_out: LeftOut) -> None:
        self._old = old
        self._told = left_out
        self._pixels = MOST_PIXELS_IN_ALL
        self._made: dict[str, _Made] = {}
        self._names: dict[tuple[str, str], str | None] = {}
        self._hidden: frozenset[str] = frozenset()

    def document(self) -> bytes:
        """Return the new document; what is left out is taken down meanwhile."""
        package = _Made("")
        relationships = self._old.relationships("")
        followed = self._followed(("document", *OF_PACKAGE), relationships, package)
        if PARTS["document"].file not in self._made:
            raise why_no_document(relationships)
        self._leave_rest(relationships, followed, PACKAGE)
        return _packed(package, self._made)

    # ---- Parts

    def _carried(self, kind: str, old: str) -> str:
        """Return the name of the new part that an old one becomes; it is made the first time it is asked for."""
        known = self._names.get((kind, old))
        if known is not None:
            return known
        part = PARTS[kind]
        name = part.file.format(sum(1 for made, _ in self._names if made == kind) + 1)
        if name in self._made:
            raise UnfitError(NOT_WHOLE)  # two parts of a kind that a document has one of
        self._names[kind, old] = name
        made = self._made[name] = _Made(part.content_type)
        made.data = written(self._copied(old, _Copying(part, self._old.relationships(old), made)))
        return name

    def _copied(self, old: str, copying: _Copying) -> Element:
        part = copying.part
        tree = self._old.tree(old, part)
        copying.followed = self._followed(part.has, copying.relationships, copying.made)
        if part is PARTS["styles"]:
            self._hidden = hidden_styles(tree)
        sieve = Sieve(part, lambda known, kind: self._referred(copying, known, kind), self._told, self._hidden)
        root = sieve.sieved(tree)
        settle_fields(root, lambda kind: self._told.add(kind, part.place))
        if _has_personal_number(_texts(root)):
            raise _personal(part.place)
        self._leave_rest(copying.relationships, copying.followed, part.place)
        return root

    def _followed(self, kinds: Sequence[str], relationships: Relationships, made: _Made) -> set[str]:
        """Carry the parts of some kinds that relationships lead to, in the order of the kinds; return their ids."""
        followed: set[str] = set()
        for kind in kinds:
            leading = [
                known for known, one in relationships.items() if one.kind == PARTS[kind].relationship and one.target
            ]
            for known in leading:
                made.relate(PARTS[kind].relationship, self._carried(kind, relationships[known].target))
            followed.update(leading)
        return followed

    def _referred(self, copying: _Copying, known: str, kind: str) -> str | None:
        """Return the new id of a relationship, or None where the old one leads to nothing that is fit."""
        is_picture = kind in _UNFIT
        asked = IMAGE if is_picture else PARTS[kind].relationship
        one = copying.relationships.get(known, _NONE)
        may_show = ("image" if is_picture else kind) in copying.part.shows
        carry = self._picture if is_picture else self._carried
        name = carry(kind, one.target) if may_show and one.target and one.kind == asked else None
        if name is None:
            self._told.add(_UNFIT.get(kind, left_out.UNKNOWN), copying.part.place)
            return None
        copying.followed.add(known)
        return copying.made.relate(asked, name)

    def _picture(self, kind: str, old: str) -> str | None:
        """Return the name of a new picture, or None where the old one is not fit."""
        if (kind, old) not in self._names:
            self._names[kind, old] = self._named(self._old.picture(old, is_svg=kind == "svg"))
        return self._names[kind, old]

    def _named(self, picture: LetterheadPicture | None) -> str | None:
        if picture is None or picture.pixels > self._pixels:
            return None
        if picture.has_personal_number:
            raise _personal(message("a picture"))
        self._pixels -= picture.pixels
        number = sum(1 for name in self._made if name.startswith("word/media/")) + 1
        name = f"word/media/image{number}.{picture.ending}"
        self._made[name] = _Made(picture.content_type, picture.data)
        return name

    def _leave_rest(self, relationships: Relationships, followed: set[str], place: Message) -> None:
        for known, one in relationships.items():
            if known not in followed:
                self._leave(one, place)

    def _leave(self, one: Relationship, place: Message) -> None:
        """Take down what a relationship led to, but for what does not show on a page."""
        name = one.kind.rpartition("/")[2]
        if one.kind == IMAGE:
            self._leave_picture(one.target, place)
        elif name not in SILENT_RELATIONSHIPS:
            self._told.add(KINDS_OF_RELATIONSHIPS.get(name, left_out.UNKNOWN), place)

    def _leave_picture(self, old: str, place: Message) -> None:
        """Take down a picture from outside, or one that is not fit; one that is fit, nothing shows."""
        if not old:
            self._told.add(left_out.OUTSIDE_PICTURES, place)
        elif self._old.picture(old, is_svg=False) is None:
            self._told.add(left_out.PICTURES, place)


# ---- The new file


def _packed(package: _Made, made: Mapping[str, _Made]) -> bytes:
    """Return parts as a zip file; it is not packed tightly, as it is read at once and thrown away."""
    types = {name: one.content_type for name, one in made.items()}
    files = {"[Content_Types].xml": _types_written(types), "_rels/.rels": _relationships_written(package, "")}
    for name, one in made.items():
        folder, file = posixpath.split(name)
        files[name] = one.data
        if one.relationships:
            files[f"{folder}/_rels/{file}.rels"] = _relationships_written(one, folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _personal(place: Message) -> UnfitError:
    return UnfitError(message("it contains a personal identity number, in {place}: remove it", place=place))


def _has_personal_number(texts: Iterable[str]) -> bool:
    """Return whether a number is certain in a text, or its halves stand on both sides of a tab or a break."""
    for text in texts:
        if any(number.is_certain for number in personal_numbers(text)):
            return True
        pieces = text.replace("\t", "\n").split("\n")
        if any(without_halves(before, after, is_list=False) for before, after in pairwise(pieces)):
            return True
    return False


def _texts(root: Element) -> Iterator[str]:
    """Give what can be read in a part: all paragraphs, whatever runs they are parted into; codes of fields; names."""
    paragraphs: list[str] = []
    for element in root.iter():
        if element.tag == "w:p":
            paragraphs.append("".join(map(_shown, element.iter())))
        elif element.tag != "w:t":
            yield element.text or ""
        yield from (value for name, value in element.items() if name in _NAMES)
    yield "\n".join(paragraphs)


def _shown(element: Element) -> str:
    if element.tag != "w:sym":
        return _SIGNS.get(element.tag, element.text or "")
    code = int(element.get("w:char", "") or "0", 16)
    return chr(code - _SYMBOLS if code in range(_SYMBOLS, _SYMBOLS + 256) else code)


_SYMBOLS = 0xF000
"""Where the characters of a symbol font stand, in the order of ASCII."""
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:instrText": ""}
"""What is seen of elements without text, and of the code of a field."""
_NAMES = frozenset({"alt", "descr", "id", "name", "o:title", "title", "w:name", "w:styleId", "w:val"})
"""The attributes that say what pictures show, or what things are called."""


def _types_written(types: Mapping[str, str]) -> bytes:
    root = Element("ct:Types")
    root.append(Element("ct:Default", {"Extension": "rels", "ContentType": _OF_RELATIONSHIPS}))
    for name, kind in types.items():
        root.append(Element("ct:Override", {"PartName": f"/{name}", "ContentType": kind}))
    return written(root, "ct")


def _relationships_written(one: _Made, folder: str) -> bytes:
    root = Element("rel:Relationships")
    for target, (known, kind) in one.relationships.items():
        path = posixpath.relpath(target, folder) if folder else target
        root.append(Element("rel:Relationship", {"Id": known, "Type": kind, "Target": path}))
    return written(root, "rel")
