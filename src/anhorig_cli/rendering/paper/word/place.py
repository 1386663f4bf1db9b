"""Where in a letterhead the report goes: at its marker, or last."""

import re
from collections.abc import Sequence
from typing import cast

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.source import message

MARKERS = ("[rapport]", "[report]")
"""What a paragraph of its own says where the report goes, in any case of letters."""

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


def put(blocks: Sequence[BaseOxmlElement], document: WordDocument) -> None:
    """Put blocks in place of the marker of a document, or last where it has none.

    Raises:
        CannotWorkError: where there are several markers, or one does not stand in a paragraph of its own.
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
    above = _above(paragraph)
    if _text(paragraph).strip().casefold() not in MARKERS or above.tag not in {qn("w:body"), qn("w:sdtContent")}:
        raise CannotWorkError(
            message("{marker} must be in a paragraph of its own in the letterhead, not in a table", marker="[RAPPORT]")
        )
    _insert(blocks, above, above.index(paragraph))
    _remove(paragraph)
    _open_up(above)


_WIDEST, _NARROWEST = 178.0, 40.0
"""Millimetres: what an A4 page has room for, and what margins leave that are no ordinary ones."""


def width_of_text(document: WordDocument) -> float:
    """Return how many millimetres a letterhead has between its margins where the report goes, at most those of A4."""
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
    width = _twips(section, "w:pgSz", "w:w") - sum(_twips(section, "w:pgMar", name) for name in _BESIDE)
    millimetres = width * _MILLIMETRES_A_TWIP
    return min(millimetres, _WIDEST) if millimetres >= _NARROWEST else _WIDEST


def _twips(section: BaseOxmlElement, name: str, attribute: str) -> int:
    """Return a measure of a section; 0 where it is said in another way, or not at all."""
    part = section.find(qn(name))
    said = (part.get(qn(attribute)) or "") if part is not None else ""
    return int(said) if re.fullmatch("-?[0-9]{1,6}", said) else 0


_BESIDE = ("w:left", "w:right", "w:gutter")
_MILLIMETRES_A_TWIP = 25.4 / 1440


def _insert(blocks: Sequence[BaseOxmlElement], above: BaseOxmlElement, place: int) -> None:
    for number, block in enumerate(blocks):
        above.insert(place + number, block)


def _remove(paragraph: BaseOxmlElement) -> None:
    """Remove the marker; the paragraph stays where it ends a section, with its paper and its headers."""
    if not paragraph.findall(f"{qn('w:pPr')}/{qn('w:sectPr')}"):
        _above(paragraph).remove(paragraph)
        return
    for part in list(paragraph):
        if part.tag != qn("w:pPr"):
            paragraph.remove(part)


def _above(element: BaseOxmlElement) -> BaseOxmlElement:
    return cast("BaseOxmlElement", element.getparent())  # what stands in the body has something above it


def _open_up(content: BaseOxmlElement) -> None:
    """Let the content controls around the report hold more than plain text, a date or a property."""
    for around in content.iterancestors(qn("w:sdt")):
        for properties in around.findall(qn("w:sdtPr")):
            for name in _ONLY_FOR_TEXT:
                for said in properties.findall(qn(name)):
                    properties.remove(said)


def _has_marker(paragraph: BaseOxmlElement) -> bool:
    text = _text(paragraph).casefold()
    return any(marker in text for marker in MARKERS)


def _text(paragraph: BaseOxmlElement) -> str:
    """Return the text of a paragraph, which Word may have parted among many runs."""
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
