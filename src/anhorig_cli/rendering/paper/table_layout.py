"""How wide the columns of a table are, and whether its rows may be split between pages."""

from collections.abc import Sequence
from math import ceil, fsum

from anhorig_cli.rendering.paper.document import Block, Paragraph, Picture, Table, texts

_LINE = 124
"""About how many characters a line of a table has room for."""
_WIDEST, _MILLIMETRES = 170.0, 1.5
"""How wide a picture can be, and how much of that a character is."""
_LONGEST_WORD = 20
"""Longer words than this must stand being hyphenated, and no shorter line is broken: a date stands in one."""
_SHORTEST = 4
_POWERS = (0.5, 0.3, 0.7, 1.0)
"""What is tried; of those that make a table as low, the first."""
_WIDER, _AIR = 1.15, 3
"""How much wider than most a line can be, as one in bold letters, and what stands beside it, in characters."""
_HALF_A_PAGE = 26
"""About how many lines of a table stand on half a page."""
_HIGHEST = 1000
"""A cell with more characters than this may be split between pages."""


def widths(table: Table) -> tuple[int, ...]:
    """Return the columns' shares of the width: by their longest text where all fit in a line.

    Else each has room for its longest word, or its longest line where all are short. The rest is shared by how much a
    column says, raised to the power with which the table becomes lowest.
    """
    columns, pictures = _columns(table), _pictures(table)
    longest = [max(picture, _longest_line(column)) for column, picture in zip(columns, pictures, strict=True)]
    wanted = list(map(_wide, longest))
    if sum(wanted) <= _LINE:
        return tuple(wanted)
    unbroken = [_unbroken(column) for column in columns]
    least = [_wide(max(part, picture)) for part, picture in zip(unbroken, pictures, strict=True)]
    amounts = [sum(map(len, column)) for column in columns]
    tried = (_shared_out(least, [amount**power for amount in amounts], wanted) for power in _POWERS)
    return tuple(round(10 * width) for width in min(tried, key=lambda shares: _lines(columns, shares)))


def _wide(length: int) -> int:
    """Return how wide a column is that has room for so many characters in a line."""
    return ceil(max(length, _SHORTEST) * _WIDER) + _AIR


def _longest_line(column: Sequence[str]) -> int:
    return max((len(line) for text in column for line in text.splitlines()), default=0)


def _unbroken(column: Sequence[str]) -> int:
    """Return how much of a column is not broken: its longest line where all are short, else its longest word."""
    longest = _longest_line(column)
    if longest <= _LONGEST_WORD:
        return longest
    word = max((len(word) for text in column for word in text.split()), default=0)
    return min(word, _LONGEST_WORD)


def _shared_out(least: Sequence[float], amounts: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Return widths of at least so much and at most what is wanted; the rest of a line is shared by the amounts."""
    found = list(least)
    places = list(range(len(least)))
    share = 0.0
    while places:
        share = _room_left(found) / (fsum(amounts[place] for place in places) or 1)
        full = [place for place in places if least[place] + share * amounts[place] >= wanted[place]]
        if not full:
            break
        for place in full:
            found[place] = wanted[place]
            places.remove(place)
    for place in places:
        found[place] += share * amounts[place]
    return found


def _room_left(widths: Sequence[float]) -> float:
    return max(_LINE - fsum(widths), 0)


def _pictures(table: Table) -> list[int]:
    """Return how wide the widest picture of each column is, in characters."""
    found = [0] * table.columns
    for row in (*table.head, *table.body):
        place = 0
        for cell in row:
            widest = max(
                (block.millimetres(_WIDEST, _WIDEST)[0] for block in cell.content if isinstance(block, Picture)),
                default=0.0,
            )
            found[place] = max(found[place], ceil(widest / _MILLIMETRES))
            place += cell.columns
    return found


def keeps_rows_whole(table: Table) -> bool:
    """Return whether the rows of a table are low enough to stand whole on a page."""
    return all(len(text) <= _HIGHEST for column in _columns(table) for text in column)


def stands_whole(table: Table) -> bool:
    """Return whether a table is about as low as half a page, and so is not split between two."""
    return _lines(_columns(table), widths(table)) <= _HALF_A_PAGE


def _lines(columns: Sequence[Sequence[str]], shares: Sequence[float]) -> int:
    """Return about how many lines the rows of a table have together, where its columns have shares of the width."""
    scale = _LINE / sum(shares)
    rooms = [max((share * scale - _AIR) / _WIDER, 1) for share in shares]
    heights = ([_height(text, room) for text in column] for column, room in zip(columns, rooms, strict=True))
    return sum(max(row) for row in zip(*heights, strict=False))


def _height(text: str, room: float) -> int:
    """Return about how many lines a text has in a column with room for so many characters."""
    return sum(ceil(len(line) / room) or 1 for line in text.split("\n"))


def _columns(table: Table) -> list[list[str]]:
    """Return the texts of each column; roughly, where cells stand over several columns or rows."""
    columns: list[list[str]] = [[] for _ in range(table.columns)]
    for row in (*table.head, *table.body):
        place = 0
        for cell in row:
            columns[place].append("\n".join(map(_said, cell.content)) if cell.columns == 1 else "")
            place += cell.columns
    return columns


def _said(block: Block) -> str:
    return ("" if isinstance(block, Paragraph) else "\n").join(texts(block))
