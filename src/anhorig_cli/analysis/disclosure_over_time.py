"""What can be derived from a longer period and the shorter ones within it.

Whoever reads that 25 carers were new in a year, and 22 of them in its first half, knows that three were new in the
second. So where a period within a longer one counts few people, none of the periods within the longer one is disclosed
if

- the small period is one of those that make up the longer one, from its first day to its last, or
- few remain of the longer one when others beside the small one are subtracted.

That holds for every unit and target group in those periods; the longer period is disclosed. Periods that together count
more than the longer one are not parts of it: what is counted is not new people, and nothing can be derived.

The participants of an activity's occasions are judged in the same way: some entries may be within another.
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
"""How many steps are taken for an indicator; where it takes more, all its periods are suppressed."""
_NOTHING = Decimal(0)


class _TooManyPeriodsError(Exception):
    """There are too many periods to judge."""


def rows_that_disclose_over_time(rows: Sequence[CountRow], minimum_count: int) -> frozenset[int]:
    """Return the indexes of the rows in a period from which a small count could be derived.

    All rows, where there are too many to judge.
    """
    if not any(row.is_small for row in rows):
        return frozenset()
    by_scope = sorted(range(len(rows)), key=lambda i: rows[i].scope)
    judged = _Periods(rows, minimum_count)
    try:
        found = {
            i
            for _, places in groupby(by_scope, key=lambda i: rows[i].scope)
            for i in judged.rows_to_suppress([*places])
        }
    except _TooManyPeriodsError:
        return frozenset(range(len(rows)))
    times = {(rows[i].first, rows[i].last) for i in found}
    return frozenset(i for i, row in enumerate(rows) if (row.first, row.last) in times)


class _Periods:
    """Judges the periods of an indicator."""

    def __init__(self, rows: Sequence[CountRow], minimum_count: int) -> None:
        self._rows = rows
        self._minimum_count = minimum_count
        self._steps_left = _MOST_STEPS

    def rows_to_suppress(self, places: Sequence[int]) -> Iterator[int]:
        """Yield the rows, among those of one scope, from which a small count could be derived.

        Raises:
            _TooManyPeriodsError: where there are too many to judge.
        """
        if not any(self._rows[i].is_small for i in places):
            return
        by_first = sorted(places, key=lambda i: self._rows[i].first)
        starts = [self._rows[i].first for i in by_first]
        for whole in places:
            row = self._rows[whole]
            beginning = by_first[bisect_left(starts, row.first) : bisect_right(starts, row.last)]
            within = self._within(whole, beginning)
            if self._reveal_small_count(whole, within):
                yield from within

    def _reveal_small_count(self, whole: int, within: Sequence[int]) -> bool:
        """Return whether a small count could be derived from a whole and the periods within it."""
        small = [i for i in within if self._rows[i].is_small]
        if not small:
            return False
        return self._is_covered(whole, within) or any(self._leaves_few(whole, i, within) for i in small)

    def _count_steps(self, steps: int) -> None:
        self._steps_left -= steps
        if self._steps_left < 0:
            raise _TooManyPeriodsError

    def _within(self, whole: int, beginning: Sequence[int]) -> list[int]:
        """Return those of `beginning` that are for shorter periods within the whole's, by their last day."""
        self._count_steps(len(beginning))
        first, last = self._rows[whole].first, self._rows[whole].last
        ended = [i for i in beginning if self._rows[i].last <= last]
        shorter = [i for i in ended if self._rows[i].last - self._rows[i].first < last - first]
        return sorted(shorter, key=lambda i: self._rows[i].last)

    def _is_covered(self, whole: int, within: Sequence[int]) -> bool:
        """Return whether consecutive periods, one of them small, cover a whole and can add up to its count."""
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
            self._count_steps(1)
            unfinished += [(self._rows[i].last + 1, (*parts, i)) for i in starting.get(day, ())]
        return False

    def _adds_up(self, whole: int, parts: Sequence[int]) -> bool:
        total, counts = self._total_count(whole), [self._total_count(i) for i in parts]
        known = [count for count in counts if count is not None]
        if total is None or len(known) < len(counts):
            return True
        low, high = sum(one.low for one in known), sum(one.high for one in known)
        return low <= total.high and total.low <= high

    def _total_count(self, place: int) -> CountBounds | None:
        """Return a period's count; a small one as a span, so that nothing disclosed depends on its exact number."""
        count = self._rows[place].counts.get(_TOTAL)
        is_small = count is not None and count.high < self._minimum_count
        return CountBounds(_NOTHING, Decimal(self._minimum_count - 1)) if is_small else count

    def _leaves_few(self, whole: int, small: int, within: Sequence[int]) -> bool:
        """Return whether few can remain of a whole when periods before and after a small one are subtracted."""
        first, last = self._rows[small].first, self._rows[small].last
        beside = [i for i in within if self._rows[i].last < first or last < self._rows[i].first]
        self._count_steps(len(within))
        disclosed = [self._counts(i) for i in beside]
        for kind, total in self._counts(whole).items():
            left = total - self._largest_total(beside, [counts.get(kind, _NOTHING) for counts in disclosed])
            if beside and 0 <= left < self._minimum_count:
                return True
        return False

    def _largest_total(self, places: Sequence[int], counts: Sequence[Decimal]) -> Decimal:
        """Return the largest total of periods that do not overlap; they are given by their last day."""
        ends = [self._rows[i].last for i in places]
        most = [_NOTHING]
        for place, count in zip(places, counts, strict=True):
            before = bisect_right(ends, self._rows[place].first - 1, hi=len(most) - 1)
            most.append(max(most[-1], most[before] + count))
        return most[-1]

    def _counts(self, place: int) -> Mapping[Hashable, Decimal]:
        """Return the counts of each kind, including those not in a share; empty for a row that is small."""
        row = self._rows[place]
        if row.is_small:
            return {}
        counts: dict[Hashable, Decimal] = {kind: span.high for kind, span in row.counts.items()}
        shares = [(sex, share) for sex, share in row.counts if share != ALL and (sex, ALL) in row.counts]
        return counts | {(sex, share, "not"): counts[sex, ALL] - counts[sex, share] for sex, share in shares}


