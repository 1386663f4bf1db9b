"""Where in a page a template of the user's own prints: as text, between the quotes of an attribute, or where text acts.

A page is followed through the template, character by character, as a browser would read it: through every branch, which
must all end in the same place. What is printed where a text would act is refused, or checked when it is printed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import nodes
from markupsafe import Markup

from anhorig_cli.rendering.template_files import TemplateFlawError
from anhorig_cli.source import Message, message


class Place(NamedTuple):
    """A place in a page: what it is, of which tag and attribute, after which quote, and what is said of it so far."""

    what: str
    tag: str = ""
    attribute: str = ""
    quote: str = ""
    said: str = ""


_TEXT = Place("text")
_PRINTED = "\0"
"""What stands for a value in what is said so far."""
_SPACE = " \t\n\r\f"
_RAW = frozenset({"script", "style", "iframe", "noembed", "noframes", "plaintext", "xmp"})
"""What browsers read in these is no text."""
_PLAIN = frozenset({"text", "raw"})
_SIGN = re.compile(r"[<\]]")
"""What alone ends a text, or what is no text for a browser."""


class _Page:
    """Reads the characters of a page one at a time; each method reads one in a place, and returns the place after it.

    Args:
        markdown: whether links are written as Markdown has them, too.
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
            if place.what in _PLAIN and "<" not in place.said:
                found = _SIGN.search(data, at)
                if found is None:
                    return place
                at = found.start()
            place = self._steps[place.what](place, data[at])
            at += 1
        return place

    def _text(self, _place: Place, sign: str) -> Place:
        if sign == "<":
            return Place("opening")
        return Place("bracket") if self._markdown and sign == "]" else _TEXT

    def _opening(self, place: Place, sign: str) -> Place:
        if sign in "!?":
            return Place("declaration", said=sign)
        return Place("name", sign.lower()) if sign.isalpha() or sign == "/" else self._text(place, sign)

    def _declaration(self, place: Place, sign: str) -> Place:
        said = place.said + sign
        if said == "!--":
            return Place("comment")
        return _TEXT if sign == ">" else place._replace(said=said[:3])

    def _comment(self, place: Place, sign: str) -> Place:
        said = (place.said + sign)[-3:]
        return _TEXT if said in {">", "->", "-->"} else place._replace(said=said)

    def _name(self, place: Place, sign: str) -> Place:
        if sign == ">" or sign in _SPACE or (sign == "/" and place.tag != "/"):
            return self._tag(place, sign)
        return place._replace(tag=place.tag + sign.lower())

    def _tag(self, place: Place, sign: str) -> Place:
        if sign == ">":
            return Place("raw", place.tag) if place.tag in _RAW else _TEXT
        return Place("tag", place.tag) if sign in f"{_SPACE}/" else Place("attribute", place.tag, sign.lower())

    def _attribute(self, place: Place, sign: str) -> Place:
        if sign in f"{_SPACE}=>/":
            return self._named(place, sign)
        return place._replace(attribute=place.attribute + sign.lower())

    def _joint(self, place: Place, sign: str) -> Place:
        """Read what comes after branches that end in different parts of a tag: none of them may go on."""
        is_another = place.attribute == _BROKEN or sign not in f"{_SPACE}/>"
        return place._replace(attribute=_BROKEN) if is_another else self._tag(place, sign)

    def _named(self, place: Place, sign: str) -> Place:
        if sign in _SPACE:
            return place._replace(what="named")
        return place._replace(what="equals") if sign == "=" else self._tag(place, sign)

    def _equals(self, place: Place, sign: str) -> Place:
        if sign in "\"'":
            return place._replace(what="value", quote=sign)
        if sign == ">":
            return self._tag(place, sign)
        return place if sign in _SPACE else place._replace(what="bare")

    def _bare(self, place: Place, sign: str) -> Place:
        return self._tag(place, sign) if sign == ">" or sign in _SPACE else place

    def _value(self, place: Place, sign: str) -> Place:
        return Place("tag", place.tag) if sign == place.quote else place._replace(said=place.said + sign)

    def _raw(self, place: Place, sign: str) -> Place:
        end = f"</{place.tag}"
        said = (place.said + sign.lower())[-len(end) :]
        return Place("name", f"/{place.tag}") if said == end else place._replace(said=said)

    def _bracket(self, place: Place, sign: str) -> Place:
        """Read what comes after a `]` of Markdown, which may be the address of a link."""
        return Place("address") if sign in "(:" else self._text(place, sign)

    def _address(self, place: Place, sign: str) -> Place:
        if not place.said and sign in f"{_SPACE}<":
            return place
        return self._text(place, sign) if sign in f"{_SPACE})>" else place._replace(said=place.said + sign)


