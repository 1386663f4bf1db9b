"""Markdown: the positions of its headings, code and comments, and its text as plain words.

Reports are rendered by the same parser, so that whatever is a heading, a fence or a comment in the plan is one in the
report too. Comments are never content: `hidden` and `without_comments` remove them.
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
"""The maximum nesting of lists and quotations; the parser leaves out anything deeper."""
MOST_LINES = 10_000
"""The maximum number of lines and comments of a text to parse; a thousand pages have fewer."""
OPENING = "<!--"
_CLOSING = "-->"
_EMPTY_COMMENT = r"<!--(?:-?>)"
_LINE_END = r"\r\n|\r|\n"
_MAY_BE_STRUCTURE = re.compile(r"#|```|~~~|^[ \t>]*[-=]+[ \t]*$", re.MULTILINE)
_BEFORE_A_FENCE = " \t>"
_LEAF_TYPES = frozenset({"inline", "fence", "code_block"})
_BLANK = "\0"  # no plan contains this character
_BLANK_LINES = rf"(?m)(?:^[ \t]*+{_BLANK}[ \t{_BLANK}]*+(?:\r\n|\r|\n)(?:[ \t]*+(?:\r\n|\r|\n))*)+"
_BLANKS_IN_LINE = rf"(?m)^{_BLANK}+[ \t]*|[ \t]?{_BLANK}+"


class Span(NamedTuple):
    """A span of a text, from the offset `start` up to `end`."""

    start: int
    end: int


class MarkdownHeading(NamedTuple):
    """A heading: its span, level and text, and whether it is inside a list or a quotation."""

    start: int
    end: int
    level: int
    text: str
    is_nested: bool


class Fence(NamedTuple):
    """A fenced code block; one that is never closed extends to the end of its container."""

    start: int
    end: int
    is_closed: bool


class Outline:
    """The headings, fences and comments of a text; positions are offsets in it.

    `open_comments` are the offsets where a comment begins that does not end within its paragraph.
    """

    def __init__(self) -> None:
        self.headings: list[MarkdownHeading] = []
        self.fences: list[Fence] = []
        self.comments: list[Span] = []
        self.open_comments: list[int] = []


def is_too_long(text: str) -> bool:
    """Return whether a text has more lines and comments than are parsed: each may be a block of its own."""
    return text.count(OPENING) + sum(1 for _ in re.finditer(_LINE_END, text)) > MOST_LINES


@lru_cache(maxsize=1)  # more than one question is asked of the same file
def outline(text: str) -> Outline:
    """Return the outline of a Markdown text; it is cached and shared, so do not change it."""
    found = Outline()
    if OPENING not in text and not _MAY_BE_STRUCTURE.search(text):
        return found
    lines = _Lines(text)
    comments = _CommentSpans(lines.text)
    tokens = _parser().parse(lines.text, {_ENV_KEY: (comments, lines)})
    for token, after in zip(tokens, [*tokens[1:], None], strict=False):
        if token.type == "heading_open" and after:
            place = lines.span(*lines.of(token))
            found.headings.append(MarkdownHeading(*place, int(token.tag[1:]), after.content, token.level > 0))
        elif token.type == "fence":
            found.fences.append(Fence(*lines.span(*lines.of(token)), lines.is_closed(token)))
    if OPENING in text:
        _record_comments_in_leaves(comments, lines, [token for token in tokens if token.type in _LEAF_TYPES])
        _add_comments(found, comments, lines)
    return found


def _add_comments(found: Outline, comments: "_CommentSpans", lines: "_Lines") -> None:
    for start, end in sorted(comments.found):
        if end < 0:
            found.open_comments.append(lines.offset(start))
        else:
            found.comments.append(lines.span(start, end))


def hidden(text: str, comments: list[Span]) -> str:
    """Return a text of the same length and lines with comments blanked out."""
    if not comments:
        return text
    pieces: list[str] = []
    end = 0
    for comment in comments:
        pieces.append(text[end : comment.start])
        pieces.append(re.sub(r"[^\r\n]", _BLANK, text[comment.start : comment.end]))
        end = comment.end
    return "".join(pieces) + text[end:]


def bare(text: str) -> str:
    """Return a piece of a text without the blanks that `hidden` has put in place of comments."""
    if _BLANK not in text:
        return text
    return re.sub(_BLANKS_IN_LINE, "", re.sub(_BLANK_LINES, "\n", text))


def without_comments(text: str) -> str:
    """Return a text of Markdown without its comments."""
    return bare(hidden(text, outline(text).comments)) if OPENING in text else text


_ENV_KEY = "anhorig"


class _CommentSpans:
    """The comments of a text while it is parsed: where each begins and ends, -1 for one that never ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: set[tuple[int, int]] = set()

    @cached_property
    def _closings(self) -> list[int]:
        return [found.start() for found in re.finditer(_CLOSING, self.text)]

    def end(self, start: int) -> int:
        """Return the end of the comment that begins at `start`; -1 where it never ends."""
        if empty := re.compile(_EMPTY_COMMENT).match(self.text, start):
            return empty.end()
        number = bisect_left(self._closings, start + len(OPENING))
        return self._closings[number] + len(_CLOSING) if number < len(self._closings) else -1