_TOTAL = ALL, ALL


class _EntryOfOccasions(NamedTuple):
    """An entry of occasions: its index, first and last day, the number of participants, and whether they are few."""

    place: int
    first: int
    last: int
    people: Decimal
    is_small: bool

    @property
    def times(self) -> tuple[int, int]:
        """The first and last day."""
        return self.first, self.last

    def holds(self, other: "_EntryOfOccasions") -> bool:
        """Return whether another entry's period is shorter and within this one's."""
        is_longer = self.last - self.first > other.last - other.first
        return is_longer and self.first <= other.first and other.last <= self.last


def occasions_that_disclose(occasions: Sequence[Occasion], minimum_count: int) -> frozenset[int]:
    """Return the indexes of the entries whose number of participants is suppressed because of others.

    An entry for a longer period, or without a date, may be the sum of those within it. Where one of these is
    suppressed, all of them are. The longer one is disclosed.
    """
    entries = sorted(_entries_with_participants(occasions, minimum_count), key=lambda one: (one.first, -one.last))
    if not any(one.is_small for one in entries):
        return frozenset()
    longer = [one for one in entries if one.first < one.last]
    if len(longer) * len(entries) > _MOST_WITHIN:
        return frozenset(one.place for one in entries)
    judged = [_EntriesWithin.of(one, entries) for one in longer]
    found = frozenset[int]()
    while more := _hidden_beside(judged, found, minimum_count) - found:
        found |= more
    return found


def _hidden_beside(judged: Iterable["_EntriesWithin"], hidden: Collection[int], minimum_count: int) -> frozenset[int]:
    revealing = (one for one in judged if one.reveals_hidden(hidden, minimum_count))
    return frozenset(part.place for one in revealing for part in one.parts)


_MOST_WITHIN = 20_000
"""How many entries are compared with longer ones; where there are more, all are suppressed."""
_LAST_DAY = date.max.toordinal()


def _entries_with_participants(occasions: Sequence[Occasion], minimum_count: int) -> Iterator[_EntryOfOccasions]:
    """Yield the entries with a number of participants; one without a date covers all time."""
    for place, one in enumerate(occasions):
        if one.participants is not None:
            first, last = (one.date.first.toordinal(), one.date.last.toordinal()) if one.date else (0, _LAST_DAY)
            yield _EntryOfOccasions(place, first, last, one.participants, is_small(one.participants, minimum_count))


class _EntriesWithin(NamedTuple):
    """An entry for a longer period, the entries within it, and those of them that are within no other."""

    whole: _EntryOfOccasions
    parts: Sequence[_EntryOfOccasions]
    largest: Sequence[_EntryOfOccasions]

    @classmethod
    def of(cls, whole: _EntryOfOccasions, entries: Iterable[_EntryOfOccasions]) -> "_EntriesWithin":
        """Return the entries within `whole`; `entries` are sorted by first day, the longer before the shorter."""
        parts = [one for one in entries if whole.holds(one)]
        largest: list[_EntryOfOccasions] = []
        for one in parts:
            if not (largest and largest[-1].holds(one)):
                largest.append(one)
        return cls(whole, parts, largest)

    def reveals_hidden(self, hidden: Collection[int], minimum_count: int) -> bool:
        """Return whether the participants of a small or hidden entry can be derived from the longer one."""
        disclosed = [one for one in self.largest if not (one.is_small or one.place in hidden)]
        if len(disclosed) == len(self.largest):
            return False
        few = sum(one.is_small for one in self.largest)
        left = self.whole.people - sum(one.people for one in disclosed)
        most_left = few * (minimum_count - 1) if few + len(disclosed) == len(self.largest) else left
        return 0 <= left <= most_left or self._overlap()

    def _overlap(self) -> bool:
        """Return whether two adjacent ones of the largest overlap without being for the same period."""
        return any(other.first <= one.last and one.times != other.times for one, other in pairwise(self.largest))
