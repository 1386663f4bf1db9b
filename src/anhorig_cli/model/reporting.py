"""Report occasions: when the plan is reported to the committee, and what the committee report says then."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.part import COMMITTEE, DATE, ID, REGISTRY_NUMBER, TITLE, Key, Part
from anhorig_cli.model.values import Id, Text, Texts
from anhorig_cli.source import message


class Document(Part):
    """A dated document that a decision is based on."""

    part = "document"
    about = message("A dated document that a decision is based on. An item of the list may be a title alone.")
    printed = message("under Decision basis in the committee report")
    shown = ("title", "date")
    short_for = ("title",)

    title: Annotated[Text | None, TITLE.documented_as("What the document is called.", message("The status report"))] = (
        None
    )
    date: Annotated[DateField | None, DATE.documented_as("The document's date.", "2026-10-31", beside=("title",))] = (
        None
    )
    registry_number: Annotated[
        Text | None,
        REGISTRY_NUMBER.documented_as(
            "The document's own number in the register, if it has one.", "SN 2026/240", beside=("title",)
        ),
    ] = None


class ReportOccasion(Part):
    """A report to the committee; what is new since the last report is counted from the previous occasion."""

    part = "report"
    about = message("A report to the committee.")
    printed = message("in the committee report for that occasion, and in the status report for it")
    shown = ("id", "date", "meeting")

    id: Annotated[
        Id | None,
        ID.documented_as(
            "A short name: what `--occasion` takes.",
            "host-2026",
            findings=("ANH201",),
            printed=message("nowhere; it is how a command names the occasion"),
        ),
    ] = None
    title: Annotated[
        Text | None,
        TITLE.documented_as("What the occasion is called.", message("The autumn's report"), beside=("date", "meeting")),
    ] = None
    date: Annotated[
        DateField | None,
        DATE.documented_as(
            "The day that the report is for. Before it, check asks for assessments.",
            "2026-10-31",
            findings=("ANH314", "ANH701"),
        ),
    ] = None
    meeting: Annotated[
        Text | None,
        Key(
            "sammanträde",
            "The meeting where the committee handles the report, as its calendar says.",
            message("17 November 2026"),
            beside=("date",),
        ),
    ] = None
    committee: Annotated[
        Text | None,
        COMMITTEE.documented_as(
            "The committee that gets this report, if not the plan's own.",
            message("The education committee"),
            beside=("date",),
        ),
    ] = None
    registry_number: Annotated[
        Text | None,
        REGISTRY_NUMBER.documented_as(
            "The number of this matter, if not the plan's own.", "SN 2026/240", beside=("date",)
        ),
    ] = None
    matter: Annotated[
        Text | None,
        Key(
            "ärende",
            "What the matter is called on the agenda. If left out: the title.",
            message("Follow-up of the plan for carers"),
            label_en="Subject",
            beside=("date",),
        ),
    ] = None
    proposal: Annotated[
        Texts,
        Key(
            "förslag",
            "What the committee is asked to decide, one sentence for each point.",
            message("The committee notes the report"),
            beside=("date",),
        ),
    ] = ()
    summary: Annotated[
        Text | None,
        Key(
            "sammanfattning",
            "The report in short, in your own words. If left out, the tool's own sentences are used.",
            message("More carers get support than in the spring"),
            beside=("date",),
        ),
    ] = None
    events: Annotated[
        Text | None,
        Key(
            "väsentliga_händelser",
            "What important things have happened since the last report. Markdown may be used.",
            message("A meeting place has opened"),
            also=("händelser", "viktiga_händelser"),
            label_sv="Väsentliga händelser",
            label_en="Important events",
            beside=("date",),
        ),
    ] = None
    outlook: Annotated[
        Text | None,
        Key(
            "förväntad_utveckling",
            "What you expect to happen next. Markdown may be used.",
            message("More will need respite in the coming years"),
            also=("framåtblick", "framtid"),
            label_sv="Förväntad utveckling",
            label_en="Outlook",
            beside=("date",),
        ),
    ] = None
    administration_view: Annotated[
        Text | None,
        Key(
            "förvaltningens_bedömning",
            "The administration's view: what you think should be done, and why.",
            message("The work should continue as planned"),
            beside=("date",),
        ),
    ] = None
    economy: Annotated[
        Text | None,
        Key("ekonomi", "What the proposal costs, and how it is paid.", message("Within the budget"), beside=("date",)),
    ] = None
    children: Annotated[
        Text | None,
        Key(
            "barnperspektiv",
            "What it means for children, such as those who are carers themselves.",
            message("Children as carers are reached through school"),
            beside=("date",),
        ),
    ] = None
    basis: Annotated[
        tuple[Document, ...], Key("beslutsunderlag", "The documents that the decision is based on.", beside=("date",))
    ] = ()
    sent_to: Annotated[
        Texts, Key("skickas_till", "Who is sent the decision.", message("The municipal auditors"), beside=("date",))
    ] = ()


def occasion_on(occasions: Sequence[ReportOccasion], day: date) -> ReportOccasion | None:
    """Return the first occasion whose date includes a day; None if there is none."""
    return next((one for one in occasions if one.date and one.date.first <= day <= one.date.last), None)


def occasion_after(occasions: Sequence[ReportOccasion], day: date) -> ReportOccasion | None:
    """Return the first occasion whose date begins after a day; None if there is none."""
    later = [one for one in occasions if one.date and one.date.first > day]
    return min(later, key=lambda one: one.date.first if one.date else date.max, default=None)


def occasion_before(occasions: Sequence[ReportOccasion], day: date) -> ReportOccasion | None:
    """Return the last occasion whose date ended before a day; None if there is none."""
    earlier = [one for one in occasions if one.date and one.date.has_ended(day)]
    return max(earlier, key=lambda one: one.date.last if one.date else date.min, default=None)
