"""Report occasions: when the plan is reported to the committee, and what the committee paper says."""

from collections.abc import Sequence
from datetime import date
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


def occasion_on(occasions: Sequence[ReportOccasion], day: date) -> ReportOccasion | None:
    """Return the occasion whose date a day lies in, the first of several; None where there is none."""
    return next((one for one in occasions if one.date and one.date.first <= day <= one.date.last), None)


def occasion_after(occasions: Sequence[ReportOccasion], day: date) -> ReportOccasion | None:
    """Return the first occasion whose date begins after a day; None where there is none."""
    later = [one for one in occasions if one.date and one.date.first > day]
    return min(later, key=lambda one: one.date.first if one.date else date.max, default=None)


def occasion_before(occasions: Sequence[ReportOccasion], day: date) -> ReportOccasion | None:
    """Return the last occasion whose date has ended before a day; None where there is none."""
    earlier = [one for one in occasions if one.date and one.date.has_ended(day)]
    return max(earlier, key=lambda one: one.date.last if one.date else date.min, default=None)
