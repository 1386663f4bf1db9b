"""The same plan in two versions of a project: it may have been renamed, or split into a folder."""

from collections.abc import Sequence
from dataclasses import dataclass

from anhorig_cli.analysis.pairing import Paired, paired
from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import folded


@dataclass(frozen=True, slots=True)
class Version:
    """A plan as it stood in a version of the project; `path` says where, `name` as the user would write it."""

    path: str
    name: str
    plan: Plan


def same_plans(before: Sequence[Version], after: Sequence[Version]) -> Paired[Version]:
    """Pair plans: by path, then id, then title, then by having most of their subgoals in common."""
    by_name = paired(before, after, lambda v: v.path, lambda v: folded(v.plan.id), lambda v: folded(v.plan.title))
    kept, removed, added = list(by_name.kept), list(by_name.removed), list(by_name.added)
    for version in by_name.added:
        likeness, earlier = max(((_likeness(one, version), one) for one in removed), default=(0, None), key=_first)
        if earlier is not None and likeness >= _ENOUGH:
            kept.append((earlier, version))
            removed.remove(earlier)
            added.remove(version)
    return Paired(tuple(kept), tuple(added), tuple(removed))


_ENOUGH = 0.5


def _first(pair: tuple[float, Version | None]) -> float:
    return pair[0]


def _likeness(one: Version, other: Version) -> float:
    """Return how large a part of the subgoals of the smaller plan the other has too."""
    first, second = _names(one.plan), _names(other.plan)
    return len(first & second) / min(len(first), len(second)) if first and second else 0


def _names(plan: Plan) -> set[tuple[str, str]]:
    return {(folded(subgoal.id), folded(subgoal.title)) for subgoal in plan.subgoals}
