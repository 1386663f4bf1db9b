"""The cells of a workbook's sheets and their styles, collected while the XML is parsed."""

import re
from dataclasses import dataclass, field

from anhorig_cli.source import Message, message

DAMAGED = message("the file is damaged: save it again")
_FORMULA = message("the cell contains a formula: write the value itself")
_ERROR = message("the cell contains an error: write the value itself")
_MERGED = message("the cells are merged: part them, so that each row has its own")
_PERCENT_FORMATS = {"9", "10"}
_MONTH_FORMATS = {"17"}


class RefusedWorkbookError(Exception):
    """A workbook is refused; `message` says why."""

    def __init__(self, text: Message) -> None:
        super().__init__(text.template)
        self.message = text


@dataclass(slots=True)
class SheetCells:
    """Collects the extent of a sheet's cells, and what is odd in them.

    `most` is the largest area allowed; `numbers` are the cells with a styled number or date, each with its style.
    """

    most: int
    oddities: list[tuple[str, Message]] = field(default_factory=list[tuple[str, Message]])
    numbers: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    _row: int = 0
    _column: int = 0
    _last: tuple[int, int] = (0, 0)
    _name: str = ""

    @property
    def left(self) -> int:
        """How many cells the following sheets may have."""
        return self.most - self._last[0] * self._last[1]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element.

        Raises:
            RefusedWorkbookError: if a cell has an invalid name, or is too far from the rest.
        """
        kind = tag.rpartition(":")[2]
        if kind == "row":
            self._row = _number(attributes.get("r"), self._row + 1)
            self._column = 0
        elif kind == "c":
            self._cell(attributes)
        elif kind == "f":
            self.oddities.append((self._name, _FORMULA))
        elif kind == "mergeCell":
            self.oddities.append((attributes.get("ref", ""), _MERGED))

    def _cell(self, attributes: dict[str, str]) -> None:
        name = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", attributes.get("r", ""))
        if "r" in attributes and not name:
            raise RefusedWorkbookError(DAMAGED)
        row, column = (int(name[2]), column_of(name[1])) if name else (self._row, self._column + 1)
        self._column = column
        self._last = max(self._last[0], row), max(self._last[1], column)
        if self.left < 0:
            text = message(
                "there is something in the cell {cell}, far from the rest: remove it, and save the file again",
                cell=f"{letters_of(column)}{row}",
            )
            raise RefusedWorkbookError(text)
        self._name = f"{letters_of(column)}{row}"
        if attributes.get("t") == "e":
            self.oddities.append((self._name, _ERROR))
        if attributes.get("t", "n") in {"n", "d"} and "s" in attributes:
            self.numbers.append((self._name, attributes["s"]))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else default


def column_of(letters: str) -> int:
    """Return the number, counted from 1, of the column with these letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters_of(column: int) -> str:
    """Return the letters of a column given by its number, counted from 1."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


@dataclass(slots=True)
class CellStyles:
    """Collects the cell styles that show a number as a percentage, or a date as its month."""

    percents: set[str] = field(default_factory=set[str])
    months: set[str] = field(default_factory=set[str])
    _custom_formats: dict[str, str] = field(default_factory=dict[str, str])
    _is_in_cell_formats: bool = False
    _number: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        kind = tag.rpartition(":")[2]
        if kind == "numFmt":
            self._custom_formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif kind in {"cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
            self._is_in_cell_formats = kind == "cellXfs"
        elif kind == "xf" and self._is_in_cell_formats:
            self._style(attributes.get("numFmtId", ""))

    def _style(self, number_format: str) -> None:
        code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", self._custom_formats.get(number_format, "")).lower()
        if number_format in _PERCENT_FORMATS or "%" in code:
            self.percents.add(str(self._number))
        if number_format in _MONTH_FORMATS or ("y" in code and "m" in code and "d" not in code):
            self.months.add(str(self._number))
        self._number += 1
