"""Text that is nobody's: what YAML took for a comment (`Mål #1 nå fler`), and what stands in comments of HTML."""

import re
from collections.abc import Iterator

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.front_matter import MarkdownFile, too_long
from anhorig_cli.markdown_text import OPENING, bare, hidden, is_too_long, outline
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.rules import reading
from anhorig_cli.source import Source, message

_MOST = 1000
"""So many open comments of a file are reported."""
_HASH_IN_TEXT = re.compile(r"#(?<=[ \t]#)[^\s#!]")  # quick to look for, since it begins with a letter of its own
_AFTER_VALUE = r"[ \t]+#(?P<lost>[^\s#!][^\r\n]*)"


def lost_text(source: Source, root: Node) -> list[Diagnostic]:
    """Return a warning for each plain value followed by `#` and a letter or digit."""
    if not _HASH_IN_TEXT.search(source.text):
        return []
    return [
        reading.TEXT_AFTER_HASH.at(
            source.location(scalar.start),
            message('the text from "{lost}" on is read as a comment and lost', lost="#" + found["lost"][:30].rstrip()),
            message("put the whole text in quotes; or, if it is a comment, write a space after #"),
        )
        for scalar in _scalars(root)
        if not scalar.style
        if (found := re.compile(_AFTER_VALUE).match(source.text, scalar.end))
    ]


def take_out_comments(source: Source, root: Node) -> list[Diagnostic]:
    """Take the comments of HTML out of the values of a tree; return a flaw for each that never ends."""
    if OPENING not in source.text:
        return []
    flaws: list[Diagnostic] = []
    for scalar in _scalars(root):
        if OPENING not in scalar.value:
            continue
        if is_too_long(scalar.value):
            flaws.append(too_long(source, scalar.start))
            scalar.value = ""
        else:
            found = outline(scalar.value)
            scalar.value = bare(hidden(scalar.value, found.comments))
            if found.open_comments:
                place = max(source.text.find(OPENING, scalar.start), scalar.start)
                flaws.append(_open_comment(source, place))
    return flaws


def open_comments(markdown: MarkdownFile) -> list[Diagnostic]:
    """Return a flaw for each comment in the body of a Markdown file that never ends."""
    if OPENING not in markdown.body:
        return []
    places = outline(markdown.body).open_comments[:_MOST]
    return [_open_comment(markdown.source, markdown.body_start + place) for place in places]


def _open_comment(source: Source, place: int) -> Diagnostic:
    flaw = message("the comment that begins here does not end within its paragraph, and so it would be printed")
    advice = message("put <!-- first on a line of its own, and end it with -->; or take it out")
    return reading.OPEN_COMMENT.at(source.location(place), flaw, advice)


def _scalars(root: Node) -> Iterator[Scalar]:
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            waiting += node.items if isinstance(node, Sequence) else _both(node)


def _both(node: Mapping) -> list[Node]:
    return [part for pair in node.items for part in pair]
