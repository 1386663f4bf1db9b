"""What surrounds the plan: areas of a strategy, recommendations, funding, decisions and attachments."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from anhorig_cli.model.assessment import Assessment
from anhorig_cli.model.dates import DateField
from anhorig_cli.model.part import (
    AMOUNT,
    DATE,
    DESCRIPTION,
    DUE,
    NOTE,
    OUTCOME,
    PERIOD,
    REGISTRY_NUMBER,
    REPORTED,
    RESPONSIBLE,
    SOURCE,
    TEXT,
    TITLE,
    UNIT,
    Key,
    Part,
    id_key,
)
from anhorig_cli.model.period import Period
from anhorig_cli.model.values import Count, Id, Text, Texts
from anhorig_cli.source import message


class Area(Part):
    """An area of a strategy, or a goal above this plan, that subgoals contribute to."""

    part = "area"
    about = message("An area of a strategy, or a goal above this plan, that subgoals contribute to.")
    printed = message(
        "under Areas in the status report, with the subgoals that contribute to each; where half of the subgoals or "
        "more contribute to areas the report goes area by area"
    )
    shown = ("id", "title")

    id: Annotated[
        Id, id_key("The area's short name; `bidrar_till` refers to it, from another plan as plan-id/id.", "tidigt-stod")
    ]
    title: Annotated[Text, TITLE.documented_as("The area as the strategy calls it.", message("Support early"))]
    description: Annotated[Text | None, DESCRIPTION] = None
    source: Annotated[
        Text | None,
        SOURCE.documented_as("The document that the area comes from.", message("The council's budget 2026")),
    ] = None
    excludes: Annotated[
        Texts,
        Key(
            "avgränsning",
            "What the area does not include, where that is easily misunderstood.",
            message("Support paid by the region"),
        ),
    ] = ()
    responsible: Annotated[
        Texts,
        RESPONSIBLE.documented_as(
            "Who is responsible for the area's subgoals where they name nobody.",
            message("Head of area"),
            findings=("ANH204",),
        ),
    ] = ()
    part_of: Annotated[
        Text | None,
        Key(
            "del_av",
            "The area or goal above, by id: the council's goal above the committee's. As many levels as there are.",
            "fullmaktiges-mal",
            refers_to=("areas",),
            may_be_text=False,
            findings=("ANH218",),
        ),
    ] = None
    assessments: Annotated[
        tuple[Assessment, ...], Key("bedömningar", "Your judgements of whether the area's goal is, or will be, met.")
    ] = ()


class Recommendation(Part):
    """What somebody, such as an auditor, has asked for, and what answers it."""

    part = "recommendation"
    about = message("What an auditor, say, has asked for, and what answers it.")
    printed = message("under Recommendations in the status report, with what answers it")
    shown = ("from", "date", "text")

    id: Annotated[Id | None, id_key("A short name, if something is to refer to it.", "revision-2025-1")] = None
    title: Annotated[
        Text | None, TITLE.documented_as("The recommendation in a few words.", message("Follow up the effect"))
    ] = None
    from_: Annotated[
        Text | None, Key("från", "Who gave it: the auditors, an authority.", message("The municipal auditors"))
    ] = Field(None, alias="from")
    to: Annotated[
        Texts,
        Key(
            "till",
            "Who is to answer it: roles, units or parties.",
            message("The social welfare committee"),
            label_sv="Till",
            label_en="To",
            refers_to=("roles", "units", "parties"),
            findings=("ANH605",),
        ),
    ] = ()
    date: Annotated[DateField | None, DATE] = None
    reported: Annotated[DateField | None, REPORTED] = None
    text: Annotated[
        Text | None,
        TEXT.documented_as(
            "The recommendation as it is in the document.", message("Follow up whether the support makes a difference")
        ),
    ] = None
    due: Annotated[
        DateField | None, DUE.documented_as("The last day for an answer.", "2026-12-31", findings=("ANH605",))
    ] = None
    answered_by: Annotated[
        Texts,
        Key(
            "besvaras_av",
            "The subgoals or activities that answer it, by id. Without any it is reported as unanswered.",
            "na-fler",
            refers_to=("subgoals", "activities"),
            may_be_text=False,
            findings=("ANH605",),
        ),
    ] = ()
    answer: Annotated[
        Text | None,
        Key(
            "svar",
            "What you answered, as it was sent. Markdown may be used.",
            message("The effect is followed up each autumn"),
            findings=("ANH605",),
        ),
    ] = None
    answered: Annotated[
        DateField | None,
        Key(
            "besvarad",
            "The day it was answered.",
            "2026-05-20",
            also=("besvarat",),
            beside=("answer",),
            findings=("ANH208",),
        ),
    ] = None


class FundingPart(Part):
    """The part of an amount that a unit or a party gets, in SEK."""

    part = "funding_part"
    about = message("A unit's or a party's part of the sum.")
    printed = message("under the grant in the full report")
    shown = ("unit", "amount")

    unit: Annotated[
        Text | None, UNIT.documented_as("The unit that gets the amount, by id.", "hemtjanst", beside=("amount",))
    ] = None
    party: Annotated[
        Text | None,
        Key("part", "The party that gets the amount, by id.", "regionen", refers_to=("parties",), beside=("amount",)),
    ] = None
    amount: Annotated[Count | None, AMOUNT] = None
    outcome: Annotated[
        Count | None,
        OUTCOME.documented_as("How much of its part was used, in kronor, digits only.", "210000", beside=("amount",)),
    ] = None
    note: Annotated[Text | None, NOTE] = None


class Funding(Part):
    """Money for the work, in SEK, and how it is divided."""

    part = "funding"
    about = message("Money for the work, in kronor, and how it is divided.")
    printed = message("under Funding in the full report")
    shown = ("id", "title", "amount")

    id: Annotated[Id | None, id_key("A short name for subgoals to refer to.", "statsbidrag")] = None
    title: Annotated[
        Text | None, TITLE.documented_as("What the money is called.", message("State grant to support carers"))
    ] = None
    source: Annotated[
        Text | None, Key("källa", "Where the money comes from.", message("The National Board of Health and Welfare"))
    ] = None
    amount: Annotated[Count | None, AMOUNT] = None
    outcome: Annotated[
        Count | None,
        OUTCOME.documented_as("How much of the money was used, in kronor, digits only.", "430000", beside=("amount",)),
    ] = None
    reported: Annotated[
        DateField | None,
        REPORTED.documented_as(
            "The day the outcome became known; a report for a day before leaves it out.",
            "2027-02-01",
            beside=("outcome",),
            printed=message("in a report for an earlier day, which leaves it out"),
        ),
    ] = None
    period: Annotated[Period | None, PERIOD] = None
    parts: Annotated[
        tuple[FundingPart, ...],
        Key("delar", "How the amount is divided. Parts that do not add up to it give a finding.", findings=("ANH210",)),
    ] = ()
    note: Annotated[Text | None, NOTE] = None

    @property
    def parts_sum(self) -> Decimal | None:
        """The sum of the parts' amounts in SEK; None if there are no parts or one lacks an amount."""
        return _sum(part.amount for part in self.parts)

    @property
    def parts_outcome(self) -> Decimal | None:
        """The sum of the parts' outcomes in SEK; None if there are no parts or one lacks an outcome."""
        return _sum(part.outcome for part in self.parts)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    return sum((a for a in known if a is not None), Decimal(0)) if known and None not in known else None


