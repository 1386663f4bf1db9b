"""The parts of what an indicator measures: a value for each unit or target group."""

from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.views.formatter import Wording
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.measurements import Shown


class PartView(NamedTuple):
    """The latest value of one unit or target group; words in its place where it may not be told."""

    name: str
    date: str
    value: str
    is_suppressed: bool


def part_views(
    indicator: Indicator, snapshot: Snapshot, titles: Titles, wording: Wording, disclosure: Disclosure
) -> tuple[PartView, ...]:
    """Return the latest value of each part, in the order of the plan.

    All are disclosed or none: of parts and a whole, the one that is left out could be worked out from the rest.
    """
    latest = {id(m) for m in {m.scope: m for m in snapshot.parts(indicator)}.values()}
    in_order = [m for m in indicator.measurements if id(m) in latest]
    is_suppressed = disclosure.parts_are_suppressed(indicator, in_order)
    return tuple(
        PartView(
            name=_name(one, titles),
            date=wording.date(one.date),
            value=part_text(indicator, one, wording, disclosure, is_suppressed=is_suppressed),
            is_suppressed=is_suppressed,
        )
        for one in in_order
    )


def part_text(
    indicator: Indicator, part: Measurement, wording: Wording, disclosure: Disclosure, *, is_suppressed: bool
) -> str:
    """Return the value of a part; words in its place where parts are not disclosed. Its women and men never are."""
    text = Shown(indicator, part, wording, disclosure).text
    return wording.text("not shown, few people") if is_suppressed and text else text


def _name(measurement: Measurement, titles: Titles) -> str:
    unit = titles.of([measurement.unit], "units") if measurement.unit else []
    group = titles.of([measurement.target_group], "target_groups") if measurement.target_group else []
    return ", ".join([*unit, *group])
