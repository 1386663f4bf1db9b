"""The styles of a document: its own where it has them, else those of the built-in letterhead."""

from copy import deepcopy

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

CAPTION = "caption"
CELL = "Rapportcell"
CODE = "Rapportkod"
FACT = "Rapportuppgift"
HYPERLINK = "Hyperlink"
LIST = "List Paragraph"
QUOTE = "Quote"
TABLE = "Rapporttabell"


def heading(level: int) -> str:
    """Return the name of a heading's style."""
    return f"heading {level}"


class Styles:
    """Gives the id of a style by its name; one that the document lacks is copied from the built-in letterhead."""

    def __init__(self, document: WordDocument, built_in: WordDocument) -> None:
        self._all = document.styles.element
        self._built_in = built_in.styles.element

    def id_of(self, name: str) -> str:
        """Return the id by which a paragraph, a run or a table names its style."""
        found = _named(self._all, name)
        if found is None:
            found = self._copied(name)
        return str(found.get(qn("w:styleId")))

    def _copied(self, name: str) -> BaseOxmlElement:
        original = _named(self._built_in, name)
        assert original is not None  # noqa: S101 - the built-in letterhead has every style above
        style = deepcopy(original)
        if _with_id(self._all, str(style.get(qn("w:styleId")))) is not None:
            style.set(qn("w:styleId"), f"Rapport{style.get(qn('w:styleId'))}")
        self._all.append(style)
        self._follow(style)
        return style

    def _follow(self, style: BaseOxmlElement) -> None:
        """Let a copied style name the document's own ids for the styles it is built on and followed by."""
        for tag in ("w:basedOn", "w:next"):
            for reference in style.findall(qn(tag)):
                original = _with_id(self._built_in, str(reference.get(qn("w:val"))))
                assert original is not None  # noqa: S101 - the built-in letterhead is whole
                reference.set(qn("w:val"), self.id_of(_name(original)))


def _named(styles: BaseOxmlElement, name: str) -> BaseOxmlElement | None:
    return next((style for style in styles.findall(qn("w:style")) if _name(style).lower() == name.lower()), None)


def _with_id(styles: BaseOxmlElement, style_id: str) -> BaseOxmlElement | None:
    return next((style for style in styles.findall(qn("w:style")) if style.get(qn("w:styleId")) == style_id), None)


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val")))
