"""A subgoal: what is to be reached, by when, by whom, through which activities, and how it is judged."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_serializer, field_validator

from anhorig_cli.model.dates import DateField, DueField, PlanDate, parse_date, parse_due
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

_LIKE_A_DATE = r"(?a)[\d./ -]{4,}(?:[QTHqth]\d)?"


class DatedNote(Part):
    """What happened in an activity, and when."""

    part: ClassVar[str] = "dated_note"

    date: DateField | None = None
    reported: DateField | None = None
    text: Text | None = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read a plain string as a note without a date."""
        return {"text": text}


class Occasion(Part):
    """One or more meetings, training sessions or workshops.

    There are `count` of them. Where that is not said there is one, but how many there were in a longer time is unknown.
    """

    part: ClassVar[str] = "occasion"

    date: DateField | None = None
    count: Count | None = None
    participants: Count | None = None
    approximate: Flag = False
    organisations: Texts = ()
    note: Text | None = None
    reported: DateField | None = None

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

    planned: tuple[Occasion, ...] = ()
    held: tuple[Occasion, ...] = ()


def number_of(occasions: Iterable[Occasion]) -> Decimal | None:
    """Return how many occasions the entries tell of; None where one of them does not say."""
    numbers = [entry.number for entry in occasions]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


class Activity(Part):
    """What is done to reach the subgoal."""

    part: ClassVar[str] = "activity"

    id: Id | None = None
    title: Text
    description: Text | None = None
    status: ActivityStatus | None = None
    start_by: DateField | None = None
    due: DueField | None = None
    done_on: DateField | None = None
    reported: DateField | None = None
    responsible: Texts = ()
    units: Texts = ()
    target_groups: Texts = ()
    notes: tuple[DatedNote, ...] = ()
    occasions: Occasions | None = None

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

    date: DateField | None = None
    status: AssessmentStatus = "not_assessed"
    comment: Text | None = None
    cause: Text | None = None
    action: Text | None = None
    new_date: DateField | None = None
    final: Flag = False
    reported: DateField | None = None


class Revision(Part):
    """A deadline or a target that was changed: from what, to what, when and by which decision, and why."""

    part: ClassVar[str] = "revision"
    decides: ClassVar[frozenset[str]] = frozenset({"field"})

    field: RevisedField = "due"
    from_: PlanDate | Decimal | Text | None = Field(None, alias="from")
    to: PlanDate | Decimal | Text | None = None
    decided: DateField | None = None
    reported: DateField | None = None
    decision: Text | None = None
    reason: Text | None = None

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
    gathers: ClassVar[tuple[str, tuple[str, ...]] | None] = (
        "assessments",
        ("status", "comment", "cause", "action", "new_date"),
    )

    id: Id
    title: Text
    purpose: Text | None = None
    description: Text | None = None
    added: PlanDate | Text | None = None
    start_by: DateField | None = None
    due: DueField | None = None
    responsible: Texts = ()
    units: Texts = ()
    target_groups: Texts = ()
    indicators: Texts = ()
    contributes_to: Texts = ()
    continues: Texts = ()
    activities: tuple[Activity, ...] = ()
    stage: ActivityStatus | None = None
    assessments: tuple[Assessment, ...] = ()
    revisions: tuple[Revision, ...] = ()
    evidence: Texts = ()
    funding: Texts = ()

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
