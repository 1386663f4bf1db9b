"""What can be derived from shares that are answers to one question: together they make up everyone who answered it.

For a unit or a target group, the number who gave one answer can be derived from those who gave the others. So the
answers to a question are disclosed for all parts, or for none.

A plan does not say which shares are answers to one question. Shares that make up everyone who answered may be, if they
are adjacent in the plan, or at equal distances (the first answer to each question, then the second), or are so few
shares of so many people that they hardly add up by chance.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, combinations, takewhile
from math import comb
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import CountedPeople
from anhorig_cli.analysis.disclosure_by_subtraction import ALL, CountBounds, CountRow
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.model.survey import Survey
from anhorig_cli.vocabulary import folded


class PartOfAll(NamedTuple):
    """A share of everyone who answered: its `key`, how many people are in it, and whether it is small."""

    key: int
    people: Decimal
    is_small: bool


_MOST_SHARES = 60
"""How many shares of one base are searched; of more, too many combinations might make up all of it."""
_THREE = 3
"""The fewest answers to look for: of two that make up the base, both are small where one is."""
_MOST_ANSWERS = 5
"""The most answers to a question, where they are spread among others in the plan."""
_MOST_CHOICES = 20_000
"""How many combinations of spread-out answers are tried."""


def beside_small_ones(shares: Sequence[PartOfAll], base: Decimal, minimum_count: int) -> set[int]:
    """Return the keys of the shares to suppress along with small ones, so that those cannot be derived.

    Shares that are adjacent in the plan and make up the whole base are answers to one question. Of these the smallest
    are suppressed, until two are and they can hold any small number.
    """
    hidden = {share.key for share in shares if share.is_small}
    if not hidden or len(shares) > _MOST_SHARES:
        return {share.key for share in shares} if hidden else hidden
    questions = list(_questions(shares, base))
    while more := _next_hidden(questions, hidden, minimum_count):
        hidden |= more
    return hidden


def _questions(shares: Sequence[PartOfAll], base: Decimal) -> Iterator[Sequence[PartOfAll]]:
    """Yield the sets of shares that make up the base, of three or more; of two, both are small where one is."""
    for places in _making_up([share.people for share in shares], base):
        yield [shares[place] for place in places]


def _next_hidden(questions: Iterable[Sequence[PartOfAll]], hidden: Collection[int], minimum_count: int) -> set[int]:
    """Return the smallest disclosed share of each question whose hidden shares could be derived."""
    found: set[int] = set()
    for shares in questions:
        disclosed = [share for share in shares if share.key not in hidden]
        if disclosed and not _are_safe([share for share in shares if share.key in hidden], minimum_count):
            found.add(min(disclosed, key=lambda share: share.people).key)
    return found


def _are_safe(hidden: Sequence[PartOfAll], minimum_count: int) -> bool:
    """Return whether each hidden share can still be any small number, given their sum."""
    return not hidden or (len(hidden) > 1 and sum(share.people for share in hidden) >= minimum_count - 1)


class AnswerCount(NamedTuple):
    """An answer: the number of people who gave it and their base, as far as they are known.

    `key` identifies its measurement, `indicator` its indicator, `asked` its survey or period, and `scope` its unit and
    target group.
    """

    key: int
    indicator: int
    asked: Hashable
    scope: Scope
    people: Decimal | None
    base: Decimal | None


def suppressed_answers(
    answers: Sequence[AnswerCount], hidden: frozenset[int], sexes: Collection[int], minimum_count: int
) -> tuple[set[int], set[int]]:
    """Return the parts suppressed because of other answers, and the answers whose women and men are; by their keys.

    Args:
        answers: in the order of the plan.
        hidden: the keys of the suppressed answers.
        sexes: the keys of the answers whose women and men are suppressed.
        minimum_count: the smallest number of people that is disclosed.
    """
    parts, with_sexes = set[int](), set[int]()
    for together in _answers_by_question(answers):
        if not hidden.isdisjoint(one.key for one in together) or _few_gave_none(together, minimum_count):
            parts.update(one.key for one in together if any(one.scope))
        with_sexes.update(_keys_in_same_scopes(together, sexes))
    return parts, with_sexes


def _keys_in_same_scopes(answers: Sequence[AnswerCount], keys: Collection[int]) -> Iterator[int]:
    """Yield the keys of the answers with the same scope as one of those in `keys`."""
    scopes = {one.scope for one in answers if one.key in keys}
    return (one.key for one in answers if one.scope in scopes)


def _answers_by_question(answers: Sequence[AnswerCount]) -> Iterator[list[AnswerCount]]:
    """Yield the answers to each question, of all scopes; in some scope they make up everyone who answered."""
    by_asked: dict[Hashable, list[AnswerCount]] = {}
    for one in answers:
        by_asked.setdefault(one.asked, []).append(one)
    for answered_together in by_asked.values():
        question_of = _joined_questions(_people_by_indicator(answered_together))
        together: dict[int, list[AnswerCount]] = {}
        for one in answered_together:
            if one.indicator in question_of:
                together.setdefault(id(question_of[one.indicator]), []).append(one)
        yield from together.values()


_Counted = dict[tuple[Hashable, Scope, Decimal], dict[int, Decimal]]
"""How many gave each indicator's answer, by what was asked, the scope and the base."""


