"""A copy of a part's tree with only what is allowed: elements and attributes are copied by name, none is reused."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from anhorig_cli.loading.letterhead import left_out
from anhorig_cli.loading.letterhead.allowed import (
    ATTRIBUTES,
    BOUND,
    ELEMENTS,
    KINDS_OF_ATTRIBUTES,
    KINDS_OF_ELEMENTS,
    MUST_REFER,
    NAMESPACES,
    NEEDED,
    REFERENCES,
    REFUSED,
    SILENT,
    SILENT_WITHIN,
    STORES,
    STYLE_OF_SHAPE,
    TEXTS,
    UNQUALIFIED,
    UNWRAPPED,
    VALUES,
    PackagePart,
)
from anhorig_cli.loading.letterhead.left_out import LeftOut, UnfitError
from anhorig_cli.loading.letterhead.trees import IGNORABLE, child_at, children
from anhorig_cli.source import Message

Refer = Callable[[str, str], str | None]
"""Returns a relationship's new id, from its old id and the kind of part; None if it leads to no allowed part."""

_EXTENSIONS = frozenset({IGNORABLE, "w14", "w15", "wp14", "a14", "mc", "xml", "xsi"})
"""The prefixes whose unlisted elements are not reported, since readers may ignore them by definition."""
_HIDDEN_SHAPE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_EXTENSIONS_OF_SHAPES = ("wpc", "wpg", "wps", "wp14", "w14")
"""The extensions an alternative may require, outermost first: canvases contain groups, and groups contain shapes.

A reader that knows one knows those inside it.
"""
_OFF = frozenset({"0", "false", "off"})
_VANISH = ("w:rPr", "w:vanish")
_ANYTHING = re.compile(r".*", re.DOTALL)
_RENAMED_ATTRIBUTES = {"o:relid": "r:id"}


