"""The same indicator in several plans as small multiples to one scale, so that one picture can be held to another."""

from collections.abc import Sequence
from typing import NamedTuple

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.small_multiple import Multiple, MultipleView, points_of
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.trend import PointView


class Side(NamedTuple):
    """An indicator in one of the plans, the plan's name, and the values of each with whom it is compared."""

    name: str
    indicator: IndicatorView
    others: tuple[tuple[PointView, ...], ...] = ()


def side_by_side(sides: Sequence[Side], formatter: Formatter) -> tuple[MultipleView, ...]:
    """Return an indicator as each plan has it, in order, under the plans' names: what is drawn has the same axes."""
    points = [point for one in sides for point in points_of(one.indicator.path)]
    points += [point for one in sides for run in one.others for point in run]
    return tuple(
        Multiple(one.indicator._replace(title=one.name), formatter, points, one.others).view() for one in sides
    )
