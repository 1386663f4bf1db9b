"""A subgoal: what is to be reached, by when, by whom, through which activities, and how it is judged."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationInfo, field_serializer, field_validator

from anhorig_cli.model.dates import DateField, DueField, PlanDate, parse_date, parse_due
from anhorig_cli.model.key import (
    APPROXIMATE,
    DATE,
    DESCRIPTION,
    DUE,
    ID,
    NOTE,
    REPORTED,
    RESPONSIBLE,
    START_BY,
    TARGET_GROUPS,
    TEXT,
    TITLE,
    UNITS,
    Key,
)
from anhorig_cli.model.part import Part
from anhorig_cli.model.values import (
    ActivityStatus,
    AssessmentStatus,
    Count,
    Flag,
    Id,
    RevisedField,
    Text,
    Texts,
    parse_number,
)
from anhorig_cli.source import Message, message

_LIKE_A_DATE = r"(?a)[\d./ -]{4,}(?:[QTHqth]\d)?"


class DatedNote(Part):
    """What happened in an activity, and when."""

    part: ClassVar[str] = "dated_note"
    about: ClassVar[Message] = message("What happened, and when. Text alone will do.")

    date: Annotated[DateField | None, DATE] = None
    reported: Annotated[DateField | None, REPORTED] = None
    text: Annotated[Text | None, TEXT] = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read a plain string as a note without a date."""
        return {"text": text}


class Occasion(Part):
    """One or more meetings, training sessions or workshops.

    There are `count` of them. Where that is not said there is one, but how many there were in a longer time is unknown.
    """

    part: ClassVar[str] = "occasion"
    about: ClassVar[Message] = message("One or more occasions. A number alone says how many, a date alone when.")

    date: Annotated[DateField | None, DATE] = None
    count: Annotated[Count | None, Key("antal", message("How many occasions; one, if nothing is said."))] = None
    participants: Annotated[Count | None, Key("deltagare", message("How many took part."))] = None
    approximate: Annotated[Flag, APPROXIMATE] = False
    organisations: Annotated[Texts, Key("organisationer", message("Which organisations took part."))] = ()
    note: Annotated[Text | None, NOTE] = None
    reported: Annotated[DateField | None, REPORTED] = None

    @property
    def number(self) -> Decimal | None:
        """How many they were; None where they were in a longer time than a day and nothing says."""
        if self.count is not None:
            return self.count
        is_of_a_day = self.date is None or self.date.first == self.date.last
        return Decimal(1) if is_of_a_day else None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read a number as so many occasions, anything else as the date of one."""
        try:
            parse_date(text)
        except ValueError:
            return {"count": text}
        return {"count": text} if text.strip().isdigit() else {"date": text}


class Occasions(Part):
    """Occasions planned and held; each a number, or a list of entries."""

    part: ClassVar[str] = "occasions"
    about: ClassVar[Message] = message("Occasions planned and held: meetings, training sessions, workshops.")

    planned: Annotated[tuple[Occasion, ...], Key("planerade", message("Occasions planned: a number, or a list."))] = ()
    held: Annotated[tuple[Occasion, ...], Key("hållna", message("Occasions held: a number, or a list."))] = ()


def number_of(occasions: Iterable[Occasion]) -> Decimal | None:
    """Return how many occasions the entries tell of; None where one of them does not say."""
    numbers = [entry.number for entry in occasions]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


class Activity(Part):
    """What is done to reach the subgoal."""

    part: ClassVar[str] = "activity"
    about: ClassVar[Message] = message("What is done to reach the subgoal. A title alone will do.")

    id: Annotated[Id | None, ID] = None
    title: Annotated[Text, TITLE]
    description: Annotated[Text | None, DESCRIPTION] = None
    status: Annotated[
        ActivityStatus | None,
        Key(
            "status",
            message("How far the activity has come. Lateness is worked out from the dates."),
            label_sv="Läge",
            label_en="Status",
        ),
    ] = None
    start_by: Annotated[DateField | None, START_BY] = None
    due: Annotated[DueField | None, DUE] = None
    done_on: Annotated[DateField | None, Key("klar", message("The day it was done."))] = None
    reported: Annotated[DateField | None, REPORTED] = None
    responsible: Annotated[Texts, RESPONSIBLE] = ()
    units: Annotated[Texts, UNITS] = ()
    target_groups: Annotated[Texts, TARGET_GROUPS] = ()
    notes: Annotated[tuple[DatedNote, ...], Key("noteringar", message("What has happened, with dates."))] = ()
    occasions: Annotated[Occasions | None, Key("tillfällen", message("Occasions planned and held."))] = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read a plain string as an activity with only a title."""
        return {"title": text}

    def status_at(self, as_of: date) -> str | None:
        """Return the status on a day: done from `done_on` on, or from when that was reported.

        Before it nothing is known of one that is done now.
        """
        if self.done_on is not None and self.status != "cancelled":
            if (self.reported or self.done_on).first <= as_of:
                return "done"
            return None if self.status == "done" else self.status
        return self.status


