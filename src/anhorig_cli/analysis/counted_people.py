"""The number of people that a measurement counts, and whether they are few in themselves."""

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
"""The largest minimum count for which the other possible small values are listed."""
_MOST_COMBINED = 64
"""How many combinations of totals, women and men of one day are compared; with more, they are judged to be few."""


def is_small(count: Decimal | None, minimum_count: int) -> bool:
    """Return whether a number of people is known and smaller than `minimum_count`, the smallest that is disclosed."""
    return count is not None and count < minimum_count


def is_of_people(indicator: Indicator) -> bool:
    """Return whether an indicator counts people: as it says, or because it divides them into women and men."""
    if indicator.people and not indicator.is_yes_no:
        return True
    return indicator.has_shares_of_sexes or (indicator.has_sexes and not indicator.is_in_percent)


def counts_people(indicator: Indicator, measurement: Measurement) -> bool:
    """Return whether a measurement counts people: by its indicator, or as a share of those who answered a survey."""
    return is_of_people(indicator) or is_answered(indicator, measurement)


def is_answered(indicator: Indicator, measurement: Measurement) -> bool:
    """Return whether a measurement is a share of those who answered a survey."""
    return measurement.survey is not None and indicator.is_in_percent


def is_share(indicator: Indicator, measurement: Measurement) -> bool:
    """Return whether a value is a percentage: by its indicator, or as a share of those who answered a survey."""
    return indicator.is_in_percent or is_answered(indicator, measurement)


class Share(NamedTuple):
    """The number of people in a share and its base; None where not known."""

    in_share: Decimal | None
    base: Decimal | None

    @property
    def not_in_share(self) -> Decimal | None:
        """The number of people not in the share."""
        return None if self.in_share is None or self.base is None else self.base - self.in_share

    def is_small(self, minimum_count: int) -> bool:
        """Return whether those in the share, those not in it, or all of them are few."""
        return any(is_small(count, minimum_count) for count in (self.in_share, self.base, self.not_in_share))


class CountedPeople:
    """Counts the people of a plan's measurements.

    Args:
        plan: the plan, or the part of it that a unit's sheet discloses.
        minimum_count: the smallest number of people that is disclosed.
        is_of_unit: whether it is such a part; a survey's number of answers then covers more than the measurements.
    """

    def __init__(self, plan: Plan, minimum_count: int, *, is_of_unit: bool) -> None:
        self.minimum_count = minimum_count
        self._is_of_unit = is_of_unit
        self._units, self._groups = Register(plan.units, plan.id), Register(plan.target_groups, plan.id)
        self._surveys = Register(plan.surveys)

    def unit(self, reference: str) -> str:
        """Return the folded id of a unit, or its folded name where the plan does not list it; empty for all units."""
        return "" if is_everyone(reference) else self._units.key(reference)

    def scope(self, measurement: Measurement) -> Scope:
        """Return the unit and target group of a measurement, by folded id; empty where it has none."""
        unit, group = measurement.unit, measurement.target_group
        return self.unit(unit) if unit else "", self._groups.key(group) if group else ""

    def survey(self, measurement: Measurement) -> Survey | None:
        """Return the survey that a measurement comes from, if any."""
        return self._surveys.get(measurement.survey or "")

    def share(self, measurement: Measurement) -> Share:
        """Return the number of people in a share: as counted, else computed from the percentage and the base."""
        base, value = self._base(measurement), measurement.value
        if measurement.numerator is not None or value is None or base is None:
            return Share(measurement.numerator, base)
        return Share((value * base / _PER_CENT).to_integral_value(), base)

    def all_counted(self, indicator: Indicator, measurement: Measurement) -> Decimal | None:
        """Return the total number of people counted: the value, or the base of a share."""
        return self._base(measurement) if is_share(indicator, measurement) else measurement.value

    def _base(self, measurement: Measurement) -> Decimal | None:
        """Return the denominator, else the base computed from numerator and percentage, else the survey's answers."""
        if measurement.denominator is not None:
            return measurement.denominator
        if measurement.numerator is not None and measurement.value:
            return (measurement.numerator * _PER_CENT / measurement.value).to_integral_value()
        survey = self.survey(measurement)
        return survey.answered if survey and not measurement.is_part and not self._is_of_unit else None

    def is_small(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether a value counts few people: in total or, for a share, in it, not in it, or both.

        A part with an unknown base counts as small if it would be so with everyone who answered the survey as its base.
        """
        if not is_share(indicator, measurement):
            return is_small(measurement.value, self.minimum_count)
        survey = self.survey(measurement)
        most = survey.answered if survey else None
        is_small_at_most = most is not None and self.is_small_of(indicator, measurement, most)
        return is_small_at_most or self.share(measurement).is_small(self.minimum_count)

    def is_small_of(self, indicator: Indicator, measurement: Measurement, most: Decimal) -> bool:
        """Return whether a share with an unknown base is small even if the base is `most`, the largest it can be."""
        value, is_of_unknown = measurement.value, self._base(measurement) is None
        if value is None or not (is_of_unknown and is_share(indicator, measurement)):
            return False
        return min(value, _PER_CENT - value) * most / _PER_CENT < self.minimum_count

    @property
    def small_counts(self) -> list[Decimal] | None:
        """Every small count; None where they are too many to try."""
        return None if self.minimum_count > _LARGEST_TRIED else [Decimal(n) for n in range(self.minimum_count)]

    def small_values(self, indicator: Indicator, measurement: Measurement) -> list[Decimal] | None:
        """Return the values that a small one can have; None where they are too many, or not known."""
        if not is_share(indicator, measurement):
            return self.small_counts if is_small(measurement.value, self.minimum_count) else None
        return self._small_shares(self.share(measurement))

    def _small_shares(self, share: Share) -> list[Decimal] | None:
        """Return the percentages that a small share can have: of those in it, or of those not in it.

        None for a base hardly larger than the minimum count: if the one group is few, the other is known not to be.
        """
        base, counts = share.base, self.small_counts
        if base is None or counts is None or base < 2 * self.minimum_count - 1:
            return None
        if is_small(share.in_share, self.minimum_count):
            return [_PER_CENT * count / base for count in counts]
        if is_small(share.not_in_share, self.minimum_count):
            return [_PER_CENT * (base - count) / base for count in counts]
        return None


class Sexes:
    """The counts of women and men among the same people, and the totals that they are parts of.

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
        """Return whether women, men, or the rest of a total are few, or there are too many combinations to judge."""
        counted = max(len(self._women), 1) * max(len(self._men), 1) * max(len(self._totals), 1)
        if counted > _MOST_COMBINED:
            return True
        return any(is_small(count, self._minimum_count) for count in self._women | self._men) or self._leave_few()

    def are_more_than_all(self) -> bool:
        """Return whether together they exceed a total, so that it is not the total they are parts of."""
        most = max(self._women or _NONE) + max(self._men or _NONE)
        return bool(self._totals) and most > min(self._totals)

    def _leave_few(self) -> bool:
        """Return whether few remain of a total; if only one sex is counted, the rest are the other, and 0 is few."""
        least = 0 if self._women and self._men else -1
        rests = (total - taken for total, taken in product(self._totals, self._sums()))
        return any(least < rest < self._minimum_count for rest in rests)

    def _sums(self) -> list[Decimal]:
        return [women + men for women, men in product(self._women or _NONE, self._men or _NONE)]


_NONE = frozenset({Decimal(0)})


def known_counts(counts: Iterable[Decimal | None]) -> set[Decimal]:
    """Return the counts that are not None."""
    return {count for count in counts if count is not None}
