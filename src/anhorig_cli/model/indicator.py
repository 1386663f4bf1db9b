"""An indicator: what is measured, from where to where, and the measurements."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, field_validator

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.key import (
    APPROXIMATE,
    CAVEAT,
    DATE,
    DESCRIPTION,
    DIRECTION,
    ID,
    NOTE,
    PERIOD,
    REPORTED,
    RESPONSIBLE,
    SOURCE,
    TARGET_GROUPS,
    TITLE,
    UNIT,
    UNITS,
    VALUE,
    Key,
)
from anhorig_cli.model.part import Part
from anhorig_cli.model.period import Period
from anhorig_cli.model.values import ChangeBy, Count, Direction, Figure, Flag, Frequency, Id, Number, Text, Texts
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import SCALES, folded, word_key

Scope = tuple[str, str]
"""Of whom something is measured: a unit and a target group, folded; the empty one stands for all."""


class Baseline(Part):
    """The value one starts from."""

    part: ClassVar[str] = "baseline"
    about: ClassVar[Message] = message("The value one starts from. A number alone will do.")

    value: Annotated[Figure | None, VALUE] = None
    date: Annotated[DateField | None, DATE] = None
    source: Annotated[Text | None, SOURCE] = None
    note: Annotated[Text | None, NOTE] = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read `baseline: 40` as its value."""
        return {"value": text}


