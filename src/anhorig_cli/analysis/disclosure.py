"""What is suppressed in a plan, since it concerns so few people that they might be recognised.

A count of fewer people than `minimum_count` (`small_count` of the project) is suppressed. Nobody may learn more about
it than that it is below that number. So anything it could be derived from is suppressed too, and so is any word that
would differ for another small count (`standing`). The judgement covers everything that any report, unit sheet or
command discloses of the plan, on whatever day: all facts are compared with each other, including those that become
known later.

There are six steps:

1. A small count is suppressed; so is a share where those in it, those not in it, or all of them are few.
2. Women and men are suppressed together, where either are few, or those who remain of the total when they are
   subtracted; for a share this holds for those in it, those not in it, and all. Where only a percentage is given, the
   numbers behind those of women and men are not known.
3. Of shares that make up everyone who answered a survey, the smallest are suppressed until none can be derived.
4. The parts of a whole (units and target groups) are all suppressed together, where few may remain of any group when
   some are subtracted (`disclosure_by_subtraction`).
5. The periods that make up a longer one are all suppressed together, where one of them counts few
   (`disclosure_over_time`).
6. The answers to one question are disclosed for all units and target groups or for none, and so are the women and the
   men who gave them (`disclosure_of_answers`).

The whole itself is disclosed: where all parts are suppressed, it says only that none of them exceeds it.
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
    """Answers what is suppressed in a plan.

    Args:
        plan: the plan, or the part of it that a unit sheet discloses.
        minimum_count: the smallest number of people that is disclosed.
        whole: the disclosure of the whole plan, where `plan` is the part of a unit.
        unit: that unit, by id or title.
        kept_back: the folded ids of indicators of which nothing measured is disclosed, for the sake of other plans.
    """

    def __init__(
        self,
        plan: Plan,
        minimum_count: int,
        whole: "Disclosure | None" = None,
        unit: str | None = None,
        kept_back: frozenset[str] = frozenset(),
    ) -> None:
        self.minimum_count = minimum_count
        self._plan = plan
        self._whole = whole
        self._kept_back = kept_back
        self._people = CountedPeople(plan, minimum_count, is_of_unit=whole is not None)
        self._withheld = whole.suppressed_at(unit) if whole is not None and unit is not None else frozenset[str]()
        self._own = {id(one.measurements): one for one in plan.indicators}

    def of_unit(self, part: Plan, unit: str) -> "Disclosure":
        """Return what is suppressed in a unit sheet; `part` is the unit's part of the plan."""
        return Disclosure(part, self.minimum_count, self, unit, self._kept_back)

    def suppressed_at(self, unit: str) -> frozenset[str]:
        """Return the folded ids of the indicators whose measurements at a unit are all suppressed."""
        name = self._people.unit(unit)
        return frozenset(folded(one.id) for one in self._plan.indicators if name in self._judged_indicator(one).units)

    def has(self, indicator: Indicator) -> bool:
        """Return whether the plan has all measurements of an indicator; a unit's part may have its own only."""
        return id(indicator.measurements) in self._own

    def is_of_whole(self, indicator: Indicator) -> bool:
        """Return whether a unit sheet shows the whole's values of an indicator: nothing is measured at the unit."""
        return self._whole is not None and self._whole.has(indicator)

    def is_suppressed(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether the value of a measurement is suppressed; comparison values of others never are."""
        if measurement.is_ours and self.is_kept_back(indicator):
            return True
        if not measurement.is_ours or not counts_people(indicator, measurement):
            return False
        if self._whole and self.is_of_whole(indicator):
            return self._whole.is_suppressed(indicator, measurement)
        return self._people.is_small(indicator, measurement) or self._is_beside_small(indicator, measurement)

    def _is_beside_small(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether a value is suppressed because small counts could be derived from it."""
        if self._is_withheld(indicator) or id(measurement) in self._judged_indicator(indicator).parts:
            return True
        return is_share(indicator, measurement) and id(measurement) in self._shares_beside_small_ones

    def _is_withheld(self, indicator: Indicator) -> bool:
        """Return whether all measurements of an indicator, in the plan or at the unit, are suppressed."""
        return folded(indicator.id) in self._withheld or self.is_kept_back(indicator)

    def is_kept_back(self, indicator: Indicator) -> bool:
        """Return whether nothing measured of an indicator is disclosed, for the sake of other plans."""
        return folded(indicator.id) in self._kept_back

    def is_small_count(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether a value is suppressed and may be described as smaller than `minimum_count`.

        Not in the periods that make up a longer one: of two below five that together make five, neither can be zero.
        """
        if self._is_withheld(indicator) or is_share(indicator, measurement):
            return False
        if id(measurement) in self._judged_indicator(indicator).times:
            return False
        return counts_people(indicator, measurement) and self._people.is_small(indicator, measurement)

    @property
    def small_counts(self) -> list[Decimal] | None:
        """The counts that a suppressed one can be; None where they are too many to try."""
        return self._people.small_counts

    def is_small(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether a value counts few people, assuming that it counts people."""
        return self._people.is_small(indicator, measurement)

    def small_values(self, indicator: Indicator, measurement: Measurement) -> list[Decimal] | None:
        """Return the values that a suppressed one can have, as far as a reader knows; None where they are not known."""
        if self._whole and self._whole.has(indicator):
            return self._whole.small_values(indicator, measurement)
        if self._is_withheld(indicator) or id(measurement) in self._judged_indicator(indicator).parts:
            return None
        return self._people.small_values(indicator, measurement)

    def sexes_are_suppressed(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether women and men are suppressed; in comparison values of others they never are."""
        if not measurement.is_ours:
            return False
        if self._whole and self._whole.has(indicator):
            return self._whole.sexes_are_suppressed(indicator, measurement)
        if self._is_withheld(indicator) or self.is_suppressed(indicator, measurement):
            return True
        judged = self._judged_indicator(indicator)
        return id(measurement) in judged.sexes or id(measurement) in judged.parts

    def parts_are_suppressed(self, indicator: Indicator, parts: Iterable[Measurement]) -> bool:
        """Return whether the given parts are suppressed: all are, where anything of one is."""
        counted = (one for one in parts if counts_people(indicator, one) or self.is_kept_back(indicator))
        return any(self.sexes_are_suppressed(indicator, one) for one in counted)

    def is_settled(self, indicator: Indicator) -> bool:
        """Return whether nothing measured is suppressed other than single small counts."""
        return all(self._is_settled(indicator, measurement) for measurement in indicator.own_measurements)

    def _is_settled(self, indicator: Indicator, measurement: Measurement) -> bool:
        """Return whether nothing of a measurement is suppressed other than a single small count."""
        if measurement.has_sexes or measurement.is_part:
            return not self.sexes_are_suppressed(indicator, measurement)
        is_disclosed = not self.is_suppressed(indicator, measurement)
        return is_disclosed or self.is_small_count(indicator, measurement)

    def survey_is_settled(self, survey: Survey) -> bool:
        """Return whether nothing of a survey and its measurements is suppressed other than single small counts."""
        if self.sent_is_suppressed(survey) and not is_small(survey.sent, self.minimum_count):
            return False
        return all(self.is_settled(one) for one in self._plan.indicators if self._is_measured_in(one, survey))

    def _is_measured_in(self, indicator: Indicator, survey: Survey) -> bool:
        surveys = (self._people.survey(one) for one in indicator.own_measurements)
        return any(folded(one.id) == folded(survey.id) for one in surveys if one)

    def baseline_is_suppressed(self, indicator: Indicator) -> bool:
        """Return whether the baseline counts few people, or is kept back: everything that reveals it is suppressed."""
        if self.is_kept_back(indicator):
            return indicator.baseline_value is not None
        if not is_of_people(indicator) or indicator.is_in_percent:
            return False
        return is_small(indicator.baseline_value, self.minimum_count)

    def sent_is_suppressed(self, survey: Survey) -> bool:
        """Return whether the number asked is suppressed: few were asked, or few of those asked did not answer."""
        sent, answered = survey.sent, survey.answered
        remain = sent - answered if sent is not None and answered is not None else None
        return is_small(sent, self.minimum_count) or is_small(remain, self.minimum_count)

    @cached_property
    def _shares_beside_small_ones(self) -> frozenset[int]:
        """The measurements suppressed because a small share could be derived from them, by identity."""
        by_base: dict[tuple[Hashable, Decimal], dict[str, PartOfAll]] = {}
        for one, measurement in self._shares():
            share = self._people.share(measurement)
            if not measurement.is_part and share.in_share is not None and share.base is not None:
                part = PartOfAll(id(measurement), share.in_share, self._people.is_small(one, measurement))
                by_base.setdefault((self._question(one, measurement), share.base), {})[one.id] = part
        suppressed: set[int] = set()
        for (_, base), parts in by_base.items():
            suppressed.update(beside_small_ones(list(parts.values()), base, self.minimum_count))
        return frozenset(suppressed)

    def _shares(self) -> Iterator[tuple[Indicator, Measurement]]:
        """Yield the shares of people, each with its indicator."""
        for one in self._plan.indicators:
            for measurement in one.own_measurements:
                if counts_people(one, measurement) and is_share(one, measurement):
                    yield one, measurement

    def _question(self, indicator: Indicator, measurement: Measurement) -> Hashable:
        """Return the key of what a share answers: a survey, else the denominator and period."""
        survey = self._people.survey(measurement)
        if survey is not None:
            return survey.id
        when = measurement.date
        return folded(indicator.denominator or ""), when.first, when.last

    def _judged_indicator(self, indicator: Indicator) -> Suppressed:
        return self._judged.get(id(indicator.measurements), NOTHING_SUPPRESSED)

    @cached_property
    def _judged(self) -> dict[int, Suppressed]:
        """What is suppressed in each indicator, by the identity of its measurements; judged in the plan's order."""
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
        """Return what is suppressed, with the answers to one question disclosed for all parts or for none."""
        hidden = self._hidden_shares.union(*(one.parts for one in judged.values()))
        sexes = frozenset[int]().union(*(one.sexes for one in judged.values()))
        more = suppressed_answers(list(self._answers()), hidden, sexes, self.minimum_count)
        if not any(more):
            return dict(judged)
        counting = [one for one in self._plan.indicators if id(one.measurements) in judged]
        return {
            id(one.measurements): self._with_suppressed_answers(one, judged[id(one.measurements)], *more)
            for one in counting
        }

    @property
    def _hidden_shares(self) -> frozenset[int]:
        small = (id(measurement) for one, measurement in self._shares() if self._people.is_small(one, measurement))
        return self._shares_beside_small_ones.union(small)

    def _with_suppressed_answers(
        self, indicator: Indicator, judged: Suppressed, parts: set[int], sexes: set[int]
    ) -> Suppressed:
        own = {id(one): one for one in indicator.own_measurements}
        units = {self._people.scope(own[key])[0] for key in parts & own.keys()} - {ALL}
        return judged._replace(
            sexes=judged.sexes | (sexes & own.keys()),
            parts=judged.parts | (parts & own.keys()),
            units=judged.units | units,
        )

    def _answers(self) -> Iterator[AnswerCount]:
        """Yield the shares of people as answers to a question; in per cent where their number is not known."""
        for one, measurement in self._shares():
            share, scope = self._people.share(measurement), self._people.scope(measurement)
            asked = self._question(one, measurement)
            is_counted = share.base is not None
            people, base = share if is_counted else (measurement.value, _PER_CENT)
            yield AnswerCount(id(measurement), id(one.measurements), asked, scope, people, base)


_PER_CENT = Decimal(100)
_MOST_COUNTS = 20_000
"""How many counts of parts are compared with their wholes in a plan; further parts are suppressed unjudged."""
