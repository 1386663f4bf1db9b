"""The tree of a part to a tree of what is allowed: nothing of the old one is used, only copied by name."""

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
from anhorig_cli.loading.letterhead.trees import IGNORABLE, children, inner
from anhorig_cli.source import Message

Refer = Callable[[str, str], str | None]
"""Gives the new id of a relationship, by its old id and the kind of part it leads to; None where it leads to none."""

_EXTENSIONS = frozenset({IGNORABLE, "w14", "w15", "wp14", "a14", "mc", "xml", "xsi"})
"""What is of these and not on the list may be passed over, as they say themselves."""
_HIDDEN_SHAPE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_EXTENSIONS_OF_SHAPES = ("wpc", "wpg", "wps", "wp14", "w14")
"""What an alternative may require: canvases hold groups, and groups shapes; whoever knows one knows what it holds."""
_OFF = frozenset({"0", "false", "off"})
_VANISH = ("w:rPr", "w:vanish")
_ANYTHING = re.compile(r".*", re.DOTALL)
_NEW_NAMES = {"o:relid": "r:id"}


class Sieve:
    """Copies what is allowed of the tree of one part, and takes down what is not."""

    def __init__(self, part: PackagePart, refer: Refer, left_out: LeftOut, hidden: frozenset[str]) -> None:
        self._part = part
        self._refer = refer
        self._told = left_out
        self._hidden = hidden
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
        """Return a copy of the outermost element, with all in it that is allowed.

        Raises:
            UnfitError: where something is there without which a page loses its sense.
        """
        made = self._copied(root)
        return Element(root.tag) if made is None else made

    def _carried(self, source: Element, above: str) -> list[Element]:
        if reason := self._unseen(source):
            self._leave(reason)
            return []
        special = self._special.get(source.tag)
        return special(source) if special else self._plainly(source, above)

    def _plainly(self, source: Element, above: str = "") -> list[Element]:
        if source.tag in UNWRAPPED:
            return self._unwrapped(source)
        if source.tag not in ELEMENTS:
            self._leave_element(source.tag, above)
            return []
        made = self._copied(source)
        return [] if made is None or _lacks_what_it_needs(made) else [made]

    def _unwrapped(self, source: Element) -> list[Element]:
        kind = UNWRAPPED[source.tag]
        if kind is not None:
            self._leave(kind)
        return self._inside(source)

    def _inside(self, source: Element) -> list[Element]:
        return [made for child in source for made in self._carried(child, source.tag)]

    def _copied(self, source: Element) -> Element | None:
        """Return an element with its attributes, text and children; None where it refers to nothing that is fit."""
        for name in source.attrib:
            if name in KINDS_OF_ATTRIBUTES:
                self._leave(KINDS_OF_ATTRIBUTES[name])
        references = self._references(source)
        if references is None:
            return None
        made = Element(source.tag, {**dict(_attributes(source)), **references})
        if source.tag in TEXTS:
            made.text = source.text
        return _with(made, self._inside(source))

    # ---- Attributes

    def _references(self, source: Element) -> dict[str, str] | None:
        """Return the references of an element with their new ids; None where it needs one that is fit, and has none."""
        made: dict[str, str] = {}
        for name, kind in REFERENCES.get(source.tag, {}).items():
            old = source.get(name)
            new = None if old is None else self._refer(old, kind)
            if new is not None:
                made[_NEW_NAMES.get(name, name)] = new
        return None if source.tag in MUST_REFER and not made else made

    # ---- What no reader sees

    def _unseen(self, source: Element) -> Message | None:
        """Return what kind of thing an element is that is hidden or struck out, or None where it shows."""
        if _is_struck_out(source):
            return left_out.TRACKED
        return left_out.HIDDEN if _is_hidden(source, self._hidden) else None

    # ---- Elements that are more than copied

    def _paragraph(self, source: Element) -> list[Element]:
        """Copy a paragraph; of one whose style hides it, its properties alone, as a cell must have a paragraph."""
        if not _has_style(inner(source, "w:pPr", "w:pStyle"), self._hidden):
            return self._plainly(source)
        self._leave(left_out.HIDDEN)
        properties = (made for child in children(source, "w:pPr") for made in self._plainly(child))
        return [_with(Element(source.tag), properties)]

    def _style(self, source: Element) -> list[Element]:
        """Copy a style, but not that it hides text: what it hid is left out, and it must not hide the report."""
        copied = self._plainly(source)
        for properties in (found for made in copied for found in made.iter("w:rPr")):
            properties[:] = [one for one in properties if one.tag != "w:vanish"]
        return copied

    def _hyperlink(self, source: Element) -> list[Element]:
        """Copy a link within the document; of others, what stands in them."""
        if source.get("w:anchor") and source.get("r:id") is None:
            return self._plainly(source)
        self._leave(left_out.LINKS)
        return self._inside(source)

    def _object(self, source: Element) -> list[Element]:
        """Copy the picture of what is embedded, without that."""
        inside = self._inside(source)
        return [_with(Element("w:pict"), inside)] if inside else []

    def _graphic_data(self, source: Element) -> list[Element]:
        """Copy what is drawn; what kind of thing it is told to be is what it is."""
        copied = self._plainly(source)
        for made in copied:
            made.set("uri", NAMESPACES[_prefix(made[0])])
        if not any(child.tag in ELEMENTS for child in source):
            self._leave(left_out.CHARTS)
        return copied

    def _fill(self, source: Element) -> list[Element]:
        """Copy a fill with a picture; without the picture it is no fill, where there must be one."""
        return self._plainly(source) or [Element("a:noFill")]

    def _extent_or_extension(self, source: Element) -> list[Element]:
        """Copy how large something is; an extension, which is of the same name, where something of it is left."""
        copied = self._plainly(source)
        return [made for made in copied if len(made) or not made.get("uri")]

    def _binding(self, source: Element) -> list[Element]:
        """Write the tie of a content control to a property of the document anew; others are left out."""
        last = source.get("w:xpath", "").rpartition("/")[2].removesuffix("[1]").rpartition(":")[2]
        store = source.get("w:storeItemID", "").upper()
        if last not in BOUND or store not in STORES:
            self._leave(left_out.BINDINGS)
            return []
        root = "ap:Properties" if BOUND[last] == "ap" else "cp:coreProperties"
        declared = " ".join(f"xmlns:{one}='{NAMESPACES[one]}'" for one in ("ap", "cp", "dc"))
        path = f"/{root}[1]/{BOUND[last]}:{last}[1]"
        return [Element(source.tag, {"w:prefixMappings": declared, "w:xpath": path, "w:storeItemID": store})]

    def _alternatives(self, source: Element) -> list[Element]:
        """Copy what is drawn in a newer way and in an older one, each where something of it is left."""
        newer = self._each(source, "mc:Choice")
        older = self._each(source, "mc:Fallback")
        for content in newer or older:
            if not newer or not _required(content):
                return content  # there is but one way, or whoever reads Word files knows it
        choices = [_with(Element("mc:Choice", {"Requires": _required(content)}), content) for content in newer]
        fallback = [_with(Element("mc:Fallback"), content) for content in older[:1]]
        return [_with(Element(source.tag), choices + fallback)] if choices else []

    def _each(self, source: Element, tag: str) -> list[list[Element]]:
        contents = (self._inside(one) for one in children(source, tag))
        return [content for content in contents if content]

    # ---- What is left out

    def _leave(self, kind: Message) -> None:
        self._told.add(kind, self._part.place)

    def _leave_element(self, tag: str, above: str) -> None:
        if tag in REFUSED:
            raise UnfitError(REFUSED[tag])
        known = KINDS_OF_ELEMENTS.get(tag)
        if known is not None:
            self._leave(known)
        elif not _is_silent(tag, above):
            self._leave(left_out.UNKNOWN)