class Decision(Part):
    """A decision by a political body."""

    part = "decision"
    about = message("A decision by a political body.")
    printed = message("under Decisions in the status report, and by its title where a date was moved")
    shown = ("title", "date", "body", "paragraph")

    id: Annotated[Id | None, id_key("A short name for revisions to refer to.", "flyttad-avlosning")] = None
    title: Annotated[
        Text | None, TITLE.documented_as("What was decided, in short.", message("The plan is adopted"))
    ] = None
    date: Annotated[
        DateField | None, DATE.documented_as("The day of the meeting.", "2026-01-20", findings=("ANH702",))
    ] = None
    body: Annotated[Text | None, Key("organ", "The body that decided.", message("The social welfare committee"))] = None
    paragraph: Annotated[
        Text | None, Key("paragraf", "The paragraph of the minutes.", '"12"', findings=("ANH702",))
    ] = None
    registry_number: Annotated[Text | None, REGISTRY_NUMBER] = None
    text: Annotated[
        Text | None,
        TEXT.documented_as("The decision as it is in the minutes.", message("The committee adopts the plan.")),
    ] = None
    effective: Annotated[
        DateField | None,
        Key("gäller_från", "The day it takes effect, if another than the day of the meeting.", "2026-02-01"),
    ] = None
    reported: Annotated[DateField | None, REPORTED] = None

    @property
    def minutes(self) -> str:
        """The body and paragraph of the minutes, as `Socialnämnden § 41`; empty if neither is given."""
        paragraph = (self.paragraph or "").replace("§", "").strip()
        return " ".join(filter(None, (self.body, f"§ {paragraph}" if paragraph else "")))


class Attachment(Part):
    """A document that goes with the plan."""

    part = "attachment"
    about = message("A document that goes with the plan.")
    printed = message("under Attachments in the full report")
    shown = ("title", "date")

    title: Annotated[Text | None, Key("titel", "What the document is called.", message("Review of case files"))] = None
    date: Annotated[DateField | None, DATE] = None
    reported: Annotated[DateField | None, REPORTED] = None
    registry_number: Annotated[Text | None, REGISTRY_NUMBER] = None
    file: Annotated[
        Text | None,
        Key(
            "fil",
            "The file's name or where it is found; the tool does not open it.",
            "granskning-2026.pdf",
            beside=("title",),
            printed=message("in no paper, only in the plan"),
        ),
    ] = None
    note: Annotated[
        Text | None,
        NOTE.documented_as("What the document is for.", message("For the committee in June"), beside=("title",)),
    ] = None
