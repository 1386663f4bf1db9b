"""A change as a reader and a program are told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import PlanDate

Fact = str | int | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change: what it is about, and what happened, in lines of plain text.

    `kind` is a word for programs (`deadline-moved`), and `facts` are the figures behind the lines: dates as they are
    written in a plan, days, ids. `is_altered` marks what was on record and now says something else, or is gone.
    """

    kind: str
    id: str
    title: str
    lines: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    is_altered: bool = False


def state_of(change: object, both: str) -> str:
    """Return whether a thing was added or removed; `both` where it stands in both versions."""
    before, after = getattr(change, "before", None), getattr(change, "after", None)
    return "added" if before is None else "removed" if after is None else both


def written(day: PlanDate | None) -> str | None:
    """Return a day as a plan writes it."""
    return str(day) if day else None


def revision_facts(revision: Revision | None) -> dict[str, Fact]:
    """Return when and by what decision something was changed, and why."""
    return {
        "decided": written(revision.decided) if revision else None,
        "decision": revision.decision if revision else None,
        "reason": revision.reason if revision else None,
    }
