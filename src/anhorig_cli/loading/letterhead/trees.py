"""XML parsed to trees and serialised again, within limits.

Names are written with the prefixes of `allowed.NAMESPACES`, whatever prefixes the text has: `w:p`. A name in another
namespace becomes `?:p`, or `-:p` if the text itself declares that namespace ignorable.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from anhorig_cli.loading.letterhead.allowed import NAMESPACES
from anhorig_cli.loading.letterhead.left_out import UnfitError
from anhorig_cli.source import message

MOST_NAMES = 200_000
"""The most names of start tags, end tags and attributes in all parts together.

A document of two hundred pages has 150,000, and this many take a second to read.
"""
MOST_ATTRIBUTES = 200
"""The most attributes of one element."""
LONGEST = 200_000
"""The longest text or value, in characters."""
DEEPEST = 100
LARGEST_TEXT = 5_000_000
"""The most bytes of XML in one part: as much as can be read in a second."""

UNKNOWN, IGNORABLE = "?", "-"
_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}
_SEPARATOR = "\n"
_IGNORABLE_ATTRIBUTE = NAMESPACES["mc"] + _SEPARATOR + "Ignorable"


@dataclass(slots=True)
class Budget:
    """How many names of tags and attributes may still be read."""

    left: int = MOST_NAMES


def parse_xml(name: str, data: bytes, budget: Budget) -> Element:
    """Return the tree of the XML part `name`.

    Raises:
        UnfitError: if it has a document type, is not well-formed, or is larger or deeper than a letterhead needs.
    """
    if len(data) > LARGEST_TEXT:
        raise _exceeded(name)
    reader = _TreeReader(name, budget)
    try:
        reader.parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):  # the latter two for an unknown encoding
        raise UnfitError(message("a part of it is not well-formed ({part})", part=name)) from None
    return reader.builder.close()


def children(element: Element, tag: str) -> Iterator[Element]:
    """Yield the direct children with a tag; `findall` cannot be used, since the tags contain colons."""
    return (child for child in element if child.tag == tag)


def child_at(element: Element, *tags: str) -> Element | None:
    """Return the element reached by taking the first child with each tag in turn, or None."""
    found: Element | None = element
    for tag in tags:
        found = None if found is None else next(children(found, tag), None)
    return found


def _exceeded(name: str) -> UnfitError:
    return UnfitError(
        message(
            "a part of it is larger, longer or deeper than a letterhead needs ({part}); remove what is not needed",
            part=name,
        )
    )


class _TreeReader:
    """Builds a tree from expat's events, and raises as soon as a limit is exceeded."""

    def __init__(self, name: str, budget: Budget) -> None:
        self.builder = TreeBuilder()
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
        self._length = 0  # of the text since the last tag
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
        self._check_limits(attributes)
        self.builder.start(self._short(name), {self._short(key): value for key, value in attributes.items()})
        self._depth += 1
        self._length = 0

    def _check_limits(self, attributes: Mapping[str, str]) -> None:
        self._budget.left -= 2 + len(attributes)
        is_long = any(len(value) > LONGEST for value in attributes.values())
        if is_long or self._budget.left < 0 or self._depth >= DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise _exceeded(self._name)

    def _end(self, name: str) -> None:
        self.builder.end(self._short(name))
        self._depth -= 1
        self._length = 0

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST:
            raise _exceeded(self._name)
        self.builder.data(text)

    def _short(self, name: str) -> str:
        short = self._names.get(name)
        if short is None:
            short = self._names[name] = self._prefixed(name)
        return short

    def _prefixed(self, name: str) -> str:
        uri, _, local = name.rpartition(_SEPARATOR)
        if not uri:
            return local
        prefix = _PREFIXES.get(uri)
        if prefix is None:
            return f"{IGNORABLE if uri in self._ignorable else UNKNOWN}:{local}"
        return f"{prefix}:{local}"


_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ESCAPED_TEXT = str.maketrans(_IN_TEXT)
_ESCAPED_VALUE = str.maketrans({**_IN_TEXT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"})
_MAY_BE_IGNORED = ("w14", "w15", "wp14")
"""The namespaces that a part declares ignorable, so that a reader that does not know them skips them."""


def to_xml(root: Element, default: str = "") -> bytes:
    """Return a tree as XML; elements with the prefix `default` are written without it."""
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


def _write(element: Element, declarations: Mapping[str, str], default: str, pieces: list[str]) -> None:
    name = element.tag.removeprefix(default)
    attributes = {**declarations, **element.attrib}
    attribute_text = "".join(f' {key}="{value.translate(_ESCAPED_VALUE)}"' for key, value in attributes.items())
    text = _escaped(element.text)
    if not text and len(element) == 0:
        pieces.append(f"<{name}{attribute_text}/>")
        return
    pieces.append(f"<{name}{attribute_text}>{text}")
    for child in element:
        _write(child, {}, default, pieces)
        pieces.append(_escaped(child.tail))
    pieces.append(f"</{name}>")


def _escaped(text: str | None) -> str:
    return text.translate(_ESCAPED_TEXT) if text else ""
