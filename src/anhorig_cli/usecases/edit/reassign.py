"""Give what somebody is responsible for to somebody else: a role, a unit or a party, in one plan or in several."""

from collections.abc import Callable, Sequence

from anhorig_cli.diagnostics import WrongUsageError, with_help
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import Rewording
from anhorig_cli.model.register import RESPONSIBLE, Named, Register, references, things
from anhorig_cli.source import Message, Route, counted, message
from anhorig_cli.usecases.edit.edit_across import EditedAcross, Reworded, edited_across, reword_plan
from anhorig_cli.usecases.edit.edit_plan import tidy
from anhorig_cli.usecases.edit.lookup import ambiguous, named
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.workspace_plan import Flawed, OpenedPlan, WorkspacePlan, open_plan


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
    changes: list[Reworded] = []
    for one in plans:
        opened = open_plan(one.files)
        if isinstance(opened, Flawed):
            return opened
        changes.append(Reworded(one, opened, _rewordings(opened, old, new)))
    if not any(one.rewordings for one in changes):
        raise WrongUsageError(_nobody([one.opened for one in changes], old))
    after = [reword_plan(one.opened, one.rewordings) for one in changes]
    return edited_across(changes, after, _sentence(old, new))


def _rewordings(opened: OpenedPlan, old: str, new: str) -> list[Rewording]:
    """Return what is to be another text in a plan, so that somebody else is responsible; nothing where nothing is."""
    plan = opened.plan
    register = Register(things(plan, *RESPONSIBLE), plan.id)
    listed = [one for one in references(plan) if one.kinds == RESPONSIBLE and one.route[-2] == "responsible"]
    said = [(one.route, register.key(one.text)) for one in listed]
    leaving = register.key(old)
    if all(key != leaving for _, key in said):
        return []
    _refuse_several(register, old)
    text = _as_listed(opened, register, new)
    if register.key(text) == leaving:
        raise WrongUsageError(message("'{old}' and '{new}' are the same", old=old, new=new))
    return _in_place(said, leaving, register.key(text), text)


def _in_place(said: Sequence[tuple[Route, str]], leaving: str, coming: str, text: str) -> list[Rewording]:
    """Return what is to be another text, of all that is said of who is responsible; nobody is said twice in a list."""
    there = {route[:-1] for route, key in said if key == coming}
    found: list[Rewording] = []
    for route, key in said:
        if key == leaving:
            found.append(Rewording(route, None if route[:-1] in there else text))
            there.add(route[:-1])
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
    advice = (
        message("did you mean '{near}'?", near=near)
        if near
        else message("add it to the plan's '{list}'", list=PARTS["plan"].term("roles"))
    )
    raise WrongUsageError(with_help(flaw, advice))


def _sentence(old: str, new: str) -> Callable[[int], Message]:
    def sentence(number: int) -> Message:
        return counted(
            number,
            "'{new}' is responsible in place of '{old}', in one place",
            "'{new}' is responsible in place of '{old}', in {n} places",
            old=old,
            new=new,
        )

    return sentence


def _nobody(plans: Sequence[OpenedPlan], old: str) -> Message:
    """Return the sentence that says that somebody is responsible for nothing, and who may be meant."""
    register = Register([thing for one in plans for thing in things(one.plan, *RESPONSIBLE)])
    near = None if register.has(old) else register.near(old)
    flaw = message("the plan does not say that '{name}' is responsible for anything", name=old)
    return with_help(flaw, message("did you mean '{near}'?", near=near) if near else None)
