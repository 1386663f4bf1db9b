"""Activity beside effect: what has been done for each subgoal, and how its indicators have moved."""

from collections.abc import Mapping
from typing import NamedTuple

from anhorig_cli.model.disclosure import Disclosure
from anhorig_cli.model.effect import without_effect
from anhorig_cli.model.places import Places
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.indicators import IndicatorView
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import folded


class EffectView(NamedTuple):
    """A subgoal's activities beside its indicators.

    `done` of `activities` have been done; `cancelled` are counted apart; `progress` says it in words. It
    `is_without_effect` where everything is done and an indicator has not got better.
    """

    title: str
    done: int
    activities: int
    cancelled: int
    progress: str
    indicators: tuple[IndicatorView, ...]
    is_without_effect: bool


def effect_views(
    snapshot: Snapshot, indicators: tuple[IndicatorView, ...], wording: Wording, disclosure: Disclosure
) -> tuple[EffectView, ...]:
    """Return the current subgoals that have activities or indicators."""
    by_id = {folded(indicator.id): indicator for indicator in indicators}
    current = [subgoal for _, subgoal in snapshot.current() if subgoal.activities or subgoal.indicators]
    return tuple(_effect(subgoal, snapshot, by_id, wording, disclosure) for subgoal in current)


def _effect(
    subgoal: Subgoal,
    snapshot: Snapshot,
    by_id: Mapping[str, IndicatorView],
    wording: Wording,
    disclosure: Disclosure,
) -> EffectView:
    statuses = [activity.status_at(snapshot.as_of) for activity in subgoal.activities]
    done, cancelled = statuses.count("done"), statuses.count("cancelled")
    plan = snapshot.plan
    served = [plan.indicators[i] for i in sorted(Places(plan.id, plan.indicators).places(subgoal.indicators))]
    return EffectView(
        title=subgoal.title,
        done=done,
        activities=len(statuses) - cancelled,
        cancelled=cancelled,
        progress=_progress(done, len(statuses) - cancelled, cancelled, wording),
        indicators=tuple(by_id[folded(indicator.id)] for indicator in served),
        is_without_effect=any(without_effect(snapshot, subgoal, one, disclosure) for one in served),
    )


def _progress(done: int, activities: int, cancelled: int, wording: Wording) -> str:
    """Return how many activities are done, and how many were cancelled: `Genomförd: 1 av 2. Avförd: 1.`."""
    counted = wording.text("{done} of {activities}", done=done, activities=activities)
    told = [f"{wording.label('activity', 'done')}: {counted}"] if activities else []
    told += [f"{wording.label('activity', 'cancelled')}: {wording.number(cancelled)}"] if cancelled else []
    return "; ".join(told)
