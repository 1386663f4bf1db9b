"""Checks of where a user's own template prints values: as text, in a quoted attribute, or where text would be executed.

The HTML (or Markdown) in a template is parsed character by character, as a browser would, through every branch; all
branches must end in the same place. A value printed where text would act is refused, or checked when it is printed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import nodes
from markupsafe import Markup

from anhorig_cli.rendering.template_files import TemplateFlawError
from anhorig_cli.source import Message, message


class Place(NamedTuple):
    """A place in a page: the state of the parser, with the tag, the attribute, its quote, and the characters so far."""

    kind: str
    tag: str = ""
    attribute: str = ""
    quote: str = ""
    seen: str = ""


_TEXT = Place("text")
_PRINTED = "\0"
"""Replaces a printed value in the characters so far."""
_SPACE = " \t\n\r\f"
_RAW = frozenset({"script", "style", "iframe", "noembed", "noframes", "plaintext", "xmp"})
"""Elements whose content browsers do not parse as text."""
_TEXT_OR_RAW = frozenset({"text", "raw"})
_END_OF_TEXT = re.compile(r"[<\]]")
"""The only characters that can end text or raw content."""


class _Page:
    """A parser of a page, one character at a time: each step takes a place and a character, and returns the next place.

    Args:
        markdown: whether links may be written in Markdown, too.
    """

    def __init__(self, *, markdown: bool) -> None:
        self._markdown = markdown
        self._steps: Mapping[str, Callable[[Place, str], Place]] = {
            "text": self._text,
            "opening": self._opening,
            "declaration": self._declaration,
            "comment": self._comment,
            "name": self._name,
            "tag": self._tag,
            "attribute": self._attribute,
            "joint": self._joint,
            "named": self._named,
            "equals": self._equals,
            "bare": self._bare,
            "value": self._value,
            "raw": self._raw,
            "bracket": self._bracket,
            "address": self._address,
        }

    def after(self, place: Place, data: str) -> Place:
        """Return the place after some characters."""
        at = 0
        while at < len(data):
            if place.kind in _TEXT_OR_RAW and "<" not in place.seen:
                found = _END_OF_TEXT.search(data, at)
                if found is None:
                    return place
                at = found.start()
            place = self._steps[place.kind](place, data[at])
            at += 1
        return place

    def _text(self, _place: Place, char: str) -> Place:
        if char == "<":
            return Place("opening")
        return Place("bracket") if self._markdown and char == "]" else _TEXT

    def _opening(self, place: Place, char: str) -> Place:
        if char in "!?":
            return Place("declaration", seen=char)
        return Place("name", char.lower()) if char.isalpha() or char == "/" else self._text(place, char)

    def _declaration(self, place: Place, char: str) -> Place:
        seen = place.seen + char
        if seen == "!--":
            return Place("comment")
        return _TEXT if char == ">" else place._replace(seen=seen[:3])

    def _comment(self, place: Place, char: str) -> Place:
        seen = (place.seen + char)[-3:]
        return _TEXT if seen in {">", "->", "-->"} else place._replace(seen=seen)

    def _name(self, place: Place, char: str) -> Place:
        if char == ">" or char in _SPACE or (char == "/" and place.tag != "/"):
            return self._tag(place, char)
        return place._replace(tag=place.tag + char.lower())

    def _tag(self, place: Place, char: str) -> Place:
        if char == ">":
            return Place("raw", place.tag) if place.tag in _RAW else _TEXT
        return Place("tag", place.tag) if char in f"{_SPACE}/" else Place("attribute", place.tag, char.lower())

    def _attribute(self, place: Place, char: str) -> Place:
        if char in f"{_SPACE}=>/":
            return self._named(place, char)
        return place._replace(attribute=place.attribute + char.lower())

    def _joint(self, place: Place, char: str) -> Place:
        """Return the place after branches that end in different parts of a tag: no name in it may be continued."""
        is_another = place.attribute == _BROKEN or char not in f"{_SPACE}/>"
        return place._replace(attribute=_BROKEN) if is_another else self._tag(place, char)

    def _named(self, place: Place, char: str) -> Place:
        if char in _SPACE:
            return place._replace(kind="named")
        return place._replace(kind="equals") if char == "=" else self._tag(place, char)

    def _equals(self, place: Place, char: str) -> Place:
        if char in "\"'":
            return place._replace(kind="value", quote=char)
        if char == ">":
            return self._tag(place, char)
        return place if char in _SPACE else place._replace(kind="bare")

    def _bare(self, place: Place, char: str) -> Place:
        return self._tag(place, char) if char == ">" or char in _SPACE else place

    def _value(self, place: Place, char: str) -> Place:
        return Place("tag", place.tag) if char == place.quote else place._replace(seen=place.seen + char)

    def _raw(self, place: Place, char: str) -> Place:
        end = f"</{place.tag}"
        seen = (place.seen + char.lower())[-len(end) :]
        return Place("name", f"/{place.tag}") if seen == end else place._replace(seen=seen)

    def _bracket(self, place: Place, char: str) -> Place:
        """Return the place after a `]` in Markdown, where the address of a link may follow."""
        return Place("address") if char in "(:" else self._text(place, char)

    def _address(self, place: Place, char: str) -> Place:
        if not place.seen and char in f"{_SPACE}<":
            return place
        return self._text(place, char) if char in f"{_SPACE})>" else place._replace(seen=place.seen + char)


_BROKEN = "\0"
"""Replaces the name of an attribute that is not the same in all branches."""
_MUST_BE_QUOTED = message("inside a tag a text can only stand between quotes, and only without 'markdown'")
_MUST_END = message("a tag must end in the same part of the template where it begins: in the same 'if', 'for' or block")
_MUST_BE_NUMBER = message("only a number can be printed here: text would run as code")
_MUST_BE_WORDS = message(
    "only numbers, colours and plain words can be printed here: other text would change how the page looks"
)
_MUST_BE_ADDRESS = message("only an address that leads to a page, or within this one, can be printed here")

_EXECUTED = ("on", "srcdoc")
"""How attributes begin whose values are scripts or pages."""
_FOLLOWED = frozenset({"href", "cite"})
_FETCHED = frozenset(
    {"src", "srcset", "imagesrcset", "xlink:href", "action", "formaction", "data", "poster", "background", "ping"}
    | {"longdesc", "manifest", "codebase", "profile", "usemap", "classid", "lowsrc", "dynsrc", "icon"}
)
"""Attributes with addresses: those a reader may follow, and those a browser fetches by itself."""
_FIXED = (
    rf"(?i){_PRINTED}|https?://[^/?#{_PRINTED}]+[/?#]|mailto:|tel:|[#?]|\.{{0,2}}/(?!/|\Z)|[^:/?#&{_PRINTED}]+[/?#]"
)
"""Matches an address so far whose target is fixed by the template, whatever value follows."""
_WORDS = r"[\w #%.,+-]*"
_WITHIN = r"[#?]|(?![/\\]{2})[^:?#&\\]*(?:[/?#]|\Z)|data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,"
_TO_FOLLOW = rf"(?i)https?://|mailto:|{_WITHIN}"


def _is_number(_value: str) -> bool:
    """Return False: a text is never a number, and numbers are not checked."""
    return False


def _is_words(value: str) -> bool:
    return re.fullmatch(_WORDS, value) is not None


def _is_part_of_address(value: str) -> bool:
    return ":" not in value


def _is_address_within(value: str) -> bool:
    return re.match(_WITHIN, value.strip()) is not None


def _is_address_to_follow(value: str) -> bool:
    return re.match(_TO_FOLLOW, value.strip()) is not None


def _is_quoted(value: str) -> bool:
    """Return whether a value can be printed in quotes: escaped text (`Markup`) may have quotes and tags of its own."""
    return not isinstance(value, Markup) or not any(mark in value for mark in "\"'<>")


_CHECKS: Mapping[str, tuple[Callable[[str], bool], Message]] = {
    "number": (_is_number, _MUST_BE_NUMBER),
    "words": (_is_words, _MUST_BE_WORDS),
    "part of an address": (_is_part_of_address, _MUST_BE_ADDRESS),
    "address within": (_is_address_within, _MUST_BE_ADDRESS),
    "address to follow": (_is_address_to_follow, _MUST_BE_ADDRESS),
    "quoted": (_is_quoted, _MUST_BE_QUOTED),
}
_STRICTER = ("text", "bracket", "address")
"""The places outside tags, in order of strictness: in the later ones fewer values can be printed."""
_BETWEEN_ATTRIBUTES = frozenset({"name", "tag", "attribute", "named", "joint"})
_BY_PLACE = " by its place: "
"""The prefix of the names of these filters, which no template can call."""


def checks_of_places() -> dict[str, Callable[[Any], Any]]:
    """Return the filters that check values printed where text would act."""
    return {_BY_PLACE + name: _checked(*check) for name, check in _CHECKS.items()}


def _checked(is_right: Callable[[str], bool], flaw: Message) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if isinstance(value, str) and not is_right(value):
            raise TemplateFlawError(flaw)
        return value

    return check


class Places:
    """Parses the page in a template, and adds a check to each printed value according to its place.

    `blocks` are the places of blocks by name: those of the templates that it extends, and its own.

    Args:
        file: the template's name in messages.
        markdown: whether it is a template for Markdown.
        blocks: the places of the blocks in the templates that it extends.
    """

    def __init__(self, file: str, *, markdown: bool, blocks: Mapping[str, Place]) -> None:
        self.blocks = dict(blocks)
        self._file = file
        self._page = _Page(markdown=markdown)
        self._macros_of_styles = set[str]()

    def check(self, template: nodes.Template) -> None:
        """Add the checks to a template's syntax tree.

        Raises:
            TemplateFlawError: a value is printed where none can be, or a branch ends inside a tag.
        """
        self._parse_part(template.body, template, _TEXT)

    def _parse_part(self, body: Sequence[nodes.Node], of: nodes.Node, place: Place) -> None:
        """Parse a part that may be printed elsewhere, and check that it ends in the kind of place it begins in."""
        end = self._after_nodes(body, place)
        if end.kind != place.kind:
            self._require_outside_tag(end, of)

    def _require_outside_tag(self, place: Place, at: nodes.Node) -> None:
        if place.kind not in {*_STRICTER, "comment"}:
            raise TemplateFlawError(_MUST_END, self._file, at.lineno)

    def _after_nodes(self, body: Iterable[nodes.Node], place: Place) -> Place:
        for node in body:
            place = self._after_node(node, place)
        return place

    def _after_node(self, node: nodes.Node, place: Place) -> Place:
        match node:
            case nodes.Output():
                return self._after_output(node, place)
            case nodes.If():
                branches = [node.body, *(one.body for one in node.elif_), node.else_]
                return self._merged([self._after_nodes(branch, place) for branch in branches], node)
            case nodes.For():
                once = self._merged([place, self._after_nodes(node.body, place)], node)
                return self._merged([self._after_nodes(node.body, once), self._after_nodes(node.else_, place)], node)
            case nodes.With() | nodes.Scope():
                return self._after_nodes(node.body, place)
            case _:
                self._parse_apart(node, place)
                return place

    def _parse_apart(self, node: nodes.Node, place: Place) -> None:
        """Parse a node whose content is a part of its own: it does not change the place of the nodes after it."""
        match node:
            case nodes.Block():
                self._parse_block(node, place)
            case nodes.Macro():
                self._parse_macro(node, place)
            case nodes.Include():
                self._require_outside_tag(place, node)
            case nodes.CallBlock() | nodes.FilterBlock():
                self._require_outside_tag(place, node)
                self._parse_part(node.body, node, _TEXT)
            case nodes.AssignBlock():
                self._parse_part(node.body, node, _TEXT)
            case _:
                pass

    def _parse_block(self, block: nodes.Block, place: Place) -> None:
        """Parse a block, which another template may override: it cannot be inside a tag."""
        if not _is_of_style(place):
            self._require_outside_tag(place, block)
        place = self.blocks.setdefault(block.name, place)
        self._parse_part(block.body, block, place)

    def _parse_macro(self, macro: nodes.Macro, place: Place) -> None:
        """Parse a macro; one that is defined in a `style` element is printed there, too."""
        if _is_of_style(place):
            self._macros_of_styles.add(macro.name)
        self._parse_part(macro.body, macro, place if _is_of_style(place) else _TEXT)

    def _merged(self, places: Sequence[Place], node: nodes.Node) -> Place:
        """Return the one place in which all branches end; in an address, that of a branch whose target is not fixed."""
        kinds = {one.kind for one in places}
        if kinds <= {*_STRICTER}:
            stricter = max(kinds, key=_STRICTER.index)
            places = [one for one in places if one.kind == stricter]
        if kinds <= _BETWEEN_ATTRIBUTES and len({*places}) > 1:
            places = [Place("joint", one.tag) for one in places]
        if len({one._replace(seen="") for one in places}) > 1:
            raise TemplateFlawError(_MUST_END, self._file, node.lineno)
        return min(places, key=_is_fixed)

    def _after_output(self, node: nodes.Output, place: Place) -> Place:
        for at, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                place = self._page.after(place, child.data)
                continue
            name = self._check_for(place, child)
            if name:
                node.nodes[at] = nodes.Filter(
                    child, _BY_PLACE + name, [], [], None, None, lineno=child.lineno, environment=node.environment
                )
            place = place._replace(seen=place.seen + _PRINTED) if place.kind in {"value", "address"} else place
        return place

    def _check_for(self, place: Place, printed: nodes.Expr) -> str:
        """Return the name of the check for a printed value; an empty string where text stays text."""
        match place.kind:
            case "text" | "bracket" | "comment":
                return ""
            case "raw":
                return self._check_for_raw(place, printed)
            case "address":
                return self._check_for_address(place, printed, "address to follow")
            case "value" if not _has_markdown(printed):
                return self._check_for_value(place, printed)
            case _:
                raise TemplateFlawError(_MUST_BE_QUOTED, self._file, printed.lineno)

    def _check_for_raw(self, place: Place, printed: nodes.Expr) -> str:
        if not _is_of_style(place):
            return "number"
        match printed:
            case nodes.Call(node=nodes.Name(name=name)) if name in self._macros_of_styles | {"super"}:
                return ""  # the macro's own output was checked
            case _:
                return "words"

    def _check_for_value(self, place: Place, printed: nodes.Expr) -> str:
        if place.attribute.startswith(_EXECUTED):
            return "number"
        if place.attribute == "style":
            return "words"
        if place.attribute in _FOLLOWED and place.tag in {"a", "area", "blockquote", "q", "del", "ins"}:
            return self._check_for_address(place, printed, "address to follow")
        if place.attribute in _FOLLOWED | _FETCHED:
            return self._check_for_address(place, printed, "address within")
        return "quoted"

    def _check_for_address(self, place: Place, printed: nodes.Expr, whole: str) -> str:
        if not place.seen.strip():
            return whole
        if _is_fixed(place):
            return "quoted"
        if ":" in place.seen:
            raise TemplateFlawError(_MUST_BE_ADDRESS, self._file, printed.lineno)
        return "part of an address"


def _is_of_style(place: Place) -> bool:
    return place.kind == "raw" and place.tag == "style"


def _is_fixed(place: Place) -> bool:
    return re.match(_FIXED, place.seen.strip()) is not None


def _has_markdown(printed: nodes.Expr) -> bool:
    return any(
        one.name == "markdown" for one in (printed, *printed.find_all(nodes.Filter)) if isinstance(one, nodes.Filter)
    )
