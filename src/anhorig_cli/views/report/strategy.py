"""What the plan answers to: areas and strategies, decisions, recommendations and money."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from anhorig_cli.analysis.area_matrix import StrategyAreas
from anhorig_cli.analysis.contributions import Contributor
from anhorig_cli.analysis.coverage import CoveredArea, RecommendationAnswer, answers, by_level, covered_areas
from anhorig_cli.analysis.facts import is_known, outcome_is_known
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import RESPONSIBLE, Register
from anhorig_cli.model.strategy import Decision, Funding, FundingPart
from anhorig_cli.views.formatter import Formatter, TableView, period_view
from anhorig_cli.views.names import Titles, non_empty
from anhorig_cli.views.report.plans_serving import others_in_short, others_serving
from anhorig_cli.views.subgoals import AssessmentView, Statuses, assessments_known
from anhorig_cli.vocabulary import folded

_MOST_NAMED = 20
"""So many subgoals are named as what an area's assessment rests on."""


class AreaView(NamedTuple):
    """An area of a strategy, or a goal above this plan, and what contributes to it.

    `place` is its place in the strategy, and `level` says how many areas stand above it. `assessments` are its own, the
    last one first. `subgoals` are the titles of the plan's own that contribute, `indicators` of those that measure it,
    and `rests_on` says how each subgoal below it was judged, also below its parts. `others` says that other plans
    contribute; which, and with what, `plans_serving` tells.
    `earlier` are the titles of those that contributed and are carried on by others.
    It `is_covered` where a subgoal does, and has an `answer` where it was found not to apply, or a subgoal contributes
    to a part of it. It `is_uncovered` where neither holds, and the work is not left to other plans.
    """

    place: int
    level: int
    title: str
    description: str
    details: tuple[str, ...]
    assessments: tuple[AssessmentView, ...]
    subgoals: tuple[str, ...]
    indicators: tuple[str, ...]
    rests_on: tuple[str, ...]
    others: str
    earlier: tuple[str, ...]
    is_covered: bool
    answer: str
    is_uncovered: bool
    has_dropped: bool = False


class StrategyView(NamedTuple):
    """The areas of another plan that this one contributes to, covered by it or not.

    `others` says what other plans do in those that it contributes to, where they are reported, and `summary` says in a
    line which those are and how others stand there; it is empty where it contributes to none.
    """

    title: str
    summary: str
    areas: tuple[AreaView, ...]
    others: TableView | None


class DecisionView(NamedTuple):
    """A decision of a political body; `minutes` is its body, paragraph and registry number, as far as they are told."""

    title: str
    date: str
    body: str
    paragraph: str
    registry_number: str
    minutes: str
    text: str
    effective: str


class FundingPartView(NamedTuple):
    """A unit's or a party's part of a sum, and what it came to."""

    receiver: str
    amount: str
    outcome: str
    note: str


class FundingView(NamedTuple):
    """Money for the work: where it comes from, how much, what it came to, for when, who gets it, for which subgoals.

    `details` says it all in short texts; `description` is the plan's note.
    """

    title: str
    description: str
    details: tuple[str, ...]
    source: str
    amount: str
    outcome: str
    period: str
    parts: tuple[FundingPartView, ...]
    subgoals: tuple[str, ...]


class RecommendationView(NamedTuple):
    """What an auditor, say, has asked for, of whom, by when, and what answers it.

    `details` says it in short texts, and `description` is `text` and then `answer`, both Markdown. `answers` are the
    titles of what answers it. It `is_late` where the last day has passed without an answer.
    """

    title: str
    text: str
    description: str
    details: tuple[str, ...]
    asked_by: str
    asked_of: str
    date: str
    due: str
    answers: tuple[str, ...]
    answer: str
    answered: str
    is_answered: bool
    is_late: bool


def area_views(
    snapshot: Snapshot, strategy: Plan, formatter: Formatter, others: Sequence[Contributor] = ()
) -> tuple[AreaView, ...]:
    """Return the areas of a strategy with the subgoals that contributed on the day.

    The strategy may be the plan itself, and `others` say what other plans contribute to it.
    """
    titles = Titles(strategy, formatter)
    areas = covered_areas(snapshot, strategy, others)
    rests_on = _rests_on(areas, Statuses(snapshot, formatter), formatter)
    return tuple(_area(one, rests_on[one.place], snapshot, titles) for one in by_level(areas))


def _rests_on(areas: Sequence[CoveredArea], status_of: Statuses, word: Formatter) -> list[tuple[str, ...]]:
    """Return, for each area, the subgoals that contribute to it or to what is below it, each with its assessment.

    Of very many the first are named, and of other plans' it is only said that there are such.
    """
    below: list[tuple[str, ...]] = [() for _ in areas]
    others = [_others(area, word) for area in areas]
    for area in sorted(areas, key=lambda one: one.depth, reverse=True):
        named = dict.fromkeys(_contributing(area, status_of))
        for part in area.parts:
            named |= dict.fromkeys(below[part])
            others[area.place] = others[area.place] or others[part]
        below[area.place] = tuple(islice(named, _MOST_NAMED + 1))
    more = word.text("more")
    named_of = [(*names[:_MOST_NAMED], more) if len(names) > _MOST_NAMED else names for names in below]
    return [non_empty(*names, other) for names, other in zip(named_of, others, strict=True)]


