"""A picture of a page, to SVG that stands on its own and can fetch nothing.

Only elements and attributes named here are taken over: none that runs, loads or leads elsewhere. HTML's parser reads
names in lower case, and here they get back the spelling that SVG wants.
"""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from anhorig_cli.rendering.paper.document import Picture
from anhorig_cli.rendering.paper.elements import Element

_ELEMENTS = (
    "circle clipPath defs ellipse g line linearGradient marker mask path pattern polygon polyline radialGradient "
    "rect stop svg symbol text tspan use"
)
_ATTRIBUTES = (
    "clip-path clip-rule clipPathUnits cx cy d dx dy fill fill-opacity fill-rule font-size font-style font-weight "
    "fx fy gradientTransform gradientUnits height id letter-spacing marker-end marker-mid marker-start "
    "markerHeight markerUnits markerWidth mask offset opacity orient paint-order patternTransform patternUnits "
    "points preserveAspectRatio r refX refY rotate rx ry stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor "
    "transform viewBox visibility width x x1 x2 y y1 y2"
)
_ELEMENT_OF = {name.lower(): name for name in _ELEMENTS.split()}
_ATTRIBUTE_OF = {name.lower(): name for name in _ATTRIBUTES.split()}
_ROOT = ' xmlns="http://www.w3.org/2000/svg" font-family="Libertinus Serif"'
"""The font is one of those that typst brings along."""
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?")
_LARGEST = 20_000
_MOST_TOLD = 3_900
"""So many characters are for those who listen: PDF/A takes no more than 32 767 bytes of them."""
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


def read_picture(svg: Element) -> tuple[Picture, ...]:
    """Return a picture with its words; left out are those without a size, and those only for the eye."""
    if svg.attributes.get("aria-hidden") == "true":
        return ()
    width, height = _size(svg)
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        return ()
    return (Picture("".join(_written(svg)), _alternative(svg), width, height),)


def _size(svg: Element) -> tuple[float, float]:
    """Return the width and height that a picture's view box gives, or its own; zeros where neither is said."""
    numbers = _NUMBER.findall(svg.attributes.get("viewbox", ""))[2:]
    own = [_NUMBER.match(svg.attributes.get(name, "")) for name in ("width", "height")]
    width, height = numbers if len(numbers) == 2 else [found[0] if found else "0" for found in own]  # noqa: PLR2004 - width and height
    return float(width), float(height)


def _alternative(svg: Element) -> str:
    texts = (next((e.text for e in svg.elements(tag)), "") for tag in ("title", "desc"))
    words = [" ".join(text.split()) for text in (*texts, svg.attributes.get("aria-label", ""))]
    sentences = [word if word.endswith((".", "!", "?")) else f"{word}." for word in dict.fromkeys(words) if word]
    whole = " ".join(sentences)
    return whole if len(whole) <= _MOST_TOLD else f"{whole[:_MOST_TOLD].rpartition(' ')[0] or whole[:_MOST_TOLD]} …"


def _written(element: Element) -> Iterator[str]:
    name = _ELEMENT_OF.get(element.tag)
    if name is None:
        return
    space = _ROOT if name == "svg" else ""
    yield f"<{name}{space}{''.join(_attributes(element))}>"
    for child in element.children:
        if not isinstance(child, str):
            yield from _written(child)
        elif name in {"text", "tspan"}:
            yield escape(child)
    yield f"</{name}>"


def _attributes(element: Element) -> Iterator[str]:
    for key, value in element.attributes.items():
        name = _ATTRIBUTE_OF.get(key)
        if key == "href" and value.startswith("#"):
            name = key
        if name and not _ELSEWHERE.search(value):
            yield f" {name}={quoteattr(value)}"
