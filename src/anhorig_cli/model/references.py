"""Every reference in a plan: where it stands, what it says, and what kinds of thing it may lead to."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import SCALES, word_key

RESPONSIBLE = ("roles", "units", "parties")


@lru_cache(maxsize=1024)
def is_everyone(unit: str) -> bool:
    """Return whether a reference to a unit stands for every unit."""
    return word_key(unit) in SCALES["everyone"].names


class Reference(NamedTuple):
    """A reference; one that `may_be_text` is ordinary text as long as the plan lists nothing of its kinds."""

    route: Route
    text: str
    kinds: tuple[str, ...]
    may_be_text: bool


class ReferringField(NamedTuple):
    """A field that refers: its name, what kinds of thing it may lead to, and whether it may be ordinary text."""

    name: str
    kinds: tuple[str, ...]
    may_be_text: bool = True


_RESPONSIBLE = ReferringField("responsible", RESPONSIBLE)
_UNITS = ReferringField("units", ("units",))
_UNIT = ReferringField("unit", ("units",))
_TARGET_GROUPS = ReferringField("target_groups", ("target_groups",))
_REFERRING: dict[str, tuple[ReferringField, ...]] = {
    "plan": (_RESPONSIBLE,),
    "unit": (_RESPONSIBLE, ReferringField("part_of", ("units",), may_be_text=False)),
    "role": (_UNITS,),
    "area": (_RESPONSIBLE, ReferringField("part_of", ("areas",), may_be_text=False)),
    "target_group": (ReferringField("part_of", ("target_groups",), may_be_text=False),),
    "subgoal": (
        _RESPONSIBLE,
        _UNITS,
        _TARGET_GROUPS,
        ReferringField("indicators", ("indicators",), may_be_text=False),
        ReferringField("contributes_to", ("areas", "subgoals"), may_be_text=False),
        ReferringField("continues", ("subgoals",), may_be_text=False),
        ReferringField("funding", ("funding",), may_be_text=False),
        ReferringField("added", ("decisions",)),
    ),
    "activity": (_RESPONSIBLE, _UNITS, _TARGET_GROUPS),
    "revision": (ReferringField("decision", ("decisions",)),),
    "indicator": (_RESPONSIBLE, _TARGET_GROUPS, _UNITS),
    "measurement": (_UNIT, ReferringField("target_group", ("target_groups",)), ReferringField("survey", ("surveys",))),
    "cycle_item": (_UNITS, _RESPONSIBLE, ReferringField("subgoals", ("subgoals",), may_be_text=False)),
    "done_occurrence": (_UNITS,),
    "funding_part": (_UNIT, ReferringField("party", ("parties",))),
    "recommendation": (ReferringField("answered_by", ("subgoals", "activities"), may_be_text=False),),
}
"""The fields that refer to things of the plan, by the part they stand in."""


def referring_fields(part: str) -> dict[str, ReferringField]:
    """Return the fields of a kind of part that refer to things of the plan, by their names."""
    return {field.name: field for field in _REFERRING.get(part, ())}


def references(plan: Plan) -> list[Reference]:
    """Return every reference of a plan in the plan's order."""
    found: list[Reference] = []
    _of(plan, (), found)
    for kind in ("units", "roles", "target_groups", "areas"):
        _of_each(getattr(plan, kind), (kind,), found)
    for i, subgoal in enumerate(plan.subgoals):
        _of(subgoal, ("subgoals", i), found)
        _of_each(subgoal.activities, ("subgoals", i, "activities"), found)
        _of_each(subgoal.revisions, ("subgoals", i, "revisions"), found)
    for i, indicator in enumerate(plan.indicators):
        _of(indicator, ("indicators", i), found)
        _of_each(indicator.measurements, ("indicators", i, "measurements"), found)
    for i, item in enumerate(plan.annual_cycle):
        _of(item, ("annual_cycle", i), found)
        _of_each(item.done, ("annual_cycle", i, "done"), found)
    for i, funding in enumerate(plan.funding):
        _of_each(funding.parts, ("funding", i, "parts"), found)
    _of_each(plan.recommendations, ("recommendations",), found)
    return found


def _of_each(parts: Iterable[Part], route: Route, found: list[Reference]) -> None:
    for i, part in enumerate(parts):
        _of(part, (*route, i), found)


def _of(part: Part, route: Route, found: list[Reference]) -> None:
    for name, kinds, may_be_text in _REFERRING[part.part]:
        value = getattr(part, name)
        if not value or isinstance(value, PlanDate):  # a subgoal is `added` on a date, or by a decision
            continue
        for i, text in enumerate((value,) if isinstance(value, str) else value):
            if not ("units" in kinds and is_everyone(text)):
                found.append(Reference((*route, name, i), text, kinds, may_be_text))
