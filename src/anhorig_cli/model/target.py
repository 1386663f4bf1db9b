"""The baseline and the targets of an indicator."""

from decimal import Decimal
from typing import Annotated, Any

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.measurement import Scope
from anhorig_cli.model.part import DATE, DIRECTION, NOTE, SOURCE, UNIT, VALUE, Key, Part
from anhorig_cli.model.values import ChangeBy, Direction, Figure, Number, Text
from anhorig_cli.source import message
from anhorig_cli.vocabulary import SCALES, folded, word_key


class Baseline(Part):
    """The baseline value."""

    part = "baseline"
    about = message("The baseline value. A number alone will do.")
    printed = message("with the indicator: from what, to what")
    shown = ("value", "date")
    short_for = ("value",)

    value: Annotated[Figure | None, VALUE] = None
    date: Annotated[DateField | None, DATE] = None
    source: Annotated[
        Text | None,
        SOURCE.documented_as(
            "Where the first value comes from.",
            message("The carer adviser's statistics"),
            beside=("value",),
            printed=message("in no paper, only in the plan"),
        ),
    ] = None
    note: Annotated[
        Text | None,
        NOTE.documented_as(
            "What the next one needs to know of the first value.",
            message("Counted by hand"),
            beside=("value",),
            printed=message("in no paper, only in the plan"),
        ),
    ] = None


class Target(Part):
    """The value to reach: exactly, at least, at most, or only a direction."""

    part = "target"
    about = message("The value to reach. A number alone will do, or only a direction.")
    printed = message("with the indicator, and as a line in its picture")
    shown = ("at_least", "by")

    value: Annotated[
        Figure | None,
        VALUE.documented_as(
            "The number to reach exactly. Most targets are rather at least or at most.",
            "80",
            findings=("ANH402", "ANH403"),
        ),
    ] = None
    at_least: Annotated[
        Number | None,
        Key(
            "minst",
            "The value should be at least this. Of yes/no: how many in a hundred of the units are to answer yes.",
            "80",
            findings=("ANH402", "ANH403"),
        ),
    ] = None
    at_most: Annotated[
        Number | None, Key("högst", "The value should be at most this.", "20", findings=("ANH402", "ANH403"))
    ] = None
    direction: Annotated[
        Direction | None, DIRECTION.documented_as("Only which way, where there is no number to reach.", "increase")
    ] = None
    change: Annotated[
        ChangeBy | None,
        Key(
            "förändring",
            "How much the figure is to change from the baseline: -20 %, or -20 in its own unit.",
            "-20 %",
            findings=("ANH402", "ANH403", "ANH404"),
        ),
    ] = None
    by: Annotated[
        DateField | None,
        Key(
            "senast",
            "When the target is to be reached. After that the report shows whether it was met.",
            "2026-12-31",
            beside=("at_least",),
            findings=("ANH402", "ANH403", "ANH411"),
        ),
    ] = None
    unit: Annotated[
        Text | None,
        UNIT.documented_as(
            "The unit that the target is for, by id. If left out, it is for the whole.",
            "hemtjanst",
            beside=("at_least",),
        ),
    ] = None
    target_group: Annotated[
        Text | None,
        Key(
            "målgrupp",
            "The target group that the target is for, by id.",
            "demens",
            refers_to=("target_groups",),
            beside=("at_least",),
        ),
    ] = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Return the field that a scalar gives: the value in `target: 80`, the direction in `target: increase`."""
        is_word = word_key(text[:80]) in SCALES["direction"].names
        return {"direction": text} if is_word else {"value": text}

    @property
    def level(self) -> Decimal | None:
        """The number to reach, whether exactly, at least or at most; None for a direction or change alone."""
        return next((v for v in (self.value, self.at_least, self.at_most) if v is not None), None)

    @property
    def says_what(self) -> bool:
        """Whether it says what is to be reached: a level, a direction or a change."""
        return self.level is not None or self.direction is not None or self.change is not None

    @property
    def is_part(self) -> bool:
        """Whether it is for one unit or target group, not for the whole."""
        return self.unit is not None or self.target_group is not None

    @property
    def scope(self) -> Scope:
        """The unit and the target group that it is for."""
        return folded(self.unit or ""), folded(self.target_group or "")
