"""What the plan covers: areas with contributions, recommendations with answers, indicators in use."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from anhorig_cli.analysis.contributions import DROPPED, Contribution, Contributor
from anhorig_cli.analysis.facts import is_known, known
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Hierarchy, Register
from anhorig_cli.model.strategy import Area, Recommendation
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.vocabulary import folded

if TYPE_CHECKING:
    from anhorig_cli.model.activity import Activity


class CoveredArea(NamedTuple):
    """An area of a strategy, its index there (`place`), and what contributes to it, other plans' subgoals `elsewhere`.

    `indicators` are the plan's own that measure it, and `parts` the indexes of the areas right below it.
    `by_part` is set where something contributes to an area below it; `depth` is the number of areas above it. It
    `is_answered` where it was found not to apply, and `has_dropped` subgoals that no longer count. Where it
    `is_left_to_plans`, only other plans' work covers it. It is not `is_asked_for` as long as no plan is under the
    strategy, where a subgoal yet to be added contributes to it, or where it was assessed as not applicable or dropped.
    """

    place: int
    area: Area
    subgoals: tuple[Subgoal, ...]
    elsewhere: tuple[tuple[Contributor, Contribution], ...]
    is_measured_elsewhere: bool
    indicators: tuple[Indicator, ...]
    parts: tuple[int, ...]
    depth: int
    by_part: bool
    is_answered: bool
    has_dropped: bool
    is_asked_for: bool
    is_left_to_plans: bool

    @property
    def is_uncovered(self) -> bool:
        """Return whether something should contribute to the area, and nothing does."""
        return self.is_asked_for and not self.is_covered and not self.is_answered

    @property
    def is_covered(self) -> bool:
        """Return whether a subgoal or an indicator contributes to the area, or to a part of it."""
        is_own = bool(self.subgoals or self.indicators) and not self.is_left_to_plans
        return is_own or bool(self.elsewhere) or self.is_measured_elsewhere or self.by_part


def covered_areas(snapshot: Snapshot, strategy: Plan, others: Sequence[Contributor] = ()) -> list[CoveredArea]:
    """Return the areas of a strategy, each with what contributed to it on the day.

    Args:
        snapshot: the plan whose subgoals contribute.
        strategy: the plan with the areas, which may be the same.
        others: what further plans contribute.
    """
    places = Register(strategy.areas, strategy.id)
    own, answered, dropped = _own_contributions(snapshot, strategy, places)
    elsewhere = _contributions_elsewhere(strategy, others)
    measured = {place for other in others for place in other.measured}
    indicators = _measuring_indicators(snapshot, strategy, places)
    is_left = strategy is snapshot.plan and is_left_to_plans(snapshot)
    by_plan = () if is_left else (_nonempty_places(own), _nonempty_places(indicators))
    hierarchy = Hierarchy(places)
    depths = hierarchy.depths()
    by_part = hierarchy.above(measured.union(_nonempty_places(elsewhere), *by_plan))
    to_come = _areas_of_later_subgoals(snapshot, strategy, places, hierarchy)
    is_asked_for = not is_left or any(other.is_under for other in others)
    unasked = to_come | dropped_areas(strategy, snapshot.as_of).keys()
    return [
        CoveredArea(
            place=i,
            area=area,
            subgoals=tuple(own[i]),
            elsewhere=tuple(elsewhere[i]),
            is_measured_elsewhere=i in measured,
            indicators=tuple(indicators[i]),
            parts=tuple(hierarchy.parts(i)),
            depth=depths[i],
            by_part=i in by_part,
            is_answered=i in answered,
            has_dropped=i in dropped,
            is_asked_for=is_asked_for and i not in unasked,
            is_left_to_plans=is_left,
        )
        for i, area in enumerate(strategy.areas)
    ]


def _nonempty_places(found: Sequence[Sequence[object]]) -> set[int]:
    """Return the indexes of the areas for which something was found."""
    return {place for place, things in enumerate(found) if things}


def _areas_of_later_subgoals(
    snapshot: Snapshot, strategy: Plan, places: Register[Area], hierarchy: Hierarchy
) -> set[int]:
    """Return the indexes of the areas that subgoals yet to be added contribute to, directly or through a part."""
    found = {
        place
        for subgoal in snapshot.added_later
        for place in places.places(_names_in_strategy(strategy, snapshot, subgoal))
    }
    return found | hierarchy.above(found)


def is_left_to_plans(snapshot: Snapshot) -> bool:
    """Return whether the work in a plan's areas is left to other plans: in a strategy, or a plan without subgoals."""
    return snapshot.plan.document_type == "strategy" or not snapshot.subgoals


def dropped_areas(strategy: Plan, as_of: date) -> dict[int, str]:
    """Return the indexes of the areas whose latest known assessment ended the work in them, with its status."""
    judged = (known(area.assessments, as_of)[-1:] for area in strategy.areas)
    return {i: last[0].status for i, last in enumerate(judged) if last and last[0].status in DROPPED}


