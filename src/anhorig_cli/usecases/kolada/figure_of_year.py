"""What Kolada says of a key figure in a place and a year: a value that can be written, or why there is none."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.kolada.answers import Figure
from anhorig_cli.model.values import parse_number

_ALL, _WOMEN, _MEN = "T", "K", "M"
_SOUND = frozenset({"", "OK"})


class NoFigure(StrEnum):
    """Why a year has no value that can be written."""

    NONE = "none"
    TAKEN_AWAY = "removed"
    ONLY_BY_SEX = "only by sex"
    STATUS = "status"
    NO_NUMBER = "no number"
    TWO_VALUES = "two values"


class Lack(NamedTuple):
    """Why a year has no value that can be written; `detail` is what Kolada says, where it matters."""

    kind: NoFigure
    detail: str = ""


class FigureOfYear(NamedTuple):
    """A value as Kolada has it, the same for women and men where it has those, and how many it is the mean of."""

    value: Decimal
    women: Decimal | None = None
    men: Decimal | None = None
    mean_of: int = 1
    odd_status: str = ""
    """What Kolada says of the values for women or men that are left out."""


Place = tuple[str, str, int]
"""A key figure, a municipality and a year."""


class Figures:
    """Values as they came, by what they are of."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._cells: dict[Place, dict[str, list[Figure]]] = {}
        for one in figures:
            place = one.key_figure, one.municipality, one.year
            self._cells.setdefault(place, {}).setdefault(one.sex, []).append(one)

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self._cells)

    def of(self, key_figure: str, municipality: str, year: int) -> FigureOfYear | Lack:
        """Return what is said of a year."""
        cells = self._cells.get((key_figure, municipality, year), {})
        if any(len(set(alike)) > 1 for alike in cells.values()):
            return Lack(NoFigure.TWO_VALUES)
        return _judged({sex: alike[0] for sex, alike in cells.items()})


def _judged(cells: Mapping[str, Figure]) -> FigureOfYear | Lack:
    whole = cells.get(_ALL)
    if whole is None:
        return _of_none(cells)
    if whole.is_deleted:
        return Lack(NoFigure.TAKEN_AWAY)
    if whole.status not in _SOUND:
        return Lack(NoFigure.STATUS, whole.status)
    if whole.value is None:
        return _of_none(cells)
    value = _number(whole)
    if value is None:
        return Lack(NoFigure.NO_NUMBER, whole.value)
    women, men = cells.get(_WOMEN), cells.get(_MEN)
    odd = next((one.status for one in (women, men) if one is not None and one.status not in _SOUND), "")
    return FigureOfYear(value, _part(women), _part(men), whole.of_how_many, odd)


def _of_none(cells: Mapping[str, Figure]) -> Lack:
    """Return what is said of a year without a value of all."""
    is_by_sex = any(_part(cells.get(sex)) is not None for sex in (_WOMEN, _MEN))
    return Lack(NoFigure.ONLY_BY_SEX if is_by_sex else NoFigure.NONE)


def _part(cell: Figure | None) -> Decimal | None:
    """Return the value for women or men, where a plan can hold it: it is sound, and not below zero."""
    if cell is None or cell.is_deleted or cell.status not in _SOUND:
        return None
    number = _number(cell)
    return number if number is not None and number >= 0 else None


def _number(cell: Figure) -> Decimal | None:
    """Return a value as a number without zeros at its end; None where it is none that a plan can hold."""
    try:
        return None if cell.value is None else parse_number(cell.value).normalize() + 0
    except UnreadableValueError:
        return None
