"""Parsing of an HTML page into a tree of elements, and of its inline content and pictures.

The built-in pages are well-formed. A municipality's own may omit end tags where HTML allows it.

Only elements and attributes named here are kept: none that runs code, or loads or links to anything outside. The HTML
parser returns names in lower case; here SVG names get back their proper spelling.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from anhorig_cli.markdown_text import SAFE_LINK
from anhorig_cli.rendering.paper.document import TONES, Picture, Run, Runs
from anhorig_cli.vocabulary import Language, month_name

DEEPEST = 100
"""The maximal depth of nested elements; deeper ones are read as plain text, so that no page can exhaust the stack."""

_VOID_TAGS = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_TAGS.split())
_ENDS = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"thead", "tbody", "tr", "td", "th"}),
    "tfoot": frozenset({"thead", "tbody", "tr", "td", "th"}),
}
"""For each element, the open elements that it ends if their end tags are omitted."""

_BLOCK_TAGS = (
    "address article aside blockquote details div dl figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre "
    "section table ul"
)
_ENDS_PARAGRAPH = frozenset(_BLOCK_TAGS.split())


@dataclass(slots=True)
class Element:
    """An element with its attributes and its children, elements and text, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    children: list["Element | str"] = field(default_factory=list["Element | str"])

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the element."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """All text within, as written."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def elements(self, *tags: str) -> Iterator["Element"]:
        """Yield the child elements with some tags, or all child elements."""
        return (child for child in self.children if isinstance(child, Element) and (not tags or child.tag in tags))

    def descendants(self, tag: str) -> Iterator["Element"]:
        """Yield all descendant elements with a tag, in order."""
        for child in self.elements():
            if child.tag == tag:
                yield child
            yield from child.descendants(tag)


def parsed(page: str) -> Element:
    """Return the root of a page, whose children are the page's top-level nodes."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    return parser.open[0]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_elements_ended_by(tag)
        element = Element(tag, {name: value or "" for name, value in attrs})
        if len(self.open) <= DEEPEST:
            self.open[-1].children.append(element)
            if tag not in _VOID:
                self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        place = next((i for i in range(len(self.open) - 1, 0, -1) if self.open[i].tag == tag), None)
        if place is not None:
            del self.open[place:]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def _close_elements_ended_by(self, tag: str) -> None:
        if tag in _ENDS_PARAGRAPH and self.open[-1].tag == "p":
            self.open.pop()
        ended = _ENDS.get(tag, frozenset())
        while self.open[-1].tag in ended:
            self.open.pop()


# Reading inline content as runs.


_SCREEN_TAGS = (
    "audio base button canvas datalist dialog embed head iframe input link math menu meta nav noscript object script "
    "select source style svg template textarea title track video"
)
_LEFT_OUT = frozenset(_SCREEN_TAGS.split())
"""Elements that only a screen needs, or that cannot be shown on paper."""

_LEFT_OUT_CLASSES = frozenset({"skip", "figures", "unseen", "web"})
"""Classes of elements not for paper: the skip link, hidden elements, and those for the web only."""

_STRONG = frozenset({"strong", "b", "th"})
_EMPHASIS = frozenset({"em", "i", "cite", "dfn", "var"})
_CODE = frozenset({"code", "kbd", "samp"})
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MONTHS = "|".join(month_name(number, language) for language in Language for number in range(1, 13))
_DATE = re.compile(rf"\b(?:\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?|(?:{_MONTHS}) \d{{4}})\b")
_INTERNAL_LINK = re.compile(r"#[A-Za-z][A-Za-z0-9-]{0,30}")
_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"


def is_left_out(element: Element) -> bool:
    """Return whether an element is not for paper."""
    return element.tag in _LEFT_OUT or "hidden" in element.attributes or bool(element.classes & _LEFT_OUT_CLASSES)


def read_line(content: Iterable[Element | str]) -> Runs:
    """Return inline content as runs: with white space collapsed, and adjacent runs of the same style joined."""
    return tuple(_trimmed(_joined(_without_double_spaces(_runs(content, Run(""))))))


def tone_of(element: Element) -> str:
    """Return the tone that an element has by its class, or an empty text."""
    return next((tone for tone in sorted(element.classes) if tone in TONES), "")


def _runs(content: Iterable[Element | str], around: Run) -> Iterator[Run]:
    for child in content:
        if isinstance(child, str):
            text = _SPACES.sub(" ", child)
            yield replace(around, text=text if around.code else _DATE.sub(_unbroken, text))
        elif child.tag == "br":
            yield replace(around, text="\n")
        elif child.tag == "img":
            yield replace(around, text=child.attributes.get("alt", ""))
        elif not is_left_out(child):
            yield from _runs(child.children, _styled(child, around))


def _unbroken(date: re.Match[str]) -> str:
    """Return a date with non-breaking spaces, so that it stays on one line."""
    return date[0].replace(" ", "\u00a0")


def _styled(element: Element, around: Run) -> Run:
    link = _address(element.attributes.get("href", "").strip()) if element.tag == "a" else ""
    return replace(
        around,
        strong=around.strong or element.tag in _STRONG,
        emphasis=around.emphasis or element.tag in _EMPHASIS,
        code=around.code or element.tag in _CODE,
        silent=around.silent or element.attributes.get("aria-hidden") == "true",
        link=link or around.link,
        tone=tone_of(element) or around.tone,
    )


def _address(written: str) -> str:
    """Return an address that may be linked to, percent-encoded; an empty text for any other.

    An address that begins with `#` leads to a heading of the same page. Word considers a file damaged if it has a link
    that cannot be parsed.
    """
    if _INTERNAL_LINK.fullmatch(written):
        return written
    address = quote(written, safe=_IN_ADDRESSES)
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return ""
    return address if SAFE_LINK.match(address) and (host or address.lower().startswith("mailto:")) else ""


def _without_double_spaces(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs without a space that follows a space or a line break in the run before."""
    before = " "
    for run in runs:
        text = run.text.removeprefix(" ") if before in {" ", "\n"} else run.text
        if text:
            before = text[-1]
            yield replace(run, text=text)


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].same_style_as(run):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _trimmed(runs: list[Run]) -> list[Run]:
    """Return runs without spaces or line breaks at either end, or spaces before line breaks."""
    with_text = [place for place, run in enumerate(runs) if run.text.strip(" \n")]
    if not with_text:
        return []
    kept = runs[with_text[0] : with_text[-1] + 1]
    kept[0] = replace(kept[0], text=kept[0].text.lstrip(" \n"))
    kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return [replace(run, text=run.text.replace(" \n", "\n")) for run in kept]


