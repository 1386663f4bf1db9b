"""Activity beside effect: whether what has been done shows in the indicators."""

from datetime import date

from anhorig_cli.model.few_people import trend_tells_of_few
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.progress import Progress, direction, progress
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.model.subgoal import Subgoal


def without_effect(snapshot: Snapshot, subgoal: Subgoal, indicator: Indicator, fewest: int) -> Progress | None:
    """Return the progress of an indicator where all is done for its subgoal and it has not got better; None elsewhere.

    It has not where the last value is no better than the one before it, and was measured when all was done, as far as
    is known. A target that is met, and a value that is to be held and is, are as they should be. Of fewer people than
    `fewest` the trend is not known.
    """
    if snapshot.stage(subgoal) != "done" or not snapshot.is_open(subgoal):
        return None
    indicator = snapshot.indicator(indicator)
    known = snapshot.measurements(indicator)
    found = progress(indicator, known)
    if trend_tells_of_few(indicator, found, known, fewest):
        return None
    return found if _stands_still(indicator, found) and _is_measured_since(found, subgoal) else None


def _stands_still(indicator: Indicator, found: Progress) -> bool:
    """Tell whether the value has not got better, where it should have."""
    is_held = found.trend == "unchanged" and direction(indicator) == "hold"
    return found.trend in {"unchanged", "worse"} and not is_held and not found.is_met


def _is_measured_since(found: Progress, subgoal: Subgoal) -> bool:
    """Tell whether the last measurement was made when all was done, as far as is known."""
    last_done = max((a.done_on.last for a in subgoal.activities if a.done_on), default=date.min)
    return found.latest is not None and found.latest.date.last >= last_done