class Target(Part):
    """The value to reach: exactly, at least, at most, or only a direction."""

    part: ClassVar[str] = "target"
    about: ClassVar[Message] = message("The value to reach. A number alone will do, or only a direction.")

    value: Annotated[Figure | None, VALUE] = None
    at_least: Annotated[Number | None, Key("minst", message("The value should be at least this."))] = None
    at_most: Annotated[Number | None, Key("högst", message("The value should be at most this."))] = None
    direction: Annotated[Direction | None, DIRECTION] = None
    change: Annotated[
        ChangeBy | None,
        Key("förändring", message("How much the value is to change from the baseline: -20 %, or -20 in its own unit.")),
    ] = None
    by: Annotated[DateField | None, Key("senast", message("When the target is to be reached."))] = None
    unit: Annotated[Text | None, UNIT] = None
    target_group: Annotated[
        Text | None, Key("målgrupp", message("The target group the target is of."), refers_to=("target_groups",))
    ] = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read `target: 80` as its value and `target: increase` as its direction."""
        is_word = word_key(text[:80]) in SCALES["direction"].names
        return {"direction": text} if is_word else {"value": text}

    @property
    def level(self) -> Decimal | None:
        """The number to reach, however it is put; None for a direction or a change alone."""
        return next((v for v in (self.value, self.at_least, self.at_most) if v is not None), None)

    @property
    def is_part(self) -> bool:
        """Return whether it is of one unit or target group only, not of the whole."""
        return self.unit is not None or self.target_group is not None

    @property
    def scope(self) -> Scope:
        """Of which unit and which target group it is."""
        return folded(self.unit or ""), folded(self.target_group or "")


class Measurement(Part):
    """A value on a date; a share keeps its numerator and denominator."""

    part: ClassVar[str] = "measurement"
    about: ClassVar[Message] = message("A value on a date. A share keeps its numerator and denominator.")

    date: Annotated[DateField, DATE]
    value: Annotated[Figure | None, VALUE] = None
    numerator: Annotated[Count | None, Key("täljare", message("The part of a share."))] = None
    denominator: Annotated[Count | None, Key("nämnare", message("The whole of a share."))] = None
    women: Annotated[Count | None, Key("kvinnor", message("Of them, women, in the unit of the indicator."))] = None
    men: Annotated[Count | None, Key("män", message("Of them, men, in the unit of the indicator."))] = None
    unit: Annotated[Text | None, UNIT] = None
    target_group: Annotated[
        Text | None, Key("målgrupp", message("The target group the figure is of."), refers_to=("target_groups",))
    ] = None
    survey: Annotated[
        Text | None, Key("enkät", message("The survey the figure comes from, by id."), refers_to=("surveys",))
    ] = None
    missing: Annotated[
        Text | None,
        Key("saknas", message("Why there is no value, in words, such as that it was closed."), also=("bortfall",)),
    ] = None
    comparison: Annotated[
        Text | None,
        Key(
            "jämförelse",
            message("Whose value it is, where it is another's to compare with, such as the whole country."),
            also=("jämförs_med",),
        ),
    ] = None
    source: Annotated[Text | None, SOURCE] = None
    note: Annotated[Text | None, NOTE] = None
    approximate: Annotated[Flag, APPROXIMATE] = False
    method_changed: Annotated[
        Flag, Key("metodbyte", message("Whether the method changed, so that earlier values cannot be compared."))
    ] = False
    reported: Annotated[DateField | None, REPORTED] = None

    @property
    def amount(self) -> Decimal | None:
        """The value; for a share without one, the percentage; None where it is missing or cannot be computed."""
        if self.missing is not None:
            return None
        if self.value is not None or self.numerator is None or not self.denominator:
            return self.value
        return 100 * self.numerator / self.denominator

    @property
    def is_ours(self) -> bool:
        """Return whether it is a value of the plan's own, not another's to compare with."""
        return self.comparison is None

    @property
    def has_sexes(self) -> bool:
        """Return whether women or men are counted."""
        return self.women is not None or self.men is not None

    @property
    def is_part(self) -> bool:
        """Return whether it is of one unit or target group only, not of the whole."""
        return self.unit is not None or self.target_group is not None

    @property
    def scope(self) -> Scope:
        """Of which unit and which target group it is."""
        return folded(self.unit or ""), folded(self.target_group or "")


class Indicator(Part):
    """What is followed over time. Trend, progress and forecast are questions for `progress`."""

    part: ClassVar[str] = "indicator"
    about: ClassVar[Message] = message("What is followed over time, from where to where, with its measurements.")

    id: Annotated[Id, ID]
    title: Annotated[Text, TITLE]
    description: Annotated[Text | None, DESCRIPTION] = None
    unit_of_measure: Annotated[
        Text | None,
        Key(
            "måttenhet",
            message("What is counted, such as carers or per cent; or “ja/nej”, where the values are yes or no."),
        ),
    ] = None
    direction: Annotated[Direction | None, DIRECTION] = None
    baseline: Annotated[Baseline | None, Key("utgångsvärde", message("The value one starts from."))] = None
    targets: Annotated[
        tuple[Target, ...],
        Key("målvärde", message("The value to reach; or a list of several, each by its day, or of its unit or group.")),
    ] = Field((), alias="target")
    tolerance: Annotated[
        Count | None,
        Key(
            "oförändrat_inom",
            message("How much the value may change and still be unchanged, in the indicator's own unit."),
            also=("tolerans",),
        ),
    ] = None
    contributes_to: Annotated[
        Texts,
        Key(
            "bidrar_till",
            message("The areas whose goals it measures; in another plan as plan-id/id."),
            refers_to=("areas",),
            may_be_text=False,
        ),
    ] = ()
    frequency: Annotated[Frequency | None, Key("mätintervall", message("How often it is measured."))] = None
    source: Annotated[Text | None, SOURCE] = None
    responsible: Annotated[Texts, RESPONSIBLE] = ()
    target_groups: Annotated[Texts, TARGET_GROUPS] = ()
    units: Annotated[Texts, UNITS] = ()
    people: Annotated[
        Flag,
        Key(
            "personer",
            message("Whether it counts people, so that small counts are not printed. A share with a survey does."),
        ),
    ] = False
    numerator: Annotated[Text | None, Key("täljare", message("In words: what the part of the share is."))] = None
    denominator: Annotated[Text | None, Key("nämnare", message("In words: what the whole of the share is."))] = None
    kolada: Annotated[Text | None, Key("kolada", message("The id of the key figure in Kolada."))] = None
    measurements: Annotated[tuple[Measurement, ...], Key("mätningar", message("The values measured, with dates."))] = ()

    @cached_property
    def is_share(self) -> bool:
        """Return whether it is a numerator of a denominator, in per cent; asked for once a measurement."""
        return (
            self.numerator is not None
            or self.denominator is not None
            or any(m.denominator is not None for m in self.measurements)
        )

    @cached_property
    def own_measurements(self) -> tuple[Measurement, ...]:
        """Return the measurements but those of another's values; asked for once a measurement."""
        return tuple(m for m in self.measurements if m.is_ours)

    @cached_property
    def has_sexes(self) -> bool:
        """Return whether women or men are counted; asked for once a measurement."""
        return any(m.has_sexes for m in self.own_measurements)

    @property
    def target(self) -> Target | None:
        """Return the first target of the whole; of an indicator as it was on a day, the one that held."""
        return next((target for target in self.targets if not target.is_part), None)

    def with_target(self, target: Target | None) -> Self:
        """Return the indicator with one target in the place of the one of the whole that is first; None for none."""
        others = (one for one in self.targets if one is not self.target)
        return self.model_copy(update={"targets": (*([] if target is None else [target]), *others)})

    @property
    def kolada_id(self) -> str | None:
        """Return the id of the key figure in Kolada; None where there is none, or what is written is no such id."""
        return self.kolada if self.kolada and re.fullmatch(r"[NU][0-9]{5}", self.kolada, re.ASCII) else None

    @property
    def is_yes_no(self) -> bool:
        """Return whether its values are yes or no, as the unit of measure says."""
        return "".join(folded(self.unit_of_measure or "").split()) in _YES_NO

    @property
    def is_in_percent(self) -> bool:
        """Return whether its values are per cent: of a share, or as the unit of measure says."""
        return self.is_share or folded(self.unit_of_measure or "") in _PERCENT

    @field_validator("targets", mode="before")
    @classmethod
    def _one_target(cls, value: object) -> object:
        """Take one target as a list of it, and none as an empty one."""
        if value is None:
            return ()
        return [value] if isinstance(value, Target | dict) else value

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, which may have other measurements and so may be a share where this is not."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("is_share", "has_sexes", "own_measurements"):
            vars(copied).pop(name, None)
        return copied