# Reading a picture in a page as self-contained SVG that can fetch nothing.


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
"""The font is one of those in the `typst` package."""
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?")
_LARGEST = 20_000
_LONGEST_ALTERNATIVE = 3_900
"""The maximal length of alternative text: PDF/A allows at most 32 767 bytes."""
_EXTERNAL_URL = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


def read_picture(svg: Element) -> tuple[Picture, ...]:
    """Return a picture with its alternative text; nothing if it has no size, or is hidden from screen readers."""
    if svg.attributes.get("aria-hidden") == "true":
        return ()
    width, height = _size(svg)
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        return ()
    return (Picture("".join(_svg_pieces(svg)), _alternative(svg), width, height),)


def _size(svg: Element) -> tuple[float, float]:
    """Return the width and height in a picture's view box, else in its own attributes; zeros if it has neither."""
    numbers = _NUMBER.findall(svg.attributes.get("viewbox", ""))[2:]
    own = [_NUMBER.match(svg.attributes.get(name, "")) for name in ("width", "height")]
    width, height = numbers if len(numbers) == 2 else [found[0] if found else "0" for found in own]  # noqa: PLR2004 - width and height
    return float(width), float(height)


def _alternative(svg: Element) -> str:
    texts = (next((e.text for e in svg.elements(tag)), "") for tag in ("title", "desc"))
    words = [" ".join(text.split()) for text in (*texts, svg.attributes.get("aria-label", ""))]
    sentences = [word if word.endswith((".", "!", "?")) else f"{word}." for word in dict.fromkeys(words) if word]
    whole = " ".join(sentences)
    return (
        whole
        if len(whole) <= _LONGEST_ALTERNATIVE
        else f"{whole[:_LONGEST_ALTERNATIVE].rpartition(' ')[0] or whole[:_LONGEST_ALTERNATIVE]} …"
    )


def _svg_pieces(element: Element) -> Iterator[str]:
    name = _ELEMENT_OF.get(element.tag)
    if name is None:
        return
    space = _ROOT if name == "svg" else ""
    yield f"<{name}{space}{''.join(_attributes(element))}>"
    for child in element.children:
        if not isinstance(child, str):
            yield from _svg_pieces(child)
        elif name in {"text", "tspan"}:
            yield escape(child)
    yield f"</{name}>"


def _attributes(element: Element) -> Iterator[str]:
    for key, value in element.attributes.items():
        name = _ATTRIBUTE_OF.get(key)
        if key == "href" and value.startswith("#"):
            name = key
        if name and not _EXTERNAL_URL.search(value):
            yield f" {name}={quoteattr(value)}"
