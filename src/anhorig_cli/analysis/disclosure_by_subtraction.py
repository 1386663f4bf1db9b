"""What can be worked out of counts that are disclosed: how many remain when parts are taken from a whole.

Whoever reads that 20 carers have support, and that 17 of them have it at one unit, knows that three have it elsewhere.
Counts are of groups of people, and a group is named in four ways: by unit, by target group, by sex, and by whether it
is those in a share. In each way its name is `ALL`, a name of the plan, or a `Rest`. What remains of a group, when parts
of it that are named in one way are taken away, is a group too, and is divided in the other ways: so those are counted
who are neither at a unit nor of a target group.

A count may be known as a span only, from the least to the most that it may be, since a group may be measured more than
once within the time of a whole. Spans are subtracted as spans: what remains is small where it may be.
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
_WAYS = (UNIT, TARGET_GROUP, SEX, SHARE)

Above = tuple[Mapping[str, set[str]], Mapping[str, set[str]]]
"""For each unit, and each target group, all that it is a part of; folded ids."""


class CountBounds(NamedTuple):
    """The least and the most that a count may be."""

    low: Decimal
    high: Decimal

    def with_other(self, other: "CountBounds") -> "CountBounds":
        """Return the span of both."""
        return CountBounds(min(self.low, other.low), max(self.high, other.high))

    def may_be_small(self, minimum_count: int) -> bool:
        """Return whether it may be a count of some people, and of fewer than the least that is disclosed."""
        return self.low < minimum_count and self.high > 0


class Rest(NamedTuple):
    """The people of the whole without those of some of its parts."""

    parts: frozenset[str]


Name = str | Rest
Group = tuple[Name, Name, Name, Name]
Counts = Mapping[tuple[str, str], CountBounds]
"""Counts by sex and by part of a share: `("", "")` is all that are counted."""


class CountRow(NamedTuple):
    """What is measured of a unit, a target group, both or all (`scope`), in a time (`first` to `last`, ordinal days).

    `is_small` is set where one of the counts is small in itself.
    """

    scope: Scope
    first: int
    last: int
    counts: Counts
    is_small: bool = False

    @property
    def is_part(self) -> bool:
        """Return whether it is of one unit or target group only."""
        return any(self.scope)


class Divided(NamedTuple):
    """A whole, or a larger part, and the parts of it whose time meets its own, as positions among the rows."""

    whole: int
    parts: list[int]


def names_above(plan: Plan, most: int) -> Above | None:
    """Return for each unit, and each target group, all that it is a part of; None where that is more than so many."""
    units = _above(plan.id, plan.units, most)
    groups = _above(plan.id, plan.target_groups, most)
    return None if units is None or groups is None else (units, groups)


def _above(plan_id: str, things: Sequence[Partial], most: int) -> dict[str, set[str]] | None:
    if not any(thing.part_of for thing in things):
        return {}
    ids = [folded(thing.id or "") for thing in things]
    held = Hierarchy(Register(things, plan_id)).each_above(most)
    if held is None:
        return None
    return {id_: {ids[i] for i in places} for id_, places in zip(ids, held, strict=True)}


def divided(rows: Sequence[CountRow], above: Above, most: int) -> list[Divided] | None:
    """Return each whole, and each larger part, that has parts; None where they have more than so many counts in all."""
    held = _held(rows, above, most)
    if held is None:
        return None
    near = [held[row.scope].near(row) for row in rows]
    if sum(map(len, near)) > most:
        return None
    found = (Divided(place, _met(rows, place, near[place])) for place in range(len(rows)))
    wholes = [one for one in found if one.parts]
    return wholes if counts_in(rows, wholes) <= most else None


def counts_in(rows: Sequence[CountRow], wholes: Iterable[Divided]) -> int:
    """Return how many counts the parts of wholes have in all, a part once for each of its wholes."""
    return sum(len(rows[i].counts) for one in wholes for i in one.parts)


def _met(rows: Sequence[CountRow], whole: int, parts: Iterable[int]) -> list[int]:
    return [i for i in parts if rows[whole].first <= rows[i].last]


class _Held:
    """The parts of what has one scope, in the order of time."""

    def __init__(self) -> None:
        self._parts: list[int] = []
        self._firsts: list[int] = []
        self._longest = 0

    def add(self, place: int, row: CountRow) -> None:
        """Add a part that begins no earlier than those before."""
        self._parts.append(place)
        self._firsts.append(row.first)
        self._longest = max(self._longest, row.last - row.first)

    def near(self, whole: CountRow) -> list[int]:
        """Return the parts that may meet a time; those that are over even if they are the longest are passed by."""
        begin = bisect_left(self._firsts, whole.first - self._longest)
        return self._parts[begin : bisect_right(self._firsts, whole.last)]


def _held(rows: Sequence[CountRow], above: Above, most: int) -> dict[Scope, _Held] | None:
    """Return the parts of each scope that something is measured of; None where it takes more than so many steps."""
    found = {row.scope: _Held() for row in rows}
    steps = 0
    for place in sorted(range(len(rows)), key=lambda place: rows[place].first):
        around = _around(rows[place].scope, above)
        steps += len(around)
        if steps > most:
            return None
        for outer in found.keys() & around:
            found[outer].add(place, rows[place])
    return found


def _around(inner: Scope, above: Above) -> set[Scope]:
    """Return all that a unit's or a target group's people are a part of."""
    units, groups = (_with_all_above(name, up) for name, up in zip(inner, above, strict=True))
    return set(product(units, groups)) - {inner}


def _with_all_above(name: str, above: Mapping[str, set[str]]) -> set[str]:
    return {ALL, name, *above.get(name, ())}


def parts_that_disclose(
    rows: Sequence[CountRow], wholes: Sequence[Divided], above: Above, minimum_count: int
) -> frozenset[int]:
    """Return the parts, as positions, that disclose few people if they are disclosed together with their wholes.

    Of a whole either all parts do or none, and so do the other parts of the wholes that these are parts of, too: what
    is left out of one could be worked out from another.
    """
    of_part = _of_part(wholes)
    coming = [one for one in wholes if _discloses_few(one, rows, above, minimum_count)]
    met = set[int]()
    for one in coming:
        new = set(one.parts) - met
        met |= new
        coming += (beside for part in new for beside in of_part[part])
    return frozenset(met)


def _of_part(wholes: Iterable[Divided]) -> dict[int, list[Divided]]:
    """Return the wholes of each part."""
    found: dict[int, list[Divided]] = {}
    for one in wholes:
        for part in one.parts:
            found.setdefault(part, []).append(one)
    return found


def _discloses_few(divided: Divided, rows: Sequence[CountRow], above: Above, minimum_count: int) -> bool:
    """Return whether a part is small, few people may remain of a group, or it cannot be judged whether they do."""
    parts = [rows[i] for i in divided.parts]
    if any(part.is_small for part in parts):
        return True
    counts = _with_margins(_counts_by_group(rows[divided.whole], parts), above)
    found = None if _is_patchy(counts) else worked_out(counts, above)
    return found is None or any(span.may_be_small(minimum_count) for span in found.values())


def _counts_by_group(whole: CountRow, parts: Iterable[CountRow]) -> dict[Group, CountBounds]:
    """Return the counts by group; the whole's own unit and target group are `ALL` here."""
    counts: dict[Group, CountBounds] = {}
    for row in (whole, *parts):
        unit, group = (_within(name, own) for name, own in zip(row.scope, whole.scope, strict=True))
        for (sex, share), span in row.counts.items():
            key = (unit, group, sex, share)
            counts[key] = counts.get(key, span).with_other(span)
    return counts


