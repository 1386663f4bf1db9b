"""The structure of a plan: unique ids, references that resolve, and dates and numbers that agree."""

from anhorig_cli.rules.rule import PlanRule
from anhorig_cli.rules.structure.ambiguous_name import ambiguous_name
from anhorig_cli.rules.structure.broken_reference import broken_reference
from anhorig_cli.rules.structure.broken_revision_chain import broken_revision_chain
from anhorig_cli.rules.structure.circular_continues import circular_continues
from anhorig_cli.rules.structure.circular_part_of import circular_part_of
from anhorig_cli.rules.structure.duplicate_id import duplicate_id
from anhorig_cli.rules.structure.duplicate_measurement import duplicate_measurement
from anhorig_cli.rules.structure.figure_awaited import figure_awaited
from anhorig_cli.rules.structure.funding_sum import funding_sum
from anhorig_cli.rules.structure.future_fact import future_fact
from anhorig_cli.rules.structure.more_than_all import more_than_all
from anhorig_cli.rules.structure.outside_period import outside_period
from anhorig_cli.rules.structure.repealed_act import repealed_act
from anhorig_cli.rules.structure.share_out_of_range import share_out_of_range
from anhorig_cli.rules.structure.start_after_due import start_after_due
from anhorig_cli.rules.structure.survey_answers import survey_answers
from anhorig_cli.rules.structure.unknown_name import unknown_name

STRUCTURE: tuple[PlanRule, ...] = (
    duplicate_id,
    broken_reference,
    unknown_name,
    ambiguous_name,
    circular_continues,
    circular_part_of,
    outside_period,
    start_after_due,
    future_fact,
    figure_awaited,
    broken_revision_chain,
    funding_sum,
    survey_answers,
    share_out_of_range,
    duplicate_measurement,
    more_than_all,
    repealed_act,
)