def _measuring_indicators(snapshot: Snapshot, strategy: Plan, places: Register[Area]) -> list[list[Indicator]]:
    """Return the indicators of the snapshot's plan that measure each area of a strategy."""
    found: list[list[Indicator]] = [[] for _ in strategy.areas]
    is_own = strategy is snapshot.plan
    for _, indicator in snapshot.indicators:
        names = [name for name in indicator.contributes_to if is_own or "/" in name]
        for place in sorted(places.places(names)):
            found[place].append(indicator)
    return found


def by_level(areas: Sequence[CoveredArea]) -> list[CoveredArea]:
    """Return the areas ordered so that each comes right before its parts, otherwise in the strategy's order."""
    ordered: dict[int, CoveredArea] = {}
    for top in areas:
        waiting = [top] if top.depth == 0 else []
        while waiting:
            area = waiting.pop()
            if area.place not in ordered:
                ordered[area.place] = area
                waiting += [areas[part] for part in reversed(area.parts)]
    return [*ordered.values(), *(area for area in areas if area.place not in ordered)]


def area_of_each(snapshot: Snapshot) -> dict[str, int]:
    """Return, by subgoal id, the index of the first of the plan's areas that the subgoal names."""
    places = Register(snapshot.plan.areas, snapshot.plan.id)
    found: dict[str, int] = {}
    for _, subgoal in snapshot.current():
        named = (place for name in subgoal.contributes_to for place in sorted(places.places([name])))
        first = next(named, None)
        if first is not None:
            found[subgoal.id] = first
    return found


def subgoals_below(snapshot: Snapshot) -> dict[str, list[Subgoal]]:
    """Return, by id, the plan's own subgoals that contribute to each of its subgoals.

    Those that were dropped, or that another subgoal continues, do not.
    """
    plan = snapshot.plan
    places = Register(plan.subgoals, plan.id)
    found: dict[str, list[Subgoal]] = {}
    for _, subgoal in snapshot.current():
        if snapshot.status(subgoal) not in DROPPED:
            for place in sorted(places.places(subgoal.contributes_to)):
                found.setdefault(plan.subgoals[place].id, []).append(subgoal)
    return found


def subgoals_below_elsewhere(
    plan: Plan, others: Sequence[Contributor]
) -> dict[str, list[tuple[Contributor, Contribution]]]:
    """Return, by id, the subgoals of other plans that contribute to each of a plan's subgoals."""
    found: dict[str, list[tuple[Contributor, Contribution]]] = {}
    for other in others:
        for subgoal in other.subgoals:
            for place in subgoal.subgoals:
                found.setdefault(plan.subgoals[place].id, []).append((other, subgoal))
    return found


def _own_contributions(
    snapshot: Snapshot, strategy: Plan, places: Register[Area]
) -> tuple[list[list[Subgoal]], set[int], set[int]]:
    """Return the subgoals contributing to each area, and the indexes of areas not applicable and of dropped ones."""
    found: list[list[Subgoal]] = [[] for _ in strategy.areas]
    answered: set[int] = set()
    dropped: set[int] = set()
    for _, subgoal in snapshot.subgoals:
        status = snapshot.status(subgoal)
        of_subgoal = places.places(_names_in_strategy(strategy, snapshot, subgoal))
        if status == "not_applicable":
            answered |= of_subgoal
        elif status == "discontinued":
            dropped |= of_subgoal
        else:
            for place in of_subgoal:
                found[place].append(subgoal)
    return found, answered, dropped


def _contributions_elsewhere(
    strategy: Plan, others: Sequence[Contributor]
) -> list[list[tuple[Contributor, Contribution]]]:
    """Return the subgoals of other plans that contribute to each area."""
    found: list[list[tuple[Contributor, Contribution]]] = [[] for _ in strategy.areas]
    for other in others:
        for subgoal in other.subgoals:
            for place in subgoal.areas:
                found[place].append((other, subgoal))
    return found


def _names_in_strategy(strategy: Plan, snapshot: Snapshot, subgoal: Subgoal) -> Iterator[str]:
    """Yield what a subgoal contributes to in a strategy; a name from another plan is qualified by its id."""
    is_own = strategy is snapshot.plan
    return (name for name in subgoal.contributes_to if is_own or "/" in name)


class RecommendationAnswer(NamedTuple):
    """A recommendation known on the day, its index in the plan, and what had answered it by then.

    `answered_by` are references to subgoals and activities, `text` is the answer in words. It `is_late` where it is
    unanswered after its last day for an answer.
    """

    place: int
    recommendation: Recommendation
    answered_by: tuple[str, ...]
    text: str
    is_late: bool

    @property
    def is_answered(self) -> bool:
        """Return whether something in the plan answers it, or an answer was given."""
        return bool(self.answered_by or self.text)


def answers(snapshot: Snapshot) -> list[RecommendationAnswer]:
    """Return the recommendations known on the day, with their answers; subgoals added later do not answer yet."""
    later: set[str] = set()
    for subgoal in snapshot.added_later:
        things: list[Subgoal | Activity] = [subgoal, *subgoal.activities]
        later |= {folded(name) for thing in things for name in (thing.id, thing.title) if name}
    return [
        _answer(i, one, snapshot, later)
        for i, one in enumerate(snapshot.plan.recommendations)
        if is_known(one, snapshot.as_of)
    ]


