"""The fields of a letterhead: allowed ones are kept, and others are replaced by the text they show.

A field's code may be split over many runs and contain other fields, and the field may end in another paragraph. So
fields are checked once the new tree is complete, in the order of the text, each story (a header, a text box, a note)
by itself. The code of a kept field contains only code and kept fields, begins and ends in one paragraph, and the field
has an end.
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
"""Called with the kind to report of each field that is not kept."""

_STORIES = frozenset({"w:txbxContent", "mc:Choice", "mc:Fallback", "w:footnote", "w:endnote"})
"""The elements with a text flow of their own: no field begins outside one and ends inside."""
_OPAQUE = frozenset({"w:drawing", "w:pict", "mc:AlternateContent"})
_SKIPPED = frozenset({"w:rPr", "w:pPr", "w:footnote", "w:endnote"})
_SIMPLE = "w:fldSimple"
_FIELD_TAGS = frozenset({"w:fldChar", "w:instrText"})
_LINK = "HYPERLINK"
_KEYWORD = re.compile(r'[ \t\r\n]*(=|[A-Za-z]+(?=[ \t\r\n\\"]|\Z))')
_NESTED_FIELD = "\0"
"""Replaces a nested field in a code, so that text directly before it is not taken for a whole field name."""


def settle_fields(root: Element, leave: Leave) -> None:
    """Remove the fields that are not allowed from a tree; the text they show is kept."""
    kept: set[Element] = set()
    cut: set[Element] = set()
    for story in _stories(root):
        reader = _FieldReader(leave)
        reader.read(story)
        kept |= reader.kept
        cut |= reader.cut()
    _remove(root, kept, cut)


def _stories(root: Element) -> list[Element]:
    return [root, *(element for element in root.iter() if element.tag in _STORIES and element is not root)]


def _content(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs of a story, its simple fields, and the contents of its runs, in order."""
    for element in parent:
        if element.tag == "w:r":
            yield from (child for child in element if child.tag != "w:rPr")
        elif element.tag in _OPAQUE:
            yield element
        elif element.tag not in _SKIPPED:
            yield from _with_content(element)


def _with_content(element: Element) -> Iterator[Element]:
    if element.tag in {"w:p", _SIMPLE}:
        yield element
    yield from _content(element)


@dataclass(slots=True)
class _Field:
    """A field that is being read, with its field characters and code elements (`own`).

    `start`, `code_end` (where the text it shows begins) and `last_code_end` are indexes into the elements read so far.
    `is_plain` is whether its code has nothing but code and kept fields, all in one paragraph.
    """

    start: int
    last_code_end: int
    own: list[Element]
    code: list[str] = field(default_factory=list[str])
    code_end: int | None = None
    shows: bool = False
    is_plain: bool = True


class _FieldReader:
    """Reads the fields of a story from beginning to end; `kept` are the elements of the fields that are allowed."""

    def __init__(self, leave: Leave) -> None:
        self.kept: set[Element] = set()
        self._leave = leave
        self._read: list[Element] = []
        self._open: list[_Field] = []
        self._cuts: list[tuple[int, int]] = []
        self._paragraph_start = 0

    def read(self, story: Element) -> None:
        for element in _content(story):
            if element.tag == "w:p":
                self._paragraph_start = len(self._read)
            elif element.tag == _SIMPLE:
                self._read_simple_field(element)
            else:
                self._read.append(element)
                self._read_element(element)
        for unended in self._open:
            self._refuse(unended)

    def cut(self) -> set[Element]:
        """Return the elements in the codes of fields that are not kept."""
        changes = [0] * (len(self._read) + 1)
        for start, end in self._cuts:
            changes[start] += 1
            changes[end] -= 1
        return {element for element, depth in zip(self._read, accumulate(changes), strict=False) if depth}

    def _read_simple_field(self, element: Element) -> None:
        code = element.get("w:instr", "")
        if self._is_in_code():
            self._open[-1].is_plain = False
        if _is_allowed(code):
            self.kept.add(element)
        else:
            self._leave(_kind(code, shows=True))

    def _read_element(self, element: Element) -> None:
        kind = element.get("w:fldCharType", "") if element.tag == "w:fldChar" else element.tag
        if kind == "begin":
            self._begin(element)
        elif kind == "end" and self._open:
            self._open[-1].own.append(element)
            self._end(self._open.pop())
        elif self._is_in_code():
            self._read_in_code(kind, element)

    def _begin(self, element: Element) -> None:
        if self._is_in_code():
            self._open[-1].code.append(_NESTED_FIELD)
        self._open.append(_Field(len(self._read) - 1, len(self._read), [element]))

    def _read_in_code(self, kind: str, element: Element) -> None:
        current = self._open[-1]
        if kind == "separate":
            current.own.append(element)
            current.shows = True
            self._end_code(current)
        elif kind == "w:instrText":
            current.own.append(element)
            current.last_code_end = len(self._read)
            current.code.append(element.text or "")
        else:
            current.is_plain = False

    def _is_in_code(self) -> bool:
        return bool(self._open) and self._open[-1].code_end is None

    def _end_code(self, ended: _Field) -> None:
        ended.code_end = len(self._read)
        if self._paragraph_start > ended.start:
            ended.is_plain = False

    def _end(self, ended: _Field) -> None:
        if ended.code_end is None:
            self._end_code(ended)
        if ended.is_plain and _is_allowed("".join(ended.code)):
            self.kept.update(ended.own)
            return
        self._refuse(ended)
        if self._is_in_code():
            self._open[-1].is_plain = False

    def _refuse(self, refused: _Field) -> None:
        """Cut the code of a field; if neither the code nor the field ends, what follows is taken to be text."""
        self._leave(_kind("".join(refused.code), shows=refused.shows))
        self._cuts.append((refused.start, refused.last_code_end if refused.code_end is None else refused.code_end))


_LEADS_OUT = re.compile(r"[{}]|://")
"""A field written out as text in a code, or an address: no field about the document itself contains one."""


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


def _remove(parent: Element, kept: set[Element], cut: set[Element]) -> None:
    """Remove the `cut` elements from a tree, and every field character and code that is not `kept`.

    A simple field that is not kept is replaced by its children.
    """
    remaining: list[Element] = []
    for element in parent:
        is_stray = element.tag in _FIELD_TAGS and element not in kept
        if element not in cut and not is_stray:
            _remove(element, kept, cut)
            remaining.extend([element] if element.tag != _SIMPLE or element in kept else element)
    parent[:] = remaining
