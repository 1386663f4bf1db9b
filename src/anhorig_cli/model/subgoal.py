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
    printed: ClassVar[Message] = message("under the activity in the status report, and under New since")
    shown: ClassVar[tuple[str, ...]] = (
        "date",
        "text",
    )

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
    printed: ClassVar[Message] = message("with the activity, counted together")
    shown: ClassVar[tuple[str, ...]] = (
        "date",
        "participants",
    )

    date: Annotated[DateField | None, DATE] = None
    count: Annotated[
        Count | None,
        Key(
            "antal",
            message("How many occasions the row stands for; without it one, if it has a day."),
            "3",
            beside=("date",),
        ),
    ] = None
    participants: Annotated[
        Count | None,
        Key(
            "deltagare",
            message("How many took part. Fewer than five are not printed."),
            "14",
            beside=("date",),
            findings=("ANH805",),
        ),
    ] = None
    approximate: Annotated[Flag, APPROXIMATE] = False
    organisations: Annotated[
        Texts,
        Key(
            "organisationer",
            message("Which organisations came, if others than your own."),
            message("The carers' association"),
            beside=("date",),
        ),
    ] = ()
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
    printed: ClassVar[Message] = message("with the activity: held of planned")
    shown: ClassVar[tuple[str, ...]] = (
        "planned",
        "held",
    )

    planned: Annotated[
        tuple[Occasion, ...], Key("planerade", message("How many were planned: a number, or a list with dates."), "8")
    ] = ()
    held: Annotated[
        tuple[Occasion, ...],
        Key("hållna", message("How many were held: a number, or a list with dates and those who came."), "5"),
    ] = ()


def number_of(occasions: Iterable[Occasion]) -> Decimal | None:
    """Return how many occasions the entries tell of; None where one of them does not say."""
    numbers = [entry.number for entry in occasions]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


class Activity(Part):
    """What is done to reach the subgoal."""

    part: ClassVar[str] = "activity"
    about: ClassVar[Message] = message("What is done to reach the subgoal. A title alone will do.")
    printed: ClassVar[Message] = message(
        "under its subgoal in the status report, and as a row of the action plan and the lists of what is to be done"
    )
    shown: ClassVar[tuple[str, ...]] = (
        "title",
        "status",
        "due",
    )

    id: Annotated[
        Id | None,
        ID.saying(
            message("A short name, needed only where something refers to the activity, such as a recommendation."),
            "traffar",
            findings=("ANH201",),
            printed=message("nowhere; it is what others refer to"),
        ),
    ] = None
    title: Annotated[
        Text,
        TITLE.saying(
            message("What you do. A text alone in the list is an activity with only a title."),
            message("Meetings at the health centres"),
        ),
    ]
    description: Annotated[Text | None, DESCRIPTION] = None
    status: Annotated[
        ActivityStatus | None,
        Key(
            "status",
            message("How far it has come. Write what you have done; that it is late is worked out from the dates."),
            "in_progress",
            label_sv="Läge",
            label_en="Status",
            findings=(
                "ANH302",
                "ANH307",
                "ANH317",
            ),
        ),
    ] = None
    start_by: Annotated[DateField | None, START_BY] = None
    due: Annotated[
        DueField | None,
        DUE.saying(
            message(
                "The last day to do it. When it has passed and the activity is neither done nor cancelled, it is late."
            ),
            "2026-10-31",
            findings=(
                "ANH207",
                "ANH307",
            ),
        ),
    ] = None
    done_on: Annotated[
        DateField | None,
        Key(
            "klar",
            message("The day it was done; the activity is then done, whatever its status. `anhorig done` writes it."),
            "2026-05-20",
            findings=("ANH208",),
        ),
    ] = None
    reported: Annotated[DateField | None, REPORTED] = None
    responsible: Annotated[
        Texts,
        RESPONSIBLE.saying(
            message("Who does it, if another than who answers for the subgoal."),
            message("Head of unit"),
            findings=(
                "ANH204",
                "ANH601",
            ),
        ),
    ] = ()
    units: Annotated[Texts, UNITS] = ()
    target_groups: Annotated[
        Texts,
        TARGET_GROUPS.saying(
            message("The target groups it is for, by id."),
            "demens",
            findings=("ANH603",),
            printed=message("under Target groups in the full report"),
        ),
    ] = ()
    notes: Annotated[
        tuple[DatedNote, ...],
        Key("noteringar", message("What has happened on the way, with dates: a diary for the next report.")),
    ] = ()
    occasions: Annotated[
        Occasions | None,
        Key(
            "tillfällen",
            message("How many times it was planned and held: meetings, training sessions."),
            findings=("ANH208",),
        ),
    ] = None

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
    printed: ClassVar[Message] = message(
        "under the subgoal in the status report and the committee's paper; what deviates also under Deviations"
    )
    shown: ClassVar[tuple[str, ...]] = (
        "date",
        "status",
        "comment",
    )

    date: Annotated[
        DateField | None,
        DATE.saying(
            message(
                "The day you judged it. The last judgement that was known on the report's day is the one that counts."
            ),
            "2026-06-30",
            findings=(
                "ANH208",
                "ANH316",
            ),
        ),
    ] = None
    status: Annotated[
        AssessmentStatus,
        Key(
            "status",
            message("Your judgement of whether the subgoal is met, or will be. It is not how far the work has come."),
            "partly_expected",
            label_sv="Läge",
            label_en="Status",
            findings=(
                "ANH301",
                "ANH306",
                "ANH309",
                "ANH311",
                "ANH316",
            ),
        ),
    ] = "not_assessed"
    comment: Annotated[
        Text | None,
        Key(
            "kommentar",
            message("Why you judge so: what you see, in a sentence or two to the committee."),
            message("More call after the spring's meetings"),
            beside=(
                "date",
                "status",
            ),
            findings=(
                "ANH311",
                "ANH805",
            ),
        ),
    ] = None
    cause: Annotated[
        Text | None,
        Key(
            "orsak",
            message("What a deviation comes from. The committee asks; write it before."),
            message("Two posts are vacant"),
            beside=(
                "date",
                "status",
            ),
            findings=("ANH311",),
        ),
    ] = None
    action: Annotated[
        Text | None,
        Key(
            "åtgärd",
            message("What you do about a deviation."),
            message("The posts are advertised again"),
            beside=(
                "date",
                "status",
            ),
            findings=("ANH311",),
        ),
    ] = None
    new_date: Annotated[
        DateField | None,
        Key(
            "nytt_datum",
            message("When you think it will be reached instead. The deadline itself is moved with a revision."),
            "2027-03-31",
            beside=(
                "date",
                "status",
            ),
            findings=("ANH311",),
        ),
    ] = None
    final: Annotated[
        Flag,
        Key(
            "slutlig",
            message(
                "Write yes where a subgoal that was not met is closed before its deadline. Then nothing "
                "more is asked of it."
            ),
            "true",
            beside=(
                "date",
                "status",
            ),
            findings=(
                "ANH301",
                "ANH311",
            ),
            printed=message("in what the report counts as closed; the word itself is not printed"),
        ),
    ] = False
    reported: Annotated[DateField | None, REPORTED] = None


