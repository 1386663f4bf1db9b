"""The style a plan is written in, the lines of its text, and where the text of a node ends."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.model.parts import PARTS, language_of_keys
from anhorig_cli.model.plan_edit import Word
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence, location
from anhorig_cli.source import Source, message
from anhorig_cli.vocabulary import Language

_NARROWEST, _WIDEST = 80, 120
_STEP = 2


@dataclass(frozen=True)
class Style:
    """How a file is written; what the file itself does not show is taken from the plan's other files.

    Attributes:
        mappings: every mapping of the file, then those of the other files.
        language: the plan's language, for a file whose keys do not show one.
        step: how far a mapping is indented below its key.
        dash: how much further a dash is indented than the key above it.
        key_offset: how many columns to the right of its dash an item begins.
        width: the greatest length of a line.
        quote: the most frequent quote.
        key_quote: the quote around keys; empty where most keys have none.
        may_spread: whether a long text may take several lines.
        quotes: how often each quote is used.
    """

    mappings: tuple[Mapping, ...]
    language: Language
    step: int
    dash: int
    key_offset: int
    width: int
    quote: str
    key_quote: str
    may_spread: bool
    quotes: Counter[str] = field(default_factory=Counter[str])

    def language_near(self, *nearest: Node | None) -> Language:
        """Return the language of the nearest keys, else that of the file's keys, else the plan's."""
        near = [node for node in nearest if isinstance(node, Mapping)]
        return _language(near) or _language(self.mappings) or self.language

    def key_near(self, part: str, name: str, *nearest: Node | None) -> str:
        """Return a field's key, with its quotes, as the nearest parts write it, else in their language."""
        for node in nearest:
            if isinstance(node, Mapping) and (pair := pair_of(node, part, name)):
                return in_quotes(pair[0].value, pair[0].style)
        return in_quotes(PARTS[part].term(name).spelled(self.language_near(*nearest)), self.key_quote)

    def others(self, part: str, name: str) -> Iterator[Node]:
        """Yield the values under a field's key: those in the file from its end, then those in the other files."""
        spellings = PARTS[part].term(name).spellings
        for mapping in self.mappings:
            yield from (value for key, value in own_pairs(mapping) if key.value in spellings)

    def like(self, part: str, name: str) -> Node | None:
        """Return the first list or mapping under a field's key, in the order of `others`; None if there is none."""
        spellings = PARTS[part].term(name).spellings
        found = [self._first_of_key[one] for one in spellings if one in self._first_of_key]
        return min(found, key=lambda one: one[0])[1] if found else None

    def has_same_conventions(self, later: "Style") -> bool:
        """Return whether everything written between this style and a later one was written in the same style."""
        rare = "'" if self.quote == '"' else '"'
        is_quote_same = self.quotes[rare] == later.quotes[rare] or self.quotes[self.quote] > later.quotes[rare]
        return is_quote_same and self.conventions == later.conventions

    @property
    def conventions(self) -> tuple[object, ...]:
        """What decides how new text is written, apart from the text beside it."""
        return self.language_near(), self.step, self.dash, self.key_offset, self.width, self.quote, self.key_quote

    @cached_property
    def _first_of_key(self) -> dict[str, tuple[int, Node]]:
        """The first list or mapping under each key, with its position in the order of the mappings."""
        found: dict[str, tuple[int, Node]] = {}
        pairs = (pair for mapping in self.mappings for pair in own_pairs(mapping))
        for place, (key, value) in enumerate(pairs):
            if not isinstance(value, Scalar):
                found.setdefault(key.value, (place, value))
        return found


class Form(NamedTuple):
    """How a list item is written: its kind of node, whether in braces, and the quotes of its quoted values."""

    kind: type[Node]
    is_flow: bool
    quotes: frozenset[tuple[str, str]]


def form_of_last(listed: Node) -> Form | None:
    """Return the form of a list's last item, which a new list's items take; None if it is no list, or empty."""
    if not isinstance(listed, Sequence) or not listed.items:
        return None
    item = listed.items[-1]
    pairs = [(key.value, value) for key, value in own_pairs(item)] if isinstance(item, Mapping) else [("", item)]
    styles = [(key, value.style) for key, value in pairs if isinstance(value, Scalar)]
    return Form(type(item), is_flow(item), frozenset(one for one in styles if one[1] in {"'", '"'}))


