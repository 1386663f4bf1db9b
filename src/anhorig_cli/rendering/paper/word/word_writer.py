"""Writing a document as a Word file, in the tool's own letterhead or a municipality's."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.hdrftr import FooterPart, HeaderPart

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.rendering.paper.document import PaperDocument
from anhorig_cli.rendering.paper.word.blocks import write_blocks
from anhorig_cli.rendering.paper.word.styles import (
    Numbering,
    Setting,
    Styles,
    as_word_colour,
    element,
    plain,
    text_element,
)
from anhorig_cli.source import message
from anhorig_cli.views.appearance import LIGHT

_FOLDER = Path(__file__).parent / "letterhead"
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/footer1.xml": "footer.xml",
}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time in a zip file, which is used for every part."""
_UNIX = 3
_MODE = 0o600 << 16


def built_in_letterhead() -> bytes:
    """Return the tool's own letterhead: A4, with page numbers, and every style that a report needs."""
    return _packed({part: (_FOLDER / file).read_bytes() for part, file in _PARTS.items()})


def repacked(data: bytes) -> bytes:
    """Return a zip file with the same parts, without traces of when and where it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _packed({name: archive.read(name) for name in archive.namelist()})


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _MODE
            archive.writestr(entry, data)
    return file.getvalue()


_FONT_SIZES = 0.82
_SPACING = 0.5
_MARGINS = 0.75


def set_densely(word: WordDocument) -> None:
    """Reduce a document's font sizes, paragraph spacing and margins."""
    styles = word.styles.element
    for size in styles.iter(qn("w:sz"), qn("w:szCs")):
        _scale(size, _FONT_SIZES, "w:val")
    for spacing in styles.iter(qn("w:spacing")):
        _scale(spacing, _SPACING, "w:before", "w:after")
    for margins in word.element.iter(qn("w:pgMar")):
        _scale(margins, _MARGINS, "w:top", "w:bottom")


def _scale(element: BaseOxmlElement, factor: float, *attributes: str) -> None:
    for name in attributes:
        value = element.get(qn(name))
        if value is not None:
            element.set(qn(name), str(round(int(value) * factor)))


_LANGUAGE_TAGS = {"sv": "sv-SE", "en": "en-GB"}
_LONGEST_PROPERTY = 255


