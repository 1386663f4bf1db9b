"""An untrusted Word document, rebuilt as a letterhead, or the reason why it cannot be one.

A .docx is a zip file. Its sizes and names are checked in the list of its contents before anything is unpacked, and no
part is unpacked further than the size in that list. Nothing of the old file is copied as it is except EMF and WMF
pictures: parts get new names, relationships new ids, XML is written anew, and other pictures lose what is not drawn.
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
    PACKAGE,
    PARTS,
    PROPERTY_PARTS,
    SILENT_RELATIONSHIPS,
    PackagePart,
)
from anhorig_cli.loading.letterhead.fields import settle_fields
from anhorig_cli.loading.letterhead.left_out import NOT_WHOLE, LeftOut, UnfitError
from anhorig_cli.loading.letterhead.package import OldPackage, Relationship, Relationships, why_no_document
from anhorig_cli.loading.letterhead.pictures import MOST_PIXELS_IN_ALL, LetterheadPicture
from anhorig_cli.loading.letterhead.sieve import Sieve, hidden_styles
from anhorig_cli.loading.letterhead.trees import to_xml
from anhorig_cli.personal_number import personal_numbers, without_split_number
from anhorig_cli.source import Message, message

LARGEST_FILE = 10_000_000
LARGEST_UNPACKED = 40_000_000
MOST_PARTS = 2000
LONGEST_NAME = 255
TIGHTEST = 200
"""The highest compression ratio allowed: text is compressed to a tenth, and pictures hardly at all."""
_SMALL = 1_000_000
"""The size in bytes of an unpacked document up to which any compression ratio is allowed."""

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
"""What `zipfile` raises for a file that is truncated, damaged or made to deceive."""
_ALLOWED_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_FILE_TYPE_BITS = 0o170000
_SYMBOLIC_LINK = 0o120000
_OLD_WORD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A Word document that a report may be put in, and a sentence for each kind of content that was left out of it."""

    data: bytes
    left_out: tuple[Message, ...]


def read_letterhead(name: str) -> Letterhead:
    """Return the letterhead made from the file `name`.

    Raises:
        CannotWorkError: if it cannot be read, is not a Word document, or cannot be made into a letterhead.
    """
    data = read_named(name, LARGEST_FILE)
    if isinstance(data, Diagnostic):
        raise CannotWorkError(message("{file}: {reason}", file=name, reason=data.sentence))
    left_out = LeftOut()
    try:
        document = _Rebuilding(OldPackage(_unpacked(data)), left_out).document()
    except UnfitError as unfit:
        text = message("{file} cannot be the letterhead: {reason}", file=name, reason=unfit.reason)
        raise CannotWorkError(text) from None
    return Letterhead(document, left_out.messages(name))


