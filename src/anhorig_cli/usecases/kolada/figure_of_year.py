"""Kolada's value of a key figure for a municipality and a year: one that can be written, or why there is none."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from anhorig_cli.diagnostics import UnreadableValueError, with_help
from anhorig_cli.kolada.answers import COUNTRY, Figure, KeyFigure
from anhorig_cli.model.dates import quoted
from anhorig_cli.model.measurement import FigureOfSex, Measurement
from anhorig_cli.model.values import parse_number
from anhorig_cli.source import Message, message

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
    """Why a year has no value that can be written; `detail` quotes Kolada, where it matters."""

    kind: NoFigure
    detail: str = ""


class FigureOfYear(NamedTuple):
    """A value from Kolada, those for women and men where it has them, and how many values it is the mean of."""

    value: Decimal
    women: Decimal | None = None
    men: Decimal | None = None
    mean_of: int = 1
    odd_status: str = ""
    """Kolada's status of the values for women or men that are left out."""


Place = tuple[str, str, int]
"""A key figure, a municipality and a year."""


class Figures:
    """Values by key figure, municipality, year and sex."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._cells: dict[Place, dict[str, list[Figure]]] = {}
        for one in figures:
            place = one.key_figure, one.municipality, one.year
            self._cells.setdefault(place, {}).setdefault(one.sex, []).append(one)

    def __bool__(self) -> bool:
        """Return whether there are any values."""
        return bool(self._cells)

    def of(self, key_figure: str, municipality: str, year: int) -> FigureOfYear | Lack:
        """Return the value of a year, or why there is none."""
        cells = self._cells.get((key_figure, municipality, year), {})
        if any(len(set(alike)) > 1 for alike in cells.values()):
            return Lack(NoFigure.TWO_VALUES)
        return _figure_or_lack({sex: alike[0] for sex, alike in cells.items()})


def _figure_or_lack(cells: Mapping[str, Figure]) -> FigureOfYear | Lack:
    whole = cells.get(_ALL)
    if whole is None:
        return _lack_of_total(cells)
    if whole.is_deleted:
        return Lack(NoFigure.TAKEN_AWAY)
    if whole.status not in _SOUND:
        return Lack(NoFigure.STATUS, whole.status)
    if whole.value is None:
        return _lack_of_total(cells)
    value = _number(whole)
    if value is None:
        return Lack(NoFigure.NO_NUMBER, whole.value)
    women, men = cells.get(_WOMEN), cells.get(_MEN)
    odd_status = next((one.status for one in (women, men) if one is not None and one.status not in _SOUND), "")
    return FigureOfYear(value, _value_of_sex(women), _value_of_sex(men), whole.of_how_many, odd_status)


def _lack_of_total(cells: Mapping[str, Figure]) -> Lack:
    """Return why a year has no value for women and men together."""
    is_by_sex = any(_value_of_sex(cells.get(sex)) is not None for sex in (_WOMEN, _MEN))
    return Lack(NoFigure.ONLY_BY_SEX if is_by_sex else NoFigure.NONE)


def _value_of_sex(cell: Figure | None) -> Decimal | None:
    """Return the value for women or men, if a plan can hold it: its status is sound, and it is not negative."""
    if cell is None or cell.is_deleted or cell.status not in _SOUND:
        return None
    number = _number(cell)
    return number if number is not None and number >= 0 else None


def _number(cell: Figure) -> Decimal | None:
    """Return a value as a number without trailing zeros; None where it is no number that a plan can hold."""
    try:
        return None if cell.value is None else parse_number(cell.value).normalize() + 0
    except UnreadableValueError:
        return None


# Sentences on key figures that could not be fetched as requested.


_MAX_TITLE = 120


def no_such(key_figure: str) -> Message:
    """Return the sentence on an id that Kolada does not have."""
    return message(
        "Kolada has no key figure {id}: look for another with 'anhorig kolada search TEXT'",
        id=key_figure,
    )


def not_an_id(text: str) -> Message:
    """Return the sentence on a text that cannot be an id."""
    return message("{id} is not the id of a key figure in Kolada: nothing is fetched", id=quoted(text))


def ended(key_figure: KeyFigure) -> Message:
    """Return the sentence on a key figure that has no values any more."""
    return message(
        "the key figure {id} ended in {year}: {title} – look for another with 'anhorig kolada search TEXT'",
        id=key_figure.id,
        year=key_figure.ended,
        title=quoted(key_figure.title, _MAX_TITLE),
    )


def not_of(key_figure: KeyFigure, code: str) -> Message:
    """Return the sentence on a key figure of regions in the plan of a municipality, or the other way round."""
    if key_figure.of == "L":
        return message(
            "the key figure {id} is for regions, but {code} is a municipality: nothing is fetched",
            id=key_figure.id,
            code=code,
        )
    return message(
        "the key figure {id} is for municipalities, but {code} is a region: nothing is fetched",
        id=key_figure.id,
        code=code,
    )


def yes_or_no(title: str) -> Message:
    """Return the sentence on an indicator that is measured in yes or no."""
    return message("the indicator '{title}' has yes or no for values, and Kolada has numbers", title=title)


def lacking(lack: Lack, key_figure: str, municipality: str, years: Sequence[int]) -> Message:
    """Return the sentence that says why some years have no value that can be written."""
    detail = quoted(lack.detail)
    known = {"id": key_figure, "where": where(municipality), "years": ", ".join(map(str, years))}
    return message(_LACKING[lack.kind].template, **known, status=detail, value=detail)


_LACKING = {
    NoFigure.NONE: message("Kolada has no value for {id} in {where}, {years}"),
    NoFigure.TAKEN_AWAY: message("Kolada has removed its value of {id} in {where} for {years}"),
    NoFigure.ONLY_BY_SEX: message(
        "Kolada has values of {id} in {where} for women or men only, and none of all, for {years}: nothing is written"
    ),
    NoFigure.STATUS: message("Kolada says {status} of its value of {id} in {where} for {years}: it is not written"),
    NoFigure.NO_NUMBER: message(
        "Kolada's value of {id} in {where} for {years} is no number that a plan can hold: {value}"
    ),
    NoFigure.TWO_VALUES: message("the answers have two values of {id} in {where} for {years}: keep the newer of them"),
}


def revised(key_figure: str, municipality: str, year: int, old: Measurement, new: FigureOfYear) -> Message:
    """Return the sentence on a value that differs from the plan's."""
    sentence = message(
        "Kolada has {new} for {id} in {where}, {year}, but the plan has {old}",
        new=_figures_text(new.value, new.women, new.men),
        old=_figures_text(_amount(old), _amount(old.women), _amount(old.men)),
        id=key_figure,
        where=where(municipality),
        year=year,
    )
    if municipality == COUNTRY:
        return with_help(sentence, message("--update puts it in the place of the old"))
    return with_help(sentence, message("--update writes it beside the old"))


