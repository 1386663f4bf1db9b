"""Texts of a plan that are to be others, and what refers to a thing of a plan that gets a new id."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from anhorig_cli.model.parts import MODELS, PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import KINDS_OF_THINGS, Named, Reference, Register, references, things
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import Term, folded


class Rewording(NamedTuple):
    """A text of a plan that is to be another: where it stands, and what it becomes; None where it goes from its list.

    The route of a text in a list of texts ends with its place, also where it is written alone without a list.
    """

    route: Route
    text: str | None


def reworded(plan: Plan, rewordings: Iterable[Rewording]) -> Plan:
    """Return the plan as rewordings make it.

    Raises:
        pydantic.ValidationError: where a text is not one that its field can hold.
    """
    data = plan.model_dump(mode="json", by_alias=True, exclude_none=True)
    for one in sorted(rewordings, key=_last_step, reverse=True):  # so that those before keep their places
        _put(data, one)
    return Plan.model_validate(data)


def _last_step(one: Rewording) -> int:
    step = one.route[-1]
    return step if isinstance(step, int) else 0


def _put(data: dict[str, Any], one: Rewording) -> None:
    """Put a text in its place in a plan's data, or remove it from its list."""
    *way, name = one.route if isinstance(one.route[-1], str) else one.route[:-1]
    part: Any = data
    for step in way:
        part = part[step]
    place = one.route[-1]
    if not isinstance(part[name], list):
        part[name] = one.text
    elif one.text is None:
        del part[name][place]
    else:
        part[name][place] = one.text


THE_PLAN = "plan"
"""The kind of the plan itself, beside those of its things."""
KINDS = (*KINDS_OF_THINGS, "activities", THE_PLAN)


class Thing(NamedTuple):
    """Something in a plan: its kind, where it stands, its id and its title; either may be empty."""

    kind: str
    route: Route
    id: str
    title: str


def things_of(plan: Plan, kind: str) -> Iterator[Thing]:
    """Give the things of a kind in a plan; the plan itself is one of its own kind."""
    if kind == THE_PLAN:
        yield Thing(kind, (), plan.id, plan.title)
        return
    for route, one in _placed(plan, kind):
        yield Thing(kind, route, one.id or "", one.title or "")


def _placed(plan: Plan, kind: str) -> Iterator[tuple[Route, Named]]:
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
    """Return the kind that has a word for its list in a plan, in either language; None for no kind."""
    return next((kind for kind in KINDS if word in list_of(kind).spellings), None)


def list_of(kind: str) -> Term:
    """Return the name of a kind's list, as plans have it."""
    if kind == THE_PLAN:
        return Term(THE_PLAN, THE_PLAN)
    return PARTS["subgoal" if kind == "activities" else "plan"].term(kind)


@cache
def looked_for_with(kind: str) -> tuple[str, ...]:
    """Return the kinds among which a name of one kind is looked for, that kind too."""
    every = (key.refers_to for model in MODELS.values() for key in model.keys.values())
    return tuple(dict.fromkeys([kind, *(one for kinds in every if kind in kinds for one in kinds)]))


class Meaning(NamedTuple):
    """What a reference leads to: a plan, by its place among some, and a thing in it; None where it has no such thing.

    `names_plan` says whether the reference names the plan: `plan-id/id`.
    """

    plan: int
    route: Route | None
    names_plan: bool


class RelatedPlans:
    """Plans that may refer to each other, in order; of those with the same id the first is meant."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._plans = plans
        self._by_id = {folded(plan.id): n for n, plan in reversed(list(enumerate(plans)))}
        self._registers: dict[tuple[int, tuple[str, ...]], tuple[Register[Named], list[Route]]] = {}

    def meanings(self, n: int) -> dict[Route, Meaning | str]:
        """Return what each reference of a plan means; a text that leads nowhere means itself."""
        plan = self._plans[n]
        found = {one.route: self._meaning(n, one) for one in references(plan)}
        return found | {("replaces", i): self._replaced(text) for i, text in enumerate(plan.replaces)}

    def rewordings(self, n: int, thing: Thing, new: str) -> list[Rewording]:
        """Return the references of a plan that say the id of a thing of the first plan, with the new id in its place.

        One that leads there by the thing's title stays.
        """
        texts = dict(self._texts(self._plans[n]))
        found: list[Rewording] = []
        for route, meaning in self.meanings(n).items():
            text = _reworded(texts[route], meaning, thing, new) if isinstance(meaning, Meaning) else None
            if text is not None:
                found.append(Rewording(route, text))
        return found

    def _texts(self, plan: Plan) -> Iterator[tuple[Route, str]]:
        yield from ((one.route, one.text) for one in references(plan))
        yield from ((("replaces", i), text) for i, text in enumerate(plan.replaces))

    def _meaning(self, n: int, reference: Reference) -> Meaning | str:
        place = self._place(n, reference.kinds, reference.text)
        if place is not None:
            return Meaning(n, place, names_plan=False)
        plan_id, slash, name = reference.text.partition("/")
        other = self._by_id.get(folded(plan_id)) if slash else None
        if other is None or (reference.may_be_text and other != n):
            return folded(reference.text)
        return Meaning(other, self._place(other, reference.kinds, name), names_plan=True)

    def _replaced(self, text: str) -> Meaning | str:
        other = self._by_id.get(folded(text))
        return folded(text) if other is None else Meaning(other, (), names_plan=True)

    def _place(self, n: int, kinds: tuple[str, ...], name: str) -> Route | None:
        """Return where the thing stands in a plan that a name leads to; None where there is none."""
        if (n, kinds) not in self._registers:
            plan = self._plans[n]
            routes = [route for kind in kinds for route, _ in _placed(plan, kind)]
            self._registers[n, kinds] = Register(things(plan, *kinds)), routes
        register, routes = self._registers[n, kinds]
        place = register.place(name)
        return None if place is None else routes[place]


def _reworded(text: str, meaning: Meaning, thing: Thing, new: str) -> str | None:
    """Return a reference with a new id in the place of the old; None where it does not say that."""
    if meaning.plan != 0:
        return None
    plan_id, slash, name = text.partition("/") if meaning.names_plan else ("", "", text)
    if thing.kind == THE_PLAN:
        return f"{new}{slash}{name}" if meaning.names_plan else None
    is_meant = meaning.route == thing.route and folded(name) == folded(thing.id)
    return f"{plan_id}{slash}{new}" if is_meant else None
