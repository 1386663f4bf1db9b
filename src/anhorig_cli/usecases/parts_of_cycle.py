"""Look up the unit, or the responsible, whose part of the annual cycle is requested."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import RESPONSIBLE, is_everyone, references, register_of, things
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import folded, nearest
from anhorig_cli.workspace.whole_plans import WholePlan


def plans_with_unit(plans: Sequence[WholePlan], unit: str | None) -> list[WholePlan]:
    """Return the plans that have a unit; all of them, where `unit` is None."""
    return [one for one in plans if unit is None or folded(unit) in map(folded, unit_names(one.plan))]


def refuse_unknown(plans: Sequence[Plan], unit: str | None, responsible: str | None) -> None:
    """Refuse a requested unit or responsible that is in none of the plans.

    Raises:
        WrongUsageError: with the nearest name, or all names that there are.
    """
    refuse_unknown_names([names_of(plan, unit, responsible) for plan in plans], unit, responsible)


class KnownNames(NamedTuple):
    """Every name of a unit in a plan, and of those who can be responsible; empty for what was not requested.

    Each name leads to the one that a list shows: what has an id and a title is listed once, by its id.
    """

    units: dict[str, str]
    responsible: dict[str, str]


def names_of(plan: Plan, unit: str | None, responsible: str | None) -> KnownNames:
    """Return the names in a plan by which a unit, or a responsible, can be requested, if one is."""
    return KnownNames(
        _listed_names(plan, unit_names(plan), "units") if unit is not None else {},
        _listed_names(plan, _responsible(plan), *RESPONSIBLE) if responsible is not None else {},
    )


def _listed_names(plan: Plan, names: Iterable[str], *kinds: str) -> dict[str, str]:
    """Return each name with the name by which the same thing is listed."""
    ids = {folded(name): one.id for one in things(plan, *kinds) if one.id for name in (one.id, one.title or one.id)}
    return {name: ids.get(folded(name), name) for name in names}


def refuse_unknown_names(plans: Sequence[KnownNames], unit: str | None, responsible: str | None) -> None:
    """Refuse a requested unit or responsible that is not among the names in any plan; raises as `refuse_unknown`."""
    if unit is not None:
        _refuse(unit, (plan.units for plan in plans), _NO_UNIT)
    if responsible is not None:
        _refuse(responsible, (plan.responsible for plan in plans), _NOBODY)


_NO_UNIT = (
    message("there is no unit '{name}': did you mean '{near}'?"),
    message("there is no unit '{name}'; the units are: {names}"),
)
_NOBODY = (
    message("'{name}' is not responsible for anything: did you mean '{near}'?"),
    message("'{name}' is not responsible for anything; those who are: {names}"),
)


def _refuse(wanted: str, plans: Iterable[dict[str, str]], sentences: tuple[Message, Message]) -> None:
    """Refuse a name that no plan has: suggest the nearest name, or list all of them."""
    known = {name: listed for names in plans for name, listed in names.items()}
    if folded(wanted) in map(folded, known):
        return
    suggestion, listing = sentences
    if near := nearest(wanted, known):
        raise WrongUsageError(message(suggestion.template, name=wanted, near=near))
    names = ", ".join(dict.fromkeys(known.values())) or "–"
    raise WrongUsageError(message(listing.template, name=wanted, names=names))


def unit_names(plan: Plan) -> Iterator[str]:
    """Yield every name of a unit: of those listed, by id and title, and of those that only the annual cycle names."""
    listed = register_of(plan, "units")
    yield from listed.names
    yield from (unit for item in plan.annual_cycle for unit in item.units if not (listed and is_everyone(unit)))


def _responsible(plan: Plan) -> Iterator[str]:
    """Yield every name of those who can be responsible, and of those who are named as responsible for something."""
    yield from register_of(plan, *RESPONSIBLE).names
    yield from (one.text for one in references(plan) if "responsible" in one.route)
