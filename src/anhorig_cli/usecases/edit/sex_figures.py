"""What is typed of women and men: a number, or `37/50` for a share."""

from collections.abc import Callable

from anhorig_cli.model.measurement import FigureOfSex
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import Entry

COLUMNS = {f"{sex}_{part}": (sex, part) for sex in ("women", "men") for part in ("numerator", "denominator")}
"""Columns with one part of a share of women, or of men, by what they are called in English: the sex and the part."""


def column_in_swedish(name: str) -> str:
    """Return what such a column is called in Swedish: `kvinnor_täljare`."""
    sex, part = COLUMNS[name]
    return f"{PARTS['measurement'].term(sex).sv}_{PARTS['figure_of_sex'].term(part).sv}"


def figure_of_sex(text: str, read: Callable[[str], str]) -> str | Entry:
    """Return what was typed of women or of men, as a plan writes it; each number is read in some way."""
    numerator, slash, denominator = text.partition("/")
    return share_of_sex(read(numerator.strip()), read(denominator.strip())) if slash else read(text)


def share_of_sex(numerator: str, denominator: str) -> Entry:
    """Return a share of women, or of men, as a plan writes it."""
    return Entry("figure_of_sex", {"numerator": numerator, "denominator": denominator})


def numbers_in(figure: str | Entry) -> list[str]:
    """Return the numbers of what is said of women or of men."""
    return [figure] if isinstance(figure, str) else [str(value) for value in figure.fields.values()]


def is_said(figure: FigureOfSex | None, wanted: str | Entry) -> bool:
    """Return whether a measurement says of women, or of men, what is wanted."""
    data = wanted if isinstance(wanted, str) else wanted.data()
    return figure == FigureOfSex.model_validate(data)
