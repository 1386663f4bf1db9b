"""Report occasions: when the plan is reported to the committee, and what the committee paper says."""

from typing import ClassVar

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.part import Part
from anhorig_cli.model.values import Id, Text, Texts


class Document(Part):
    """A dated document that a decision rests on."""

    part: ClassVar[str] = "document"

    title: Text | None = None
    date: DateField | None = None
    registry_number: Text | None = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, str] | None:
        """Read a plain string as a document with only a title."""
        return {"title": text}


class ReportOccasion(Part):
    """A report to the committee; "new since the last report" is measured from the occasion before."""

    part: ClassVar[str] = "report"

    id: Id | None = None
    title: Text | None = None
    date: DateField | None = None
    meeting: Text | None = None
    committee: Text | None = None
    registry_number: Text | None = None
    proposal: Texts = ()
    summary: Text | None = None
    administration_view: Text | None = None
    economy: Text | None = None
    children: Text | None = None
    basis: tuple[Document, ...] = ()
    sent_to: Texts = ()