def _contributing(area: CoveredArea, status_of: Statuses) -> Iterator[str]:
    """Give the plan's own subgoals that contribute to an area itself, each with its assessment."""
    return (status_of.own(one) for one in area.subgoals if not status_of.snapshot.is_carried_on(one))


def _others(area: CoveredArea, word: Formatter) -> str:
    """Return that other plans contribute to an area, where they do."""
    return word.text("other plans") if area.elsewhere or area.is_measured_elsewhere else ""


def _area(covered: CoveredArea, rests_on: tuple[str, ...], snapshot: Snapshot, titles: Titles) -> AreaView:
    area, formatter = covered.area, titles.formatter
    part_of = titles.of([area.part_of], "areas") if area.part_of else []
    return AreaView(
        place=covered.place,
        level=covered.depth,
        title=area.title,
        description=area.description or "",
        details=non_empty(
            area.source,
            *(formatter.text("part of {whole}", whole=whole) for whole in part_of),
            titles.responsible(area.responsible),
            *(formatter.text("not included: {what}", what=what) for what in area.excludes),
        ),
        assessments=assessments_known(area, snapshot.as_of, formatter),
        indicators=tuple(indicator.title for indicator in covered.indicators),
        rests_on=rests_on,
        subgoals=tuple(_own(covered, snapshot, is_carried_on=False)),
        others=_others(covered, formatter),
        earlier=tuple(_own(covered, snapshot, is_carried_on=True)),
        is_covered=bool(covered.subgoals or covered.elsewhere),
        answer=_answer(covered, formatter),
        has_dropped=covered.has_dropped,
        is_uncovered=covered.is_uncovered and not covered.is_left_to_plans,
    )


def _own(covered: CoveredArea, snapshot: Snapshot, *, is_carried_on: bool) -> Iterator[str]:
    """Give the titles of the subgoals of the plan for an area: of those that others carry on, or of the rest."""
    return (one.title for one in covered.subgoals if snapshot.is_carried_on(one) == is_carried_on)


def _answer(covered: CoveredArea, formatter: Formatter) -> str:
    """Return what answers for an area that no subgoal contributes to; empty where nothing does."""
    if covered.by_part:
        return formatter.text("parts of the area")
    return formatter.label("assessment", "not_applicable") if covered.is_answered else ""


StrategyAreasOf = Callable[[Plan, date], StrategyAreas]
"""Gives what all plans do on a day in the areas of a strategy."""


def strategy_views(snapshot: Snapshot, titles: Titles, strategy_areas_of: StrategyAreasOf) -> tuple[StrategyView, ...]:
    """Return the other plans whose areas the plan's subgoals contribute to, with what further plans do there."""
    named = (name for _, subgoal in snapshot.subgoals for name in subgoal.contributes_to if "/" in name)
    ids = dict.fromkeys(folded(name.partition("/")[0]) for name in named)
    plans = (titles.other_plan(plan_id) for plan_id in ids if plan_id != folded(snapshot.plan.id))
    return tuple(
        _strategy(snapshot, plan, titles.formatter, strategy_areas_of)
        for plan in plans
        if plan is not None and plan.areas
    )


def _strategy(
    snapshot: Snapshot, strategy: Plan, formatter: Formatter, strategy_areas_of: StrategyAreasOf
) -> StrategyView:
    views = area_views(snapshot, strategy, formatter)
    served = {view.place for view in views if view.is_covered}
    own, around = snapshot.plan.id, strategy_areas_of(strategy, snapshot.as_of)
    table = others_serving(around, own, served, formatter)
    summary = _summary(strategy, views, others_in_short(around, own, served, formatter), formatter)
    return StrategyView(strategy.title, summary, views, table)


def _summary(strategy: Plan, areas: Sequence[AreaView], others: str, word: Formatter) -> str:
    """Return the areas of a strategy that are contributed to, with how other plans stand there."""
    served = word.listed(one.title for one in areas if one.is_covered)
    return f"{strategy.title}: {served}" + (f" ({others})" if others else "") if served else ""


def decision_views(decisions: Iterable[Decision], as_of: date, formatter: Formatter) -> tuple[DecisionView, ...]:
    """Return the decisions known on the day."""
    return tuple(_decision(d, formatter) for d in decisions if is_known(d, as_of))


