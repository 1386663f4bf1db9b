"""Things with a title and words about them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThingView:
    """A unit, role, party or report occasion; `details` are short texts about it, `description` is Markdown."""

    title: str
    description: str
    details: tuple[str, ...]


def told(*details: str | None) -> tuple[str, ...]:
    """Return the details that say something."""
    return tuple(detail for detail in details if detail)
