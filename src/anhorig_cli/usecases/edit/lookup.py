"""Look up what a command names in a plan, check what it adds, and read figures of women and men."""

from collections.abc import Callable, Sequence
from datetime import date as day_type
from functools import cached_property
from itertools import count

from anhorig_cli.analysis.upcoming import units_of
from anhorig_cli.diagnostics import WrongUsageError, did_you_mean, with_help
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.measurement import FigureOfSex
from anhorig_cli.model.part import Key
from anhorig_cli.model.parts import MODELS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Entry, Value
from anhorig_cli.model.register import Named, Register, is_everyone, plain_id, register_of, things
from anhorig_cli.source import Message, Route, message
from anhorig_cli.vocabulary import folded

_MAX_SHOWN = 30


class Names:
    """The things that names mean in a plan; one register is made for each of its lists, however many are looked up."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._registers: dict[str, Register[Named]] = {}

    def register(self, kind: str) -> Register[Named]:
        """Return the register of one of the plan's lists, or of the `activities` of all subgoals."""
        if kind not in self._registers:
            self._registers[kind] = register_of(self.plan, kind)
        return self._registers[kind]

    @cached_property
    def _activity_registers(self) -> list[Register[Activity]]:
        """A register of each subgoal's activities."""
        return [Register(subgoal.activities) for subgoal in self.plan.subgoals]

    @cached_property
    def _subgoals_by_activity(self) -> dict[str, list[int]]:
        """The indexes of the subgoals that have an activity of a name, by the folded name."""
        found: dict[str, list[int]] = {}
        for place, register in enumerate(self._activity_registers):
            for name in dict.fromkeys(map(folded, register.names)):
                found.setdefault(name, []).append(place)
        return found

    def routes_of_activities(self, name: str) -> list[Route]:
        """Return the routes of the activities that a name means, alone or after that of their subgoal (`a/b`)."""
        parent, _, activity = name.partition("/")
        parents = self.register("subgoals").all_places(parent) if activity else []
        names_by_subgoal = dict.fromkeys(parents, activity) | dict.fromkeys(
            self._subgoals_by_activity.get(folded(name), []), name
        )
        return [
            ("subgoals", place, "activities", i)
            for place, activity_name in sorted(names_by_subgoal.items())
            for i in self._activity_registers[place].all_places(activity_name)
        ]


def index_named(names: Names, kind: str, reference: str) -> int:
    """Return the index, in one of the plan's lists, of the thing that an id or a title names.

    Raises:
        WrongUsageError: where there is none, or more than one of that title.
    """
    register = names.register(kind)
    listed = register.things
    found = register.all_places(reference)
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(reference, [label_of(listed[i]) for i in found])
    raise unknown_part(names, kind, reference, register.near(reference), listed)


def unknown_part(names: Names, kind: str, reference: str, near: str | None, listed: Sequence[Named]) -> WrongUsageError:
    """Return the error that nothing `listed` has the name; what something else of that name is changed with."""
    other = next((one for one in _CHANGED_WITH if names.register(one).has(reference)), None)
    if other:
        return WrongUsageError(_CHANGED_WITH[other].with_values(name=reference))
    return WrongUsageError(not_found(kind, reference, near, listed))


_CHANGED_WITH = {
    "subgoals": message(
        "'{name}' is a subgoal: it is assessed with 'anhorig assess', and its dates are moved with 'anhorig postpone'"
    ),
    "indicators": message("'{name}' is an indicator: its values are recorded with 'anhorig record'"),
    "annual_cycle": message(
        "'{name}' is an item of the annual cycle: it is ticked off with 'anhorig done', and changed in an editor"
    ),
    "activities": message(
        "'{name}' is an activity: it is ticked off with 'anhorig done', and its dates are changed in an editor"
    ),
}


def ambiguous(reference: str, choices: Sequence[str]) -> WrongUsageError:
    """Return the error that lists what a name could mean."""
    return WrongUsageError(
        message("'{name}' can mean more than one thing: {choices}", name=reference, choices="; ".join(choices))
    )


def label_of(thing: Named) -> str:
    """Return a thing as a list of choices shows it: its id and title."""
    return " – ".join(text for text in (thing.id, thing.title) if text)


def not_found(kind: str, reference: str, near: str | None, listed: Sequence[Named]) -> Message:
    """Return the sentence that says that nothing has the name, and what names there are."""
    texts = {
        "indicators": message("there is no indicator '{name}' in the plan", name=reference),
        "subgoals": message("there is no subgoal '{name}' in the plan", name=reference),
        "units": message("there is no unit '{name}' in the plan", name=reference),
    }
    text = texts.get(kind) or message("there is nothing called '{name}' in the plan", name=reference)
    known = ", ".join(thing.id or thing.title or "" for thing in listed[:_MAX_SHOWN])
    existing = message("there are: {names}", names=known) if known else _how_to_add(kind)
    return with_help(text, did_you_mean(near) or existing)


_ADDED_WITH = {
    "annual_cycle": "cycle-item",
    "areas": "area",
    "decisions": "decision",
    "funding": "funding",
    "indicators": "indicator",
    "recommendations": "recommendation",
    "reports": "occasion",
    "roles": "role",
    "subgoals": "subgoal",
    "surveys": "survey",
    "units": "unit",
}


