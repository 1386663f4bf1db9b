"""What the plan answers to: areas and strategies, decisions, recommendations and money."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.coverage import Answer, CoveredArea, answers, covered_areas
from anhorig_cli.analysis.facts import is_known
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.strategy import Decision, Funding, FundingPart
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.periods import period_view
from anhorig_cli.views.things import told
from anhorig_cli.vocabulary import folded


class AreaView(NamedTuple):
    """An area of a strategy, or a goal above this plan, and the subgoals that contribute to it.

    It `is_covered` where a subgoal does, and has an `answer` where it was found not to apply, or a subgoal contributes
    to a part of it. It `is_uncovered` where neither holds, and the plan has subgoals.
    """

    title: str
    description: str
    details: tuple[str, ...]
    subgoals: tuple[str, ...]
    is_covered: bool
    answer: str
    is_uncovered: bool


class StrategyView(NamedTuple):
    """The areas of another plan that this one contributes to, covered by it or not."""

    title: str
    areas: tuple[AreaView, ...]


class DecisionView(NamedTuple):
    """A decision of a political body."""

    title: str
    date: str
    body: str
    paragraph: str
    registry_number: str
    text: str
    effective: str


class FundingPartView(NamedTuple):
    """A unit's or a party's part of a sum."""

    receiver: str
    amount: str
    note: str


class FundingView(NamedTuple):
    """Money for the work: where it comes from, how much, for when, who gets it, and for which subgoals.

    `details` says it all in short texts; `description` is the plan's note.
    """

    title: str
    description: str
    details: tuple[str, ...]
    source: str
    amount: str
    period: str
    parts: tuple[FundingPartView, ...]
    subgoals: tuple[str, ...]


class RecommendationView(NamedTuple):
    """What an auditor, say, has asked for, and what answers it; `details` says the same in short texts."""

    title: str
    description: str
    details: tuple[str, ...]
    asked_by: str
    date: str
    answers: tuple[str, ...]
    is_answered: bool


def area_views(
    snapshot: Snapshot, strategy: Plan, formatter: Formatter, others: Iterable[Plan] = ()
) -> tuple[AreaView, ...]:
    """Return the areas of a strategy with the subgoals that contributed on the day.

    The strategy may be the plan itself, and `others` plans whose subgoals may contribute to it, too.
    """
    titles = Titles(strategy, formatter, lambda _: None)
    return tuple(_area(covered, snapshot, titles, formatter) for covered in covered_areas(snapshot, strategy, others))


def _area(covered: CoveredArea, snapshot: Snapshot, titles: Titles, formatter: Formatter) -> AreaView:
    area = covered.area
    part_of = titles.of([area.part_of], "areas") if area.part_of else []
    own = (subgoal.title for subgoal in covered.subgoals if not snapshot.is_carried_on(subgoal))
    return AreaView(
        title=area.title,
        description=area.description or "",
        details=told(
            area.source,
            *(formatter.text("part of {whole}", whole=whole) for whole in part_of),
            titles.responsible(area.responsible),
            *(formatter.text("not included: {what}", what=what) for what in area.excludes),
        ),
        subgoals=(*own, *(f"{subgoal.title} ({plan.title})" for plan, subgoal in covered.elsewhere)),
        is_covered=bool(covered.subgoals or covered.elsewhere),
        answer=_answer(covered, formatter),
        is_uncovered=covered.is_uncovered,
    )


def _answer(covered: CoveredArea, formatter: Formatter) -> str:
    """Return what answers for an area that no subgoal contributes to; empty where nothing does."""
    if covered.by_part:
        return formatter.text("parts of the area")
    return formatter.label("assessment", "not_applicable") if covered.is_answered else ""


def strategy_views(snapshot: Snapshot, titles: Titles, formatter: Formatter) -> tuple[StrategyView, ...]:
    """Return the other plans whose areas the plan's subgoals contribute to."""
    named = (name for _, subgoal in snapshot.subgoals for name in subgoal.contributes_to if "/" in name)
    ids = dict.fromkeys(folded(name.partition("/")[0]) for name in named)
    plans = (titles.other_plan(plan_id) for plan_id in ids if plan_id != folded(snapshot.plan.id))
    return tuple(
        StrategyView(plan.title, area_views(snapshot, plan, formatter))
        for plan in plans
        if plan is not None and plan.areas
    )


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
        text=decision.text or "",
        effective=word.date(decision.effective),
    )


def funding_views(snapshot: Snapshot, titles: Titles, formatter: Formatter) -> tuple[FundingView, ...]:
    """Return the money for the work."""
    plan = snapshot.plan
    places = Register(plan.funding, plan.id)
    paid: dict[int, list[str]] = {}
    for _, subgoal in snapshot.current():
        for place in places.places(subgoal.funding):
            paid.setdefault(place, []).append(subgoal.title)
    return tuple(_funding(one, paid.get(i, ()), titles, formatter) for i, one in enumerate(plan.funding))


def _funding(funding: Funding, subgoals: Iterable[str], titles: Titles, word: Formatter) -> FundingView:
    parts = tuple(_part(part, titles, word) for part in funding.parts)
    source = funding.source if funding.title else None
    amount, period = _sum(funding.amount, word), period_view(funding.period, word)
    return FundingView(
        title=funding.title or funding.source or word.text("Funding"),
        description=funding.note or "",
        details=told(source, amount, period, *(" ".join(told(p.receiver, p.amount, p.note)) for p in parts)),
        source=funding.source or "",
        amount=amount,
        period=period,
        parts=parts,
        subgoals=tuple(subgoals),
    )


def _part(part: FundingPart, titles: Titles, word: Formatter) -> FundingPartView:
    receiver = "".join(titles.of([part.unit or part.party or ""], "units", "parties"))
    return FundingPartView(receiver, _sum(part.amount, word), part.note or "")


def _sum(amount: object, word: Formatter) -> str:
    return word.text("{amount} SEK", amount=amount) if amount is not None else ""


def recommendation_views(snapshot: Snapshot, titles: Titles, formatter: Formatter) -> tuple[RecommendationView, ...]:
    """Return the recommendations known on the day, with what answered them then."""
    return tuple(_recommendation(answer, titles, formatter) for answer in answers(snapshot))


def _recommendation(answer: Answer, titles: Titles, word: Formatter) -> RecommendationView:
    one = answer.recommendation
    by = tuple(titles.of(answer.answered_by, "subgoals", "activities"))
    answered = word.text("answered by {answers}", answers=word.listed(by)) if by else word.text("not answered")
    return RecommendationView(
        title=one.title or one.text or "",
        description=(one.text or "") if one.title else "",
        details=told(one.from_, word.date(one.date), answered),
        asked_by=one.from_ or "",
        date=word.date(one.date),
        answers=by,
        is_answered=bool(by),
    )