def _is_silent(tag: str, above: str) -> bool:
    return tag in SILENT or above in SILENT_WITHIN or tag.partition(":")[0] in _EXTENSIONS


def _is_allowed(tag: str, name: str, value: str) -> bool:
    vocabulary = tag.partition(":")[0]
    is_qualified = ":" in name
    allowed = ATTRIBUTES if is_qualified else UNQUALIFIED.get(vocabulary, frozenset())
    pattern = VALUES.get(name if is_qualified else f"{vocabulary}/{name}", _ANYTHING)
    return name in allowed and pattern.fullmatch(value) is not None


def _attributes(source: Element) -> Iterator[tuple[str, str]]:
    """Give the attributes of an element that are allowed, but for references."""
    is_of_vml = source.tag.startswith("v:")
    for name, value in source.items():
        if is_of_vml and name == "style":
            yield name, _style_of_shape(value)
        elif _is_allowed(source.tag, name, value):
            yield name, value


def _style_of_shape(value: str) -> str:
    parts = (part.strip() for part in value.split(";"))
    return ";".join(part for part in parts if STYLE_OF_SHAPE.fullmatch(part))


def _lacks_what_it_needs(made: Element) -> bool:
    needed = NEEDED.get(made.tag)
    if needed is None:
        return False
    return not any(child.tag in needed for child in made) if needed else len(made) == 0