class Sieve:
    """Copies what is allowed in the tree of one part, and records what is left out."""

    def __init__(self, part: PackagePart, refer: Refer, left_out: LeftOut, hidden: frozenset[str]) -> None:
        self._part = part
        self._refer = refer
        self._left_out = left_out
        self._hidden_styles = hidden
        self._special: Mapping[str, Callable[[Element], list[Element]]] = {
            "a:graphicData": self._graphic_data,
            "a:blipFill": self._fill,
            "a:ext": self._extent_or_extension,
            "mc:AlternateContent": self._alternatives,
            "w:dataBinding": self._binding,
            "w:docDefaults": self._style,
            "w:hyperlink": self._hyperlink,
            "w:object": self._object,
            "w:p": self._paragraph,
            "w:style": self._style,
        }

    def sieved(self, root: Element) -> Element:
        """Return a copy of the outermost element, with everything in it that is allowed.

        Raises:
            UnfitError: if it contains something without which a page would be misleading.
        """
        copy = self._copied(root)
        return Element(root.tag) if copy is None else copy

    def _copies(self, source: Element, parent: str) -> list[Element]:
        if reason := self._why_unseen(source):
            self._leave(reason)
            return []
        special = self._special.get(source.tag)
        return special(source) if special else self._plain_copies(source, parent)

    def _plain_copies(self, source: Element, parent: str = "") -> list[Element]:
        if source.tag in UNWRAPPED:
            return self._unwrapped(source)
        if source.tag not in ELEMENTS:
            self._leave_element(source.tag, parent)
            return []
        copy = self._copied(source)
        return [] if copy is None or _lacks_needed_child(copy) else [copy]

    def _unwrapped(self, source: Element) -> list[Element]:
        kind = UNWRAPPED[source.tag]
        if kind is not None:
            self._leave(kind)
        return self._copied_children(source)

    def _copied_children(self, source: Element) -> list[Element]:
        return [copy for child in source for copy in self._copies(child, source.tag)]

    def _copied(self, source: Element) -> Element | None:
        """Return a copy with attributes, text and children; None if it needs a reference and has no allowed one."""
        for name in source.attrib:
            if name in KINDS_OF_ATTRIBUTES:
                self._leave(KINDS_OF_ATTRIBUTES[name])
        references = self._references(source)
        if references is None:
            return None
        copy = Element(source.tag, {**dict(_attributes(source)), **references})
        if source.tag in TEXTS:
            copy.text = source.text
        return _with(copy, self._copied_children(source))

    # ---- Attributes

    def _references(self, source: Element) -> dict[str, str] | None:
        """Return an element's references with their new ids; None if it needs one and has no allowed one."""
        references: dict[str, str] = {}
        for name, kind in REFERENCES.get(source.tag, {}).items():
            old = source.get(name)
            new = None if old is None else self._refer(old, kind)
            if new is not None:
                references[_RENAMED_ATTRIBUTES.get(name, name)] = new
        return None if source.tag in MUST_REFER and not references else references

    # ---- Hidden content

    def _why_unseen(self, source: Element) -> Message | None:
        """Return the kind to report for an element that is hidden or struck out; None if it is visible."""
        if _is_struck_out(source):
            return left_out.TRACKED
        return left_out.HIDDEN if _is_hidden(source, self._hidden_styles) else None

    # ---- Elements that are not simply copied

    def _paragraph(self, source: Element) -> list[Element]:
        """Return a paragraph's copy; only its properties if its style hides it, since a cell must have a paragraph."""
        if not _has_style(child_at(source, "w:pPr", "w:pStyle"), self._hidden_styles):
            return self._plain_copies(source)
        self._leave(left_out.HIDDEN)
        properties = (copy for child in children(source, "w:pPr") for copy in self._plain_copies(child))
        return [_with(Element(source.tag), properties)]

    def _style(self, source: Element) -> list[Element]:
        """Return a style's copy, made visible: the text it hid is left out, and it must not hide the report."""
        copies = self._plain_copies(source)
        for properties in (found for copy in copies for found in copy.iter("w:rPr")):
            properties[:] = [one for one in properties if one.tag != "w:vanish"]
        return copies

    def _hyperlink(self, source: Element) -> list[Element]:
        """Return the copy of a link within the document; only the content of any other link."""
        if source.get("w:anchor") and source.get("r:id") is None:
            return self._plain_copies(source)
        self._leave(left_out.LINKS)
        return self._copied_children(source)

    def _object(self, source: Element) -> list[Element]:
        """Return the copied picture of an embedded object, without the object."""
        content = self._copied_children(source)
        return [_with(Element("w:pict"), content)] if content else []

    def _graphic_data(self, source: Element) -> list[Element]:
        """Return a drawing's copy, whose declared type is set to that of its actual content."""
        copies = self._plain_copies(source)
        for copy in copies:
            copy.set("uri", NAMESPACES[_prefix(copy[0])])
        if not any(child.tag in ELEMENTS for child in source):
            self._leave(left_out.CHARTS)
        return copies

    def _fill(self, source: Element) -> list[Element]:
        """Return a picture fill's copy; an explicit "no fill" if the picture is left out, since a fill is required."""
        return self._plain_copies(source) or [Element("a:noFill")]

    def _extent_or_extension(self, source: Element) -> list[Element]:
        """Return an extent's copy; that of an extension, which has the same name, only if it has any content left."""
        copies = self._plain_copies(source)
        return [copy for copy in copies if len(copy) or not copy.get("uri")]

    def _binding(self, source: Element) -> list[Element]:
        """Return a content control's binding to a document property, rewritten; nothing for any other binding."""
        name = source.get("w:xpath", "").rpartition("/")[2].removesuffix("[1]").rpartition(":")[2]
        store = source.get("w:storeItemID", "").upper()
        if name not in BOUND or store not in STORES:
            self._leave(left_out.BINDINGS)
            return []
        root = "ap:Properties" if BOUND[name] == "ap" else "cp:coreProperties"
        declarations = " ".join(f"xmlns:{one}='{NAMESPACES[one]}'" for one in ("ap", "cp", "dc"))
        path = f"/{root}[1]/{BOUND[name]}:{name}[1]"
        return [Element(source.tag, {"w:prefixMappings": declarations, "w:xpath": path, "w:storeItemID": store})]

    def _alternatives(self, source: Element) -> list[Element]:
        """Return the copies of the alternatives for newer and older readers that have any content left."""
        newer = self._copied_contents(source, "mc:Choice")
        older = self._copied_contents(source, "mc:Fallback")
        for content in newer or older:
            if not newer or not _required_extension(content):
                return content  # nothing to choose between, or every reader of Word files can show it
        choices = [
            _with(Element("mc:Choice", {"Requires": _required_extension(content)}), content) for content in newer
        ]
        fallback = [_with(Element("mc:Fallback"), content) for content in older[:1]]
        return [_with(Element(source.tag), choices + fallback)] if choices else []

    def _copied_contents(self, source: Element, tag: str) -> list[list[Element]]:
        contents = (self._copied_children(one) for one in children(source, tag))
        return [content for content in contents if content]

    # ---- What is left out

    def _leave(self, kind: Message) -> None:
        self._left_out.add(kind, self._part.place)

    def _leave_element(self, tag: str, parent: str) -> None:
        if tag in REFUSED:
            raise UnfitError(REFUSED[tag])
        known = KINDS_OF_ELEMENTS.get(tag)
        if known is not None:
            self._leave(known)
        elif not _is_silent(tag, parent):
            self._leave(left_out.UNKNOWN)


