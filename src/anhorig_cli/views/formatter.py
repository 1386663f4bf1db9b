"""Dates, numbers, periods and lists as a report prints them, and tables as plain values."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import NamedTuple, Self, TypeVar

from anhorig_cli.analysis.counted_people import is_small
from anhorig_cli.catalog import translated, worded
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.dates import PlanDate, Precision
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.period import Period
from anhorig_cli.model.project import Labels
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import SCALES, Language, month_name, word_key

_T = TypeVar("_T")
_ISO_DAY = re.compile(r"(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w/-])", re.ASCII)


_SEPARATORS: dict[Language, dict[int, str]] = {Language.SV: {ord(","): "\u00a0", ord("."): ","}, Language.EN: {}}
"""The separators of thousands and decimals: a no-break space and a comma, or a comma and a point."""


_MOST_DECIMALS = Decimal("0.01")
_SHARE_DECIMALS = Decimal("0.1")
_PRECISE = Context(prec=100)  # the default of 28 digits is too few for some shares that can be written


class Formatter(NamedTuple):
    """Formats text for a page: in its language, with the project's own labels.

    A count of people below `small_count` is not printed.

    With `iso`, dates keep the ISO format, as on a terminal.
    """

    language: Language
    labels: Labels
    small_count: int
    iso: bool = False

    @classmethod
    def of(cls, language: Language) -> Self:
        """Return a formatter for text outside a plan, such as axes and keys: no labels and no counts of people."""
        return cls(language, Labels.model_construct(), 0)

    def text(self, template: str, **values: object) -> str:
        """Return a sentence in the page's language, with dates and numbers among `values` formatted."""
        printed = {name: self._formatted(value) for name, value in values.items()}
        return worded(Message(template, printed), self.language)

    def text_of(self, text: Message | None) -> str:
        """Return a message in the page's language; empty for None."""
        return self.text(text.template, **text.values) if text else ""

    def value_text(self, value: PlanDate | Decimal | str | None) -> str:
        """Return a date or a number formatted, and a string unchanged; empty for None."""
        return "" if value is None else str(self._formatted(value))

    def heading(self, text: str) -> str:
        """Return a fixed text in the page's language."""
        return translated(text, self.language)

    def counted(self, number: int | Decimal, one: str, many: str, **values: object) -> str:
        """Return the sentence `one` where the number is 1, else `many`, with the number as `{n}`."""
        return self.text(one if number == 1 else many, n=number, **values)

    def key(self, part: str, name: str) -> str:
        """Return the heading of a field, from the vocabulary."""
        return PARTS[part].term(name).label(self.language)

    def label(self, scale: str, word: str) -> str:
        """Return the label of a word of a scale: the project's own, else the vocabulary's."""
        return self.own_label(scale, word) or SCALES[scale].label(word, self.language)

    def own_label(self, scale: str, word: str) -> str:
        """Return the project's own label for a word of a scale; empty where it has none."""
        own = {SCALES[scale].names.get(word_key(key)): label for key, label in self.labels.of(scale).items()}
        return own.get(word, "")

    def yes_or_no(self, *, is_yes: bool) -> str:
        """Return the word for yes or for no, in lower case for use within a sentence."""
        return self.label("flag", "true" if is_yes else "false").lower()

    def day(self, day: date) -> str:
        """Return a day: `30 november 2021`."""
        return day.isoformat() if self.iso else f"{day.day} {self._month(day)} {day.year}"

    def with_days(self, text: str | None) -> str:
        """Return plain text with each ISO day in it, such as 2021-11-30, formatted."""
        return _ISO_DAY.sub(self._day_in_text, text or "")

    def _day_in_text(self, found: re.Match[str]) -> str:
        try:
            return self.day(date.fromisoformat(found.group()))
        except ValueError:
            return found.group()

    def month(self, day: date, *, only_year: bool = False) -> str:
        """Return an abbreviated month for an axis: `nov. 2021`; or its year alone."""
        return str(day.year) if only_year else f"{self.month_name(day.month, short=True)} {day.year}"

    def _month(self, day: date) -> str:
        return self.month_name(day.month)

    def month_name(self, number: int, *, short: bool = False) -> str:
        """Return the name of a month, 1 to 12, abbreviated if `short`."""
        return month_name(number, self.language, short=short)

    def date(self, period: PlanDate | None) -> str:
        """Return a date no more exactly than it was written; empty for None."""
        if period is None:
            return ""
        if self.iso:
            return period.spelled(self.language)
        if period.precision is Precision.DAY:
            return self.day(period.first)
        if period.precision is Precision.MONTH:
            return f"{self._month(period.first)} {period.first.year}"
        if period.precision is Precision.RANGE:
            return self._range(period)
        template = _NAMED_PERIODS.get(period.precision)
        if template is None:
            return period.spelled(self.language)
        number = (period.first.month - 1) // _MONTHS_IN[period.precision] + 1
        return self.text(template[number - 1], year=str(period.first.year), number=number)

    def _range(self, period: PlanDate) -> str:
        """Return a range, without repeating what both ends share."""
        first, last = period.first, period.last
        written = period.written.split("/")
        if all(len(end) == len("2021") for end in written):
            return f"{first.year}–{last.year}"
        days = len(written[0]) == len("2021-09-01") or len(written[-1]) == len("2021-09-01")
        first_text, last_text = self._month(first), f"{self._month(last)} {last.year}"
        if days:
            first_text, last_text = f"{first.day} {first_text}", f"{last.day} {last_text}"
        if first.year != last.year:
            return f"{first_text} {first.year} – {last_text}"
        if days and first.month == last.month:
            return f"{first.day}–{last_text}"
        return f"{first_text}{' – ' if days else '–'}{last_text}"

    def number(self, number: Decimal | int, decimals: Decimal = _MOST_DECIMALS) -> str:
        """Return a number rounded to `decimals`, with the language's separators and no trailing zeros."""
        with localcontext(_PRECISE):
            rounded = Decimal(number).quantize(decimals, ROUND_HALF_UP).normalize() + 0
            return f"{rounded:,f}".translate(_SEPARATORS[self.language])

    def percent(self, number: Decimal | int) -> str:
        """Return a percentage with at most one decimal: `57,5 %`."""
        return f"{self.number(number, _SHARE_DECIMALS)}\u00a0%"

    def people(self, count: Decimal) -> str:
        """Return a count of people; `fewer than {n}` instead of a small one."""
        return self.fewer() if self.is_suppressed(count) else self.number(count)

    def is_suppressed(self, count: Decimal | None) -> bool:
        """Return whether a count of people is too small to be printed."""
        return is_small(count, self.small_count)

    def fewer(self) -> str:
        """Return what is printed instead of a small count of people."""
        return self.text("fewer than {n}", n=self.small_count)

    def listed(self, words: Iterable[str]) -> str:
        """Return words as a list in running text: `a, b och c`; separated by `;` if one contains a comma or "and"."""
        words = [word for word in words if word]
        if any(mark in word for word in words for mark in (", ", " och ", " and ")):
            return "; ".join(words)
        if len(words) < 2:  # noqa: PLR2004 - one word is no list
            return "".join(words)
        return self.text("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])

    def _formatted(self, value: object) -> object:
        if isinstance(value, PlanDate):
            return self.date(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Message):
            return self.text_of(value)
        return self.number(value) if isinstance(value, int | Decimal) else value


_MONTHS_IN = {Precision.QUARTER: 3, Precision.TERTIAL: 4, Precision.HALF_YEAR: 6}
_NAMED_PERIODS = {
    Precision.QUARTER: [
        message("first quarter of {year}").template,
        message("second quarter of {year}").template,
        message("third quarter of {year}").template,
        message("fourth quarter of {year}").template,
    ],
    Precision.TERTIAL: [
        message("first tertial of {year}").template,
        message("second tertial of {year}").template,
        message("third tertial of {year}").template,
    ],
    Precision.HALF_YEAR: [message("first half of {year}").template, message("second half of {year}").template],
}


def uncapitalised(text: str) -> str:
    """Return a text for use within a sentence: only its first letter is lowered, so that names keep their capitals."""
    return text[:1].lower() + text[1:]


# A period as a report prints it.


def period_view(period: Period | None, formatter: Formatter) -> str:
    """Return `2021–2023`, `från 2021` or the like; empty for no period."""
    if period is None or (period.from_ is None and period.to is None):
        return ""
    if period.to is None:
        return formatter.text("from {date}", date=period.from_)
    if period.from_ is None:
        return formatter.text("until {date}", date=period.to)
    if period.to.is_open:
        return formatter.text("from {date} {until_further_notice}", date=period.from_, until_further_notice=period.to)
    if period.from_ == period.to:
        return formatter.date(period.from_)
    first, last = formatter.date(period.from_), formatter.date(period.to)
    years = len(period.from_.written) == len(period.to.written) == len("2021")
    return f"{first}–{last}" if years else f"{first} – {last}"


# Sentences that state counts.


class Tally:
    """Collects sentences that state how many there are of something; a count of 0 adds none."""

    def __init__(self, formatter: Formatter) -> None:
        self.formatter = formatter
        self.sentences: list[str] = []

    def add(self, sentence: str) -> None:
        """Add a sentence that is already in the reader's language, unless it is empty."""
        self.sentences += [sentence] if sentence else []

    def counted(self, number: int, one: str, many: str, **values: object) -> None:
        """Add the sentence `one` or `many`, with the number as `{n}` and `values` filled in; nothing for 0."""
        if number:
            self.sentences.append(self.formatter.counted(number, one, many, **values))

    def add_text(self, template: str, **values: object) -> None:
        """Add a sentence in the formatter's language, with `values` filled in."""
        self.sentences.append(self.formatter.text(template, **values))


# Tables as values: a caption, columns and rows of cells, which each kind of page prints with one macro.


class PhraseView(NamedTuple):
    """A line of a table or of a block.

    `symbol` is the word whose symbol stands before it (`symbols[…]`), `tone` is `alarm`, `good`, `soft`, `status`,
    `strong`, or empty; of `box` and `big-box` it is a box to tick, which the text describes. `link` is the id, on the
    page, of what it leads to. `is_markdown` says that the text is Markdown, and `level` how deep it stands below
    others.
    """

    text: str
    symbol: str = ""
    tone: str = ""
    link: str = ""
    is_markdown: bool = False
    level: int = 0


def alarm(text: str) -> PhraseView:
    """Return an alarm line, about something that is late or incomplete."""
    return PhraseView(text, symbol="overdue", tone="alarm")


class ColumnView(NamedTuple):
    """A column: its heading, and what it holds.

    It is a `title` (the heading of each row), `text`, `number`, `day`, or `sign`: room for whoever fills it in by hand.
    """

    heading: str
    kind: str


class CellView(NamedTuple):
    """A cell: lines that stand under each other, none where there is nothing to say."""

    lines: tuple[PhraseView, ...]


class RowView(NamedTuple):
    """A row: a cell for each column."""

    cells: tuple[CellView, ...]


class SameView(NamedTuple):
    """What a column would say in every row, with its heading."""

    heading: str
    text: str


class TableView(NamedTuple):
    """A table without the columns that are empty in every row, except those to be filled in by hand.

    A column that says the same in all of several rows is left out too: its text is in `once`, to be printed below.
    """

    caption: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    once: tuple[SameView, ...] = ()

    @property
    def is_crowded(self) -> bool:
        """Whether the longest words of the columns are too wide to fit beside each other on a page."""
        return self._total_letters(_longest_word) > _MOST_LETTERS

    @property
    def has_room_for_days(self) -> bool:
        """Whether the columns fit beside each other with each day on one line."""
        return self._total_letters(len) <= _MOST_LETTERS

    def _total_letters(self, length_of_day: Callable[[str], int]) -> int:
        """Return the total number of letters in the longest word of each column."""
        lengths = [length_of_day if column.kind == "day" else _longest_word for column in self.columns]
        longest = [_longest_word(column.heading) for column in self.columns]
        for row in self.rows:
            longest = list(map(max, longest, map(_longest, row.cells, lengths)))
        return sum(longest)


def _longest(cell: CellView, length: Callable[[str], int]) -> int:
    return max((length(line.text) for line in cell.lines), default=0)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


_MOST_LETTERS = 85
"""Roughly how many letters fit on a line in the widest window."""

Content = str | PhraseView | Sequence[str | PhraseView]
"""What a cell is made from: a text, a phrase, or several, one per line; those without text are left out."""


def table_of(caption: str, columns: Iterable[tuple[str, str]], rows: Iterable[Sequence[Content]]) -> TableView | None:
    """Return a table of columns (heading and kind) and rows; None where every column would be empty."""
    cells = [[_cell_view(content) for content in row] for row in rows]
    named = [ColumnView(heading, kind) for heading, kind in columns]
    kept = _columns_to_show(named, cells)
    if not kept:
        return None
    same = _constant_columns(named, cells, kept)
    shown = [place for place in kept if place not in same]
    return TableView(
        caption,
        _items_at(named, shown),
        tuple(RowView(_items_at(row, shown)) for row in cells),
        tuple(map(_constant_view, _items_at(named, same), _items_at(cells[0], same))),
    )


def _items_at(several: Sequence[_T], places: Iterable[int]) -> tuple[_T, ...]:
    return tuple(several[place] for place in places)


_FEWEST_COLUMNS, _SEVERAL = 2, 3


def _columns_to_show(columns: Sequence[ColumnView], rows: Sequence[Sequence[CellView]]) -> list[int]:
    """Return the indices of the columns that have content, or are to be filled in by hand."""
    return [
        place for place, column in enumerate(columns) if column.kind == "sign" or any(row[place].lines for row in rows)
    ]


def _constant_columns(
    columns: Sequence[ColumnView], rows: Sequence[Sequence[CellView]], kept: Sequence[int]
) -> list[int]:
    """Return which of the `kept` columns say the same in every row; none where too few would be left."""
    same = [place for place in kept if _is_constant(columns[place], [row[place] for row in rows])]
    return same if len(kept) - len(same) >= _FEWEST_COLUMNS else []


def _is_constant(column: ColumnView, cells: Sequence[CellView]) -> bool:
    """Return whether a column has the same plain text in each of several rows, so that it can be printed once.

    Numbers stay in their rows, and so does text with a mark, a tone or a link.
    """
    if column.kind not in {"text", "day"} or len(cells) < _SEVERAL or len(set(cells)) > 1:
        return False
    return all(line._replace(is_markdown=False) == PhraseView(line.text) for line in cells[0].lines)


def _constant_view(column: ColumnView, cell: CellView) -> SameView:
    lines = (plain_words(line.text) if line.is_markdown else line.text for line in cell.lines)
    return SameView(column.heading, "; ".join(lines))


def _cell_view(content: Content) -> CellView:
    parts = [content] if isinstance(content, str | PhraseView) else content
    return CellView(with_text(part if isinstance(part, PhraseView) else PhraseView(part) for part in parts))


def with_text(phrases: Iterable[PhraseView]) -> tuple[PhraseView, ...]:
    """Return the phrases that have a text."""
    return tuple(phrase for phrase in phrases if phrase.text)
