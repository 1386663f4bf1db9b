"""The follow-up of the annual cycle on a terminal: lists and, if there is room, a table of units and months."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from anhorig_cli.analysis.upcoming import days_left
from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.terminal.telling import console, visible
from anhorig_cli.model.parts import PARTS
from anhorig_cli.views.cycle.cycle_times import MonthView, TimeView
from anhorig_cli.views.cycle.follow_up import FollowUpView
from anhorig_cli.views.formatter import uncapitalised
from anhorig_cli.vocabulary import SCALES, SYMBOLS, Language

if TYPE_CHECKING:
    from rich.text import Text

STYLES = {"done": "green", "cancelled": "dim", "missed": "bold red", "next": "yellow", "coming": "", "passed": "dim"}
_LEAST_TABLE = 110
"""The least width of a terminal, in columns, for a table of units and months."""
_WIDEST_UNIT = 40
_LEAST_TEXT = 24
"""The least width, in columns, in which a text can be read beside its mark."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line: its text, the mark before it, and a style of rich's for each."""

    text: str
    style: str = ""
    mark: str = ""
    mark_style: str = ""

    @property
    def plain(self) -> str:
        """The line as plain text, without columns."""
        return f"  {self.mark}: {self.text}" if self.mark else self.text


def lines_of(view: FollowUpView, language: Language) -> Iterator[MarkedLine]:
    """Yield the lines of a plan's follow-up."""
    yield MarkedLine(f"{view.title} – {view.date}", "bold")
    if not view.has_cycle:
        yield MarkedLine(f"  {translated('the plan has no annual cycle', language)}", "dim")
        return
    yield from _section("missed", view.missed, language)
    yield from _section("next", view.upcoming, language)
    if view.nearest:
        yield MarkedLine(f"{_heading('next', language)}, {translated('after the time that is shown', language)}:")
        yield from _times(view.nearest, language)
    elif not view.upcoming:
        yield MarkedLine(f"{_heading('next', language)}: {translated('nothing within the time asked for', language)}")
    yield from _section("done", view.done, language)
    yield from _section("cancelled", view.cancelled, language)
    if view.timeless:
        yield MarkedLine(f"{translated('No fixed time', language)}:")
    for item in view.timeless:
        yield MarkedLine(f"  {item.title}{_who(item.units, item.responsible, language)}")
    if view.passed:
        yield MarkedLine(view.passed, "dim")


def lines_without(titles: Sequence[str], language: Language) -> Iterator[MarkedLine]:
    """Yield the lines that name the plans without an annual cycle."""
    yield MarkedLine(f"{translated('Without an annual cycle', language)}:")
    for title in titles:
        yield MarkedLine(f"  {title}", "dim")


def _heading(state: str, language: Language) -> str:
    return SCALES["occurrence"].label(state, language)


def _section(state: str, times: Sequence[TimeView], language: Language) -> Iterator[MarkedLine]:
    if times:
        yield MarkedLine(f"{_heading(state, language)}:")
        yield from _times(times, language)


def _times(times: Sequence[TimeView], language: Language) -> Iterator[MarkedLine]:
    for time in times:
        day = (time.done_on or time.when) if time.state in {"done", "cancelled"} else time.due
        mark = f"{SYMBOLS[time.state]} {uncapitalised(time.state_label)} {day}"
        text = f"{time.title}{_who(time.units, time.responsible, language)}{_days_left_or_note(time, language)}"
        yield MarkedLine(text, mark=mark, mark_style=STYLES[time.state])


def _days_left_or_note(time: TimeView, language: Language) -> str:
    """Return how long is left until an occurrence, or else its note."""
    if time.state in {"next", "coming"}:
        return f", {text_of(days_left(time.days), language)}"
    return f". {time.note}" if time.note else ""


def _who(units: str, responsible: str, language: Language) -> str:
    """Return the units and who is responsible, in parentheses."""
    label = PARTS["cycle_item"].term("responsible").label(language).lower()
    who = "; ".join(text for text in (units, f"{label}: {responsible}" if responsible else "") if text)
    return f" ({who})" if who else ""


# On standard output: in columns on a terminal, with rich.


def print_lines(lines: Iterable[MarkedLine]) -> None:
    """Print lines; on a terminal, those with a mark are in columns, so that long texts wrap in their own column."""
    if not sys.stdout.isatty():
        sys.stdout.writelines(visible(line.plain) + "\n" for line in lines)
        return
    from rich.table import Table
    from rich.text import Text

    terminal = console()
    for has_mark, group in groupby(lines, lambda line: bool(line.mark)):
        if not has_mark:
            for line in group:
                terminal.print(Text(visible(line.text), style=line.style))
            continue
        marked = [
            (Text(f"  {visible(line.mark)}", style=line.mark_style), Text(visible(line.text), overflow="fold"))
            for line in group
        ]
        widest = max(mark.cell_len for mark, _ in marked)
        if terminal.width - widest < _LEAST_TEXT:
            _print_below(marked)
            continue
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        for mark, text in marked:
            grid.add_row(mark, text)
        terminal.print(grid, soft_wrap=False)


def _print_below(marked: "Iterable[tuple[Text, Text]]") -> None:
    """Print each text below its mark, for a terminal without room beside it."""
    from rich.padding import Padding

    terminal = console()
    for mark, text in marked:
        terminal.print(mark)
        terminal.print(Padding(text, (0, 0, 0, 4)), soft_wrap=False)


def print_table(view: FollowUpView, language: Language) -> None:
    """Print the table of units and months, with a key to its symbols, if the terminal is wide enough."""
    if not sys.stdout.isatty():
        return
    from rich.table import Table
    from rich.text import Text

    terminal = console()
    if terminal.width < _LEAST_TABLE or not view.matrix.rows:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold")
    table.add_column(f"{PARTS['plan'].term('annual_cycle').label(language)} {view.year}", max_width=_WIDEST_UNIT)
    for month in view.matrix.months:
        table.add_column(month.name, justify="center", min_width=4)
    for row in view.matrix.rows:
        table.add_row(Text(visible(row.title)), *map(_cell, row.months))
    terminal.print()
    terminal.print(table, soft_wrap=False)
    terminal.print(_symbol_key(view, language))


def _cell(month: MonthView) -> "Text":
    """Return a symbol for each state in a month, with the number of occurrences if there are several."""
    from rich.text import Text

    text = Text()
    for mark in month.marks:
        text.append(SYMBOLS[mark.state] + (str(mark.times) if mark.times > 1 else ""), style=STYLES[mark.state])
    return text


def _symbol_key(view: FollowUpView, language: Language) -> "Text":
    from rich.text import Text

    shown = {mark.state for mark in view.matrix.legend}
    words = (word for word in SCALES["occurrence"].words if word.name in shown)
    return Text("   ".join(f"{SYMBOLS[word.name]} {word.label(language).lower()}" for word in words), style="dim")
