"""Writing the inline tokens of Markdown as Markdown again: text, code, emphasis, links and line breaks."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from anhorig_cli.rendering.escaping import (
    JOINER,
    divide_at_addresses,
    escape_before_link,
    escape_line_starts,
    escape_marks,
    inert,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

NOTHING = f"&#{ord(JOINER)};"
"""An invisible entity, used where Markdown needs a character: it begins and ends with Markdown punctuation."""
_WITH_AN_ADDRESS = 3
"""The number of pieces of a text with one address: before it, the address, after it."""
_BREAKS = frozenset({"softbreak", "hardbreak"})


@dataclass(slots=True)
class _Piece:
    """A piece of a line; `role` is `open` or `close` for an emphasis mark, else empty."""

    text: str
    role: str = ""


@dataclass(slots=True)
class _LineState:
    """The state of writing a line: the tokens around the current one, and the pieces so far."""

    on_one_line: bool
    in_cell: bool
    before: "Token | None" = None
    after: "Token | None" = None
    in_link: bool = False
    link_end: str = ""
    pieces: list[_Piece] = field(default_factory=list[_Piece])


def write_inline(children: "Sequence[Token]", *, on_one_line: bool = False, in_cell: bool = False) -> str:
    """Return Markdown for the inline tokens of a paragraph, a heading or a table cell."""
    line = _LineState(on_one_line, in_cell)
    for n, token in enumerate(children):
        line.before = children[n - 1] if n else None
        line.after = children[n + 1] if n + 1 < len(children) else None
        line.pieces.append(_INLINE_WRITERS[token.type](token, line))
    return "".join(_with_readable_marks(line.pieces)).strip(" ")


def write_text(text: str) -> str:
    """Return Markdown for a paragraph of plain text."""
    guarded = _escaped("\n".join(line.strip() for line in text.split("\n")), starts=True, ends=True)
    return escape_line_starts(_CONTROL_IN_LINE.sub(_as_entity, guarded))


def _text(token: "Token", line: _LineState) -> _Piece:
    starts = line.before is None or line.before.type in _BREAKS
    ends = line.after is None or line.after.type in _BREAKS
    text = escape_marks(token.content) if line.in_link else _escaped(token.content, starts=starts, ends=ends)
    text = _CONTROL.sub(_as_entity, text)
    if starts:
        text = escape_line_starts(_OUTER_START.sub(_as_entity, text))
    if ends:
        text = _OUTER_END.sub(_as_entity, text)
    if line.after is not None and line.after.type == "link_open":
        text = escape_before_link(text)
    return _Piece(text)


def _escaped(text: str, *, starts: bool, ends: bool) -> str:
    """Return escaped text in which nothing acts, but with web addresses that are separate words unchanged.

    An address at an end of the text is only known to be a separate word if the line ends there (`starts`, `ends`).
    """
    pieces = divide_at_addresses(text)
    if len(pieces) >= _WITH_AN_ADDRESS and not pieces[0] and not starts:
        pieces[:3] = ["".join(pieces[:3])]
    if len(pieces) >= _WITH_AN_ADDRESS and not ends and not pieces[-1].strip(".,:;!?)"):
        pieces[-3:] = ["".join(pieces[-3:])]
    return "".join(piece if n % 2 else escape_marks(inert(piece)) for n, piece in enumerate(pieces))


def _as_entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _code_span(token: "Token", line: _LineState) -> _Piece:
    content = without_tags(token.content)
    fence = "`" * (longest_run(content) + 1)
    space = " " if content[:1] in {"`", " "} or content[-1:] in {"`", " "} else ""
    if not content.strip(" "):
        space = ""
    text = f"{fence}{space}{content}{space}{fence}"
    return _Piece(text.replace("|", "\\|") if line.in_cell else text)


def _break(token: "Token", line: _LineState) -> _Piece:
    if line.on_one_line:
        return _Piece(" ")
    text = "\n" if token.type == "softbreak" else "\\\n"
    is_alone = line.before is None or line.before.type in _BREAKS
    return _Piece((NOTHING if is_alone else "") + text + (NOTHING if line.after is None else ""))


def _mark(token: "Token", _line: _LineState) -> _Piece:
    return _Piece(token.markup, "open" if token.nesting > 0 else "close")


def _link_open(token: "Token", line: _LineState) -> _Piece:
    href = str(token.attrs["href"]).translate(_IN_ADDRESS)
    title = str(token.attrs.get("title", ""))
    line.in_link = True
    title_part = f' "{_CONTROL.sub(_as_entity, title.translate(_IN_TITLE))}"' if title else ""
    line.link_end = f"]({href}{title_part})"
    return _Piece("[")


def _link_close(_token: "Token", line: _LineState) -> _Piece:
    line.in_link = False
    return _Piece(line.link_end)


_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", "&": "&amp;", "<": "%3C", ">": "%3E", "\\": "%5C", "|": "%7C"})
_IN_TITLE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\\": "\\\\", "|": "&#124;"})
_CONTROL_IN_LINE = re.compile(r"[\r\t\v\f]")
_CONTROL = re.compile(r"[\n\r\t\v\f]")
_OUTER_START = re.compile(r"\A\s")
_OUTER_END = re.compile(r"\s\Z")
_INLINE_WRITERS: "dict[str, Callable[[Token, _LineState], _Piece]]" = {
    "text": _text,
    "code_inline": _code_span,
    "softbreak": _break,
    "hardbreak": _break,
    "em_open": _mark,
    "em_close": _mark,
    "strong_open": _mark,
    "strong_close": _mark,
    "link_open": _link_open,
    "link_close": _link_close,
}


def without_tags(code: str) -> str:
    """Return code in which no `<` begins a tag, wherever a template puts it: within code there is no escaping."""
    return _TAG.sub(f"<{JOINER}", code)


_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_TICKS = re.compile("`+")


def longest_run(code: str) -> int:
    """Return the length of the longest run of backticks."""
    return max((len(run) for run in _TICKS.findall(code)), default=0)


def _with_readable_marks(pieces: list[_Piece]) -> Iterator[str]:
    """Yield the text of a line, with an invisible character next to each emphasis mark that would be misread.

    Whether a run of marks opens or closes emphasis depends on the characters around it, and which run it matches on its
    length (CommonMark 0.31, 6.2).
    """
    runs = [_Run(run) for _, run in groupby((piece for piece in pieces if piece.text), key=_run_of)]
    ambiguous = _ambiguous_marks(runs)
    before = _Run(())
    for run, after in pairwise([*runs, _Run(())]):
        if run.role == "open":
            if before.role == "close" and before.mark == run.mark:
                yield NOTHING
                before = _Run([_Piece(NOTHING)])
            inside = "" if after.role == "close" else after.text[:1]
            inner, outer = _needed_beside(run.mark, inside, before.text[-1:], is_ambiguous=run.mark in ambiguous)
            run.text = outer + run.text + inner
        elif run.role == "close":
            inner, outer = _needed_beside(
                run.mark, before.text[-1:], after.text[:1], is_ambiguous=run.mark in ambiguous
            )
            run.text = inner + run.text + outer
        yield run.text
        before = run


class _Run:
    """Consecutive pieces of a line: marks of one character that all open or all close, or other text."""

    def __init__(self, pieces: Iterable[_Piece]) -> None:
        listed = list(pieces)
        self.text = "".join(piece.text for piece in listed)
        self.role = listed[0].role if listed else ""
        self.mark = self.text[0] if self.role else ""


def _ambiguous_marks(runs: Sequence[_Run]) -> set[str]:
    """Return the marks that are nested in themselves, or occur in runs of different lengths."""
    ambiguous: set[str] = set()
    lengths: dict[str, int] = {}
    open_marks: set[str] = set()
    for run in runs:
        if run.role and lengths.setdefault(run.mark, len(run.text)) != len(run.text):
            ambiguous.add(run.mark)
        if run.role == "open":
            ambiguous |= {run.mark} & open_marks
            open_marks.add(run.mark)
        elif run.role == "close":
            open_marks.discard(run.mark)
    return ambiguous


def _run_of(piece: _Piece) -> tuple[str, str]:
    return (piece.role, piece.text[0]) if piece.role else ("", "")


def _needed_beside(mark: str, inside: str, outside: str, *, is_ambiguous: bool) -> tuple[str, str]:
    """Return the invisible text needed directly inside and directly outside a mark, each possibly empty.

    Args:
        mark: `*` or `_`.
        inside: the character after an opening mark, or before a closing one.
        outside: the character on its other side.
        is_ambiguous: whether a mark that could both open and close would be misread.
    """
    inner = "" if inside.strip() else NOTHING
    is_inside_word = not inner and not _may_be_punctuation(inside)
    if not outside.strip():
        return inner, ""
    needs_punctuation = mark == "_" or is_ambiguous or not is_inside_word
    outer = NOTHING if needs_punctuation and not _is_punctuation(outside) else ""
    if is_ambiguous and not is_inside_word:
        inner = JOINER
    return inner, outer


def _is_punctuation(character: str) -> bool:
    """Return whether a character is punctuation in every version of CommonMark."""
    return character in string.punctuation or unicodedata.category(character)[0] == "P"


def _may_be_punctuation(character: str) -> bool:
    """Return whether a character is punctuation in some version of CommonMark; in the newest, symbols are."""
    return _is_punctuation(character) or unicodedata.category(character)[0] == "S"
