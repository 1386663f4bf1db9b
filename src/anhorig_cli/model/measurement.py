"""A value of an indicator on a date, and the unit and target group that it is for."""

from decimal import Decimal
from typing import Annotated

from pydantic import model_validator

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.part import APPROXIMATE, DATE, NOTE, REPORTED, SOURCE, UNIT, VALUE, Key, Part
from anhorig_cli.model.values import Count, Figure, Flag, Text
from anhorig_cli.source import message
from anhorig_cli.vocabulary import folded

Scope = tuple[str, str]
"""Whom a measurement or a target is for: folded references to a unit and a target group; empty means all."""


def _amount(value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """Return the value, or the percentage of a share without one; None if it cannot be computed."""
    if value is not None or numerator is None or not denominator:
        return value
    return 100 * numerator / denominator


class FigureOfSex(Part):
    """The figure for women, or for men: a value, or the numerator and denominator of a share."""

    part = "figure_of_sex"
    about = message(
        "The same figure of women, or of men. A number alone will do; a share keeps its numerator and denominator."
    )
    printed = message("with the measurement in the full report")
    shown = ("numerator", "denominator")
    short_for = ("value",)

    value: Annotated[
        Count | None,
        VALUE.documented_as("The figure, in the indicator's own unit.", "38", findings=("ANH212", "ANH214", "ANH405")),
    ] = None
    numerator: Annotated[
        Count | None,
        Key(
            "täljare",
            "The part of a share of women, or of men, as a number. Percent is worked out.",
            "37",
            beside=("denominator",),
            findings=("ANH212", "ANH405"),
        ),
    ] = None
    denominator: Annotated[
        Count | None,
        Key(
            "nämnare",
            "The whole of a share of women, or of men, as a number.",
            "50",
            beside=("numerator",),
            findings=("ANH212", "ANH405"),
        ),
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: object) -> object:
        """Return the fields of the figure; a number alone is its value."""
        return {"value": value} if isinstance(value, str | int | Decimal) else value

    @property
    def amount(self) -> Decimal | None:
        """The value, or the percentage of a share without one; None if it cannot be computed."""
        return _amount(self.value, self.numerator, self.denominator)

    @property
    def is_counted(self) -> bool:
        """Whether a numerator or denominator, a number of people, is given."""
        return self.numerator is not None or self.denominator is not None


class Measurement(Part):
    """A value on a date; a share keeps its numerator and denominator."""

    part = "measurement"
    about = message("A value on a date. A share keeps its numerator and denominator.")
    printed = message("with the indicator: the last value in the short report, all of them in the full one")
    shown = ("date", "value")

    date: Annotated[
        DateField,
        DATE.documented_as(
            "The time that the figure is for. A figure for a whole month is known when the month has ended, "
            "unless `rapporterad` says otherwise.",
            "2026-03-31",
            findings=("ANH208", "ANH213", "ANH215"),
        ),
    ]
    value: Annotated[
        Figure | None,
        VALUE.documented_as(
            "The figure. For a share rather the numerator and the denominator, so that it shows how many it rests on.",
            "60",
            findings=("ANH407", "ANH409", "ANH413"),
        ),
    ] = None
    numerator: Annotated[
        Count | None,
        Key(
            "täljare",
            "The part of a share, as a number. Percent is worked out.",
            "86",
            beside=("denominator",),
            findings=("ANH212", "ANH405"),
        ),
    ] = None
    denominator: Annotated[
        Count | None,
        Key(
            "nämnare", "The whole of a share, as a number.", "132", beside=("numerator",), findings=("ANH212", "ANH405")
        ),
    ] = None
    women: Annotated[
        FigureOfSex | None,
        Key(
            "kvinnor",
            "The same figure for women: a number, or the numerator and denominator of a share.",
            beside=("numerator", "denominator"),
            findings=("ANH212", "ANH214", "ANH405"),
            printed=message("with the measurement in the full report"),
        ),
    ] = None
    men: Annotated[
        FigureOfSex | None,
        Key(
            "män",
            "The same figure for men: a number, or the numerator and denominator of a share.",
            beside=("numerator", "denominator"),
            findings=("ANH212", "ANH214", "ANH405"),
            printed=message("with the measurement in the full report"),
        ),
    ] = None
    unit: Annotated[
        Text | None,
        UNIT.documented_as(
            "The unit that the figure is for, by id. If left out, it is for the whole.", "hemtjanst", beside=("value",)
        ),
    ] = None
    target_group: Annotated[
        Text | None,
        Key(
            "målgrupp",
            "The target group that the figure is for, by id.",
            "demens",
            refers_to=("target_groups",),
            beside=("value",),
        ),
    ] = None
    survey: Annotated[
        Text | None,
        Key(
            "enkät",
            "The survey the figure comes from, by id. A share from a survey counts people, so that "
            "small counts are not printed.",
            "enkat-2026",
            refers_to=("surveys",),
            beside=("value",),
            printed=message("in no paper, only in the plan"),
        ),
    ] = None
    missing: Annotated[
        Text | None,
        Key(
            "saknas",
            "Why there is no figure this time, in words: closed, too few answers. It is then left out of trend "
            "and progress.",
            message("Closed in the summer"),
            also=("bortfall",),
            findings=("ANH409", "ANH412"),
            printed=message("with the measurements in the full report, in the place of a value"),
        ),
    ] = None
    comparison: Annotated[
        Text | None,
        Key(
            "jämförelse",
            "Whose figure it is, if not your own: the country, a neighbour. It is shown beside yours, never as yours.",
            message("The whole country"),
            also=("jämförs_med",),
            beside=("value",),
            findings=("ANH412",),
        ),
    ] = None
    source: Annotated[
        Text | None,
        SOURCE.documented_as(
            "Where the figure was fetched, so that the next one can fetch it the same way.",
            message("The case system, list 14"),
            beside=("value",),
            printed=message("with the measurement in the full report"),
        ),
    ] = None
    note: Annotated[
        Text | None,
        NOTE.documented_as(
            "What the reader needs to know of just this figure.",
            message("One unit was closed in March"),
            beside=("value",),
            findings=("ANH406",),
        ),
    ] = None
    approximate: Annotated[
        Flag,
        APPROXIMATE.documented_as(
            "Write yes where the figure is an estimate; reports then print “about”.", "true", beside=("value",)
        ),
    ] = False
    method_changed: Annotated[
        Flag,
        Key(
            "metodbyte",
            "Write yes if it is measured in a new way from here on. Values before and after are then not compared.",
            "true",
            beside=("value", "note"),
            findings=("ANH406",),
        ),
    ] = False
    reported: Annotated[
        DateField | None,
        REPORTED.documented_as(
            "The day the figure became known. Write it when a figure of a longer time is known before "
            "that time is over.",
            "2026-04-15",
            beside=("value",),
            findings=("ANH215",),
            printed=message("in a report for an earlier day, which leaves it out"),
        ),
    ] = None

    @property
    def amount(self) -> Decimal | None:
        """The value, or the percentage of a share without one; None if it is missing or cannot be computed."""
        if self.missing is not None:
            return None
        return _amount(self.value, self.numerator, self.denominator)

    @property
    def is_ours(self) -> bool:
        """Whether it is the plan's own value, not someone else's for comparison."""
        return self.comparison is None

    @property
    def has_sexes(self) -> bool:
        """Whether it has a figure for women or for men."""
        return self.women is not None or self.men is not None

    @property
    def sexes(self) -> dict[str, FigureOfSex]:
        """The figures that are given for `women` and `men`."""
        figures = {"women": self.women, "men": self.men}
        return {name: figure for name, figure in figures.items() if figure is not None}

    @property
    def is_part(self) -> bool:
        """Whether it is for one unit or target group, not for the whole."""
        return self.unit is not None or self.target_group is not None

    @property
    def scope(self) -> Scope:
        """The unit and the target group that it is for."""
        return folded(self.unit or ""), folded(self.target_group or "")
