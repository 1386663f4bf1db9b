"""A file's text: locations in it, messages about it, and replacing pieces of it.

`Message` is here too, since every package that has something to say can import this module.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from io import StringIO
from itertools import accumulate
from typing import Literal, NamedTuple

Step = str | int
Route = tuple[Step, ...]


class Message(NamedTuple):
    """A sentence for a person: an English template and its values, translated only when it is shown.

    The template is the key in the gettext catalogs. Values are inserted with `str.format`; text from a plan is only
    ever a value, never a template.
    """

    template: str
    values: Mapping[str, object]

    def with_values(self, **values: object) -> "Message":
        """Return the sentence with other values, for templates kept in a table."""
        return Message(self.template, values)


def message(template: str, /, **values: object) -> Message:
    """Return a `Message`; `tools/catalogs.py` collects the templates from calls of this name."""
    return Message(template, values)


def counted(number: int, one: str, many: str, **values: object) -> Message:
    """Return the `Message` for one or for any other number, as `{n}`; `tools/catalogs.py` collects both templates."""
    return Message(one if number == 1 else many, {"n": number, **values})


class InKeys(NamedTuple):
    """A sentence in a message, whose keys are shown in the language (`sv`, `en`) of the plan."""

    message: Message
    language: str


class WordToWrite(NamedTuple):
    """A word of the format in a hint: shown in both languages, or in that of the plan's keys if known."""

    swedish: str
    english: str


class Location(NamedTuple):
    """A location in a file; line and column count from 1, the column in characters."""

    file: str
    line: int
    column: int


class FileName(str):
    """A file's name in a message, shown like the finding's own file: relative to the current or the top folder."""

    __slots__ = ()


class Source:
    """A file's name, as the user gave it, and its text.

    Positions in the text are character offsets. They become lines and columns here, where a line ends as in an
    editor: at LF, CRLF or CR. (YAML also breaks lines at U+0085, U+2028 and U+2029, so a parser's line numbers differ.)
    `is_plain` is set for a text known to have no characters that have an effect or are invisible.
    """

    __slots__ = ("_starts", "is_plain", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.is_plain = False
        self._starts: list[int] | None = None

    def location(self, offset: int) -> Location:
        """Return the location of an offset; one past the end is the end of the text's last line."""
        starts = self._line_starts()
        line = bisect_right(starts, min(offset, len(self.text)))
        if line > 1 and starts[line - 1] >= len(self.text):
            line -= 1  # a final line break is not followed by a line of its own
        column = min(offset, self._end_of_line(line)) - starts[line - 1]
        return Location(self.name, line, column + 1)

    def start_of(self, number: int) -> int:
        """Return the offset of a line's first character."""
        return self._line_starts()[number - 1]

    def line(self, number: int) -> str:
        """Return the text of a line (from 1), without its line break."""
        return self.text[self._line_starts()[number - 1] : self._end_of_line(number)]

    def _end_of_line(self, number: int) -> int:
        """Return the offset where a line's text ends and its line break begins."""
        starts = self._line_starts()
        begin, end = starts[number - 1], starts[number] if number < len(starts) else len(self.text)
        while end > begin and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            lines = StringIO(self.text, newline="")  # ends lines at LF, CRLF and CR only
            self._starts = list(accumulate(map(len, lines), initial=0))
        return self._starts


class Where(NamedTuple):
    """A place in a plan, without line numbers: `("subgoals", 3, "due")`.

    Steps are the model's field names and the indexes of lists. `at` says whether the value or its key is meant. A place
    that no file contains is reported at the nearest one that a file does contain. `words` are the part of a longer text
    that is meant.
    """

    route: Route
    at: Literal["value", "key"] = "value"
    words: str = ""


# Replacing pieces of text.


class Splice(NamedTuple):
    """A text that replaces what is between `start` and `end`; if they are equal, it is inserted there."""

    start: int
    end: int
    text: str

    @classmethod
    def at(cls, offset: int, text: str) -> "Splice":
        """Return a splice that inserts text and removes none."""
        return cls(offset, offset, text)


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with all splices made; insertions at the same offset keep their order.

    Raises:
        ValueError: where two of them overlap.
    """
    pieces: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        if splice.start < position:
            raise ValueError(splice)
        pieces += [text[position : splice.start], splice.text]
        position = splice.end
    return "".join([*pieces, text[position:]])
