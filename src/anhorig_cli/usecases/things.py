"""The things of a plan that a command names: found by id or title, or told which there are."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import count

from anhorig_cli.diagnostics import with_help
from anhorig_cli.errors import WrongUsageError
from anhorig_cli.model.change import Entry, Value
from anhorig_cli.model.coming import units_of
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.ids import Named, by_name, names, positions, things
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.references import ReferringField, is_everyone, referring_fields
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import folded

_MOST_SHOWN = 30
_LONGEST_SLUG = 40


def the_one(plan: Plan, kind: str, reference: str) -> int:
    """Return where in one of the plan's lists the thing stands that an id or a title names.

    Raises:
        WrongUsageError: where there is none, or more than one of that title.
    """
    listed = things(plan, kind)
    found = positions(listed, reference)
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(reference, [named(listed[i]) for i in found])
    raise WrongUsageError(missing(kind, reference, names(plan, kind).near(reference), listed))


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
    if near:
        return with_help(text, message("did you mean '{near}'?", near=near))
    known = ", ".join(thing.id or thing.title or "" for thing in listed[:_MOST_SHOWN])
    return with_help(text, message("there are: {names}", names=known) if known else None)


def position_by_date(dates: Sequence[PlanDate | None], new: PlanDate) -> int | None:
    """Return where in a list by date a new one goes: before the first that is later, last in a list of no order.

    A list of two or more that has the newest first keeps that order.
    """
    days = [date.first for date in dates if date is not None]
    if len(days) != len(dates):
        return None
    if len(days) > 1 and days == sorted(days, reverse=True) and days[0] != days[-1]:
        return next((i for i, day in enumerate(days) if day <= new.first), None)
    if days == sorted(days):
        return next((i for i, day in enumerate(days) if day > new.first), None)
    return None


def units_named(plan: Plan, item: CycleItem, units: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of units that are to be among a cycle item's own; none where all of them are meant.

    Raises:
        WrongUsageError: where one of them is not.
    """
    own = units_of(plan, item)
    if all(is_everyone(unit) for unit in units):
        return ()
    ids = by_name(plan.units)
    known = {ids.get(folded(name), folded(name)): name for name in own}
    for unit in units:
        if ids.get(folded(unit), folded(unit)) not in known:
            raise WrongUsageError(
                message(
                    "'{title}' is not for the unit '{unit}' – its units: {units}",
                    title=item.title,
                    unit=unit,
                    units=", ".join(own) or "–",
                )
            )
    return tuple(known[ids.get(folded(unit), folded(unit))] for unit in units)


def with_references(plan: Plan, item: Entry) -> dict[str, Value]:
    """Return an entry's fields without its id, when everything that it refers to is there.

    Args:
        plan: the plan it is to stand in.
        item: the entry; its fields that refer hold a text or several.

    Raises:
        WrongUsageError: where a reference leads nowhere; free text must only not be nearly a name of the plan's.
    """
    for name, field in referring_fields(item.part).items():
        if isinstance(texts := item.fields.get(name), tuple):
            _refuse_broken(plan, [text for text in texts if isinstance(text, str)], field)
    return {name: value for name, value in item.fields.items() if name != "id"}


def _refuse_broken(plan: Plan, texts: Sequence[str], field: ReferringField) -> None:
    known = names(plan, *field.kinds)
    for text in texts:
        if ("units" in field.kinds and is_everyone(text)) or known.has(text):
            continue
        near = known.near(text)
        if near or not field.may_be_text:
            raise WrongUsageError(missing(field.kinds[0], text, near, things(plan, field.kinds[0])))


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
    plain = _plain_slug(title)
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


def _plain_slug(title: str) -> str:
    """Return a title in the letters that ids are written in, cut at a word."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", bare)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST_SLUG]
        if len(longer) > _LONGEST_SLUG:
            break
        slug = longer
    return slug or "ny"
