"""A document to a Word file."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType

import docx
from docx.document import Document as WordDocument
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from anhorig_cli.rendering.paper.document import Document
from anhorig_cli.rendering.paper.word.blocks import write_blocks
from anhorig_cli.rendering.paper.word.elements import as_word_colour, element, plain, text_element
from anhorig_cli.rendering.paper.word.letter_fields import REPORT, fill_fields
from anhorig_cli.rendering.paper.word.numbering import Numbering
from anhorig_cli.rendering.paper.word.place import put, width_of_text
from anhorig_cli.rendering.paper.word.setting import Setting
from anhorig_cli.rendering.paper.word.styles import Styles
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
"""The earliest that a zip file can say; it is the time of every part."""
_UNIX = 3
_MODE = 0o600 << 16


def built_in_letterhead() -> bytes:
    """Return the tool's own letterhead: A4, page numbers, and every style that a report needs."""
    return _packed({part: (_FOLDER / file).read_bytes() for part, file in _PARTS.items()})


def repacked(data: bytes) -> bytes:
    """Return a zip file with the same parts, and nothing in it that says when or where it was made."""
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


_LETTERS = 0.82
_AIR = 0.5
_MARGINS = 0.75


def set_densely(word: WordDocument) -> None:
    """Make letters, the air between paragraphs, and margins smaller."""
    styles = word.styles.element
    for size in styles.iter(qn("w:sz"), qn("w:szCs")):
        _scale(size, _LETTERS, "w:val")
    for spacing in styles.iter(qn("w:spacing")):
        _scale(spacing, _AIR, "w:before", "w:after")
    for margins in word.element.iter(qn("w:pgMar")):
        _scale(margins, _MARGINS, "w:top", "w:bottom")


def _scale(element: BaseOxmlElement, factor: float, *attributes: str) -> None:
    for name in attributes:
        said = element.get(qn(name))
        if said is not None:
            element.set(qn(name), str(round(int(said) * factor)))


_TAGS = {"sv": "sv-SE", "en": "en-GB"}
_LONGEST_PROPERTY = 255


def to_word(
    document: Document, day: date, letterhead: bytes | None = None, fields: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """Return a document of a day as a Word file, in a letterhead or the tool's own; the same gives the same bytes.

    `fields` are the values of the letterhead's fields.

    Raises:
        CannotWorkError: where the letterhead's marker stands where no report can.
    """
    built_in = docx.Document(io.BytesIO(built_in_letterhead()))
    _set_face(built_in, document)
    word = docx.Document(io.BytesIO(letterhead)) if letterhead else built_in
    tag = _TAGS.get(document.language, document.language)
    setting = Setting(
        word.part,
        Styles(word, built_in),
        Numbering(word),
        tag if letterhead else "",
        as_word_colour(document.accent),
        width_of_text(word),
    )
    if letterhead is None:
        _set_language(word, tag)
        if document.dense:
            set_densely(word)
        _name_in_footer(word, document.title)
    fill_fields(word, {**fields, REPORT: document.title})
    put(write_blocks(document.blocks, setting), word)
    _number_pictures(word)
    _set_properties(word, document, day)
    file = io.BytesIO()
    word.save(file)
    return repacked(file.getvalue())


def _name_in_footer(word: WordDocument, title: str) -> None:
    """Write the title, which says the day too, before the page number of the tool's own letterhead."""
    for section in word.sections:
        for paragraph in section.footer.paragraphs[:1]:
            paragraph.paragraph_format.element.insert(1, element("w:r", text_element(f"{title}  ·  ")))


def _set_face(built_in: WordDocument, document: Document) -> None:
    """Give the styles of the tool's own letterhead the colour and the typeface of a document."""
    styles = built_in.styles.element
    for colour in styles.iter(qn("w:color")):
        if colour.get(qn("w:val")) == as_word_colour(LIGHT.accent):
            colour.set(qn("w:val"), as_word_colour(document.accent))
    (defaults,) = styles.findall(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")) if document.typeface else ():
        for name in fonts.keys():  # noqa: SIM118 - lxml's elements have keys, and are iterated as their children
            fonts.set(name, document.typeface)


def _set_language(word: WordDocument, tag: str) -> None:
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)


def _number_pictures(word: WordDocument) -> None:
    """Give every picture an id of its own, also beside those of the letterhead and its headers and footers."""
    package = word.part.package
    all_parts = package.iter_parts() if package is not None else ()
    parts = [part for part in all_parts if isinstance(part, XmlPart)]
    pictures = (picture for part in parts for picture in part.element.iter(qn("wp:docPr")))
    for number, picture in enumerate(pictures, 1):
        picture.set("id", str(number))


def _set_properties(word: WordDocument, document: Document, day: date) -> None:
    """Set what is said of the file: no person's name, of a letterhead's author either, and no time but the day's."""
    properties = word.core_properties
    properties.title = plain(document.title)[:_LONGEST_PROPERTY]
    properties.language = document.language
    properties.created = properties.modified = datetime.combine(day, time())
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.revision = 1
