"""Fixes for flaws found while reading: splices of the text.

Personal data is never copied: a text with a personal number has no fix.
"""

import re
from collections.abc import Iterable, Iterator

from anhorig_cli.diagnostics import Fix
from anhorig_cli.nodes import Node, Scalar
from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.source import Source, Splice

ODD_DASHES = "*\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u00b7\u25cf\u25aa\u25e6\u2023\u2043"
"""What word processors put before the items of a list."""
CURLY = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a"
"""Quotation marks that are not YAML's."""
ODD_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
ODD_SPACE = rf"^[ -]*(?P<indent>[{ODD_SPACES}])|^[^'\"#]*?:(?P<gap>[{ODD_SPACES}])"
"""A space that YAML does not accept, in the indentation of a line or after a key."""

SEPARATORS = "\u2028\u2029"
_TAB_WIDTHS = (2, 4, 8)
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$", re.MULTILINE)


def rewritten(scalar: Scalar, text: str, *, is_safe: bool = True) -> Fix | None:
    """Return the fix that replaces a scalar with a word or number, in the same quotes.

    None if the scalar is not written on one line exactly as its value: then a person must look at it.
    """
    written = scalar.source.text[scalar.start : scalar.end]
    quote = scalar.style
    if written != quote + scalar.value + quote or "\n" in written or _needs_a_person(written):
        return None
    return Fix(((Splice(scalar.start, scalar.end, quote + text + quote),),), is_safe, is_of_values=True)


def in_quotes(text: str) -> str:
    """Return a text in quotes that do not change it: double ones, or single ones if it has `"` or a backslash."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quoted(source: Source, start: int, end: int) -> Fix | None:
    """Return the fix that puts a part of one line in quotes; None if it may contain a comment."""
    text = source.text[start:end].rstrip()
    if " #" in text or "\n" in text or "\r" in text or _needs_a_person(text):
        return None
    return Fix(((Splice(start, start + len(text), in_quotes(text)),),), is_safe=False)


def in_ordinary_quotes(source: Source, start: int, end: int) -> Fix | None:
    """Return the fix for a text in quotation marks that are not YAML's; None if they do not enclose all of it."""
    text = source.text[start:end]
    found = re.fullmatch(rf"[{CURLY}]([^{CURLY}]*)[{CURLY}]\s*(?:\s#.*)?", text)
    if found is None or _needs_a_person(text):
        return None
    return Fix(((Splice(start, start + found.end(1) + 1, in_quotes(found[1])),),))


def with_spaces_for_tabs(source: Source, number: int, last: int) -> Fix | None:
    """Return the fix for lines indented with tabs, up to line `last`, with one alternative for each width of tabs.

    Which width is right is found out by reading the text again.
    A line that begins with a tab cannot be in a text block, since text blocks are indented with spaces. One that begins
    with spaces may be, and then the tab is part of the text; so it is changed only if it is line `number`, or if the
    file has no text blocks.
    """
    has_text_blocks = bool(_BLOCK_TEXT.search(source.text))
    indents: list[tuple[int, str]] = []
    for one in range(1, last + 1):
        line = source.line(one)
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and (one == number or indent[0] == "\t" or not has_text_blocks):
            indents.append((source.start_of(one), indent))
    ways = tuple(tuple(_spaces(start, indent, width) for start, indent in indents) for width in _TAB_WIDTHS)
    return Fix(ways) if indents else None


def _spaces(start: int, indent: str, width: int) -> Splice:
    return Splice(start, start + len(indent), indent.replace("\t", " " * width))


def with_ordinary_spaces(source: Source, numbers: Iterable[int]) -> Fix | None:
    """Return the fix for lines with spaces that YAML does not accept, in their indentation or after their keys."""
    splices = tuple(splice for number in numbers for splice in _ordinary_spaces(source, number))
    return Fix((splices,)) if splices else None


def as_a_mapping(node: Node) -> Fix | None:
    """Return the fix for lines of keys and values that are read as one text, for lack of ordinary spaces."""
    first, last = node.source.location(node.start).line, node.source.location(max(node.end - 1, node.start)).line
    is_plain = isinstance(node, Scalar) and not node.style
    return with_ordinary_spaces(node.source, range(first, last + 1)) if is_plain else None


def _ordinary_spaces(source: Source, number: int) -> list[Splice]:
    line, start = source.line(number), source.start_of(number)
    indent = re.match(rf"[ \-{ODD_SPACES}]*", line)
    gap = re.match(rf"[^'\"#]*?:([{ODD_SPACES} ]+)", line)
    spans = [found.span(group) for found, group in ((indent, 0), (gap, 1)) if found]
    offsets = sorted({at for begin, end in spans for at in range(begin, end) if re.match(f"[{ODD_SPACES}]", line[at])})
    return [Splice(start + at, start + at + 1, " ") for at in offsets]


def with_hyphens(source: Source, number: int, last: int) -> Fix:
    """Return the fix for a list whose items begin with a dash or bullet: the line `number` and the items around it."""
    column = len(source.line(number)) - len(source.line(number).lstrip())
    numbers = [number]
    for lines in (range(number + 1, last + 1), range(number - 1, 0, -1)):
        numbers += _items_of_same_list(source, lines, column)
    starts = [source.start_of(one) + column for one in sorted(numbers)]
    return Fix((tuple(Splice(start, start + 2, "- ") for start in starts),))


def _items_of_same_list(source: Source, numbers: Iterable[int], column: int) -> Iterator[int]:
    """Yield the lines that begin with a dash or bullet in `column`; stop at less indentation or another beginning."""
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


def without_character(source: Source, offset: int) -> Fix:
    """Return the fix that removes an invisible character; a line or paragraph separator is replaced by a space."""
    instead = " " if source.text[offset] in SEPARATORS else ""
    return Fix(((Splice(offset, offset + 1, instead),),), is_safe=False)


def _needs_a_person(text: str) -> bool:
    """Return whether a text contains a personal number, or a replaced forbidden character, so that it has no fix."""
    return "\ufffd" in text or bool(personal_numbers(text))
