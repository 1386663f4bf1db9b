"""What a test asks of a picture: that its words do not stand on each other, nor outside it."""

from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree as ET

from anhorig_cli.views.pictures.drawing import Drawing, Words, width_of


class Box(NamedTuple):
    """The place that a line of words takes."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def box_of(words: Words) -> Box:
    width = width_of(words.text, words.size, bold=words.bold)
    left = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return Box(left, words.y - 0.75 * words.size, left + width, words.y + 0.2 * words.size, words.text)


def flaws(drawing: Drawing) -> list[str]:
    """Return the words that overlap, or reach out of the picture; those that are turned are left alone."""
    boxes = [box_of(words) for words in drawing.words if not words.turn]
    outside = [
        f"outside: {box.text}"
        for box in boxes
        if box.left < -1 or box.top < -1 or box.right > drawing.width + 1 or box.bottom > drawing.height + 1
    ]
    return outside + [
        f"overlap: {one.text} / {other.text}"
        for one, other in combinations(boxes, 2)
        if one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
    ]


def parsed(svg: str) -> ET.Element:
    """Return an SVG as XML, and see to it that every measure in it is a number."""
    root = ET.fromstring(svg)  # noqa: S314 - made by the tool itself
    measures = [value for one in root.iter() for name, value in one.attrib.items() if name in _MEASURES]
    assert not any(word in measure for measure in measures for word in ("nan", "inf", "e-", "e+"))
    return root


_MEASURES = {"d", "x", "y", "width", "height", "viewBox", "transform", "stroke-width", "font-size"}
