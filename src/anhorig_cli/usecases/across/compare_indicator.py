"""Compare an indicator over plans: find which indicators are the same, and read those plans again for its values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anhorig_cli.analysis.shared_indicators import Identity, Together, known_names, meant, same_indicators
from anhorig_cli.diagnostics import Diagnostic, WrongUsageError
from anhorig_cli.rendering import across_pages, export_data
from anhorig_cli.rendering.formats import CompareFormat, PageKind
from anhorig_cli.source import message
from anhorig_cli.usecases.across.known_indicators import KnownIndicators, packed_indicators
from anhorig_cli.views.comparison import ComparisonView, PlanValue, comparison_view, plan_values
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language, folded, nearest
from anhorig_cli.workspace.whole_plans import ReadPlan, WholePlan, errors_of_settings, in_order, of_each_plan
from anhorig_cli.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ComparedIndicator:
    """An indicator as plans have it, and the errors of those that could not be read.

    It is None where it was not found, and may stand in what could not be read.
    """

    view: ComparisonView | None
    errors: tuple[Diagnostic, ...]


def compare_indicator(
    workspace: Workspace, name: str, as_of: date, language: Language, *, iso: bool = False
) -> ComparedIndicator:
    """Return an indicator as it was in each plan on a day; with `iso`, dates keep the ISO spelling.

    It is named by its id in Kolada, as `plan/id`, or by an id or title that no other indicator has.

    Raises:
        WrongUsageError: where no indicator has the name, or several have that are not the same.
    """
    found = of_each_plan(workspace, lambda one: (packed_indicators(one.whole, as_of), one.errors), lambda _: as_of)
    errors = in_order([*errors_of_settings(workspace), *(error for _, several in found for error in several)])
    known = KnownIndicators([packed for packed, _ in found])
    groups = meant(name, same_indicators(known.shared_or_called(name)))
    if errors and not groups:
        return ComparedIndicator(None, errors)  # it may stand in what could not be read
    group = _the_one(name, groups, known)
    (values,) = values_of(workspace, [group], as_of, language, iso=iso)
    view = comparison(group, values, language, iso=iso, are_all_read=not errors)
    return ComparedIndicator(redacted(view), errors)


def _the_one(name: str, found: Sequence[Together], known: KnownIndicators) -> Together:
    """Return the indicators that a name means; raises `WrongUsageError` where it means none, or several."""
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join([one.name for group in found for one in group][:_MOST_LISTED])
        raise WrongUsageError(message("'{name}' means several indicators: name one of {names}", name=name, names=names))
    every = list(known)
    if near := nearest(name, known_names(every)):
        sentence = message("no plan has the indicator '{name}': did you mean '{near}'?", name=name, near=near)
        raise WrongUsageError(sentence)
    names = ", ".join(list(dict.fromkeys(one.kolada or one.name for one in every))[:_MOST_LISTED]) or "–"
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
