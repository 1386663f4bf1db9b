"""Activity beside effect: whether what has been done shows in the indicators."""

from datetime import date

from anhorig_cli.analysis.disclosed_words import disclosed_progress, standing_is_suppressed
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import Progress, direction
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.subgoal import Subgoal


class Effects:
    """Tells of a snapshot's subgoals whether all is done and an indicator has not got better.

    It has not where the last value is no better than the one at the start, and was measured when all was done, as far
    as is known. A target that is met, and a value that is to be held and is, are as they should be. Nothing is reported
    where that would say more of few people than that they are few. What is found of each is remembered: many subgoals
    may have many indicators.
    """

    def __init__(self, snapshot: Snapshot, disclosure: Disclosure) -> None:
        self._snapshot = snapshot
        self._disclosure = disclosure
        self._done: dict[int, date | None] = {}
        self._still: dict[int, Progress | None] = {}

    def missing(self, subgoal: Subgoal, indicator: Indicator) -> Progress | None:
        """Return how an indicator moved where all is done for its subgoal and it has not got better; else None."""
        done = self._all_done_on(subgoal)
        found = self._stands_still(indicator) if done else None
        if done is None or found is None or found.latest is None or found.latest.date.last < done:
            return None
        return found

    def _all_done_on(self, subgoal: Subgoal) -> date | None:
        """Return the day when all was done for an open subgoal, as far as is known; None where it is not."""
        key = id(subgoal)
        if key not in self._done:
            is_done = self._snapshot.stage(subgoal) == "done" and self._snapshot.is_open(subgoal)
            last = max((a.done_on.last for a in subgoal.activities if a.done_on), default=date.min)
            self._done[key] = last if is_done else None
        return self._done[key]

    def _stands_still(self, indicator: Indicator) -> Progress | None:
        """Return the progress of an indicator of the plan that has not got better where it should have; else None."""
        key = id(indicator)
        if key not in self._still:
            self._still[key] = self._judged(self._snapshot.indicator(indicator))
        return self._still[key]

    def _judged(self, indicator: Indicator) -> Progress | None:
        if standing_is_suppressed(self._disclosure, self._snapshot, indicator):
            return None
        found = disclosed_progress(self._disclosure, self._snapshot, indicator)
        is_held = found.trend == "unchanged" and direction(indicator) in {"hold", "follow"}
        stands_still = found.trend in {"unchanged", "worse"} and not is_held and not found.is_met
        return found if stands_still else None
