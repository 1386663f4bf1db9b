r"""Text in plain characters (one kind of digit, dash and space, nothing invisible), with its offsets in the original.

People and programs write the same character in many ways: as a full-width or Arabic digit, an HTML entity (`&#45;`),
a YAML escape (`\x2d`), between Markdown markers (`**12**`), or with an invisible character next to it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

_NOT_PLAIN = re.compile(
    r"[^\n\r !\"#$'()+,\-./0-9:;=>?@A-Z\[\]^_a-z{|}À-ÖØ-öø-ÿ]"
    r"(?:(?<=&)(?:amp;|\#0{0,4}38;|\#[xX]0{0,4}26;)*(?:\#[0-9]{1,7};?|\#[xX][0-9a-fA-F]{1,6};?|[A-Za-z]{2,24};)"
    r"|(?<=\\)(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[_NLPnrt]|)"
    r"|(?<=%)(?:25)*(?:[0-7][0-9a-fA-F]|[c-fC-F][0-9a-fA-F](?:%(?:25)*[89abAB][0-9a-fA-F]){1,3})"
    r"|(?<=<)(?:!--[^<>]{0,200}--|\?[^<>]{0,200})>"
    r"|(?<=<)/?[A-Za-z][A-Za-z0-9-]{0,30}(?![\w.:@+-])[^<>]{0,200}>"
    r"|(?<![&\\%<]))"
)
"""A character that is not plain, or a whole entity, escape or tag that begins with it."""
_NOT_PLAIN_CHARACTER = r"[^\n\r !\"#$%&'()+,\-./0-9:;<=>?@A-Z\[\\\]^_a-z{|}À-ÖØ-öø-ÿ]"
"""A single character that is not plain."""
_DEEPEST_ADDRESS = 8
"""How deep parentheses in the address of a link are followed: each level costs time in a text of such marks."""
_AMPERSANDS = re.compile(r"(?:amp;|\#0*38;|\#[xX]0*26;)+(?=[\#A-Za-z])")
"""The ampersand of an entity, itself written as an entity once or more."""
_HIDDEN = re.compile(r"(?s).+\d")

_ESCAPES = {"_": " ", "N": "\n", "L": "\n", "P": "\n", "n": "\n", "r": "\n", "t": " ", "": ""}
_PLAIN = (
    dict.fromkeys("−˗⁃➖⎯─━ー‾¯ˉ", "-")
    | dict.fromkeys("\t\u115f\u1160\u2800", " ")
    | dict.fromkeys("\n\r\x0b\x0c\x85", "\n")
    | dict.fromkeys("⁄∕⧸╱", "/")
    | dict.fromkeys("·•‧∙⋅。", ".")
    | dict.fromkeys("*`~\ufffd", "")
    | {"➕": "+", "О": "O", "о": "o", "Ο": "O", "ο": "o"}
)
"""Plain characters that do not follow from Unicode; U+FFFD is what a control character is replaced with on reading."""
_PLAIN_OF_KINDS = {
    "Pd": "-",
    "Zs": " ",
    "Zl": "\n",
    "Zp": "\n",
    "Cc": "",
    "Cf": "",
    "Cn": "",
    "Cs": "",
    "Me": "",
    "Mn": "",
}
"""Plain characters by Unicode's general categories; invisible and combining characters are removed."""


class Plain(NamedTuple):
    """A text in plain characters.

    Attributes:
        text: the plain characters.
        pieces: the offsets in `text` at which its pieces begin.
        places: the offset of each piece in the text as written, and its end there if it was written differently.
        hides: whether digits in an entity or a tag were left out of `text`, or a numeral that is no digit replaced.
    """

    text: str
    pieces: list[int]
    places: list[tuple[int, int | None]]
    hides: bool

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets, in the text as written, of a non-empty part of the plain text."""
        first = bisect_right(self.pieces, start) - 1
        begins, end_if_rewritten = self.places[first]
        begins += 0 if end_if_rewritten else start - self.pieces[first]
        last = bisect_right(self.pieces, end - 1) - 1
        place, ends = self.places[last]
        return begins, ends or place + end - self.pieces[last]


def plain(text: str) -> Plain:
    """Return a text in plain characters, as its reader sees it: entities, escapes and tags are interpreted."""
    return _as_plain(text, _NOT_PLAIN)


def without_links(text: str) -> Plain:
    """Return a text in plain characters, as the reader of a page sees it: a link or a picture is its own text."""
    return _as_plain(text, re.compile(rf"{_link_marks()}|{_NOT_PLAIN.pattern}"))


@cache
def _link_marks() -> str:
    """Return the pattern of what begins a link or a picture, and of what ends it, with its address or reference."""
    address = ""
    for _ in range(_DEEPEST_ADDRESS):
        address = rf"(?:[^\s()\\]|\\.|\({address}\))*+"
    title = r"""(?:"[^"]*+"|'[^']*+'|\([^()]*+\))"""
    return rf"!?\[|\](?:\(\s*+(?:<[^<>\n]*+>|{address})(?:\s++{title})?+\s*+\)|\[[^\[\]]*+\])?+"


