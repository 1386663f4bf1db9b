"""Tell of several plans on one paper, and compare an indicator over them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import NamedTuple

from anhorig_cli.analysis.shared_indicators import (
    Identity,
    Together,
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
    of_each_plan,
)
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
    found = of_each_plan(workspace, lambda one: plan_read(one, as_of, language), lambda _: as_of)
    values = partial(values_of, workspace, as_of=as_of, language=language)
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


def _errors(workspace: Workspace, found: Sequence["PlanRead | WithErrors[bytes]"]) -> tuple[Diagnostic, ...]:
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
    short = plan_in_short(Snapshot(one.whole.plan, as_of), one.whole.titles(language, as_of=as_of))
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


# What the indicators of plans are known by, packed: of many plans only those are unpacked that may be shared.


def packed_indicators(one: WholePlan | None, as_of: date) -> bytes:
    """Return what the indicators of a plan are known by on a day, packed; of one that could not be read, none."""
    return pack(list(identities(Snapshot(one.plan, as_of), 0)) if one else [])


class KnownIndicators:
    """What the indicators of plans are known by, plan by plan in the order of the run."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._plans: Packed[list[Identity]] = Packed(packed)

    def __iter__(self) -> Iterator[Identity]:
        for place, several in enumerate(self._plans):
            for one in several:
                yield one._replace(place=place)

    def shared_or_called(self, name: str = "") -> list[Identity]:
        """Return those that are in Kolada, follow another, are followed, or are called by a name."""
        followed = {folded(one.follows) for one in self if one.follows}
        found = [
            one for one in self if one.kolada or one.follows or _is_followed(one, followed) or _is_called(one, name)
        ]
        folded.cache_clear()  # else the names of thousands of plans' indicators, each asked for once, stay in memory
        return found


def _is_followed(one: Identity, followed: set[str]) -> bool:
    return bool(followed) and bool(one.names & followed)


def _is_called(one: Identity, name: str) -> bool:
    return bool(name) and folded(name) in {folded(one.id), folded(one.title)} | one.names


# Compare an indicator over plans: find which indicators are the same, and read those plans again for its values.


def compare_indicator(
    workspace: Workspace, name: str, as_of: date, language: Language, *, iso: bool = False
) -> WithErrors[ComparisonView | None]:
    """Return an indicator as it was in each plan on a day; with `iso`, dates keep the ISO spelling.

    It is None where it was not found, and may stand in what could not be read. It is named by its id in Kolada, as
    `plan/id`, or by an id or title that no other indicator has.

    Raises:
        WrongUsageError: where no indicator has the name, or several have that are not the same.
    """

    def read(one: ReadPlan) -> WithErrors[bytes]:
        return WithErrors(packed_indicators(one.whole, as_of), one.errors)

    found = of_each_plan(workspace, read, lambda _: as_of)
    errors = _errors(workspace, found)
    known = KnownIndicators([one.view for one in found])
    groups = groups_named(name, same_indicators(known.shared_or_called(name)))
    if errors and not groups:
        return WithErrors(None, errors)
    group = _the_one(name, groups, known)
    (values,) = values_of(workspace, [group], as_of, language, iso=iso)
    view = comparison(group, values, language, iso=iso, are_all_read=not errors)
    return WithErrors(redacted(view), errors)


def _the_one(name: str, found: Sequence[Together], known: KnownIndicators) -> Together:
    """Return the indicators that a name means; raises `WrongUsageError` where it means none, or several."""
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join([one.name for group in found for one in group][:_MOST_LISTED])
        raise WrongUsageError(message("'{name}' means several indicators: name one of {names}", name=name, names=names))
    every = list(known)
    if not every:
        raise WrongUsageError(message("no plan has the indicator '{name}', nor any other", name=name))
    if near := nearest(name, known_names(every)):
        sentence = message("no plan has the indicator '{name}': did you mean '{near}'?", name=name, near=near)
        raise WrongUsageError(sentence)
    names = ", ".join(list(dict.fromkeys(one.kolada or one.name for one in every))[:_MOST_LISTED])
    raise WrongUsageError(message("no plan has the indicator '{name}'; there are {names}", name=name, names=names))


_MOST_LISTED = 8


def values_of(
    workspace: Workspace, groups: Sequence[Together], as_of: date, language: Language, *, iso: bool = False
) -> list[list[PlanValue]]:
    """Return the values of several groups of indicators that are the same; only plans that have any are read."""
    ids: dict[int, set[str]] = {}
    for one in (one for group in groups for one in group):
        ids.setdefault(one.place, set()).add(folded(one.id))
    places = sorted(ids)
    asked = {workspace.plans[place].files.root: frozenset(ids[place]) for place in places}

    def values(read: ReadPlan) -> list[PlanValue]:
        if read.whole is None:
            return []
        return plan_values_of(read.whole, asked[read.selected.files.root], as_of, language, iso=iso)

    having = workspace.of_plans([workspace.plans[place] for place in places])
    by_place = dict(zip(places, of_each_plan(having, values, lambda _: as_of), strict=True))
    return [[_value(by_place[one.place], one) for one in group] for group in groups]


def _value(values: Sequence[PlanValue], one: Identity) -> PlanValue:
    return next(value for value in values if folded(value.indicator.id) == folded(one.id))


def plan_values_of(
    one: WholePlan, ids: frozenset[str], as_of: date, language: Language, *, iso: bool = False
) -> list[PlanValue]:
    """Return some indicators of a plan, by their folded ids, as they were known on a day."""
    least = one.selected.settings.project.small_count
    values = plan_values(one.titles(language, iso=iso), as_of, least, ids)
    return [value._replace(plan=one.name) for value in values]


def comparison(
    group: Together, values: Sequence[PlanValue], language: Language, *, iso: bool = False, are_all_read: bool = True
) -> ComparisonView:
    """Return indicators that are the same, with their values, as they are shown beside each other."""
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
