"""How many people a measurement counts, and whether they are few in themselves."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.model.survey import Survey

_PER_CENT = 100
_LARGEST_TRIED = 10
"""Up to this minimum count it is worked out what other small values there might be."""
_MOST_COMBINED = 64
"""So many totals, women and men of one day are held against each other; where there are more, they count as few."""


def is_small(count: Decimal | None, minimum_count: int) -> bool:
    """Return whether a number of people is smaller than the least that is disclosed."""
    return count is not None and count < minimum_count


def is_of_people(indicator: Indicator) -> bool:
    """Return whether an indicator counts people, as it says, or as women and men show that it does."""
    if indicator.people and not indicator.is_yes_no:
        return True
    return indicator.has_shares_of_sexes or (indicator.has_sexes and not indicator.is_in_percent)


def counts_people(indicator: Indicator, measurement: Measurement) -> bool:
    """Return whether people are counted, as the indicator shows, or a share of those who answered a survey."""
    return is_of_people(indicator) or is_answered(indicator, measurement)


def is_answered(indicator: Indicator, measurement: Measurement) -> bool:
    """Return whether a measurement is a share of those who answered a survey."""
    return measurement.survey is not None and indicator.is_in_percent


def is_share(indicator: Indicator, measurement: Measurement) -> bool:
    """Return whether a value is a share, in per cent: as the indicator says, or of those who answered a survey."""
    return indicator.is_in_percent or is_answered(indicator, measurement)


class Share(NamedTuple):
    """How many people are in a share, and of how many; None where it is not known."""

    in_it: Decimal | None
    base: Decimal | None

    @property
    def not_in_it(self) -> Decimal | None:
        """How many are not in it."""
        return None if self.in_it is None or self.base is None else self.base - self.in_it

    def is_small(self, minimum_count: int) -> bool:
        """Return whether those in it, those not in it, or all are few."""
        return any(is_small(count, minimum_count) for count in (self.in_it, self.base, self.not_in_it))


class CountedPeople:
    """Counts the people of a plan's measurements.

    Args:
        plan: the plan, or the part of it that a unit's sheet discloses.
        minimum_count: the least number of people that is disclosed.
        is_of_unit: whether it is such a part; then a survey's answers are not only those of the measurements.
    """

    def __init__(self, plan: Plan, minimum_count: int, *, is_of_unit: bool) -> None:
        self.minimum_count = minimum_count
        self._is_of_unit = is_of_unit
        self._units, self._groups = Register(plan.units, plan.id), Register(plan.target_groups, plan.id)
        self._surveys = Register(plan.surveys)

    def unit(self, reference: str) -> str:
        """Return the folded id of a unit, or the words that stand for one, folded; of all units the empty one."""
        return "" if is_everyone(reference) else self._units.key(reference)

    def scope(self, measurement: Measurement) -> Scope:
        """Return of which unit and target group a measurement is, by folded id."""
        unit, group = measurement.unit, measurement.target_group
        return self.unit(unit) if unit else "", self._groups.key(group) if group else ""

    def survey(self, measurement: Measurement) -> Survey | None:
        """Return the survey that a measurement was made in."""
        return self._surveys.get(measurement.survey or "")

    def share(self, measurement: Measurement) -> Share:
        """Return how many are in a share: those counted, or else what the per cent make of the base."""
        base, value = self._base(measurement), measurement.value
        if measurement.numerator is not None or value is None or base is None:
            return Share(measurement.numerator, base)
        return Share((value * base / _PER_CENT).to_integral_value(), base)

    def all_counted(self, indicator: Indicator, measurement: Measurement) -> Decimal | None:
        """Return how many are counted in all: the value, or the base of a share."""
        return self._base(measurement) if is_share(indicator, measurement) else measurement.value

    def _base(self, measurement: Measurement) -> Decimal | None:
        """Return the denominator, what the per cent make of the numerator, or those who answered the survey."""
        if measurement.denominator is not None:
            return measurement.denominator
        if measurement.numerator is not None and measurement.value:
            return (measurement.numerator * _PER_CENT / measurement.value).to_integral_value()
        survey = self.survey(measurement)
        return survey.answered if survey and not measurement.is_part and not self._is_of_unit else None

    def is_small(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether a value counts few people: in all, or of a share those in it, those not in it, or both.

        Of a part whose base is not known it is told that it is small when it would be of all who answered the survey.
        """
        if not is_share(indicator, measurement):
            return is_small(measurement.value, self.minimum_count)
        survey = self.survey(measurement)
        most = survey.answered if survey else None
        is_small_at_most = most is not None and self.is_small_of(indicator, measurement, most)
        return is_small_at_most or self.share(measurement).is_small(self.minimum_count)

    def is_small_of(self, indicator: Indicator, measurement: Measurement, most: Decimal) -> bool:
        """Return whether a share of an unknown base is small even if the base is the largest that it can be."""
        value, is_of_unknown = measurement.value, self._base(measurement) is None
        if value is None or not (is_of_unknown and is_share(indicator, measurement)):
            return False
        return min(value, _PER_CENT - value) * most / _PER_CENT < self.minimum_count

    @property
    def small_counts(self) -> list[Decimal] | None:
        """All small counts; None where they are too many to be tried."""
        return None if self.minimum_count > _LARGEST_TRIED else [Decimal(n) for n in range(self.minimum_count)]

    def small_values(self, indicator: Indicator, measurement: Measurement) -> list[Decimal] | None:
        """Return the values that a small one might have as well; None where they are too many, or not known."""
        if not is_share(indicator, measurement):
            return self.small_counts if is_small(measurement.value, self.minimum_count) else None
        return self._small_shares(self.share(measurement))

    def _small_shares(self, share: Share) -> list[Decimal] | None:
        """Return the per cent that a small share might be as well: of those in it, or of those not in it.

        Of a base that is hardly larger than the minimum count nothing is said: that the one are few would say of the
        others that they are not.
        """
        base, counts = share.base, self.small_counts
        if base is None or counts is None or base < 2 * self.minimum_count - 1:
            return None
        if is_small(share.in_it, self.minimum_count):
            return [_PER_CENT * count / base for count in counts]
        if is_small(share.not_in_it, self.minimum_count):
            return [_PER_CENT * (base - count) / base for count in counts]
        return None


