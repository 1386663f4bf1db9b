"""The unit, or the responsible, whose part of the annual cycle was asked for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import RESPONSIBLE, is_everyone, references, register_of, things
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import folded, nearest
from anhorig_cli.workspace.whole_plans import WholePlan


def those_with_unit(plans: Sequence[WholePlan], unit: str | None) -> list[WholePlan]:
    """Return the plans that know a unit; all of them without one."""
    return [one for one in plans if unit is None or folded(unit) in map(folded, unit_names(one.plan))]


def refuse_unknown(plans: Sequence[Plan], unit: str | None, responsible: str | None) -> None:
    """Stop where a unit or a responsible that was asked for is in none of the plans.

    Raises:
        WrongUsageError: with the name that was meant, or those that there are.
    """
    refuse_unnamed([names_of(plan, unit, responsible) for plan in plans], unit, responsible)


class KnownNames(NamedTuple):
    """Every name of a unit in a plan, and of somebody who can be responsible; none of those that nobody asked for.

    Each leads to the name that is told where they are listed: what has an id and a title is told once, by its id.
    """

    units: dict[str, str]
    responsible: dict[str, str]


def names_of(plan: Plan, unit: str | None, responsible: str | None) -> KnownNames:
    """Return the names in a plan that a unit, or a responsible, may be asked for by, where one is."""
    return KnownNames(
        _by_id(plan, unit_names(plan), "units") if unit is not None else {},
        _by_id(plan, _responsible(plan), *RESPONSIBLE) if responsible is not None else {},
    )


def _by_id(plan: Plan, names: Iterable[str], *kinds: str) -> dict[str, str]:
    """Return names, each with the one that is told of the same thing."""
    ids = {folded(name): one.id for one in things(plan, *kinds) if one.id for name in (one.id, one.title or one.id)}
    return {name: ids.get(folded(name), name) for name in names}


def refuse_unnamed(plans: Sequence[KnownNames], unit: str | None, responsible: str | None) -> None:
    """Stop where a unit or a responsible that was asked for is not among the names in any plan; as `refuse_unknown`."""
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
    """Refuse what is none of the names that there are, as `KnownNames` has them: with the nearest, or all of them."""
    known = {name: told for names in plans for name, told in names.items()}
    if folded(wanted) in map(folded, known):
        return
    meant, none = sentences
    if near := nearest(wanted, known):
        raise WrongUsageError(message(meant.template, name=wanted, near=near))
    names = ", ".join(dict.fromkeys(known.values())) or "–"
    raise WrongUsageError(message(none.template, name=wanted, names=names))


def unit_names(plan: Plan) -> Iterator[str]:
    """Give every name of a unit: those listed, by id and title, and those that only the cycle names."""
    listed = register_of(plan, "units")
    yield from listed.names
    yield from (unit for item in plan.annual_cycle for unit in item.units if not (listed and is_everyone(unit)))


def _responsible(plan: Plan) -> Iterator[str]:
    """Give every name of somebody who can be responsible, and those that are named as responsible for something."""
    yield from register_of(plan, *RESPONSIBLE).names
    yield from (one.text for one in references(plan) if "responsible" in one.route)