class Assessment(Part):
    """A person's dated judgement of whether the subgoal is, or will be, met.

    `final` says that it ends the matter before the deadline does.
    """

    part: ClassVar[str] = "assessment"
    about: ClassVar[Message] = message("A dated judgement of whether the subgoal is, or will be, met.")

    date: Annotated[DateField | None, DATE] = None
    status: Annotated[
        AssessmentStatus,
        Key("status", message("Whether the subgoal is, or will be, met."), label_sv="Läge", label_en="Status"),
    ] = "not_assessed"
    comment: Annotated[Text | None, Key("kommentar", message("Why the judgement is what it is."))] = None
    cause: Annotated[Text | None, Key("orsak", message("Why it deviates from the plan."))] = None
    action: Annotated[Text | None, Key("åtgärd", message("What is done about the deviation."))] = None
    new_date: Annotated[DateField | None, Key("nytt_datum", message("When it is expected instead."))] = None
    final: Annotated[
        Flag, Key("slutlig", message("Whether it ends the matter before the deadline does, for what was not met."))
    ] = False
    reported: Annotated[DateField | None, REPORTED] = None


class Revision(Part):
    """A deadline or a target that was changed: from what, to what, when and by which decision, and why."""

    part: ClassVar[str] = "revision"
    about: ClassVar[Message] = message(
        "A deadline or a target that was changed: from what, to what, when, by which decision and why."
    )
    decides: ClassVar[frozenset[str]] = frozenset({"field"})

    field: Annotated[RevisedField, Key("fält", message("What was changed: the deadline, the start or the target."))] = (
        "due"
    )
    from_: Annotated[PlanDate | Decimal | Text | None, Key("från", message("What it was before."))] = Field(
        None, alias="from"
    )
    to: Annotated[PlanDate | Decimal | Text | None, Key("till", message("What it is now."))] = None
    decided: Annotated[DateField | None, Key("beslutad", message("When the change was decided."))] = None
    reported: Annotated[DateField | None, REPORTED] = None
    decision: Annotated[
        Text | None, Key("beslut", message("The decision's title or id."), refers_to=("decisions",))
    ] = None
    reason: Annotated[Text | None, Key("skäl", message("Why."))] = None

    @property
    def known_from(self) -> date | None:
        """The day from which it is known: when it was reported, else decided; None where it always was."""
        known = self.reported or self.decided
        return known.first if known else None

    @field_validator("from_", "to", mode="plain")
    @classmethod
    def _as_its_field(cls, value: object, info: ValidationInfo) -> object:
        """Read a deadline as a date and a target as a number, or as the words it was written in."""
        if value is None or not isinstance(value, str):
            return value
        field = info.data.get("field")
        if field == "due":
            return parse_due(value)
        if field == "start_by":
            return parse_date(value)
        try:
            return parse_number(value)
        except ValueError:
            return value

    @field_serializer("from_", "to")
    def _as_written(self, value: object) -> str | None:
        if value is None:
            return None
        return f"{value:f}" if isinstance(value, Decimal) else str(value)