_YES_NO = frozenset({"ja/nej", "nej/ja", "jaellernej", "yes/no", "no/yes", "yesorno"})
_PERCENT = frozenset({"%", "percent", "per cent", "procent"})


class Survey(Part):
    """A survey, focus group or round of interviews; response rate is answered of sent."""

    part: ClassVar[str] = "survey"
    about: ClassVar[Message] = message("A survey, a focus group or a round of interviews.")

    id: Annotated[Id, ID]
    title: Annotated[Text, TITLE]
    description: Annotated[Text | None, DESCRIPTION] = None
    method: Annotated[
        Text | None, Key("metod", message("How it was carried out: survey, focus group, interviews."))
    ] = None
    period: Annotated[Period | None, PERIOD] = None
    population: Annotated[
        Text | None, Key("population", message("Who was asked."), label_sv="Tillfrågade", label_en="Population")
    ] = None
    sent: Annotated[Count | None, Key("utskickade", message("How many were sent out."), of_people=True)] = None
    answered: Annotated[Count | None, Key("besvarade", message("How many answered."), of_people=True)] = None
    reported: Annotated[DateField | None, REPORTED] = None
    caveat: Annotated[Text | None, CAVEAT] = None

    @property
    def response_rate(self) -> Decimal | None:
        """Answered of sent, in per cent; None where either is unknown or none was sent."""
        return 100 * self.answered / self.sent if self.answered is not None and self.sent else None