@lru_cache(maxsize=4)  # a tree never changes, and an imported table makes one change in it per row
def style_of(root: Node, source: Source, language: Language, *, may_spread: bool = True) -> Style:
    """Return the style of a file, inferred from the plan's tree."""
    every = list(_mappings(root))
    own = [mapping for mapping in every if mapping.source is source]
    others = [mapping for mapping in every if mapping.source is not source]
    habits = _habits(own).or_those_of(_habits(others))
    dash = _most_common(habits.dashes, _STEP)
    longest = max((len(line) for line in source.text.splitlines()), default=0)
    return Style(
        (*reversed(own), *others),
        language,
        _most_common(habits.steps, dash or _STEP),
        dash,
        _most_common(habits.key_offsets, _STEP),
        min(max(longest, _NARROWEST), _WIDEST),
        _most_common(habits.quotes, '"'),
        _most_common(habits.key_quotes, ""),
        may_spread,
        habits.quotes,
    )


@dataclass(frozen=True, slots=True)
class _Habits:
    """How often each indentation of mappings, of dashes and of what follows a dash occurs, and each quote."""

    steps: Counter[int]
    dashes: Counter[int]
    key_offsets: Counter[int]
    quotes: Counter[str]
    key_quotes: Counter[str]

    def or_those_of(self, other: "_Habits") -> "_Habits":
        """Return these habits, and those of `other` where these show none."""
        return _Habits(
            self.steps or other.steps,
            self.dashes or other.dashes,
            self.key_offsets or other.key_offsets,
            self.quotes or other.quotes,
            self.key_quotes or other.key_quotes,
        )


_Counted = TypeVar("_Counted")


def _most_common(counts: Counter[_Counted], default: _Counted) -> _Counted:
    return counts.most_common(1)[0][0] if counts else default


def _habits(mappings: Iterable[Mapping]) -> _Habits:
    habits = _Habits(Counter(), Counter(), Counter(), Counter(), Counter())
    for mapping in mappings:
        for key, value in own_pairs(mapping):
            habits.key_quotes[key.style] += 1
            if isinstance(value, Scalar):
                habits.quotes.update([value.style] if value.style in {"'", '"'} else [])
            elif not mapping.is_flow and not is_flow(value) and value.source is key.source and value.start > key.end:
                _count_indentation(habits, key, value)
    return habits


def _count_indentation(habits: _Habits, key: Scalar, value: Mapping | Sequence) -> None:
    """Count how far a mapping or a list on lines of its own is indented below its key."""
    deeper = column(value.source.text, value.start) - column(value.source.text, key.start)
    if isinstance(value, Mapping):
        habits.steps[deeper] += 1
        return
    habits.dashes[deeper] += 1
    offset = key_offset(value.items[0])
    if offset:
        habits.key_offsets[offset] += 1


def key_offset(item: Node) -> int | None:
    """Return how many columns to the right of its dash an item begins; None unless both are on the same line."""
    text = item.source.text
    before = text[line_start(text, item.start) : item.start]
    return len(before) - before.index("-") if before.strip() == "-" else None


def in_quotes(key: str, quote: str) -> str:
    """Return a key in its quotes; an empty `quote` stands for none."""
    return f"{quote}{key}{quote}"


def _mappings(root: Node) -> Iterator[Mapping]:
    """Yield every mapping of a tree once, each before those nested in it, in the order of the files."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar) or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Sequence):
            waiting += reversed(node.items)
        else:
            yield node
            waiting += (value for _, value in reversed(node.items))


def _language(mappings: Iterable[Mapping]) -> Language | None:
    return language_of_keys(key.value for mapping in mappings for key, _ in own_pairs(mapping))


def pair_of(node: Mapping, part: str, name: str) -> tuple[Scalar, Node] | None:
    """Return a field's key and value if they are written in the mapping itself, else None."""
    keys = PARTS[part]
    return next((pair for pair in own_pairs(node) if keys.name_of(pair[0].value) == name), None)


def spelled(value: str | Word, language: Language) -> str:
    """Return a text unchanged, and a word of a scale as it is spelled in `language`."""
    return value if isinstance(value, str) else value.spelled(language)


# The lines of a text, by offset; a line ends as in an editor, at LF, CRLF or CR.


_BREAK = re.compile(r"\r\n|\n|\r")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_LEADING = re.compile(r" *")