class _Lines:
    """A text with line feeds only, as the parser sees it, and the mapping back to the original offsets."""

    def __init__(self, text: str) -> None:
        lines = re.split(_LINE_END, text)
        self.text = "\n".join(lines)
        self.starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self._own_starts = [0, *(found.end() for found in re.finditer(_LINE_END, text))]
        self._length = len(text)

    def number(self, place: int) -> int:
        """Return the index of the line that contains an offset of the parser's text."""
        return min(bisect_right(self.starts, place), len(self._own_starts)) - 1

    def offset(self, place: int) -> int:
        """Return the offset in the original text of an offset in the parser's text."""
        line = self.number(place)
        return min(self._own_starts[line] + place - self.starts[line], self._length)

    def span(self, start: int, end: int) -> Span:
        """Return the span in the original text between two offsets of the parser's text."""
        return Span(self.offset(start), self.offset(end))

    def of(self, token: "Token") -> Span:
        """Return the span in the parser's text of a token's lines."""
        first, end = token.map or (0, 0)
        return Span(self.starts[first], self.starts[end])

    def is_closed(self, fence: "Token") -> bool:
        """Return whether the last line of a fenced code block is its closing fence."""
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
    parser.block.ruler.before("blockquote", "comment", _parse_comment_block, interrupting)
    parser.inline.ruler.enableOnly(["text", "escape", "backticks", "autolink"])
    parser.inline.ruler.before("autolink", "comment", _parse_inline_comment)
    return parser


def _parse_comment_block(state: "StateBlock", line: int, end_line: int, silent: bool) -> bool:
    """Return whether a comment begins the line, as a block rule of the parser; it may span empty lines."""
    start = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or not state.src.startswith(OPENING, start):
        return False
    comments, lines = cast("tuple[_CommentSpans, _Lines]", state.env[_ENV_KEY])
    end = comments.end(start)
    last = lines.number(end)
    if end < 0 or last >= end_line:
        return False
    rest = state.src[end : state.eMarks[last]]
    is_all = not rest.strip()
    if not is_all and last == line:
        return False  # it is a paragraph that begins with a comment
    if silent:
        return True
    comments.found.add((start, end))
    state.line = last + 1 if is_all else last
    if not is_all:  # read next, as a line of its own
        state.bMarks[last], state.tShift[last] = end, len(rest) - len(rest.lstrip())
        state.sCount[last] = state.blkIndent
    return True


def _parse_inline_comment(state: "StateInline", silent: bool) -> bool:
    """Return whether a comment begins here, as an inline rule of the parser, in a paragraph or a heading."""
    if not state.src.startswith(OPENING, state.pos):
        return False
    comments = cast("_CommentSpans", state.env[_ENV_KEY])
    end = comments.end(state.pos)
    if not silent:
        comments.found.add((state.pos, end))
    state.pos = end if end >= 0 else state.pos + len(OPENING)
    return True


