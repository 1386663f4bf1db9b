"""What has changed in plans from one version in git to the next, as a site tells it.

A site tells it for good, also when the plan says something else: so it names what changed, and says what a plan now
says of deadlines, assessments and targets, but repeats neither what was measured nor texts that are no longer there.
"""

from typing import NamedTuple

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.history.change_view import ChangeView
from anhorig_cli.views.history.plan_changes import ChangesSectionView, PlanChangesView

_TOLD = frozenset({
    "deadline-moved", "deadline-set", "deadline-removed",
    "subgoal-added", "subgoal-removed", "subgoal-carried-on",
    "assessment-added", "assessment-altered", "assessment-removed",
    "target-changed",
})  # fmt: skip
"""The kinds of changes whose first line is reported."""
_MOST_LINES = 12


class ChangedThingsView(NamedTuple):
    """The changes of one kind of thing, each in a line; none where the heading says it all."""

    heading: str
    lines: tuple[str, ...]


class PlanChangedView(NamedTuple):
    """What changed in a plan on a day: its name, its path where it still stands, and a mark that stays the same."""

    key: str
    name: str
    file: str
    day: str
    iso_day: str
    sentence: str
    sections: tuple[ChangedThingsView, ...]


class SiteChangesView(NamedTuple):
    """The last changes of a site's plans, the latest first; `key` stays the same, and `note` says what is left out."""

    key: str
    iso_date: str
    entries: tuple[PlanChangedView, ...]
    note: str


def without_values(view: PlanChangesView, word: Formatter) -> tuple[ChangedThingsView, ...]:
    """Return what a site tells of the changes of a plan."""
    return tuple(_things(section, word) for section in view.sections)


def _things(section: ChangesSectionView, word: Formatter) -> ChangedThingsView:
    lines = list(dict.fromkeys(line for one in section.changes if (line := _line(one))))
    more = len(lines) - _MOST_LINES
    if more > 1:
        lines = [*lines[:_MOST_LINES], word.text("and {n} more", n=more)]
    return ChangedThingsView(section.heading, tuple(lines))


def _line(one: ChangeView) -> str:
    if one.kind == "plan-changed":
        return ""
    return f"{one.title}: {one.lines[0]}" if one.kind in _TOLD and one.lines else one.title
