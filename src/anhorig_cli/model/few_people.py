"""Which figures tell of so few people that they might be known again, in themselves or by what can be worked out.

`fewest` is the least count of people that is told (`small_count` of the project).
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.vocabulary import folded

Kind = tuple[str, str]
"""The unit and the target group that are measured, folded; the empty one stands for all."""
Figure = Callable[[Measurement], Decimal | None]
Span = tuple[Decimal, Decimal]
"""The least and the most that a count may be."""


def counts_few(indicator: Indicator, measurement: Measurement, fewest: int) -> bool:
    """Tell whether few people are counted: in all, or of a share those who are in it, those who are not, or both."""
    if not indicator.people:
        return False
    whole, part = measurement.denominator, measurement.numerator
    counts = (whole, part, _those_not_in_it(measurement)) if indicator.is_share else (measurement.value,)
    return any(count is not None and count < fewest for count in counts)


def sexes_tell_of_few(measurement: Measurement, fewest: int) -> bool:
    """Tell whether women or men are few, or those who remain of a total when they are taken from it."""
    told = [count for count in (measurement.women, measurement.men) if count is not None]
    if not told:
        return False
    totals = (measurement.value, measurement.numerator, measurement.denominator)
    rests = [total - sum(told) for total in totals if total is not None]
    some_are_untold = len(told) == 1
    few_remain = any(rest < fewest and (rest > 0 or (rest == 0 and some_are_untold)) for rest in rests)
    return few_remain or any(count < fewest for count in told)


def parts_tell_of_few(
    indicator: Indicator, parts: Iterable[Measurement], known: Sequence[Measurement], fewest: int
) -> bool:
    """Tell whether any of the parts to be told counts few people, or few remain when known parts are taken away."""
    if not indicator.people:
        return False
    if any(counts_few(indicator, part, fewest) or sexes_tell_of_few(part, fewest) for part in parts):
        return True
    all_parts = [m for m in known if m.is_part]
    within = ((whole, _within(whole, all_parts)) for whole in known)
    figures = _figures(indicator)
    return any(_few_remain(whole, inner, figure, fewest) for whole, inner in within if inner for figure in figures)


def kind_of(measurement: Measurement) -> Kind:
    """Return what is measured: which unit and which target group."""
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
    outer = kind_of(whole)
    return [
        m
        for m in parts
        if m.date.first <= whole.date.last and whole.date.first <= m.date.last and _holds(outer, kind_of(m))
    ]


def _holds(outer: Kind, inner: Kind) -> bool:
    return outer != inner and all(o in ("", i) for o, i in zip(outer, inner, strict=True))


def _few_remain(whole: Measurement, parts: Iterable[Measurement], figure: Figure, fewest: int) -> bool:
    """Tell whether few people may remain when a part is taken from a whole, or all that cover it side by side.

    A unit may be measured more than once within the whole's time: which of its values belongs to the whole is not
    known, so any that leaves few is enough.
    """
    total = figure(whole)
    spans = _spans(parts, figure)
    if total is None or not spans:
        return False
    least = total - fewest
    alone = any(least < end < total for span in spans.values() for end in span)
    return alone or any(low < total and high > least for low, high in _covers(spans))


def _spans(parts: Iterable[Measurement], figure: Figure) -> dict[Kind, Span]:
    values: dict[Kind, list[Decimal]] = {}
    for part in parts:
        value = figure(part)
        if value is not None:
            values.setdefault(kind_of(part), []).append(value)
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