def _unpacked(data: bytes) -> Mapping[str, bytes]:
    """Return the content of each part of a document, by name."""
    if len(data) > LARGEST_FILE:
        raise UnfitError(message("it is larger than {most} MB", most=LARGEST_FILE // 10**6))
    if data.startswith(_OLD_WORD):
        raise UnfitError(message("it is an older or a protected Word document; save it as .docx, without a password"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_contents(entries, len(data))
            return {entry.filename: _content(archive, entry) for entry in entries}
    except _BROKEN:
        raise UnfitError(NOT_WHOLE) from None


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the content of a part, unpacked up to its declared size only.

    `ZipFile.read` would unpack all of it before comparing the sizes.
    """
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _check_contents(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Check the list of contents, before anything is unpacked; raise an `UnfitError` if the file must be refused."""
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
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if not _is_inside(name) or len(name) > LONGEST_NAME:
        part = name[:LONGEST_NAME]
        raise UnfitError(message("it has a part that leads outside it: {part}", part=part))
    if entry.compress_type not in _ALLOWED_COMPRESSION:
        raise UnfitError(NOT_WHOLE)
    if entry.flag_bits & _ENCRYPTED or (entry.external_attr >> 16) & _FILE_TYPE_BITS == _SYMBOLIC_LINK:
        raise UnfitError(message("it has a part that is locked or a link: {part}", part=name))


def _is_inside(name: str) -> bool:
    return "\\" not in name and ":" not in name and not name.startswith("/") and ".." not in PurePosixPath(name).parts


# A new document from the parts of the old one, with only what `allowed` names.


_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_NO_RELATIONSHIP = Relationship("", "")
_LEFT_OUT_PICTURES = {"image": left_out.PICTURES, "svg": left_out.SVG}


@dataclass(slots=True)
class _NewPart:
    """A part of the new document; `relationships` holds the id and type of each relationship, by its target's name."""

    content_type: str
    data: bytes = b""
    relationships: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])

    def relate(self, kind: str, target: str) -> str:
        """Return the id of the relationship to the part `target`, created on the first call."""
        return self.relationships.setdefault(target, (f"rId{len(self.relationships) + 1}", kind))[0]


@dataclass(slots=True)
class _Copying:
    """A part that is being copied: its kind, its relationships, which of them were followed, and the new part."""

    part: PackagePart
    relationships: Relationships
    new: _NewPart
    followed: set[str] = field(default_factory=set[str])


class _Rebuilding:
    """Builds the new document: holds the new parts so far, and the new name of each old part.

    Its methods raise an `UnfitError` if the old document is incomplete, exceeds a limit, or would become misleading.
    """

    def __init__(self, old: OldPackage, left_out: LeftOut) -> None:
        self._old = old
        self._left_out = left_out
        self._pixels_left = MOST_PIXELS_IN_ALL
        self._new_parts: dict[str, _NewPart] = {}
        self._new_names: dict[tuple[str, str], str | None] = {}
        self._hidden_styles: frozenset[str] = frozenset()

    def document(self) -> bytes:
        """Return the new document; what is left out is recorded."""
        package = _NewPart("")
        relationships = self._old.relationships("")
        followed = self._copy_related(("document", *PROPERTY_PARTS), relationships, package)
        if PARTS["document"].file not in self._new_parts:
            raise why_no_document(relationships)
        self._leave_rest(relationships, followed, PACKAGE)
        return _packed(package, self._new_parts)

    # ---- Parts

    def _new_name(self, kind: str, old: str) -> str:
        """Return the name of the new part for the old part `old`, which is copied on the first call."""
        known = self._new_names.get((kind, old))
        if known is not None:
            return known
        part = PARTS[kind]
        name = part.file.format(sum(1 for copied, _ in self._new_names if copied == kind) + 1)
        if name in self._new_parts:
            raise UnfitError(NOT_WHOLE)  # two parts of a kind that a document has only one of
        self._new_names[kind, old] = name
        new = self._new_parts[name] = _NewPart(part.content_type)
        new.data = to_xml(self._copied(old, _Copying(part, self._old.relationships(old), new)))
        return name

    def _copied(self, old: str, copying: _Copying) -> Element:
        part = copying.part
        tree = self._old.tree(old, part)
        copying.followed = self._copy_related(part.has, copying.relationships, copying.new)
        if part is PARTS["styles"]:
            self._hidden_styles = hidden_styles(tree)
        sieve = Sieve(part, lambda id_, kind: self._new_id(copying, id_, kind), self._left_out, self._hidden_styles)
        root = sieve.sieved(tree)
        settle_fields(root, lambda kind: self._left_out.add(kind, part.place))
        if _has_personal_number(_texts(root)):
            raise _personal_number_in(part.place)
        self._leave_rest(copying.relationships, copying.followed, part.place)
        return root

    def _copy_related(self, kinds: Sequence[str], relationships: Relationships, new: _NewPart) -> set[str]:
        """Copy the related parts of these kinds, kind by kind, and relate `new` to them.

        Returns:
            The ids of the relationships that were followed.
        """
        followed: set[str] = set()
        for kind in kinds:
            ids = [id_ for id_, one in relationships.items() if one.kind == PARTS[kind].relationship and one.target]
            for id_ in ids:
                new.relate(PARTS[kind].relationship, self._new_name(kind, relationships[id_].target))
            followed.update(ids)
        return followed

    def _new_id(self, copying: _Copying, id_: str, kind: str) -> str | None:
        """Return the new id of the relationship `id_`, or None if it leads to nothing that is allowed."""
        is_picture = kind in _LEFT_OUT_PICTURES
        expected = IMAGE if is_picture else PARTS[kind].relationship
        one = copying.relationships.get(id_, _NO_RELATIONSHIP)
        may_show = ("image" if is_picture else kind) in copying.part.shows
        new_name = self._new_picture_name if is_picture else self._new_name
        name = new_name(kind, one.target) if may_show and one.target and one.kind == expected else None
        if name is None:
            self._left_out.add(_LEFT_OUT_PICTURES.get(kind, left_out.UNKNOWN), copying.part.place)
            return None
        copying.followed.add(id_)
        return copying.new.relate(expected, name)

    def _new_picture_name(self, kind: str, old: str) -> str | None:
        """Return the name of the new picture for the old one, or None if the old one is not allowed."""
        if (kind, old) not in self._new_names:
            self._new_names[kind, old] = self._add_picture(self._old.picture(old, is_svg=kind == "svg"))
        return self._new_names[kind, old]

    def _add_picture(self, picture: LetterheadPicture | None) -> str | None:
        if picture is None or picture.pixels > self._pixels_left:
            return None
        if picture.has_personal_number:
            raise _personal_number_in(message("a picture"))
        self._pixels_left -= picture.pixels
        number = sum(1 for name in self._new_parts if name.startswith("word/media/")) + 1
        name = f"word/media/image{number}.{picture.ending}"
        self._new_parts[name] = _NewPart(picture.content_type, picture.data)
        return name

    def _leave_rest(self, relationships: Relationships, followed: set[str], place: Message) -> None:
        for id_, one in relationships.items():
            if id_ not in followed:
                self._leave(one, place)

    def _leave(self, one: Relationship, place: Message) -> None:
        """Record that a relationship's target is left out, unless it does not show on a page."""
        name = one.kind.rpartition("/")[2]
        if one.kind == IMAGE:
            self._leave_picture(one.target, place)
        elif name not in SILENT_RELATIONSHIPS:
            self._left_out.add(KINDS_OF_RELATIONSHIPS.get(name, left_out.UNKNOWN), place)

    def _leave_picture(self, old: str, place: Message) -> None:
        """Record a picture that is outside the file or not allowed; an allowed one was merely unused."""
        if not old:
            self._left_out.add(left_out.OUTSIDE_PICTURES, place)
        elif self._old.picture(old, is_svg=False) is None:
            self._left_out.add(left_out.PICTURES, place)


# ---- The new file


def _packed(package: _NewPart, parts: Mapping[str, _NewPart]) -> bytes:
    """Return parts as a zip file; it is not compressed, since it is read at once and thrown away."""
    types = {name: one.content_type for name, one in parts.items()}
    files = {"[Content_Types].xml": _types_written(types), "_rels/.rels": _relationships_written(package, "")}
    for name, one in parts.items():
        folder, file = posixpath.split(name)
        files[name] = one.data
        if one.relationships:
            files[f"{folder}/_rels/{file}.rels"] = _relationships_written(one, folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _personal_number_in(place: Message) -> UnfitError:
    return UnfitError(message("it contains a personal identity number, in {place}: remove it", place=place))


def _has_personal_number(texts: Iterable[str]) -> bool:
    """Return whether a text contains a certain personal number, or its two halves around a tab or a line break."""
    for text in texts:
        if any(number.is_certain for number in personal_numbers(text)):
            return True
        pieces = text.replace("\t", "\n").split("\n")
        if any(without_split_number(before, after, is_list=False) for before, after in pairwise(pieces)):
            return True
    return False


def _texts(root: Element) -> Iterator[str]:
    """Yield the readable text of a part: attributes with names, field codes, and all paragraphs, their runs joined."""
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
        return _SHOWN_AS.get(element.tag, element.text or "")
    code = int(element.get("w:char", "") or "0", 16)
    return chr(code - _SYMBOLS if code in range(_SYMBOLS, _SYMBOLS + 256) else code)


_SYMBOLS = 0xF000
"""The first code point of a symbol font's characters, which are in the order of ASCII."""
_SHOWN_AS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:instrText": ""}
"""The text that elements without text, and field codes, show in a paragraph."""
_NAMES = frozenset({"alt", "descr", "id", "name", "o:title", "title", "w:name", "w:styleId", "w:val"})
"""The attributes with names, and with descriptions of pictures."""


def _types_written(types: Mapping[str, str]) -> bytes:
    root = Element("ct:Types")
    root.append(Element("ct:Default", {"Extension": "rels", "ContentType": _RELATIONSHIPS_TYPE}))
    for name, kind in types.items():
        root.append(Element("ct:Override", {"PartName": f"/{name}", "ContentType": kind}))
    return to_xml(root, "ct")


def _relationships_written(one: _NewPart, folder: str) -> bytes:
    root = Element("rel:Relationships")
    for target, (id_, kind) in one.relationships.items():
        path = posixpath.relpath(target, folder) if folder else target
        root.append(Element("rel:Relationship", {"Id": id_, "Type": kind, "Target": path}))
    return to_xml(root, "rel")
