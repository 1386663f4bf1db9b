"""Pictures in a Word document: as PNG, which Typst draws where it is installed."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any, cast

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from anhorig_cli.rendering.paper.document import Picture
from anhorig_cli.rendering.paper.word.elements import element, plain
from anhorig_cli.rendering.paper.word.setting import Setting

_HIGHEST = 210
_DOTS_AN_INCH = 220
_NO_DAY = date.min
"""A picture tells no date."""
_SOURCE = b"""
#set page(width: float(sys.inputs.width) * 1mm, height: float(sys.inputs.height) * 1mm, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)
"""


def write_picture(picture: Picture, setting: Setting) -> BaseOxmlElement | None:
    """Return a run with a picture and its words, or None where nothing is installed that can draw it."""
    width, height = picture.millimetres(setting.widest, _HIGHEST)
    png = _drawn(picture.svg, width, height)
    if png is None:
        return None
    inline = setting.part.new_pic_inline(io.BytesIO(png), Mm(width), Mm(height))
    properties = inline.docPr
    properties.set("descr", plain(picture.words))
    properties.set("name", f"Bild {properties.id}")
    return element("w:r", element("w:drawing", cast("Any", inline)))


def _drawn(svg: str, width: float, height: float) -> bytes | None:
    try:
        from anhorig_cli.rendering.paper.typesetting import (  # noqa: PLC0415 - typst belongs to another extra
            set_or_said,
            typeset,
        )
    except ModuleNotFoundError:
        return None

    def draw(text: Callable[[str], str]) -> bytes:
        inputs = {"svg": text(svg), "width": str(width), "height": str(height)}
        return typeset(_SOURCE, inputs, _NO_DAY, format="png", ppi=_DOTS_AN_INCH)

    return set_or_said(draw)