def to_word(
    document: PaperDocument,
    day: date,
    letterhead: bytes | None = None,
    fields: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return a document as a Word file; the same arguments give the same bytes.

    Args:
        document: the document.
        day: the date in the file's properties.
        letterhead: the municipality's Word template; by default the tool's own.
        fields: the values of the letterhead's fields.

    Raises:
        CannotWorkError: the letterhead's marker is in a place where no report can be.
    """
    built_in = docx.Document(io.BytesIO(built_in_letterhead()))
    _set_face(built_in, document)
    word = docx.Document(io.BytesIO(letterhead)) if letterhead else built_in
    tag = _LANGUAGE_TAGS.get(document.language, document.language)
    setting = Setting(
        word.part,
        Styles(word, built_in),
        Numbering(word),
        tag if letterhead else "",
        as_word_colour(document.accent),
        width_of_text(word),
    )
    if letterhead is None:
        for language in word.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), tag)
        if document.dense:
            set_densely(word)
        _name_in_footer(word, document.title)
    fill_fields(word, {**fields, REPORT: document.title})
    insert_at_marker(write_blocks(document.blocks, setting), word)
    _number_pictures(word)
    _set_properties(word, document, day)
    file = io.BytesIO()
    word.save(file)
    return repacked(file.getvalue())


def _name_in_footer(word: WordDocument, title: str) -> None:
    """Write the title, which includes the day, before the page number in the tool's own letterhead."""
    for section in word.sections:
        for paragraph in section.footer.paragraphs[:1]:
            paragraph.paragraph_format.element.insert(1, element("w:r", text_element(f"{title}  ·  ")))


def _set_face(built_in: WordDocument, document: PaperDocument) -> None:
    """Set the colour and the typeface of a document in the styles of the tool's own letterhead."""
    styles = built_in.styles.element
    for colour in styles.iter(qn("w:color")):
        if colour.get(qn("w:val")) == as_word_colour(LIGHT.accent):
            colour.set(qn("w:val"), as_word_colour(document.accent))
    (defaults,) = styles.findall(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")) if document.typeface else ():
        for name in fonts.keys():  # noqa: SIM118 - lxml's elements have keys, and are iterated as their children
            fonts.set(name, document.typeface)


def _number_pictures(word: WordDocument) -> None:
    """Set a unique id on every picture, including those of the letterhead and its headers and footers."""
    package = word.part.package
    all_parts = package.iter_parts() if package is not None else ()
    parts = [part for part in all_parts if isinstance(part, XmlPart)]
    pictures = (picture for part in parts for picture in part.element.iter(qn("wp:docPr")))
    for number, picture in enumerate(pictures, 1):
        picture.set("id", str(number))


def _set_properties(word: WordDocument, document: PaperDocument, day: date) -> None:
    """Set the file's properties: without any person's name, even a letterhead's author, or any time except the day."""
    properties = word.core_properties
    properties.title = plain(document.title)[:_LONGEST_PROPERTY]
    properties.language = document.language
    properties.created = properties.modified = datetime.combine(day, time())
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.revision = 1


# The fields of a letterhead, such as `[DIARIENUMMER]`, which are filled in the body, headers and footers.


REPORT = "report"
"""The field that is the place of the report in the body, and its title in headers and footers."""
_NAMES = {
    "ärende": "matter",
    "diarienummer": "registry_number",
    "datum": "date",
    "sammanträde": "meeting",
    "nämnd": "committee",
    "rapport": REPORT,
    "matter": "matter",
    "registry number": "registry_number",
    "date": "date",
    "meeting": "meeting",
    "committee": "committee",
    "report": REPORT,
}
"""For the name of each field in a letterhead, in lower case, the key of its value."""
_FIELD = re.compile(rf"\[({'|'.join(_NAMES)})\]", re.IGNORECASE)


def fill_fields(word: WordDocument, values: Mapping[str, str]) -> None:
    """Fill the fields of a letterhead that have a value; the others are unchanged.

    Args:
        word: the letterhead, before the report is inserted.
        values: the value of each field that has one; that of `report` is for headers and footers.
    """
    for paragraph, is_body in _paragraphs(word):
        _fill_paragraph(paragraph, {name: value for name, value in values.items() if not (is_body and name == REPORT)})


def fields_in(letterhead: bytes) -> dict[str, str]:
    """Return the fields of a letterhead: the key of each, and the field as written."""
    found: dict[str, str] = {}
    for paragraph, is_body in _paragraphs(docx.Document(io.BytesIO(letterhead))):
        text = "".join(part.text or "" for part in _text_elements(paragraph))
        for field in _FIELD.finditer(text):
            name = _NAMES[field[1].casefold()]
            if not (is_body and name == REPORT):
                found.setdefault(name, field[0])
    return found


def _paragraphs(word: WordDocument) -> Iterator[tuple[BaseOxmlElement, bool]]:
    """Yield the paragraphs of the body, headers and footers, and whether each is in the body."""
    for paragraph in word.element.iter(qn("w:p")):
        yield paragraph, True
    package = word.part.package
    for part in package.iter_parts() if package is not None else ():
        if isinstance(part, HeaderPart | FooterPart):
            for paragraph in part.element.iter(qn("w:p")):
                yield paragraph, False


def _text_elements(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Return the text elements of a paragraph, without those of text boxes in it, which have their own paragraphs."""
    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p"))) is paragraph]


def _fill_paragraph(paragraph: BaseOxmlElement, values: Mapping[str, str]) -> None:
    """Replace the fields of a paragraph by their values; Word may have split a field into many runs."""
    parts = _text_elements(paragraph)
    whole = "".join(part.text or "" for part in parts)
    for field in reversed(list(_FIELD.finditer(whole))):
        value = values.get(_NAMES[field[1].casefold()])
        if value:
            _replace(parts, field.start(), field.end(), plain(value))


def _replace(parts: list[BaseOxmlElement], start: int, end: int, value: str) -> None:
    """Replace a span of the parts' joined text; the value goes into the part in which the span begins."""
    offset = 0
    for part in parts:
        text = part.text or ""
        first, last = max(start - offset, 0), min(end - offset, len(text))
        if first < last:
            part.text = text[:first] + (value if start >= offset else "") + text[last:]
            part.set(qn("xml:space"), "preserve")
        offset += len(text)


# The place of the report in a letterhead: at its marker, or last.


MARKERS = ("[rapport]", "[report]")
"""The text of the paragraph that is replaced by the report, in lower case."""

_ONLY_FOR_TEXT = (
    "w:text",
    "w:date",
    "w:comboBox",
    "w:dropDownList",
    "w:picture",
    "w:dataBinding",
    "w:showingPlcHdr",
    "w:temporary",
    "w:lock",
)


def insert_at_marker(blocks: Sequence[BaseOxmlElement], document: WordDocument) -> None:
    """Insert blocks in place of the marker in a document, or last if it has none.

    Raises:
        CannotWorkError: there are several markers, or one is not in a paragraph of its own.
    """
    (body,) = document.element.findall(qn("w:body"))
    marked = [paragraph for paragraph in body.iter(qn("w:p")) if _has_marker(paragraph)]
    if not marked:
        last = body.find(qn("w:sectPr"))
        _insert(blocks, body, len(body) if last is None else body.index(last))
        return
    if len(marked) > 1:
        raise CannotWorkError(message("the letterhead has {marker} in several places; keep one", marker="[RAPPORT]"))
    (paragraph,) = marked
    parent = _parent(paragraph)
    if _text(paragraph).strip().casefold() not in MARKERS or parent.tag not in {qn("w:body"), qn("w:sdtContent")}:
        raise CannotWorkError(
            message("{marker} must be in a paragraph of its own in the letterhead, not in a table", marker="[RAPPORT]")
        )
    _insert(blocks, parent, parent.index(paragraph))
    _remove(paragraph)
    _remove_limits(parent)


_WIDEST, _NARROWEST = 178.0, 40.0
"""The text width of an A4 page in millimetres, and the width below which margins are taken to be unusual."""


def width_of_text(document: WordDocument) -> float:
    """Return the text width of a letterhead at the place of the report, in millimetres, and at most that of A4."""
    (body,) = document.element.findall(qn("w:body"))
    section, is_after = body.find(qn("w:sectPr")), False
    for part in body.iter(qn("w:p"), qn("w:sectPr")):
        is_after = is_after or _is_marked(part)
        if is_after and part.tag == qn("w:sectPr"):
            section = part
            break
    return _between_margins(section) if section is not None else _WIDEST


def _is_marked(part: BaseOxmlElement) -> bool:
    return part.tag == qn("w:p") and _has_marker(part)


def _between_margins(section: BaseOxmlElement) -> float:
    width = _twips(section, "w:pgSz", "w:w") - sum(_twips(section, "w:pgMar", name) for name in _SIDE_MARGINS)
    millimetres = width * _MILLIMETRES_A_TWIP
    return min(millimetres, _WIDEST) if millimetres >= _NARROWEST else _WIDEST


def _twips(section: BaseOxmlElement, name: str, attribute: str) -> int:
    """Return a measure of a section in twips; 0 if it is missing or not a plain number."""
    part = section.find(qn(name))
    value = (part.get(qn(attribute)) or "") if part is not None else ""
    return int(value) if re.fullmatch("-?[0-9]{1,6}", value) else 0


_SIDE_MARGINS = ("w:left", "w:right", "w:gutter")
_MILLIMETRES_A_TWIP = 25.4 / 1440


def _insert(blocks: Sequence[BaseOxmlElement], parent: BaseOxmlElement, place: int) -> None:
    for number, block in enumerate(blocks):
        parent.insert(place + number, block)


def _remove(paragraph: BaseOxmlElement) -> None:
    """Remove the marker's paragraph; one that ends a section is only emptied, to keep its page size and headers."""
    if not paragraph.findall(f"{qn('w:pPr')}/{qn('w:sectPr')}"):
        _parent(paragraph).remove(paragraph)
        return
    for part in list(paragraph):
        if part.tag != qn("w:pPr"):
            paragraph.remove(part)


def _parent(element: BaseOxmlElement) -> BaseOxmlElement:
    return cast("BaseOxmlElement", element.getparent())  # every element in the body has a parent


def _remove_limits(content: BaseOxmlElement) -> None:
    """Remove the limits of content controls around the report to plain text, a date or a property."""
    for around in content.iterancestors(qn("w:sdt")):
        for properties in around.findall(qn("w:sdtPr")):
            for name in _ONLY_FOR_TEXT:
                for limit in properties.findall(qn(name)):
                    properties.remove(limit)


def _has_marker(paragraph: BaseOxmlElement) -> bool:
    text = _text(paragraph).casefold()
    return any(marker in text for marker in MARKERS)


def _text(paragraph: BaseOxmlElement) -> str:
    """Return the text of a paragraph, which Word may have split into many runs."""
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
