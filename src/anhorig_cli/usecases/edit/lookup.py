"""The things of a plan that a command names: found by id or title, or told which there are."""

from collections.abc import Sequence

from anhorig_cli.analysis.upcoming import units_of
from anhorig_cli.diagnostics import WrongUsageError, with_help
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Named, Register, is_everyone, things
from anhorig_cli.source import Message, message

_MOST_SHOWN = 30


def the_one(plan: Plan, kind: str, reference: str) -> int:
    """Return where in one of the plan's lists the thing stands that an id or a title names.

    Raises:
        WrongUsageError: where there is none, or more than one of that title.
    """
    listed = things(plan, kind)
    register = Register(listed)
    found = register.all_places(reference)
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(reference, [named(listed[i]) for i in found])
    raise WrongUsageError(missing(kind, reference, register.near(reference), listed))


def ambiguous(reference: str, choices: Sequence[str]) -> WrongUsageError:
    """Return the error that lists what a name could mean."""
    return WrongUsageError(
        message("'{name}' can mean more than one thing: {choices}", name=reference, choices="; ".join(choices))
    )


def named(thing: Named) -> str:
    """Return a thing as a list of choices shows it: its id and title."""
    return " – ".join(text for text in (thing.id, thing.title) if text)


def missing(kind: str, reference: str, near: str | None, listed: Sequence[Named]) -> Message:
    """Return the sentence that says a thing is not there, and what is."""
    texts = {
        "indicators": message("there is no indicator '{name}' in the plan", name=reference),
        "subgoals": message("there is no subgoal '{name}' in the plan", name=reference),
        "units": message("there is no unit '{name}' in the plan", name=reference),
    }
    text = texts.get(kind) or message("there is nothing called '{name}' in the plan", name=reference)
    if near:
        return with_help(text, message("did you mean '{near}'?", near=near))
    known = ", ".join(thing.id or thing.title or "" for thing in listed[:_MOST_SHOWN])
    return with_help(text, message("there are: {names}", names=known) if known else None)


def units_named(plan: Plan, item: CycleItem, units: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of units that are to be among a cycle item's own; none where all of them are meant.

    Raises:
        WrongUsageError: where one of them is not.
    """
    own = units_of(plan, item)
    if all(is_everyone(unit) for unit in units):
        return ()
    register = Register(plan.units)
    known = {register.key(name): name for name in own}
    for unit in units:
        if register.key(unit) not in known:
            raise WrongUsageError(
                message(
                    "'{title}' is not for the unit '{unit}' – its units: {units}",
                    title=item.title,
                    unit=unit,
                    units=", ".join(own) or "–",
                )
            )
    return tuple(known[register.key(unit)] for unit in units)
