"""Activity beside effect: whether what has been done shows in the indicators."""

from datetime import date

from anhorig_cli.model.disclosed_words import disclosed_progress, standing_is_suppressed
from anhorig_cli.model.disclosure import Disclosure
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.progress import Progress, direction
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.model.subgoal import Subgoal


def without_effect(
    snapshot: Snapshot, subgoal: Subgoal, indicator: Indicator, disclosure: Disclosure
) -> Progress | None:
    """Return the progress of an indicator where all is done for its subgoal and it has not got better; None elsewhere.

    It has not where the last value is no better than the one before it, and was measured when all was done, as far as
    is known. A target that is met, and a value that is to be held and is, are as they should be. Nothing is told where
    that would say more of few people than that they are few.
    """
    if snapshot.stage(subgoal) != "done" or not snapshot.is_open(subgoal):
        return None
    indicator = snapshot.indicator(indicator)
    known = snapshot.measurements(indicator)
    if standing_is_suppressed(disclosure, indicator, known, snapshot.as_of):
        return None
    found = disclosed_progress(disclosure, indicator, known)
    return found if _stands_still(indicator, found) and _is_measured_since(found, subgoal) else None


def _stands_still(indicator: Indicator, found: Progress) -> bool:
    """Tell whether the value has not got better, where it should have."""
    is_held = found.trend == "unchanged" and direction(indicator) == "hold"
    return found.trend in {"unchanged", "worse"} and not is_held and not found.is_met


def _is_measured_since(found: Progress, subgoal: Subgoal) -> bool:
    """Tell whether the last measurement was made when all was done, as far as is known."""
    last_done = max((a.done_on.last for a in subgoal.activities if a.done_on), default=date.min)
    return found.latest is not None and found.latest.date.last >= last_done
