"""The structure of a plan: ids are unique, and references lead somewhere."""

from anhorig_cli.rules.rule import PlanRule
from anhorig_cli.rules.structure.ambiguous_name import ambiguous_name
from anhorig_cli.rules.structure.broken_reference import broken_reference
from anhorig_cli.rules.structure.circular_continues import circular_continues
from anhorig_cli.rules.structure.duplicate_id import duplicate_id
from anhorig_cli.rules.structure.unknown_name import unknown_name

STRUCTURE: tuple[PlanRule, ...] = (
    duplicate_id,
    broken_reference,
    unknown_name,
    ambiguous_name,
    circular_continues,
)
