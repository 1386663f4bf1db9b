"""The annual cycle: what was missed, what is due soon, what nobody is responsible for, and unknown years."""

from anhorig_cli.rules.annual_cycle.item_without_responsible import item_without_responsible
from anhorig_cli.rules.annual_cycle.missed_occurrence import missed_occurrence
from anhorig_cli.rules.annual_cycle.next_occurrence import next_occurrence
from anhorig_cli.rules.annual_cycle.unit_without_item import unit_without_item
from anhorig_cli.rules.annual_cycle.years_unknown import years_unknown
from anhorig_cli.rules.rule import PlanRule

ANNUAL_CYCLE: tuple[PlanRule, ...] = (
    missed_occurrence,
    unit_without_item,
    item_without_responsible,
    next_occurrence,
    years_unknown,
)
