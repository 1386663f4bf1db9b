"""A subgoal: what is to be achieved, by when, by whom and through which activities, and its assessments."""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from anhorig_cli.model.activity import Activity
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.dates import DateField, DueField, PlanDate, parse_date
from anhorig_cli.model.part import (
    DESCRIPTION,
    DUE,
    ID,
    RESPONSIBLE,
    START_BY,
    TARGET_GROUPS,
    TITLE,
    UNITS,
    Key,
    Part,
    ReadBy,
)
from anhorig_cli.model.values import ActivityStatus, Id, Text, Texts
from anhorig_cli.source import Message, message

_LIKE_A_DATE = r"(?a)[\d./ -]{4,}(?:[QTHqth]\d)?"


def _date_or_decision(value: object) -> object:
    """Return the date that a text gives, or else the text: the title or id of a decision.

    Raises:
        UnreadableValueError: if the text looks like a date but is not one.
    """
    if not isinstance(value, str):
        return value
    try:
        return parse_date(value)
    except ValueError:
        if re.fullmatch(_LIKE_A_DATE, value):  # a mistyped date; no decision has such a title
            raise
        return value


AddedField = Annotated[PlanDate | Text, ReadBy(_date_or_decision)]
"""When a part was added to the plan: a date, or the decision that added it."""


class Subgoal(Part):
    """One of the plan's subgoals. `snapshot.Snapshot` determines its state on a day."""

    part = "subgoal"
    about = message("What is to be reached, by when, by whom, through what, and how it is judged.")
    printed = message(
        "under the subgoal in the status report, in the committee report and the action plan; in "
        "the lists of what is to be done"
    )
    shown = ("id", "title", "due")
    gathers = ("assessments", ("status", "comment", "cause", "action", "new_date"))
    gathered_texts: ClassVar[Mapping[str, Message]] = {
        "status": message("A judgement without a date; better in the list of assessments."),
        "comment": message("The comment of a judgement without a date."),
    }

    id: Annotated[Id, ID]
    title: Annotated[
        Text,
        TITLE.documented_as(
            "What is to be reached, as a reader outside understands it. Write what becomes better, "
            "not what you do: that is the activities.",
            message("More carers get support"),
            findings=("ANH310",),
        ),
    ]
    purpose: Annotated[
        Text | None, Key("syfte", "What it gives the carer.", message("Carers last longer with support in time"))
    ] = None
    description: Annotated[
        Text | None,
        DESCRIPTION.documented_as(
            "More about the subgoal. In a Markdown file of its own it is the text below the keys.",
            message("Begins with those who have home care"),
        ),
    ] = None
    added: Annotated[
        AddedField | None,
        Key(
            "tillagd",
            "When the subgoal came into the plan: a date, or the id of the decision. In a report for "
            "a day before, it is not there.",
            "2026-02-01",
            refers_to=("decisions",),
            findings=("ANH702",),
            printed=message("under New since; in a report for a day before, the subgoal is not there"),
        ),
    ] = None
    start_by: Annotated[DateField | None, START_BY] = None
    due: Annotated[
        DueField | None,
        DUE.documented_as(
            "The last day to reach it, or “ongoing”. A month or a year means its last day. Move it "
            "with `anhorig postpone`, so that the old date, the reason and the decision are kept.",
            "2026-12-31",
            findings=("ANH206", "ANH207", "ANH301", "ANH303", "ANH311"),
        ),
    ] = None
    responsible: Annotated[
        Texts,
        RESPONSIBLE.documented_as(
            "Who is responsible for the subgoal; if it names nobody, whoever is responsible for its area or "
            "the plan. They get the list of what is to be done.",
            message("Carer adviser"),
            findings=("ANH204", "ANH304", "ANH601", "ANH804"),
        ),
    ] = ()
    units: Annotated[Texts, UNITS] = ()
    target_groups: Annotated[Texts, TARGET_GROUPS] = ()
    indicators: Annotated[
        Texts,
        Key(
            "indikatorer",
            "The indicators that show whether it makes a difference, by id. Without any, nobody can "
            "see whether the work helps.",
            "anhoriga-med-stod",
            also=("nyckeltal",),
            refers_to=("indicators",),
            may_be_text=False,
            findings=("ANH305", "ANH315"),
        ),
    ] = ()
    contributes_to: Annotated[
        Texts,
        Key(
            "bidrar_till",
            "The area, or the subgoal of another plan, that it contributes to. An area of another plan is "
            "written plan-id/id.",
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
            "The earlier subgoal that this one continues, in an older plan as plan-id/id. Its history is then "
            "kept together.",
            "na-alla",
            label_sv="Fortsättning på",
            refers_to=("subgoals",),
            may_be_text=False,
            findings=("ANH205", "ANH310"),
        ),
    ] = ()
    activities: Annotated[
        tuple[Activity, ...],
        Key(
            "aktiviteter",
            "What you do to reach the subgoal. That they are done does not show that it is reached.",
            findings=("ANH307", "ANH308", "ANH315", "ANH317"),
        ),
    ] = ()
    stage: Annotated[
        ActivityStatus | None,
        Key(
            "läge",
            "How far the work has come, only where there are no activities to show it. It is not a "
            "judgement of whether the subgoal is met.",
            "in_progress",
            label_sv="Arbetet",
            label_en="The work",
            findings=("ANH302", "ANH308"),
        ),
    ] = None
    assessments: Annotated[
        tuple[Assessment, ...],
        Key(
            "bedömningar",
            "Your judgements, one for each follow-up. Add a new one and leave the old ones, so that "
            "it shows how it went. `anhorig assess` writes one.",
            findings=("ANH306", "ANH309", "ANH311", "ANH314", "ANH318"),
        ),
    ] = ()
    revisions: Annotated[
        tuple[Revision, ...],
        Key(
            "revideringar",
            "Deadlines and targets that were changed, so that the old ones are kept. `anhorig postpone` writes one.",
            beside=("due",),
            findings=("ANH209", "ANH312", "ANH313", "ANH702"),
        ),
    ] = ()
    evidence: Annotated[
        Texts,
        Key(
            "underlag",
            "What the judgements rest on, so that an auditor can find it: a study, minutes, an indicator.",
            message("Review of case files, June 2026"),
            findings=("ANH309",),
        ),
    ] = ()
    funding: Annotated[
        Texts,
        Key(
            "finansiering",
            "The money it is paid with, by id.",
            "statsbidrag",
            refers_to=("funding",),
            may_be_text=False,
        ),
    ] = ()
