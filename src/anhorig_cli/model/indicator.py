"""An indicator: what is measured, its baseline and targets, and its measurements."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, field_validator

from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.part import (
    DESCRIPTION,
    DIRECTION,
    RESPONSIBLE,
    SOURCE,
    TARGET_GROUPS,
    TITLE,
    UNITS,
    Key,
    Part,
    id_key,
)
from anhorig_cli.model.target import Baseline, Target
from anhorig_cli.model.values import Count, Direction, Flag, Frequency, Id, Text, Texts
from anhorig_cli.source import message
from anhorig_cli.vocabulary import folded


class Indicator(Part):
    """What is followed over time. `progress` determines its trend, progress and forecast."""

    part = "indicator"
    about = message("What is followed over time, from where to where, with its measurements.")
    printed = message("under Indicators in the status report, with its picture; every measurement in the full report")
    shown = ("id", "title", "unit_of_measure")

    id: Annotated[
        Id, id_key("The indicator's short name; subgoals and `anhorig record` refer to it.", "anhoriga-med-stod")
    ]
    title: Annotated[
        Text,
        TITLE.documented_as(
            "What is measured, in whole words, so that the table can be read alone.",
            message("Carers who have had support"),
        ),
    ]
    description: Annotated[Text | None, DESCRIPTION] = None
    unit_of_measure: Annotated[
        Text | None,
        Key(
            "måttenhet",
            "What is counted: carers, hours, per cent. Write yes/no if each unit answers yes or no; the share "
            "of yes is worked out.",
            message("carers"),
            beside=("measurements",),
            findings=("ANH806", "ANH413"),
        ),
    ] = None
    direction: Annotated[
        Direction | None,
        DIRECTION.documented_as(
            "Which way is better. Write follow for a figure that is only watched; then no change is "
            "called better or worse.",
            "increase",
            printed=message("where a change is called better or worse"),
        ),
    ] = None
    baseline: Annotated[
        Baseline | None,
        Key(
            "utgångsvärde",
            "Where you began. Without it nobody can see how far you have come.",
            also=("startvärde", "nuläge"),
            findings=("ANH404",),
        ),
    ] = None
    targets: Annotated[
        tuple[Target, ...],
        Key(
            "målvärde",
            "Where you are going, and by when. A number alone, at least or at most, only a direction; "
            "or a list of several, each by its day or of its unit.",
            findings=("ANH402", "ANH403", "ANH404", "ANH411"),
        ),
    ] = Field((), alias="target")
    tolerance: Annotated[
        Count | None,
        Key(
            "oförändrat_inom",
            "How much the figure may change and still be called unchanged, in its own unit. If left out, every "
            "change counts.",
            "2",
            also=("tolerans",),
        ),
    ] = None
    contributes_to: Annotated[
        Texts,
        Key(
            "bidrar_till",
            "The areas whose goals it measures, by id; in another plan as plan-id/id.",
            "tidigt-stod",
            refers_to=("areas",),
            may_be_text=False,
            findings=("ANH408", "ANH604"),
        ),
    ] = ()
    frequency: Annotated[
        Frequency | None,
        Key(
            "mätintervall",
            "How often you measure. Check reminds you when a figure is older than that.",
            "quarter",
            findings=("ANH401",),
            printed=message(
                "in what check and the lists of what is to be done ask for; the word itself is not printed"
            ),
        ),
    ] = None
    source: Annotated[Text | None, SOURCE] = None
    responsible: Annotated[
        Texts,
        RESPONSIBLE.documented_as(
            "Who fetches the figure, if not the one who is responsible for the subgoal.",
            message("Carer adviser"),
            findings=("ANH204",),
            printed=message("in the lists of what is to be done"),
        ),
    ] = ()
    target_groups: Annotated[
        Texts,
        TARGET_GROUPS.documented_as(
            "The target groups whose figure it is, by id.",
            "demens",
            findings=("ANH603",),
            printed=message("under Target groups in the full report: the group is followed"),
        ),
    ] = ()
    units: Annotated[
        Texts,
        UNITS.documented_as(
            "The units whose figure it is, by id.", "hemtjanst", printed=message("in the units' own sheets")
        ),
    ] = ()
    people: Annotated[
        Flag,
        Key(
            "personer",
            "Write yes where it counts people. Then figures of fewer than five are never printed, nor "
            "what they could be worked out from.",
            "true",
            findings=("ANH805", "ANH806"),
            printed=message("in which figures are printed; the word itself is not printed"),
        ),
    ] = False
    numerator: Annotated[
        Text | None,
        Key(
            "täljare",
            "In words: what the part of the share is.",
            message("carers who are content"),
            beside=("denominator",),
            findings=("ANH405",),
        ),
    ] = None
    denominator: Annotated[
        Text | None,
        Key(
            "nämnare",
            "In words: what the whole of the share is.",
            message("carers who answered"),
            beside=("numerator",),
            findings=("ANH405",),
        ),
    ] = None
    kolada: Annotated[
        Text | None,
        Key(
            "kolada",
            "The key figure's id in Kolada, if it comes from there. `anhorig kolada search` finds the id, and "
            "`anhorig kolada fetch` the values.",
            "N20891",
            findings=("ANH410",),
        ),
    ] = None
    follows: Annotated[
        Text | None,
        Key(
            "följer",
            "The same indicator in another plan, as plan-id/id: a strategy's, which each municipality "
            "measures for itself. `anhorig compare` sets them side by side.",
            "strategi/stod",
            refers_to=("indicators",),
            may_be_text=False,
            printed=message("where plans are compared: what follows the same indicator is shown together"),
        ),
    ] = None
    measurements: Annotated[
        tuple[Measurement, ...],
        Key(
            "mätningar",
            "The values, one row each time. Add a new one and leave the old. `anhorig record` writes one.",
            findings=("ANH213", "ANH401", "ANH407"),
        ),
    ] = ()

    @cached_property
    def is_share(self) -> bool:
        """Whether it is a share, a numerator of a denominator in per cent; cached, since it is used per measurement."""
        return (
            self.numerator is not None
            or self.denominator is not None
            or any(m.denominator is not None for m in self.measurements)
            or (self.unit_of_measure is None and self.has_shares_of_sexes)
        )

    @cached_property
    def own_measurements(self) -> tuple[Measurement, ...]:
        """The measurements, except values of others for comparison; cached, since they are used per measurement."""
        return tuple(m for m in self.measurements if m.is_ours)

    @cached_property
    def has_sexes(self) -> bool:
        """Whether any measurement has figures for women or men; cached, since it is used per measurement."""
        return any(m.has_sexes for m in self.own_measurements)

    @cached_property
    def has_shares_of_sexes(self) -> bool:
        """Whether any women or men have a numerator or denominator; cached, since it is used per measurement."""
        return any(figure.is_counted for m in self.own_measurements if m.has_sexes for figure in m.sexes.values())

    @property
    def target(self) -> Target | None:
        """The first target for the whole; if the indicator is from a snapshot, the one in force on its day."""
        return next((target for target in self.targets if not target.is_part), None)

    @property
    def baseline_value(self) -> Decimal | None:
        """The value of the baseline, or None."""
        return self.baseline.value if self.baseline else None

    @property
    def kolada_id(self) -> str | None:
        """The id of the key figure in Kolada; None if there is none, or the text is not a valid id."""
        return self.kolada if self.kolada and is_kolada_id(self.kolada) else None

    @property
    def is_yes_no(self) -> bool:
        """Whether its values are yes or no, according to the unit of measure."""
        return "".join(folded(self.unit_of_measure or "").split()) in _YES_NO

    def least_share_of_yes(self, target: Target) -> Decimal | None:
        """Return the percentage of units that are to answer yes according to a target; None if it sets none."""
        return target.at_least if self.is_yes_no else None

    @property
    def is_in_percent(self) -> bool:
        """Whether its values are percentages: it is a share, or the unit of measure is per cent."""
        return self.is_share or folded(self.unit_of_measure or "") in _PERCENT

    @field_validator("targets", mode="before")
    @classmethod
    def _as_list(cls, value: object) -> object:
        """Return the targets as a list: a single target as a list of one, and None as an empty list."""
        if value is None:
            return ()
        return [value] if issubclass(type(value), Target | dict) else value

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy without the cached properties, since its measurements may differ."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("is_share", "has_sexes", "has_shares_of_sexes", "own_measurements"):
            vars(copied).pop(name, None)
        return copied


def is_kolada_id(text: str) -> bool:
    """Return whether a text has the form of a key figure's id in Kolada."""
    return re.fullmatch(r"[NU][0-9]{5}", text, re.ASCII) is not None


_YES_NO = frozenset({"ja/nej", "nej/ja", "jaellernej", "yes/no", "no/yes", "yesorno"})


_PERCENT = frozenset({"%", "percent", "per cent", "procent"})
