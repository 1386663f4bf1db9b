"""Reading Markdown files: the fields between two lines of `---`, and the body after them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.fixes import as_a_mapping
from anhorig_cli.loading.parser import parse
from anhorig_cli.markdown_text import MOST_LINES, OPENING, bare, hidden, is_too_long, outline
from anhorig_cli.model.parts import PARTS
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence, is_absent, is_blank, location
from anhorig_cli.rules import reading
from anhorig_cli.source import Message, Source, message

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_NOT_FIRST = r"(?s)(?:\s|\#[^\r\n]*[\r\n]|<!--.*?-->)*+[-\u2010-\u2015\u2212]{1,3}[ \t]*[\r\n]"
_CLOSING = re.compile(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")


class MarkdownFile(NamedTuple):
    """A Markdown file: its fields (None if they could not be parsed), and where the body begins in the source."""

    source: Source
    fields: Mapping | None
    body_start: int
    diagnostics: list[Diagnostic]

    @property
    def body(self) -> str:
        """The text after the fields."""
        return self.source.text[self.body_start :]


def read_markdown(source: Source) -> MarkdownFile:
    """Return a Markdown file split into fields and body; offsets are those of the whole file."""
    opening = _OPENING.match(source.text)
    closing = _CLOSING.search(source.text, opening.end()) if opening else None
    if opening is None or closing is None:
        flaw = _why_no_fields(source, is_opened=opening is not None)
        advice = message(
            "write --- on the first line, the fields below it, such as 'titel' (title), and --- on the line after them"
        )
        missing = reading.NO_FRONT_MATTER.at(source.location(0), flaw, advice)
        return MarkdownFile(source, None, len(source.text), [missing])
    root, diagnostics = parse(source, opening.end(), closing.start())
    if isinstance(root, Mapping):
        if is_too_long(source.text[closing.end() :]):
            diagnostics.append(too_long(source, closing.end()))
            return MarkdownFile(source, root, len(source.text), diagnostics)
        return MarkdownFile(source, root, closing.end(), diagnostics)
    if root is not None and not is_absent(root):
        flaw = message("lines of 'key: value' are expected here")
        diagnostics.append(reading.WRONG_KIND.at(location(root), flaw, fix=as_a_mapping(root)))
    elif not diagnostics:
        flaw = message("there are no fields between the lines of ---")
        diagnostics = [reading.EMPTY_FILE.at(source.location(0), flaw)]
    return MarkdownFile(source, None, closing.end(), diagnostics)


def too_long(source: Source, place: int) -> Diagnostic:
    """Return the finding for a Markdown text, at offset `place`, that is longer than is read."""
    flaw = message("the text here has more than {most} lines and comments, and is not read", most=MOST_LINES)
    fix = message("move parts of it to subgoals with files of their own, or keep it in a document beside the plan")
    return reading.TOO_LARGE.at(source.location(min(place, len(source.text) - 1)), flaw, fix)


def _why_no_fields(source: Source, *, is_opened: bool) -> Message:
    if is_opened:
        return message("the fields that begin on the first line are never ended by a line of ---")
    if re.match(_NOT_FIRST, source.text):
        return message("the fields do not begin on the first line: only a line of three hyphens may come first")
    return message("the file does not begin with fields between two lines of ---")


def with_lf(text: str) -> str:
    """Return text with LF as line breaks, as YAML values have, whatever the file has."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def key_of(fields: Mapping, part: str, name: str) -> Scalar | None:
    """Return the key of a field that has a value, or None; a key without a value is removed."""
    keys = PARTS[part]
    for pair in list(fields.items):
        if keys.name_of(pair[0].value) == name:
            if not is_absent(pair[1]):
                return pair[0]
            fields.items.remove(pair)
    return next((key for key, value in fields.merged if keys.name_of(key.value) == name and not is_absent(value)), None)


def add_text(fields: Mapping, part: str, name: str, text: Scalar) -> list[Diagnostic]:
    """Return a finding if the field `name` is already written; otherwise add a body as that field, unless blank."""
    if is_blank(text.value):
        return []
    written = key_of(fields, part, name)
    if written is not None:
        flaw = message(
            "the text here is read as '{key}', which is already on line {line}",
            key=written.value,
            line=location(written).line,
        )
        return [reading.DUPLICATE_KEY.at(location(text), flaw, message("keep one of them"))]
    fields.items.append((Scalar(text.source, text.start, text.start, name), text))
    return []


# Lost text: what YAML reads as a comment (`Mål #1 nå fler`), and HTML comments.


_MOST_COMMENTS = 1000
"""The most unclosed comments reported in a file."""
_HASH_IN_TEXT = re.compile(r"#(?<=[ \t]#)[^\s#!]")  # fast, since the pattern begins with a literal character
_AFTER_VALUE = r"[ \t]+#(?P<lost>[^\s#!][^\r\n]*)"


def lost_text(source: Source, root: Node) -> list[Diagnostic]:
    """Return a warning for each plain value followed by white space and `#` directly before text."""
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
    """Return the findings from removing HTML comments from the values of a tree.

    There is one for each value with an unclosed comment, and one for each value with comments that is too long, which
    is removed.
    """
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
    """Return a finding for each unclosed comment in the body of a Markdown file."""
    if OPENING not in markdown.body:
        return []
    places = outline(markdown.body).open_comments[:_MOST_COMMENTS]
    return [_open_comment(markdown.source, markdown.body_start + place) for place in places]


def _open_comment(source: Source, place: int) -> Diagnostic:
    flaw = message("the comment that begins here does not end within its paragraph, and so it would be printed")
    advice = message("put <!-- first on a line of its own, and end it with -->; or remove it")
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
            waiting += node.items if isinstance(node, Sequence) else _keys_and_values(node)


def _keys_and_values(node: Mapping) -> list[Node]:
    return [part for pair in node.items for part in pair]
