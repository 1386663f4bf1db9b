"""The unit, or the responsible, whose part of the annual cycle was asked for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.errors import WrongUsageError
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.references import RESPONSIBLE, is_everyone, references
from anhorig_cli.model.register import register_of
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
    """Every name of a unit in a plan, and of somebody who can be responsible; none of those that nobody asked for."""

    units: tuple[str, ...]
    responsible: tuple[str, ...]


def names_of(plan: Plan, unit: str | None, responsible: str | None) -> KnownNames:
    """Return the names in a plan that a unit, or a responsible, may be asked for by, where one is."""
    return KnownNames(
        tuple(dict.fromkeys(unit_names(plan))) if unit is not None else (),
        tuple(dict.fromkeys(_responsible(plan))) if responsible is not None else (),
    )


def refuse_unnamed(plans: Sequence[KnownNames], unit: str | None, responsible: str | None) -> None:
    """Stop where a unit or a responsible that was asked for is not among the names in any plan; as `refuse_unknown`."""
    if unit is not None and (known := _missing(unit, (name for plan in plans for name in plan.units))):
        raise WrongUsageError(_no_unit(unit, known))
    if responsible is not None and (
        known := _missing(responsible, (name for plan in plans for name in plan.responsible))
    ):
        raise WrongUsageError(_nobody(responsible, known))


def refuse_nobody(plans: Sequence[Plan], responsible: str) -> None:
    """Stop where nobody in any of the plans is called as was asked for; raises as `refuse_unknown`."""
    refuse_unnamed([names_of(plan, None, responsible) for plan in plans], None, responsible)


def _missing(wanted: str, names: Iterable[str]) -> list[str]:
    """Return the names that there are, where what was asked for is not among them."""
    known = list(dict.fromkeys(names))
    return [] if folded(wanted) in map(folded, known) else known or ["–"]


def _no_unit(wanted: str, known: Sequence[str]) -> Message:
    if near := nearest(wanted, known):
        return message("there is no unit '{name}': did you mean '{near}'?", name=wanted, near=near)
    return message("there is no unit '{name}'; these are there: {names}", name=wanted, names=", ".join(known))


def _nobody(wanted: str, known: Sequence[str]) -> Message:
    if near := nearest(wanted, known):
        return message("no '{name}' is responsible for anything: did you mean '{near}'?", name=wanted, near=near)
    return message(
        "no '{name}' is responsible for anything; these are there: {names}", name=wanted, names=", ".join(known)
    )


def unit_names(plan: Plan) -> Iterator[str]:
    """Give every name of a unit: those listed, by id and title, and those that only the cycle names."""
    listed = register_of(plan, "units")
    yield from listed.names
    yield from (unit for item in plan.annual_cycle for unit in item.units if not (listed and is_everyone(unit)))


def _responsible(plan: Plan) -> Iterator[str]:
    """Give every name of somebody who can be responsible, and those that are named as responsible for something."""
    yield from register_of(plan, *RESPONSIBLE).names
    yield from (one.text for one in references(plan) if "responsible" in one.route)
