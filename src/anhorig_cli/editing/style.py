"""The hand a plan is written in, the lines of its text, and how far a node reaches."""

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
    """How a file is written; what it does not show is taken from the plan's other files.

    Attributes:
        mappings: every mapping of the file, then those of the other files.
        language: the plan's own, for a file in which no key tells.
        step: how far a mapping is indented below its key.
        dash: how far a dash stands further in than the key above it.
        width: how long a line may be.
        quote: the quote that is used most.
        may_spread: whether a long text may take several lines.
        quotes: how often each quote is used.
    """

    mappings: tuple[Mapping, ...]
    language: Language
    step: int
    dash: int
    width: int
    quote: str
    may_spread: bool
    quotes: Counter[str] = field(default_factory=Counter[str])

    def language_near(self, *nearest: Node | None) -> Language:
        """Return the language of the keys: those nearest first, then the file's, then the plan's."""
        near = [node for node in nearest if isinstance(node, Mapping)]
        return _language(near) or _language(self.mappings) or self.language

    def key_near(self, part: str, name: str, *nearest: Node | None) -> str:
        """Return a field's key as the parts nearest spell it, else in their language."""
        for node in nearest:
            if isinstance(node, Mapping) and (pair := pair_of(node, part, name)):
                return pair[0].value
        return PARTS[part].term(name).spelled(self.language_near(*nearest))

    def others(self, part: str, name: str) -> Iterator[Node]:
        """Give what stands under a field's key elsewhere: in the file from its end, then in the other files."""
        spellings = PARTS[part].term(name).spellings
        for mapping in self.mappings:
            yield from (value for key, value in own_pairs(mapping) if key.value in spellings)

    def like(self, part: str, name: str) -> Node | None:
        """Return the first of those that is a list or a mapping; None where there is none."""
        spellings = PARTS[part].term(name).spellings
        found = [self._first_of_key[one] for one in spellings if one in self._first_of_key]
        return min(found, key=lambda one: one[0])[1] if found else None

    def is_same_hand(self, later: "Style") -> bool:
        """Return whether all that was written from this style to a later one was written in the same hand."""
        rare = "'" if self.quote == '"' else '"'
        is_quote_same = self.quotes[rare] == later.quotes[rare] or self.quotes[self.quote] > later.quotes[rare]
        return is_quote_same and self.hand == later.hand

    @property
    def hand(self) -> tuple[object, ...]:
        """What decides how new text is written, but for what stands beside it."""
        return self.language_near(), self.step, self.dash, self.width, self.quote

    @cached_property
    def _first_of_key(self) -> dict[str, tuple[int, Node]]:
        """The first list or mapping under each key, in the order of the mappings, with its place in that."""
        found: dict[str, tuple[int, Node]] = {}
        pairs = (pair for mapping in self.mappings for pair in own_pairs(mapping))
        for place, (key, value) in enumerate(pairs):
            if not isinstance(value, Scalar):
                found.setdefault(key.value, (place, value))
        return found


class Form(NamedTuple):
    """How an item of a list is written: as what, whether in braces, and which of its values stand in which quotes."""

    kind: type[Node]
    is_flow: bool
    quotes: frozenset[tuple[str, str]]


def form_of_last(listed: Node) -> Form | None:
    """Return the form of a list's last item, after which that of the next list is taken; None of no such list."""
    if not isinstance(listed, Sequence) or not listed.items:
        return None
    item = listed.items[-1]
    pairs = [(key.value, value) for key, value in own_pairs(item)] if isinstance(item, Mapping) else [("", item)]
    styles = [(key, value.style) for key, value in pairs if isinstance(value, Scalar)]
    return Form(type(item), is_flow(item), frozenset(one for one in styles if one[1] in {"'", '"'}))


@lru_cache(maxsize=4)  # a tree never changes, and a table makes as many changes in it as it has rows
def style_of(root: Node, source: Source, language: Language, *, may_spread: bool = True) -> Style:
    """Return the style of a file, read off a plan's tree."""
    every = list(_mappings(root))
    own = [mapping for mapping in every if mapping.source is source]
    others = [mapping for mapping in every if mapping.source is not source]
    here, elsewhere = _habits(own), _habits(others)
    dash = _most(here.dashes or elsewhere.dashes, _STEP)
    quotes = here.quotes or elsewhere.quotes
    longest = max((len(line) for line in source.text.splitlines()), default=0)
    return Style(
        (*reversed(own), *others),
        language,
        _most(here.steps or elsewhere.steps, dash or _STEP),
        dash,
        min(max(longest, _NARROWEST), _WIDEST),
        _most(quotes, '"'),
        may_spread,
        quotes,
    )


@dataclass(frozen=True, slots=True)
class _Habits:
    """How often each indentation of mappings, of dashes, and each quote was seen."""

    steps: Counter[int]
    dashes: Counter[int]
    quotes: Counter[str]


_Seen = TypeVar("_Seen")


def _most(counts: Counter[_Seen], default: _Seen) -> _Seen:
    return counts.most_common(1)[0][0] if counts else default


