"""XML to trees and back, within bounds.

Names are written with the prefixes of `allowed.NAMESPACES`, whatever prefixes the text has: `w:p`. What is of another
namespace is named `?:p`, and `-:p` where the text itself says that it may be ignored.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from anhorig_cli.loading.letterhead.allowed import NAMESPACES
from anhorig_cli.loading.letterhead.left_out import UnfitError
from anhorig_cli.source import message

MOST_NAMES = 200_000
"""Names of start tags, end tags and attributes in all parts together: a document of two hundred pages has 150,000, and
this many take a second."""
MOST_ATTRIBUTES = 200
"""Of one element."""
LONGEST = 200_000
"""The longest text or value, in characters."""
DEEPEST = 100
LARGEST_TEXT = 5_000_000
"""The most bytes of XML in one part: what can be read in a second."""

UNKNOWN, IGNORABLE = "?", "-"
_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}
_SEPARATOR = "\n"
_IGNORABLE_ATTRIBUTE = NAMESPACES["mc"] + _SEPARATOR + "Ignorable"


@dataclass(slots=True)
class Budget:
    """How many names of tags and attributes may still be read."""

    left: int = MOST_NAMES


def parsed(name: str, data: bytes, budget: Budget) -> Element:
    """Return the tree of a part of XML.

    Raises:
        UnfitError: where it has a document type, is not well-formed, or is larger or deeper than a letterhead needs.
    """
    if len(data) > LARGEST_TEXT:
        raise _beyond(name)
    reader = _TreeReader(name, budget)
    try:
        reader.parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):  # the latter two of an encoding that is not known
        raise UnfitError(message("a part of it is not well-formed ({part})", part=name)) from None
    return reader.made.close()


def children(element: Element, tag: str) -> Iterator[Element]:
    """Give the elements of a name that stand directly in another; names have colons, which `findall` cannot take."""
    return (child for child in element if child.tag == tag)


def inner(element: Element, *tags: str) -> Element | None:
    """Return the first element that is reached by names, each directly in the one before, or None."""
    found: Element | None = element
    for tag in tags:
        found = None if found is None else next(children(found, tag), None)
    return found


def _beyond(name: str) -> UnfitError:
    return UnfitError(
        message(
            "a part of it is larger, longer or deeper than a letterhead needs ({part}); remove what is not needed",
            part=name,
        )
    )


class _TreeReader:
    """Has a tree built of what expat reads; refuses at once what is beyond the bounds."""

    def __init__(self, name: str, budget: Budget) -> None:
        self.made = TreeBuilder()
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartNamespaceDeclHandler = self._declare
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._name = name
        self._budget = budget
        self._depth = 0
        self._length = 0  # of the text up to now, since a tag
        self._names: dict[str, str] = {}
        self._declared: dict[str, str] = {}
        self._ignorable: frozenset[str] = frozenset()

    def _refuse(self, *_declared: object) -> None:
        raise UnfitError(message("a part of it has a document type definition ({part})", part=self._name))

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        if not self._depth:
            self._declared[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._depth:
            prefixes = attributes.get(_IGNORABLE_ATTRIBUTE, "").split()
            self._ignorable = frozenset(self._declared.get(prefix, "") for prefix in prefixes)
        self._bound(attributes)
        self.made.start(self._short(name), {self._short(key): value for key, value in attributes.items()})
        self._depth += 1
        self._length = 0

    def _bound(self, attributes: Mapping[str, str]) -> None:
        self._budget.left -= 2 + len(attributes)
        is_long = any(len(value) > LONGEST for value in attributes.values())
        if is_long or self._budget.left < 0 or self._depth >= DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise _beyond(self._name)

    def _end(self, name: str) -> None:
        self.made.end(self._short(name))
        self._depth -= 1
        self._length = 0

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST:
            raise _beyond(self._name)
        self.made.data(text)

    def _short(self, name: str) -> str:
        short = self._names.get(name)
        if short is None:
            short = self._names[name] = self._prefixed(name)
        return short

    def _prefixed(self, name: str) -> str:
        uri, _, local = name.rpartition(_SEPARATOR)
        if not uri:
            return local
        known = _PREFIXES.get(uri)
        if known is None:
            return f"{IGNORABLE if uri in self._ignorable else UNKNOWN}:{local}"
        return f"{known}:{local}"


_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ESCAPED_TEXT = str.maketrans(_IN_TEXT)
_ESCAPED_VALUE = str.maketrans({**_IN_TEXT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"})
_MAY_BE_IGNORED = ("w14", "w15", "wp14")
"""The namespaces that a reader who does not know them passes over, if the part says so."""


def written(root: Element, default: str = "") -> bytes:
    """Return a tree as the text of a part; elements of the namespace `default` get no prefix."""
    used = {prefix for element in root.iter() for prefix in _prefixes(element)} - {"xml"}
    ignorable = [prefix for prefix in _MAY_BE_IGNORED if prefix in used]
    if ignorable:
        root.set("mc:Ignorable", " ".join(ignorable))
        used.add("mc")
    pieces = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']
    _write(root, _declarations(used, default), f"{default}:", pieces)
    return "".join(pieces).encode()


def _declarations(used: Collection[str], default: str) -> Mapping[str, str]:
    return {f"xmlns:{prefix}" if prefix != default else "xmlns": NAMESPACES[prefix] for prefix in sorted(used)}


def _prefixes(element: Element) -> Iterable[str]:
    return (name.partition(":")[0] for name in (element.tag, *element.keys()) if ":" in name)


def _write(element: Element, declared: Mapping[str, str], default: str, pieces: list[str]) -> None:
    name = element.tag.removeprefix(default)
    attributes = {**declared, **element.attrib}
    said = "".join(f' {key}="{value.translate(_ESCAPED_VALUE)}"' for key, value in attributes.items())
    text = _escaped(element.text)
    if not text and len(element) == 0:
        pieces.append(f"<{name}{said}/>")
        return
    pieces.append(f"<{name}{said}>{text}")
    for child in element:
        _write(child, {}, default, pieces)
        pieces.append(_escaped(child.tail))
    pieces.append(f"</{name}>")


def _escaped(text: str | None) -> str:
    return text.translate(_ESCAPED_TEXT) if text else ""
