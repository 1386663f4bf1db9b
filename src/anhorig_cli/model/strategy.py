"""What the plan answers to: areas of a strategy, recommendations, funding, decisions and attachments."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.key import (
    AMOUNT,
    DATE,
    DESCRIPTION,
    DUE,
    ID,
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
)
from anhorig_cli.model.part import Part
from anhorig_cli.model.period import Period
from anhorig_cli.model.subgoal import Assessment
from anhorig_cli.model.values import Count, Id, Text, Texts
from anhorig_cli.source import Message, message


class Area(Part):
    """An area of a strategy, or a goal above this plan, that subgoals contribute to."""

    part: ClassVar[str] = "area"
    about: ClassVar[Message] = message("An area of a strategy, or a goal above this plan, that subgoals contribute to.")

    id: Annotated[Id, ID]
    title: Annotated[Text, TITLE]
    description: Annotated[Text | None, DESCRIPTION] = None
    source: Annotated[Text | None, SOURCE] = None
    excludes: Annotated[Texts, Key("avgränsning", message("What the area does not include."))] = ()
    responsible: Annotated[Texts, RESPONSIBLE] = ()
    part_of: Annotated[
        Text | None,
        Key("del_av", message("What it is a part of, by id."), refers_to=("areas",), may_be_text=False),
    ] = None
    assessments: Annotated[
        tuple[Assessment, ...],
        Key("bedömningar", message("Dated judgements of whether the area's goal is, or will be, met.")),
    ] = ()


class Recommendation(Part):
    """What an auditor, say, has asked for, and what answers it."""

    part: ClassVar[str] = "recommendation"
    about: ClassVar[Message] = message("What an auditor, say, has asked for, and what answers it.")

    id: Annotated[Id | None, ID] = None
    title: Annotated[Text | None, TITLE] = None
    from_: Annotated[Text | None, Key("från", message("Who gave it."))] = Field(None, alias="from")
    to: Annotated[
        Texts,
        Key(
            "till",
            message("Who is to answer it: roles, units or parties."),
            label_sv="Till",
            label_en="To",
            refers_to=("roles", "units", "parties"),
        ),
    ] = ()
    date: Annotated[DateField | None, DATE] = None
    reported: Annotated[DateField | None, REPORTED] = None
    text: Annotated[Text | None, TEXT] = None
    due: Annotated[DateField | None, DUE.saying(message("The last day for an answer."))] = None
    answered_by: Annotated[
        Texts,
        Key(
            "besvaras_av",
            message("The subgoals or activities that answer it, by id."),
            refers_to=("subgoals", "activities"),
            may_be_text=False,
        ),
    ] = ()
    answer: Annotated[Text | None, Key("svar", message("What was answered. Markdown may be used."))] = None
    answered: Annotated[DateField | None, Key("besvarad", message("The day it was answered."), also=("besvarat",))] = (
        None
    )


class FundingPart(Part):
    """A unit's or a party's part of a sum, in SEK."""

    part: ClassVar[str] = "funding_part"
    about: ClassVar[Message] = message("A unit's or a party's part of the sum.")

    unit: Annotated[Text | None, UNIT] = None
    party: Annotated[Text | None, Key("part", message("The party that gets the amount."), refers_to=("parties",))] = (
        None
    )
    amount: Annotated[Count | None, AMOUNT] = None
    outcome: Annotated[Count | None, OUTCOME] = None
    note: Annotated[Text | None, NOTE] = None


class Funding(Part):
    """Money for the work, in SEK, and how it is divided."""

    part: ClassVar[str] = "funding"
    about: ClassVar[Message] = message("Money for the work, in kronor, and how it is divided.")

    id: Annotated[Id | None, ID] = None
    title: Annotated[Text | None, TITLE] = None
    source: Annotated[Text | None, Key("källa", message("Where the money comes from."))] = None
    amount: Annotated[Count | None, AMOUNT] = None
    outcome: Annotated[Count | None, OUTCOME] = None
    reported: Annotated[DateField | None, REPORTED.saying(message("The day the outcome became known."))] = None
    period: Annotated[Period | None, PERIOD] = None
    parts: Annotated[tuple[FundingPart, ...], Key("delar", message("How the amount is divided."))] = ()
    note: Annotated[Text | None, NOTE] = None

    @property
    def parts_sum(self) -> Decimal | None:
        """The sum of the parts in SEK; None where no part, or not every part, has an amount."""
        return _sum(part.amount for part in self.parts)

    @property
    def parts_outcome(self) -> Decimal | None:
        """The sum of what the parts came to in SEK; None where no part, or not every part, says."""
        return _sum(part.outcome for part in self.parts)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    return sum((a for a in known if a is not None), Decimal(0)) if known and None not in known else None


class Decision(Part):
    """A decision by a political body."""

    part: ClassVar[str] = "decision"
    about: ClassVar[Message] = message("A decision by a political body.")

    id: Annotated[Id | None, ID] = None
    title: Annotated[Text | None, TITLE] = None
    date: Annotated[DateField | None, DATE] = None
    body: Annotated[Text | None, Key("organ", message("The body that decided."))] = None
    paragraph: Annotated[Text | None, Key("paragraf", message("The paragraph of the minutes."))] = None
    registry_number: Annotated[Text | None, REGISTRY_NUMBER] = None
    text: Annotated[Text | None, TEXT] = None
    effective: Annotated[DateField | None, Key("gäller_från", message("The day it takes effect."))] = None
    reported: Annotated[DateField | None, REPORTED] = None


class Attachment(Part):
    """A document that goes with the plan."""

    part: ClassVar[str] = "attachment"
    about: ClassVar[Message] = message("A document that goes with the plan.")

    title: Annotated[Text | None, Key("titel", message("What the document is called."))] = None
    date: Annotated[DateField | None, DATE] = None
    reported: Annotated[DateField | None, REPORTED] = None
    registry_number: Annotated[Text | None, REGISTRY_NUMBER] = None
    file: Annotated[Text | None, Key("fil", message("The file's name."))] = None
    note: Annotated[Text | None, NOTE] = None
