"""A document to a Word file."""

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType

import docx
from docx.document import Document as WordDocument
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from anhorig_cli.rendering.paper.document import Document
from anhorig_cli.rendering.paper.word.blocks import write_blocks
from anhorig_cli.rendering.paper.word.dense import set_densely
from anhorig_cli.rendering.paper.word.elements import element, plain, text_element
from anhorig_cli.rendering.paper.word.letter_fields import REPORT, fill_fields
from anhorig_cli.rendering.paper.word.numbering import Numbering
from anhorig_cli.rendering.paper.word.package_file import built_in_letterhead, repacked
from anhorig_cli.rendering.paper.word.place import put
from anhorig_cli.rendering.paper.word.setting import Setting
from anhorig_cli.rendering.paper.word.styles import Styles

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
    word = docx.Document(io.BytesIO(letterhead)) if letterhead else built_in
    tag = _TAGS.get(document.language, document.language)
    setting = Setting(word.part, Styles(word, built_in), Numbering(word), tag if letterhead else "")
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
            first = paragraph._p.find(qn("w:pPr"))  # noqa: SLF001 - where a run goes before the others
            first.addnext(element("w:r", text_element(f"{title}  ·  ")))


def _set_language(word: WordDocument, tag: str) -> None:
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)


def _number_pictures(word: WordDocument) -> None:
    """Give every picture an id of its own, also beside those of the letterhead and its headers and footers."""
    parts = [part for part in word.part.package.iter_parts() if isinstance(part, XmlPart)]
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
