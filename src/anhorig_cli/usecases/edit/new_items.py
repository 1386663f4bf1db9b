"""What a new thing of a plan must have: an id of its own, references that lead somewhere, a place in a list by date."""

from collections.abc import Sequence
from datetime import date as day_type
from itertools import count

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.part import Key
from anhorig_cli.model.parts import MODELS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Entry, Value
from anhorig_cli.model.register import Named, is_everyone, plain_id, register_of, things
from anhorig_cli.source import message
from anhorig_cli.usecases.edit.lookup import missing, named
from anhorig_cli.vocabulary import folded


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
        if key.refers_to and isinstance(texts := item.fields.get(name), tuple):
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
            message(
                "'{name}' is there already – give it another title, or an id of its own with --id", name=named(twin)
            )
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