def _joined_questions(counted: _Counted) -> dict[int, set[int]]:
    """Return, for each indicator, all indicators that are answers to the same question."""
    question_of: dict[int, set[int]] = {}
    for indicators in _questions_in(counted):
        joined = indicators.union(*(question_of[one] for one in indicators if one in question_of))
        question_of.update((one, joined) for one in joined)
    return question_of


def _questions_in(counted: _Counted) -> Iterator[set[int]]:
    """Yield the indicators whose answers make up everyone in some scope and, if not adjacent, in every other scope."""
    for (_, scope, base), people in counted.items():
        names, counts = list(people), list(people.values())
        for places in _evenly_spaced_making_up(counts, base) if any(scope) else _making_up(counts, base):
            indicators = {names[place] for place in places}
            if _are_adjacent(places) or not _fails_elsewhere(indicators, counted):
                yield indicators


def _are_adjacent(places: Sequence[int]) -> bool:
    return places[-1] - places[0] < len(places)


def _fails_elsewhere(indicators: Collection[int], counted: _Counted) -> bool:
    """Return whether the shares fail to make up the base in some scope, beyond the rounding of percentages."""
    return any(
        abs(sum(people[one] for one in indicators) - base) >= 1
        for (_, _, base), people in counted.items()
        if people.keys() >= set(indicators)
    )


def _people_by_indicator(answers: Iterable[AnswerCount]) -> _Counted:
    """Return how many gave each indicator's answer, of the same people; of several counts, the last."""
    found: _Counted = {}
    for one in answers:
        if one.people is not None and one.base is not None:
            found.setdefault((one.asked, one.scope, one.base), {})[one.indicator] = one.people
    return found


def _making_up(people: Sequence[Decimal], base: Decimal) -> Iterator[Sequence[int]]:
    """Yield the indexes of three or more shares that make up the base and may be answers to one question."""
    yield from _evenly_spaced_making_up(people, base)
    if len(people) > _MOST_SHARES:
        return
    for number in range(_THREE, _MOST_ANSWERS + 1):
        by_chance, choices = comb(len(people) - 1, number - 1), comb(len(people), number)
        if 2 * by_chance <= base and choices <= _MOST_CHOICES:
            chosen = combinations(range(len(people)), number)
            yield from (places for places in chosen if sum(people[place] for place in places) == base)


def _evenly_spaced_making_up(people: Sequence[Decimal], base: Decimal) -> Iterator[Sequence[int]]:
    """Yield the indexes of three or more shares, adjacent or at equal distances, that make up the base.

    Of more than `_MOST_SHARES`, all are yielded as one set.
    """
    if len(people) > _MOST_SHARES:
        yield range(len(people))
        return
    for step in range(1, len(people) // 2 + 1):
        for start in range(len(people)):
            totals = accumulate(people[start::step])
            for number, total in enumerate(takewhile(base.__ge__, totals), 1):
                if total == base and number >= _THREE:
                    yield range(start, start + number * step, step)


def _few_gave_none(answers: Iterable[AnswerCount], minimum_count: int) -> bool:
    """Return whether few people of a unit or target group gave none of the listed answers to a question."""
    of_parts = (one for one in answers if any(one.scope))
    return any(
        0 < base - sum(of_base.values()) < minimum_count
        for (_, _, base), of_base in _people_by_indicator(of_parts).items()
    )


_Place = tuple[Scope, int, int]


class SurveyBases:
    """How many answered each survey, in total and at each unit, as far as the shares of any indicator tell.

    Args:
        shares: the shares of people, each with its indicator.
        people: counts the people of a measurement.
        most: the most bases to compare with the indicators in all.
    """

    def __init__(self, shares: Iterable[tuple[Indicator, Measurement]], people: CountedPeople, most: int) -> None:
        self._people = people
        self._bases: dict[str, dict[_Place, CountBounds]] = {}
        self._own: dict[int, dict[str, set[Scope]]] = {}
        for indicator, measurement in shares:
            survey = people.survey(measurement)
            if survey is not None:
                self._own.setdefault(id(indicator.measurements), {}).setdefault(folded(survey.id), set()).add(
                    people.scope(measurement)
                )
                self._add(survey, measurement)
        taken = sum(len(self._bases[name]) for surveys in self._own.values() for name in surveys)
        self._are_too_many = taken > most

    def _add(self, survey: Survey, measurement: Measurement) -> None:
        bases = self._bases.setdefault(folded(survey.id), {})
        base, when = self._people.share(measurement).base, (measurement.date.first, measurement.date.last)
        first, last = (day.toordinal() for day in when)
        if base is not None:
            place = self._people.scope(measurement), first, last
            bases[place] = bases.get(place, CountBounds(base, base)).with_other(CountBounds(base, base))
        everyone = (ALL, ALL), first, last
        if survey.answered is not None and measurement.is_part:
            bases.setdefault(everyone, CountBounds(survey.answered, survey.answered))

    def beside(self, indicator: Indicator) -> list[CountRow] | None:
        """Return the bases in scopes where an indicator measured at units in the same survey is not itself measured.

        None where there are too many.
        """
        every = self._own.get(id(indicator.measurements), {})
        own = {name: scopes for name, scopes in every.items() if any(map(any, scopes))}
        if own and self._are_too_many:
            return None
        return [
            CountRow(scope, first, last, {(ALL, ALL): span})
            for name, scopes in own.items()
            for (scope, first, last), span in self._bases[name].items()
            if scope not in scopes
        ]
