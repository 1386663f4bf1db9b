"""Inspecting an untrusted workbook, its parts and their size, before a workbook library reads it.

A workbook that passes is repacked, so that exactly what was inspected is read.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.workbook_cells import DAMAGED, CellStyles, RefusedWorkbookError, SheetCells
from anhorig_cli.source import Message, message

_Start = Callable[[str, dict[str, str]], None]
MOST_BYTES = 8 << 20
_MOST_UNPACKED = 8 << 20
_MOST_PARTS = 300
_MOST_ELEMENTS = 200_000
_MOST_CELLS = 200_000
"""The largest total area of the sheets, rows times columns: the library allocates every cell."""
_MOST_SHEETS = 30
_MOST_DEPTH = 100
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_COMPRESSION_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORKBOOK = "xl/workbook.xml"
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/)?(?:workbook|styles|sharedStrings)\.xml(?:\.rels)?"
)
_EXTERNAL_LINKS = message("it refers to other files: break the links, and save it again")
_ACTIVE = (
    (r"vbaproject|macrosheets?/|/vba", message("it has macros: save it as .xlsx without them")),
    (r"externallinks?/|connections\.xml|querytables?/", _EXTERNAL_LINKS),
    (
        r"embeddings/|activex/|ctrlprops/",
        message("it has other files or controls in it: remove them, and save it again"),
    ),
    (r"workbook\.bin$", message("it is a binary workbook: save it as .xlsx")),
)
_TYPES_OF_ACTIVE = (
    r"macroenabled|vbaproject|macrosheet",
    r"externallink|connections\+|querytable",
    r"oleobject|activex|ctrlprop|officedocument\.package",
    r"sheet\.binary",
)
"""The content types of the same kinds of part, in the same order, since a part may have any name."""


class Oddity(NamedTuple):
    """Something in a sheet that must not be read as it is; `area` is a cell or a range of merged cells."""

    sheet: str
    area: str
    text: Message


@dataclass(slots=True)
class InspectedWorkbook:
    """A workbook that may be read: its repacked bytes, the titles of its sheets, and the oddities in them.

    `beside` are comments, pictures and text boxes on the sheets, which a reader of cells does not see. `percents` and
    `months` are the cells, by sheet and name, whose number is formatted as a percentage or whose date as a month.
    """

    data: bytes = b""
    sheets: list[str] = field(default_factory=list[str])
    oddities: list[Oddity] = field(default_factory=list[Oddity])
    beside: list[Oddity] = field(default_factory=list[Oddity])
    percents: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    months: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


def inspect(name: str, data: bytes) -> InspectedWorkbook:
    """Return a workbook that may be read.

    Raises:
        CannotWorkError: if it is not a workbook, or contains something that must not be read.
    """
    try:
        return _Inspection(_parts(data)).inspected()
    except RefusedWorkbookError as refused:
        raise CannotWorkError(message("{file}: {why}", file=name, why=refused.message)) from None


_TOO_LARGE = message("it contains too much: about 50,000 filled cells can be read; save larger tables as CSV")


def _parts(data: bytes) -> dict[str, bytes]:
    """Return the XML parts of the file, by name."""
    if data.startswith(_OLD_FORMAT):
        raise RefusedWorkbookError(
            message("it has a password, or is in the old format (.xls): save it as .xlsx without one")
        )
    if len(data) > MOST_BYTES:
        raise RefusedWorkbookError(message("the file is too large: at most 8 MiB"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, OSError):
        raise RefusedWorkbookError(message("it is not an Excel workbook (.xlsx)")) from None


def _unpacked_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    names = [one.filename for one in members]
    if len(members) > _MOST_PARTS or sum(one.file_size for one in members) > _MOST_UNPACKED:
        raise RefusedWorkbookError(_TOO_LARGE)
    if len(set(map(str.casefold, names))) < len(names):
        raise RefusedWorkbookError(DAMAGED)
    for member in members:
        _check_member(member)
    parts = _xml_parts(archive, [name for name in names if name.lower().endswith((".xml", ".rels"))])
    if _WORKBOOK not in parts:
        raise RefusedWorkbookError(message("it is not an Excel workbook (.xlsx)"))
    return parts


def _xml_parts(archive: zipfile.ZipFile, names: Iterable[str]) -> dict[str, bytes]:
    bytes_left = _MOST_UNPACKED
    parts: dict[str, bytes] = {}
    for name in names:
        with archive.open(name) as part:
            parts[name] = part.read(bytes_left + 1)
        bytes_left -= len(parts[name])
        if bytes_left < 0:  # the parts are larger than their declared sizes
            raise RefusedWorkbookError(_TOO_LARGE)
    return parts


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & _ENCRYPTED:
        raise RefusedWorkbookError(message("it has a password: save it without one"))
    if (
        name.startswith("/")
        or "\\" in name
        or ".." in name.split("/")
        or member.compress_type not in _COMPRESSION_METHODS
    ):
        raise RefusedWorkbookError(DAMAGED)
    for pattern, why in _ACTIVE:
        if re.search(pattern, name, re.IGNORECASE):
            raise RefusedWorkbookError(why)


class _Related(NamedTuple):
    """A relationship to another part: its id, the kind of that part, its name, and whether it is outside the file."""

    id: str
    kind: str
    name: str
    is_outside: bool


class _Inspection:
    """Inspects the XML of a workbook."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._elements_left = _MOST_ELEMENTS
        self._found = InspectedWorkbook()

    def inspected(self) -> InspectedWorkbook:
        self._check_content_types()
        styles = CellStyles()
        if "xl/styles.xml" in self._parts:
            self._read("xl/styles.xml", styles.start)
        sheets = self._sheets()
        cells_left = _MOST_CELLS
        for name, part in sheets.items():
            cells = SheetCells(cells_left)
            self._read(part, cells.start)
            self._add_cells(name, cells, styles)
            self._add_beside(name, part)
            cells_left = cells.left
        for name in self._parts:
            if _NEEDED.fullmatch(name) and name != "xl/styles.xml":
                self._read(name, _ignore)
        self._found.data, self._found.sheets = self._packed(sheets), list(sheets)
        return self._found

    def _check_content_types(self) -> None:
        types: list[str] = []

        def start(_tag: str, attributes: dict[str, str]) -> None:
            types.append(attributes.get("ContentType", ""))

        if "[Content_Types].xml" not in self._parts:
            raise RefusedWorkbookError(message("it is not an Excel workbook (.xlsx)"))
        self._read("[Content_Types].xml", start)
        for pattern, (_, why) in zip(_TYPES_OF_ACTIVE, _ACTIVE, strict=True):
            if any(re.search(pattern, one, re.IGNORECASE) for one in types):
                raise RefusedWorkbookError(why)

    def _sheets(self) -> dict[str, str]:
        """Return the part of each sheet, by title; raise if a relationship leads out of the file."""
        related = self._related("xl/_rels/workbook.xml.rels", "xl")
        if any(one.is_outside for one in related):
            raise RefusedWorkbookError(_EXTERNAL_LINKS)
        parts = {one.id: one.name for one in related}
        sheets: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.rpartition(":")[2] != "sheet":
                return
            title = attributes.get("name", "")
            id_ = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            if title in sheets or parts.get(id_, "") not in self._parts:
                raise RefusedWorkbookError(DAMAGED)
            sheets[title] = parts[id_]

        self._read(_WORKBOOK, start)
        if len(sheets) > _MOST_SHEETS:
            raise RefusedWorkbookError(_TOO_LARGE)
        return sheets

    def _related(self, part: str, folder: str) -> list[_Related]:
        """Return the relationships listed in `part`, if it exists; their targets are relative to `folder`."""
        found: list[_Related] = []

        def start(_tag: str, attributes: dict[str, str]) -> None:
            kind = attributes.get("Type", "").rpartition("/")[2].lower()
            name = posixpath.normpath(posixpath.join(folder, attributes.get("Target", ""))).lstrip("/")
            is_outside = attributes.get("TargetMode", "").lower() == "external"
            found.append(_Related(attributes.get("Id", ""), kind, name, is_outside))

        if part in self._parts:
            self._read(part, start)
        return found

    def _add_beside(self, sheet: str, part: str) -> None:
        """Record the comments, pictures and text boxes on a sheet."""
        remarks: dict[str, Message] = {}

        def commented(_tag: str, attributes: dict[str, str]) -> None:
            if re.fullmatch(r"[A-Z]{1,3}[0-9]{1,7}", attributes.get("ref", "")):
                remarks[attributes["ref"]] = _COMMENT

        folder, _, name = part.rpartition("/")
        for one in self._related(f"{folder}/_rels/{name}.rels", f"/{folder}"):
            if one.kind in {"comments", "threadedcomment"} and one.name in self._parts:
                self._read(one.name, commented)
            elif one.kind == "drawing":
                remarks.setdefault("A1", _DRAWN)
        self._found.beside += [Oddity(sheet, cell, text) for cell, text in remarks.items()]

    def _add_cells(self, sheet: str, cells: "SheetCells", styles: "CellStyles") -> None:
        self._found.oddities += [Oddity(sheet, area, text) for area, text in cells.oddities]
        for name, style in cells.numbers:
            if style in styles.percents:
                self._found.percents.add((sheet, name))
            if style in styles.months:
                self._found.months.add((sheet, name))

    def _read(self, part: str, start: _Start) -> None:
        """Parse the XML of a part, with `start` called for each element.

        Raises:
            RefusedWorkbookError: if it has a document type, is not well-formed, or has too many or too deep elements.
        """
        parser = expat.ParserCreate()
        depth = 0

        def opened(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self._elements_left -= 1
            if self._elements_left < 0 or depth > _MOST_DEPTH:
                raise RefusedWorkbookError(_TOO_LARGE)
            start(tag, attributes)

        def closed(_tag: str) -> None:
            nonlocal depth
            depth -= 1

        def declared(*_: object) -> None:
            raise RefusedWorkbookError(DAMAGED)

        parser.StartElementHandler, parser.EndElementHandler = opened, closed
        parser.StartDoctypeDeclHandler = declared
        try:
            parser.Parse(self._parts[part], True)
        except (expat.ExpatError, ValueError):
            raise RefusedWorkbookError(DAMAGED) from None

    def _packed(self, sheets: Mapping[str, str]) -> bytes:
        data = io.BytesIO()
        kept = set(sheets.values())
        with zipfile.ZipFile(data, "w") as archive:
            for name, content in self._parts.items():
                if name in kept or _NEEDED.fullmatch(name):
                    archive.writestr(name, content)
        return data.getvalue()


def _ignore(_tag: str, _attributes: dict[str, str]) -> None:
    return


_COMMENT = message("the cell has a comment, which is not read: write it in a cell for answers")
_DRAWN = message("a picture or a text box on the sheet is not read: write it in a cell for answers")
