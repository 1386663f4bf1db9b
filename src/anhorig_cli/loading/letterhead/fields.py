"""Fields: those that are allowed stay, and of others what they showed.

A field's code may be parted over many runs and hold other fields, and its end may stand in another paragraph. So they
are judged when the tree is made, in the order of the text, each story (a header, a text box, a note) by itself. In the
code of a field that stays there is nothing but code and fields that stay; it begins and ends in one paragraph, and the
field ends.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from xml.etree.ElementTree import Element

from anhorig_cli.loading.letterhead.allowed import FIELDS, LINK_WITHIN, OTHER_FIELDS
from anhorig_cli.loading.letterhead.left_out import LINKS, UNKNOWN_FIELDS, field_kind
from anhorig_cli.source import Message

Leave = Callable[[Message], None]
"""Is told the kind of a field that does not stay."""

_STORIES = frozenset({"w:txbxContent", "mc:Choice", "mc:Fallback", "w:footnote", "w:endnote"})
"""What has fields of its own: none begins outside and ends inside."""
_WHOLE = frozenset({"w:drawing", "w:pict", "mc:AlternateContent"})
_APART = frozenset({"w:rPr", "w:pPr", "w:footnote", "w:endnote"})
_SIMPLE = "w:fldSimple"
_OF_FIELDS = frozenset({"w:fldChar", "w:instrText"})
_LINK = "HYPERLINK"
_KEYWORD = re.compile(r'[ \t\r\n]*(=|[A-Za-z]+(?=[ \t\r\n\\"]|\Z))')
_A_FIELD = "\0"
"""Stands in a code for a field within it: what is before it is no whole word, and so no name of a field."""


def settle_fields(root: Element, leave: Leave) -> None:
    """Take the fields that are not allowed out of a tree; what they showed stays."""
    stay: set[Element] = set()
    cut: set[Element] = set()
    for story in _stories(root):
        reader = _FieldReader(leave)
        reader.read(story)
        stay |= reader.stay
        cut |= reader.cut()
    _clear(root, stay, cut)


def _stories(root: Element) -> list[Element]:
    return [root, *(element for element in root.iter() if element.tag in _STORIES and element is not root)]


def _content(above: Element) -> Iterator[Element]:
    """Give the paragraphs of a story, its simple fields, and what stands in its runs, in order."""
    for element in above:
        if element.tag == "w:r":
            yield from (inside for inside in element if inside.tag != "w:rPr")
        elif element.tag in _WHOLE:
            yield element
        elif element.tag not in _APART:
            yield from _opened(element)


def _opened(element: Element) -> Iterator[Element]:
    if element.tag in {"w:p", _SIMPLE}:
        yield element
    yield from _content(element)


@dataclass(slots=True)
class _Field:
    """A field that is being read: its signs and its code up to `last`; `code_ends` is where what it shows begins."""

    starts: int
    last: int
    own: list[Element]
    code: list[str] = field(default_factory=list[str])
    code_ends: int | None = None
    shows: bool = False
    is_plain: bool = True


class _FieldReader:
    """Reads the fields of a story from its beginning to its end."""

    def __init__(self, leave: Leave) -> None:
        self.stay: set[Element] = set()
        self._leave = leave
        self._seen: list[Element] = []
        self._open: list[_Field] = []
        self._cuts: list[tuple[int, int]] = []
        self._paragraph = 0

    def read(self, story: Element) -> None:
        for element in _content(story):
            if element.tag == "w:p":
                self._paragraph = len(self._seen)
            elif element.tag == _SIMPLE:
                self._simple(element)
            else:
                self._seen.append(element)
                self._step(element)
        for unended in self._open:
            self._refuse(unended)

    def cut(self) -> set[Element]:
        """Return what stands in codes that do not stay."""
        changes = [0] * (len(self._seen) + 1)
        for start, end in self._cuts:
            changes[start] += 1
            changes[end] -= 1
        return {element for element, depth in zip(self._seen, accumulate(changes), strict=False) if depth}

    def _simple(self, element: Element) -> None:
        code = element.get("w:instr", "")
        if self._in_code():
            self._open[-1].is_plain = False
        if _is_allowed(code):
            self.stay.add(element)
        else:
            self._leave(_kind(code, shows=True))

    def _step(self, element: Element) -> None:
        what = element.get("w:fldCharType", "") if element.tag == "w:fldChar" else element.tag
        if what == "begin":
            self._begin(element)
        elif what == "end" and self._open:
            self._open[-1].own.append(element)
            self._end(self._open.pop())
        elif self._in_code():
            self._in_a_code(what, element)

    def _begin(self, element: Element) -> None:
        if self._in_code():
            self._open[-1].code.append(_A_FIELD)
        self._open.append(_Field(len(self._seen) - 1, len(self._seen), [element]))

    def _in_a_code(self, what: str, element: Element) -> None:
        now = self._open[-1]
        if what == "separate":
            now.own.append(element)
            now.shows = True
            self._end_code(now)
        elif what == "w:instrText":
            now.own.append(element)
            now.last = len(self._seen)
            now.code.append(element.text or "")
        else:
            now.is_plain = False

    def _in_code(self) -> bool:
        return bool(self._open) and self._open[-1].code_ends is None

    def _end_code(self, ended: _Field) -> None:
        ended.code_ends = len(self._seen)
        if self._paragraph > ended.starts:
            ended.is_plain = False

    def _end(self, ended: _Field) -> None:
        if ended.code_ends is None:
            self._end_code(ended)
        if ended.is_plain and _is_allowed("".join(ended.code)):
            self.stay.update(ended.own)
            return
        self._refuse(ended)
        if self._in_code():
            self._open[-1].is_plain = False

    def _refuse(self, refused: _Field) -> None:
        """Cut the code of a field; where neither code nor field ends, what follows is taken to be text."""
        self._leave(_kind("".join(refused.code), shows=refused.shows))
        self._cuts.append((refused.starts, refused.last if refused.code_ends is None else refused.code_ends))


_LEADS_OUT = re.compile(r"[{}]|://")
"""Another field that is written out in a code, or an address: no field that tells of the document has one."""


def _name(code: str) -> str:
    found = _KEYWORD.match(code)
    return found[1].upper() if found else ""


def _is_allowed(code: str) -> bool:
    name = _name(code)
    return (
        name in FIELDS
        and _LEADS_OUT.search(code) is None
        and (name != _LINK or LINK_WITHIN.fullmatch(code) is not None)
    )


def _kind(code: str, *, shows: bool) -> Message:
    name = _name(code)
    if name == _LINK:
        return LINKS
    return field_kind(name, shows=shows) if name in OTHER_FIELDS or name in FIELDS else UNKNOWN_FIELDS


def _clear(above: Element, stay: set[Element], cut: set[Element]) -> None:
    """Leave out of a tree what is cut, and every sign and code of a field that is not known to stay."""
    kept: list[Element] = []
    for element in above:
        is_stray = element.tag in _OF_FIELDS and element not in stay
        if element not in cut and not is_stray:
            _clear(element, stay, cut)
            kept.extend([element] if element.tag != _SIMPLE or element in stay else element)
    above[:] = kept
