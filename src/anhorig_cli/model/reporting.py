"""Report occasions: when the plan is reported to the committee, and what the committee paper says."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.key import COMMITTEE, DATE, ID, REGISTRY_NUMBER, TITLE, Key
from anhorig_cli.model.part import Part
from anhorig_cli.model.values import Id, Text, Texts
from anhorig_cli.source import Message, message


class Document(Part):
    """A dated document that a decision rests on."""

    part: ClassVar[str] = "document"
    about: ClassVar[Message] = message("A dated document that a decision rests on. A title alone will do.")

    title: Annotated[Text | None, TITLE] = None
    date: Annotated[DateField | None, DATE] = None
    registry_number: Annotated[Text | None, REGISTRY_NUMBER] = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, str] | None:
        """Read a plain string as a document with only a title."""
        return {"title": text}


class ReportOccasion(Part):
    """A report to the committee; "new since the last report" is measured from the occasion before."""

    part: ClassVar[str] = "report"
    about: ClassVar[Message] = message("A report to the committee.")

    id: Annotated[Id | None, ID] = None
    title: Annotated[Text | None, TITLE] = None
    date: Annotated[DateField | None, DATE] = None
    meeting: Annotated[Text | None, Key("sammanträde", message("The meeting where the report is handled."))] = None
    committee: Annotated[Text | None, COMMITTEE] = None
    registry_number: Annotated[Text | None, REGISTRY_NUMBER] = None
    matter: Annotated[
        Text | None,
        Key("ärende", message("What the matter is called in the agenda; the title, if silent."), label_en="Matter"),
    ] = None
    proposal: Annotated[Texts, Key("förslag", message("What the committee is asked to decide."))] = ()
    summary: Annotated[Text | None, Key("sammanfattning", message("The report in short."))] = None
    events: Annotated[
        Text | None,
        Key(
            "väsentliga_händelser",
            message("What of importance has happened. Markdown may be used."),
            also=("händelser", "viktiga_händelser"),
            label_sv="Väsentliga händelser",
            label_en="Important events",
        ),
    ] = None
    outlook: Annotated[
        Text | None,
        Key(
            "förväntad_utveckling",
            message("What is expected to happen. Markdown may be used."),
            also=("framåtblick", "framtid"),
            label_sv="Förväntad utveckling",
            label_en="Outlook",
        ),
    ] = None
    administration_view: Annotated[
        Text | None, Key("förvaltningens_bedömning", message("The administration's view."))
    ] = None
    economy: Annotated[Text | None, Key("ekonomi", message("The economic consequences."))] = None
    children: Annotated[Text | None, Key("barnperspektiv", message("The children's perspective."))] = None
    basis: Annotated[
        tuple[Document, ...], Key("beslutsunderlag", message("Documents that the decision rests on."))
    ] = ()
    sent_to: Annotated[Texts, Key("skickas_till", message("Who is sent the decision."))] = ()


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
