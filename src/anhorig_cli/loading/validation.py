"""Plain data to a model; what a field cannot understand is reported and left out, and the rest still becomes a plan."""

from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from anhorig_cli.diagnostics import Diagnostic, UnreadableValueError
from anhorig_cli.loading.shapes import shape_of
from anhorig_cli.loading.shaping import Shaper
from anhorig_cli.loading.source_map import nodes_on, part_on
from anhorig_cli.model.part import Part
from anhorig_cli.nodes import Mapping, Node, Sequence, is_absent, location
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, Route, message
from anhorig_cli.vocabulary import PARTS, nearest

P = TypeVar("P", bound=Part)
_MOST_KEYS = 40  # of a thing that a person wrote; it takes time to compare each with what it may mean
_MOST_ROUNDS = 8  # leaving one thing out can make the thing it stands in fail; the plan is no deeper than this


def validate(data: dict[str, Any], root: Node, model: type[P], shaper: Shaper) -> P | None:
    """Make a model of shaped data.

    Flaws are added to the shaper's diagnostics. What they are about is left out of `data` and of the tree alike, so
    that the indexes of lists stay the same in both, and the rest is tried again.

    Returns:
        The model, or None where the root itself lacks what it must have.
    """
    told = {_key(diagnostic) for diagnostic in shaper.diagnostics}
    for _ in range(_MOST_ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            flaws = error.errors(include_url=False, include_input=False)
        for flaw in flaws:
            diagnostic = _diagnostic(flaw, root, model)
            if diagnostic is not None and _key(diagnostic) not in told:  # a short form can stand for two fields
                told.add(_key(diagnostic))
                shaper.diagnostics.append(diagnostic)
            shaper.damaged.append(nodes_on(root, model, flaw["loc"])[-1])
        doomed = {_doomed(flaw, model) for flaw in flaws}
        if () in doomed:
            return None
        for route in sorted(doomed, key=_last_first, reverse=True):
            _leave_out(data, root, model, route)
    return None


def _diagnostic(flaw: ErrorDetails, root: Node, model: type[Part]) -> Diagnostic | None:
    """Return what is wrong; None for a key that is missing only because it, or its value, was refused already."""
    route = flaw["loc"]
    cause = flaw.get("ctx", {}).get("error")
    if isinstance(cause, UnreadableValueError):
        rule = reading.VALUE_RULES[cause.slug]
        return rule.at(location(nodes_on(root, model, route)[-1]), cause.message, cause.help)
    if flaw["type"] == "missing":
        name = str(route[-1])
        item = nodes_on(root, model, route[:-1])[-1]
        written = nodes_on(root, model, route)[-1]
        if (written is not item and not is_absent(written)) or _is_misspelt(name, item, part_on(model, route[:-1])):
            return None
        term = next((t for part in PARTS.values() for t in part.terms if t.name == name), None)
        text = message("'{key}' is missing", key=term or name)
        return reading.MISSING_KEY.at(location(item), text, _missing_help(name))
    where = location(nodes_on(root, model, route)[-1])
    return reading.WRONG_KIND.at(where, message("the value cannot be understood here"))


def _is_misspelt(name: str, item: Node, model: type[Part]) -> bool:
    """Tell whether a key that is not known, and was reported, is meant as the one that is missing."""
    keys = shape_of(model).keys
    written = [key.value for key, _ in item.items[:_MOST_KEYS]] if isinstance(item, Mapping) else []
    unknown = (key for key in written if keys.name_of(key) is None and not key.startswith("x-"))
    return any(keys.name_of(near) == name for key in unknown if (near := nearest(key, keys.names)))


def _key(diagnostic: Diagnostic) -> tuple[Location, str, str, str]:
    text = diagnostic.message
    return diagnostic.location, diagnostic.rule.code, text.template, repr(text.values)


def _missing_help(name: str) -> Message:
    if name == "id":
        return message("give it an id, a short name that others can refer to, such as 'id: na-fler'")
    return message("add it")


def _doomed(flaw: ErrorDetails, model: type[Part]) -> Route:
    """Return the route of what must be left out: the value, or the whole thing that cannot be read without it."""
    route = flaw["loc"]
    decides = part_on(model, route[:-1]).decides if route else frozenset[str]()
    return route[:-1] if flaw["type"] == "missing" or route[-1] in decides else route


def _last_first(route: Route) -> tuple[tuple[bool, int, str], ...]:
    """Order routes so that, in reverse, later items of a list go first and the indexes of earlier ones stay true."""
    return tuple((isinstance(step, int), step if isinstance(step, int) else 0, str(step)) for step in route)


def _leave_out(data: Any, root: Node, model: type[Part], route: Route) -> None:
    parent = data
    for step in route[:-1]:
        try:
            parent = parent[step]
        except (KeyError, IndexError):  # already left out, with something it stood in
            return
    last = route[-1]
    if not isinstance(last, int):
        parent.pop(last, None)
    elif last < len(parent):
        del parent[last]
        listed = nodes_on(root, model, route[:-1])[-1]
        if isinstance(listed, Sequence) and len(listed.items) > len(parent):  # an alias may have brought it here before
            del listed.items[last]
