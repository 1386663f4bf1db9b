"""The paper to the committee: the sections that have something to say, in the project's order."""

from collections.abc import Sequence
from typing import NamedTuple

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.occasions import OccasionView
from anhorig_cli.vocabulary import SCALES


class SectionView(NamedTuple):
    """A section of the paper to the committee: `name` is its word in the vocabulary, `heading` what stands above it."""

    name: str
    heading: str


class CommitteePaperView(NamedTuple):
    """The paper to the committee: the report occasion it is for, None where there is none, and its sections.

    A section that would be empty is not there.
    """

    occasion: OccasionView | None
    sections: tuple[SectionView, ...]


def committee_paper_view(
    occasion: OccasionView | None, wanted: Sequence[str], formatter: Formatter, *, has_background: bool, has_work: bool
) -> CommitteePaperView:
    """Return the paper for an occasion.

    Args:
        occasion: the report occasion, whose texts most of the sections are.
        wanted: the sections that the project wants, in order; without any, all of them.
        formatter: the language, and the project's own headings.
        has_background: whether the plan tells its background.
        has_work: whether there is anything to follow up.
    """
    names = wanted or [word.name for word in SCALES["committee_paper"].words]
    is_said = {
        "proposal": bool(occasion and occasion.proposal),
        "summary": True,
        "background": has_background,
        "follow_up": has_work,
        "administration_view": bool(occasion and occasion.administration_view),
        "economy": bool(occasion and occasion.economy),
        "children": bool(occasion and occasion.children),
        "basis": bool(occasion and occasion.basis),
        "sent_to": bool(occasion and occasion.sent_to),
    }
    sections = (SectionView(name, formatter.label("committee_paper", name)) for name in dict.fromkeys(names))
    return CommitteePaperView(occasion, tuple(section for section in sections if is_said[section.name]))