_BROKEN = "\0"
"""What stands for the name of an attribute that is not the same in all branches."""
_MUST_BE_QUOTED = message("inside a tag a text can only stand between quotes, and only without 'markdown'")
_MUST_END = message("a tag must end in the same part of the template where it begins: in the same 'if', 'for' or block")
_MUST_BE_NUMBER = message("only a number can be printed here: text would run as code")
_MUST_BE_WORDS = message(
    "only numbers, colours and plain words can be printed here: other text would change how the page looks"
)
_MUST_BE_ADDRESS = message("only an address that leads to a page, or within this one, can be printed here")

_ACTS = ("on", "srcdoc")
"""How the names of attributes begin whose values are programs or pages."""
_FOLLOWED = frozenset({"href", "cite"})
_FETCHED = frozenset(
    {"src", "srcset", "imagesrcset", "xlink:href", "action", "formaction", "data", "poster", "background", "ping"}
    | {"longdesc", "manifest", "codebase", "profile", "usemap", "classid", "lowsrc", "dynsrc", "icon"}
)
"""Attributes that hold addresses: of what a reader may follow, and of what a browser fetches by itself."""
_FIXED = (
    rf"(?i){_PRINTED}|https?://[^/?#{_PRINTED}]+[/?#]|mailto:|tel:|[#?]|\.{{0,2}}/(?!/|\Z)|[^:/?#&{_PRINTED}]+[/?#]"
)
"""How an address begins that leads where the template says, whatever follows."""
_WORDS = r"[\w #%.,+-]*"
_WITHIN = r"[#?]|(?![/\\]{2})[^:?#&\\]*(?:[/?#]|\Z)|data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,"
_TO_FOLLOW = rf"(?i)https?://|mailto:|{_WITHIN}"


def _is_number(_value: str) -> bool:
    """Return whether a text is a number: a number is none, and is not asked."""
    return False


def _is_words(value: str) -> bool:
    return re.fullmatch(_WORDS, value) is not None


def _is_part_of_address(value: str) -> bool:
    return ":" not in value


def _is_within(value: str) -> bool:
    return re.match(_WITHIN, value.strip()) is not None


def _is_to_follow(value: str) -> bool:
    return re.match(_TO_FOLLOW, value.strip()) is not None


def _is_quoted(value: str) -> bool:
    """Return whether a value can stand between quotes: what is ready may have marks of its own."""
    return not isinstance(value, Markup) or not any(mark in value for mark in "\"'<>")


_CHECKS: Mapping[str, tuple[Callable[[str], bool], Message]] = {
    "number": (_is_number, _MUST_BE_NUMBER),
    "words": (_is_words, _MUST_BE_WORDS),
    "part of an address": (_is_part_of_address, _MUST_BE_ADDRESS),
    "address within": (_is_within, _MUST_BE_ADDRESS),
    "address to follow": (_is_to_follow, _MUST_BE_ADDRESS),
    "quoted": (_is_quoted, _MUST_BE_QUOTED),
}
_STRICTER = ("text", "bracket", "address")
"""The places that are no tag's: in the later ones less can be printed than in those before."""
_BETWEEN_ATTRIBUTES = frozenset({"name", "tag", "attribute", "named", "joint"})
_BY_PLACE = " by its place: "
"""What the names of these filters begin with; no template can name them."""


def checks_of_places() -> dict[str, Callable[[Any], Any]]:
    """Return the filters that a value goes through where a text would act."""
    return {_BY_PLACE + name: _checked(*check) for name, check in _CHECKS.items()}


def _checked(is_right: Callable[[str], bool], flaw: Message) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if isinstance(value, str) and not is_right(value):
            raise TemplateFlawError(flaw)
        return value

    return check