def _habits(mappings: Iterable[Mapping]) -> _Habits:
    habits = _Habits(Counter(), Counter(), Counter())
    for mapping in mappings:
        for key, value in own_pairs(mapping):
            if isinstance(value, Scalar):
                habits.quotes.update([value.style] if value.style in {"'", '"'} else [])
            elif not mapping.is_flow and not is_flow(value) and value.source is key.source and value.start > key.end:
                deeper = column(value.source.text, value.start) - column(value.source.text, key.start)
                (habits.steps if isinstance(value, Mapping) else habits.dashes)[deeper] += 1
    return habits


def _mappings(root: Node) -> Iterator[Mapping]:
    """Give every mapping of a tree with what is written in it, in the order of the files."""
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
    """Return the pair of a field that is written in a mapping itself."""
    keys = PARTS[part]
    return next((pair for pair in own_pairs(node) if keys.name_of(pair[0].value) == name), None)


def spelled(value: str | Word, language: Language) -> str:
    """Return a text as it is, a word of a scale as a plan in that language writes it."""
    return value if isinstance(value, str) else value.spelled(language)


# The lines of a text, by offset; a line ends as it does in an editor, at LF, CRLF or CR.


_BREAK = re.compile(r"\r\n|\n|\r")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_LEADING = re.compile(r" *")


def line_start(text: str, offset: int) -> int:
    """Return where the line of a character begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """Return where the line of a character ends, before its line break."""
    found = _REST_OF_LINE.match(text, offset)
    return found.end() if found else len(text)


def next_line(text: str, offset: int) -> int:
    """Return where the line after a character's begins; the end of the text where there is none."""
    found = _BREAK.match(text, line_end(text, offset))
    return found.end() if found else len(text)


def previous_line(text: str, start: int) -> int:
    """Return where the line before the one that begins at an offset begins; for the first line, the same offset."""
    end = start - (2 if text[max(start - 2, 0) : start] == "\r\n" else 1)
    return line_start(text, end) if start else 0


def column(text: str, offset: int) -> int:
    """Return how many characters stand before a character on its line."""
    return offset - line_start(text, offset)


def newline(text: str) -> str:
    """Return the line break that a text uses: the first one; LF where it has none."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def newline_near(text: str, offset: int) -> str:
    """Return the line break of the line of a character, or of the line before where it has none."""
    found = _BREAK.match(text, line_end(text, offset))
    if found:
        return found[0]
    start = line_start(text, offset)
    return ("\r\n" if text[max(start - 2, 0) : start] == "\r\n" else text[start - 1]) if start else "\n"


def indentation(text: str, offset: int) -> int:
    """Return how many spaces the line that begins at an offset begins with."""
    found = _LEADING.match(text, offset)
    return len(found[0]) if found else 0


def is_comment(text: str, offset: int) -> bool:
    """Return whether the line that begins at an offset is nothing but a comment."""
    return text[offset : line_end(text, offset)].lstrip(" \t").startswith("#")


def is_blank(text: str, offset: int) -> bool:
    """Return whether the line that begins at an offset is empty."""
    return not text[offset : line_end(text, offset)].strip()


def before_comments(text: str, start: int, least: int) -> int:
    """Return the beginning of a line, or of the comment lines right above it that are indented so far at least."""
    while start > 0:
        above = previous_line(text, start)
        if not is_comment(text, above) or indentation(text, above) < least:
            break
        start = above
    return start


def after_comments(text: str, offset: int, deeper_than: int) -> int:
    """Return the end of a character's line, or of the comment lines right below that are indented deeper than so.

    Such a comment belongs to what stands above it.
    """
    end = line_end(text, offset)
    while (start := next_line(text, end)) < len(text):
        if not is_comment(text, start) or indentation(text, start) <= deeper_than:
            break
        end = line_end(text, start)
    return end


# How far a node reaches: the parser's end of a block stands at the next thing, after comments and blank lines.


def is_flow(node: Node) -> bool:
    """Return whether a mapping or list is written in braces or brackets."""
    if isinstance(node, Mapping):
        return node.is_flow
    return isinstance(node, Sequence) and node.source.text[node.start : node.start + 1] == "["


def own_pairs(node: Mapping) -> list[tuple[Scalar, Node]]:
    """Return the pairs that are written in the mapping itself, with their keys."""
    return [(key, value) for key, value in node.items if key.end > key.start and key.source is node.source]


def end_of(node: Node) -> int:
    """Return where the text of a node ends, without what follows it.

    Raises:
        CannotWorkError: where it ends with an alias (`*name`), which has no text of its own.
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


# The words for what cannot be changed safely.


def refusal(node: Node) -> CannotWorkError:
    """Return the error that says where a text is written in a way that no splice can be trusted with."""
    place = location(node)
    return CannotWorkError(
        message(
            "{file}:{line}: this is written in a way that cannot be changed safely here; change it in an editor",
            file=place.file,
            line=place.line,
        )
    )