def _decision(decision: Decision, word: Formatter) -> DecisionView:
    return DecisionView(
        title=decision.title or "",
        date=word.date(decision.date),
        body=decision.body or "",
        paragraph=decision.paragraph or "",
        registry_number=decision.registry_number or "",
        minutes=", ".join(filter(None, (decision.minutes, decision.registry_number))),
        text=decision.text or "",
        effective=word.date(decision.effective),
    )


def funding_views(snapshot: Snapshot, titles: Titles) -> tuple[FundingView, ...]:
    """Return the money for the work."""
    plan = snapshot.plan
    places = Register(plan.funding, plan.id)
    paid: dict[int, list[str]] = {}
    for _, subgoal in snapshot.current():
        for place in places.places(subgoal.funding):
            paid.setdefault(place, []).append(subgoal.title)
    return tuple(
        _funding(_as_known(one, snapshot.as_of), paid.get(i, ()), titles) for i, one in enumerate(plan.funding)
    )


def _as_known(funding: Funding, as_of: date) -> Funding:
    """Return funding as it was known on a day: without the outcome where that was reported later."""
    if outcome_is_known(funding, as_of):
        return funding
    parts = tuple(part.model_copy(update={"outcome": None}) for part in funding.parts)
    return funding.model_copy(update={"outcome": None, "parts": parts})


def _funding(funding: Funding, subgoals: Iterable[str], titles: Titles) -> FundingView:
    word = titles.formatter
    parts = tuple(_part(part, titles) for part in funding.parts)
    outcome = _sum(funding.outcome, word)
    source = funding.source if funding.title else None
    amount, period = _sum(funding.amount, word), period_view(funding.period, word)
    return FundingView(
        title=funding.title or funding.source or word.text("Funding"),
        description=funding.note or "",
        details=non_empty(
            source, amount, _outcome(outcome, word), period, *(_part_in_words(part, word) for part in parts)
        ),
        source=funding.source or "",
        amount=amount,
        outcome=outcome,
        period=period,
        parts=parts,
        subgoals=tuple(subgoals),
    )


def _part(part: FundingPart, titles: Titles) -> FundingPartView:
    word = titles.formatter
    receiver = "".join(titles.of([part.unit or part.party or ""], "units", "parties"))
    return FundingPartView(receiver, _sum(part.amount, word), _sum(part.outcome, word), plain_words(part.note or ""))


def _part_in_words(part: FundingPartView, word: Formatter) -> str:
    sums = ", ".join(non_empty(part.amount, _outcome(part.outcome, word)))
    note = f"({part.note})" if part.note else ""
    return " ".join(non_empty(part.receiver, sums, note))


def _outcome(outcome: str, word: Formatter) -> str:
    return word.text("outcome {amount}", amount=outcome) if outcome else ""


def _sum(amount: object, word: Formatter) -> str:
    return word.text("{amount} SEK", amount=amount) if amount is not None else ""


def recommendation_views(snapshot: Snapshot, titles: Titles) -> tuple[RecommendationView, ...]:
    """Return the recommendations known on the day, with what answered them then."""
    return tuple(_recommendation(answer, titles) for answer in answers(snapshot))


def _recommendation(answer: RecommendationAnswer, titles: Titles) -> RecommendationView:
    one, word = answer.recommendation, titles.formatter
    by = tuple(titles.of(answer.answered_by, "subgoals", "activities"))
    asked_of = word.listed(titles.of(one.to, *RESPONSIBLE))
    answered = word.date(one.answered) if answer.text else ""
    due = word.date(one.due)
    return RecommendationView(
        title=one.title or plain_words(one.text or ""),
        text=(one.text or "") if one.title else "",
        description="\n\n".join(_asked_and_answered(answer, word)),
        details=non_empty(
            one.from_,
            word.text("to {who}", who=asked_of) if asked_of else "",
            word.date(one.date),
            word.text("to be answered by {day}", day=due) if due else "",
            *_how_answered(answer, by, answered, word),
        ),
        asked_by=one.from_ or "",
        asked_of=asked_of,
        date=word.date(one.date),
        due=due,
        answers=by,
        answer=answer.text,
        answered=answered,
        is_answered=answer.is_answered,
        is_late=answer.is_late,
    )


def _asked_and_answered(answer: RecommendationAnswer, word: Formatter) -> Iterator[str]:
    """Give the recommendation in words, where that is not its title, and then the answer."""
    one = answer.recommendation
    if one.title and one.text:
        yield one.text
    if answer.text:
        yield f"{word.key('recommendation', 'answer')}: {answer.text}"


def _how_answered(answer: RecommendationAnswer, by: Sequence[str], answered: str, word: Formatter) -> Iterator[str]:
    """Give when a recommendation was answered, and by what; that it was not, where nothing answers it."""
    if by:
        yield word.text("answered by {answers}", answers=word.listed(by))
    if answer.text:
        yield word.text("answered {day}", day=answered) if answered else word.text("answered")
    if answer.is_late:
        yield word.text("not answered in time")
    elif not answer.is_answered:
        yield word.text("not answered")
