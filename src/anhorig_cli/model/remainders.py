"""What remains of a whole when its parts are taken from it: whoever is told of both can work it out."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from anhorig_cli.model.indicator import Measurement, Scope
from anhorig_cli.model.places import Partial, Places, wholes
from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import folded

Figure = Callable[[Measurement], Decimal | None]
"""What is taken from what: one of a measurement's counts, None where it is not known."""
_Span = tuple[Decimal, Decimal]
"""The least and the most that a count may be."""
_Above = tuple[Mapping[str, set[str]], Mapping[str, set[str]]]
"""For each name of a unit, and of a target group, the names of all that it is a part of; folded."""


class Divided(NamedTuple):
    """A whole, or a larger part, and the parts of it whose time meets its own."""

    whole: Measurement
    parts: list[Measurement]
    above: _Above


def divided(plan: Plan, known: Sequence[Measurement]) -> Iterator[Divided]:
    """Give each whole, and each larger part, that has parts."""
    parts = sorted((m for m in known if m.is_part), key=_first_day)
    if not parts:
        return
    above = _names_above(plan.id, plan.units), _names_above(plan.id, plan.target_groups)
    longest = max(m.date.last.toordinal() - m.date.first.toordinal() for m in parts)
    for whole in known:
        outer = whole.scope
        # Those that begin so early that even the longest is over are passed by: there may be many years of them.
        begin = bisect_left(parts, whole.date.first.toordinal() - longest, key=_first_day)
        end = bisect_right(parts, whole.date.last.toordinal(), key=_first_day)
        near = (m for m in parts[begin:end] if whole.date.first <= m.date.last)
        inner = [m for m in near if _holds(outer, m.scope, above)]
        if inner:
            yield Divided(whole, inner, above)


def _first_day(measurement: Measurement) -> int:
    return measurement.date.first.toordinal()


def _names_above(plan_id: str, things: Sequence[Partial]) -> dict[str, set[str]]:
    """Return for each name of what is a part of something the names of all that it is a part of, near and far."""
    if not any(thing.part_of for thing in things):
        return {}
    names = [{folded(name) for name in (thing.id, thing.title) if name} for thing in things]
    held = wholes(Places(plan_id, things), things)
    return {name: set().union(*(names[i] for i in held[j])) for j, own in enumerate(names) for name in own}


def _holds(outer: Scope, inner: Scope, above: _Above) -> bool:
    """Tell whether one is the whole of another, or has it as a part of its unit, of its target group, or of both."""
    named = zip(outer, inner, above, strict=True)
    return outer != inner and all(o in ("", i) or o in up.get(i, ()) for o, i, up in named)


def few_remain(divided: Divided, figure: Figure, fewest: int) -> bool:
    """Tell whether few people may remain when a part is taken from a whole, or all that cover it side by side.

    Any other choice of parts that leaves few leaves a part that is few itself, which is for the caller to look for. One
    part alone may leave few though all together seem to leave nobody: a person may be counted at two units. A unit may
    be measured more than once within the whole's time: which of its values belongs to the whole is not known, so any
    that leaves few is enough.
    """
    total = figure(divided.whole)
    spans = _spans(divided.parts, figure)
    if total is None or not spans:
        return False
    least = total - fewest
    alone = any(least < end < total for span in spans.values() for end in span)
    return alone or any(low < total and high > least for low, high in _covers(spans, divided.above))


def _spans(parts: Iterable[Measurement], figure: Figure) -> dict[Scope, _Span]:
    values: dict[Scope, list[Decimal]] = {}
    for part in parts:
        value = figure(part)
        if value is not None:
            values.setdefault(part.scope, []).append(value)
    return {scope: (min(each), max(each)) for scope, each in values.items()}


def _covers(spans: Mapping[Scope, _Span], above: _Above) -> list[_Span]:
    """Return what the parts make together: unit by unit, group by group, and by both at once."""
    crossed = _side_by_side({scope: span for scope, span in spans.items() if all(scope)}, above)
    units = {(u, ""): _sum(span for (v, _), span in crossed.items() if v == u) for u, _ in crossed}
    groups = {("", g): _sum(span for (_, h), span in crossed.items() if h == g) for _, g in crossed}
    units |= {(u, g): span for (u, g), span in spans.items() if not g}
    groups |= {(u, g): span for (u, g), span in spans.items() if not u}
    divisions = (_side_by_side(units, above), _side_by_side(groups, above), crossed)
    return [_sum(one.values()) for one in divisions if one]


def _side_by_side(spans: Mapping[Scope, _Span], above: _Above) -> dict[Scope, _Span]:
    """Return the parts of one division without those that another one has within it."""
    return {inner: span for inner, span in spans.items() if not any(outer in spans for outer in _around(inner, above))}


def _around(inner: Scope, above: _Above) -> Iterator[Scope]:
    """Give all that have a part within them and are divided the same way."""
    units, groups = ((name, *up.get(name, ())) for name, up in zip(inner, above, strict=True))
    return (outer for outer in product(units, groups) if outer != inner)


def _sum(spans: Iterable[_Span]) -> _Span:
    lows, highs = zip(*spans, strict=True)
    return sum(lows, Decimal(0)), sum(highs, Decimal(0))