def _answer(place: int, one: Recommendation, snapshot: Snapshot, later: set[str]) -> RecommendationAnswer:
    """Return the answer to a recommendation by the day, without the parts that are added only `later`."""
    answered_by = tuple(name for name in one.answered_by if folded(name) not in later)
    is_given = one.answered is None or one.answered.first <= snapshot.as_of
    text = (one.answer or "") if is_given else ""
    is_past = one.due is not None and one.due.has_ended(snapshot.past_until)
    return RecommendationAnswer(place, one, answered_by, text, is_late=is_past and not answered_by and not text)


class IndicatorUse(NamedTuple):
    """An indicator as it was on the day, its index in the plan, its subgoals, and those of them that are open."""

    place: int
    indicator: Indicator
    subgoals: tuple[Subgoal, ...]
    open_subgoals: tuple[Subgoal, ...]
    is_dropped: bool

    @property
    def is_used(self) -> bool:
        """Return whether a subgoal uses it, or it measures an area."""
        return bool(self.subgoals or self.indicator.contributes_to)

    @property
    def is_followed(self) -> bool:
        """Return whether it is still to be measured: for an open subgoal, or for the plan itself."""
        return bool(self.open_subgoals) or not self.subgoals


def indicator_uses(snapshot: Snapshot) -> list[IndicatorUse]:
    """Return the plan's indicators with the subgoals they belonged to on the day.

    An indicator `is_dropped` when all its subgoals are: nobody works on it any more.
    """
    places = Register(snapshot.plan.indicators, snapshot.plan.id)
    serves: dict[int, list[Subgoal]] = {}
    for _, subgoal in snapshot.subgoals:
        for place in places.places(subgoal.indicators):
            serves.setdefault(place, []).append(subgoal)
    return [_indicator_use(snapshot, i, indicator, serves.get(i, [])) for i, indicator in snapshot.indicators]


def _indicator_use(snapshot: Snapshot, index: int, indicator: Indicator, subgoals: list[Subgoal]) -> IndicatorUse:
    is_open = tuple(subgoal for subgoal in subgoals if snapshot.is_open(subgoal))
    is_dropped = bool(subgoals) and all(snapshot.status(subgoal) in DROPPED for subgoal in subgoals)
    return IndicatorUse(index, snapshot.indicator(indicator), tuple(subgoals), is_open, is_dropped)


# When an indicator is to be measured next: an interval after its latest value, or after the start.


_MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half_year": 6, "year": 12}
_DAYS_IN_MONTH = 30


def last_measured(snapshot: Snapshot, indicator: Indicator) -> PlanDate | None:
    """Return the date of the latest measurement: of the whole, or of a part where the whole is never measured."""
    measurements = snapshot.measurements(indicator) or snapshot.all_measurements(indicator)
    return max((m.date for m in measurements), key=lambda date: date.last, default=None)


def baseline_day(indicator: Indicator) -> date | None:
    """Return the last day of the baseline; None without a value or a date."""
    baseline = indicator.baseline
    if baseline is None or baseline.value is None or baseline.date is None:
        return None
    return baseline.date.last


def measured_since(snapshot: Snapshot, use: IndicatorUse) -> date | None:
    """Return the day from which the next value is awaited: the latest value's, else the start of measuring.

    Measuring starts with the plan, or when the first subgoal that uses it was added, and never before the baseline.
    None where no day is known.
    """
    last = last_measured(snapshot, use.indicator)
    if last is not None:
        return last.last
    days = [day for day in (snapshot.plan.first_day, baseline_day(use.indicator)) if day]
    added = [subgoal.added.first for subgoal in use.subgoals if isinstance(subgoal.added, PlanDate)]
    if added and len(added) == len(use.subgoals):
        days.append(min(added))
    return max(days, default=None)


def is_value_awaited(snapshot: Snapshot, use: IndicatorUse) -> bool:
    """Return whether an indicator is to be measured on the day: its work goes on, and its measuring has begun."""
    since = measured_since(snapshot, use)
    return use.is_followed and (since is None or since <= snapshot.as_of)


def awaited_until(snapshot: Snapshot) -> date:
    """Return the last day on which values are awaited: the snapshot's, or the last day of a plan that has ended."""
    ends = snapshot.plan.ends
    return min(snapshot.as_of, ends.last) if ends else snapshot.as_of


def fresh_until(since: date, frequency: str, percent: int = 100) -> date:
    """Return the last day on which a value is fresh: `percent` of an interval later.

    From the last day of a month it lasts to the last day of another.
    """
    months, hundredths = divmod(percent * _MONTHS[frequency], 100)
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_last = since.day == monthrange(since.year, since.month)[1]
    day = last if is_last else min(since.day, last)
    return date(year, month + 1, day) + timedelta(days=_DAYS_IN_MONTH * hundredths // 100)
