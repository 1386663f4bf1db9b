"""The targets that held on a day: those of today, set back by the revisions that were decided later."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.target import Target
from anhorig_cli.model.values import answer_in
from anhorig_cli.vocabulary import SCALES, folded, word_key

if TYPE_CHECKING:
    from anhorig_cli.model.measurement import Scope


def holding(targets: Sequence[Target], as_of: date) -> Target | None:
    """Return the target that holds on a day: the first that is not yet due, else the last; None of none.

    One without a day is never due. All are of the same unit and target group.
    """
    in_order = sorted(targets, key=_day_of)
    return next((one for one in in_order if not is_due(one, as_of)), in_order[-1] if in_order else None)


def is_due(target: Target, as_of: date) -> bool:
    """Return whether the day of a target has passed."""
    return target.by is not None and target.by.has_ended(as_of)


def _day_of(target: Target) -> date:
    return target.by.last if target.by else date.max


def last_due(targets: Sequence[Target], as_of: date) -> list[Target]:
    """Return the target that was due last, for the whole and for each unit and target group that has any."""
    in_order = sorted((one for one in targets if is_due(one, as_of)), key=_day_of)
    return list({one.scope: one for one in in_order}.values())


def with_holding_first(indicator: Indicator, targets: Sequence[Target], as_of: date) -> Indicator:
    """Return an indicator with some targets, those that hold on a day for the whole and for each part the first."""
    of_scope: dict[Scope, list[Target]] = {}
    for one in targets:
        of_scope.setdefault(one.scope, []).append(one)
    first = _present(*(holding(alike, as_of) for alike in of_scope.values()))
    held = {id(one) for one in first}
    others = [one for one in targets if id(one) not in held]
    return indicator.model_copy(update={"targets": (*first, *others)})


def targets_before(plan: Plan, as_of: date) -> dict[str, tuple[Target, ...]]:
    """Return the targets that were others on a day than they are now, by the folded ids of their indicators.

    A revision of a target stands on a subgoal. It is of the subgoal's indicator; of several, of the one whose target it
    led to. Where that does not point out a single one, the revision changes nothing. Of several targets of an indicator
    it is the one whose level it led to.
    """
    later = _later_revisions(plan, as_of)
    if not later:
        return {}
    indicators = Register(plan.indicators)
    now = {folded(indicator.id): indicator.targets for indicator in plan.indicators}
    before = dict(now)
    for subgoal, revision in later:
        if name := _revised(subgoal, revision, indicators, before):
            before[name] = _set_back(before[name], revision)
    return {name: targets for name, targets in before.items() if targets is not now[name]}


def _set_back(targets: tuple[Target, ...], revision: Revision) -> tuple[Target, ...]:
    """Return an indicator's targets as they were before a revision."""
    if len(targets) <= 1:
        return _present(_with_level(targets[0] if targets else None, revision.from_))
    led_to = [one for one in targets if one.level == _as_level(revision.to)]
    if len(led_to) != 1:
        return targets
    earlier = _with_level(led_to[0], revision.from_)
    return _present(*(earlier if one is led_to[0] else one for one in targets))


def _present(*targets: Target | None) -> tuple[Target, ...]:
    """Return the targets that there are."""
    return tuple(one for one in targets if one is not None)


def _as_level(level: object) -> object:
    answer = answer_in(level) if isinstance(level, str) else None
    return level if answer is None else answer


def _later_revisions(plan: Plan, as_of: date) -> list[tuple[Subgoal, Revision]]:
    """Return the revisions of targets that were decided after a day, the last one first."""
    found = [
        (subgoal, revision)
        for subgoal in plan.subgoals
        for revision in subgoal.revisions
        if revision.field == "target" and _is_later(revision, as_of)
    ]
    return sorted(found, key=lambda one: _decided(one[1]), reverse=True)


def _is_later(revision: Revision, as_of: date) -> bool:
    return _decided(revision) > as_of


def _decided(revision: Revision) -> date:
    return revision.known_from or date.min


def _revised(
    subgoal: Subgoal, revision: Revision, indicators: Register[Indicator], targets: Mapping[str, Sequence[Target]]
) -> str | None:
    """Return the id of the indicator whose target a revision changed."""
    names = list(dict.fromkeys(indicators.key(name) for name in subgoal.indicators if indicators.has(name)))
    if len(names) > 1:
        led_to = _as_level(revision.to)
        names = [name for name in names if any(target.level == led_to for target in targets[name])]
    return names[0] if len(names) == 1 else None


def _with_level(target: Target | None, level: object) -> Target | None:
    """Return a target as it was: put the same way, with another level; None where there was none."""
    if level is None:
        return None
    target = target or Target()
    if isinstance(level, str) and (answer := answer_in(level)) is not None:
        return target.model_copy(update={**_NO_LEVEL, "value": answer})
    if isinstance(level, str):  # a direction; in words of one's own it has no level that a value can be held against
        direction = SCALES["direction"].names.get(word_key(level[:80]), target.direction)
        return target.model_copy(update={**_NO_LEVEL, "direction": direction})
    form = next((name for name in _NO_LEVEL if getattr(target, name) is not None), "value")
    return target.model_copy(update={form: level})


_NO_LEVEL = {"value": None, "at_least": None, "at_most": None}
