"""Show several plans on one page, and compare an indicator across plans."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import NamedTuple

from anhorig_cli.analysis.shared_indicators import (
    Identity,
    IndicatorGroup,
    groups_named,
    identities,
    known_names,
    same_indicators,
)
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import Diagnostic, WrongUsageError
from anhorig_cli.rendering import across_pages, export_data
from anhorig_cli.rendering.across_pages import overview_page
from anhorig_cli.rendering.formats import CompareFormat, PageKind, ReportFormat
from anhorig_cli.rendering.page import printer
from anhorig_cli.source import message
from anhorig_cli.usecases.report.make_reports import face_of
from anhorig_cli.views.appearance import NO_FACE, FaceView
from anhorig_cli.views.comparison import ComparisonView, PlanValue, comparison_view, plan_values
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import alphabetical
from anhorig_cli.views.overview import OverviewView, PlanInShort, UnreadPlan, overview_view, plan_in_short
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language, folded, nearest
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import (
    ReadPlan,
    WholePlan,
    WithErrors,
    errors_of_settings,
    in_order,
    map_plans,
)
from anhorig_cli.workspace.workspace import Workspace

MOST_SHARED = 8
"""How many shared indicators are shown, those with most plans first."""
MOST_BESIDE = 12
"""How many plans may have an indicator that is shown; with more plans, only `anhorig compare` shows it."""


@dataclass(frozen=True, slots=True)
class PlansOverview:
    """The overview of several plans, its appearance, and the errors of the plans that could not be read."""

    view: OverviewView
    face: FaceView
    errors: tuple[Diagnostic, ...]


def overview_plans(workspace: Workspace, as_of: date, language: Language) -> PlansOverview:
    """Return the overview of several plans as they were known on a day."""
    found = map_plans(workspace, lambda one: plan_read(one, as_of, language), lambda _: as_of)
    values = partial(values_of, workspace, as_of=as_of, language=language)
    return overview_of(workspace, found, shared_groups(found), values, as_of, language)


ValuesOf = Callable[[Sequence[IndicatorGroup]], Sequence[Sequence[PlanValue]]]
"""Returns the values of the indicators in several groups, group by group."""


def overview_of(
    workspace: Workspace,
    found: Sequence["PlanRead"],
    groups: Sequence[IndicatorGroup],
    values: ValuesOf,
    as_of: date,
    language: Language,
) -> PlansOverview:
    """Return the overview of plans that have been read already: all those of a workspace, in its order.

    Args:
        workspace: the plans.
        found: what is kept of each plan.
        groups: the indicators that several of them have, from `shared_groups`.
        values: returns the values of some groups.
        as_of: the day.
        language: the language of the overview.
    """
    shown = [group for group in groups if len(group) <= MOST_BESIDE][:MOST_SHARED]
    shared = [comparison(group, of_group, language) for group, of_group in zip(shown, values(shown), strict=True)]
    plans = [one.plan for one in found if isinstance(one.plan, PlanInShort)]
    unread = [one.plan for one in found if isinstance(one.plan, UnreadPlan)]
    left_out = list(_left_out([group for group in groups if group not in shown], Formatter.of(language)))
    view = overview_view(plans, unread, shared, left_out, as_of, Formatter.of(language))
    return PlansOverview(redacted(view), face_of_all(workspace), _errors(workspace, found))


def _errors(workspace: Workspace, found: Sequence["PlanRead | WithErrors[bytes]"]) -> tuple[Diagnostic, ...]:
    return in_order([*errors_of_settings(workspace), *(error for one in found for error in one.errors)])


class PlanRead(NamedTuple):
    """A plan in short, the identities of its indicators (packed), and the errors that kept it from being read."""

    plan: PlanInShort | UnreadPlan
    indicators: bytes
    errors: tuple[Diagnostic, ...]


def plan_read(one: ReadPlan, as_of: date, language: Language) -> PlanRead:
    """Return what an overview keeps of a plan."""
    if one.whole is None:
        return PlanRead(UnreadPlan(one.name, len(one.errors)), packed_indicators(None, as_of), one.errors)
    short = plan_in_short(Snapshot(one.whole.plan, as_of), one.whole.titles(language, as_of=as_of))
    return PlanRead(short._replace(plan=one.whole.name), packed_indicators(one.whole, as_of), ())


def shared_groups(read: Iterable[PlanRead]) -> list[IndicatorGroup]:
    """Return the groups of indicators that several plans share, those with most plans first."""
    known = KnownIndicators([one.indicators for one in read]).shared_or_called()
    groups = [group for group in same_indicators(known) if len({one.place for one in group}) > 1]
    return sorted(groups, key=lambda group: (-len(group), alphabetical(group[0].title)))


def _left_out(groups: Sequence[IndicatorGroup], word: Formatter) -> Iterator[str]:
    """Yield a sentence on each of the first shared indicators that are left out, and one on how many more there are."""
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
    """Return the appearance of the project that all the plans belong to; none for several projects."""
    return face_of(workspace.settings[0]) if len(workspace.settings) == 1 else NO_FACE


def write_overview(overview: PlansOverview, kind: ReportFormat, *, footer: bool) -> bytes:
    """Return an overview in a format: Markdown, HTML, or a paper format printed from the HTML page.

    Raises:
        CannotWorkError: where what the format needs is not installed.
    """
    page_kind = kind.page_kind or PageKind.HTML
    page = overview_page(overview.view, page_kind, footer=footer, face=overview.face)
    if not kind.is_paper:
        return page.encode()
    return printer(kind)(page, date.fromisoformat(overview.view.iso_date), {}, overview.face)


# The identities of plans' indicators, packed: of many plans, only the identities that may be shared are kept unpacked.


def packed_indicators(one: WholePlan | None, as_of: date) -> bytes:
    """Return the identities of a plan's indicators on a day, packed; none for a plan that could not be read."""
    return pack(list(identities(Snapshot(one.plan, as_of), 0)) if one else [])


