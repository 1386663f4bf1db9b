"""The parts of what an indicator measures: the values of each unit or target group."""

from collections.abc import Hashable
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.target import Target
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.compared import Compared
from anhorig_cli.views.report.measurements import Shown


class PartView(NamedTuple):
    """What was measured of one unit or target group at one time; words in place of what may not be disclosed."""

    name: str
    date: str
    value: str
    details: str
    note: str
    is_suppressed: bool
    comparison: str = ""
    year: int = 0


def part_views(
    indicator: Indicator,
    snapshot: Snapshot,
    titles: Titles,
    formatter: Formatter,
    disclosure: Disclosure,
    compared: Compared,
) -> tuple[PartView, ...]:
    """Return what was measured, or is missing, of each part, part by part in the order of the plan, the oldest first.

    All of one time are disclosed or none: of parts and a whole, the one that is left out could be worked out from the
    rest.
    """
    are_suppressed = _suppressed_times(indicator, snapshot, disclosure)
    views = [
        _view(
            one,
            indicator,
            titles,
            formatter,
            disclosure,
            is_suppressed=one.missing is None and are_suppressed[_time(one)],
        )._replace(comparison=compared.beside(one))
        for one in _in_order(indicator, snapshot)
    ]
    others = (
        PartView(
            name=part_name(one, titles),
            date=formatter.date(one.date),
            value="",
            details="",
            note=plain_words(one.note or ""),
            is_suppressed=False,
            comparison=compared.text(one),
            year=one.date.last.year,
        )
        for one in compared.alone()
    )
    return (*views, *others)


def _suppressed_times(indicator: Indicator, snapshot: Snapshot, disclosure: Disclosure) -> dict[Hashable, bool]:
    """Return, for each time that parts were measured at, whether they are suppressed."""
    of_time: dict[Hashable, list[Measurement]] = {}
    for one in snapshot.parts(indicator):
        of_time.setdefault(_time(one), []).append(one)
    return {time: disclosure.parts_are_suppressed(indicator, alike) for time, alike in of_time.items()}


def _in_order(indicator: Indicator, snapshot: Snapshot) -> list[Measurement]:
    """Return what was measured of parts and what is missing, in the order of the plan, the oldest first."""
    order = {scope: place for place, scope in enumerate(dict.fromkeys(m.scope for m in indicator.measurements))}
    missing = (one for one in snapshot.missing(indicator) if one.is_part)
    return sorted([*snapshot.parts(indicator), *missing], key=lambda one: (order[one.scope], one.date.last))


def _time(part: Measurement) -> Hashable:
    return part.date.first, part.date.last


def _view(
    part: Measurement,
    indicator: Indicator,
    titles: Titles,
    formatter: Formatter,
    disclosure: Disclosure,
    *,
    is_suppressed: bool,
) -> PartView:
    shown = Shown(indicator, part, formatter, disclosure)
    return PartView(
        name=part_name(part, titles),
        date=formatter.date(part.date),
        value=part_text(indicator, part, formatter, disclosure, is_suppressed=is_suppressed),
        details="" if is_suppressed else shown.view().details,
        note=plain_words(part.note or ""),
        is_suppressed=is_suppressed,
        year=part.date.last.year,
    )


def part_text(
    indicator: Indicator, part: Measurement, formatter: Formatter, disclosure: Disclosure, *, is_suppressed: bool
) -> str:
    """Return the value of a part; words in its place where parts are not disclosed."""
    text = Shown(indicator, part, formatter, disclosure).text
    return formatter.text("not shown, few people") if is_suppressed and text else text


def part_name(measurement: Measurement | Target, titles: Titles) -> str:
    """Return the unit and target group that a measurement or target is of; empty for the whole."""
    unit = titles.of([measurement.unit], "units") if measurement.unit else []
    group = titles.of([measurement.target_group], "target_groups") if measurement.target_group else []
    return ", ".join([*unit, *group])
