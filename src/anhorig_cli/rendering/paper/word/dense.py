"""The tool's own letterhead set smaller and closer, for a document that shall stand on one sheet of paper."""

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

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
