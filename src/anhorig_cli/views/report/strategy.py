"""What the plan answers to: areas and strategies, decisions, recommendations and funding."""

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
"""At most this many subgoals are named as the basis of an area's assessment."""


class AreaView(NamedTuple):
    """An area of a strategy, or a goal above this plan, and what contributes to it.

    `place` is its place in the strategy, and `level` the number of areas above it. `assessments` are its own, the last
    one first. `subgoals` are the titles of the plan's own that contribute, `indicators` of those that measure it, and
    `rests_on` are the subgoals below it, also below its parts, each with its assessment. `others` says that other plans
    contribute; `plans_serving` shows which, and with what. `earlier` are the titles of those that contributed and are
    carried on by others. It `is_covered` if a subgoal contributes, and has an `answer` if it was found not to apply, or
    if a subgoal contributes to a part of it. It `is_uncovered` if neither is so, and the work is not left to other
    plans.
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
    """The areas of another plan to which this one contributes, with those that it does not cover.

    `others` is a table of what other plans do in the areas to which this one contributes, where that is reported, and
    `summary` names those areas in a line, with how other plans' subgoals stand there; it is empty if there are none.
    """

    title: str
    summary: str
    areas: tuple[AreaView, ...]
    others: TableView | None


class DecisionView(NamedTuple):
    """A decision of a political body; `minutes` is its body, paragraph and registry number, those that are given."""

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

    The strategy may be the snapshot's own plan; `others` are what other plans contribute to it.
    """
    titles = Titles(strategy, formatter)
    areas = covered_areas(snapshot, strategy, others)
    rests_on = _assessment_bases(areas, Statuses(snapshot, formatter), formatter)
    return tuple(_area(one, rests_on[one.place], snapshot, titles) for one in by_level(areas))


def _assessment_bases(areas: Sequence[CoveredArea], status_of: Statuses, word: Formatter) -> list[tuple[str, ...]]:
    """Return, for each area, the subgoals that contribute to it or to the areas below it, with their assessments.

    At most `_MOST_NAMED` are named; other plans' subgoals are only mentioned as "other plans".
    """
    below: list[tuple[str, ...]] = [() for _ in areas]
    others = [_other_plans(area, word) for area in areas]
    for area in sorted(areas, key=lambda one: one.depth, reverse=True):
        subgoals_named = dict.fromkeys(_assessed_contributors(area, status_of))
        for part in area.parts:
            subgoals_named |= dict.fromkeys(below[part])
            others[area.place] = others[area.place] or others[part]
        below[area.place] = tuple(islice(subgoals_named, _MOST_NAMED + 1))
    more_text = word.text("more")
    shortened = [(*names[:_MOST_NAMED], more_text) if len(names) > _MOST_NAMED else names for names in below]
    return [non_empty(*names, other) for names, other in zip(shortened, others, strict=True)]


def _assessed_contributors(area: CoveredArea, status_of: Statuses) -> Iterator[str]:
    """Yield the plan's own subgoals that contribute directly to an area, each with its assessment."""
    return (status_of.own(one) for one in area.subgoals if not status_of.snapshot.is_carried_on(one))


def _other_plans(area: CoveredArea, word: Formatter) -> str:
    """Return "other plans" in the report's language if any contribute to the area, else an empty string."""
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
        subgoals=tuple(_own_titles(covered, snapshot, is_carried_on=False)),
        others=_other_plans(covered, formatter),
        earlier=tuple(_own_titles(covered, snapshot, is_carried_on=True)),
        is_covered=bool(covered.subgoals or covered.elsewhere),
        answer=_substitute_cover(covered, formatter),
        has_dropped=covered.has_dropped,
        is_uncovered=covered.is_uncovered and not covered.is_left_to_plans,
    )


def _own_titles(covered: CoveredArea, snapshot: Snapshot, *, is_carried_on: bool) -> Iterator[str]:
    """Yield the titles of the plan's subgoals for an area: those carried on by others, or all the rest."""
    return (one.title for one in covered.subgoals if snapshot.is_carried_on(one) == is_carried_on)


def _substitute_cover(covered: CoveredArea, formatter: Formatter) -> str:
    """Return what covers an area to which no subgoal contributes; empty if nothing does."""
    if covered.by_part:
        return formatter.text("parts of the area")
    return formatter.label("assessment", "not_applicable") if covered.is_answered else ""


StrategyAreasOf = Callable[[Plan, date], StrategyAreas]
"""A function that returns what all plans do in the areas of a strategy on a day."""