class Sexes:
    """Counts of the women and the men among the same people, and the totals that they are parts of.

    There may be several of each, where something is measured more than once.
    """

    def __init__(
        self,
        women: Iterable[Decimal | None],
        men: Iterable[Decimal | None],
        totals: Iterable[Decimal],
        minimum_count: int,
    ) -> None:
        self._women = known_counts(women)
        self._men = known_counts(men)
        self._totals = set(totals)
        self._minimum_count = minimum_count

    def are_small(self) -> bool:
        """Return whether women or men are few, or those who remain of a total, or there is too much to judge."""
        counted = max(len(self._women), 1) * max(len(self._men), 1) * max(len(self._totals), 1)
        if counted > _MOST_COMBINED:
            return True
        return any(is_small(count, self._minimum_count) for count in self._women | self._men) or self._leave_few()

    def are_more_than_all(self) -> bool:
        """Return whether they are together more than a total, so that it is another that they are parts of."""
        most = max(self._women or _NONE) + max(self._men or _NONE)
        return bool(self._totals) and most > min(self._totals)

    def _leave_few(self) -> bool:
        """Return whether few remain of a total; where only one sex is counted the other remains, and may be nobody."""
        least = 0 if self._women and self._men else -1
        rests = (total - taken for total, taken in product(self._totals, self._sums()))
        return any(least < rest < self._minimum_count for rest in rests)

    def _sums(self) -> list[Decimal]:
        return [women + men for women, men in product(self._women or _NONE, self._men or _NONE)]


_NONE = frozenset({Decimal(0)})


def known_counts(counts: Iterable[Decimal | None]) -> set[Decimal]:
    """Return the counts that are known."""
    return {count for count in counts if count is not None}
