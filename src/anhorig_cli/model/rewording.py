"""Texts of a plan that are to be others, told without any file, and the plan as they make it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from anhorig_cli.model.plan import Plan
from anhorig_cli.source import Route


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
    """Put a text in its place in a plan's data, or take it away from its list."""
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
