"""What can be worked out of shares that are answers to one question: they make up all who answered it.

At a unit, and of a target group, those who gave one answer can be worked out from those who gave the others. So the
answers to a question are told of all parts, or of none.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import CountedPeople
from anhorig_cli.analysis.disclosure_by_subtraction import ALL, Row, Span
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.model.survey import Survey
from anhorig_cli.vocabulary import folded


class PartOfAll(NamedTuple):
    """A share of all who answered: what it is of (`key`), how many people are in it, and whether it is small."""

    key: int
    people: Decimal
    is_small: bool


_MOST_SHARES = 60
"""So many shares of one base are looked through; of more, those that might make up all of it would be too many."""


def beside_small_ones(shares: Sequence[PartOfAll], base: Decimal, minimum_count: int) -> set[int]:
    """Return the keys of the shares that must be suppressed beside small ones, so that these can't be worked out.

    Shares that stand beside each other in the plan and make up all of the base are answers to one question. Of these
    the smallest are suppressed, until there are two and they may hold any small number.
    """
    hidden = {share.key for share in shares if share.is_small}
    if not hidden or len(shares) > _MOST_SHARES:
        return {share.key for share in shares} if hidden else hidden
    questions = list(_questions(shares, base))
    while more := _next_hidden(questions, hidden, minimum_count):
        hidden |= more
    return hidden


def _questions(shares: Sequence[PartOfAll], base: Decimal) -> Iterator[Sequence[PartOfAll]]:
    """Give the runs of three shares or more that make up the base; of two, both are small where one is."""
    for start, end in combinations(range(len(shares) + 1), 2):
        run = shares[start:end]
        if len(run) > 2 and sum(share.people for share in run) == base:  # noqa: PLR2004 - three or more
            yield run


def _next_hidden(questions: Iterable[Sequence[PartOfAll]], hidden: Collection[int], minimum_count: int) -> set[int]:
    """Return the smallest share that is still disclosed of each question whose hidden ones could be worked out."""
    found: set[int] = set()
    for shares in questions:
        told = [share for share in shares if share.key not in hidden]
        if told and not _are_safe([share for share in shares if share.key in hidden], minimum_count):
            found.add(min(told, key=lambda share: share.people).key)
    return found


def _are_safe(hidden: Sequence[PartOfAll], minimum_count: int) -> bool:
    """Return whether each of the hidden shares may hold any small number, as far as their sum tells."""
    return not hidden or (len(hidden) > 1 and sum(share.people for share in hidden) >= minimum_count - 1)


class Answer(NamedTuple):
    """A share of those who were asked something: how many gave it, and of how many, as far as that is known.

    `key` is that of its measurement, `indicator` of its indicator, `asked` tells of which survey or time it is, and
    `scope` of whom.
    """

    key: int
    indicator: int
    asked: Hashable
    scope: Scope
    people: Decimal | None
    base: Decimal | None


_THREE = 3
"""Of two answers that make up all, both are small where one is."""


def suppressed_answers(
    answers: Sequence[Answer], hidden: frozenset[int], sexes: Collection[int], minimum_count: int
) -> tuple[set[int], set[int]]:
    """Return the parts that are suppressed for the sake of other answers, and where women and men are; by their keys.

    Args:
        answers: in the order of the plan, in which the answers to one question stand beside each other.
        hidden: the keys of those that are suppressed.
        sexes: the keys of those whose women and men are.
        minimum_count: the least number of people that is disclosed.
    """
    parts, with_sexes = set[int](), set[int]()
    for together in _of_one_question(answers):
        if not hidden.isdisjoint(one.key for one in together) or _few_gave_another(together, minimum_count):
            parts.update(one.key for one in together if any(one.scope))
        with_sexes.update(_of_same_scopes(together, sexes))
    return parts, with_sexes


def _of_same_scopes(answers: Sequence[Answer], keys: Collection[int]) -> Iterator[int]:
    """Give the keys of the answers that are of the same people as some of them."""
    scopes = {one.scope for one in answers if one.key in keys}
    return (one.key for one in answers if one.scope in scopes)


def _of_one_question(answers: Sequence[Answer]) -> Iterator[list[Answer]]:
    """Give the answers, of all scopes, to each question: somewhere they make up all who answered it."""
    question_of: dict[tuple[Hashable, int], set[int]] = {}
    for (asked, _, base), people in _counted(answers).items():
        for indicators in _making_up(list(people.items()), base):
            known = [question_of[asked, one] for one in indicators if (asked, one) in question_of]
            joined = indicators.union(*{id(one): one for one in known}.values())
            question_of.update(((asked, one), joined) for one in joined)
    together: dict[int, list[Answer]] = {}
    for one in answers:
        question = question_of.get((one.asked, one.indicator))
        if question is not None:
            together.setdefault(id(question), []).append(one)
    yield from together.values()


def _counted(answers: Iterable[Answer]) -> dict[tuple[Hashable, Scope, Decimal], dict[int, Decimal]]:
    """Return how many gave each indicator's answer, of the same people; where it is told more than once, the last."""
    found: dict[tuple[Hashable, Scope, Decimal], dict[int, Decimal]] = {}
    for one in answers:
        if one.people is not None and one.base is not None:
            found.setdefault((one.asked, one.scope, one.base), {})[one.indicator] = one.people
    return found


def _making_up(people: Sequence[tuple[int, Decimal]], base: Decimal) -> Iterator[set[int]]:
    """Give the indicators of three answers or more beside each other that make up the base; of very many, all."""
    if len(people) > _MOST_SHARES:
        yield {indicator for indicator, _ in people}
        return
    starts = {Decimal(0): 0}
    total = Decimal(0)
    for end, (_, count) in enumerate(people, 1):
        total += count
        start = starts.get(total - base)
        if start is not None and end - start >= _THREE:
            yield {indicator for indicator, _ in people[start:end]}
        starts.setdefault(total, end)


def _few_gave_another(answers: Iterable[Answer], minimum_count: int) -> bool:
    """Return whether few of a unit or target group gave none of the answers to a question that are told of it."""
    of_parts = (one for one in answers if any(one.scope))
    return any(0 < base - sum(told.values()) < minimum_count for (_, _, base), told in _counted(of_parts).items())


_Place = tuple[Scope, int, int]


class SurveyBases:
    """How many answered each survey, in all and at each unit, as far as the shares of any indicator tell.

    Args:
        shares: the shares of people, each with its indicator.
        people: counts them.
        most: so many may be held against the indicators in all.
    """

    def __init__(self, shares: Iterable[tuple[Indicator, Measurement]], people: CountedPeople, most: int) -> None:
        self._people = people
        self._bases: dict[str, dict[_Place, Span]] = {}
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
            bases[place] = bases.get(place, Span(base, base)).with_other(Span(base, base))
        everyone = (ALL, ALL), first, last
        if survey.answered is not None and measurement.is_part:
            bases.setdefault(everyone, Span(survey.answered, survey.answered))

    def beside(self, indicator: Indicator) -> list[Row] | None:
        """Return how many answered where an indicator is not measured itself, if it is at units in the same survey.

        None where there are too many.
        """
        every = self._own.get(id(indicator.measurements), {})
        own = {name: scopes for name, scopes in every.items() if any(map(any, scopes))}
        if own and self._are_too_many:
            return None
        return [
            Row(scope, first, last, {(ALL, ALL): span})
            for name, scopes in own.items()
            for (scope, first, last), span in self._bases[name].items()
            if scope not in scopes
        ]
