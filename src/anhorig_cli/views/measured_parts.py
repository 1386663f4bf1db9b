"""The parts of what an indicator measures: a value for each unit or target group."""

from collections.abc import Sequence
from typing import NamedTuple

from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.views.measurements import Shown
from anhorig_cli.views.names import Titles
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import folded


class PartView(NamedTuple):
    """The latest value of one unit or target group; words in its place where it may not be told."""

    name: str
    date: str
    value: str
    is_suppressed: bool


def part_views(indicator: Indicator, snapshot: Snapshot, titles: Titles, wording: Wording) -> tuple[PartView, ...]:
    """Return the latest value of each part, in the order of the plan.

    All are told or none: of parts and a whole, the one that is left out could be worked out from the rest.
    """
    latest = {(folded(m.unit or ""), folded(m.target_group or "")): m for m in snapshot.parts(indicator)}
    in_order = [m for m in indicator.measurements if any(m is one for one in latest.values())]
    shown = [Shown(indicator, measurement, wording) for measurement in in_order]
    hidden = indicator.people and (any(one.is_small for one in shown) or _few_remain(indicator, snapshot, wording))
    untold = wording.text("not shown, few people")
    return tuple(
        PartView(
            name=_name(one.measurement, titles),
            date=wording.date(one.measurement.date),
            value=untold if hidden and one.value else one.text,
            is_suppressed=hidden,
        )
        for one in shown
    )


def _few_remain(indicator: Indicator, snapshot: Snapshot, wording: Wording) -> bool:
    """Tell whether few people remain of a whole when the parts of its day are taken from it."""
    parts = snapshot.parts(indicator)
    return any(
        _is_few(whole, same_kind, wording)
        for whole in snapshot.measurements(indicator)
        for same_kind in (
            [m for m in parts if m.date == whole.date and m.target_group is None],
            [m for m in parts if m.date == whole.date and m.unit is None],
        )
    )


def _is_few(whole: Measurement, parts: Sequence[Measurement], wording: Wording) -> bool:
    told = [part.value for part in parts if part.value is not None]
    if whole.value is None or not told:
        return False
    rest = whole.value - sum(told)
    return rest > 0 and wording.is_small(rest)


def _name(measurement: Measurement, titles: Titles) -> str:
    unit = titles.of([measurement.unit], "units") if measurement.unit else []
    group = titles.of([measurement.target_group], "target_groups") if measurement.target_group else []
    return ", ".join([*unit, *group])
