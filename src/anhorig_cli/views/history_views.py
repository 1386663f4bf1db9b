"""Views of how a plan's deadlines, targets and assessments have changed through its editions in git."""

from collections.abc import Iterator
from typing import NamedTuple


class StepView(NamedTuple):
    """A deadline or target that was set, moved or removed.

    `day` is when, empty where that is unknown; `mark` is the version in git, empty for what is not committed. The days
    beginning `iso_` and `last_` are ISO, for programs and pictures; `days` is how many days later, None where either
    date is missing or open. `of` names the earlier subgoal that the date belonged to, empty where it is its own.
    """

    day: str
    iso_day: str
    mark: str
    before: str
    after: str
    last_after: str
    days: int | None
    far: str
    why: tuple[str, ...]
    of: str
    is_move: bool


class DeadlineLifeView(NamedTuple):
    """A deadline's life: its key (`due`, `start_by`), and a `summary` of how often it was moved and how far in all."""

    name: str
    field: str
    summary: str
    moved: int
    slip: int | None
    steps: tuple[StepView, ...]


class StatusView(NamedTuple):
    """A judgement; `status` is the word of the scale, empty for one that was removed, `text` the same for people."""

    day: str
    iso_day: str
    mark: str
    status: str
    text: str
    of: str
    is_altered: bool


class SubgoalLifeView(NamedTuple):
    """A subgoal through the editions; `carries_on` are the titles of the earlier ones, oldest first."""

    id: str
    title: str
    carries_on: tuple[str, ...]
    removed: str
    deadlines: tuple[DeadlineLifeView, ...]
    statuses: tuple[StatusView, ...]


class GoalLifeView(NamedTuple):
    """The judgements of an area, or of the plan itself, through the editions."""

    id: str
    title: str
    statuses: tuple[StatusView, ...]


class TargetLifeView(NamedTuple):
    """An indicator's target through the editions."""

    id: str
    title: str
    summary: str
    steps: tuple[StepView, ...]


class HistoryView(NamedTuple):
    """A plan's history: `sentence` says from how many editions, `notes` what is to be known of them.

    `moved` is how many deadlines have been moved, of `subgoals` as they are now with those they carry on. `goals` are
    the plan and those of its areas that have been judged.
    """

    id: str
    title: str
    iso_date: str
    editions: int
    sentence: str
    notes: tuple[str, ...]
    moved: int
    subgoals: tuple[SubgoalLifeView, ...]
    targets: tuple[TargetLifeView, ...]
    goals: tuple[GoalLifeView, ...] = ()


def moved_subgoals(view: HistoryView) -> Iterator[tuple[SubgoalLifeView, DeadlineLifeView]]:
    """Yield the deadlines that have been moved, each with its subgoal."""
    for subgoal in view.subgoals:
        for deadline in subgoal.deadlines:
            if deadline.moved:
                yield subgoal, deadline