def _within(name: str, whole: str) -> str:
    return ALL if name == whole else name


def _with_margins(counts: dict[Group, CountBounds], above: Above) -> dict[Group, CountBounds]:
    """Return the counts with those of units and groups that are measured in parts only: they are at least the sum."""
    for way in (SEX, TARGET_GROUP, UNIT):
        for line, spans in _lines(counts, way).items():
            margin = _in_line(line, way, ALL)
            if ALL not in spans and any(margin[:SEX]):
                counts[margin] = _sum(spans[name] for name in _side_by_side(spans, way, above))
    return counts


def _is_patchy(counts: Mapping[Group, CountBounds]) -> bool:
    """Return whether units are divided by target group, but neither by all groups where they are nor in all units.

    Then how many there may be of the others depends on all of them at once, and is not worked out.
    """
    crossed = [(unit, group) for unit, group, sex, share in counts if sex == share == ALL]
    return not (_is_regular(crossed) or _is_regular([(group, unit) for unit, group in crossed]))


def _is_regular(crossed: Iterable[tuple[Name, Name]]) -> bool:
    """Return whether each name that is divided is divided as all together are."""
    divisions: dict[Name, set[Name]] = {}
    for name, other in crossed:
        divisions.setdefault(name, set()).add(other)
    every = divisions.pop(ALL, {ALL}) - {ALL}
    return all(own <= {ALL} or own >= every for own in divisions.values())


def worked_out(counts: Mapping[Group, CountBounds], above: Above) -> dict[Group, CountBounds] | None:
    """Return the counts that can be worked out by subtraction; None where that would take too much.

    Each way is gone once: what remains is divided in the ways that come after, and so nothing new comes of going again.
    """
    known = dict(counts)
    for way in (way for way in _WAYS if any(group[way] != ALL for group in counts)):
        rests = _rests(known, way, above)
        if rests is None:
            return None
        known |= rests
    return {group: span for group, span in known.items() if group not in counts}


