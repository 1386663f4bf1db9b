"""The parts of a Word document: styles, runs of text, pictures, lists, and their XML elements."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart
from docx.parts.numbering import NumberingPart
from docx.shared import Mm

from anhorig_cli.rendering.paper.document import Picture, Run
from anhorig_cli.views.appearance import LIGHT

if TYPE_CHECKING:
    from docx.package import Package

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
    """Finds the id of a style by its name; a style that the document lacks is copied from the built-in letterhead."""

    def __init__(self, document: WordDocument, built_in: WordDocument) -> None:
        self._all = document.styles.element
        self._built_in = built_in.styles.element

    def id_of(self, name: str) -> str:
        """Return the id by which paragraphs, runs and tables refer to a style."""
        found = _style_named(self._all, name)
        if found is None:
            found = self._copy_from_built_in(name)
        return str(found.get(qn("w:styleId")))

    def _copy_from_built_in(self, name: str) -> BaseOxmlElement:
        original = _style_named(self._built_in, name)
        assert original is not None  # noqa: S101 - the built-in letterhead has every style above
        style = deepcopy(original)
        if _with_id(self._all, str(style.get(qn("w:styleId")))) is not None:
            style.set(qn("w:styleId"), f"Rapport{style.get(qn('w:styleId'))}")
        self._all.append(style)
        self._translate_references(style)
        return style

    def _translate_references(self, style: BaseOxmlElement) -> None:
        """Replace, in a copied style, the ids of the style it is based on and of the next style by the document's."""
        for tag in ("w:basedOn", "w:next"):
            for reference in style.findall(qn(tag)):
                original = _with_id(self._built_in, str(reference.get(qn("w:val"))))
                assert original is not None  # noqa: S101 - the built-in letterhead is complete
                reference.set(qn("w:val"), self.id_of(_name(original)))


def _style_named(styles: BaseOxmlElement, name: str) -> BaseOxmlElement | None:
    return next((style for style in styles.findall(qn("w:style")) if _name(style).lower() == name.lower()), None)


def _with_id(styles: BaseOxmlElement, style_id: str) -> BaseOxmlElement | None:
    return next((style for style in styles.findall(qn("w:style")) if style.get(qn("w:styleId")) == style_id), None)


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val")))


# Lists: one definition for all lists with bullets, and one for each numbered list.


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
        """Return the number of the definition for lists with bullets."""
        if self._bullets is None:
            levels = [_level(n, "bullet", _BULLETS[n % len(_BULLETS)], 1) for n in range(DEEPEST + 1)]
            self._bullets = self._add_definition(levels)
        return self._bullets

    def numbers(self, first: int) -> int:
        """Return the number of a new definition for a numbered list that begins with `first`."""
        levels = [_level(n, _KINDS[n % len(_KINDS)], f"%{n + 1}.", first) for n in range(DEEPEST + 1)]
        return self._add_definition(levels)

    def _add_definition(self, levels: list[BaseOxmlElement]) -> int:
        root = _numbering_part(self._document).element
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
    """Return the indentation of a paragraph in a list item that has no bullet or number itself."""
    return element("w:ind", left=_STEP * (level + 1))


def _next_id(root: BaseOxmlElement, tag: str, attribute: str) -> int:
    used = (str(found.get(qn(attribute))) for found in root.findall(qn(tag)))
    return max((int(number) for number in used if number.isdecimal()), default=0) + 1


