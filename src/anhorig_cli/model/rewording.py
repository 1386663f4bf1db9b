"""Rewordings: replacing texts in a plan, and the references to a thing whose id changes."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from anhorig_cli.model.parts import MODELS, PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import KINDS_OF_THINGS, Named, Reference, Register, references, things
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import Term, folded


class Rewording(NamedTuple):
    """A replacement of a text in a plan: its route and the new text; None removes it from its list.

    The route of a text in a list of texts ends with its index, even if it is written alone, without a list.
    """

    route: Route
    text: str | None


def reworded(plan: Plan, rewordings: Iterable[Rewording]) -> Plan:
    """Return the plan after rewordings.

    Raises:
        pydantic.ValidationError: if a field cannot hold its new text.
    """
    data = plan.model_dump(mode="json", by_alias=True, exclude_none=True)
    for one in sorted(rewordings, key=_last_step, reverse=True):  # backwards, so that other indexes stay valid
        _replace_text(data, one)
    return Plan.model_validate(data)


def _last_step(one: Rewording) -> int:
    step = one.route[-1]
    return step if isinstance(step, int) else 0


def _replace_text(data: dict[str, Any], one: Rewording) -> None:
    """Replace a text in the data of a plan, or remove it from its list."""
    *steps, name = one.route if isinstance(one.route[-1], str) else one.route[:-1]
    part: Any = data
    for step in steps:
        part = part[step]
    place = one.route[-1]
    if not isinstance(part[name], list):
        part[name] = one.text
    elif one.text is None:
        del part[name][place]
    else:
        part[name][place] = one.text


THE_PLAN = "plan"
"""The kind of the plan itself, besides the kinds of things in it."""
KINDS = (*KINDS_OF_THINGS, "activities", THE_PLAN)


class Thing(NamedTuple):
    """Something in a plan: its kind, its route, its id and its title; either of the last two may be empty."""

    kind: str
    route: Route
    id: str
    title: str


def things_of(plan: Plan, kind: str) -> Iterator[Thing]:
    """Yield the things of a kind in a plan; `THE_PLAN` is the kind of the plan itself."""
    if kind == THE_PLAN:
        yield Thing(kind, (), plan.id, plan.title)
        return
    for route, one in _routed_things(plan, kind):
        yield Thing(kind, route, one.id or "", one.title or "")


def _routed_things(plan: Plan, kind: str) -> Iterator[tuple[Route, Named]]:
    if kind != "activities":
        yield from (((kind, i), one) for i, one in enumerate(things(plan, kind)))
        return
    for i, subgoal in enumerate(plan.subgoals):
        yield from ((("subgoals", i, kind, j), one) for j, one in enumerate(subgoal.activities))


def things_called(plan: Plan, name: str, kinds: Sequence[str] = KINDS) -> list[Thing]:
    """Return the things that a name can mean: those with that id, else those with that title."""
    called = folded(name)
    every = [one for kind in kinds for one in things_of(plan, kind)]
    by_id = [one for one in every if folded(one.id) == called]
    return by_id or [one for one in every if folded(one.title) == called]


def kind_called(word: str) -> str | None:
    """Return the kind whose list a word names, in either language; None if there is none."""
    return next((kind for kind in KINDS if word in list_of(kind).spellings), None)


def list_of(kind: str) -> Term:
    """Return the key of the list that holds the things of a kind."""
    if kind == THE_PLAN:
        return Term(THE_PLAN, THE_PLAN)
    return PARTS["subgoal" if kind == "activities" else "plan"].term(kind)


@cache
def kinds_sharing_references(kind: str) -> tuple[str, ...]:
    """Return a kind, and the other kinds that a reference to it may also refer to."""
    every = (key.refers_to for model in MODELS.values() for key in model.keys.values())
    return tuple(dict.fromkeys([kind, *(one for kinds in every if kind in kinds for one in kinds)]))


class Meaning(NamedTuple):
    """What a reference refers to: the index of a plan, and the route of a thing in it, None if it has no such thing.

    `names_plan` says whether the reference includes the plan's id: `plan-id/id`.
    """

    plan: int
    route: Route | None
    names_plan: bool


class RelatedPlans:
    """Plans that may refer to each other, in order; an id refers to the first plan that has it."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._plans = plans
        self._by_id = {folded(plan.id): n for n, plan in reversed(list(enumerate(plans)))}
        self._registers: dict[tuple[int, tuple[str, ...]], tuple[Register[Named], list[Route]]] = {}

    def meanings(self, n: int) -> dict[Route, Meaning | str]:
        """Return the meaning of each reference in plan number `n`; for one that names nothing, its folded text."""
        plan = self._plans[n]
        found = {one.route: self._meaning(n, one) for one in references(plan)}
        return found | {("replaces", i): self._replaced_plan(text) for i, text in enumerate(plan.replaces)}

    def rewordings(self, n: int, thing: Thing, new: str) -> list[Rewording]:
        """Return the rewordings of references in plan number `n` that use the id of a thing in the first plan.

        A reference by the thing's title is left unchanged.
        """
        texts = dict(self._texts(self._plans[n]))
        found: list[Rewording] = []
        for route, meaning in self.meanings(n).items():
            text = _with_new_id(texts[route], meaning, thing, new) if isinstance(meaning, Meaning) else None
            if text is not None:
                found.append(Rewording(route, text))
        return found

    def _texts(self, plan: Plan) -> Iterator[tuple[Route, str]]:
        yield from ((one.route, one.text) for one in references(plan))
        yield from ((("replaces", i), text) for i, text in enumerate(plan.replaces))

    def _meaning(self, n: int, reference: Reference) -> Meaning | str:
        place = self._route_of(n, reference.kinds, reference.text)
        if place is not None:
            return Meaning(n, place, names_plan=False)
        plan_id, slash, name = reference.text.partition("/")
        other = self._by_id.get(folded(plan_id)) if slash else None
        if other is None or (reference.may_be_text and other != n):
            return folded(reference.text)
        return Meaning(other, self._route_of(other, reference.kinds, name), names_plan=True)

    def _replaced_plan(self, text: str) -> Meaning | str:
        other = self._by_id.get(folded(text))
        return folded(text) if other is None else Meaning(other, (), names_plan=True)

    def _route_of(self, n: int, kinds: tuple[str, ...], name: str) -> Route | None:
        """Return the route of the thing that a name refers to in a plan; None if there is none."""
        if (n, kinds) not in self._registers:
            plan = self._plans[n]
            routes = [route for kind in kinds for route, _ in _routed_things(plan, kind)]
            self._registers[n, kinds] = Register(things(plan, *kinds)), routes
        register, routes = self._registers[n, kinds]
        place = register.place(name)
        return None if place is None else routes[place]


def _with_new_id(text: str, meaning: Meaning, thing: Thing, new: str) -> str | None:
    """Return a reference with the new id in place of the old; None if it does not use the old id."""
    if meaning.plan != 0:
        return None
    plan_id, slash, name = text.partition("/") if meaning.names_plan else ("", "", text)
    if thing.kind == THE_PLAN:
        return f"{new}{slash}{name}" if meaning.names_plan else None
    is_meant = meaning.route == thing.route and folded(name) == folded(thing.id)
    return f"{plan_id}{slash}{new}" if is_meant else None
