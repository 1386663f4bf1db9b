"""A change to one part of a plan, told without any file: what its fields become and what its lists gain."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from anhorig_cli.model.dates import PlanDate
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
    to a list, those that go further down come first.
    """

    name: str
    item: Entry
    position: int | None = None
    also: tuple[Entry, ...] = ()

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
