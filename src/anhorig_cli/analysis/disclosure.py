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

from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from anhorig_cli.analysis.counted_people import CountedPeople, counts_people, is_of_people, is_share, is_small
from anhorig_cli.analysis.disclosure_by_subtraction import ALL, names_above
from anhorig_cli.analysis.disclosure_of_answers import (
    AnswerCount,
    PartOfAll,
    SurveyBases,
    beside_small_ones,
    suppressed_answers,
)
from anhorig_cli.analysis.disclosure_of_indicator import (
    NOTHING_SUPPRESSED,
    MeasuredTogether,
    Suppressed,
    counts_people_at_all,
)
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
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
        return all(self._is_settled(indicator, measurement) for measurement in indicator.own_measurements)

    def _is_settled(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether nothing of a measurement is suppressed but a small count, by itself."""
        if measurement.has_sexes or measurement.is_part:
            return not self.sexes_are_suppressed(indicator, measurement)
        is_told = not self.is_suppressed(indicator, measurement)
        return is_told or self.is_small_count(indicator, measurement)

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
        if not is_of_people(indicator) or indicator.is_in_percent:
            return False
        return is_small(indicator.baseline_value, self.minimum_count)

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
        suppressed: set[int] = set()
        for (_, base), parts in by_base.items():
            suppressed.update(beside_small_ones(list(parts.values()), base, self.minimum_count))
        return frozenset(suppressed)

    def _shares(self) -> Iterator[tuple[Indicator, Measurement]]:
        """Give the shares of people, each with its indicator."""
        for one in self._plan.indicators:
            for measurement in one.own_measurements:
                if counts_people(one, measurement) and is_share(one, measurement):
                    yield one, measurement

    def _question(self, indicator: Indicator, measurement: Measurement) -> Hashable:
        """Return what those in a share have answered: a survey, or else what is counted at one time."""
        survey = self._people.survey(measurement)
        if survey is not None:
            return survey.id
        when = measurement.date
        return folded(indicator.denominator or ""), when.first, when.last

    def _judge(self, indicator: Indicator) -> Suppressed:
        return self._judged.get(id(indicator.measurements), NOTHING_SUPPRESSED)

    @cached_property
    def _judged(self) -> dict[int, Suppressed]:
        """What is suppressed of each indicator, by the identity of its measurements; judged in the plan's order."""
        counting = [one for one in self._plan.indicators if counts_people_at_all(one)]
        if not counting:
            return {}
        above = names_above(self._plan, _MOST_COUNTS)
        left = _MOST_COUNTS
        found: dict[int, Suppressed] = {}
        bases = SurveyBases(self._shares() if self._whole is None else (), self._people, _MOST_COUNTS)
        for indicator in counting:
            beside = bases.beside(indicator)
            measured = MeasuredTogether(
                indicator, self._people, above if beside is not None else None, left, beside or ()
            )
            found[id(indicator.measurements)] = measured.judged()
            left -= measured.counts
        return self._with_answers(found)

    def _with_answers(self, judged: Mapping[int, Suppressed]) -> dict[int, Suppressed]:
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

    def _with_more(self, indicator: Indicator, judged: Suppressed, parts: set[int], sexes: set[int]) -> Suppressed:
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
