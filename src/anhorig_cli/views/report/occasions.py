"""The report occasion: what the committee meets for, and what it is asked to decide."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.reporting import Document, ReportOccasion
from anhorig_cli.model.strategy import Attachment
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.things import ThingView, non_empty


class DocumentView(NamedTuple):
    """A document: an attachment of the plan, or one that a decision rests on."""

    title: str
    date: str
    registry_number: str
    file: str
    note: str


class OccasionView(NamedTuple):
    """A report occasion as the plan words it, for the committee paper.

    `proposal` are the decisions that are proposed, one text each; `sent_to` those whom the decision is sent to.
    `matter` is what the agenda calls it, else its title. `summary`, `events`, `administration_view`, `economy`,
    `outlook` and `children` are Markdown.
    """

    id: str
    title: str
    matter: str
    date: str
    meeting: str
    committee: str
    registry_number: str
    proposal: tuple[str, ...]
    summary: str
    events: str
    administration_view: str
    economy: str
    outlook: str
    children: str
    basis: tuple[DocumentView, ...]
    sent_to: tuple[str, ...]


def occasion_view(occasion: ReportOccasion, formatter: Formatter) -> OccasionView:
    """Return an occasion with all that it says."""
    return OccasionView(
        id=_said(occasion.id),
        title=_said(occasion.title),
        matter=_said(occasion.matter or occasion.title),
        date=formatter.date(occasion.date),
        meeting=formatter.with_days(occasion.meeting),
        committee=_said(occasion.committee),
        registry_number=_said(occasion.registry_number),
        proposal=occasion.proposal,
        summary=_said(occasion.summary),
        events=_said(occasion.events),
        administration_view=_said(occasion.administration_view),
        economy=_said(occasion.economy),
        outlook=_said(occasion.outlook),
        children=_said(occasion.children),
        basis=document_views(occasion.basis, formatter),
        sent_to=occasion.sent_to,
    )


def _said(text: str | None) -> str:
    """Return a text, empty where nothing is said."""
    return text or ""


class OccasionTextView(NamedTuple):
    """A text of the occasion that a status report prints: its key, its heading and itself, in Markdown."""

    name: str
    heading: str
    text: str


_TEXTS = ("events", "economy", "outlook")
_TEXTS_IN_FULL = ("events", "administration_view", "economy", "outlook", "children")


def occasion_texts(
    occasion: OccasionView | None, formatter: Formatter, *, is_full: bool
) -> tuple[OccasionTextView, ...]:
    """Return what an occasion tells beside its summary, what a status report prints; all of it in one that is full."""
    names = _TEXTS_IN_FULL if is_full else _TEXTS
    texts = ((name, getattr(occasion, name)) for name in names if occasion is not None)
    return tuple(OccasionTextView(name, formatter.key("report", name), text) for name, text in texts if text)


def document_views(documents: Iterable[Document | Attachment], formatter: Formatter) -> tuple[DocumentView, ...]:
    """Return documents in the plan's order; only an attachment has a file and a note."""
    return tuple(
        DocumentView(
            title=one.title or "",
            date=formatter.date(one.date),
            registry_number=one.registry_number or "",
            file=(one.file or "") if isinstance(one, Attachment) else "",
            note=plain_words(one.note or "") if isinstance(one, Attachment) else "",
        )
        for one in documents
    )


def occasions_view(occasions: Iterable[ReportOccasion], as_of: date, formatter: Formatter) -> tuple[ThingView, ...]:
    """Return all report occasions in short; what one to come will say is not known."""
    return tuple(_in_short(occasion, as_of, formatter) for occasion in occasions)


def _in_short(occasion: ReportOccasion, as_of: date, formatter: Formatter) -> ThingView:
    is_past = occasion.date is None or occasion.date.first <= as_of
    title = occasion.title or occasion.id or formatter.text("Report")
    summary = (occasion.summary or "") if is_past else ""
    return ThingView(
        title,
        summary,
        non_empty(formatter.date(occasion.date), occasion.committee, formatter.with_days(occasion.meeting)),
    )