def verbatim(text: str) -> Plain:
    """Return a text in plain characters, as its author sees it.

    Entities and tags are kept as text, and a numeral that is no digit, as the mark of a note (`²`) or of an item (`①`),
    is not part of the number next to it.
    """
    return _as_plain(text, re.compile(_NOT_PLAIN_CHARACTER), _without_numerals)


@lru_cache(maxsize=64)
def _without_numerals(character: str) -> tuple[str, bool]:
    return " " if _is_numeral(character) else _plain_character(character), False


@lru_cache(maxsize=64)
def _as_seen(written: str) -> tuple[str, bool]:
    """Return the plain characters for one character, entity, escape, tag or mark, and whether `Plain.hides` follows."""
    return _interpreted(written), _HIDDEN.match(written) is not None or _is_numeral(written)


def _is_numeral(written: str) -> bool:
    """Return whether a character counts something, but is not a digit of any script."""
    return written.isnumeric() and not written.isdecimal()


def _as_plain(text: str, not_plain: re.Pattern[str], read: Callable[[str], tuple[str, bool]] = _as_seen) -> Plain:
    """Return a text in plain characters; `read` returns what is not plain as plain characters, and whether it hides."""
    shown: list[str] = []
    pieces: list[int] = []
    places: list[tuple[int, int | None]] = []
    length = last = 0
    hides = False

    def add(piece: str, place: int, end: int | None = None) -> None:
        nonlocal length
        if piece:
            shown.append(piece)
            pieces.append(length)
            places.append((place, end))
            length += len(piece)

    for found in not_plain.finditer(text):
        start, end = found.span()
        if start > last:
            add(text[last:start], last)
        last = end
        plain_form, is_hiding = read(found[0])
        add(plain_form, start, end)
        hides = hides or is_hiding
    add(text[last:], last)
    return Plain("".join(shown), pieces, places, hides)


def _interpreted(written: str) -> str:
    """Return the plain characters for one character, entity, escape or tag; an empty string if it is invisible."""
    mark, rest = written[0], written[1:]
    if mark == "&":
        from html import unescape  # noqa: PLC0415 - few texts have an entity

        meant = unescape(f"&{_AMPERSANDS.sub('', rest, count=1)}")  # empty for a character that HTML does not allow
        return _plain_character(meant[0]) if meant else ""
    if mark == "%":
        octets = bytes.fromhex("".join(one[-2:] for one in rest.split("%")))  # a percent sign may be written as `%25`
        return "".join(map(_plain_character, octets.decode(errors="replace")))
    if mark in "<![]":
        return "\n" if rest.lower().startswith("br") else ""
    if mark != "\\":
        return _plain_character(mark)
    return _ESCAPES[rest] if rest in _ESCAPES else _plain_character(chr(int(rest[1:], 16) % 0x110000))


_ONE_DIGIT = range(10)


@cache
def _plain_character(character: str) -> str:
    """Return a character as a plain one; an empty string if it is invisible; a letter is unchanged."""
    number = unicodedata.numeric(character, None)
    if number is not None and number in _ONE_DIGIT:
        return str(int(number))
    if character in _PLAIN:
        return _PLAIN[character]
    kind = unicodedata.category(character)
    if kind in _PLAIN_OF_KINDS:
        return _PLAIN_OF_KINDS[kind]
    same = unicodedata.normalize("NFKC", character)
    if same.isascii() or same in _PLAIN:
        return _PLAIN.get(same, same)
    return character