def line_start(text: str, offset: int) -> int:
    """Return the offset at which a character's line begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """Return the offset at which a character's line ends, before its line break."""
    found = _REST_OF_LINE.match(text, offset)
    return found.end() if found else len(text)


def next_line(text: str, offset: int) -> int:
    """Return the offset of the line after a character's; the end of the text if there is none."""
    found = _BREAK.match(text, line_end(text, offset))
    return found.end() if found else len(text)


def previous_line(text: str, start: int) -> int:
    """Return the offset of the line before the one that begins at `start`; for the first line, `start` itself."""
    end = start - (2 if text[max(start - 2, 0) : start] == "\r\n" else 1)
    return line_start(text, end) if start else 0


def column(text: str, offset: int) -> int:
    """Return how many characters precede a character on its line."""
    return offset - line_start(text, offset)


def newline(text: str) -> str:
    """Return the first line break of a text; LF if it has none."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def newline_near(text: str, offset: int) -> str:
    """Return the line break that ends a character's line; on the last line, the one before it; LF if there is none."""
    found = _BREAK.match(text, line_end(text, offset))
    if found:
        return found[0]
    start = line_start(text, offset)
    return ("\r\n" if text[max(start - 2, 0) : start] == "\r\n" else text[start - 1]) if start else "\n"


def indentation(text: str, offset: int) -> int:
    """Return how many spaces there are at an offset, where a line begins."""
    found = _LEADING.match(text, offset)
    return len(found[0]) if found else 0


def is_comment(text: str, offset: int) -> bool:
    """Return whether the line that begins at an offset is nothing but a comment."""
    return text[offset : line_end(text, offset)].lstrip(" \t").startswith("#")


def is_blank(text: str, offset: int) -> bool:
    """Return whether the line that begins at an offset is empty."""
    return not text[offset : line_end(text, offset)].strip()


def before_comments(text: str, start: int, least: int) -> int:
    """Return the offset of a line, or of the comment lines directly above it that are indented by at least `least`."""
    while start > 0:
        above = previous_line(text, start)
        if not is_comment(text, above) or indentation(text, above) < least:
            break
        start = above
    return start


def after_comments(text: str, offset: int, deeper_than: int) -> int:
    """Return the end of a character's line, or of the comment lines directly below indented by more than `deeper_than`.

    Such a comment belongs to the text above it.
    """
    end = line_end(text, offset)
    while (start := next_line(text, end)) < len(text):
        if not is_comment(text, start) or indentation(text, start) <= deeper_than:
            break
        end = line_end(text, start)
    return end


# Where a node's text ends: the parser puts the end of a block at the next token, after comments and blank lines.


def is_flow(node: Node) -> bool:
    """Return whether a mapping or list is written in braces or brackets."""
    if isinstance(node, Mapping):
        return node.is_flow
    return isinstance(node, Sequence) and node.source.text[node.start : node.start + 1] == "["


def own_pairs(node: Mapping) -> list[tuple[Scalar, Node]]:
    """Return the pairs whose keys are written in the mapping itself."""
    return [(key, value) for key, value in node.items if key.end > key.start and key.source is node.source]


def end_of(node: Node) -> int:
    """Return where the text of a node ends, before any comments and blank lines that follow it.

    Raises:
        CannotWorkError: if it ends with an alias (`*name`), which has no text of its own.
    """
    if isinstance(node, Scalar):
        return _end_of_scalar(node)
    if is_flow(node):
        return node.end
    last: Node | None = None
    if isinstance(node, Sequence):
        last = node.items[-1] if node.items else None
    elif pairs := own_pairs(node):
        last = pairs[-1][1]
    if last is None:
        return node.start
    if last.source is not node.source or not node.start <= last.start <= node.end:
        raise refusal(node)
    return end_of(last)


def _end_of_scalar(node: Scalar) -> int:
    if node.style not in {"|", ">"}:
        return node.end
    return node.start + len(node.source.text[node.start : node.end].rstrip())


# The error for text that cannot be changed safely.


def refusal(node: Node) -> CannotWorkError:
    """Return the error for a node that is written in a way that no splice can safely change."""
    place = location(node)
    return CannotWorkError(
        message(
            "{file}:{line}: this is written in a way that cannot be changed safely here; change it in an editor",
            file=place.file,
            line=place.line,
        )
    )
