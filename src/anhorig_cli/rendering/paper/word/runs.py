"""Runs of text in a Word document."""

from collections.abc import Iterable, Iterator

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from anhorig_cli.rendering.paper.document import Run
from anhorig_cli.rendering.paper.word import styles
from anhorig_cli.rendering.paper.word.elements import as_word_colour, element, text_element
from anhorig_cli.rendering.paper.word.setting import Setting
from anhorig_cli.views.appearance import LIGHT

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
"""The sizes of letters, in half points."""


def write_runs(runs: Iterable[Run], setting: Setting, *, strong: bool = False) -> Iterator[BaseOxmlElement]:
    """Give the runs of a paragraph; `strong` sets all of them in bold."""
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
    """Return the name that a place of the page has in Word, which takes no hyphen."""
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
    """Give what a run looks like, in the order that Word wants."""
    if run.link:
        yield element("w:rStyle", val=setting.styles.id_of(styles.HYPERLINK))
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