_Line = tuple[Name, ...]
"""A group without its name in one way."""


def _lines(known: Mapping[Group, CountBounds], way: int) -> dict[_Line, dict[Name, CountBounds]]:
    """Return the counts that differ in one way only, together."""
    lines: dict[_Line, dict[Name, CountBounds]] = {}
    for group, span in known.items():
        lines.setdefault(group[:way] + group[way + 1 :], {})[group[way]] = span
    return lines


def _in_line(line: _Line, way: int, name: Name) -> Group:
    names = list(line)
    names.insert(way, name)
    unit, group, sex, share = names
    return unit, group, sex, share


_MOST_COVERS = 8
"""So many ways of covering a whole are tried on all lines; a plan that has more is too odd to be judged."""


def _rests(known: Mapping[Group, CountBounds], way: int, above: Above) -> dict[Group, CountBounds] | None:
    """Return what remains of all in one way when a part, or parts side by side, are taken away.

    A part is also taken alone, since one person may be counted at two units. Any other choice of parts leaves the rest
    of all of them and a part that is disclosed. What remains of a larger part is for where that is the whole.
    """
    lines = {line: spans for line, spans in _lines(known, way).items() if ALL in spans}
    covers = {_side_by_side(spans, way, above) for spans in lines.values()} - {frozenset()}
    if len(covers) > _MOST_COVERS:
        return None
    rests: dict[Group, CountBounds] = {}
    for line, spans in lines.items():
        rests |= {_in_line(line, way, rest): span for rest, span in _rests_of(spans, covers)}
    return rests


def _rests_of(
    spans: Mapping[Name, CountBounds], covers: Iterable[frozenset[str]]
) -> Iterator[tuple[Rest, CountBounds]]:
    for parts in _choices(spans, covers):
        rest = _less(spans[ALL], _sum(spans[name] for name in parts))
        if rest:
            yield Rest(parts), rest


def _choices(spans: Mapping[Name, CountBounds], covers: Iterable[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Give each part alone, and all parts that lie side by side, as far as they are known."""
    yield from (frozenset({name}) for name in _named(spans))
    yield from (cover for cover in covers if cover <= spans.keys())


def _named(names: Iterable[Name]) -> Iterator[str]:
    """Give the names of the plan among others."""
    return (name for name in names if isinstance(name, str) and name != ALL)


def _side_by_side(names: Collection[Name], way: int, above: Above) -> frozenset[str]:
    """Return the names without those of what is a part of another one."""
    held: Mapping[str, set[str]] = above[way] if way < SEX else {}
    return frozenset(name for name in _named(names) if not any(outer in names for outer in held.get(name, ())))


def _less(span: CountBounds, taken: CountBounds) -> CountBounds | None:
    """Return what remains; None where more is taken than there is, so that it is not a part of it."""
    high = span.high - taken.low
    return CountBounds(max(span.low - taken.high, Decimal(0)), high) if high >= 0 else None


def _sum(spans: Iterable[CountBounds]) -> CountBounds:
    lows, highs = zip(*spans, strict=True)
    return CountBounds(sum(lows, Decimal(0)), sum(highs, Decimal(0)))


# What is counted of the same people at the same time, also of the women and the men among them.


IN_IT = "in it"
"""Those in a share."""
KINDS = (attrgetter("base"), attrgetter("in_it"), attrgetter("not_in_it"))
"""The counts of a share, of which women and men are parts each for itself."""


class SameCounted(NamedTuple):
    """The measurements of an indicator of the same unit, target group and time (ordinal days)."""

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
        """What is said of women and of men."""
        return [figure for one in self.measurements for figure in one.sexes.values()]

    def counts_of(self, sex: str) -> list[Share]:
        """Return what is counted of women or of men: of a count only all of them are known."""
        figures = [one.sexes[sex] for one in self.measurements if sex in one.sexes]
        return [Share(one.numerator, one.denominator) if one.is_counted else Share(None, one.value) for one in figures]


def sexes_of(alike: SameCounted) -> dict[tuple[str, str], CountBounds]:
    """Return how many women and men are counted in all, and in a share."""
    counts: dict[tuple[str, str], CountBounds] = {}
    for sex in ("women", "men"):
        shares = alike.counts_of(sex)
        counts |= span_of((sex, ALL), (share.base for share in shares))
        counts |= span_of((sex, IN_IT), (share.in_it for share in shares))
    return counts


def span_of(key: tuple[str, str], counts: Iterable[Decimal | None]) -> dict[tuple[str, str], CountBounds]:
    """Return the span of several counts of the same people; nothing where there is none."""
    known = [count for count in counts if count is not None]
    return {key: CountBounds(min(known), max(known))} if known else {}
