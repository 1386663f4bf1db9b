"""What the plan answers to: areas of a strategy, recommendations, funding, decisions and attachments."""

from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.part import Part
from anhorig_cli.model.period import Period
from anhorig_cli.model.values import Count, Id, Text, Texts


class Area(Part):
    """An area of a strategy, or a goal above this plan, that subgoals contribute to."""

    part: ClassVar[str] = "area"

    id: Id
    title: Text
    description: Text | None = None
    source: Text | None = None
    excludes: Texts = ()
    responsible: Texts = ()
    part_of: Text | None = None


class Recommendation(Part):
    """What an auditor, say, has asked for, and what answers it."""

    part: ClassVar[str] = "recommendation"

    id: Id | None = None
    title: Text | None = None
    from_: Text | None = Field(None, alias="from")
    date: DateField | None = None
    reported: DateField | None = None
    text: Text | None = None
    answered_by: Texts = ()


class FundingPart(Part):
    """A unit's or a party's part of a sum, in SEK."""

    part: ClassVar[str] = "funding_part"

    unit: Text | None = None
    party: Text | None = None
    amount: Count | None = None
    note: Text | None = None


class Funding(Part):
    """Money for the work, in SEK, and how it is divided."""

    part: ClassVar[str] = "funding"

    id: Id | None = None
    title: Text | None = None
    source: Text | None = None
    amount: Count | None = None
    period: Period | None = None
    parts: tuple[FundingPart, ...] = ()
    note: Text | None = None

    @property
    def parts_sum(self) -> Decimal | None:
        """The sum of the parts in SEK; None where no part, or not every part, has an amount."""
        amounts = [part.amount for part in self.parts]
        return sum((a for a in amounts if a is not None), Decimal(0)) if amounts and None not in amounts else None


class Decision(Part):
    """A decision by a political body."""

    part: ClassVar[str] = "decision"

    id: Id | None = None
    title: Text | None = None
    date: DateField | None = None
    body: Text | None = None
    paragraph: Text | None = None
    registry_number: Text | None = None
    text: Text | None = None
    effective: DateField | None = None
    reported: DateField | None = None


class Attachment(Part):
    """A document that goes with the plan."""

    part: ClassVar[str] = "attachment"

    title: Text | None = None
    date: DateField | None = None
    reported: DateField | None = None
    registry_number: Text | None = None
    file: Text | None = None
    note: Text | None = None
