"""Deadlines that were moved between two versions of a plan, and what the plan says of why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.subgoal import Subgoal

Deadline = Literal["due", "start_by"]
DEADLINES: tuple[Deadline, ...] = ("start_by", "due")


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that was set, moved or taken away.

    `before` or `after` is None where there was none. `revision` is what the plan says of it, None where it says
    nothing. `earlier` is the subgoal that this one carries on, where the deadline was moved by that.
    """

    subgoal: Subgoal
    field: Deadline
    before: PlanDate | None
    after: PlanDate | None
    revision: Revision | None = None
    earlier: Subgoal | None = None

    @property
    def is_move(self) -> bool:
        """Return whether there was a deadline before, and is one after."""
        return self.before is not None and self.after is not None

    @property
    def days(self) -> int | None:
        """How many days later the last day is, negative for earlier; None where either has no end."""
        return days_between(self.before, self.after)


def days_between(before: PlanDate | None, after: PlanDate | None) -> int | None:
    """Return how many days there are from the last day of a deadline to that of another; None where one has none."""
    if before is None or after is None or before.is_open or after.is_open:
        return None
    return (after.last - before.last).days


def deadline(subgoal: Subgoal, field: Deadline) -> PlanDate | None:
    """Return a deadline as it stands."""
    return subgoal.due if field == "due" else subgoal.start_by


def first_deadline(subgoal: Subgoal, field: Deadline) -> PlanDate | None:
    """Return a deadline as it was before its first revision."""
    revisions = _of(subgoal.revisions, field)
    now = deadline(subgoal, field)
    return revisions[0].from_ if revisions and isinstance(revisions[0].from_, PlanDate) else now


def moves(before: Subgoal, after: Subgoal, field: Deadline) -> list[Move]:
    """Return how a deadline was moved from one version of a subgoal to a later one.

    Where the new revisions lead from the one to the other, step by step, each is a move of its own.
    """
    known = set(before.revisions)
    new = _of([r for r in after.revisions if r not in known], field)
    return _steps(after, field, deadline(before, field), deadline(after, field), new)


def own_moves(subgoal: Subgoal, field: Deadline) -> list[Move]:
    """Return how a deadline had been moved already, by what a subgoal's own revisions say."""
    return _steps(
        subgoal, field, first_deadline(subgoal, field), deadline(subgoal, field), _of(subgoal.revisions, field)
    )


def _steps(
    subgoal: Subgoal, field: Deadline, start: PlanDate | None, end: PlanDate | None, revisions: Sequence[Revision]
) -> list[Move]:
    """Return the moves from one deadline to another: those of the revisions where they lead there, else one."""
    if start == end:
        return []
    moves = [Move(subgoal, field, _date(one.from_), _date(one.to), one) for one in revisions]
    if moves and moves[-1].after is None:
        moves[-1] = Move(subgoal, field, moves[-1].before, end, revisions[-1])
    if _is_chain(moves, start, end):
        return moves
    about = next((move.revision for move in reversed(moves) if move.after == end), None)
    return [Move(subgoal, field, start, end, about)]


def _is_chain(moves: Sequence[Move], start: PlanDate | None, end: PlanDate | None) -> bool:
    """Return whether moves lead from one deadline to another, each from where the one before it ended."""
    passed = [start, *(move.after for move in moves)]
    return passed[:-1] == [move.before for move in moves] and passed[-1] == end


def moves_by_continuing(plan: Plan, subgoals: Iterable[Subgoal]) -> Iterator[Move]:
    """Give the deadlines that subgoals moved when they were added, against those of the subgoals they carry on."""
    register = Register(plan.subgoals)
    for subgoal in subgoals:
        found = map(register.get, subgoal.continues)
        yield from _against(subgoal, [earlier for earlier in found if earlier is not None and earlier.id != subgoal.id])


def _against(subgoal: Subgoal, earlier: Iterable[Subgoal]) -> Iterator[Move]:
    """Give the deadlines that a subgoal moved when it was added, against those of some earlier ones."""
    first = {field: first_deadline(subgoal, field) for field in DEADLINES}
    for one in earlier:
        found = (Move(subgoal, field, deadline(one, field), first[field], earlier=one) for field in DEADLINES)
        yield from (move for move in found if move.is_move and move.before != move.after)


def _of(revisions: Sequence[Revision], field: str) -> list[Revision]:
    """Return the revisions of a field, oldest first; one without a day keeps its place."""
    of_field = [revision for revision in revisions if revision.field == field]
    if all(revision.decided for revision in of_field):
        return sorted(of_field, key=lambda r: r.decided.first.toordinal() if r.decided else 0)
    return of_field


def _date(value: object) -> PlanDate | None:
    return value if isinstance(value, PlanDate) else None
