"""Every reference in a plan: where it stands, what it says, and what kinds of thing it may lead to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anhorig_cli.model.plan import Plan
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import SCALES, word_key

RESPONSIBLE = ("roles", "units", "parties")


def is_everyone(unit: str) -> bool:
    """Tell whether a reference to a unit stands for every unit."""
    return word_key(unit) in SCALES["everyone"].names


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference; one that `may_be_text` is ordinary text as long as the plan lists nothing of its kinds."""

    route: Route
    text: str
    kinds: tuple[str, ...]
    may_be_text: bool


def references(plan: Plan) -> Iterator[Reference]:
    """Give every reference of a plan in the plan's order."""
    yield from _texts((), "responsible", plan.responsible, RESPONSIBLE)
    for i, unit in enumerate(plan.units):
        yield from _texts(("units", i), "responsible", unit.responsible, RESPONSIBLE)
        yield from _ids(("units", i), "part_of", [unit.part_of], ("units",))
    for i, role in enumerate(plan.roles):
        yield from _texts(("roles", i), "units", role.units, ("units",))
    for i, group in enumerate(plan.target_groups):
        yield from _ids(("target_groups", i), "part_of", [group.part_of], ("target_groups",))
    for i, subgoal in enumerate(plan.subgoals):
        yield from _of_subgoal(("subgoals", i), subgoal)
    yield from _of_indicators(plan)
    for i, item in enumerate(plan.annual_cycle):
        yield from _texts(("annual_cycle", i), "units", item.units, ("units",))
        yield from _texts(("annual_cycle", i), "responsible", item.responsible, RESPONSIBLE)
        yield from _ids(("annual_cycle", i), "subgoals", item.subgoals, ("subgoals",))
        for j, done in enumerate(item.done):
            yield from _texts(("annual_cycle", i, "done", j), "units", done.units, ("units",))
    for i, funding in enumerate(plan.funding):
        for j, part in enumerate(funding.parts):
            yield from _texts(("funding", i, "parts", j), "unit", [part.unit], ("units",))
            yield from _texts(("funding", i, "parts", j), "party", [part.party], ("parties",))
    for i, recommendation in enumerate(plan.recommendations):
        yield from _ids(("recommendations", i), "answered_by", recommendation.answered_by, ("subgoals", "activities"))


def _of_subgoal(route: Route, subgoal: Subgoal) -> Iterator[Reference]:
    yield from _texts(route, "responsible", subgoal.responsible, RESPONSIBLE)
    yield from _texts(route, "units", subgoal.units, ("units",))
    yield from _texts(route, "target_groups", subgoal.target_groups, ("target_groups",))
    yield from _ids(route, "indicators", subgoal.indicators, ("indicators",))
    yield from _ids(route, "contributes_to", subgoal.contributes_to, ("areas", "subgoals"))
    yield from _ids(route, "continues", subgoal.continues, ("subgoals",))
    yield from _ids(route, "funding", subgoal.funding, ("funding",))
    if isinstance(subgoal.added, str):
        yield from _texts(route, "added", [subgoal.added], ("decisions",))
    for i, activity in enumerate(subgoal.activities):
        place = (*route, "activities", i)
        yield from _texts(place, "responsible", activity.responsible, RESPONSIBLE)
        yield from _texts(place, "units", activity.units, ("units",))
        yield from _texts(place, "target_groups", activity.target_groups, ("target_groups",))
    for i, revision in enumerate(subgoal.revisions):
        yield from _texts((*route, "revisions", i), "decision", [revision.decision], ("decisions",))


def _of_indicators(plan: Plan) -> Iterator[Reference]:
    for i, indicator in enumerate(plan.indicators):
        route: Route = ("indicators", i)
        yield from _texts(route, "responsible", indicator.responsible, RESPONSIBLE)
        yield from _texts(route, "target_groups", indicator.target_groups, ("target_groups",))
        yield from _texts(route, "units", indicator.units, ("units",))
        for j, measurement in enumerate(indicator.measurements):
            if measurement.unit or measurement.target_group or measurement.survey:
                place = (*route, "measurements", j)
                yield from _texts(place, "unit", [measurement.unit], ("units",))
                yield from _texts(place, "target_group", [measurement.target_group], ("target_groups",))
                yield from _texts(place, "survey", [measurement.survey], ("surveys",))


def _ids(route: Route, name: str, texts: Iterable[str | None], kinds: tuple[str, ...]) -> Iterator[Reference]:
    return _references(route, name, texts, kinds, may_be_text=False)


def _texts(route: Route, name: str, texts: Iterable[str | None], kinds: tuple[str, ...]) -> Iterator[Reference]:
    return _references(route, name, texts, kinds, may_be_text=True)


def _references(
    route: Route, name: str, texts: Iterable[str | None], kinds: tuple[str, ...], *, may_be_text: bool
) -> Iterator[Reference]:
    for i, text in enumerate(texts):
        if text is not None and not ("units" in kinds and is_everyone(text)):
            yield Reference((*route, name, i), text, kinds, may_be_text)
