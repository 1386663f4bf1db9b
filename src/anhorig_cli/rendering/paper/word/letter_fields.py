"""The fields of a letterhead, such as `[DIARIENUMMER]`: filled in where they stand, in body, headers and footers."""

import io
import re
from collections.abc import Iterator, Mapping

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.hdrftr import FooterPart, HeaderPart

from anhorig_cli.rendering.paper.word.elements import plain

REPORT = "report"
"""The field that in the body is the place of the report, and in headers and footers its title."""
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
"""What each field is called in a letterhead, in any case of letters, and what its value is known by."""
_FIELD = re.compile(rf"\[({'|'.join(_NAMES)})\]", re.IGNORECASE)


def fill_fields(word: WordDocument, values: Mapping[str, str]) -> None:
    """Fill the fields of a letterhead that have a value; the others stay as they are.

    Args:
        word: the letterhead, before the report is put in it.
        values: the value of each field that has one; that of `report` is for headers and footers.
    """
    for paragraph, is_body in _paragraphs(word):
        _fill(paragraph, {name: value for name, value in values.items() if not (is_body and name == REPORT)})


def fields_in(letterhead: bytes) -> dict[str, str]:
    """Return the fields of a letterhead: what each is known by, and how it is written there."""
    found: dict[str, str] = {}
    for paragraph, is_body in _paragraphs(docx.Document(io.BytesIO(letterhead))):
        text = "".join(part.text or "" for part in _texts(paragraph))
        for field in _FIELD.finditer(text):
            name = _NAMES[field[1].casefold()]
            if not (is_body and name == REPORT):
                found.setdefault(name, field[0])
    return found


def _paragraphs(word: WordDocument) -> Iterator[tuple[BaseOxmlElement, bool]]:
    """Give the paragraphs of the body, headers and footers, and whether each is the body's."""
    for paragraph in word.element.iter(qn("w:p")):
        yield paragraph, True
    package = word.part.package
    for part in package.iter_parts() if package is not None else ():
        if isinstance(part, HeaderPart | FooterPart):
            for paragraph in part.element.iter(qn("w:p")):
                yield paragraph, False


def _texts(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Return the texts of a paragraph, without those of text boxes within it, which have paragraphs of their own."""
    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p"))) is paragraph]


def _fill(paragraph: BaseOxmlElement, values: Mapping[str, str]) -> None:
    """Put values in place of the fields of a paragraph, which Word may have parted among many runs."""
    parts = _texts(paragraph)
    whole = "".join(part.text or "" for part in parts)
    for field in reversed(list(_FIELD.finditer(whole))):
        value = values.get(_NAMES[field[1].casefold()])
        if value:
            _replace(parts, field.start(), field.end(), plain(value))


def _replace(parts: list[BaseOxmlElement], start: int, end: int, value: str) -> None:
    """Replace a stretch of the text that parts make together; the value stands in the part where it began."""
    offset = 0
    for part in parts:
        text = part.text or ""
        first, last = max(start - offset, 0), min(end - offset, len(text))
        if first < last:
            part.text = text[:first] + (value if start >= offset else "") + text[last:]
            part.set(qn("xml:space"), "preserve")
        offset += len(text)