class KnownIndicators:
    """The identities of the plans' indicators, plan by plan in the order of the workspace."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._plans: Packed[list[Identity]] = Packed(packed)

    def __iter__(self) -> Iterator[Identity]:
        for place, several in enumerate(self._plans):
            for one in several:
                yield one._replace(place=place)

    def shared_or_called(self, name: str = "") -> list[Identity]:
        """Return the indicators that are in Kolada, follow another, are followed, or are called `name`."""
        followed = {folded(one.follows) for one in self if one.follows}
        found = [
            one for one in self if one.kolada or one.follows or _is_followed(one, followed) or _is_called(one, name)
        ]
        folded.cache_clear()  # else the names of thousands of plans' indicators, each used once, stay in memory
        return found


def _is_followed(one: Identity, followed: set[str]) -> bool:
    return bool(followed) and bool(one.names & followed)


def _is_called(one: Identity, name: str) -> bool:
    return bool(name) and folded(name) in {folded(one.id), folded(one.title)} | one.names


# Compare an indicator across plans: find which indicators are the same, and read those plans again for its values.


def compare_indicator(
    workspace: Workspace, name: str, as_of: date, language: Language, *, iso: bool = False
) -> WithErrors[ComparisonView | None]:
    """Return the comparison of an indicator across plans as known on a day; with `iso`, dates keep the ISO spelling.

    It is None where the indicator was not found, but may be in a plan that could not be read. The indicator is named by
    its id in Kolada, as `plan/id`, or by an id or title that no other indicator has.

    Raises:
        WrongUsageError: where no indicator has the name, or several different ones have.
    """

    def read(one: ReadPlan) -> WithErrors[bytes]:
        return WithErrors(packed_indicators(one.whole, as_of), one.errors)

    found = map_plans(workspace, read, lambda _: as_of)
    errors = _errors(workspace, found)
    known = KnownIndicators([one.view for one in found])
    groups = groups_named(name, same_indicators(known.shared_or_called(name)))
    if errors and not groups:
        return WithErrors(None, errors)
    group = _named_group(name, groups, known)
    (values,) = values_of(workspace, [group], as_of, language, iso=iso)
    view = comparison(group, values, language, iso=iso, are_all_read=not errors)
    return WithErrors(redacted(view), errors)


def _named_group(name: str, found: Sequence[IndicatorGroup], known: KnownIndicators) -> IndicatorGroup:
    """Return the group of indicators that a name means; raises `WrongUsageError` where it means none, or several."""
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join([one.name for group in found for one in group][:_MAX_LISTED])
        raise WrongUsageError(message("'{name}' means several indicators: name one of {names}", name=name, names=names))
    every = list(known)
    if not every:
        raise WrongUsageError(message("no plan has the indicator '{name}', nor any other", name=name))
    if near := nearest(name, known_names(every)):
        sentence = message("no plan has the indicator '{name}': did you mean '{near}'?", name=name, near=near)
        raise WrongUsageError(sentence)
    names = ", ".join(list(dict.fromkeys(one.kolada or one.name for one in every))[:_MAX_LISTED])
    raise WrongUsageError(message("no plan has the indicator '{name}'; there are {names}", name=name, names=names))


_MAX_LISTED = 8


def values_of(
    workspace: Workspace, groups: Sequence[IndicatorGroup], as_of: date, language: Language, *, iso: bool = False
) -> list[list[PlanValue]]:
    """Return the values of several groups of indicators; only the plans that have one of them are read."""
    ids: dict[int, set[str]] = {}
    for one in (one for group in groups for one in group):
        ids.setdefault(one.place, set()).add(folded(one.id))
    places = sorted(ids)
    ids_by_root = {workspace.plans[place].files.root: frozenset(ids[place]) for place in places}

    def values(read: ReadPlan) -> list[PlanValue]:
        if read.whole is None:
            return []
        return plan_values_of(read.whole, ids_by_root[read.selected.files.root], as_of, language, iso=iso)

    plans_with_any = workspace.of_plans([workspace.plans[place] for place in places])
    by_place = dict(zip(places, map_plans(plans_with_any, values, lambda _: as_of), strict=True))
    return [[_value(by_place[one.place], one) for one in group] for group in groups]


def _value(values: Sequence[PlanValue], one: Identity) -> PlanValue:
    return next(value for value in values if folded(value.indicator.id) == folded(one.id))


def plan_values_of(
    one: WholePlan, ids: frozenset[str], as_of: date, language: Language, *, iso: bool = False
) -> list[PlanValue]:
    """Return the values of some of a plan's indicators, given by their folded ids, as known on a day."""
    small_count = one.selected.settings.project.small_count
    values = plan_values(one.titles(language, iso=iso), as_of, small_count, ids)
    return [value._replace(plan=one.name) for value in values]


def comparison(
    group: IndicatorGroup,
    values: Sequence[PlanValue],
    language: Language,
    *,
    iso: bool = False,
    are_all_read: bool = True,
) -> ComparisonView:
    """Return the view that compares the same indicator in several plans."""
    kolada = next((one.kolada for one in group if one.kolada), "")
    return comparison_view(values, kolada, Formatter.of(language)._replace(iso=iso), are_all_read=are_all_read)


def write_comparison(view: ComparisonView, kind: CompareFormat, as_of: date, language: Language) -> bytes:
    """Return a comparison as a file of any format but text."""
    if kind is CompareFormat.CSV:
        return export_data.as_csv(view, language)
    if kind is CompareFormat.JSON:
        return export_data.as_json(view, as_of).encode()
    if kind is CompareFormat.SVG:
        return across_pages.comparison_picture(view).encode()
    return across_pages.comparison_page(view, as_of, language, PageKind(kind.value)).encode()
