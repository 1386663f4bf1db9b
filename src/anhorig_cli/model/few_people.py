"""Which figures tell of so few people that they might be known again, in themselves or by what can be worked out.

`fewest` is the least count of people that is told (`small_count` of the project).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.model.ids import by_name
from anhorig_cli.model.indicator import Indicator, Measurement, Survey
from anhorig_cli.model.places import Partial, Places, wholes
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.progress import Progress
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.vocabulary import folded

Kind = tuple[str, str]
"""The unit and the target group that are measured, folded; the empty one stands for all."""
Figure = Callable[[Measurement], Decimal | None]
Span = tuple[Decimal, Decimal]
"""The least and the most that a count may be."""
Above = tuple[Mapping[str, set[str]], Mapping[str, set[str]]]
"""For each name of a unit, and of a target group, the names of all that it is a part of; folded."""


class _Divided(NamedTuple):
    """A whole, or a larger part, and the parts of it whose time meets its own."""

    whole: Measurement
    parts: list[Measurement]
    above: Above


def counts_people(indicator: Indicator, measurement: Measurement) -> bool:
    """Tell whether people are counted, as the indicator says, or as a share of those who answered a survey shows."""
    return indicator.people or (indicator.is_share and measurement.survey is not None)


def counts_few(indicator: Indicator, measurement: Measurement, fewest: int) -> bool:
    """Tell whether few people are counted: in all, or of a share those who are in it, those who are not, or both."""
    if not counts_people(indicator, measurement):
        return False
    of_share = (_those_in_it(measurement), _all(measurement), _those_not_in_it(measurement))
    counts = of_share if indicator.is_share else (measurement.value,)
    return any(count is not None and count < fewest for count in counts)


def side_tells_of_few(indicator: Indicator, measurement: Measurement, level: Decimal, fewest: int) -> bool:
    """Tell whether it would say more of few people than that they are few, on which side of a level they lie.

    A count of few is below the least that is told: of a level below that too, the side is not known without it.
    """
    if not counts_few(indicator, measurement, fewest):
        return False
    return not 0 < level < _WHOLE if indicator.is_share else level < fewest


_WHOLE = 100


def trend_tells_of_few(indicator: Indicator, found: Progress, known: Sequence[Measurement], fewest: int) -> bool:
    """Tell whether a trend compares two values that are both untold: which of them is the larger would be said."""
    if found.latest is None or found.previous is None or not counts_few(indicator, found.latest, fewest):
        return False
    before = [m for m in known if m.amount is not None and m is not found.latest]
    return counts_few(indicator, before[-1], fewest) if before else indicator.starts_from_few(fewest)


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
    plan: Plan, indicator: Indicator, parts: Iterable[Measurement], known: Sequence[Measurement], fewest: int
) -> bool:
    """Tell whether any of the parts to be told counts few people, or few remain when known parts are taken away."""
    counted = [m for m in known if counts_people(indicator, m)]
    if not counted:
        return False
    if any(counts_few(indicator, part, fewest) or sexes_tell_of_few(part, fewest) for part in parts):
        return True
    figures = _figures(indicator)
    return any(_few_remain(one, figure, fewest) for one in _divided(plan, counted) for figure in figures)


def untold_at_unit(plan: Plan, unit: str, as_of: date, fewest: int) -> frozenset[str]:
    """Return the ids of the indicators whose values at a unit, women and men too, give away few people elsewhere.

    They do where they can be taken from a whole that other reports tell, together with what those tell of other units.
    """
    snapshot, names = Snapshot(plan, as_of), by_name(plan.units)
    own = frozenset(name for name in (folded(unit), *names) if names.get(name, name) == names.get(folded(unit), name))
    return frozenset(
        one.id
        for one in plan.indicators
        if _gives_away_few(plan, one, own, [*snapshot.measurements(one), *snapshot.parts(one)], fewest)
    )


def _gives_away_few(
    plan: Plan, indicator: Indicator, unit: frozenset[str], known: Sequence[Measurement], fewest: int
) -> bool:
    counted = [m for m in known if counts_people(indicator, m)]
    divided = [one for one in _divided(plan, counted) if any(folded(m.unit or "") in unit for m in one.parts)]
    parts = [part for one in divided for part in one.parts]
    if any(counts_few(indicator, part, fewest) or sexes_tell_of_few(part, fewest) for part in parts):
        return True
    figures: tuple[Figure, ...] = (*_figures(indicator), lambda m: m.women, lambda m: m.men)
    return any(_few_remain(one, figure, fewest) for one in divided for figure in figures)


def few_did_not_answer(survey: Survey, fewest: int) -> bool:
    """Tell whether few of those asked did not answer: how many were asked, beside the answers, tells of them."""
    sent, answered = survey.sent, survey.answered
    return sent is not None and answered is not None and sent - answered < fewest


def kind_of(measurement: Measurement) -> Kind:
    """Return what is measured: which unit and which target group."""
    return folded(measurement.unit or ""), folded(measurement.target_group or "")


def _figures(indicator: Indicator) -> tuple[Figure, ...]:
    """Return what is counted: of a share those who are in it, those who are not, and all."""
    of_share: tuple[Figure, ...] = (_those_in_it, _all, _those_not_in_it)
    return of_share if indicator.is_share else (lambda m: m.value, lambda m: m.numerator)


def _those_in_it(measurement: Measurement) -> Decimal | None:
    """Return the numerator, or what a share in per cent makes it."""
    value, whole = measurement.value, measurement.denominator
    if measurement.numerator is not None or value is None or whole is None:
        return measurement.numerator
    return (value * whole / _WHOLE).to_integral_value()


def _all(measurement: Measurement) -> Decimal | None:
    """Return the denominator, or what a share in per cent makes it."""
    value, part = measurement.value, measurement.numerator
    if measurement.denominator is not None or not value or part is None:
        return measurement.denominator
    return (part * _WHOLE / value).to_integral_value()


def _those_not_in_it(measurement: Measurement) -> Decimal | None:
    part, whole = _those_in_it(measurement), _all(measurement)
    return None if part is None or whole is None else whole - part


def _divided(plan: Plan, known: Sequence[Measurement]) -> Iterator[_Divided]:
    """Give each whole, and each larger part, that has parts."""
    parts = sorted((m for m in known if m.is_part), key=_first_day)
    if not parts:
        return
    above = _names_above(plan.id, plan.units), _names_above(plan.id, plan.target_groups)
    longest = max(m.date.last.toordinal() - m.date.first.toordinal() for m in parts)
    for whole in known:
        outer = kind_of(whole)
        # Those that begin so early that even the longest is over are passed by: there may be many years of them.
        begin = bisect_left(parts, whole.date.first.toordinal() - longest, key=_first_day)
        end = bisect_right(parts, whole.date.last.toordinal(), key=_first_day)
        near = (m for m in parts[begin:end] if whole.date.first <= m.date.last)
        inner = [m for m in near if _holds(outer, kind_of(m), above)]
        if inner:
            yield _Divided(whole, inner, above)


def _first_day(measurement: Measurement) -> int:
    return measurement.date.first.toordinal()


def _names_above(plan_id: str, things: Sequence[Partial]) -> dict[str, set[str]]:
    """Return for each name of what is a part of something the names of all that it is a part of, near and far."""
    if not any(thing.part_of for thing in things):
        return {}
    names = [{folded(name) for name in (thing.id, thing.title) if name} for thing in things]
    held = wholes(Places(plan_id, things), things)
    return {name: set().union(*(names[i] for i in held[j])) for j, own in enumerate(names) for name in own}


def _holds(outer: Kind, inner: Kind, above: Above) -> bool:
    """Tell whether a kind is the whole of another, or has it as a part of its unit, of its target group, or of both."""
    named = zip(outer, inner, above, strict=True)
    return outer != inner and all(o in ("", i) or o in up.get(i, ()) for o, i, up in named)


def _few_remain(divided: _Divided, figure: Figure, fewest: int) -> bool:
    """Tell whether few people may remain when a part is taken from a whole, or all that cover it side by side.

    A unit may be measured more than once within the whole's time: which of its values belongs to the whole is not
    known, so any that leaves few is enough.
    """
    total = figure(divided.whole)
    spans = _spans(divided.parts, figure)
    if total is None or not spans:
        return False
    least = total - fewest
    alone = any(least < end < total for span in spans.values() for end in span)
    return alone or any(low < total and high > least for low, high in _covers(_side_by_side(spans, divided.above)))


def _side_by_side(spans: Mapping[Kind, Span], above: Above) -> dict[Kind, Span]:
    """Return the parts without those that another one, divided the same way, has within it."""
    return {kind: span for kind, span in spans.items() if not any(_lies_in(kind, one, above) for one in spans)}


def _lies_in(inner: Kind, outer: Kind, above: Above) -> bool:
    is_same_division = [bool(name) for name in outer] == [bool(name) for name in inner]
    return is_same_division and _holds(outer, inner, above)


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
