"""The targets that held on a day: those of today, set back by the revisions that were decided later."""

from collections.abc import Mapping
from datetime import date

from anhorig_cli.model.indicator import Indicator, Target
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.subgoal import Revision, Subgoal
from anhorig_cli.model.values import answer_in
from anhorig_cli.vocabulary import SCALES, folded, word_key


def targets_before(plan: Plan, as_of: date) -> dict[str, Target | None]:
    """Return the targets that were others on a day than they are now, by the folded ids of their indicators.

    A revision of a target stands on a subgoal. It is of the subgoal's indicator; of several, of the one whose target it
    led to. Where that does not point out a single one, the revision changes nothing.
    """
    later = _later_revisions(plan, as_of)
    if not later:
        return {}
    indicators = Register(plan.indicators)
    now = {folded(indicator.id): indicator.target for indicator in plan.indicators}
    before = dict(now)
    for subgoal, revision in later:
        if name := _revised(subgoal, revision, indicators, before):
            before[name] = _with_level(before[name], revision.from_)
    return {name: target for name, target in before.items() if target is not now[name]}


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
    subgoal: Subgoal, revision: Revision, indicators: Register[Indicator], targets: Mapping[str, Target | None]
) -> str | None:
    """Return the id of the indicator whose target a revision changed."""
    names = list(dict.fromkeys(indicators.key(name) for name in subgoal.indicators if indicators.has(name)))
    if len(names) > 1:
        levels = {name: target.level for name in names if (target := targets[name])}
        names = [name for name, level in levels.items() if level == revision.to]
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
