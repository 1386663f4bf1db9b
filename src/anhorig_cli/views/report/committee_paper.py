"""The paper to the committee: the sections that have something to say, in the project's order."""

from collections.abc import Sequence
from typing import NamedTuple

from anhorig_cli.source import message
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.occasions import OccasionView
from anhorig_cli.vocabulary import SCALES


class SectionView(NamedTuple):
    """A section of the paper to the committee: `name` is its word in the vocabulary, `heading` what stands above it.

    One that `is_draft` has nothing to say as yet: `hint` says what the officer is to write there, and `suggestion` is
    a wording to begin with, which is not the plan's.
    """

    name: str
    heading: str
    is_draft: bool
    hint: str
    suggestion: str


class CommitteePaperView(NamedTuple):
    """The paper to the committee: the report occasion it is for, None where there is none, and its sections.

    A section that would be empty is not there; of those that a committee needs, a draft is.
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
    """Return the paper for an occasion.

    Args:
        occasion: the report occasion, whose texts most of the sections are.
        wanted: the sections that the project wants, in order; without any, all of them.
        formatter: the language, and the project's own headings.
        committee: the committee's name, empty where the plan has none.
        has_background: whether the plan tells its background.
        has_work: whether there is anything to follow up.
    """
    names = wanted or [word.name for word in SCALES["committee_paper"].words]
    is_said = {"summary": True, "background": has_background, "follow_up": has_work}
    is_said |= {name: bool(occasion and getattr(occasion, name)) for name in _OF_OCCASIONS}
    sections = (
        _section(name, formatter, committee, is_draft=not is_said[name])
        for name in dict.fromkeys(names)
        if is_said[name] or name in _HINTS
    )
    return CommitteePaperView(occasion, tuple(sections))


_OF_OCCASIONS = (
    "proposal",
    "events",
    "administration_view",
    "economy",
    "outlook",
    "children",
    "basis",
    "sent_to",
)
"""The sections that an occasion has under the same names."""
_HINTS = {
    "proposal": message("what the committee is to decide"),
    "children": message(
        "how the decision affects children, both those who are carers and those whom somebody else cares for"
    ),
    "economy": message("what the measures cost, and how they are paid for"),
    "sent_to": message("who is to have the decision"),
}
"""The sections that a committee needs, and what is to be written there."""


def _section(name: str, formatter: Formatter, committee: str, *, is_draft: bool) -> SectionView:
    is_suggested = is_draft and name == "proposal"
    who = committee or formatter.text("The committee")
    return SectionView(
        name=name,
        heading=formatter.label("committee_paper", name),
        is_draft=is_draft,
        hint=formatter.said(_HINTS[name]) if is_draft else "",
        suggestion=formatter.text("{committee} approves the status report.", committee=who) if is_suggested else "",
    )
