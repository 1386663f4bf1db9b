"""Assessments of a subgoal, an area or the plan, and revisions of deadlines and targets."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from anhorig_cli.model.dates import DateField, PlanDate, parse_date, parse_due
from anhorig_cli.model.part import DATE, REPORTED, Key, Part, ReadBy
from anhorig_cli.model.values import AssessmentStatus, Flag, RevisedField, Text, parse_number
from anhorig_cli.source import message


class Assessment(Part):
    """A person's dated judgement of whether the subgoal is, or will be, met.

    `final` says that it closes the subgoal before its deadline.
    """

    part = "assessment"
    about = message("A dated judgement of whether the subgoal is, or will be, met.")
    printed = message(
        "under the subgoal in the status report and the committee report; what is off plan also under Deviations from "
        "the plan"
    )
    shown = ("date", "status", "comment")

    date: Annotated[
        DateField | None,
        DATE.documented_as(
            "The day you judged it. The last judgement that was known on the report's day is the one that counts.",
            "2026-06-30",
            findings=("ANH208", "ANH316"),
        ),
    ] = None
    status: Annotated[
        AssessmentStatus,
        Key(
            "status",
            "Your judgement of whether the subgoal is met, or will be. It is not how far the work has come.",
            "partly_expected",
            findings=("ANH301", "ANH306", "ANH309", "ANH311", "ANH316"),
        ),
    ] = "not_assessed"
    comment: Annotated[
        Text | None,
        Key(
            "kommentar",
            "Why you judge so: what you see, in a sentence or two to the committee.",
            message("More call after the spring's meetings"),
            beside=("date", "status"),
            findings=("ANH311", "ANH805"),
        ),
    ] = None
    cause: Annotated[
        Text | None,
        Key(
            "orsak",
            "What causes the deviation. The committee will ask; write it beforehand.",
            message("Two posts are vacant"),
            beside=("date", "status"),
            findings=("ANH311",),
        ),
    ] = None
    action: Annotated[
        Text | None,
        Key(
            "åtgärd",
            "What you do about the deviation.",
            message("The posts are advertised again"),
            beside=("date", "status"),
            findings=("ANH311",),
        ),
    ] = None
    new_date: Annotated[
        DateField | None,
        Key(
            "nytt_datum",
            "When you think it will be reached instead. The deadline itself is moved with a revision.",
            "2027-03-31",
            beside=("date", "status"),
            findings=("ANH311",),
        ),
    ] = None
    final: Annotated[
        Flag,
        Key(
            "slutlig",
            "Write yes if a subgoal that was not met is closed before its deadline. Then it is not asked about again.",
            "true",
            beside=("date", "status"),
            findings=("ANH301", "ANH311"),
            printed=message("in what the report counts as closed; the word itself is not printed"),
        ),
    ] = False
    reported: Annotated[DateField | None, REPORTED] = None


def _unparsed(value: object) -> object:
    """Return a value unchanged; it is parsed later, when the revised field is known."""
    return value


def _as_written(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


RevisedValue = Annotated[PlanDate | Decimal | Text, ReadBy(_unparsed, _as_written)]
"""The value of a revised field before or after the revision."""


class Revision(Part):
    """A deadline or a target that was changed: from what, to what, when and by which decision, and why."""

    part = "revision"
    about = message("A deadline or a target that was changed: from what, to what, when, by which decision and why.")
    printed = message("under Revisions in the status report, in the action plan and in `anhorig history`")
    shown = ("from", "to", "decided", "reason")
    decides = frozenset({"field"})

    field: Annotated[
        RevisedField,
        Key(
            "fält",
            "What was changed: the deadline, the start date or the target. If left out: the deadline. A target is "
            "that of the subgoal's indicator; of several, the only one whose target is now what `till` says.",
            "due",
            beside=("from", "to"),
        ),
    ] = "due"
    from_: Annotated[
        RevisedValue | None, Key("från", "What it was before.", "2026-06-30", beside=("to",), findings=("ANH209",))
    ] = Field(None, alias="from")
    to: Annotated[
        RevisedValue | None,
        Key(
            "till",
            "What it became: the same as the subgoal's deadline is now, or as the next revision's `från`.",
            "2026-12-31",
            beside=("from",),
            findings=("ANH209",),
        ),
    ] = None
    decided: Annotated[
        DateField | None,
        Key(
            "beslutad",
            "When the change was decided. In a report for an earlier day, the old date applies.",
            "2026-06-16",
            beside=("from", "to"),
            findings=("ANH702",),
        ),
    ] = None
    reported: Annotated[DateField | None, REPORTED] = None
    decision: Annotated[
        Text | None,
        Key(
            "beslut",
            "The decision, by id or title.",
            "flyttad-avlosning",
            refers_to=("decisions",),
            beside=("from", "to"),
            findings=("ANH312", "ANH702"),
        ),
    ] = None
    reason: Annotated[
        Text | None,
        Key(
            "skäl",
            "Why it was moved. Whoever takes over will ask.",
            message("It took longer to fill the posts"),
            beside=("from", "to"),
            findings=("ANH312",),
        ),
    ] = None

    @property
    def known_from(self) -> date | None:
        """The day from which it is known: when it was reported, else decided; None if it was always known."""
        known = self.reported or self.decided
        return known.first if known else None

    @field_validator("from_", "to")
    @classmethod
    def _parse_as_field(cls, value: object, info: ValidationInfo) -> object:
        """Return a deadline or start as a date, and a target as a number or, if it is not one, as its text."""
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
