"""The tree of a part to a tree of what is allowed: nothing of the old one is used, only copied by name."""

import re
from collections.abc import Callable, Iterator
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
    Part,
)
from anhorig_cli.loading.letterhead.left_out import LeftOut, UnfitError
from anhorig_cli.loading.letterhead.trees import IGNORABLE, children, inner
from anhorig_cli.source import Message

Refer = Callable[[str, str], str | None]
"""Gives the new id of a relationship, by its old id and the kind of part it leads to; None where it leads to none."""

_EXTENSIONS = frozenset({IGNORABLE, "w14", "w15", "wp14", "a14", "mc", "xml", "xsi"})
"""What is of these and not on the list may be passed over, as they say themselves."""
_HIDDEN_SHAPE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_REQUIRED = ("wpc", "wpg", "wps", "wp14", "w14")
"""What an alternative may require: canvases hold groups, and groups shapes; whoever knows one knows what it holds."""
_OFF = frozenset({"0", "false", "off"})
_HIDES = ("w:rPr", "w:vanish")


def hidden_styles(styles: Element) -> frozenset[str]:
    """Return the ids of the styles that hide text, or are based on one that does."""
    based_on: dict[str, str] = {}
    hiding: dict[str, bool] = {}
    for style in children(styles, "w:style"):
        name = style.get("w:styleId", "")
        base = inner(style, "w:basedOn")
        vanish = inner(style, *_HIDES)
        based_on[name] = "" if base is None else base.get("w:val", "")
        if vanish is not None:
            hiding[name] = _is_on(vanish)
    return frozenset(name for name in based_on if _hides(name, based_on, hiding))


def _hides(name: str, based_on: dict[str, str], hiding: dict[str, bool]) -> bool:
    """Return whether a style, or the nearest below it that says so, hides; what is worked out is remembered."""
    passed: list[str] = []
    while name in based_on and name not in hiding and len(passed) <= len(based_on):
        passed.append(name)
        name = based_on[name]
    hides = hiding.get(name, False)
    hiding.update(dict.fromkeys(passed, hides))
    return hides


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("w:val", "").lower() not in _OFF


