"""Tell of several plans on one paper: each is read once, and those that share an indicator once more."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from anhorig_cli.analysis.shared_indicators import Together, same_indicators
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.rendering.across_pages import overview_page
from anhorig_cli.rendering.formats import PageKind, ReportFormat
from anhorig_cli.rendering.page import printer
from anhorig_cli.usecases.across.compare_indicator import comparison, values_of
from anhorig_cli.usecases.across.known_indicators import KnownIndicators, packed_indicators
from anhorig_cli.usecases.report.report_plans import face_of
from anhorig_cli.views.appearance import NO_FACE, FaceView
from anhorig_cli.views.comparison import PlanValue
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import alphabetical
from anhorig_cli.views.overview import OverviewView, PlanInShort, UnreadPlan, overview_view, plan_in_short
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.whole_plans import ReadPlan, errors_of_settings, in_order, of_each_plan
from anhorig_cli.workspace.workspace import Workspace

MOST_SHARED = 8
"""So many shared indicators are shown, those with most plans."""
MOST_BESIDE = 12
"""An indicator that more plans have is shown by `anhorig compare` alone."""


@dataclass(frozen=True, slots=True)
class PlansOverview:
    """Several plans on one paper, the face it has, and the errors of the plans that could not be read."""

    view: OverviewView
    face: FaceView
    errors: tuple[Diagnostic, ...]


def overview_plans(workspace: Workspace, as_of: date, language: Language) -> PlansOverview:
    """Return several plans, as they were known on a day, on one paper."""

    def short(one: ReadPlan) -> PlanRead:
        return plan_read(one, as_of, language)

    def values(groups: Sequence[Together]) -> list[list[PlanValue]]:
        return values_of(workspace, groups, as_of, language)

    found = of_each_plan(workspace, short, lambda _: as_of)
    return overview_of(workspace, found, shared_groups(found), values, as_of, language)


ValuesOf = Callable[[Sequence[Together]], Sequence[Sequence[PlanValue]]]
"""Gives the values of the indicators in several groups, group by group."""


def overview_of(
    workspace: Workspace,
    found: Sequence["PlanRead"],
    groups: Sequence[Together],
    values: ValuesOf,
    as_of: date,
    language: Language,
) -> PlansOverview:
    """Return plans that are read already, all of a workspace in its order, on one paper.

    Args:
        workspace: the plans.
        found: what is kept of each.
        groups: the indicators that several of them have, as `shared_groups` gives them.
        values: gives the values of some of those.
        as_of: the day.
        language: that of the paper.
    """
    shown = [group for group in groups if len(group) <= MOST_BESIDE][:MOST_SHARED]
    shared = [comparison(group, of_group, language) for group, of_group in zip(shown, values(shown), strict=True)]
    plans = [one.plan for one in found if isinstance(one.plan, PlanInShort)]
    unread = [one.plan for one in found if isinstance(one.plan, UnreadPlan)]
    left_out = list(_left_out([group for group in groups if group not in shown], Formatter.of(language)))
    view = overview_view(plans, unread, shared, left_out, as_of, Formatter.of(language))
    return PlansOverview(redacted(view), face_of_all(workspace), _errors(workspace, found))


def _errors(workspace: Workspace, found: Sequence["PlanRead"]) -> tuple[Diagnostic, ...]:
    return in_order([*errors_of_settings(workspace), *(error for one in found for error in one.errors)])


class PlanRead(NamedTuple):
    """A plan in short, what its indicators are known by (packed), and why it could not be read."""

    plan: PlanInShort | UnreadPlan
    indicators: bytes
    errors: tuple[Diagnostic, ...]


def plan_read(one: ReadPlan, as_of: date, language: Language) -> PlanRead:
    """Return what an overview keeps of a plan."""
    if one.whole is None:
        return PlanRead(UnreadPlan(one.name, len(one.errors)), packed_indicators(None, as_of), one.errors)
    short = plan_in_short(Snapshot(one.whole.plan, as_of), one.whole.titles(language))
    return PlanRead(short._replace(plan=one.whole.name), packed_indicators(one.whole, as_of), ())


def shared_groups(read: Iterable[PlanRead]) -> list[Together]:
    """Return the indicators that several plans have, those of most plans first."""
    known = KnownIndicators([one.indicators for one in read]).shared_or_called()
    groups = [group for group in same_indicators(known) if len({one.place for one in group}) > 1]
    return sorted(groups, key=lambda group: (-len(group), alphabetical(group[0].title)))


def _left_out(groups: Sequence[Together], word: Formatter) -> Iterator[str]:
    """Give a sentence on each of the first shared indicators that are left out, and on how many more there are."""
    for group in islice(groups, MOST_SHARED):
        first = group[0]
        yield word.text(
            "{n} plans have {title}: see anhorig compare {name}.",
            n=len(group),
            title=first.title,
            name=first.kolada or first.name,
        )
    if len(groups) > MOST_SHARED:
        yield word.text("{n} more indicators are shared.", n=len(groups) - MOST_SHARED)


def face_of_all(workspace: Workspace) -> FaceView:
    """Return the face of the project that all the plans are of; of several projects, none."""
    return face_of(workspace.settings[0]) if len(workspace.settings) == 1 else NO_FACE


def write_overview(overview: PlansOverview, kind: ReportFormat, *, footer: bool) -> bytes:
    """Return an overview in a format: Markdown, HTML, or paper that is printed from the page of HTML.

    Raises:
        CannotWorkError: where what the format needs is not installed.
    """
    page_kind = kind.page_kind or PageKind.HTML
    page = overview_page(overview.view, page_kind, footer=footer, face=overview.face)
    if not kind.is_paper:
        return page.encode()
    return printer(kind)(page, date.fromisoformat(overview.view.iso_date), {}, overview.face)
