"""A page of HTML to a tree of its elements.

The built-in pages are well-formed. A municipality's own may leave end tags out where HTML allows it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

DEEPEST = 100
"""Elements within more elements than these are read as plain text, so that no page can exhaust the stack."""

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
"""Which open elements an element ends, where their end tags are left out."""

_BLOCK_TAGS = (
    "address article aside blockquote details div dl figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre "
    "section table ul"
)
_ENDS_PARAGRAPH = frozenset(_BLOCK_TAGS.split())


@dataclass(slots=True)
class Element:
    """An element with its attributes and, in order, what it holds."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    children: list["Element | str"] = field(default_factory=list["Element | str"])

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the element."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """All text within, as it is written."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def elements(self, *tags: str) -> Iterator["Element"]:
        """Go through the children that are elements, of some tags or of any."""
        return (child for child in self.children if isinstance(child, Element) and (not tags or child.tag in tags))

    def descendants(self, tag: str) -> Iterator["Element"]:
        """Go through all elements of a tag, at any depth, in order."""
        for child in self.elements():
            if child.tag == tag:
                yield child
            yield from child.descendants(tag)


def parsed(page: str) -> Element:
    """Return the root of a page; its children are what stands at the top."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    return parser.open[0]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_what_this_ends(tag)
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

    def _end_what_this_ends(self, tag: str) -> None:
        if tag in _ENDS_PARAGRAPH and self.open[-1].tag == "p":
            self.open.pop()
        ended = _ENDS.get(tag, frozenset())
        while self.open[-1].tag in ended:
            self.open.pop()