class Sieve:
    """Copies what is allowed of the tree of one part, and takes down what is not."""

    def __init__(self, part: Part, refer: Refer, told: LeftOut, hidden: frozenset[str]) -> None:
        self._part = part
        self._refer = refer
        self._told = told
        self._hidden = hidden
        self._special: dict[str, Callable[[Element], list[Element]]] = {
            "a:graphicData": self._graphic_data,
            "a:blipFill": self._fill,
            "a:ext": self._extent_or_extension,
            "mc:AlternateContent": self._alternatives,
            "w:dataBinding": self._binding,
            "w:hyperlink": self._hyperlink,
            "w:object": self._object,
            "w:p": self._paragraph,
            "w:r": self._run,
            "w:style": self._style,
            "w:tr": self._row,
            "wp:anchor": self._drawing,
            "wp:inline": self._drawing,
        }

    def sieved(self, root: Element) -> Element:
        """Return a copy of the outermost element, with all in it that is allowed.

        Raises:
            UnfitError: where something is there without which a page loses its sense.
        """
        made = self._copied(root)
        return Element(root.tag) if made is None else made

    def _carried(self, source: Element, above: str) -> list[Element]:
        special = self._special.get(source.tag)
        return special(source) if special else self._plainly(source, above)

    def _plainly(self, source: Element, above: str = "") -> list[Element]:
        if source.tag.startswith("v:") and _HIDDEN_SHAPE.search(source.get("style", "")):
            self._leave(left_out.HIDDEN)
            return []
        if source.tag in UNWRAPPED:
            if kind := UNWRAPPED[source.tag]:
                self._leave(kind)
            return self._inside(source)
        if source.tag not in ELEMENTS:
            self._leave_element(source.tag, above)
            return []
        made = self._copied(source)
        return [] if made is None or _lacks_what_it_needs(made) else [made]

    def _inside(self, source: Element) -> list[Element]:
        return [made for child in source for made in self._carried(child, source.tag)]

    def _copied(self, source: Element) -> Element | None:
        """Return an element with its attributes, its text and what stands in it; None where it refers to nothing fit."""
        attributes = self._attributes(source)
        if attributes is None:
            return None
        made = Element(source.tag, attributes)
        if source.tag in TEXTS:
            made.text = source.text
        made.extend(self._inside(source))
        return made

    # ---- Attributes

    def _attributes(self, source: Element) -> dict[str, str] | None:
        kept: dict[str, str] = {}
        refers = source.tag not in MUST_REFER
        for name, value in source.items():
            kind = REFERENCES.get((source.tag, name))
            if kind is not None:
                new = self._refer(value, kind)
                if new is None:
                    return None
                kept["r:embed" if name == "r:embed" else "r:id"], refers = new, True
            elif name == "style" and source.tag.startswith("v:"):
                kept[name] = _style_of_shape(value)
            elif _is_allowed(source.tag, name, value):
                kept[name] = value
            elif kind_of_attribute := KINDS_OF_ATTRIBUTES.get(name):
                self._leave(kind_of_attribute)
        return kept if refers else None

    # ---- Elements that are more than copied

    def _paragraph(self, source: Element) -> list[Element]:
        """Copy a paragraph; of one whose style hides it, its properties alone, as a cell must have a paragraph."""
        style = inner(source, "w:pPr", "w:pStyle")
        if style is None or style.get("w:val") not in self._hidden:
            return self._plainly(source)
        self._leave(left_out.HIDDEN)
        made = Element(source.tag)
        made.extend(made_in for child in children(source, "w:pPr") for made_in in self._plainly(child))
        return [made]

    def _run(self, source: Element) -> list[Element]:
        style = inner(source, "w:rPr", "w:rStyle")
        vanish = inner(source, *_HIDES)
        is_hidden = style is not None and style.get("w:val") in self._hidden
        if _is_on(vanish) or (is_hidden and vanish is None):
            self._leave(left_out.HIDDEN)
            return []
        return self._plainly(source)

    def _row(self, source: Element) -> list[Element]:
        if inner(source, "w:trPr", "w:del") is not None:
            self._leave(left_out.TRACKED)
            return []
        if _is_on(inner(source, "w:trPr", "w:hidden")):
            self._leave(left_out.HIDDEN)
            return []
        return self._plainly(source)

    def _style(self, source: Element) -> list[Element]:
        """Copy a style, but not that it hides text: what it hid is left out, and it must not hide the report."""
        copied = self._plainly(source)
        for made in copied:
            for properties in made.iter("w:rPr"):
                for vanish in list(children(properties, "w:vanish")):
                    properties.remove(vanish)
        return copied

    def _hyperlink(self, source: Element) -> list[Element]:
        """Copy a link within the document; of others, what stands in them."""
        if "w:anchor" in source.keys() and "r:id" not in source.keys():  # noqa: SIM118 - an element has no `in`
            return self._plainly(source)
        self._leave(left_out.LINKS)
        return self._inside(source)

    def _object(self, source: Element) -> list[Element]:
        """Copy the picture of what is embedded, without that."""
        made = Element("w:pict")
        made.extend(self._inside(source))
        return [made] if len(made) else []

    def _drawing(self, source: Element) -> list[Element]:
        words = inner(source, "wp:docPr")
        if words is not None and words.get("hidden", "0").lower() not in _OFF:
            self._leave(left_out.HIDDEN)
            return []
        return self._plainly(source)

    def _graphic_data(self, source: Element) -> list[Element]:
        """Copy what is drawn; what kind of thing it is told to be is what it is."""
        copied = self._plainly(source)
        for made in copied:
            made.set("uri", NAMESPACES[made[0].tag.partition(":")[0]])
        if not copied:
            self._leave_drawn(source)
        return copied

    def _leave_drawn(self, source: Element) -> None:
        if not any(child.tag in ELEMENTS for child in source):
            self._leave(left_out.CHARTS)

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
        prefix = BOUND.get(last)
        if prefix is None or store not in STORES:
            self._leave(left_out.BINDINGS)
            return []
        root = "ap:Properties" if prefix == "ap" else "cp:coreProperties"
        declared = " ".join(f"xmlns:{one}='{NAMESPACES[one]}'" for one in ("ap", "cp", "dc"))
        return [
            Element(
                source.tag,
                {
                    "w:prefixMappings": declared,
                    "w:xpath": f"/{root}[1]/{prefix}:{last}[1]",
                    "w:storeItemID": store,
                },
            )
        ]

    def _alternatives(self, source: Element) -> list[Element]:
        """Copy what is drawn in a newer way and in an older one, each where something of it is left."""
        made = Element(source.tag)
        for choice in children(source, "mc:Choice"):
            content = self._inside(choice)
            needs = _extension(content)
            if content and not needs:
                return content
            if content:
                made.append(_with(Element("mc:Choice", {"Requires": needs}), content))
        older = [one for fallback in children(source, "mc:Fallback") for one in self._inside(fallback)]
        if not len(made):
            return older
        if older:
            made.append(_with(Element("mc:Fallback"), older))
        return [made]

    # ---- What is left out

    def _leave(self, kind: Message) -> None:
        self._told.add(kind, self._part.place)

    def _leave_element(self, tag: str, above: str) -> None:
        if tag in REFUSED:
            raise UnfitError(REFUSED[tag])
        prefix = tag.partition(":")[0]
        if tag in KINDS_OF_ELEMENTS:
            self._leave(KINDS_OF_ELEMENTS[tag])
        elif tag not in SILENT and above not in SILENT_WITHIN and prefix not in _EXTENSIONS:
            self._leave(left_out.UNKNOWN)


def _is_allowed(tag: str, name: str, value: str) -> bool:
    vocabulary = tag.partition(":")[0]
    if ":" in name:
        allowed, key = name in ATTRIBUTES, name
    else:
        allowed, key = name in UNQUALIFIED.get(vocabulary, ()), f"{vocabulary}/{name}"
    pattern = VALUES.get(key)
    return allowed and (pattern is None or pattern.fullmatch(value) is not None)


def _style_of_shape(value: str) -> str:
    parts = (part.strip() for part in value.split(";"))
    return ";".join(part for part in parts if STYLE_OF_SHAPE.fullmatch(part))


def _lacks_what_it_needs(made: Element) -> bool:
    needed = NEEDED.get(made.tag)
    if needed is None:
        return False
    return not any(child.tag in needed for child in made) if needed else len(made) == 0


def _with(made: Element, content: list[Element]) -> Element:
    made.extend(content)
    return made


def _extension(content: list[Element]) -> str:
    """Return what a reader must know to show some elements: what shapes are put together in, or another extension."""
    used = {prefix for one in content for prefix in _prefixes(one)}
    return next((prefix for prefix in _REQUIRED if prefix in used), "")


def _prefixes(element: Element) -> Iterator[str]:
    return (one.tag.partition(":")[0] for one in element.iter())
