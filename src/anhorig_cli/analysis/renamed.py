"""Things that have another id in a later version of a plan, and the earlier version told in the later ids."""

from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.analysis.pairing import paired_things
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import RelatedPlans, Rewording, Thing, reworded
from anhorig_cli.model.register import KINDS_OF_THINGS
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import folded


class Renamed(NamedTuple):
    """A thing of a plan, as it stands in the later version, and the id that it had in the earlier."""

    kind: str
    part: Part
    earlier_id: str


class _Pair(NamedTuple):
    kind: str
    route: Route
    before: Part
    after: Part


def renamed_things(before: Plan, after: Plan) -> tuple[list[Renamed], Plan]:
    """Return the things that have another id than before, and the earlier version as it would read in the later ids.

    In that, only what is said of in another way differs from the later version.
    """
    pairs = [one for one in _pairs(before, after) if _has_other_id(one.before, one.after)]
    if not pairs:
        return [], before
    together = RelatedPlans([before])
    texts: list[Rewording] = []
    for one in pairs:
        thing = Thing(one.kind, one.route, str(_id(one.before)), "")
        texts += [Rewording((*one.route, "id"), _id(one.after)), *together.rewordings(0, thing, str(_id(one.after)))]
    return [Renamed(one.kind, one.after, str(_id(one.before))) for one in pairs], reworded(before, texts)


def _pairs(before: Plan, after: Plan) -> Iterator[_Pair]:
    for kind in KINDS_OF_THINGS:
        yield from _paired(before, after, kind, ())
    places = {id(subgoal): place for place, subgoal in enumerate(before.subgoals)}
    for was, now in paired_things(before.subgoals, after.subgoals).kept:
        yield from _paired(was, now, "activities", ("subgoals", places[id(was)]))


def _paired(before: Part, after: Part, kind: str, route: Route) -> Iterator[_Pair]:
    was, now = getattr(before, kind), getattr(after, kind)
    if was == now:
        return
    places = {id(one): place for place, one in enumerate(was)}
    for one, other in paired_things(was, now).kept:
        yield _Pair(kind, (*route, kind, places[id(one)]), one, other)


def _has_other_id(before: Part, after: Part) -> bool:
    was, now = _id(before), _id(after)
    return bool(was and now) and folded(str(was)) != folded(str(now))


def _id(part: Part) -> str | None:
    found: str | None = getattr(part, "id", None)
    return found
