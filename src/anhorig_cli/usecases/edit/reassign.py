"""Give what somebody is responsible for to somebody else: a role, a unit or a party, in one plan or in several."""

from collections.abc import Callable, Sequence

from anhorig_cli.diagnostics import with_help
from anhorig_cli.errors import WrongUsageError
from anhorig_cli.model.references import RESPONSIBLE, references
from anhorig_cli.model.register import Named, Register, things
from anhorig_cli.model.rewording import Rewording
from anhorig_cli.source import Message, counted, message
from anhorig_cli.usecases.edit.edit_across import EditedAcross, changed_files, reword_plan, told_of
from anhorig_cli.usecases.edit.edit_plan import tidy
from anhorig_cli.usecases.edit.lookup import ambiguous, named
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.opened_plan import Flawed, OpenedPlan, open_plan
from anhorig_cli.workspace.workspace import WorkspacePlan


def reassign(plans: Sequence[WorkspacePlan], old: str, new: str) -> EditedAcross | Flawed:
    """Return the files in which somebody is said to be responsible, with somebody else in their place.

    Where both are said to be, the first goes. What a plan lists of the two stays as it is.

    Args:
        plans: the plans.
        old: who is responsible now: id or title, or what plans that list nobody call them.
        new: who is to be; a plan that lists roles, units or parties has to list them, too.

    Raises:
        WrongUsageError: where the first is responsible for nothing, or a plan does not have the other.
        CannotWorkError: where a file is written in a way that cannot be changed safely.
    """
    old, new = tidy(old), tidy(new)
    opened: list[tuple[WorkspacePlan, OpenedPlan, list[Rewording]]] = []
    for one in plans:
        found = open_plan(one.files)
        if isinstance(found, Flawed):
            return found
        if rewordings := _rewordings(found, old, new):
            opened.append((one, found, rewordings))
    if not opened:
        raise WrongUsageError(_nobody(plans, old))
    pairs = [(found, reword_plan(found, rewordings)) for _, found, rewordings in opened]
    return EditedAcross(
        tuple(one for one, _, _ in opened),
        tuple(file for pair in pairs for file in changed_files(*pair)),
        tuple(line for _, found, rewordings in opened for line in told_of(found, rewordings, _sentence(old, new))),
    )


def _rewordings(opened: OpenedPlan, old: str, new: str) -> list[Rewording]:
    """Return what is to be another text in a plan, so that somebody else is responsible; nothing where nothing is."""
    plan = opened.plan
    register = Register(things(plan, *RESPONSIBLE), plan.id)
    every = [one for one in references(plan) if one.kinds == RESPONSIBLE and one.route[-2] == "responsible"]
    leaving = register.key(old)
    if all(register.key(one.text) != leaving for one in every):
        return []
    _refuse_several(register, old)
    text = _as_listed(opened, register, new)
    coming = register.key(text)
    if coming == leaving:
        raise WrongUsageError(message("'{old}' and '{new}' are the same", old=old, new=new))
    there = {one.route[:-1] for one in every if register.key(one.text) == coming}
    found: list[Rewording] = []
    for one in every:
        if register.key(one.text) == leaving:
            found.append(Rewording(one.route, None if one.route[:-1] in there else text))
            there.add(one.route[:-1])
    return found


def _refuse_several(register: Register[Named], name: str) -> None:
    places = register.all_places(name)
    if len(places) > 1:
        raise ambiguous(name, [named(register.things[place]) for place in places])


def _as_listed(opened: OpenedPlan, register: Register[Named], name: str) -> str:
    """Return who is to be responsible, as a plan spells it; raises `WrongUsageError` where it should list them."""
    _refuse_several(register, name)
    plan, thing = opened.plan, register.first(name)
    if thing is not None:
        spelled = (one for one in (thing.id, thing.title) if one and folded(one) == folded(name))
        return next(spelled, name)
    bodies = (*plan.committee, plan.organisation or "")
    if not plan.roles or folded(name) in map(folded, bodies):
        return name
    flaw = message("{file}: the plan lists no role, unit or party '{name}'", file=opened.files.name, name=name)
    near = register.near(name)
    mend = message("did you mean '{near}'?", near=near) if near else message("add it to the plan's 'roller' (roles)")
    raise WrongUsageError(with_help(flaw, mend))


def _sentence(old: str, new: str) -> Callable[[int], Message]:
    def told(number: int) -> Message:
        return counted(
            number,
            "'{new}' is responsible in place of '{old}', in one place",
            "'{new}' is responsible in place of '{old}', in {n} places",
            old=old,
            new=new,
        )

    return told


def _nobody(plans: Sequence[WorkspacePlan], old: str) -> Message:
    """Return the sentence that says that somebody is responsible for nothing, and who may be meant."""
    opened = (open_plan(one.files) for one in plans)
    every = [thing for one in opened if isinstance(one, OpenedPlan) for thing in things(one.plan, *RESPONSIBLE)]
    near = Register(every).near(old)
    flaw = message("'{name}' is not said to be responsible for anything", name=old)
    return with_help(flaw, message("did you mean '{near}'?", near=near) if near else None)
