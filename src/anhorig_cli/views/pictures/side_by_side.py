"""The same indicator in several plans as small multiples to one scale, so that one picture can be held to another."""

from collections.abc import Sequence

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.small_multiple import Multiple, MultipleView, points_of
from anhorig_cli.views.report.indicators import IndicatorView


def side_by_side(
    indicators: Sequence[IndicatorView], names: Sequence[str], formatter: Formatter
) -> tuple[MultipleView, ...]:
    """Return an indicator as each plan has it, in order, under the plans' names: what is drawn has the same axes."""
    points = [point for one in indicators for point in points_of(one.path)]
    return tuple(
        Multiple(one._replace(title=name), formatter, points).view()
        for one, name in zip(indicators, names, strict=True)
    )
