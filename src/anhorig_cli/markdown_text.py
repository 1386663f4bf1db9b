"""Markdown: where its headings, code and comments are, and what it says as plain words.

Reports are written by the same parser, so that a heading, a fence or a comment is one to the reader of a plan and to
the reader of its report alike. A comment is nobody's text: `hidden` and `without_comments` take comments out.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MOST_NESTED = 20
"""How deep lists and quotations may stand in each other; the parser leaves out what stands deeper."""
MOST_LINES = 10_000
"""How many lines and comments a text may have to be read; a thousand pages have fewer."""
OPENING = "<!--"
_CLOSING = "-->"
_EMPTY_COMMENT = r"<!--(?:-?>)"
_LINE_END = r"\r\n|\r|\n"
_MAY_BE_STRUCTURE = re.compile(r"#|```|~~~|^[ \t>]*[-=]+[ \t]*$", re.MULTILINE)
_BEFORE_A_FENCE = " \t>"
_LEAVES = frozenset({"inline", "fence", "code_block"})
_NOTHING = "\0"  # no plan has this character
_LINES_OF_NOTHING = rf"(?m)(?:^[ \t]*+{_NOTHING}[ \t{_NOTHING}]*+(?:\r\n|\r|\n)(?:[ \t]*+(?:\r\n|\r|\n))*)+"
_NOTHING_IN_LINE = rf"(?m)^{_NOTHING}+[ \t]*|[ \t]?{_NOTHING}+"


class Span(NamedTuple):
    """A stretch of a text, from `start` up to `end`."""

    start: int
    end: int


class MarkdownHeading(NamedTuple):
    """A heading: its lines, its level, its text, and whether it stands in a list or a quotation."""

    start: int
    end: int
    level: int
    text: str
    is_nested: bool


class Fence(NamedTuple):
    """Code between fences; one that is never closed lasts to the end of what it stands in."""

    start: int
    end: int
    is_closed: bool


class Outline:
    """What stands where in a text; positions are offsets in it.

    `open_comments` are the places where a comment begins that does not end within its paragraph.
    """

    def __init__(self) -> None:
        self.headings: list[MarkdownHeading] = []
        self.fences: list[Fence] = []
        self.comments: list[Span] = []
        self.open_comments: list[int] = []


def is_too_long(text: str) -> bool:
    """Return whether a text has more lines, with its comments, than are read: each may be a block of its own."""
    return text.count(OPENING) + sum(1 for _ in re.finditer(_LINE_END, text)) > MOST_LINES


@lru_cache(maxsize=1)  # more than one question is asked of the same file
def outline(text: str) -> Outline:
    """Return what stands where in a text of Markdown; it is shared, and so not to be changed."""
    found = Outline()
    if OPENING not in text and not _MAY_BE_STRUCTURE.search(text):
        return found
    lines = _Lines(text)
    comments = _Comments(lines.text)
    tokens = _parser().parse(lines.text, {_NOTES: (comments, lines)})
    for token, after in zip(tokens, [*tokens[1:], None], strict=False):
        if token.type == "heading_open" and after:
            place = lines.span(*lines.of(token))
            found.headings.append(MarkdownHeading(*place, int(token.tag[1:]), after.content, token.level > 0))
        elif token.type == "fence":
            found.fences.append(Fence(*lines.span(*lines.of(token)), lines.is_closed(token)))
    if OPENING in text:
        _comments_within(comments, lines, [token for token in tokens if token.type in _LEAVES])
        _add_comments(found, comments, lines)
    return found


def _add_comments(found: Outline, comments: "_Comments", lines: "_Lines") -> None:
    for start, end in sorted(comments.found):
        if end < 0:
            found.open_comments.append(lines.offset(start))
        else:
            found.comments.append(lines.span(start, end))


def hidden(text: str, comments: list[Span]) -> str:
    """Return a text of the same length and lines in which nothing stands where comments are."""
    if not comments:
        return text
    pieces: list[str] = []
    end = 0
    for comment in comments:
        pieces.append(text[end : comment.start])
        pieces.append(re.sub(r"[^\r\n]", _NOTHING, text[comment.start : comment.end]))
        end = comment.end
    return "".join(pieces) + text[end:]


def bare(text: str) -> str:
    """Return a piece of a text without what `hidden` has put in the place of comments."""
    if _NOTHING not in text:
        return text
    return re.sub(_NOTHING_IN_LINE, "", re.sub(_LINES_OF_NOTHING, "\n", text))


def without_comments(text: str) -> str:
    """Return a text of Markdown without its comments."""
    return bare(hidden(text, outline(text).comments)) if OPENING in text else text


_NOTES = "anhorig"


class _Comments:
    """The comments of a text while it is read: where each begins and ends, -1 for one that never does."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: set[tuple[int, int]] = set()

    @cached_property
    def _closings(self) -> list[int]:
        return [found.start() for found in re.finditer(_CLOSING, self.text)]

    def end(self, start: int) -> int:
        """Return where the comment that begins at a place ends; -1 where it never does."""
        if empty := re.compile(_EMPTY_COMMENT).match(self.text, start):
            return empty.end()
        number = bisect_left(self._closings, start + len(OPENING))
        return self._closings[number] + len(_CLOSING) if number < len(self._closings) else -1