class Revision(Part):
    """A deadline or a target that was changed: from what, to what, when and by which decision, and why."""

    part: ClassVar[str] = "revision"
    about: ClassVar[Message] = message(
        "A deadline or a target that was changed: from what, to what, when, by which decision and why."
    )
    printed: ClassVar[Message] = message(
        "under Revisions in the status report, in the action plan and in `anhorig history`"
    )
    shown: ClassVar[tuple[str, ...]] = (
        "from",
        "to",
        "decided",
        "reason",
    )
    decides: ClassVar[frozenset[str]] = frozenset({"field"})

    field: Annotated[
        RevisedField,
        Key(
            "fält",
            message("What was changed: the deadline, the start or the target. Without it the deadline."),
            "due",
            beside=(
                "from",
                "to",
            ),
        ),
    ] = "due"
    from_: Annotated[
        PlanDate | Decimal | Text | None,
        Key("från", message("What it was before."), "2026-06-30", beside=("to",), findings=("ANH209",)),
    ] = Field(None, alias="from")
    to: Annotated[
        PlanDate | Decimal | Text | None,
        Key(
            "till",
            message("What it became: the same as the subgoal's deadline has now, or the next revision's `från`."),
            "2026-12-31",
            beside=("from",),
            findings=("ANH209",),
        ),
    ] = None
    decided: Annotated[
        DateField | None,
        Key(
            "beslutad",
            message("When the change was decided. In a report for a day before, the old date holds."),
            "2026-06-16",
            beside=(
                "from",
                "to",
            ),
            findings=("ANH702",),
        ),
    ] = None
    reported: Annotated[DateField | None, REPORTED] = None
    decision: Annotated[
        Text | None,
        Key(
            "beslut",
            message("The decision, by id or title."),
            "flyttad-avlosning",
            refers_to=("decisions",),
            beside=(
                "from",
                "to",
            ),
            findings=(
                "ANH312",
                "ANH702",
            ),
        ),
    ] = None
    reason: Annotated[
        Text | None,
        Key(
            "skäl",
            message("Why it was moved. Whoever takes over will ask."),
            message("It took longer to fill the posts"),
            beside=(
                "from",
                "to",
            ),
            findings=("ANH312",),
        ),
    ] = None

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
    printed: ClassVar[Message] = message(
        "under the subgoal in the status report, in the committee's paper and the action plan; in "
        "the lists of what is to be done"
    )
    shown: ClassVar[tuple[str, ...]] = (
        "id",
        "title",
        "due",
    )
    gathers: ClassVar[tuple[str, tuple[str, ...]] | None] = (
        "assessments",
        ("status", "comment", "cause", "action", "new_date"),
    )
    gathered_texts: ClassVar[Mapping[str, Message]] = {
        "status": message("A judgement without a date; better in the list of assessments."),
        "comment": message("The comment of a judgement without a date."),
    }

    id: Annotated[Id, ID]
    title: Annotated[
        Text,
        TITLE.saying(
            message(
                "What is to be reached, as a reader outside understands it. Write what becomes better, "
                "not what you do: that is the activities."
            ),
            message("More carers get support"),
            findings=("ANH310",),
        ),
    ]
    purpose: Annotated[
        Text | None,
        Key("syfte", message("What it is good for, to a carer."), message("Carers last longer with support in time")),
    ] = None
    description: Annotated[
        Text | None,
        DESCRIPTION.saying(
            message("More about the subgoal. In a Markdown file of its own it is the text below the keys."),
            message("Begins with those who have home care"),
        ),
    ] = None
    added: Annotated[
        PlanDate | Text | None,
        Key(
            "tillagd",
            message(
                "When the subgoal came into the plan: a date, or the id of the decision. In a report for "
                "a day before, it is not there."
            ),
            "2026-02-01",
            refers_to=("decisions",),
            findings=("ANH702",),
            printed=message("under New since; in a report for a day before, the subgoal is not there"),
        ),
    ] = None
    start_by: Annotated[DateField | None, START_BY] = None
    due: Annotated[
        DueField | None,
        DUE.saying(
            message(
                "The last day to reach it, or “ongoing”. A month or a year means its last day. Move it "
                "with `anhorig postpone`, so that the old date, the reason and the decision are kept."
            ),
            "2026-12-31",
            findings=(
                "ANH206",
                "ANH207",
                "ANH301",
                "ANH303",
                "ANH311",
            ),
        ),
    ] = None
    responsible: Annotated[
        Texts,
        RESPONSIBLE.saying(
            message(
                "Who answers for the subgoal; whoever answers for its area or for the plan, if it names "
                "nobody. That one gets the list of what is to be done."
            ),
            message("Carer adviser"),
            findings=(
                "ANH204",
                "ANH304",
                "ANH601",
                "ANH804",
            ),
        ),
    ] = ()
    units: Annotated[Texts, UNITS] = ()
    target_groups: Annotated[Texts, TARGET_GROUPS] = ()
    indicators: Annotated[
        Texts,
        Key(
            "indikatorer",
            message(
                "The indicators that show whether it makes a difference, by id. Without any, nobody can "
                "see whether the work helps."
            ),
            "anhoriga-med-stod",
            also=("nyckeltal",),
            refers_to=("indicators",),
            may_be_text=False,
            findings=(
                "ANH305",
                "ANH315",
            ),
        ),
    ] = ()
    contributes_to: Annotated[
        Texts,
        Key(
            "bidrar_till",
            message(
                "The area, or the subgoal of another plan, that it serves. An area of another plan is "
                "written plan-id/id."
            ),
            "tidigt-stod",
            refers_to=("areas", "subgoals"),
            may_be_text=False,
            findings=("ANH604",),
        ),
    ] = ()
    continues: Annotated[
        Texts,
        Key(
            "fortsätter",
            message(
                "The earlier subgoal that this one carries on, in an older plan as plan-id/id. Its "
                "history is then kept together."
            ),
            "na-alla",
            label_sv="Fortsättning på",
            label_en="Carries on",
            refers_to=("subgoals",),
            may_be_text=False,
            findings=(
                "ANH205",
                "ANH310",
            ),
        ),
    ] = ()
    activities: Annotated[
        tuple[Activity, ...],
        Key(
            "aktiviteter",
            message("What you do to reach the subgoal. That they are done does not show that it is reached."),
            findings=(
                "ANH307",
                "ANH308",
                "ANH315",
                "ANH317",
            ),
        ),
    ] = ()
    stage: Annotated[
        ActivityStatus | None,
        Key(
            "läge",
            message(
                "How far the work has come, only where there are no activities to show it. It is not a "
                "judgement of whether the subgoal is met."
            ),
            "in_progress",
            label_sv="Arbetet",
            label_en="Stage",
            findings=(
                "ANH302",
                "ANH308",
            ),
        ),
    ] = None
    assessments: Annotated[
        tuple[Assessment, ...],
        Key(
            "bedömningar",
            message(
                "Your judgements, one for each follow-up. Add a new one and leave the old ones, so that "
                "it shows how it went. `anhorig assess` writes one."
            ),
            findings=(
                "ANH306",
                "ANH309",
                "ANH311",
                "ANH314",
                "ANH318",
            ),
        ),
    ] = ()
    revisions: Annotated[
        tuple[Revision, ...],
        Key(
            "revideringar",
            message(
                "Deadlines and targets that were changed, so that the old ones are kept. `anhorig postpone` writes one."
            ),
            beside=("due",),
            findings=(
                "ANH209",
                "ANH312",
                "ANH313",
                "ANH702",
            ),
        ),
    ] = ()
    evidence: Annotated[
        Texts,
        Key(
            "underlag",
            message("What the judgements rest on, so that an auditor can find it: a study, minutes, an indicator."),
            message("Review of case files, June 2026"),
            findings=("ANH309",),
        ),
    ] = ()
    funding: Annotated[
        Texts,
        Key(
            "finansiering",
            message("The money it is paid with, by id."),
            "statsbidrag",
            refers_to=("funding",),
            may_be_text=False,
        ),
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
