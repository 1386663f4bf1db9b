"""The annual cycle of a year: what each unit is to do and when, what was missed, and what comes next."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.model.coming import Coming
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.occurrences import LATELY, Occurrence, occurrences
from anhorig_cli.model.plan import Plan
from anhorig_cli.views.cycle_part import CyclePart
from anhorig_cli.views.cycle_times import OccurrencePrinter, OccurrenceView, TimeView
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import folded


class CycleItemView(NamedTuple):
    """What the annual cycle asks for next."""

    title: str
    description: str
    when: str
    units: str
    responsible: str
    report_to: str


class UnitSheetView(NamedTuple):
    """What one unit does in a year, in order, and what it does at no time that is set; `id` is the plan's name for it.

    With the unit's own are the items that are for no unit and that the unit is responsible for.
    """

    id: str
    title: str
    description: str
    responsible: str
    occurrences: tuple[OccurrenceView, ...]
    timeless: tuple[CycleItemView, ...]


class YearView(NamedTuple):
    """The annual cycle of a year as known on a day.

    `occurrences` are those of the year, one for each unit, the earliest first. `missed` is every time within a year, or
    since the last report where that is longer ago, that some unit missed; the check tells the latest of each item.
    `timeless` are the items without a time.
    """

    year: int
    occurrences: tuple[OccurrenceView, ...]
    missed: tuple[TimeView, ...]
    timeless: tuple[CycleItemView, ...]
    units: tuple[UnitSheetView, ...]


def year_view(titles: Titles, year: int, as_of: date, since: date | None = None) -> YearView:
    """Return the annual cycle of a plan in a year; what was missed is told from the last report on, `since`."""
    plan = titles.plan
    printer = OccurrencePrinter(titles, as_of)
    start = min(since or as_of, as_of - LATELY)
    lately_years = range(start.year, as_of.year + 1)
    lately = occurrences(plan, lately_years, as_of)
    found = [one for one in lately if one.period.last.year == year]
    if year not in lately_years:
        found = occurrences(plan, range(year, year + 1), as_of)
    shown = [(one, printer.view(one)) for one in found]
    missed = [one for one in lately if one.state == "missed" and one.period.last >= start]
    timeless = timeless_items(plan, as_of)
    return YearView(
        year=year,
        occurrences=tuple(view for _, view in shown),
        missed=printer.times(missed),
        timeless=tuple(timeless_view(item, titles) for item in timeless),
        units=tuple(_sheets(titles, shown, timeless)),
    )


def timeless_items(plan: Plan, as_of: date) -> list[CycleItem]:
    """Return the items without a time that the plan still asks for."""
    ended = plan.period is not None and plan.period.to is not None and plan.period.to.has_ended(as_of)
    items = [item for item in plan.annual_cycle if not item.when and not ended]
    return [item for item in items if item.to is None or not item.to.has_ended(as_of)]


def timeless_view(item: CycleItem, titles: Titles) -> CycleItemView:
    """Return an item without a time."""
    return coming_view(Coming(item, None, item.units), titles)


def coming_view(found: Coming, titles: Titles) -> CycleItemView:
    """Return what the cycle asks for next of an item."""
    item, word = found.item, titles.wording
    return CycleItemView(
        title=item.title,
        description=item.description or "",
        when=word.date(found.period) if found.period else word.text("no time set"),
        units=word.listed(titles.of(found.units, "units")),
        responsible=titles.responsible(item.responsible),
        report_to=item.report_to or "",
    )


def _sheets(
    titles: Titles, shown: Sequence[tuple[Occurrence, OccurrenceView]], timeless: Sequence[CycleItem]
) -> Iterable[UnitSheetView]:
    listed = {folded(unit.id): unit for unit in titles.plan.units}
    # Occurrences of one unit and responsible belong together; there may be hundreds of thousands in a large cycle.
    alike: dict[tuple[str | None, tuple[str, ...]], list[tuple[int, OccurrenceView]]] = {}
    for place, (one, view) in enumerate(shown):
        alike.setdefault((one.unit, one.responsible), []).append((place, view))
    for name in _unit_names(titles.plan, (one for one, _ in shown)):
        unit = listed.get(folded(name))
        part = CyclePart.of(titles.plan, unit=name)
        own = sorted(pair for of, pairs in alike.items() if part.has(*of) for pair in pairs)
        yield UnitSheetView(
            id=name,
            title="".join(titles.of([name], "units")),
            description=(unit.description if unit else None) or "",
            responsible=titles.responsible(unit.responsible if unit else ()),
            occurrences=tuple(view for _, view in own),
            timeless=tuple(timeless_view(item, titles) for item in timeless if part.duty(item)),
        )


def _unit_names(plan: Plan, found: Iterable[Occurrence]) -> list[str]:
    """Return the units that the plan lists, then those that only the cycle names."""
    return list(dict.fromkeys([*(unit.id for unit in plan.units), *(one.unit for one in found if one.unit)]))