class _Lines:
    """The lines of a text with line feeds only, as the parser has it, and the way back to the text's own offsets."""

    def __init__(self, text: str) -> None:
        lines = re.split(_LINE_END, text)
        self.text = "\n".join(lines)
        self.starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self._own_starts = [0, *(found.end() for found in re.finditer(_LINE_END, text))]
        self._length = len(text)

    def number(self, place: int) -> int:
        """Return the number of the line, from 0, in which a place lies."""
        return min(bisect_right(self.starts, place), len(self._own_starts)) - 1

    def offset(self, place: int) -> int:
        """Return the offset in the text of a place in the parser's text."""
        line = self.number(place)
        return min(self._own_starts[line] + place - self.starts[line], self._length)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the text between two places of the parser's text."""
        return Span(self.offset(start), self.offset(end))

    def of(self, token: "Token") -> Span:
        """Return the stretch of the parser's text in whose lines a token stands."""
        first, end = token.map or (0, 0)
        return Span(self.starts[first], self.starts[end])

    def is_closed(self, fence: "Token") -> bool:
        """Return whether the last line of fenced code is the fence that closes it."""
        start, end = self.of(fence)
        lines = self.text[start:end].rstrip("\n").split("\n")
        last = lines[-1].strip(_BEFORE_A_FENCE)
        return len(lines) > 1 and last.startswith(fence.markup) and not last.strip(fence.markup[0])


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for text that needs it

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED})
    parser.core.ruler.enableOnly(["normalize", "block"])
    interrupting: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    parser.block.ruler.before("blockquote", "comment", _comment_block, interrupting)
    parser.inline.ruler.enableOnly(["text", "escape", "backticks", "autolink"])
    parser.inline.ruler.before("autolink", "comment", _comment_in_line)
    return parser


def _comment_block(state: "StateBlock", line: int, end_line: int, silent: bool) -> bool:
    """Read a comment that begins its line, over empty lines too."""
    start = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or not state.src.startswith(OPENING, start):
        return False
    comments, lines = cast("tuple[_Comments, _Lines]", state.env[_NOTES])
    end = comments.end(start)
    last = lines.number(end)
    if end < 0 or last >= end_line:
        return False
    rest = state.src[end : state.eMarks[last]]
    is_all = not rest.strip()
    if not is_all and last == line:
        return False  # a paragraph that begins with a comment
    if silent:
        return True
    comments.found.add((start, end))
    state.line = last + 1 if is_all else last
    if not is_all:  # read next, as a line of its own
        state.bMarks[last], state.tShift[last] = end, len(rest) - len(rest.lstrip())
        state.sCount[last] = state.blkIndent
    return True


def _comment_in_line(state: "StateInline", silent: bool) -> bool:
    """Read a comment in a paragraph or a heading."""
    if not state.src.startswith(OPENING, state.pos):
        return False
    comments = cast("_Comments", state.env[_NOTES])
    end = comments.end(state.pos)
    if not silent:
        comments.found.add((state.pos, end))
    state.pos = end if end >= 0 else state.pos + len(OPENING)
    return True


