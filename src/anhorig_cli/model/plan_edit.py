"""Changes to the parts of a plan, described independently of its files, and several of them combined."""

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
    """A part to be written: its kind, and its fields by English name, in the order in which they are written.

    A value is text as the user gave it, a word (of a scale, or a date from the plan, written in the file's language),
    several of these, or other entries.
    """

    part: str
    fields: Mapping[str, "Value"]

    def given(self, name: str) -> str | None:
        """Return the text of a field; None if the field is absent or not text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def tidied(self, tidy: Callable[[str], str]) -> "Entry":
        """Return the entry with `tidy` applied to every text."""
        return Entry(self.part, {name: _tidied(value, tidy) for name, value in self.fields.items()})

    def data(self) -> dict[str, Any]:
        """Return the fields as input for the model."""
        return {name: _data(value) for name, value in self.fields.items()}


_TEXT_ENTRY = "text"
"""The `part` of an entry that is only a text, for a list of texts."""
Word = Term | PlanDate
Value = str | Word | Entry | tuple[str | Word, ...] | tuple[Entry, ...]


def entry(part: str, **fields: "Value | list[str] | None") -> Entry:
    """Return an entry of the fields that have a value; a name that is a Python keyword ends in `_`."""
    given = {name.removesuffix("_"): value for name, value in fields.items() if value}
    return Entry(part, {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})


@dataclass(frozen=True, slots=True)
class Addition:
    """A new item in one of a part's lists, before the item now at `position`, or last if `position` is None.

    In a list of texts it is a `text`, which goes last. `also` are the items directly after it. Several additions to a
    list are ordered from the end of the list. `turns` gives the order in which these items were added, as indexes of
    `items`: each is written in the style of the item that preceded it at that time.
    """

    name: str
    item: Entry
    position: int | None = None
    also: tuple[Entry, ...] = ()
    turns: tuple[int, ...] = ()

    @property
    def items(self) -> tuple[Entry, ...]:
        """All items that are added at this position."""
        return (self.item, *self.also)

    @classmethod
    def of_text(cls, name: str, text: str) -> "Addition":
        """Return the addition of a text to a list of texts."""
        return cls(name, Entry(_TEXT_ENTRY, {"text": text}))

    @property
    def text(self) -> str | None:
        """The text that is added to a list of texts; None for a list of parts."""
        return self.item.given("text") if self.item.part == _TEXT_ENTRY else None

    @property
    def data(self) -> list[Any]:
        """What is added, as input for the model."""
        return [self.text] if self.text is not None else [item.data() for item in self.items]


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """A change of the part at a route.

    `sets` gives fields new values (text, or a word of a scale) and removes those set to None; `adds` adds to lists.
    """

    part: str
    route: Route
    sets: Mapping[str, str | Word | None] = field(default_factory=dict[str, str | Word | None])
    adds: tuple[Addition, ...] = ()

    def tidied(self, tidy: Callable[[str], str]) -> "PlanEdit":
        """Return the change with `tidy` applied to every text."""
        sets = {name: tidy(value) if isinstance(value, str) else value for name, value in self.sets.items()}
        adds = tuple(
            replace(one, item=one.item.tidied(tidy), also=tuple(item.tidied(tidy) for item in one.also))
            for one in self.adds
        )
        return replace(self, sets=sets, adds=adds)

    def applied(self, plan: Plan) -> Plan:
        """Return the plan after the change.

        Raises:
            pydantic.ValidationError: if a field cannot hold its new value.
        """
        return applied_together(plan, [self])

    def apply_to(self, data: Any) -> None:
        """Make the change in the data of a plan, in place."""
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
    """Return the plan after changes made one after another; raises what `PlanEdit.applied` raises."""
    data = plan.model_dump(mode="json", by_alias=True, exclude_none=True)
    for change in changes:
        change.apply_to(data)
    return Plan.model_validate(data)


class GatheredChanges:
    """Successive changes of a plan, combined to one change of each part.

    `plan` is the plan after the changes; only the changed parts are validated again.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._changes_by_route: dict[Route, PlanEdit] = {}
        self._marks_by_list: dict[Route, dict[str, list[tuple[int, Entry] | None]]] = {}
        self._turns = count()

    def add(self, change: PlanEdit) -> None:
        """Make another change.

        Raises:
            pydantic.ValidationError: if a field cannot hold its new value.
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
        self._record(change, part)

    def _record(self, change: PlanEdit, before: Part) -> None:
        """Record the fields that were set, and the position of each new item in its list among the old items (None)."""
        earlier = self._changes_by_route.get(change.route)
        sets = {**earlier.sets, **change.sets} if earlier else change.sets
        self._changes_by_route[change.route] = PlanEdit(change.part, change.route, sets)
        lists = self._marks_by_list.setdefault(change.route, {})
        for addition in change.adds:
            marks = lists.setdefault(addition.name, [None] * len(getattr(before, addition.name)))
            position = len(marks) if addition.position is None else addition.position
            marks[position:position] = [(next(self._turns), item) for item in addition.items]

    @property
    def changes(self) -> list[PlanEdit]:
        """One change of each part that has been changed."""
        return [replace(change, adds=tuple(self._additions(route))) for route, change in self._changes_by_route.items()]

    def _additions(self, route: Route) -> Iterator[Addition]:
        """Yield the additions to the lists of a part: adjacent items together, and from the end of each list."""
        for name, marks in self._marks_by_list[route].items():
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
    """Return the part at a route."""
    found: Any = plan
    for step in route:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    part: Part = found
    return part


def _with_sets(part: Part, change: PlanEdit) -> Part:
    if not change.sets:
        return part
    data = part.model_dump(mode="json", by_alias=True, exclude_none=True)
    replace(change, route=(), adds=()).apply_to(data)
    return type(part).model_validate(data)


def _with_part(whole: Any, route: Route, part: Part) -> Any:
    """Return a part, or a list of parts, with the part at a route replaced."""
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
        return tuple(_tidied(one, tidy) for one in value)  # type: ignore[return-value] # each item keeps its type
    return tidy(value) if isinstance(value, str) else value