class Places:
    """Follows the page through a template, and has what it prints checked by where it stands.

    `blocks` are the places where blocks stand, by their names: of the templates that it extends, and then its own.

    Args:
        file: the template, as messages name it.
        markdown: whether it makes a page of Markdown.
        blocks: the places of the blocks in the templates that it extends.
    """

    def __init__(self, file: str, *, markdown: bool, blocks: Mapping[str, Place]) -> None:
        self.blocks = dict(blocks)
        self._file = file
        self._page = _Page(markdown=markdown)
        self._macros_of_styles = set[str]()

    def check(self, template: nodes.Template) -> None:
        """Put the checks into a template.

        Raises:
            TemplateFlawError: where something is printed that cannot be checked, or a branch ends inside of a tag.
        """
        self._whole(template.body, template, _TEXT)

    def _whole(self, body: Sequence[nodes.Node], of: nodes.Node, place: Place) -> None:
        """Follow a part that is printed somewhere else, or may be: it ends in such a place as it begins in."""
        end = self._through(body, place)
        if end.what != place.what:
            self._require(end, of)

    def _require(self, place: Place, at: nodes.Node) -> None:
        if place.what not in {*_STRICTER, "comment"}:
            raise TemplateFlawError(_MUST_END, self._file, at.lineno)

    def _through(self, body: Iterable[nodes.Node], place: Place) -> Place:
        for node in body:
            place = self._past(node, place)
        return place

    def _past(self, node: nodes.Node, place: Place) -> Place:
        match node:
            case nodes.Output():
                return self._output(node, place)
            case nodes.If():
                ways = [node.body, *(one.body for one in node.elif_), node.else_]
                return self._together([self._through(way, place) for way in ways], node)
            case nodes.For():
                once = self._together([place, self._through(node.body, place)], node)
                return self._together([self._through(node.body, once), self._through(node.else_, place)], node)
            case nodes.With() | nodes.Scope():
                return self._through(node.body, place)
            case _:
                self._apart(node, place)
                return place

    def _apart(self, node: nodes.Node, place: Place) -> None:
        """Follow what is a page of its own, or a part of one, wherever it is printed."""
        match node:
            case nodes.Block():
                self._block(node, place)
            case nodes.Macro():
                self._macro(node, place)
            case nodes.Include():
                self._require(place, node)
            case nodes.CallBlock() | nodes.FilterBlock():
                self._require(place, node)
                self._whole(node.body, node, _TEXT)
            case nodes.AssignBlock():
                self._whole(node.body, node, _TEXT)
            case _:
                pass

    def _block(self, block: nodes.Block, place: Place) -> None:
        """Follow a block, which another template may print something else in: it stands in no tag."""
        if not _is_of_style(place):
            self._require(place, block)
        place = self.blocks.setdefault(block.name, place)
        self._whole(block.body, block, place)

    def _macro(self, macro: nodes.Macro, place: Place) -> None:
        """Follow a macro; one that is written in a style is printed there, too."""
        if _is_of_style(place):
            self._macros_of_styles.add(macro.name)
        self._whole(macro.body, macro, place if _is_of_style(place) else _TEXT)

    def _together(self, places: Sequence[Place], node: nodes.Node) -> Place:
        """Return the one place in which all branches end; of an address, what is said least surely."""
        whats = {one.what for one in places}
        if whats <= {*_STRICTER}:
            stricter = max(whats, key=_STRICTER.index)
            places = [one for one in places if one.what == stricter]
        if whats <= _BETWEEN_ATTRIBUTES and len({*places}) > 1:
            places = [Place("joint", one.tag) for one in places]
        if len({one._replace(said="") for one in places}) > 1:
            raise TemplateFlawError(_MUST_END, self._file, node.lineno)
        return min(places, key=_is_fixed)

    def _output(self, node: nodes.Output, place: Place) -> Place:
        for at, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                place = self._page.after(place, child.data)
                continue
            name = self._check_for(place, child)
            if name:
                node.nodes[at] = nodes.Filter(
                    child, _BY_PLACE + name, [], [], None, None, lineno=child.lineno, environment=node.environment
                )
            place = place._replace(said=place.said + _PRINTED) if place.what in {"value", "address"} else place
        return place

    def _check_for(self, place: Place, printed: nodes.Expr) -> str:
        """Return the name of the check that what is printed goes through; none where text stays text."""
        match place.what:
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
                return ""  # what it gives was checked where it is written
            case _:
                return "words"

    def _check_for_value(self, place: Place, printed: nodes.Expr) -> str:
        if place.attribute.startswith(_ACTS):
            return "number"
        if place.attribute == "style":
            return "words"
        if place.attribute in _FOLLOWED and place.tag in {"a", "area", "blockquote", "q", "del", "ins"}:
            return self._check_for_address(place, printed, "address to follow")
        if place.attribute in _FOLLOWED | _FETCHED:
            return self._check_for_address(place, printed, "address within")
        return "quoted"

    def _check_for_address(self, place: Place, printed: nodes.Expr, whole: str) -> str:
        if not place.said.strip():
            return whole
        if _is_fixed(place):
            return "quoted"
        if ":" in place.said:
            raise TemplateFlawError(_MUST_BE_ADDRESS, self._file, printed.lineno)
        return "part of an address"


def _is_of_style(place: Place) -> bool:
    return place.what == "raw" and place.tag == "style"


def _is_fixed(place: Place) -> bool:
    return re.match(_FIXED, place.said.strip()) is not None


def _has_markdown(printed: nodes.Expr) -> bool:
    return any(
        one.name == "markdown" for one in (printed, *printed.find_all(nodes.Filter)) if isinstance(one, nodes.Filter)
    )
