"""The report occasion: its texts, the decisions it proposes, and the committee paper for it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.reporting import Document, ReportOccasion
from anhorig_cli.model.strategy import Attachment
from anhorig_cli.source import message
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import ThingView, non_empty
from anhorig_cli.vocabulary import SCALES


class DocumentView(NamedTuple):
    """A document: an attachment of the plan, or one that a decision rests on."""

    title: str
    date: str
    registry_number: str
    file: str
    note: str


class OccasionView(NamedTuple):
    """A report occasion as the plan words it, for the committee report.

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


NO_OCCASION = OccasionView("", "", "", "", "", "", "", (), "", "", "", "", "", "", (), ())
"""An empty occasion, used where there is none."""


def occasion_view(occasion: ReportOccasion, formatter: Formatter) -> OccasionView:
    """Return the view of an occasion with all its texts."""
    return OccasionView(
        id=_or_empty(occasion.id),
        title=_or_empty(occasion.title),
        matter=_or_empty(occasion.matter or occasion.title),
        date=formatter.date(occasion.date),
        meeting=formatter.with_days(occasion.meeting),
        committee=_or_empty(occasion.committee),
        registry_number=_or_empty(occasion.registry_number),
        proposal=occasion.proposal,
        summary=_or_empty(occasion.summary),
        events=_or_empty(occasion.events),
        administration_view=_or_empty(occasion.administration_view),
        economy=_or_empty(occasion.economy),
        outlook=_or_empty(occasion.outlook),
        children=_or_empty(occasion.children),
        basis=document_views(occasion.basis, formatter),
        sent_to=occasion.sent_to,
    )


def _or_empty(text: str | None) -> str:
    """Return a text, or an empty string for None."""
    return text or ""


class OccasionTextView(NamedTuple):
    """A text of the occasion that a status report prints: its key, its heading and itself, in Markdown."""

    name: str
    heading: str
    text: str


_TEXTS = ("events", "economy", "outlook")
_TEXTS_OF_FULL_REPORT = ("events", "administration_view", "economy", "outlook", "children")


def occasion_texts(occasion: OccasionView, formatter: Formatter, *, is_full: bool) -> tuple[OccasionTextView, ...]:
    """Return the occasion's texts, besides its summary, that a status report prints; a full report prints all."""
    names = _TEXTS_OF_FULL_REPORT if is_full else _TEXTS
    texts = ((name, getattr(occasion, name)) for name in names)
    return tuple(OccasionTextView(name, formatter.key("report", name), text) for name, text in texts if text)


def document_views(documents: Iterable[Document | Attachment], formatter: Formatter) -> tuple[DocumentView, ...]:
    """Return documents in the plan's order; only attachments have a file and a note."""
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
    """Return all report occasions in short; those after `as_of` without their summary, which is not known yet."""
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


# The committee report: the sections that have content, in the project's order.


class SectionView(NamedTuple):
    """A section of the committee report: `name` is its word in the vocabulary, `heading` what stands above it.

    A section that `is_draft` has no content yet: `hint` says what the officer is to write there, and `suggestion` is a
    wording to begin with, which is not the plan's.
    """

    name: str
    heading: str
    is_draft: bool
    hint: str
    suggestion: str


class CommitteePaperView(NamedTuple):
    """The committee report: the report occasion it is for, None if there is none, and its sections.

    Empty sections are left out, except that those a committee needs are included as drafts.
    """

    occasion: OccasionView | None
    sections: tuple[SectionView, ...]


def committee_paper_view(
    occasion: OccasionView | None,
    wanted: Sequence[str],
    formatter: Formatter,
    committee: str,
    *,
    has_background: bool,
    has_work: bool,
) -> CommitteePaperView:
    """Return the committee paper for an occasion.

    Args:
        occasion: the report occasion, which has the texts of most sections.
        wanted: the sections that the project wants, in order; if empty, all sections.
        formatter: the language, and the project's own headings.
        committee: the committee named in the draft; empty for none.
        has_background: whether the plan has a background.
        has_work: whether there is anything to follow up.
    """
    names = wanted or [word.name for word in SCALES["committee_paper"].words]
    has_content = {"summary": True, "background": has_background, "follow_up": has_work}
    has_content |= {name: bool(getattr(occasion or NO_OCCASION, name)) for name in _OCCASION_SECTIONS}
    sections = (
        _section(name, formatter, committee, is_draft=not has_content[name])
        for name in dict.fromkeys(names)
        if has_content[name] or name in _HINTS
    )
    return CommitteePaperView(occasion, tuple(sections))


_OCCASION_SECTIONS = (
    "proposal",
    "events",
    "administration_view",
    "economy",
    "outlook",
    "children",
    "basis",
    "sent_to",
)
"""The sections whose texts are fields of an occasion with the same names."""
_HINTS = {
    "proposal": message("what the committee is to decide"),
    "children": message(
        "how the decision affects children, both those who are carers and those whom somebody else cares for"
    ),
    "economy": message("what the measures cost, and how they are paid for"),
    "sent_to": message("who is sent the decision"),
}
"""The sections that a committee needs, each with a hint on what to write in its draft."""


def _section(name: str, formatter: Formatter, committee: str, *, is_draft: bool) -> SectionView:
    is_suggested = is_draft and name == "proposal"
    who = committee or formatter.text("The committee")
    return SectionView(
        name=name,
        heading=formatter.label("committee_paper", name),
        is_draft=is_draft,
        hint=formatter.text_of(_HINTS[name]) if is_draft else "",
        suggestion=formatter.text("{committee} approves the status report.", committee=who) if is_suggested else "",
    )
