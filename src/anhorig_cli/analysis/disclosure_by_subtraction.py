"""What can be derived from disclosed counts: how many people remain when parts are subtracted from a whole.

Whoever reads that 20 carers have support, and that 17 of them have it at one unit, knows that three have it elsewhere.
A count is of a group of people, named along four axes: unit, target group, sex, and whether they are in a share. Along
each axis the name is `ALL`, a name from the plan, or a `Remainder`. What remains of a group when parts named along one
axis are subtracted is a group too, and is divided along the other axes: that also counts those who are neither at a
unit nor in a target group.

A count may be known only as a span, from the least to the most that it can be, since a group may be measured more than
once within the period of a whole. Spans are subtracted as spans: what remains is small if it can be.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import Share
from anhorig_cli.model.measurement import FigureOfSex, Measurement, Scope
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Hierarchy, Partial, Register
from anhorig_cli.vocabulary import folded

ALL = ""
UNIT, TARGET_GROUP, SEX, SHARE = range(4)
_AXES = (UNIT, TARGET_GROUP, SEX, SHARE)

Above = tuple[Mapping[str, set[str]], Mapping[str, set[str]]]
"""For each unit, and for each target group, everything it is a part of; by folded ids."""


class CountBounds(NamedTuple):
    """The least and the most that a count can be."""

    low: Decimal
    high: Decimal

    def with_other(self, other: "CountBounds") -> "CountBounds":
        """Return the span that covers both."""
        return CountBounds(min(self.low, other.low), max(self.high, other.high))

    def may_be_small(self, minimum_count: int) -> bool:
        """Return whether the count can be of at least one person and of fewer than `minimum_count`."""
        return self.low < minimum_count and self.high > 0


class Remainder(NamedTuple):
    """The people of a whole who are in none of the named parts."""

    parts: frozenset[str]


Name = str | Remainder
Group = tuple[Name, Name, Name, Name]
Counts = Mapping[tuple[str, str], CountBounds]
"""Counts by sex and by part of a share: `("", "")` counts everyone."""


class CountRow(NamedTuple):
    """What is measured for a `scope` (unit, target group, both or all) in a period (`first` to `last`, ordinal days).

    `is_small` is set where one of the counts is small in itself.
    """

    scope: Scope
    first: int
    last: int
    counts: Counts
    is_small: bool = False

    @property
    def is_part(self) -> bool:
        """Return whether the scope is a unit, a target group or both, not the whole."""
        return any(self.scope)


class Partition(NamedTuple):
    """A whole, or a larger part, and those of its parts whose periods overlap its own, as indexes of rows."""

    whole: int
    parts: list[int]


def names_above(plan: Plan, most: int) -> Above | None:
    """Return everything each unit and each target group is a part of; None where there are more than `most` pairs."""
    units = _ids_above(plan.id, plan.units, most)
    groups = _ids_above(plan.id, plan.target_groups, most)
    return None if units is None or groups is None else (units, groups)


def _ids_above(plan_id: str, things: Sequence[Partial], most: int) -> dict[str, set[str]] | None:
    if not any(thing.part_of for thing in things):
        return {}
    ids = [folded(thing.id or "") for thing in things]
    held = Hierarchy(Register(things, plan_id)).each_above(most)
    if held is None:
        return None
    return {id_: {ids[i] for i in places} for id_, places in zip(ids, held, strict=True)}


def partitions(rows: Sequence[CountRow], above: Above, most: int) -> list[Partition] | None:
    """Return each whole and larger part that has parts; None where the parts have more than `most` counts in all."""
    held = _parts_of_scopes(rows, above, most)
    if held is None:
        return None
    near = [held[row.scope].near(row) for row in rows]
    if sum(map(len, near)) > most:
        return None
    found = (Partition(place, _overlapping(rows, place, near[place])) for place in range(len(rows)))
    wholes = [one for one in found if one.parts]
    return wholes if counts_in(rows, wholes) <= most else None


def counts_in(rows: Sequence[CountRow], wholes: Iterable[Partition]) -> int:
    """Return the number of counts of the parts of wholes; a part is counted once for each of its wholes."""
    return sum(len(rows[i].counts) for one in wholes for i in one.parts)


def _overlapping(rows: Sequence[CountRow], whole: int, parts: Iterable[int]) -> list[int]:
    return [i for i in parts if rows[whole].first <= rows[i].last]


class _PartsByTime:
    """The parts of a scope, ordered by first day."""

    def __init__(self) -> None:
        self._parts: list[int] = []
        self._firsts: list[int] = []
        self._longest = 0

    def add(self, place: int, row: CountRow) -> None:
        """Add a part that begins no earlier than those added before it."""
        self._parts.append(place)
        self._firsts.append(row.first)
        self._longest = max(self._longest, row.last - row.first)

    def near(self, whole: CountRow) -> list[int]:
        """Return the parts whose periods may overlap the whole's; those that must end before it are skipped."""
        begin = bisect_left(self._firsts, whole.first - self._longest)
        return self._parts[begin : bisect_right(self._firsts, whole.last)]