def _how_to_add(kind: str) -> Message | None:
    """Return the advice to add the first thing of a kind; None where no command does."""
    name = _ADDED_WITH.get(kind)
    return message("add it with 'anhorig add {kind}' first", kind=name) if name else None


def units_named(plan: Plan, item: CycleItem, units: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the named units of a cycle item; empty where all of its units are meant.

    Raises:
        WrongUsageError: where one of them is not among the item's units.
    """
    own = units_of(plan, item)
    if all(is_everyone(unit) for unit in units):
        return ()
    if not own:
        raise WrongUsageError(
            message(
                "'{title}' is not for any unit in particular: leave out --unit, or write its 'enheter' (units) "
                "in the plan first",
                title=item.title,
            )
        )
    register = Register(plan.units)
    known = {register.key(name): name for name in own}
    for unit in units:
        if register.key(unit) not in known:
            raise WrongUsageError(
                message(
                    "'{title}' is not for the unit '{unit}'; its units: {units}",
                    title=item.title,
                    unit=unit,
                    units=", ".join(own),
                )
            )
    return tuple(known[register.key(unit)] for unit in units)


# Check a new thing: an id of its own, references that resolve, a position in a list by date.


def title_with_day(item: Entry) -> str:
    """Return the title of something new with its day, since the day may have been read from words such as `1 mars`."""
    day = item.given("due") or item.given("date")
    return f"{item.given('title')}, {day}" if day else str(item.given("title"))


def with_references(plan: Plan, item: Entry) -> dict[str, Value]:
    """Return an entry's fields without its id, after checking that its references resolve.

    Args:
        plan: the plan that it is added to.
        item: the entry; each of its fields that refers holds one text or several.

    Raises:
        WrongUsageError: where a reference does not resolve; in a field that may be free text, only where the text is
            almost a name in the plan.
    """
    for name, key in MODELS[item.part].keys.items():
        if key.refers_to and (given := item.fields.get(name)):
            texts = given if isinstance(given, tuple) else (given,)
            _refuse_unresolved(plan, [text for text in texts if isinstance(text, str)], key)
    return {name: value for name, value in item.fields.items() if name != "id"}


def _refuse_unresolved(plan: Plan, texts: Sequence[str], key: Key) -> None:
    known = register_of(plan, *key.refers_to)
    for text in texts:
        is_of_another_plan = "/" in text  # which check looks for
        if ("units" in key.refers_to and is_everyone(text)) or is_of_another_plan or known.has(text):
            continue
        near = known.near(text)
        if near or not key.may_be_text:
            raise WrongUsageError(not_found(key.refers_to[0], text, near, things(plan, key.refers_to[0])))


def new_id(plan_things: Sequence[Named], title: str, given: str | None) -> str:
    """Return the id of something new: the one `given`, else a free one made from its title.

    Raises:
        WrongUsageError: where the id `given` is taken.
    """
    taken = {folded(thing.id) for thing in plan_things if thing.id}
    if given:
        if folded(given) in taken:
            raise WrongUsageError(message("the id '{id}' is taken: choose another with --id", id=given))
        return given
    plain = plain_id(title)
    return next(name for n in count(1) if (name := plain if n == 1 else f"{plain}-{n}") not in taken)


def refuse_duplicate_title(listed: Sequence[Named], title: str) -> None:
    """Refuse to add something under a title that is there already, as a command that is given twice would.

    Raises:
        WrongUsageError: where one of the things `listed` has the title.
    """
    twin = next((thing for thing in listed if folded(thing.title or "") == folded(title)), None)
    if twin is not None:
        raise WrongUsageError(
            message(
                "'{name}' is there already: give it another title, or an id of its own with --id", name=label_of(twin)
            )
        )


def reported_on(date: PlanDate, today: day_type) -> str | None:
    """Return today, as the day when a fact became known, if its period has begun and not ended; else None."""
    return today.isoformat() if date.first <= today < date.last else None


def position_by_date(dates: Sequence[PlanDate | None], new: PlanDate) -> int | None:
    """Return the position of a new date in a list: before the first later one; None for last, as in an unordered list.

    A list of two or more that has the newest first keeps that order. Among equal days the new one is last in either
    order, since the last one counts.
    """
    days = [date.first for date in dates if date is not None]
    if len(days) != len(dates):
        return None
    is_oldest_first = days == sorted(days)
    if not is_oldest_first and days != sorted(days, reverse=True):
        return None
    for i, day in enumerate(days):
        is_before = day > new.first if is_oldest_first else day < new.first
        if is_before:
            return i
    return None


# Figures of women and men as they are typed: a number, or `37/50` for a share.


def figure_of_sex(text: str, read: Callable[[str], str]) -> str | Entry:
    """Return a typed figure of women or of men as a plan writes it; `read` rewrites each number in it."""
    numerator, slash, denominator = text.partition("/")
    if not slash:
        return read(text)
    return Entry("figure_of_sex", {"numerator": read(numerator.strip()), "denominator": read(denominator.strip())})


def matches_figure(figure: FigureOfSex | None, wanted: str | Entry) -> bool:
    """Return whether a measurement's figure of women or men is the one that is wanted."""
    data = wanted if isinstance(wanted, str) else wanted.data()
    return figure == FigureOfSex.model_validate(data)
