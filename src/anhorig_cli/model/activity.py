"""An activity: what is done to reach a subgoal, and its occasions."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from anhorig_cli.model.dates import DateField, DueField, parse_date
from anhorig_cli.model.part import (
    APPROXIMATE,
    DATE,
    DESCRIPTION,
    DUE,
    NOTE,
    REPORTED,
    RESPONSIBLE,
    START_BY,
    TARGET_GROUPS,
    TEXT,
    TITLE,
    UNITS,
    Key,
    Part,
    id_key,
)
from anhorig_cli.model.values import ActivityStatus, Count, Flag, Id, Text, Texts
from anhorig_cli.source import message


class DatedNote(Part):
    """What happened in an activity, and when."""

    part = "dated_note"
    about = message("What happened, and when. An item of the list may be text alone.")
    printed = message("under the activity in the status report, and under New since")
    shown = ("date", "text")
    short_for = ("text",)

    date: Annotated[DateField | None, DATE] = None
    reported: Annotated[DateField | None, REPORTED] = None
    text: Annotated[Text | None, TEXT] = None


class Occasion(Part):
    """One or more meetings, training sessions or workshops.

    `count` says how many. Without it there is one, unless the date is longer than a day: then the number is unknown.
    """

    part = "occasion"
    about = message("One or more occasions. A number alone says how many, a date alone when.")
    printed = message("with the activity, counted together")
    shown = ("date", "participants")

    date: Annotated[DateField | None, DATE] = None
    count: Annotated[
        Count | None,
        Key(
            "antal",
            "How many occasions the row stands for. If left out: one, if the row has a day.",
            "3",
            beside=("date",),
        ),
    ] = None
    participants: Annotated[
        Count | None,
        Key(
            "deltagare",
            "How many took part. Fewer than five are not printed.",
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
            "Which organisations came, if others than your own.",
            message("The carers' association"),
            beside=("date",),
        ),
    ] = ()
    note: Annotated[Text | None, NOTE] = None
    reported: Annotated[DateField | None, REPORTED] = None

    @property
    def number(self) -> Decimal | None:
        """How many occasions there were; None if that is not given and the date is longer than a day."""
        if self.count is not None:
            return self.count
        is_one_day = self.date is None or self.date.first == self.date.last
        return Decimal(1) if is_one_day else None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Return the fields of a scalar: a date for dates, but a number for digits alone and for any other text."""
        try:
            parse_date(text)
        except ValueError:
            return {"count": text}
        return {"count": text} if text.strip().isdigit() else {"date": text}


class Occasions(Part):
    """Occasions that were planned and held; each list may be written as a number."""

    part = "occasions"
    about = message("Occasions planned and held: meetings, training sessions, workshops.")
    printed = message("with the activity: held of planned")
    shown = ("planned", "held")

    planned: Annotated[
        tuple[Occasion, ...], Key("planerade", "How many were planned: a number, or a list with dates.", "8")
    ] = ()
    held: Annotated[
        tuple[Occasion, ...],
        Key("hållna", "How many were held: a number, or a list with dates and those who came.", "5"),
    ] = ()


def number_of(occasions: Iterable[Occasion]) -> Decimal | None:
    """Return how many occasions there are in all; None if the number of any entry is unknown."""
    numbers = [entry.number for entry in occasions]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


class Activity(Part):
    """What is done to reach the subgoal."""

    part = "activity"
    about = message("What is done to reach the subgoal. An item of the list may be a title alone.")
    printed = message(
        "under its subgoal in the status report, and as a row of the action plan and the lists of what is to be done"
    )
    shown = ("title", "status", "due")
    short_for = ("title",)

    id: Annotated[
        Id | None,
        id_key(
            "A short name, needed only where something refers to the activity, such as a recommendation.", "traffar"
        ),
    ] = None
    title: Annotated[
        Text,
        TITLE.documented_as(
            "What you do. A text alone in the list is an activity with only a title.",
            message("Meetings at the health centres"),
        ),
    ]
    description: Annotated[Text | None, DESCRIPTION] = None
    status: Annotated[
        ActivityStatus | None,
        Key(
            "status",
            "How far it has come. Write what you have done; that it is late is worked out from the dates.",
            "in_progress",
            findings=("ANH302", "ANH307", "ANH317"),
        ),
    ] = None
    start_by: Annotated[DateField | None, START_BY] = None
    due: Annotated[
        DueField | None,
        DUE.documented_as(
            "The last day to do it. When it has passed and the activity is neither done nor cancelled, it is late.",
            "2026-10-31",
            findings=("ANH207", "ANH307", "ANH319"),
        ),
    ] = None
    done_on: Annotated[
        DateField | None,
        Key(
            "klar",
            "The day it was done; the activity is then done, whatever its status. `anhorig done` writes it.",
            "2026-05-20",
            findings=("ANH208",),
        ),
    ] = None
    reported: Annotated[DateField | None, REPORTED] = None
    responsible: Annotated[
        Texts,
        RESPONSIBLE.documented_as(
            "Who does it, if not the one who is responsible for the subgoal.",
            message("Head of unit"),
            findings=("ANH204", "ANH601"),
        ),
    ] = ()
    units: Annotated[Texts, UNITS] = ()
    target_groups: Annotated[
        Texts,
        TARGET_GROUPS.documented_as(
            "The target groups it is for, by id.",
            "demens",
            findings=("ANH603",),
            printed=message("under Target groups in the full report"),
        ),
    ] = ()
    notes: Annotated[
        tuple[DatedNote, ...],
        Key("noteringar", "What has happened on the way, with dates: a diary for the next report."),
    ] = ()
    occasions: Annotated[
        Occasions | None,
        Key("tillfällen", "How many times it was planned and held: meetings, training sessions.", findings=("ANH208",)),
    ] = None

    @property
    def held(self) -> tuple[Occasion, ...]:
        """The occasions that were held."""
        return self.occasions.held if self.occasions else ()

    def status_at(self, as_of: date) -> str | None:
        """Return the status on a day: done from `done_on`, or from the day when that was reported.

        Before that day, the status of an activity that is now done is unknown (None).
        """
        if self.done_on is not None and self.status != "cancelled":
            if (self.reported or self.done_on).first <= as_of:
                return "done"
            return None if self.status == "done" else self.status
        return self.status

    def is_left(self, as_of: date) -> bool:
        """Return whether it is neither done nor cancelled on a day, as far as known."""
        return self.status_at(as_of) not in {"done", "cancelled"}