def _parts_of_scopes(rows: Sequence[CountRow], above: Above, most: int) -> dict[Scope, _PartsByTime] | None:
    """Return the parts of each measured scope; None where finding them takes more than `most` steps."""
    found = {row.scope: _PartsByTime() for row in rows}
    steps = 0
    for place in sorted(range(len(rows)), key=lambda place: rows[place].first):
        outer_scopes = _outer_scopes(rows[place].scope, above)
        steps += len(outer_scopes)
        if steps > most:
            return None
        for outer in found.keys() & outer_scopes:
            found[outer].add(place, rows[place])
    return found


def _outer_scopes(inner: Scope, above: Above) -> set[Scope]:
    """Return every scope that includes the people of `inner`, without `inner` itself."""
    units, groups = (_with_all_above(name, ids_above) for name, ids_above in zip(inner, above, strict=True))
    return set(product(units, groups)) - {inner}


def _with_all_above(name: str, above: Mapping[str, set[str]]) -> set[str]:
    return {ALL, name, *above.get(name, ())}


def parts_that_disclose(
    rows: Sequence[CountRow], wholes: Sequence[Partition], above: Above, minimum_count: int
) -> frozenset[int]:
    """Return the indexes of the parts that would disclose few people together with their wholes.

    Of a whole either all parts do or none. The same goes for every other whole of those parts: what is suppressed in
    one could otherwise be derived from another.
    """
    wholes_by_part = _wholes_by_part(wholes)
    pending = [one for one in wholes if _may_disclose_few(one, rows, above, minimum_count)]
    found = set[int]()
    for one in pending:
        new = set(one.parts) - found
        found |= new
        pending += (beside for part in new for beside in wholes_by_part[part])
    return frozenset(found)


def _wholes_by_part(wholes: Iterable[Partition]) -> dict[int, list[Partition]]:
    """Return the wholes that each part belongs to."""
    found: dict[int, list[Partition]] = {}
    for one in wholes:
        for part in one.parts:
            found.setdefault(part, []).append(one)
    return found


def _may_disclose_few(divided: Partition, rows: Sequence[CountRow], above: Above, minimum_count: int) -> bool:
    """Return whether a part is small, few people can remain of a group, or that cannot be decided."""
    parts = [rows[i] for i in divided.parts]
    if any(part.is_small for part in parts):
        return True
    counts = _with_margins(_counts_by_group(rows[divided.whole], parts), above)
    found = None if _is_irregular(counts) else derived_counts(counts, above)
    return found is None or any(span.may_be_small(minimum_count) for span in found.values())


def _counts_by_group(whole: CountRow, parts: Iterable[CountRow]) -> dict[Group, CountBounds]:
    """Return the counts by group; the whole's own unit and target group are named `ALL`."""
    counts: dict[Group, CountBounds] = {}
    for row in (whole, *parts):
        unit, group = (_relative_name(name, own) for name, own in zip(row.scope, whole.scope, strict=True))
        for (sex, share), span in row.counts.items():
            key = (unit, group, sex, share)
            counts[key] = counts.get(key, span).with_other(span)
    return counts


def _relative_name(name: str, whole: str) -> str:
    return ALL if name == whole else name


def _with_margins(counts: dict[Group, CountBounds], above: Above) -> dict[Group, CountBounds]:
    """Return the counts with the totals of units and groups measured only in parts: each is at least their sum."""
    for axis in (SEX, TARGET_GROUP, UNIT):
        for line, spans in _lines(counts, axis).items():
            margin = _in_line(line, axis, ALL)
            if ALL not in spans and any(margin[:SEX]):
                counts[margin] = _sum(spans[name] for name in _outermost_names(spans, axis, above))
    return counts


def _is_irregular(counts: Mapping[Group, CountBounds]) -> bool:
    """Return whether units are divided by target group, but neither by all groups where they are nor in all units.

    How many the others can be then depends on all of them at once, and is not computed.
    """
    crossed = [(unit, group) for unit, group, sex, share in counts if sex == share == ALL]
    return not (_is_regular(crossed) or _is_regular([(group, unit) for unit, group in crossed]))


def _is_regular(crossed: Iterable[tuple[Name, Name]]) -> bool:
    """Return whether each divided name is divided into everything that the total is divided into."""
    divisions: dict[Name, set[Name]] = {}
    for name, other in crossed:
        divisions.setdefault(name, set()).add(other)
    every = divisions.pop(ALL, {ALL}) - {ALL}
    return all(own <= {ALL} or own >= every for own in divisions.values())


def derived_counts(counts: Mapping[Group, CountBounds], above: Above) -> dict[Group, CountBounds] | None:
    """Return the counts that can be derived by subtraction; None where that takes too much.

    Each axis is visited once: what remains is divided along the later axes, so that a second visit gives nothing new.
    """
    known = dict(counts)
    for axis in (axis for axis in _AXES if any(group[axis] != ALL for group in counts)):
        rests = _rests(known, axis, above)
        if rests is None:
            return None
        known |= rests
    return {group: span for group, span in known.items() if group not in counts}


_Line = tuple[Name, ...]
"""A group without its name along one axis."""