def mean(key_figure: str, municipality: str, years: Sequence[int], number: int) -> Message:
    """Return the sentence on values that Kolada has calculated as a mean."""
    return message(
        "Kolada's value of {id} in {where} for {years} is an unweighted mean of {n}",
        id=key_figure,
        where=where(municipality),
        years=", ".join(map(str, years)),
        n=number,
    )


def parts_left_out(key_figure: str, municipality: str, year: int, status: str) -> Message:
    """Return the sentence on values for women or men that are not written."""
    return message(
        "Kolada says {status} of its value for women or men of {id} in {where} for {year}: that one is not written",
        status=quoted(status),
        id=key_figure,
        where=where(municipality),
        year=year,
    )


def no_such_municipality(code: str) -> Message:
    """Return the sentence on a code that Kolada does not have."""
    return message("Kolada has no municipality or region with the code {code}: nothing is fetched", code=code)


def where(municipality: str) -> Message | str:
    """Return the code of a municipality, or words for the whole country."""
    return message("the whole country") if municipality == COUNTRY else municipality


def new_text(value: Decimal) -> str:
    """Return a number as a plan writes it."""
    return f"{value:f}"


def _amount(figure: Measurement | FigureOfSex | None) -> Decimal | None:
    """Return a figure of the plan, a share in percent with two decimals; None where there is none."""
    if figure is None or figure.amount is None or figure.value is not None:
        return figure.amount if figure else None
    return round(figure.amount, 2)


def _figures_text(value: Decimal | None, women: Decimal | None, men: Decimal | None) -> Message | str:
    shown = ["–" if one is None else new_text(one) for one in (value, women, men)]
    if women is None and men is None:
        return shown[0]
    return message("{value} (women {women}, men {men})", value=shown[0], women=shown[1], men=shown[2])
