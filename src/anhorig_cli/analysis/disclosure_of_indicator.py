"""What is suppressed among the measurements of an indicator, judged together: steps 2, 4 and 5 of `disclosure`."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import (
    CountedPeople,
    Sexes,
    Share,
    counts_people,
    is_of_people,
    is_share,
    known_counts,
)
from anhorig_cli.analysis.disclosure_by_subtraction import (
    ALL,
    IN_SHARE,
    KINDS,
    Above,
    CountBounds,
    CountRow,
    MeasurementGroup,
    Partition,
    counts_in,
    partitions,
    parts_that_disclose,
    sexes_of,
    span_of,
)
from anhorig_cli.analysis.disclosure_over_time import rows_that_disclose_over_time
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope


class Suppressed(NamedTuple):
    """What is suppressed in an indicator besides small values: measurements by identity, and units by folded id.

    `times` are those of the `parts` that are suppressed because they make up a longer period.
    """

    sexes: frozenset[int]
    parts: frozenset[int]
    units: frozenset[str]
    times: frozenset[int]


NOTHING_SUPPRESSED = Suppressed(frozenset(), frozenset(), frozenset(), frozenset())


def counts_people_at_all(indicator: Indicator) -> bool:
    """Return whether any measurement of an indicator counts people."""
    return any(one.has_sexes or counts_people(indicator, one) for one in indicator.own_measurements)


_Period = tuple[int, int]
_Totals = Mapping[_Period, set[Share]]
"""Total counts of a scope, by period."""
_MOST_COMPARED = 50_000
"""How many periods are compared with others; where there are more, women and men are suppressed."""


class MeasuredTogether:
    """The measurements of an indicator, to be judged together.

    `counts` is the number of counts of parts compared with their wholes: at most `most`. `beside` are counts of
    the same people from other indicators.
    """

    def __init__(
        self,
        indicator: Indicator,
        people: CountedPeople,
        above: Above | None,
        most: int,
        beside: Sequence[CountRow] = (),
    ) -> None:
        self.counts = 0
        self._most = most
        self._indicator = indicator
        self._people = people
        self._above = above
        self._measured_alike = self._grouped_measurements()
        self._baseline_rows = self._rows_of_baseline()
        self._beside = beside
        self._left = _MOST_COMPARED

    def judged(self) -> Suppressed:
        """Return what is suppressed in the indicator."""
        small = self._small_sexes()
        rows = [self._row(one, hides_sexes=i in small) for i, one in enumerate(self._measured_alike)]
        every = [*rows, *self._baseline_rows, *self._beside]
        over_time = rows_that_disclose_over_time(every, self._people.minimum_count)
        parts = (self._parts_that_disclose(every) | over_time) & frozenset(range(len(rows)))
        return Suppressed(
            self._identities(small),
            self._identities(parts),
            frozenset(self._measured_alike[i].scope[0] for i in parts) - {ALL},
            self._identities(over_time & frozenset(range(len(rows)))),
        )

    def _identities(self, places: Iterable[int]) -> frozenset[int]:
        return frozenset(id(one) for i in places for one in self._measured_alike[i].measurements)

    def _grouped_measurements(self) -> list[MeasurementGroup]:
        found: dict[Hashable, MeasurementGroup] = {}
        for one in self._indicator.own_measurements:
            key = self._people.scope(one), one.date.first.toordinal(), one.date.last.toordinal()
            found.setdefault(key, MeasurementGroup(*key, [])).measurements.append(one)
        return list(found.values())

    def _rows_of_baseline(self) -> list[CountRow]:
        """Return the baseline of a count as a row: of the whole, on its day."""
        start = self._indicator.baseline
        if start is None or start.value is None or start.date is None:
            return []
        if self._indicator.is_in_percent or not is_of_people(self._indicator):
            return []
        value = {(ALL, ALL): CountBounds(start.value, start.value)}
        return [CountRow((ALL, ALL), start.date.first.toordinal(), start.date.last.toordinal(), value)]

    # Women and men

    def _small_sexes(self) -> set[int]:
        """Return the indexes of the measurements that count few women or men."""
        counted = [i for i, one in enumerate(self._measured_alike) if one.has_sexes]
        if self._indicator.is_in_percent:
            counted = [i for i in counted if self._counts_people(self._measured_alike[i])]
        known = self._totals() if counted else {}
        found = {i for i in counted if self._are_small(self._measured_alike[i], known)}
        return found if self._left > 0 else set(counted)

    def _are_small(self, alike: MeasurementGroup, known: Mapping[Scope, _Totals]) -> bool:
        """Return whether women or men are few, or the base that they are a share of is not known."""
        if not self._have_known_base(alike):
            return True
        of_scope = known.get(alike.scope, {})
        own = of_scope.get((alike.first, alike.last))
        if own:
            sexes = self._sexes(alike, own)
            if not any(one.are_more_than_all() for one in sexes):
                return any(one.are_small() for one in sexes)
        return any(one.are_small() for one in self._sexes(alike, self._overlapping_totals(alike, of_scope)))

    def _sexes(self, alike: MeasurementGroup, totals: set[Share]) -> list[Sexes]:
        """Return the women and men for each kind of count, with the totals that they can be parts of."""
        women, men = alike.counts_of("women"), alike.counts_of("men")
        sexes: list[Sexes] = []
        for kind in KINDS:
            all_counts = known_counts(kind(total) for total in totals)
            sexes.append(Sexes(map(kind, women), map(kind, men), all_counts, self._people.minimum_count))
        return sexes

    def _have_known_base(self, alike: MeasurementGroup) -> bool:
        """Return whether women and men are plain counts of a count, or shares with both numerator and denominator."""
        if not self._indicator.is_in_percent:
            return not any(figure.is_counted for figure in alike.figures)
        return all(figure.numerator is not None and figure.denominator is not None for figure in alike.figures)

    def _counts_people(self, alike: MeasurementGroup) -> bool:
        return any(counts_people(self._indicator, one) for one in alike.measurements)

    def _overlapping_totals(self, alike: MeasurementGroup, known: _Totals) -> set[Share]:
        """Return the totals of all periods that overlap its own: it may be a part of any of them."""
        self._left -= len(known)
        found: set[Share] = set()
        if self._left > 0:
            for (first, last), counts in known.items():
                if first <= alike.last and alike.first <= last:
                    found |= counts
        return found

    def _totals(self) -> dict[Scope, dict[_Period, set[Share]]]:
        """Return the counts that women and men are parts of, including the baseline."""
        found: dict[Scope, dict[_Period, set[Share]]] = {}
        for start in self._baseline_rows:
            found[start.scope] = {(start.first, start.last): {Share(None, start.counts[ALL, ALL].low)}}
        for alike in self._measured_alike:
            for measurement in alike.measurements:
                totals = self._totals_of(measurement)
                if totals:
                    of_scope = found.setdefault(alike.scope, {})
                    of_scope.setdefault((alike.first, alike.last), set()).update(totals)
        return found

    def _totals_of(self, measurement: Measurement) -> set[Share]:
        """Return the counts that the women and men of a measurement are parts of."""
        if self._indicator.is_in_percent:
            return {self._people.share(measurement)}
        return {Share(None, count) for count in known_counts((measurement.value, measurement.numerator))}

    # Parts

    def _parts_that_disclose(self, rows: list[CountRow]) -> frozenset[int]:
        """Return the indexes of the suppressed parts: of all parts, where they cannot be judged."""
        wholes = None if self._above is None else partitions(rows, self._above, self._most)
        if self._above is None or wholes is None:
            return frozenset(i for i, row in enumerate(rows) if row.is_part)
        self.counts = counts_in(rows, wholes)
        for i in self._small_with_largest_base(rows, wholes):
            rows[i] = rows[i]._replace(is_small=True)
        return parts_that_disclose(rows, wholes, self._above, self._people.minimum_count)

    def _small_with_largest_base(self, rows: Sequence[CountRow], wholes: Sequence[Partition]) -> set[int]:
        """Return the indexes of the parts whose share is small even if its base is all of the whole's."""
        bases = {one.whole: rows[one.whole].counts.get((ALL, ALL)) for one in wholes}
        pairs = ((bases[one.whole], i) for one in wholes for i in one.parts if i < len(self._measured_alike))
        return {i for base, i in pairs if base and self._is_small_of(self._measured_alike[i], base)}

    def _is_small_of(self, alike: MeasurementGroup, base: CountBounds) -> bool:
        return any(self._people.is_small_of(self._indicator, one, base.high) for one in alike.measurements)

    def _row(self, alike: MeasurementGroup, *, hides_sexes: bool) -> CountRow:
        counted = [one for one in alike.measurements if counts_people(self._indicator, one)]
        are_counts = not self._indicator.is_in_percent or any(figure.is_counted for figure in alike.figures)
        is_small = (hides_sexes and are_counts) or any(self._people.is_small(self._indicator, one) for one in counted)
        counts = self._counts(counted) | (sexes_of(alike) if are_counts and not hides_sexes else {})
        return CountRow(alike.scope, alike.first, alike.last, counts, is_small)

    def _counts(self, counted: Sequence[Measurement]) -> dict[tuple[str, str], CountBounds]:
        """Return how many people are counted in total, and in a share."""
        shares = [self._people.share(one) for one in counted if is_share(self._indicator, one)]
        return {
            **span_of((ALL, ALL), (self._people.all_counted(self._indicator, one) for one in counted)),
            **span_of((ALL, IN_SHARE), (share.in_share for share in shares)),
        }
