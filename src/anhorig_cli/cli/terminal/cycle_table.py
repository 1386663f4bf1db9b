"""The annual cycle on a terminal with rich: lists in columns, and a table of units and months where there is room."""

from collections.abc import Iterable
from itertools import groupby

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from anhorig_cli.cli.terminal.console import console
from anhorig_cli.cli.terminal.cycle_lines import STYLES, MarkedLine
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.model.parts import PARTS
from anhorig_cli.views.cycle.cycle_times import MonthView
from anhorig_cli.views.cycle.follow_up import FollowUpView
from anhorig_cli.vocabulary import SCALES, SYMBOLS, Language

WIDE = 110
"""The fewest columns of a terminal that has room for it."""
_WIDEST_UNIT = 40
_LEAST_TEXT = 24
"""The fewest columns in which a text can be read beside its mark."""


def print_lines(lines: Iterable[MarkedLine]) -> None:
    """Print lines; those with a mark stand in two columns, so that a long one is broken where it can be read."""
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


def _print_below(marked: Iterable[tuple[Text, Text]]) -> None:
    """Print each text below its mark, where there is no room beside it."""
    terminal = console()
    for mark, text in marked:
        terminal.print(mark)
        terminal.print(Padding(text, (0, 0, 0, 4)), soft_wrap=False)


def print_table(view: FollowUpView, language: Language) -> None:
    """Print the table where the terminal is wide enough, with what its symbols mean."""
    terminal = console()
    if terminal.width < WIDE or not view.matrix.rows:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold")
    table.add_column(f"{PARTS['plan'].term('annual_cycle').label(language)} {view.year}", max_width=_WIDEST_UNIT)
    for month in view.matrix.months:
        table.add_column(month.name, justify="center", min_width=4)
    for row in view.matrix.rows:
        table.add_row(Text(visible(row.title)), *map(_cell, row.months))
    terminal.print()
    terminal.print(table, soft_wrap=False)
    terminal.print(_key(view, language))


def _cell(month: MonthView) -> Text:
    """Return a symbol for each state, with how many there are where there are more than one."""
    text = Text()
    for mark in month.marks:
        text.append(SYMBOLS[mark.state] + (str(mark.times) if mark.times > 1 else ""), style=STYLES[mark.state])
    return text


def _key(view: FollowUpView, language: Language) -> Text:
    shown = {mark.state for mark in view.matrix.legend}
    words = (word for word in SCALES["occurrence"].words if word.name in shown)
    return Text("   ".join(f"{SYMBOLS[word.name]} {word.label(language).lower()}" for word in words), style="dim")
