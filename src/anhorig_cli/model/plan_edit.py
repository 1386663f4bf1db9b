"""A change to a plan, told without any file: what becomes different in a part of it, and several such gathered."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import MODELS
from anhorig_cli.model.plan import Plan
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import Term


@dataclass(frozen=True, slots=True)
class Entry:
    """A part that is to be written: its kind and its fields by English name, in the order they are to stand.

    A value is text as the user gave it, a word (one of a scale, or a date that the plan has, written in the file's
    language), several of these, or other entries.
    """

    part: str
    fields: Mapping[str, "Value"]

    def given(self, name: str) -> str | None:
        """Return a field that is text; None where it is absent or something else."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def tidied(self, tidy: Callable[[str], str]) -> "Entry":
        """Return the entry with every text made tidy."""
        return Entry(self.part, {name: _tidied(value, tidy) for name, value in self.fields.items()})

    def data(self) -> dict[str, Any]:
        """Return the fields as a model reads them."""
        return {name: _data(value) for name, value in self.fields.items()}


_A_TEXT = "text"
"""What stands for a part where a text is added to a list of texts."""
Word = Term | PlanDate
Value = str | Word | Entry | tuple[str | Word, ...] | tuple[Entry, ...]


def entry(part: str, **fields: "Value | list[str] | None") -> Entry:
    """Make an entry of the fields that are given; a name that is a word of Python ends in `_`."""
    given = {name.removesuffix("_"): value for name, value in fields.items() if value}
    return Entry(part, {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})


@dataclass(frozen=True, slots=True)
class Addition:
    """A new item in one of a part's lists, before the item that stands at `position` now; last, without one.

    In a list of texts it is a `text`, which goes last. `also` are items that stand right after it. Of several additions
    to a list, those that go further down come first. `turns` says in which order such items came, by their places: each
    is written as the one that then stood before it is.
    """

    name: str
    item: Entry
    position: int | None = None
    also: tuple[Entry, ...] = ()
    turns: tuple[int, ...] = ()

    @property
    def items(self) -> tuple[Entry, ...]:
        """All that is added in this place."""
        return (self.item, *self.also)

    @classmethod
    def of_text(cls, name: str, text: str) -> "Addition":
        """Return a text more in a list of texts."""
        return cls(name, Entry(_A_TEXT, {"text": text}))

    @property
    def text(self) -> str | None:
        """The text that is added to a list of texts; None in a list of parts."""
        return self.item.given("text") if self.item.part == _A_TEXT else None

    @property
    def data(self) -> list[Any]:
        """What is added, as a model reads it."""
        return [self.text] if self.text is not None else [item.data() for item in self.items]


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """What is to become different in the part that a route leads to.

    `sets` gives fields new values (text, or a word of a scale) and takes away those that become None.
    """

    part: str
    route: Route
    sets: Mapping[str, str | Word | None] = field(default_factory=dict[str, str | Word | None])
    adds: tuple[Addition, ...] = ()

    def tidied(self, tidy: Callable[[str], str]) -> "PlanEdit":
        """Return the change with every text of the user's made tidy."""
        sets = {name: tidy(value) if isinstance(value, str) else value for name, value in self.sets.items()}
        adds = tuple(
            replace(one, item=one.item.tidied(tidy), also=tuple(item.tidied(tidy) for item in one.also))
            for one in self.adds
        )
        return replace(self, sets=sets, adds=adds)

    def applied(self, plan: Plan) -> Plan:
        """Return the plan as the change makes it.

        Raises:
            pydantic.ValidationError: where a value is not one that its field can hold.
        """
        return applied_together(plan, [self])

    def put_in(self, data: Any) -> None:
        """Make the change in a plan's data."""
        part = data
        for step in self.route:
            part = part[step]
        for name, value in self.sets.items():
            part.pop(name, None)
            if value is not None:
                part[name] = _data(value)
        for addition in self.adds:
            listed = part.setdefault(addition.name, [])
            position = len(listed) if addition.position is None else addition.position
            listed[position:position] = addition.data


