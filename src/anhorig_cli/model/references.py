"""Every reference in a plan: where it stands, what it says, and what kinds of thing it may lead to."""

from functools import cache, lru_cache
from typing import NamedTuple

from anhorig_cli.model import key
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.part import Part, part_in
from anhorig_cli.model.plan import Plan
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import SCALES, word_key

RESPONSIBLE = key.RESPONSIBLE.refers_to


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


class _Referring(NamedTuple):
    """The fields of a part that refer, and those that hold parts in which something refers."""

    fields: tuple[tuple[str, key.Key], ...]
    parts: tuple[str, ...]


@cache
def _referring(model: type[Part]) -> _Referring:
    fields = tuple((name, one) for name, one in model.keys.items() if one.refers_to)
    held = ((name, part_in(info.annotation)) for name, info in model.model_fields.items())
    parts = tuple(name for name, part in held if part is not None and any(_referring(part)))
    return _Referring(fields, parts)


def references(plan: Plan) -> list[Reference]:
    """Return every reference of a plan in the plan's order."""
    found: list[Reference] = []
    _collect(plan, (), found)
    return found


def _collect(part: Part, route: Route, found: list[Reference]) -> None:
    """Collect the references of a part, and of the parts in it."""
    fields, parts = _referring(type(part))
    _collect_own(part, route, fields, found)
    for name in parts:
        held = getattr(part, name)
        if isinstance(held, Part):
            _collect(held, (*route, name), found)
            continue
        for i, one in enumerate(held or ()):
            _collect(one, (*route, name, i), found)


def _collect_own(part: Part, route: Route, fields: tuple[tuple[str, key.Key], ...], found: list[Reference]) -> None:
    values = vars(part)
    for name, field in fields:
        value = values[name]
        if not value or isinstance(value, PlanDate):  # a subgoal is `added` on a date, or by a decision
            continue
        for i, text in enumerate((value,) if isinstance(value, str) else value):
            if not ("units" in field.refers_to and is_everyone(text)):
                found.append(Reference((*route, name, i), text, field.refers_to, field.may_be_text))
