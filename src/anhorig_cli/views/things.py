"""Things with a title and words about them."""

from typing import NamedTuple


class ThingView(NamedTuple):
    """A unit, role, party or report occasion; `details` are short texts about it, `description` is Markdown."""

    title: str
    description: str
    details: tuple[str, ...]


def non_empty(*details: str | None) -> tuple[str, ...]:
    """Return the details that say something."""
    return tuple(detail for detail in details if detail)
