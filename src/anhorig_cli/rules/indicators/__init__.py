"""The indicators: whether they are measured, consistent, and on their way to their targets."""

from anhorig_cli.rules.indicators.contradicting_measurement import contradicting_measurement
from anhorig_cli.rules.indicators.improbable_jump import improbable_jump
from anhorig_cli.rules.indicators.kolada_id import kolada_id
from anhorig_cli.rules.indicators.measurement_without_value import measurement_without_value
from anhorig_cli.rules.indicators.method_changed_without_note import method_changed_without_note
from anhorig_cli.rules.indicators.no_baseline_or_target import no_baseline_or_target
from anhorig_cli.rules.indicators.off_track import off_track
from anhorig_cli.rules.indicators.share_incomplete import share_incomplete
from anhorig_cli.rules.indicators.stale_indicator import stale_indicator
from anhorig_cli.rules.indicators.target_missed import target_missed
from anhorig_cli.rules.indicators.two_targets import two_targets
from anhorig_cli.rules.indicators.unserved_indicator import unserved_indicator
from anhorig_cli.rules.indicators.yes_or_no import yes_or_no
from anhorig_cli.rules.rule import PlanRule

INDICATORS: tuple[PlanRule, ...] = (
    stale_indicator,
    target_missed,
    off_track,
    no_baseline_or_target,
    share_incomplete,
    method_changed_without_note,
    improbable_jump,
    unserved_indicator,
    measurement_without_value,
    contradicting_measurement,
    kolada_id,
    two_targets,
    yes_or_no,
)