def _comments_within(comments: _Comments, lines: _Lines, leaves: "list[Token]") -> None:
    """Note the comments within paragraphs and headings, and what begins as a comment and is none."""
    blocks = sorted(comments.found)
    beginnings = [found.start() for found in re.finditer(OPENING, comments.text)]
    waiting = [place for place in beginnings if not _is_within(place, blocks)]
    unread = set(waiting)
    for token in leaves:
        start, end = lines.of(token)
        places = waiting[bisect_left(waiting, start) : bisect_left(waiting, end)]
        unread.difference_update(places)
        if token.type == "inline" and places:
            _comments_of_paragraph(comments, token.content, places)
    comments.found |= {(place, -1) for place in unread}  # nested too deep to be read


def _comments_of_paragraph(comments: _Comments, content: str, places: list[int]) -> None:
    """Note the comments of a paragraph: its content lacks what marks its lines, and has as many beginnings."""
    within = _Comments(content)
    _parser().inline.parse(content, _parser(), {_NOTES: within}, [])
    in_content = [found.start() for found in re.finditer(OPENING, content)]
    place_of = dict(zip(in_content, places, strict=True))
    for start, end in within.found:
        place = place_of[start]
        comments.found.add((place, comments.end(place) if end >= 0 else -1))


def _is_within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Return whether a place lies in one of the spans, which are in order."""
    number = bisect_right(spans, (place + 1, 0)) - 1
    return number >= 0 and place < spans[number][1]


# Narrative text, which is Markdown, as plain words: for a line, a cell, a calendar, where no marks can be rendered.


SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
"""What an address that may be followed begins with."""
MOST_MARKS = 40_000
"""How many characters and lines a text may have that could be Markdown: each takes the parser some time."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>&#@|~!]|^[ \t]|^(?:[-+=]|\d{1,9}[.)])|[ \t]$|\r", re.MULTILINE)
_MARK = re.compile(r"[\n\[\]!<>*_`\\&]|[-+] |[0-9][.)] ")


def is_plain(text: str) -> bool:
    """Return whether a text has nothing that Markdown would give a meaning, so that it need not be parsed."""
    return not _SPECIAL.search(text)


def has_too_many_marks(text: str) -> bool:
    """Return whether a text could take the parser long."""
    return len(_MARK.findall(text)) > MOST_MARKS


def is_too_deep(tokens: "Sequence[Token]") -> bool:
    """Return whether something stands so deep in lists and quotations that the parser left it out."""
    return any(token.nesting > 0 and token.level >= MOST_NESTED - 1 for token in tokens)


def plain_words(text: str) -> str:
    """Return narrative text without the marks of Markdown, each item and paragraph of it as a paragraph.

    The address of a link stands after its words. Text that is more than can be read, or that has marks only, is given
    as it stands.
    """
    if is_plain(text) or has_too_many_marks(text):
        return text
    tokens = _line_parser().parse(text)
    return text if is_too_deep(tokens) else "\n\n".join(_paragraphs(tokens)) or text


@cache
def _line_parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for text that needs it

    return MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED})


def _paragraphs(tokens: "Sequence[Token]") -> "Iterator[str]":
    bullet = ""
    for token in tokens:
        if token.type == "list_item_open":
            bullet = f"{token.info}{token.markup} " if token.info else "– "
        elif token.type in {"inline", "fence", "code_block"}:
            words = "".join(_words(token.children)) if token.children else token.content
            yield f"{bullet}{words.strip()}"
            bullet = ""


def _words(children: "Sequence[Token]") -> "Iterator[str]":
    """Give what stands in a line, and after a link its address."""
    since = ""
    addresses: list[str] = []
    for child in children:
        if child.type == "link_open":
            addresses.append(str(child.attrs.get("href", "")))
            since = ""
        elif child.type == "link_close":
            yield _address(addresses.pop(), since)
        else:
            said = "\n" if child.type in {"softbreak", "hardbreak"} else child.content
            since += said
            yield said


def _address(address: str, words: str) -> str:
    """Return the address of a link in brackets; nothing where its words say it, or it may not be followed."""
    shown = address.removeprefix("mailto:")
    return f" ({shown})" if SAFE_LINK.match(address) and shown != words else ""
