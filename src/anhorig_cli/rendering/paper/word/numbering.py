"""Lists: one definition of bullets, and one of numbers for each list that is numbered."""

from typing import TYPE_CHECKING, cast

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart

from anhorig_cli.rendering.paper.word.elements import element

if TYPE_CHECKING:
    from docx.package import Package

DEEPEST = 8
_STEP = 340
_BULLETS = "•–▪"
_KINDS = ("decimal", "lowerLetter", "lowerRoman")


class Numbering:
    """The lists of a document; definitions are added as they are needed."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._bullets: int | None = None

    def bullets(self) -> int:
        """Return the number of the definition of lists with bullets."""
        if self._bullets is None:
            levels = [_level(n, "bullet", _BULLETS[n % len(_BULLETS)], 1) for n in range(DEEPEST + 1)]
            self._bullets = self._added(levels)
        return self._bullets

    def numbers(self, first: int) -> int:
        """Return the number of a new definition for one numbered list, that begins with a number."""
        levels = [_level(n, _KINDS[n % len(_KINDS)], f"%{n + 1}.", first) for n in range(DEEPEST + 1)]
        return self._added(levels)

    def _added(self, levels: list[BaseOxmlElement]) -> int:
        root = _part(self._document).element
        abstract = _next_id(root, "w:abstractNum", "w:abstractNumId")
        number = _next_id(root, "w:num", "w:numId")
        definition = element(
            "w:abstractNum", element("w:multiLevelType", val="multilevel"), *levels, abstractNumId=abstract
        )
        earlier = root.findall(qn("w:abstractNum"))
        root.insert(root.index(earlier[-1]) + 1 if earlier else 0, definition)
        used = element("w:num", element("w:abstractNumId", val=abstract), numId=number)
        listed = root.findall(qn("w:num"))
        root.insert(root.index(listed[-1] if listed else definition) + 1, used)
        return number


def _level(level: int, kind: str, text: str, first: int) -> BaseOxmlElement:
    indent = element("w:ind", left=_STEP * (level + 1), hanging=_STEP)
    return element(
        "w:lvl",
        element("w:start", val=first),
        element("w:numFmt", val=kind),
        element("w:lvlText", val=text),
        element("w:lvlJc", val="left"),
        element("w:pPr", indent),
        ilvl=level,
    )


def indent_of(level: int) -> BaseOxmlElement:
    """Return the indentation of what stands under an item of a list, without a sign of its own."""
    return element("w:ind", left=_STEP * (level + 1))


def _next_id(root: BaseOxmlElement, tag: str, attribute: str) -> int:
    used = (str(found.get(qn(attribute))) for found in root.findall(qn(tag)))
    return max((int(number) for number in used if number.isdecimal()), default=0) + 1


def _part(document: WordDocument) -> NumberingPart:
    """Return the part that holds the definitions; it is made where the document has none."""
    related = document.part.rels.values()
    found = next((rel.target_part for rel in related if rel.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    if isinstance(found, NumberingPart):
        return found
    package = cast("Package", document.part.package)  # a document that was opened belongs to one
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element("w:numbering"), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part