def _with(made: Element, content: Iterable[Element]) -> Element:
    made.extend(content)
    return made


def _required(content: list[Element]) -> str:
    """Return what a reader must know to show some elements: what shapes are put together in, or another extension."""
    used = {_prefix(one) for made in content for one in made.iter()}
    return next((prefix for prefix in _EXTENSIONS_OF_SHAPES if prefix in used), "")


def _prefix(element: Element) -> str:
    return element.tag.partition(":")[0]


# ---- What is hidden


def hidden_styles(styles: Element) -> frozenset[str]:
    """Return the ids of the styles that hide text, or are based on one that does."""
    based_on: dict[str, str] = {}
    hiding: dict[str, bool] = {}
    for style in children(styles, "w:style"):
        name = style.get("w:styleId", "")
        based_on[name] = _value(inner(style, "w:basedOn"))
        vanish = inner(style, *_VANISH)
        if vanish is not None:
            hiding[name] = _is_on(vanish)
    return frozenset(name for name in based_on if _hides(name, based_on, hiding))


def _value(element: Element | None) -> str:
    return "" if element is None else element.get("w:val", "")


def _hides(name: str, based_on: Mapping[str, str], hiding: dict[str, bool]) -> bool:
    """Return whether a style, or the nearest below it that says so, hides; what is worked out is remembered."""
    passed: list[str] = []
    while name in based_on and name not in hiding and len(passed) <= len(based_on):
        passed.append(name)
        name = based_on[name]
    hides = hiding.get(name, False)
    hiding.update(dict.fromkeys(passed, hides))
    return hides


def _is_on(element: Element | None) -> bool:
    return element is not None and _value(element).lower() not in _OFF


def _has_style(named: Element | None, styles: frozenset[str]) -> bool:
    return _value(named) in styles


def _is_struck_out(element: Element) -> bool:
    return element.tag == "w:tr" and inner(element, "w:trPr", "w:del") is not None


def _is_hidden_run(run: Element, styles: frozenset[str]) -> bool:
    said = [vanish for properties in children(run, "w:rPr") for vanish in children(properties, "w:vanish")]
    return any(map(_is_on, said)) or (not said and _has_style(inner(run, "w:rPr", "w:rStyle"), styles))


def _is_hidden(element: Element, styles: frozenset[str]) -> bool:
    """Return whether an element, or one of the styles that hide text, says that it does not show."""
    match element.tag:
        case "w:r":
            return _is_hidden_run(element, styles)
        case "w:tr":
            return _is_on(inner(element, "w:trPr", "w:hidden"))
        case "wp:anchor" | "wp:inline":
            words = inner(element, "wp:docPr")
            return words is not None and words.get("hidden", "0").lower() not in _OFF
        case tag:
            return tag.startswith("v:") and _HIDDEN_SHAPE.search(element.get("style", "")) is not None
