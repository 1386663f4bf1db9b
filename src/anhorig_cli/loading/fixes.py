"""How flaws of reading are fixed: splices of the text, made where the flaw is found.

Nothing personal is ever written anew: a text with a personal number has no fix.
"""

import re
from collections.abc import Iterable, Iterator

from anhorig_cli.diagnostics import Fix
from anhorig_cli.nodes import Node, Scalar
from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.source import Source, Splice

ODD_DASHES = "*\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u00b7\u25cf\u25aa\u25e6\u2023\u2043"
"""What a word processor puts before the items of a list."""
CURLY = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a"
"""Quotation marks that YAML does not know."""
ODD_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
ODD_SPACE = rf"^[ -]*(?P<indent>[{ODD_SPACES}])|^[^'\"#]*?:(?P<gap>[{ODD_SPACES}])"
"""A space that is none to YAML, where a line is indented or after a key."""

SEPARATORS = "\u2028\u2029"
_TAB_WIDTHS = (2, 4, 8)
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$", re.MULTILINE)


def rewritten(scalar: Scalar, text: str, *, is_safe: bool = True) -> Fix | None:
    """Return the fix that writes a word or a number in a scalar's place, in its quotes.

    None where the scalar is written in another way than on one line as it reads: then a person must look at it.
    """
    written = scalar.source.text[scalar.start : scalar.end]
    quote = scalar.style
    if written != quote + scalar.value + quote or "\n" in written or _is_for_a_person(written):
        return None
    return Fix(((Splice(scalar.start, scalar.end, quote + text + quote),),), is_safe, is_of_values=True)


def in_quotes(text: str) -> str:
    """Return a text in the quotes that keep it as it is: double ones, unless it holds what they would change."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quoted(source: Source, start: int, end: int) -> Fix | None:
    """Return the fix that puts a piece of one line in quotes; None where a comment may stand in it."""
    text = source.text[start:end].rstrip()
    if " #" in text or "\n" in text or "\r" in text or _is_for_a_person(text):
        return None
    return Fix(((Splice(start, start + len(text), in_quotes(text)),),), is_safe=False)


def in_ordinary_quotes(source: Source, start: int, end: int) -> Fix | None:
    """Return the fix for a text in quotation marks that YAML does not know; None where they do not close all of it."""
    text = source.text[start:end]
    found = re.fullmatch(rf"[{CURLY}]([^{CURLY}]*)[{CURLY}]\s*(?:\s#.*)?", text)
    if found is None or _is_for_a_person(text):
        return None
    return Fix(((Splice(start, start + found.end(1) + 1, in_quotes(found[1])),),))


def with_spaces_for_tabs(source: Source, number: int, last: int) -> Fix | None:
    """Return the fix for a file that is indented with tabs, from a line on; how wide they are is seen by reading.

    A line that begins with a tab is in no block of text, since such a block is indented with spaces. One that begins
    with spaces may be, and then the tab is a part of the text.
    """
    may_hold_text = bool(_BLOCK_TEXT.search(source.text))
    indents: list[tuple[int, str]] = []
    for one in range(1, last + 1):
        line = source.line(one)
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and (one == number or indent[0] == "\t" or not may_hold_text):
            indents.append((source.start_of(one), indent))
    ways = tuple(tuple(_spaces(start, indent, width) for start, indent in indents) for width in _TAB_WIDTHS)
    return Fix(ways) if indents else None


def _spaces(start: int, indent: str, width: int) -> Splice:
    return Splice(start, start + len(indent), indent.replace("\t", " " * width))


def with_ordinary_spaces(source: Source, numbers: Iterable[int]) -> Fix | None:
    """Return the fix for lines that are indented, or parted from their keys, with spaces that are none to YAML."""
    splices = tuple(splice for number in numbers for splice in _ordinary_spaces(source, number))
    return Fix((splices,)) if splices else None


def as_a_mapping(node: Node) -> Fix | None:
    """Return the fix for lines of keys and values that are read as one text, since no ordinary space parts them."""
    first, last = node.source.location(node.start).line, node.source.location(max(node.end - 1, node.start)).line
    is_plain = isinstance(node, Scalar) and not node.style
    return with_ordinary_spaces(node.source, range(first, last + 1)) if is_plain else None


def _ordinary_spaces(source: Source, number: int) -> list[Splice]:
    line, start = source.line(number), source.start_of(number)
    indent = re.match(rf"[ \-{ODD_SPACES}]*", line)
    gap = re.match(rf"[^'\"#]*?:([{ODD_SPACES} ]+)", line)
    spans = [found.span(group) for found, group in ((indent, 0), (gap, 1)) if found]
    odd = sorted({at for begin, end in spans for at in range(begin, end) if re.match(f"[{ODD_SPACES}]", line[at])})
    return [Splice(start + at, start + at + 1, " ") for at in odd]


def with_hyphens(source: Source, number: int, last: int) -> Fix:
    """Return the fix for a list whose items begin with a dash or a bullet: those of the line and of its neighbours."""
    column = len(source.line(number)) - len(source.line(number).lstrip())
    numbers = [number]
    for lines in (range(number + 1, last + 1), range(number - 1, 0, -1)):
        numbers += _of_the_same_list(source, lines, column)
    starts = [source.start_of(one) + column for one in sorted(numbers)]
    return Fix((tuple(Splice(start, start + 2, "- ") for start in starts),))


def _of_the_same_list(source: Source, numbers: Iterable[int], column: int) -> Iterator[int]:
    """Give the lines that begin with a dash or a bullet in a column, until something else does, or further out."""
    for number in numbers:
        line = source.line(number)
        indent = len(line) - len(line.lstrip())
        if not line.strip() or indent > column:
            continue
        if indent < column or not _is_marked(line):
            return
        yield number


def with_a_hyphen(source: Source, number: int) -> Fix:
    """Return the fix for one line that begins with a dash or a bullet."""
    line = source.line(number)
    start = source.start_of(number) + len(line) - len(line.lstrip())
    return Fix(((Splice(start, start + 2, "- "),),))


def _is_marked(line: str) -> bool:
    text = line.lstrip()
    return text[:1] in ODD_DASHES and text[1:2].isspace()


def without(source: Source, offset: int) -> Fix:
    """Return the fix that takes a character away that cannot be seen; a space stays where it parted lines."""
    instead = " " if source.text[offset] in SEPARATORS else ""
    return Fix(((Splice(offset, offset + 1, instead),),), is_safe=False)


def _is_for_a_person(text: str) -> bool:
    """Return whether a text holds a personal number, or a character that may not stand in a plan and was replaced."""
    return "\ufffd" in text or bool(personal_numbers(text))
