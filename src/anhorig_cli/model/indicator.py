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
    printed: ClassVar[Message] = message("with the indicator: from what, to what")
    shown: ClassVar[tuple[str, ...]] = (
        "value",
        "date",
    )

    value: Annotated[Figure | None, VALUE] = None
    date: Annotated[DateField | None, DATE] = None
    source: Annotated[
        Text | None,
        SOURCE.saying(
            message("Where the first value comes from."),
            message("The carer adviser's statistics"),
            beside=("value",),
            printed=message("in no paper; it stands in the plan for whoever looks"),
        ),
    ] = None
    note: Annotated[
        Text | None,
        NOTE.saying(
            message("What the next one needs to know of the first value."),
            message("Counted by hand"),
            beside=("value",),
            printed=message("in no paper; it stands in the plan for whoever looks"),
        ),
    ] = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read `baseline: 40` as its value."""
        return {"value": text}


class Target(Part):
    """The value to reach: exactly, at least, at most, or only a direction."""

    part: ClassVar[str] = "target"
    about: ClassVar[Message] = message("The value to reach. A number alone will do, or only a direction.")
    printed: ClassVar[Message] = message("with the indicator, and as a line in its picture")
    shown: ClassVar[tuple[str, ...]] = (
        "at_least",
        "by",
    )

    value: Annotated[
        Figure | None,
        VALUE.saying(
            message("The number to reach exactly. Most targets are rather at least or at most."),
            "80",
            findings=(
                "ANH402",
                "ANH403",
            ),
        ),
    ] = None
    at_least: Annotated[
        Number | None,
        Key(
            "minst",
            message("The value should be at least this."),
            "80",
            findings=(
                "ANH402",
                "ANH403",
            ),
        ),
    ] = None
    at_most: Annotated[
        Number | None,
        Key(
            "högst",
            message("The value should be at most this."),
            "20",
            findings=(
                "ANH402",
                "ANH403",
            ),
        ),
    ] = None
    direction: Annotated[
        Direction | None, DIRECTION.saying(message("Only which way, where there is no number to reach."), "increase")
    ] = None
    change: Annotated[
        ChangeBy | None,
        Key(
            "förändring",
            message("How much the figure is to change from the baseline: -20 %, or -20 in its own unit."),
            "-20 %",
            findings=(
                "ANH402",
                "ANH403",
                "ANH404",
            ),
        ),
    ] = None
    by: Annotated[
        DateField | None,
        Key(
            "senast",
            message("When the target is to be reached. From then it is told as met or missed."),
            "2026-12-31",
            beside=("at_least",),
            findings=(
                "ANH402",
                "ANH403",
                "ANH411",
            ),
        ),
    ] = None
    unit: Annotated[
        Text | None,
        UNIT.saying(
            message("The unit that the target is of, by id. Without it, it is of the whole."),
            "hemtjanst",
            beside=("at_least",),
        ),
    ] = None
    target_group: Annotated[
        Text | None,
        Key(
            "målgrupp",
            message("The target group that the target is of, by id."),
            "demens",
            refers_to=("target_groups",),
            beside=("at_least",),
        ),
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
    printed: ClassVar[Message] = message(
        "with the indicator: the last value in the short report, all of them in the full one"
    )
    shown: ClassVar[tuple[str, ...]] = (
        "date",
        "value",
    )

    date: Annotated[
        DateField,
        DATE.saying(
            message(
                "The time the figure is of. A figure of a whole month is known when the month has ended, "
                "unless `rapporterad` says otherwise."
            ),
            "2026-03-31",
            findings=(
                "ANH208",
                "ANH213",
                "ANH215",
            ),
        ),
    ]
    value: Annotated[
        Figure | None,
        VALUE.saying(
            message(
                "The figure. For a share rather the numerator and the denominator, so that it shows how "
                "many it rests on."
            ),
            "60",
            findings=(
                "ANH407",
                "ANH409",
                "ANH413",
            ),
        ),
    ] = None
    numerator: Annotated[
        Count | None,
        Key(
            "täljare",
            message("The part of a share, as a number. Percent is worked out."),
            "86",
            beside=("denominator",),
            findings=(
                "ANH212",
                "ANH405",
            ),
        ),
    ] = None
    denominator: Annotated[
        Count | None,
        Key(
            "nämnare",
            message("The whole of a share, as a number."),
            "132",
            beside=("numerator",),
            findings=(
                "ANH212",
                "ANH405",
            ),
        ),
    ] = None
    women: Annotated[
        Count | None,
        Key(
            "kvinnor",
            message("The same figure for women."),
            "38",
            beside=("value",),
            findings=("ANH214",),
            printed=message("with the measurement in the full report"),
        ),
    ] = None
    men: Annotated[
        Count | None,
        Key(
            "män",
            message("The same figure for men."),
            "22",
            beside=("value",),
            findings=("ANH214",),
            printed=message("with the measurement in the full report"),
        ),
    ] = None
    unit: Annotated[
        Text | None,
        UNIT.saying(
            message("The unit the figure is of, by id. Without it, it is of the whole."), "hemtjanst", beside=("value",)
        ),
    ] = None
    target_group: Annotated[
        Text | None,
        Key(
            "målgrupp",
            message("The target group the figure is of, by id."),
            "demens",
            refers_to=("target_groups",),
            beside=("value",),
        ),
    ] = None
    survey: Annotated[
        Text | None,
        Key(
            "enkät",
            message(
                "The survey the figure comes from, by id. A share from a survey counts people, so that "
                "small counts are not printed."
            ),
            "enkat-2026",
            refers_to=("surveys",),
            beside=("value",),
            printed=message("in no paper; it stands in the plan for whoever looks"),
        ),
    ] = None
    missing: Annotated[
        Text | None,
        Key(
            "saknas",
            message(
                "Why there is no figure this time, in words: closed, too few answers. Trend, progress and "
                "age then pass it by."
            ),
            message("Closed in the summer"),
            also=("bortfall",),
            findings=(
                "ANH409",
                "ANH412",
            ),
            printed=message("with the measurements in the full report, in the place of a value"),
        ),
    ] = None
    comparison: Annotated[
        Text | None,
        Key(
            "jämförelse",
            message(
                "Whose figure it is, if not your own: the country, a neighbour. It is shown beside yours, "
                "never as yours."
            ),
            message("The whole country"),
            also=("jämförs_med",),
            beside=("value",),
            findings=("ANH412",),
        ),
    ] = None
    source: Annotated[
        Text | None,
        SOURCE.saying(
            message("Where the figure was fetched, so that the next one can fetch it the same way."),
            message("The case system, list 14"),
            beside=("value",),
            printed=message("in no paper; it stands in the plan for whoever looks"),
        ),
    ] = None
    note: Annotated[
        Text | None,
        NOTE.saying(
            message("What the reader needs to know of just this figure."),
            message("One unit was closed in March"),
            beside=("value",),
            findings=("ANH406",),
        ),
    ] = None
    approximate: Annotated[
        Flag,
        APPROXIMATE.saying(
            message("Write yes where the figure is an estimate; reports then print “about”."), "true", beside=("value",)
        ),
    ] = False
    method_changed: Annotated[
        Flag,
        Key(
            "metodbyte",
            message("Write yes where it is measured in a new way from here on. Nothing is then compared across it."),
            "true",
            beside=(
                "value",
                "note",
            ),
            findings=("ANH406",),
        ),
    ] = False
    reported: Annotated[
        DateField | None,
        REPORTED.saying(
            message(
                "The day the figure became known. Write it when a figure of a longer time is known before "
                "that time is over."
            ),
            "2026-04-15",
            beside=("value",),
            findings=("ANH215",),
            printed=message("in a report for an earlier day, which leaves it out"),
        ),
    ] = None

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
    printed: ClassVar[Message] = message(
        "under Indicators in the status report, with its picture; every measurement in the full report"
    )
    shown: ClassVar[tuple[str, ...]] = (
        "id",
        "title",
        "unit_of_measure",
    )

    id: Annotated[
        Id,
        ID.saying(
            message("The indicator's short name; subgoals and `anhorig record` refer to it."),
            "anhoriga-med-stod",
            findings=("ANH201",),
            printed=message("nowhere; it is what others refer to"),
        ),
    ]
    title: Annotated[
        Text,
        TITLE.saying(
            message("What is measured, in whole words, so that the table can be read alone."),
            message("Carers who have had support"),
        ),
    ]
    description: Annotated[Text | None, DESCRIPTION] = None
    unit_of_measure: Annotated[
        Text | None,
        Key(
            "måttenhet",
            message(
                "What is counted: carers, hours, per cent. Write yes/no where each unit answers yes or "
                "no; the share of yes is worked out."
            ),
            message("carers"),
            beside=("measurements",),
            findings=(
                "ANH806",
                "ANH413",
            ),
        ),
    ] = None
    direction: Annotated[
        Direction | None,
        DIRECTION.saying(
            message(
                "Which way is better. Write follow for a figure that is only watched; then no change is "
                "called better or worse."
            ),
            "increase",
            printed=message("in whether a change is called better or worse"),
        ),
    ] = None
    baseline: Annotated[
        Baseline | None,
        Key(
            "utgångsvärde",
            message("Where you began. Without it nobody can see how far you have come."),
            findings=("ANH404",),
        ),
    ] = None
    targets: Annotated[
        tuple[Target, ...],
        Key(
            "målvärde",
            message(
                "Where you are going, and by when. A number alone, at least or at most, only a direction; "
                "or a list of several, each by its day or of its unit."
            ),
            findings=(
                "ANH402",
                "ANH403",
                "ANH404",
                "ANH411",
            ),
        ),
    ] = Field((), alias="target")
    tolerance: Annotated[
        Count | None,
        Key(
            "oförändrat_inom",
            message(
                "How much the figure may move and still be called unchanged, in its own unit. Without it "
                "every change counts."
            ),
            "2",
            also=("tolerans",),
        ),
    ] = None
    contributes_to: Annotated[
        Texts,
        Key(
            "bidrar_till",
            message("The areas whose goals it measures, by id; in another plan as plan-id/id."),
            "tidigt-stod",
            refers_to=("areas",),
            may_be_text=False,
            findings=(
                "ANH408",
                "ANH604",
            ),
        ),
    ] = ()
    frequency: Annotated[
        Frequency | None,
        Key(
            "mätintervall",
            message("How often you measure. Check tells when a figure has grown older than that."),
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
        RESPONSIBLE.saying(
            message("Who fetches the figure, if another than who answers for the subgoal."),
            message("Carer adviser"),
            findings=("ANH204",),
            printed=message("in the lists of what is to be done"),
        ),
    ] = ()
    target_groups: Annotated[
        Texts,
        TARGET_GROUPS.saying(
            message("The target groups whose figure it is, by id."),
            "demens",
            findings=("ANH603",),
            printed=message("under Target groups in the full report: the group is followed"),
        ),
    ] = ()
    units: Annotated[
        Texts,
        UNITS.saying(
            message("The units whose figure it is, by id."), "hemtjanst", printed=message("in the units' own sheets")
        ),
    ] = ()
    people: Annotated[
        Flag,
        Key(
            "personer",
            message(
                "Write yes where it counts people. Then figures of fewer than five are never printed, nor "
                "what they could be worked out from."
            ),
            "true",
            findings=(
                "ANH805",
                "ANH806",
            ),
            printed=message("in which figures are printed; the word itself is not printed"),
        ),
    ] = False
    numerator: Annotated[
        Text | None,
        Key(
            "täljare",
            message("In words: what the part of the share is."),
            message("carers who are content"),
            beside=("denominator",),
            findings=("ANH405",),
        ),
    ] = None
    denominator: Annotated[
        Text | None,
        Key(
            "nämnare",
            message("In words: what the whole of the share is."),
            message("carers who answered"),
            beside=("numerator",),
            findings=("ANH405",),
        ),
    ] = None
    kolada: Annotated[
        Text | None,
        Key(
            "kolada", message("The key figure's id in Kolada, if it comes from there."), "N20891", findings=("ANH410",)
        ),
    ] = None
    measurements: Annotated[
        tuple[Measurement, ...],
        Key(
            "mätningar",
            message("The values, one row each time. Add a new one and leave the old. `anhorig record` writes one."),
            findings=(
                "ANH213",
                "ANH401",
                "ANH407",
            ),
        ),
    ] = ()

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
        return [value] if issubclass(type(value), Target | dict) else value

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
    printed: ClassVar[Message] = message("under Surveys in the status report, with the response rate")
    shown: ClassVar[tuple[str, ...]] = (
        "id",
        "title",
        "sent",
        "answered",
    )

    id: Annotated[
        Id,
        ID.saying(
            message("The survey's short name; measurements refer to it."),
            "enkat-2026",
            findings=("ANH201",),
            printed=message("nowhere; it is what others refer to"),
        ),
    ]
    title: Annotated[Text, TITLE.saying(message("What the survey is called."), message("Survey to carers 2026"))]
    description: Annotated[Text | None, DESCRIPTION] = None
    method: Annotated[
        Text | None,
        Key(
            "metod",
            message("How it was done: survey, focus group, interviews, or in your own words."),
            message("survey"),
        ),
    ] = None
    period: Annotated[Period | None, PERIOD.saying(message("When it was done."), "2026-02")] = None
    population: Annotated[
        Text | None,
        Key(
            "population",
            message("Who was asked."),
            message("All carers with respite care"),
            label_sv="Tillfrågade",
            label_en="Population",
        ),
    ] = None
    sent: Annotated[
        Count | None, Key("utskickade", message("How many were asked."), "180", of_people=True, findings=("ANH211",))
    ] = None
    answered: Annotated[
        Count | None,
        Key(
            "besvarade",
            message("How many answered. The response rate is worked out."),
            "132",
            of_people=True,
            beside=("sent",),
            findings=("ANH211",),
        ),
    ] = None
    reported: Annotated[DateField | None, REPORTED] = None
    caveat: Annotated[
        Text | None,
        CAVEAT.saying(
            message("What the answers cannot be used for, such as because few answered."),
            message("Few under 65 answered"),
        ),
    ] = None

    @property
    def response_rate(self) -> Decimal | None:
        """Answered of sent, in per cent; None where either is unknown or none was sent."""
        return 100 * self.answered / self.sent if self.answered is not None and self.sent else None
