r"""Text in plain characters, one kind of digit, dash and space and nothing unseen, and the way back to what is written.

People and programs write the same character in many ways: as a full-width or Arabic digit, an entity of HTML
(`&#45;`), an escape of YAML (`\x2d`), between marks of Markdown's (`**12**`), or with something unseen beside it.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

_OTHERWISE = re.compile(
    r"[^\n\r !\"#$'()+,\-./0-9:;=>?@A-Z\[^_a-z{|}À-ÖØ-öø-ÿ]"
    r"(?:(?<=&)(?:amp;|\#0{0,4}38;|\#[xX]0{0,4}26;)*(?:\#[0-9]{1,7};?|\#[xX][0-9a-fA-F]{1,6};?|[A-Za-z]{2,24};)"
    r"|(?<=\\)(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[_NLPnrt]|)"
    r"|(?<=%)(?:25)*(?:[0-7][0-9a-fA-F]|[c-fC-F][0-9a-fA-F](?:%(?:25)*[89abAB][0-9a-fA-F]){1,3})"
    r"|(?<=\])(?:\([^()\n]{0,200}\)|\[[^\[\]()\s]{0,200}\])"
    r"|(?<=<)!--[^<>]{0,200}-->"
    r"|(?<=<)/?[A-Za-z][A-Za-z0-9-]{0,30}(?![\w.:@+-])[^<>\n]{0,200}>"
    r"|(?<![&\\%<\]]))"
)
"""A character that is not plain, with all of an entity, an escape, a tag or a link's address that begins with it."""
_ALONE = r"[^\n\r !\"#$%&'()+,\-./0-9:;<=>?@A-Z\[\\\]^_a-z{|}À-ÖØ-öø-ÿ\u2160-\u2188]"
"""A character that is not plain, by itself; a Roman numeral is a letter."""
_AMPERSANDS = re.compile(r"(?:amp;|\#0*38;|\#[xX]0*26;)+(?=[\#A-Za-z])")
"""An ampersand of an entity that is written as an entity itself, once or more."""
_HIDDEN = re.compile(r"(?s).+\d|[\u2160-\u2188]")

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
"""What Unicode does not tell of a character; U+FFFD stands for a control character that was read."""
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
"""By the general categories of Unicode; what is not seen, or is put on the character before it, is nothing."""


class Plain(NamedTuple):
    """A text in plain characters.

    `pieces` are the offsets where its pieces begin, and `places` the same pieces in the text as written: where each
    begins, and where it ends if it is one character that was written otherwise. `hides` says whether digits of an
    entity, a tag or an address were taken for no text.
    """

    text: str
    pieces: list[int]
    places: list[tuple[int, int | None]]
    hides: bool

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets, in the text as written, of a part of the plain text that is not empty."""
        first = bisect_right(self.pieces, start) - 1
        begins, otherwise = self.places[first]
        begins += 0 if otherwise else start - self.pieces[first]
        last = bisect_right(self.pieces, end - 1) - 1
        place, ends = self.places[last]
        return begins, ends or place + end - self.pieces[last]


def plain(text: str) -> Plain:
    """Return a text in plain characters, as its reader sees it; what is written plainly in it stands as it is."""
    return _read(text, _OTHERWISE)


def verbatim(text: str) -> Plain:
    """Return a text in plain characters, as its writer sees it: entities, tags and addresses are text, too."""
    return _read(text, re.compile(_ALONE))


def _read(text: str, otherwise: re.Pattern[str]) -> Plain:
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

    for found in otherwise.finditer(text):
        add(text[last : found.start()], last)
        last = found.end()
        add(_meant(found[0]), found.start(), last)
        hides = hides or _HIDDEN.match(found[0]) is not None
    add(text[last:], last)
    return Plain("".join(shown), pieces, places, hides)


def _meant(written: str) -> str:
    """Return the plain character that is meant by another one, an entity, an escape or a tag; nothing for no sign."""
    mark, rest = written[0], written[1:]
    if mark == "&":
        from html import unescape  # noqa: PLC0415 - few texts have an entity

        meant = unescape(f"&{_AMPERSANDS.sub('', rest, count=1)}")  # nothing for a character that HTML does not allow
        return _plain(meant[0]) if meant else ""
    if mark == "%":
        octets = bytes.fromhex("".join(one[-2:] for one in rest.split("%")))  # a percent sign may be written as `%25`
        return "".join(map(_plain, octets.decode(errors="replace")))
    if mark in "<]":
        return "\n" if rest.lower().startswith("br") else ""
    if mark != "\\":
        return _plain(mark)
    return _ESCAPES[rest] if rest in _ESCAPES else _plain(chr(int(rest[1:], 16) % 0x110000))


_ONE_DIGIT = range(10)


@cache
def _plain(character: str) -> str:
    """Return a character as a plain one, or nothing for one that is not seen; a letter stays as it is."""
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