def _record_comments_in_leaves(comments: _CommentSpans, lines: _Lines, leaves: "list[Token]") -> None:
    """Record the comments within paragraphs and headings, and the openings that begin no comment."""
    blocks = sorted(comments.found)
    beginnings = [found.start() for found in re.finditer(OPENING, comments.text)]
    waiting = [place for place in beginnings if not _is_within(place, blocks)]
    unread = set(waiting)
    for token in leaves:
        start, end = lines.of(token)
        places = waiting[bisect_left(waiting, start) : bisect_left(waiting, end)]
        unread.difference_update(places)
        if token.type == "inline" and places:
            _record_comments_in_paragraph(comments, token.content, places)
    comments.found |= {(place, -1) for place in unread}  # nested too deep to be read


def _record_comments_in_paragraph(comments: _CommentSpans, content: str, places: list[int]) -> None:
    """Record the comments of a paragraph: its content lacks line markers but has the same openings."""
    within = _CommentSpans(content)
    _parser().inline.parse(content, _parser(), {_ENV_KEY: within}, [])
    in_content = [found.start() for found in re.finditer(OPENING, content)]
    place_of = dict(zip(in_content, places, strict=True))
    for start, end in within.found:
        place = place_of[start]
        comments.found.add((place, comments.end(place) if end >= 0 else -1))


def _is_within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Return whether an offset is in one of the spans, which are sorted."""
    number = bisect_right(spans, (place + 1, 0)) - 1
    return number >= 0 and place < spans[number][1]


# Narrative text (Markdown) as plain words: for a line, a cell or a calendar, where no markup is rendered.


SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
"""The beginning of a link address that may be followed."""
MOST_MARKS = 40_000
"""The maximum number of characters and lines that could be Markdown: each takes the parser some time."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>&#@|~!]|^[ \t]|^(?:[-+=]|\d{1,9}[.)])|[ \t]$|\r", re.MULTILINE)
_MARK = re.compile(r"[\n\[\]!<>*_`\\&]|[-+] |[0-9][.)] ")


def is_plain(text: str) -> bool:
    """Return whether a text has nothing that is Markdown, so that it need not be parsed."""
    return not _SPECIAL.search(text)


def has_too_many_marks(text: str) -> bool:
    """Return whether a text could take the parser too long."""
    return len(_MARK.findall(text)) > MOST_MARKS


def is_too_deep(tokens: "Sequence[Token]") -> bool:
    """Return whether something is nested so deep in lists and quotations that the parser left it out."""
    return any(token.nesting > 0 and token.level >= MOST_NESTED - 1 for token in tokens)


def plain_words(text: str) -> str:
    """Return narrative text without Markdown markup, each item and paragraph of it as a paragraph.

    A link's address follows its words. Text that is too much to parse, or only markup, is returned as it is.
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
            words = "".join(_text_pieces(token.children)) if token.children else token.content
            yield f"{bullet}{words.strip()}"
            bullet = ""


def _text_pieces(children: "Sequence[Token]") -> "Iterator[str]":
    """Yield the pieces of a line's text, with the address of each link after its words."""
    words_of_link = ""
    addresses: list[str] = []
    for child in children:
        if child.type == "link_open":
            addresses.append(str(child.attrs.get("href", "")))
            words_of_link = ""
        elif child.type == "link_close":
            yield _link_address(addresses.pop(), words_of_link)
        else:
            piece = "\n" if child.type in {"softbreak", "hardbreak"} else child.content
            words_of_link += piece
            yield piece


def _link_address(address: str, words: str) -> str:
    """Return a link's address in brackets; empty where the words are the address, or it may not be followed."""
    shown = address.removeprefix("mailto:")
    return f" ({shown})" if SAFE_LINK.match(address) and shown != words else ""
