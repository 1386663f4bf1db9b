"""What of a plan is not disclosed, since it would tell of so few people that they might be known again.

A count of fewer people than `minimum_count` (`small_count` of the project) is suppressed. Nobody is to learn more of it
than that it is smaller than that. So what it could be worked out from is suppressed too, and so are words that would be
others if it were another small count (`standing`). It is judged over all that any report, unit's sheet or
command discloses of the plan, of whatever day: all its facts are held against each other, those that come to be known
later too.

There are six steps:

1. A count that is small is suppressed; of a share where those in it, those not in it, or all are few.
2. Women and men are suppressed together, where either are few, or those who remain of all when they are taken away; of
   a share those in it, those not in it, and all. Of one in per cent alone it is not known of how many theirs are.
3. Of shares that make up all who answered a survey, the smallest are suppressed until none can be worked out.
4. The parts of a whole (units and target groups) are suppressed all together, where few may remain of any group when
   some are taken away (`disclosure_by_subtraction`).
5. The times that make up a longer one are suppressed all together, where one of them counts few
   (`disclosure_over_time`).
6. The answers to one question are told of units and target groups all together or not at all, and so are the women and
   the men who gave them (`disclosure_of_answers`).

The whole itself is disclosed: of parts that are all suppressed it says only that they are no more than it.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import (
    CountedPeople,
    Sexes,
    Share,
    counts_people,
    is_of_people,
    is_share,
    is_small,
    known_counts,
)
from anhorig_cli.analysis.disclosure_by_subtraction import (
    ALL,
    IN_IT,
    KINDS,
    Above,
    CountBounds,
    CountRow,
    Divided,
    SameCounted,
    counts_in,
    divided,
    names_above,
    parts_that_disclose,
    sexes_of,
    span_of,
)
from anhorig_cli.analysis.disclosure_of_answers import (
    AnswerCount,
    PartOfAll,
    SurveyBases,
    beside_small_ones,
    suppressed_answers,
)
from anhorig_cli.analysis.disclosure_over_time import rows_that_disclose_over_time
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.survey import Survey
from anhorig_cli.vocabulary import folded


class Disclosure:
    """Answers what of a plan is suppressed.

    Args:
        plan: the plan, or the part of it that a unit's sheet discloses.
        minimum_count: the least number of people that is disclosed.
        whole: what is suppressed of the whole plan, where this is the part of a unit.
        unit: that unit, named by id or title.
    """

    def __init__(
        self, plan: Plan, minimum_count: int, whole: "Disclosure | None" = None, unit: str | None = None
    ) -> None:
        self.minimum_count = minimum_count
        self._plan = plan
        self._whole = whole
        self._people = CountedPeople(plan, minimum_count, is_of_unit=whole is not None)
        self._withheld = whole.suppressed_at(unit) if whole is not None and unit is not None else frozenset[str]()
        self._own = {id(one.measurements): one for one in plan.indicators}

    def of_unit(self, part: Plan, unit: str) -> "Disclosure":
        """Return what is suppressed in the sheet of a unit, whose part of the plan is given."""
        return Disclosure(part, self.minimum_count, self, unit)

    def suppressed_at(self, unit: str) -> frozenset[str]:
        """Return the folded ids of the indicators of which nothing that is measured at a unit is disclosed."""
        name = self._people.unit(unit)
        return frozenset(folded(one.id) for one in self._plan.indicators if name in self._judge(one).units)

    def has(self, indicator: Indicator) -> bool:
        """Return whether all that is measured of an indicator is here: a unit's part may have its own alone."""
        return id(indicator.measurements) in self._own

    def is_of_whole(self, indicator: Indicator) -> bool:
        """Return whether what a unit's sheet tells of an indicator is the whole's: nothing is measured at the unit."""
        return self._whole is not None and self._whole.has(indicator)

    def is_suppressed(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether the value of a measurement is not disclosed; another's is."""
        if not measurement.is_ours or not counts_people(indicator, measurement):
            return False
        if self._whole and self.is_of_whole(indicator):
            return self._whole.is_suppressed(indicator, measurement)
        return self._people.is_small(indicator, measurement) or self._is_beside_small(indicator, measurement)

    def _is_beside_small(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether a value is suppressed for the sake of others."""
        if self._is_withheld(indicator) or id(measurement) in self._judge(indicator).parts:
            return True
        return is_share(indicator, measurement) and id(measurement) in self._shares_beside_small_ones

    def _is_withheld(self, indicator: Indicator) -> bool:
        """Return whether nothing of an indicator that is measured at the unit is disclosed."""
        return folded(indicator.id) in self._withheld

    def is_small_count(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether a value is suppressed, and may be said to be smaller than the least that is disclosed.

        Of the times that make up a longer one it may not: two that are smaller than five and count five are not none.
        """
        if self._is_withheld(indicator) or is_share(indicator, measurement):
            return False
        if id(measurement) in self._judge(indicator).times:
            return False
        return counts_people(indicator, measurement) and self._people.is_small(indicator, measurement)

    @property
    def small_counts(self) -> list[Decimal] | None:
        """The counts that a suppressed one might be; None where they are too many to be tried."""
        return self._people.small_counts

    def is_small(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether a value is one of few people, if it is one of people at all."""
        return self._people.is_small(indicator, measurement)

    def small_values(self, indicator: Indicator, measurement: Measurement) -> list[Decimal] | None:
        """Return the values that a suppressed one might have, as far as anybody knows; None where that is not known."""
        if self._whole and self._whole.has(indicator):
            return self._whole.small_values(indicator, measurement)
        if self._is_withheld(indicator) or id(measurement) in self._judge(indicator).parts:
            return None
        return self._people.small_values(indicator, measurement)

    def sexes_are_suppressed(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether women and men are not disclosed; another's are."""
        if not measurement.is_ours:
            return False
        if self._whole and self._whole.has(indicator):
            return self._whole.sexes_are_suppressed(indicator, measurement)
        if self._is_withheld(indicator) or self.is_suppressed(indicator, measurement):
            return True
        judged = self._judge(indicator)
        return id(measurement) in judged.sexes or id(measurement) in judged.parts

    def parts_are_suppressed(self, indicator: Indicator, parts: Iterable[Measurement]) -> bool:
        """Return whether none of some parts is disclosed: where anything of one is not, nothing is of any."""
        counted = (one for one in parts if counts_people(indicator, one))
        return any(self.sexes_are_suppressed(indicator, one) for one in counted)

    def is_settled(self, indicator: Indicator) -> bool:
        """Return whether nothing that is measured is suppressed but small counts, each by itself."""
        return not any(
            self.sexes_are_suppressed(indicator, one)
            if one.has_sexes or one.is_part
            else self.is_suppressed(indicator, one) and not self.is_small_count(indicator, one)
            for one in indicator.own_measurements
        )

    def survey_is_settled(self, survey: Survey) -> bool:
        """Return whether nothing of a survey, and of what is measured in it, is suppressed but small counts alone."""
        if self.sent_is_suppressed(survey) and not is_small(survey.sent, self.minimum_count):
            return False
        return all(self.is_settled(one) for one in self._plan.indicators if self._is_measured_in(one, survey))

    def _is_measured_in(self, indicator: Indicator, survey: Survey) -> bool:
        surveys = (self._people.survey(one) for one in indicator.own_measurements)
        return any(folded(one.id) == folded(survey.id) for one in surveys if one)

    def baseline_is_suppressed(self, indicator: Indicator) -> bool:
        """Return whether the baseline counts few people, so that neither it nor what leads back to it is disclosed."""
        value = indicator.baseline.value if indicator.baseline else None
        return is_of_people(indicator) and not indicator.is_in_percent and is_small(value, self.minimum_count)

    def sent_is_suppressed(self, survey: Survey) -> bool:
        """Return whether it is not disclosed how many were asked: they are few, or few of them did not answer."""
        sent, answered = survey.sent, survey.answered
        remain = sent - answered if sent is not None and answered is not None else None
        return is_small(sent, self.minimum_count) or is_small(remain, self.minimum_count)

    @cached_property
    def _shares_beside_small_ones(self) -> frozenset[int]:
        """The measurements that are suppressed since a small share could be worked out from them."""
        by_base: dict[tuple[Hashable, Decimal], dict[str, PartOfAll]] = {}
        for one, measurement in self._shares():
            share = self._people.share(measurement)
            if not measurement.is_part and share.in_it is not None and share.base is not None:
                part = PartOfAll(id(measurement), share.in_it, self._people.is_small(one, measurement))
                by_base.setdefault((self._question(one, measurement), share.base), {})[one.id] = part
        groups = [(base, list(parts.values())) for (_, base), parts in by_base.items()]
        return frozenset(key for base, parts in groups for key in beside_small_ones(parts, base, self.minimum_count))

    def _shares(self) -> Iterator[tuple[Indicator, Measurement]]:
        """Give the shares of people, each with its indicator."""
        for one in self._plan.indicators:
            for measurement in one.own_measurements:
                if counts_people(one, measurement) and is_share(one, measurement):
                    yield one, measurement

    def _question(self, indicator: Indicator, measurement: Measurement) -> Hashable:
        """Return what those in a share have answered: a survey, or else what is counted at one time."""
        survey = self._people.survey(measurement)
        when = measurement.date
        return survey.id if survey else (folded(indicator.denominator or ""), when.first, when.last)

    def _judge(self, indicator: Indicator) -> "_Judged":
        return self._judged.get(id(indicator.measurements), _NOTHING)

    @cached_property
    def _judged(self) -> dict[int, "_Judged"]:
        """What is suppressed of each indicator, by the identity of its measurements; judged in the plan's order."""
        counting = [one for one in self._plan.indicators if _is_judged(one)]
        if not counting:
            return {}
        above = names_above(self._plan, _MOST_COUNTS)
        left = _MOST_COUNTS
        found: dict[int, _Judged] = {}
        bases = SurveyBases(self._shares() if self._whole is None else (), self._people, _MOST_COUNTS)
        for indicator in counting:
            beside = bases.beside(indicator)
            measured = _Measured(indicator, self._people, above if beside is not None else None, left, beside or ())
            found[id(indicator.measurements)] = measured.judged()
            left -= measured.counts
        return self._with_answers(found)

    def _with_answers(self, judged: Mapping[int, "_Judged"]) -> dict[int, "_Judged"]:
        """Return what is suppressed, with the answers to one question told together or not at all."""
        hidden = self._hidden_shares.union(*(one.parts for one in judged.values()))
        sexes = frozenset[int]().union(*(one.sexes for one in judged.values()))
        more = suppressed_answers(list(self._answers()), hidden, sexes, self.minimum_count)
        if not any(more):
            return dict(judged)
        counting = [one for one in self._plan.indicators if id(one.measurements) in judged]
        return {id(one.measurements): self._with_more(one, judged[id(one.measurements)], *more) for one in counting}

    @property
    def _hidden_shares(self) -> frozenset[int]:
        small = (id(measurement) for one, measurement in self._shares() if self._people.is_small(one, measurement))
        return self._shares_beside_small_ones.union(small)

    def _with_more(self, indicator: Indicator, judged: "_Judged", parts: set[int], sexes: set[int]) -> "_Judged":
        own = {id(one): one for one in indicator.own_measurements}
        units = {self._people.scope(own[key])[0] for key in parts & own.keys()} - {ALL}
        return judged._replace(
            sexes=judged.sexes | (sexes & own.keys()),
            parts=judged.parts | (parts & own.keys()),
            units=judged.units | units,
        )

    def _answers(self) -> Iterator[AnswerCount]:
        """Give the shares of people as answers to what was asked; where it is not known of how many, in per cent."""
        for one, measurement in self._shares():
            share, scope = self._people.share(measurement), self._people.scope(measurement)
            asked = self._question(one, measurement)
            is_counted = share.base is not None
            people, base = share if is_counted else (measurement.value, _PER_CENT)
            yield AnswerCount(id(measurement), id(one.measurements), asked, scope, people, base)


_PER_CENT = Decimal(100)
_MOST_COUNTS = 20_000
"""So many counts of parts are held against their wholes in a plan; the parts of more are suppressed unjudged."""


class _Judged(NamedTuple):
    """What is suppressed of an indicator beside small values: measurements by identity, and units by folded id.

    `times` are those of the `parts` that are suppressed since they make up a longer time.
    """

    sexes: frozenset[int]
    parts: frozenset[int]
    units: frozenset[str]
    times: frozenset[int]


_NOTHING = _Judged(frozenset(), frozenset(), frozenset(), frozenset())


def _is_judged(indicator: Indicator) -> bool:
    """Return whether anything that is measured counts people."""
    return any(one.has_sexes or counts_people(indicator, one) for one in indicator.own_measurements)


_Time = tuple[int, int]
_Totals = Mapping[_Time, set[Share]]
"""Counts of all people of a scope, by the time they are of."""
_MOST_COMPARED = 50_000
"""So many times are held against others; where there are more, women and men are suppressed."""


class _Measured:
    """All that is measured of an indicator, to be judged together.

    `counts` says how many counts of parts were held against their wholes: no more than `most`. `beside` are counts of
    the same people that other indicators tell.
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
        self._alike = self._all_alike()
        self._start = self._baseline()
        self._beside = beside
        self._left = _MOST_COMPARED

    def judged(self) -> _Judged:
        """Return what is suppressed."""
        small = self._small_sexes()
        rows = [self._row(one, hides_sexes=i in small) for i, one in enumerate(self._alike)]
        every = [*rows, *self._start, *self._beside]
        over_time = rows_that_disclose_over_time(every, self._people.minimum_count)
        parts = (self._parts_that_disclose(every) | over_time) & frozenset(range(len(rows)))
        return _Judged(
            self._identities(small),
            self._identities(parts),
            frozenset(self._alike[i].scope[0] for i in parts) - {ALL},
            self._identities(over_time & frozenset(range(len(rows)))),
        )

    def _identities(self, places: Iterable[int]) -> frozenset[int]:
        return frozenset(id(one) for i in places for one in self._alike[i].measurements)

    def _all_alike(self) -> list[SameCounted]:
        found: dict[Hashable, SameCounted] = {}
        for one in self._indicator.own_measurements:
            key = self._people.scope(one), one.date.first.toordinal(), one.date.last.toordinal()
            found.setdefault(key, SameCounted(*key, [])).measurements.append(one)
        return list(found.values())

    def _baseline(self) -> list[CountRow]:
        """Return the baseline of a count as what it is too: the whole, on its day."""
        start, counts = self._indicator.baseline, is_of_people(self._indicator) and not self._indicator.is_in_percent
        if not counts or start is None or start.value is None or start.date is None:
            return []
        value = {(ALL, ALL): CountBounds(start.value, start.value)}
        return [CountRow((ALL, ALL), start.date.first.toordinal(), start.date.last.toordinal(), value)]

    # Women and men

    def _small_sexes(self) -> set[int]:
        """Return which measurements tell of few women or men, as positions."""
        counted = [i for i, one in enumerate(self._alike) if one.has_sexes]
        if self._indicator.is_in_percent:
            counted = [i for i in counted if self._counts_people(self._alike[i])]
        known = self._totals() if counted else {}
        found = {i for i in counted if self._are_small(self._alike[i], known)}
        return found if self._left > 0 else set(counted)

    def _are_small(self, alike: SameCounted, known: Mapping[Scope, _Totals]) -> bool:
        """Return whether women or men are few, or it is not known of how many they are."""
        if not self._are_of_known(alike):
            return True
        of_scope = known.get(alike.scope, {})
        if own := of_scope.get((alike.first, alike.last)):
            sexes = self._sexes(alike, own)
            if not any(one.are_more_than_all() for one in sexes):
                return any(one.are_small() for one in sexes)
        return any(one.are_small() for one in self._sexes(alike, self._met(alike, of_scope)))

    def _sexes(self, alike: SameCounted, totals: set[Share]) -> list[Sexes]:
        """Return the women and men of each kind of count, beside the totals that they may be parts of."""
        women, men, least = alike.counts_of("women"), alike.counts_of("men"), self._people.minimum_count
        return [Sexes(map(kind, women), map(kind, men), known_counts(map(kind, totals)), least) for kind in KINDS]

    def _are_of_known(self, alike: SameCounted) -> bool:
        """Return whether women and men are counts of a count, or shares of a share with both of their parts."""
        if not self._indicator.is_in_percent:
            return not any(figure.is_counted for figure in alike.figures)
        return all(figure.numerator is not None and figure.denominator is not None for figure in alike.figures)

    def _counts_people(self, alike: SameCounted) -> bool:
        return any(counts_people(self._indicator, one) for one in alike.measurements)

    def _met(self, alike: SameCounted, known: _Totals) -> set[Share]:
        """Return the totals of all times that meet its own: of one of them it may be a part."""
        self._left -= len(known)
        met = (counts for (first, last), counts in known.items() if first <= alike.last and alike.first <= last)
        return set[Share]().union(*(met if self._left > 0 else ()))

    def _totals(self) -> dict[Scope, dict[_Time, set[Share]]]:
        """Return the counts that women and men are parts of, the baseline among them."""
        found: dict[Scope, dict[_Time, set[Share]]] = {}
        for start in self._start:
            found[start.scope] = {(start.first, start.last): {Share(None, start.counts[ALL, ALL].low)}}
        for alike in self._alike:
            for total in (total for one in alike.measurements for total in self._totals_of(one)):
                found.setdefault(alike.scope, {}).setdefault((alike.first, alike.last), set()).add(total)
        return found

    def _totals_of(self, measurement: Measurement) -> set[Share]:
        """Return the counts that women and men of a measurement are parts of."""
        if self._indicator.is_in_percent:
            return {self._people.share(measurement)}
        return {Share(None, count) for count in known_counts((measurement.value, measurement.numerator))}

    # Parts

    def _parts_that_disclose(self, rows: list[CountRow]) -> frozenset[int]:
        """Return the parts that are suppressed, as positions: all of them, where they cannot be judged."""
        wholes = None if self._above is None else divided(rows, self._above, self._most)
        if self._above is None or wholes is None:
            return frozenset(i for i, row in enumerate(rows) if row.is_part)
        self.counts = counts_in(rows, wholes)
        for i in self._small_at_most(rows, wholes):
            rows[i] = rows[i]._replace(is_small=True)
        return parts_that_disclose(rows, wholes, self._above, self._people.minimum_count)

    def _small_at_most(self, rows: Sequence[CountRow], wholes: Sequence[Divided]) -> set[int]:
        """Return the parts, as positions, whose share is small even if their base is all of the whole's."""
        bases = {one.whole: rows[one.whole].counts.get((ALL, ALL)) for one in wholes}
        pairs = ((bases[one.whole], i) for one in wholes for i in one.parts if i < len(self._alike))
        return {i for base, i in pairs if base and self._is_small_of(self._alike[i], base)}

    def _is_small_of(self, alike: SameCounted, base: CountBounds) -> bool:
        return any(self._people.is_small_of(self._indicator, one, base.high) for one in alike.measurements)

    def _row(self, alike: SameCounted, *, hides_sexes: bool) -> CountRow:
        counted = [one for one in alike.measurements if counts_people(self._indicator, one)]
        are_counts = not self._indicator.is_in_percent or any(figure.is_counted for figure in alike.figures)
        is_small = (hides_sexes and are_counts) or any(self._people.is_small(self._indicator, one) for one in counted)
        counts = self._counts(counted) | (sexes_of(alike) if are_counts and not hides_sexes else {})
        return CountRow(alike.scope, alike.first, alike.last, counts, is_small)

    def _counts(self, counted: Sequence[Measurement]) -> dict[tuple[str, str], CountBounds]:
        """Return how many are counted in all, and in a share."""
        shares = [self._people.share(one) for one in counted if is_share(self._indicator, one)]
        return {
            **span_of((ALL, ALL), (self._people.all_counted(self._indicator, one) for one in counted)),
            **span_of((ALL, IN_IT), (share.in_it for share in shares)),
        }
