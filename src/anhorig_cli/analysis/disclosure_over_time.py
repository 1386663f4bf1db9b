"""What can be worked out of a longer time and the shorter ones within it.

Whoever reads that 25 carers were new in a year, and 22 of them in its first half, knows that three were new in the
second. So where a time within a longer one counts few people, none of the times within that one is disclosed if

- the time is one of those that the longer one is made up of, from its first day to its last, or
- few remain of the longer one when others beside that time are taken away.

That holds for every unit and target group then; the longer time is disclosed. Times that count more together than the
longer one does are no parts of it: what is counted is not new people, and nothing can be worked out.

Those who took part in an activity's occasions are judged likewise: some of its entries may be within another.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import is_small
from anhorig_cli.analysis.disclosure_by_subtraction import ALL, CountBounds, CountRow
from anhorig_cli.model.activity import Occasion

_MOST_STEPS = 50_000
"""So many steps are taken for an indicator; where there would be more, all its times are suppressed."""
_NOTHING = Decimal(0)


class _TooManyTimesError(Exception):
    """There is too much to be judged."""


def rows_that_disclose_over_time(rows: Sequence[CountRow], minimum_count: int) -> frozenset[int]:
    """Return the rows, as positions, that are of a time by which a small count could be worked out.

    All of them, where they are too many to be judged.
    """
    if not any(row.is_small for row in rows):
        return frozenset()
    by_scope = sorted(range(len(rows)), key=lambda i: rows[i].scope)
    judged = _Times(rows, minimum_count)
    try:
        found = {
            i for _, places in groupby(by_scope, key=lambda i: rows[i].scope) for i in judged.that_disclose([*places])
        }
    except _TooManyTimesError:
        return frozenset(range(len(rows)))
    times = {(rows[i].first, rows[i].last) for i in found}
    return frozenset(i for i, row in enumerate(rows) if (row.first, row.last) in times)


class _Times:
    """Judges the times of an indicator."""

    def __init__(self, rows: Sequence[CountRow], minimum_count: int) -> None:
        self._rows = rows
        self._minimum_count = minimum_count
        self._left = _MOST_STEPS

    def that_disclose(self, places: Sequence[int]) -> Iterator[int]:
        """Give the rows of one unit or target group, or of all, that are of such a time.

        Raises:
            _TooManyTimesError: where there is too much to be judged.
        """
        if not any(self._rows[i].is_small for i in places):
            return
        by_first = sorted(places, key=lambda i: self._rows[i].first)
        starts = [self._rows[i].first for i in by_first]
        for whole in places:
            row = self._rows[whole]
            beginning = by_first[bisect_left(starts, row.first) : bisect_right(starts, row.last)]
            within = self._within(whole, beginning)
            if self._disclose_how_few(whole, within):
                yield from within

    def _disclose_how_few(self, whole: int, within: Sequence[int]) -> bool:
        """Return whether a small count could be worked out of a whole and the times within it."""
        small = [i for i in within if self._rows[i].is_small]
        if not small:
            return False
        return self._is_made_up(whole, within) or any(self._leaves_few(whole, i, within) for i in small)

    def _take(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise _TooManyTimesError

    def _within(self, whole: int, beginning: Sequence[int]) -> list[int]:
        """Return the rows of shorter times within one, of those that begin within it, by their last day."""
        self._take(len(beginning))
        first, last = self._rows[whole].first, self._rows[whole].last
        ended = [i for i in beginning if self._rows[i].last <= last]
        shorter = [i for i in ended if self._rows[i].last - self._rows[i].first < last - first]
        return sorted(shorter, key=lambda i: self._rows[i].last)

    def _is_made_up(self, whole: int, within: Sequence[int]) -> bool:
        """Return whether times with a small one among them follow each other through a whole, and may count as many."""
        starting: dict[int, list[int]] = {}
        for i in within:
            starting.setdefault(self._rows[i].first, []).append(i)
        unfinished: list[tuple[int, tuple[int, ...]]] = [(self._rows[whole].first, ())]
        while unfinished:
            day, parts = unfinished.pop()
            if day > self._rows[whole].last:
                if any(self._rows[i].is_small for i in parts) and self._adds_up(whole, parts):
                    return True
                continue
            self._take(1)
            unfinished += [(self._rows[i].last + 1, (*parts, i)) for i in starting.get(day, ())]
        return False

    def _adds_up(self, whole: int, parts: Sequence[int]) -> bool:
        total, counts = self._everybody(whole), [self._everybody(i) for i in parts]
        known = [count for count in counts if count is not None]
        if total is None or len(known) < len(counts):
            return True
        low, high = sum(one.low for one in known), sum(one.high for one in known)
        return low <= total.high and total.low <= high

    def _everybody(self, place: int) -> CountBounds | None:
        """Return how many a time counts; of a small count only that it is small, for else what is told hung on it."""
        count = self._rows[place].counts.get(_EVERYBODY)
        is_small = count is not None and count.high < self._minimum_count
        return CountBounds(_NOTHING, Decimal(self._minimum_count - 1)) if is_small else count

    def _leaves_few(self, whole: int, small: int, within: Sequence[int]) -> bool:
        """Return whether few may remain of a whole when times before and after a small one are taken away."""
        first, last = self._rows[small].first, self._rows[small].last
        beside = [i for i in within if self._rows[i].last < first or last < self._rows[i].first]
        self._take(len(within))
        disclosed = [self._counts(i) for i in beside]
        for kind, total in self._counts(whole).items():
            left = total - self._most(beside, [counts.get(kind, _NOTHING) for counts in disclosed])
            if beside and 0 <= left < self._minimum_count:
                return True
        return False

    def _most(self, places: Sequence[int], counts: Sequence[Decimal]) -> Decimal:
        """Return the most that times which do not overlap count together; the times are given by their last day."""
        ends = [self._rows[i].last for i in places]
        most = [_NOTHING]
        for place, count in zip(places, counts, strict=True):
            before = bisect_right(ends, self._rows[place].first - 1, hi=len(most) - 1)
            most.append(max(most[-1], most[before] + count))
        return most[-1]

    def _counts(self, place: int) -> Mapping[Hashable, Decimal]:
        """Return how many are counted of each kind, those not in a share too; of what is small nothing is reported."""
        row = self._rows[place]
        if row.is_small:
            return {}
        counts: dict[Hashable, Decimal] = {kind: span.high for kind, span in row.counts.items()}
        shares = [(sex, share) for sex, share in row.counts if share != ALL and (sex, ALL) in row.counts]
        return counts | {(sex, share, "not"): counts[sex, ALL] - counts[sex, share] for sex, share in shares}


_EVERYBODY = ALL, ALL


class _Attended(NamedTuple):
    """An entry of occasions: its place, its first and last day, and how many took part, who may be few."""

    place: int
    first: int
    last: int
    people: Decimal
    is_small: bool

    @property
    def times(self) -> tuple[int, int]:
        """The first and last day."""
        return self.first, self.last

    def holds(self, other: "_Attended") -> bool:
        """Return whether another entry is of a shorter time within this one."""
        is_longer = self.last - self.first > other.last - other.first
        return is_longer and self.first <= other.first and other.last <= self.last


def occasions_that_disclose(occasions: Sequence[Occasion], minimum_count: int) -> frozenset[int]:
    """Return the entries, as positions, of which it is not told how many took part, for the sake of others.

    An entry of a longer time, or of no time at all, may be the sum of those within it. Where one of these may not be
    told, none of them is. The longer one is reported.
    """
    entries = sorted(_attended(occasions, minimum_count), key=lambda one: (one.first, -one.last))
    if not any(one.is_small for one in entries):
        return frozenset()
    longer = [one for one in entries if one.first < one.last]
    if len(longer) * len(entries) > _MOST_WITHIN:
        return frozenset(one.place for one in entries)
    judged = [_Within.of(one, entries) for one in longer]
    found = frozenset[int]()
    while more := _hidden_beside(judged, found, minimum_count) - found:
        found |= more
    return found


def _hidden_beside(judged: Iterable["_Within"], hidden: Collection[int], minimum_count: int) -> frozenset[int]:
    telling = (one for one in judged if one.tells(hidden, minimum_count))
    return frozenset(part.place for one in telling for part in one.parts)


_MOST_WITHIN = 20_000
"""So many entries are held against longer ones; of more, it is of none told how many took part."""
_EVER = date.max.toordinal()


def _attended(occasions: Sequence[Occasion], minimum_count: int) -> Iterator[_Attended]:
    """Give the entries that say how many took part; one without a date is of all time."""
    for place, one in enumerate(occasions):
        if one.participants is not None:
            first, last = (one.date.first.toordinal(), one.date.last.toordinal()) if one.date else (0, _EVER)
            yield _Attended(place, first, last, one.participants, is_small(one.participants, minimum_count))


class _Within(NamedTuple):
    """An entry of a longer time, the entries within it, and those of them that are within no other."""

    whole: _Attended
    parts: Sequence[_Attended]
    largest: Sequence[_Attended]

    @classmethod
    def of(cls, whole: _Attended, entries: Iterable[_Attended]) -> "_Within":
        """Take the entries by their first day, the longer before the shorter."""
        parts = [one for one in entries if whole.holds(one)]
        largest: list[_Attended] = []
        for one in parts:
            if not (largest and largest[-1].holds(one)):
                largest.append(one)
        return cls(whole, parts, largest)

    def tells(self, hidden: Collection[int], minimum_count: int) -> bool:
        """Return whether the longer entry may say how many took part in one within it that is small or hidden."""
        told = [one for one in self.largest if not (one.is_small or one.place in hidden)]
        if len(told) == len(self.largest):
            return False
        few = sum(one.is_small for one in self.largest)
        left = self.whole.people - sum(one.people for one in told)
        most_left = few * (minimum_count - 1) if few + len(told) == len(self.largest) else left
        return 0 <= left <= most_left or self._overlap()

    def _overlap(self) -> bool:
        """Return whether any two of the largest are of times that meet, and not of the same time."""
        return any(other.first <= one.last and one.times != other.times for one, other in pairwise(self.largest))