class Subgoal(Part):
    """One of the plan's subgoals. Its state on a day is a question for `snapshot.Snapshot`."""

    part: ClassVar[str] = "subgoal"
    about: ClassVar[Message] = message("What is to be reached, by when, by whom, through what, and how it is judged.")
    gathers: ClassVar[tuple[str, tuple[str, ...]] | None] = (
        "assessments",
        ("status", "comment", "cause", "action", "new_date"),
    )
    gathered_texts: ClassVar[Mapping[str, Message]] = {
        "status": message("A judgement without a date; better in the list of assessments."),
        "comment": message("The comment of a judgement without a date."),
    }

    id: Annotated[Id, ID]
    title: Annotated[Text, TITLE]
    purpose: Annotated[Text | None, Key("syfte", message("What it is good for."))] = None
    description: Annotated[Text | None, DESCRIPTION] = None
    added: Annotated[
        PlanDate | Text | None,
        Key(
            "tillagd",
            message("When the subgoal was added: a date, or the decision's title or id."),
            refers_to=("decisions",),
        ),
    ] = None
    start_by: Annotated[DateField | None, START_BY] = None
    due: Annotated[DueField | None, DUE] = None
    responsible: Annotated[Texts, RESPONSIBLE] = ()
    units: Annotated[Texts, UNITS] = ()
    target_groups: Annotated[Texts, TARGET_GROUPS] = ()
    indicators: Annotated[
        Texts,
        Key(
            "indikatorer",
            message("The indicators that show the effect, by id."),
            also=("nyckeltal",),
            refers_to=("indicators",),
            may_be_text=False,
        ),
    ] = ()
    contributes_to: Annotated[
        Texts,
        Key(
            "bidrar_till",
            message("What it contributes to: areas or subgoals, in another plan as plan-id/id."),
            refers_to=("areas", "subgoals"),
            may_be_text=False,
        ),
    ] = ()
    continues: Annotated[
        Texts,
        Key(
            "fortsätter",
            message("The earlier subgoal that this one carries on, by id."),
            label_sv="Fortsättning på",
            label_en="Carries on",
            refers_to=("subgoals",),
            may_be_text=False,
        ),
    ] = ()
    activities: Annotated[tuple[Activity, ...], Key("aktiviteter", message("What is done to reach the subgoal."))] = ()
    stage: Annotated[
        ActivityStatus | None,
        Key(
            "läge",
            message("How far the work has come, where there are no activities to tell."),
            label_sv="Arbetet",
            label_en="Stage",
        ),
    ] = None
    assessments: Annotated[
        tuple[Assessment, ...],
        Key("bedömningar", message("Dated judgements of whether the subgoal is, or will be, met.")),
    ] = ()
    revisions: Annotated[
        tuple[Revision, ...], Key("revideringar", message("Deadlines and targets that have been changed."))
    ] = ()
    evidence: Annotated[Texts, Key("underlag", message("What the judgements rest on: references or text."))] = ()
    funding: Annotated[
        Texts,
        Key("finansiering", message("The money it is paid with, by id."), refers_to=("funding",), may_be_text=False),
    ] = ()

    @field_validator("added", mode="plain")
    @classmethod
    def _date_or_decision(cls, value: object) -> object:
        """Read a date where there is one, else the title or id of a decision."""
        if not isinstance(value, str):
            return value
        try:
            return parse_date(value)
        except ValueError:
            if re.fullmatch(_LIKE_A_DATE, value):  # a date gone wrong; no decision is called that
                raise
            return value

    @field_serializer("added")
    def _as_written(self, value: object) -> str | None:
        return None if value is None else str(value)