def _lines(known: Mapping[Group, CountBounds], axis: int) -> dict[_Line, dict[Name, CountBounds]]:
    """Return the counts grouped by line: those whose groups differ only along one axis."""
    lines: dict[_Line, dict[Name, CountBounds]] = {}
    for group, span in known.items():
        lines.setdefault(group[:axis] + group[axis + 1 :], {})[group[axis]] = span
    return lines


def _in_line(line: _Line, axis: int, name: Name) -> Group:
    names = list(line)
    names.insert(axis, name)
    unit, group, sex, share = names
    return unit, group, sex, share


_MOST_COVERS = 8
"""How many ways of covering a whole are tried on all lines; a plan with more is too irregular to judge."""


def _rests(known: Mapping[Group, CountBounds], axis: int, above: Above) -> dict[Group, CountBounds] | None:
    """Return what remains of `ALL` along an axis when a part, or parts that do not overlap, are subtracted.

    A part is also subtracted alone, since one person may be counted at two units. Any other choice of parts leaves the
    rest of all of them and a disclosed part. What remains of a larger part is found where that part is the whole.
    """
    lines = {line: spans for line, spans in _lines(known, axis).items() if ALL in spans}
    covers = {_outermost_names(spans, axis, above) for spans in lines.values()} - {frozenset()}
    if len(covers) > _MOST_COVERS:
        return None
    rests: dict[Group, CountBounds] = {}
    for line, spans in lines.items():
        rests |= {_in_line(line, axis, rest): span for rest, span in _rests_on_line(spans, covers)}
    return rests


def _rests_on_line(
    spans: Mapping[Name, CountBounds], covers: Iterable[frozenset[str]]
) -> Iterator[tuple[Remainder, CountBounds]]:
    for parts in _choices_of_parts(spans, covers):
        rest = _difference(spans[ALL], _sum(spans[name] for name in parts))
        if rest:
            yield Remainder(parts), rest


def _choices_of_parts(spans: Mapping[Name, CountBounds], covers: Iterable[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Yield each part alone, and each cover whose parts are all known."""
    yield from (frozenset({name}) for name in _plan_names(spans))
    yield from (cover for cover in covers if cover <= spans.keys())


def _plan_names(names: Iterable[Name]) -> Iterator[str]:
    """Yield the names that come from the plan."""
    return (name for name in names if isinstance(name, str) and name != ALL)


def _outermost_names(names: Collection[Name], axis: int, above: Above) -> frozenset[str]:
    """Return the plan's names without those that are a part of another of them."""
    held: Mapping[str, set[str]] = above[axis] if axis < SEX else {}
    return frozenset(name for name in _plan_names(names) if not any(outer in names for outer in held.get(name, ())))


def _difference(span: CountBounds, taken: CountBounds) -> CountBounds | None:
    """Return the span that remains; None where more is taken than there is: it is then not a part."""
    high = span.high - taken.low
    return CountBounds(max(span.low - taken.high, Decimal(0)), high) if high >= 0 else None


def _sum(spans: Iterable[CountBounds]) -> CountBounds:
    lows, highs = zip(*spans, strict=True)
    return CountBounds(sum(lows, Decimal(0)), sum(highs, Decimal(0)))


# What is counted of the same people in the same period, in total and of the women and men among them.


IN_SHARE = "in it"
"""The people in a share."""
KINDS = (attrgetter("base"), attrgetter("in_share"), attrgetter("not_in_share"))
"""The counts of a share that women and men are parts of, each on its own."""


class MeasurementGroup(NamedTuple):
    """The measurements of an indicator for the same unit, target group and period (ordinal days)."""

    scope: Scope
    first: int
    last: int
    measurements: list[Measurement]

    @property
    def has_sexes(self) -> bool:
        """Return whether women or men are counted."""
        return any(one.has_sexes for one in self.measurements)

    @property
    def figures(self) -> list[FigureOfSex]:
        """The figures for women and for men."""
        return [figure for one in self.measurements for figure in one.sexes.values()]

    def counts_of(self, sex: str) -> list[Share]:
        """Return the counts of women or of men; for a plain count only their total is known."""
        figures = [one.sexes[sex] for one in self.measurements if sex in one.sexes]
        return [Share(one.numerator, one.denominator) if one.is_counted else Share(None, one.value) for one in figures]


def sexes_of(alike: MeasurementGroup) -> dict[tuple[str, str], CountBounds]:
    """Return the counts of women and men, in total and in a share."""
    counts: dict[tuple[str, str], CountBounds] = {}
    for sex in ("women", "men"):
        shares = alike.counts_of(sex)
        counts |= span_of((sex, ALL), (share.base for share in shares))
        counts |= span_of((sex, IN_SHARE), (share.in_share for share in shares))
    return counts


def span_of(key: tuple[str, str], counts: Iterable[Decimal | None]) -> dict[tuple[str, str], CountBounds]:
    """Return the span of several counts of the same people, by key; empty without a known count."""
    known = [count for count in counts if count is not None]
    return {key: CountBounds(min(known), max(known))} if known else {}
