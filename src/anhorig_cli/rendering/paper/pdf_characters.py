"""The characters that a PDF report can show: those in the fonts of the `typst` package.

PDF/A and PDF/UA allow no character without a glyph. Characters that the fonts lack, mostly emoji, are replaced.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

_LONG_WORD = re.compile(r"\S{41,}")
_PIECE = re.compile(r".{1,20}", re.DOTALL)
_BREAK = "\u200b"
REPLACEMENT = "\ufffd"
_SOFT_HYPHEN = "\u00ad"
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Invisible Hangul letters; fonts seem to have glyphs for them, but lack them in some positions."""
_KEPT_CONTROLS = frozenset({"\n", "\t", _SOFT_HYPHEN})
_LEFT_TO_RIGHT_OR_NEUTRAL = frozenset({"L", "EN", "ES", "ET", "CS", "WS", "ON"})


def shown(text: str, *, plainly: bool = False) -> str:
    """Return a text with `REPLACEMENT` for each character that no font has; invisible ones are removed.

    `plainly` is for text that cannot be typeset otherwise: combining marks and right-to-left text are replaced too.
    """
    if text.isascii():
        return text
    return "".join(_shown_character(character, plainly) for character in unicodedata.normalize("NFC", text))


def with_breaks(text: str) -> str:
    """Return a text in which words too long to be hyphenated may be broken, so that none runs off the page."""
    return _LONG_WORD.sub(lambda found: _BREAK.join(_PIECE.findall(found[0])), text)


def _shown_character(character: str, plainly: bool) -> str:
    if character in _KEPT_CONTROLS:
        return character
    is_unseen = unicodedata.category(character) in {"Cf", "Mn"} or character in _FILLERS
    if is_unseen and ord(character) not in _code_points():
        return ""
    if plainly and unicodedata.bidirectional(character) not in _LEFT_TO_RIGHT_OR_NEUTRAL:
        return REPLACEMENT
    return character if ord(character) in _code_points() else REPLACEMENT


@cache
def _code_points() -> frozenset[int]:
    """Return the code points that `tools/pdf_characters.py` found."""
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="ascii").splitlines()
    ends = ((int(first, 16), int(last, 16)) for first, last in (line.split("-") for line in lines))
    return frozenset(code for first, last in ends for code in range(first, last + 1))
