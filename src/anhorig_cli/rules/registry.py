"""Every rule, family by family. A new rule needs its own file and an entry in its family's tuple."""

from anhorig_cli.diagnostics import Rule
from anhorig_cli.rules.annual_cycle import ANNUAL_CYCLE
from anhorig_cli.rules.indicators import INDICATORS
from anhorig_cli.rules.organisation import ORGANISATION
from anhorig_cli.rules.privacy import PRIVACY
from anhorig_cli.rules.reading import READING_RULES
from anhorig_cli.rules.reporting import REPORTING
from anhorig_cli.rules.rule import PlanRule
from anhorig_cli.rules.structure import STRUCTURE
from anhorig_cli.rules.subgoals import SUBGOALS

PLAN_RULES: tuple[PlanRule, ...] = (
    *STRUCTURE,
    *SUBGOALS,
    *INDICATORS,
    *ANNUAL_CYCLE,
    *ORGANISATION,
    *REPORTING,
    *PRIVACY,
)
"""The rules that check a plan."""

RULES: tuple[Rule, ...] = tuple(sorted((*READING_RULES, *(r.rule for r in PLAN_RULES)), key=lambda rule: rule.code))
"""All rules, sorted by code."""

BY_SLUG: dict[str, Rule] = {rule.slug: rule for rule in RULES}

BY_NAME: dict[str, Rule] = {**{rule.code: rule for rule in RULES}, **BY_SLUG}
"""Each rule by its slug and by its code, as settings may name it."""