def _numbering_part(document: WordDocument) -> NumberingPart:
    """Return the part with the list definitions, which is created if the document has none."""
    related = document.part.rels.values()
    found = next((rel.target_part for rel in related if rel.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    if isinstance(found, NumberingPart):
        return found
    package = cast("Package", document.part.package)  # a document that was opened belongs to one
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element("w:numbering"), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part


# The Word document that the parts of a document are written in.


@dataclass(frozen=True, slots=True)
class Setting:
    """A Word document that is being written in.

    `language` is the language tag set on each run (`sv-SE`), or empty if the document's own language is right. `accent`
    is the accent colour (`1F4E8C`), and `widest` the maximal width of a picture in millimetres.
    """

    part: DocumentPart
    styles: Styles
    numbering: Numbering
    language: str
    accent: str
    widest: float


# Runs of text in a Word document.


_COLOURS = {
    "alarm": LIGHT.alarm,
    "big-alarm": LIGHT.alarm,
    "big-good": LIGHT.good,
    "big-soft": LIGHT.soft,
    "good": LIGHT.good,
    "goal": LIGHT.soft,
    "kind": LIGHT.soft,
    "shared": LIGHT.soft,
    "soft": LIGHT.soft,
}
_STRONG = frozenset({"alarm", "big-alarm", "big-good", "big-soft", "good", "status", "strong"})
_SIZES = {"lead": 25, "big-alarm": 44, "big-good": 44, "big-soft": 44, "big-box": 52, "box": 34}
"""Font sizes by tone, in half points."""


def write_runs(runs: Iterable[Run], setting: Setting, *, strong: bool = False) -> Iterator[BaseOxmlElement]:
    """Yield the runs of a paragraph; with `strong`, all are in bold."""
    for run in runs:
        written = _run(run, setting, strong=strong)
        yield _linked(written, run.link, setting) if run.link else written


def _linked(written: BaseOxmlElement, address: str, setting: Setting) -> BaseOxmlElement:
    if address.startswith("#"):
        return element("w:hyperlink", written, anchor=bookmark_of(address[1:]))
    link = element("w:hyperlink", written)
    link.set(qn("r:id"), setting.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return link


def bookmark_of(anchor: str) -> str:
    """Return the name of the Word bookmark for an anchor of the page; Word allows no hyphens in it."""
    return f"rapport_{anchor.replace('-', '_')}"


def _run(run: Run, setting: Setting, *, strong: bool) -> BaseOxmlElement:
    properties = list(_properties(run, setting, strong=strong))
    written = element("w:r", *([element("w:rPr", *properties)] if properties else []))
    for number, line in enumerate(run.text.split("\n")):
        if number:
            written.append(element("w:br"))
        if line:
            written.append(text_element(line))
    return written


def _properties(run: Run, setting: Setting, *, strong: bool) -> Iterator[BaseOxmlElement]:
    """Yield the properties of a run, in the order that Word requires."""
    if run.link:
        yield element("w:rStyle", val=setting.styles.id_of(HYPERLINK))
    if run.code:
        yield element("w:rFonts", ascii="Consolas", hAnsi="Consolas", cs="Consolas")
    if (strong and run.tone != "soft") or run.strong or run.tone in _STRONG:
        yield element("w:b")
        yield element("w:bCs")
    if run.emphasis:
        yield element("w:i")
        yield element("w:iCs")
    yield from _tone(run.tone, setting)
    if setting.language:
        yield element("w:lang", val=setting.language)


def _tone(tone: str, setting: Setting) -> Iterator[BaseOxmlElement]:
    if tone == "accent":
        yield element("w:color", val=setting.accent)
    elif tone in _COLOURS:
        yield element("w:color", val=as_word_colour(_COLOURS[tone]))
    if tone in _SIZES:
        yield element("w:sz", val=_SIZES[tone])
        yield element("w:szCs", val=_SIZES[tone])


# Pictures in a Word document: as PNG, rendered by Typst if it is installed.


_HIGHEST = 210
_DOTS_AN_INCH = 220
_NO_DAY = date.min
"""The date for Typst, which pictures do not use."""
_SOURCE = b"""
#set page(width: float(sys.inputs.width) * 1mm, height: float(sys.inputs.height) * 1mm, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)
"""


def write_picture(picture: Picture, setting: Setting) -> BaseOxmlElement | None:
    """Return a run with a picture and its alternative text; None if Typst, which renders it, is not installed."""
    width, height = picture.millimetres(setting.widest, _HIGHEST)
    png = _png(picture.svg, width, height)
    if png is None:
        return None
    inline = setting.part.new_pic_inline(io.BytesIO(png), Mm(width), Mm(height))
    properties = inline.docPr
    properties.set("descr", plain(picture.words))
    properties.set("name", f"Bild {properties.id}")
    for side in ("distL", "distR"):  # else LibreOffice moves it to the right of the text's edge
        inline.set(side, "0")
    return element("w:r", element("w:drawing", cast("Any", inline)))


def _png(svg: str, width: float, height: float) -> bytes | None:
    try:
        from anhorig_cli.rendering.paper.pdf import typeset, typeset_with_fallback  # noqa: PLC0415 - typst belongs to another extra
    except ModuleNotFoundError:
        return None

    def draw(text: Callable[[str], str]) -> bytes:
        inputs = {"svg": text(svg), "width": str(width), "height": str(height)}
        return typeset(_SOURCE, inputs, _NO_DAY, format="png", ppi=_DOTS_AN_INCH)

    return typeset_with_fallback(draw)


# The XML elements of a Word document.


_NOT_IN_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Characters that XML does not allow; no text of a plan has them, but a user's own template may."""


def element(name: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """Return an element such as `w:p`, with attributes of the same namespace, and with child elements."""
    prefix = name.partition(":")[0]
    named = {qn(f"{prefix}:{key}"): plain(str(value)) for key, value in attributes.items()}
    created = cast("BaseOxmlElement", OxmlElement(name, named))
    created.extend(children)
    return created


def text_element(text: str) -> BaseOxmlElement:
    """Return the text element of a run, in which spaces are preserved."""
    created = element("w:t")
    created.text = plain(text)
    created.set(qn("xml:space"), "preserve")
    return created


def as_word_colour(colour: str) -> str:
    """Return a CSS colour (`#1f4e8c`) in Word's notation."""
    return colour.removeprefix("#").upper()


def plain(text: str) -> str:
    """Return a text with U+FFFD for each character that XML does not allow."""
    return _NOT_IN_XML.sub("\ufffd", text)
