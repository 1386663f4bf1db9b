"""The parts of what an indicator measures: a value for each unit or target group."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
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
    latest = {_kind(m): m for m in snapshot.parts(indicator)}
    in_order = [m for m in indicator.measurements if any(m is one for one in latest.values())]
    known = [*snapshot.measurements(indicator), *snapshot.parts(indicator)]
    hidden = parts_tell_of_few(indicator, in_order, known, wording)
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


def parts_tell_of_few(
    indicator: Indicator, parts: Iterable[Measurement], known: Sequence[Measurement], wording: Wording
) -> bool:
    """Tell whether any of the parts to be printed counts few people, or few remain when known parts are taken away."""
    if not indicator.people:
        return False
    if any(Shown(indicator, part, wording).is_small for part in parts):
        return True
    all_parts = [m for m in known if m.is_part]
    within = ((whole, _within(whole, all_parts)) for whole in known)
    figures = _figures(indicator)
    return any(_few_remain(whole, inner, figure, wording) for whole, inner in within if inner for figure in figures)


Kind = tuple[str, str]
Figure = Callable[[Measurement], Decimal | None]
Span = tuple[Decimal, Decimal]  # the least and the most that it may be


def _kind(measurement: Measurement) -> Kind:
    """Return the unit and the target group that are measured; the empty one stands for all."""
    return folded(measurement.unit or ""), folded(measurement.target_group or "")


def _figures(indicator: Indicator) -> tuple[Figure, ...]:
    """Return what is counted: of a share those who are in it, those who are not, and all."""
    of_share: tuple[Figure, ...] = (lambda m: m.numerator, lambda m: m.denominator, _those_not_in_it)
    return of_share if indicator.is_share else (lambda m: m.value, *of_share)


def _those_not_in_it(measurement: Measurement) -> Decimal | None:
    if measurement.numerator is None or measurement.denominator is None:
        return None
    return measurement.denominator - measurement.numerator


def _within(whole: Measurement, parts: Iterable[Measurement]) -> list[Measurement]:
    """Return the parts of a whole, or of a larger part, whose time meets its own."""
    outer = _kind(whole)
    return [
        m
        for m in parts
        if m.date.first <= whole.date.last and whole.date.first <= m.date.last and _holds(outer, _kind(m))
    ]


def _holds(outer: Kind, inner: Kind) -> bool:
    return outer != inner and all(o in ("", i) for o, i in zip(outer, inner, strict=True))


def _few_remain(whole: Measurement, parts: Iterable[Measurement], figure: Figure, wording: Wording) -> bool:
    """Tell whether few people may remain when a part is taken from a whole, or all that cover it side by side.

    A unit may be measured more than once within the whole's time: which of its values belongs to the whole is not
    known, so any that leaves few is enough.
    """
    total = figure(whole)
    spans = _spans(parts, figure)
    if total is None or not spans:
        return False
    least = total - wording.small_count
    alone = any(least < end < total for span in spans.values() for end in span)
    return alone or any(low < total and high > least for low, high in _covers(spans))


def _spans(parts: Iterable[Measurement], figure: Figure) -> dict[Kind, Span]:
    values: dict[Kind, list[Decimal]] = {}
    for part in parts:
        value = figure(part)
        if value is not None:
            values.setdefault(_kind(part), []).append(value)
    return {kind: (min(each), max(each)) for kind, each in values.items()}


def _covers(spans: dict[Kind, Span]) -> list[Span]:
    """Return what the parts make together: unit by unit, group by group, and by both at once."""
    crossed = {kind: span for kind, span in spans.items() if all(kind)}
    units = {u: _sum(s for (v, _), s in crossed.items() if v == u) for u, _ in crossed}
    groups = {g: _sum(s for (_, h), s in crossed.items() if h == g) for _, g in crossed}
    units |= {u: span for (u, g), span in spans.items() if not g}
    groups |= {g: span for (u, g), span in spans.items() if not u}
    return [_sum(one.values()) for one in (units, groups, crossed) if one]


def _sum(spans: Iterable[Span]) -> Span:
    lows, highs = zip(*spans, strict=True)
    return sum(lows, Decimal(0)), sum(highs, Decimal(0))


def _name(measurement: Measurement, titles: Titles) -> str:
    unit = titles.of([measurement.unit], "units") if measurement.unit else []
    group = titles.of([measurement.target_group], "target_groups") if measurement.target_group else []
    return ", ".join([*unit, *group])
