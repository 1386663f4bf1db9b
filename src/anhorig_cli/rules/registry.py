"""Every rule, in the order of their codes. A new rule is a file of its own and a line here."""

from anhorig_cli.diagnostics import Rule
from anhorig_cli.rules.reading import READING_RULES
from anhorig_cli.rules.rule import PlanRule
from anhorig_cli.rules.structure.ambiguous_name import ambiguous_name
from anhorig_cli.rules.structure.broken_reference import broken_reference
from anhorig_cli.rules.structure.circular_continues import circular_continues
from anhorig_cli.rules.structure.duplicate_id import duplicate_id
from anhorig_cli.rules.structure.unknown_name import unknown_name
from anhorig_cli.rules.subgoals.due_soon import due_soon
from anhorig_cli.rules.subgoals.late_start import late_start
from anhorig_cli.rules.subgoals.no_indicator import no_indicator
from anhorig_cli.rules.subgoals.no_responsible import no_responsible
from anhorig_cli.rules.subgoals.not_assessed import not_assessed
from anhorig_cli.rules.subgoals.overdue_subgoal import overdue_subgoal

PLAN_RULES: tuple[PlanRule, ...] = (
    duplicate_id,
    broken_reference,
    unknown_name,
    ambiguous_name,
    circular_continues,
    overdue_subgoal,
    late_start,
    due_soon,
    no_responsible,
    no_indicator,
    not_assessed,
)
"""The rules with a body, which judge a plan."""

RULES: tuple[Rule, ...] = tuple(sorted((*READING_RULES, *(r.rule for r in PLAN_RULES)), key=lambda rule: rule.code))
"""Everything that can be found, by code."""

BY_SLUG: dict[str, Rule] = {rule.slug: rule for rule in RULES}
