"""What a command says of a plan's things: which of them it means, what a new one must have, and figures of a sex."""

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

_MOST_SHOWN = 30


class Names:
    """What names mean in a plan; of each of its lists one register is made, however many names are looked up."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._registers: dict[str, Register[Named]] = {}

    def register(self, kind: str) -> Register[Named]:
        """Return the register of one of the plan's lists."""
        if kind not in self._registers:
            self._registers[kind] = register_of(self.plan, kind)
        return self._registers[kind]

    @cached_property
    def _activities(self) -> list[Register[Activity]]:
        """A register of the activities of each subgoal."""
        return [Register(subgoal.activities) for subgoal in self.plan.subgoals]

    @cached_property
    def _subgoals_of(self) -> dict[str, list[int]]:
        """The subgoals that have activities of a name, folded."""
        found: dict[str, list[int]] = {}
        for place, register in enumerate(self._activities):
            for name in dict.fromkeys(map(folded, register.names)):
                found.setdefault(name, []).append(place)
        return found

    def routes_of_activities(self, name: str) -> list[Route]:
        """Return the routes of the activities that a name means, alone or after that of their subgoal (`a/b`)."""
        parent, _, rest = name.partition("/")
        parents = self.register("subgoals").all_places(parent) if rest else []
        meant = dict.fromkeys(parents, rest) | dict.fromkeys(self._subgoals_of.get(folded(name), []), name)
        return [
            ("subgoals", place, "activities", i)
            for place, called in sorted(meant.items())
            for i in self._activities[place].all_places(called)
        ]


def the_one(names: Names, kind: str, reference: str) -> int:
    """Return where in one of the plan's lists the thing stands that an id or a title names.

    Raises:
        WrongUsageError: where there is none, or more than one of that title.
    """
    register = names.register(kind)
    listed = register.things
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
    known = ", ".join(thing.id or thing.title or "" for thing in listed[:_MOST_SHOWN])
    there_are = message("there are: {names}", names=known) if known else None
    return with_help(text, did_you_mean(near) or there_are)


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
                    "'{title}' is not for the unit '{unit}'; its units: {units}",
                    title=item.title,
                    unit=unit,
                    units=", ".join(own) or "–",
                )
            )
    return tuple(known[register.key(unit)] for unit in units)


# What a new thing of a plan must have: an id of its own, references that lead somewhere, a place in a list by date.


def title_with_day(item: Entry) -> str:
    """Return the title of something new with its day, since that may have been read from words such as `1 mars`."""
    day = item.given("due") or item.given("date")
    return f"{item.given('title')}, {day}" if day else str(item.given("title"))


def with_references(plan: Plan, item: Entry) -> dict[str, Value]:
    """Return an entry's fields without its id, when everything that it refers to is there.

    Args:
        plan: the plan it is to stand in.
        item: the entry; its fields that refer hold a text or several.

    Raises:
        WrongUsageError: where a reference leads nowhere; free text must only not be nearly a name of the plan's.
    """
    for name, key in MODELS[item.part].keys.items():
        if key.refers_to and (given := item.fields.get(name)):
            texts = given if isinstance(given, tuple) else (given,)
            _refuse_broken(plan, [text for text in texts if isinstance(text, str)], key)
    return {name: value for name, value in item.fields.items() if name != "id"}


def _refuse_broken(plan: Plan, texts: Sequence[str], key: Key) -> None:
    known = register_of(plan, *key.refers_to)
    for text in texts:
        is_of_another_plan = "/" in text  # which check looks for
        if ("units" in key.refers_to and is_everyone(text)) or is_of_another_plan or known.has(text):
            continue
        near = known.near(text)
        if near or not key.may_be_text:
            raise WrongUsageError(missing(key.refers_to[0], text, near, things(plan, key.refers_to[0])))


def new_id(plan_things: Sequence[Named], title: str, given: str | None) -> str:
    """Return the id of something new: the one that is given, else one made of its title, not taken by another.

    Raises:
        WrongUsageError: where the one that is given is taken.
    """
    taken = {folded(thing.id) for thing in plan_things if thing.id}
    if given:
        if folded(given) in taken:
            raise WrongUsageError(message("the id '{id}' is taken: choose another with --id", id=given))
        return given
    plain = plain_id(title)
    return next(name for n in count(1) if (name := plain if n == 1 else f"{plain}-{n}") not in taken)


def refuse_twin(listed: Sequence[Named], title: str) -> None:
    """Refuse to add what is there already by the same title, as a command that is given twice would.

    Raises:
        WrongUsageError: where one of the things has the title.
    """
    twin = next((thing for thing in listed if folded(thing.title or "") == folded(title)), None)
    if twin is not None:
        raise WrongUsageError(
            message("'{name}' is there already: give it another title, or an id of its own with --id", name=named(twin))
        )


def reported_on(date: PlanDate, today: day_type) -> str | None:
    """Return today as what a fact says of when it was known, where its time has begun and not ended; else None."""
    return today.isoformat() if date.first <= today < date.last else None


def position_by_date(dates: Sequence[PlanDate | None], new: PlanDate) -> int | None:
    """Return where in a list by date a new one goes: before the first that is later, last in a list of no order.

    A list of two or more that has the newest first keeps that order. Of one day the new one stands last in
    either, since what stands further down counts.
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


# What is typed of women and men: a number, or `37/50` for a share.


def figure_of_sex(text: str, read: Callable[[str], str]) -> str | Entry:
    """Return what was typed of women or of men, as a plan writes it; each number is read in some way."""
    numerator, slash, denominator = text.partition("/")
    if not slash:
        return read(text)
    return Entry("figure_of_sex", {"numerator": read(numerator.strip()), "denominator": read(denominator.strip())})


def is_said(figure: FigureOfSex | None, wanted: str | Entry) -> bool:
    """Return whether a measurement says of women, or of men, what is wanted."""
    data = wanted if isinstance(wanted, str) else wanted.data()
    return figure == FigureOfSex.model_validate(data)