def _is_silent(tag: str, parent: str) -> bool:
    return tag in SILENT or parent in SILENT_WITHIN or tag.partition(":")[0] in _EXTENSIONS


def _is_allowed(tag: str, name: str, value: str) -> bool:
    vocabulary = tag.partition(":")[0]
    is_qualified = ":" in name
    allowed = ATTRIBUTES if is_qualified else UNQUALIFIED.get(vocabulary, frozenset())
    pattern = VALUES.get(name if is_qualified else f"{vocabulary}/{name}", _ANYTHING)
    return name in allowed and pattern.fullmatch(value) is not None


def _attributes(source: Element) -> Iterator[tuple[str, str]]:
    """Yield the allowed attributes of an element, except references."""
    is_of_vml = source.tag.startswith("v:")
    for name, value in source.items():
        if is_of_vml and name == "style":
            yield name, _allowed_shape_style(value)
        elif _is_allowed(source.tag, name, value):
            yield name, value


def _allowed_shape_style(value: str) -> str:
    declarations = (declaration.strip() for declaration in value.split(";"))
    return ";".join(declaration for declaration in declarations if STYLE_OF_SHAPE.fullmatch(declaration))


def _lacks_needed_child(element: Element) -> bool:
    needed = NEEDED.get(element.tag)
    if needed is None:
        return False
    return not any(child.tag in needed for child in element) if needed else len(element) == 0


def _with(element: Element, content: Iterable[Element]) -> Element:
    element.extend(content)
    return element


def _required_extension(content: list[Element]) -> str:
    """Return the prefix of the outermost extension that a reader must support to show some elements; or nothing."""
    used = {_prefix(one) for element in content for one in element.iter()}
    return next((prefix for prefix in _EXTENSIONS_OF_SHAPES if prefix in used), "")


def _prefix(element: Element) -> str:
    return element.tag.partition(":")[0]


# ---- What is hidden


def hidden_styles(styles: Element) -> frozenset[str]:
    """Return the ids of the styles that hide text, themselves or through the style they are based on."""
    based_on: dict[str, str] = {}
    hiding: dict[str, bool] = {}
    for style in children(styles, "w:style"):
        name = style.get("w:styleId", "")
        based_on[name] = _value(child_at(style, "w:basedOn"))
        vanish = child_at(style, *_VANISH)
        if vanish is not None:
            hiding[name] = _is_on(vanish)
    return frozenset(name for name in based_on if _hides(name, based_on, hiding))


def _value(element: Element | None) -> str:
    return "" if element is None else element.get("w:val", "")


def _hides(name: str, based_on: Mapping[str, str], hiding: dict[str, bool]) -> bool:
    """Return whether a style hides text, as set by itself or its nearest base style; the result is added to `hiding`.

    A circle of styles based on each other ends after as many steps as there are styles.
    """
    visited: list[str] = []
    while name in based_on and name not in hiding and len(visited) <= len(based_on):
        visited.append(name)
        name = based_on[name]
    hides = hiding.get(name, False)
    hiding.update(dict.fromkeys(visited, hides))
    return hides


def _is_on(element: Element | None) -> bool:
    return element is not None and _value(element).lower() not in _OFF


def _has_style(reference: Element | None, styles: frozenset[str]) -> bool:
    return _value(reference) in styles


def _is_struck_out(element: Element) -> bool:
    return element.tag == "w:tr" and child_at(element, "w:trPr", "w:del") is not None


def _is_hidden_run(run: Element, styles: frozenset[str]) -> bool:
    own = [vanish for properties in children(run, "w:rPr") for vanish in children(properties, "w:vanish")]
    return any(map(_is_on, own)) or (not own and _has_style(child_at(run, "w:rPr", "w:rStyle"), styles))


def _is_hidden(element: Element, styles: frozenset[str]) -> bool:
    """Return whether an element is hidden by its own properties or, for a run, by one of the hidden `styles`."""
    match element.tag:
        case "w:r":
            return _is_hidden_run(element, styles)
        case "w:tr":
            return _is_on(child_at(element, "w:trPr", "w:hidden"))
        case "wp:anchor" | "wp:inline":
            properties = child_at(element, "wp:docPr")
            return properties is not None and properties.get("hidden", "0").lower() not in _OFF
        case tag:
            return tag.startswith("v:") and _HIDDEN_SHAPE.search(element.get("style", "")) is not None