def applied_together(plan: Plan, changes: Iterable[PlanEdit]) -> Plan:
    """Return the plan as changes make it, each after the one before; raises as `PlanEdit.applied`."""
    data = plan.model_dump(mode="json", by_alias=True, exclude_none=True)
    for change in changes:
        change.put_in(data)
    return Plan.model_validate(data)


class GatheredChanges:
    """Changes of a plan's parts, each after the one before, gathered to one change of each part.

    `plan` is the plan as they make it; only the parts that they touch are read anew.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._touched: dict[Route, PlanEdit] = {}
        self._lists: dict[Route, dict[str, list[tuple[int, Entry] | None]]] = {}
        self._turns = count()

    def add(self, change: PlanEdit) -> None:
        """Make a change more.

        Raises:
            pydantic.ValidationError: where a value is not one that its field can hold.
        """
        part = part_at(self.plan, change.route)
        changed = _with_sets(part, change)
        values = {name: getattr(changed, name) for name in type(changed).model_fields}
        for addition in change.adds:
            listed = list(values[addition.name])
            position = len(listed) if addition.position is None else addition.position
            listed[position:position] = [MODELS[item.part].model_validate(item.data()) for item in addition.items]
            values[addition.name] = tuple(listed)
        self.plan = _with_part(self.plan, change.route, type(part).model_construct(**values))
        self._note(change, part)

    def _note(self, change: PlanEdit, before: Part) -> None:
        """Keep what was set, and where in its list each item stands, among the old ones (None)."""
        earlier = self._touched.get(change.route)
        sets = {**earlier.sets, **change.sets} if earlier else change.sets
        self._touched[change.route] = PlanEdit(change.part, change.route, sets)
        lists = self._lists.setdefault(change.route, {})
        for addition in change.adds:
            marks = lists.setdefault(addition.name, [None] * len(getattr(before, addition.name)))
            position = len(marks) if addition.position is None else addition.position
            marks[position:position] = [(next(self._turns), item) for item in addition.items]

    @property
    def changes(self) -> list[PlanEdit]:
        """One change of each part that is touched."""
        return [replace(change, adds=tuple(self._adds(route))) for route, change in self._touched.items()]

    def _adds(self, route: Route) -> Iterator[Addition]:
        """Give what is added to the lists of a part: what goes in one place together, furthest down first."""
        for name, marks in self._lists[route].items():
            at: dict[int, list[tuple[int, Entry]]] = {}
            old = 0
            for mark in marks:
                if mark is None:
                    old += 1
                else:
                    at.setdefault(old, []).append(mark)
            for place, run in reversed(at.items()):
                turns = sorted(range(len(run)), key=[turn for turn, _ in run].__getitem__)
                first, *also = [item for _, item in run]
                yield Addition(name, first, None if place == old else place, tuple(also), tuple(turns))


def part_at(plan: Plan, route: Route) -> Part:
    """Return the part that a route leads to."""
    found: Any = plan
    for step in route:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    part: Part = found
    return part


def _with_sets(part: Part, change: PlanEdit) -> Part:
    if not change.sets:
        return part
    data = part.model_dump(mode="json", by_alias=True, exclude_none=True)
    replace(change, route=(), adds=()).put_in(data)
    return type(part).model_validate(data)


def _with_part(whole: Any, route: Route, part: Part) -> Any:
    """Return a part, or a list of parts, with another part where a route leads."""
    if not route:
        return part
    step, *rest = route
    if isinstance(step, int):
        return (*whole[:step], _with_part(whole[step], tuple(rest), part), *whole[step + 1 :])
    return whole.model_copy(update={step: _with_part(getattr(whole, step), tuple(rest), part)})


def _data(value: Value) -> Any:
    if isinstance(value, Entry):
        return value.data()
    if isinstance(value, tuple):
        return [_data(one) for one in value]
    return value.name if isinstance(value, Term) else str(value)


def _tidied(value: Value, tidy: Callable[[str], str]) -> Value:
    if isinstance(value, Entry):
        return value.tidied(tidy)
    if isinstance(value, tuple):
        return tuple(_tidied(one, tidy) for one in value)  # type: ignore[return-value] # each stays what it was
    return tidy(value) if isinstance(value, str) else value
