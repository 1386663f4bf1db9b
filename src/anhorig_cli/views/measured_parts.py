"""The parts of what an indicator measures: a value for each unit or target group."""

from typing import NamedTuple

from anhorig_cli.model.few_people import parts_tell_of_few
from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.views.measurements import Shown
from anhorig_cli.views.names import Titles
from anhorig_cli.views.wording import Wording


class PartView(NamedTuple):
    """The latest value of one unit or target group; words in its place where it may not be told."""

    name: str
    date: str
    value: str
    is_suppressed: bool


def part_views(
    indicator: Indicator, snapshot: Snapshot, titles: Titles, wording: Wording, *, hidden: bool = False
) -> tuple[PartView, ...]:
    """Return the latest value of each part, in the order of the plan.

    All are told or none (`hidden`): of parts and a whole, the one that is left out could be worked out from the rest.
    """
    latest = {m.scope: m for m in snapshot.parts(indicator)}
    in_order = [m for m in indicator.measurements if any(m is one for one in latest.values())]
    known = snapshot.all_measurements(indicator)
    plan = titles.whole or titles.plan
    hidden = hidden or parts_tell_of_few(plan, indicator, in_order, known, wording.small_count)
    return tuple(
        PartView(
            name=_name(one, titles),
            date=wording.date(one.date),
            value=part_text(indicator, one, wording, hidden=hidden),
            is_suppressed=hidden,
        )
        for one in in_order
    )


def part_text(indicator: Indicator, part: Measurement, wording: Wording, *, hidden: bool) -> str:
    """Return the value of a part; words in its place where the parts are not told. Its women and men never are."""
    text = Shown(indicator, part, wording).text
    return wording.text("not shown, few people") if hidden and text else text


def _name(measurement: Measurement, titles: Titles) -> str:
    unit = titles.of([measurement.unit], "units") if measurement.unit else []
    group = titles.of([measurement.target_group], "target_groups") if measurement.target_group else []
    return ", ".join([*unit, *group])