def strategy_views(snapshot: Snapshot, titles: Titles, strategy_areas_of: StrategyAreasOf) -> tuple[StrategyView, ...]:
    """Return the other plans to whose areas the plan's subgoals contribute, with what further plans do there."""
    references = (name for _, subgoal in snapshot.subgoals for name in subgoal.contributes_to if "/" in name)
    ids = dict.fromkeys(folded(name.partition("/")[0]) for name in references)
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
    served_places = {view.place for view in views if view.is_covered}
    own, all_areas = snapshot.plan.id, strategy_areas_of(strategy, snapshot.as_of)
    table = others_serving(all_areas, own, served_places, formatter)
    summary = _served_areas(strategy, views, others_in_short(all_areas, own, served_places, formatter), formatter)
    return StrategyView(strategy.title, summary, views, table)


def _served_areas(strategy: Plan, areas: Sequence[AreaView], others: str, word: Formatter) -> str:
    """Return the areas of a strategy that the plan contributes to, with how other plans' subgoals stand there."""
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
    """Return the funding of the plan, as it was known on the day, with the current subgoals that each funds."""
    plan = snapshot.plan
    places = Register(plan.funding, plan.id)
    funded: dict[int, list[str]] = {}
    for _, subgoal in snapshot.current():
        for place in places.places(subgoal.funding):
            funded.setdefault(place, []).append(subgoal.title)
    return tuple(
        _funding(_funding_as_known(one, snapshot.as_of), funded.get(i, ()), titles)
        for i, one in enumerate(plan.funding)
    )


def _funding_as_known(funding: Funding, as_of: date) -> Funding:
    """Return funding as it was known on a day: without outcomes that were reported later."""
    if outcome_is_known(funding, as_of):
        return funding
    parts = tuple(part.model_copy(update={"outcome": None}) for part in funding.parts)
    return funding.model_copy(update={"outcome": None, "parts": parts})


def _funding(funding: Funding, subgoals: Iterable[str], titles: Titles) -> FundingView:
    word = titles.formatter
    parts = tuple(_part(part, titles) for part in funding.parts)
    outcome = _amount(funding.outcome, word)
    source = funding.source if funding.title else None
    amount, period = _amount(funding.amount, word), period_view(funding.period, word)
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
    return FundingPartView(
        receiver, _amount(part.amount, word), _amount(part.outcome, word), plain_words(part.note or "")
    )


def _part_in_words(part: FundingPartView, word: Formatter) -> str:
    sums = ", ".join(non_empty(part.amount, _outcome(part.outcome, word)))
    note = f"({part.note})" if part.note else ""
    return " ".join(non_empty(part.receiver, sums, note))


def _outcome(outcome: str, word: Formatter) -> str:
    return word.text("outcome {amount}", amount=outcome) if outcome else ""


def _amount(amount: object, word: Formatter) -> str:
    return word.text("{amount} SEK", amount=amount) if amount is not None else ""


def recommendation_views(snapshot: Snapshot, titles: Titles) -> tuple[RecommendationView, ...]:
    """Return the recommendations known on the day, with what answered them at that time."""
    return tuple(_recommendation(answer, titles) for answer in answers(snapshot))


def _recommendation(answer: RecommendationAnswer, titles: Titles) -> RecommendationView:
    recommendation, word = answer.recommendation, titles.formatter
    answered_by = tuple(titles.of(answer.answered_by, "subgoals", "activities"))
    asked_of = word.listed(titles.of(recommendation.to, *RESPONSIBLE))
    answered = word.date(recommendation.answered) if answer.text else ""
    due = word.date(recommendation.due)
    return RecommendationView(
        title=recommendation.title or plain_words(recommendation.text or ""),
        text=(recommendation.text or "") if recommendation.title else "",
        description="\n\n".join(_asked_and_answered(answer, word)),
        details=non_empty(
            recommendation.from_,
            word.text("to {who}", who=asked_of) if asked_of else "",
            word.date(recommendation.date),
            word.text("to be answered by {day}", day=due) if due else "",
            *_how_answered(answer, answered_by, answered, word),
        ),
        asked_by=recommendation.from_ or "",
        asked_of=asked_of,
        date=word.date(recommendation.date),
        due=due,
        answers=answered_by,
        answer=answer.text,
        answered=answered,
        is_answered=answer.is_answered,
        is_late=answer.is_late,
    )


def _asked_and_answered(answer: RecommendationAnswer, word: Formatter) -> Iterator[str]:
    """Yield the recommendation's text, unless it serves as the title, and then the answer."""
    one = answer.recommendation
    if one.title and one.text:
        yield one.text
    if answer.text:
        yield f"{word.key('recommendation', 'answer')}: {answer.text}"


def _how_answered(answer: RecommendationAnswer, by: Sequence[str], answered: str, word: Formatter) -> Iterator[str]:
    """Yield what answered a recommendation and when, or else that it has not been answered."""
    if by:
        yield word.text("answered by {answers}", answers=word.listed(by))
    if answer.text:
        yield word.text("answered {day}", day=answered) if answered else word.text("answered")
    if answer.is_late:
        yield word.text("not answered in time")
    elif not answer.is_answered:
        yield word.text("not answered")
