"""What each type of document must contain (a policy needs no activities), and what an ended plan no longer needs."""

import re
from collections.abc import Mapping
from datetime import date

from anhorig_cli.analysis.upcoming import is_over
from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import SCALES, folded

_TYPES = frozenset(word.name for word in SCALES["document_type"].words)
_WORK = frozenset({"plan", "programme"})
_STEERS = _TYPES - {"follow_up", "response"}

APPLIES_TO: Mapping[str, frozenset[str]] = {
    "no-responsible": _WORK | {"response", "guideline"},
    "no-indicator": frozenset({"plan"}),
    "not-assessed": _WORK | {"follow_up"},
    "no-activity": _WORK,
    "achieved-without-evidence": _TYPES - {"policy", "guideline"},
    "not-assessed-since-report": _WORK | {"strategy"},
    "assessed-long-ago": _WORK | {"strategy"},
    "no-baseline-or-target": _WORK,
    "unserved-indicator": _WORK,
    "unit-without-item": _WORK | {"guideline"},
    "item-without-responsible": _STEERS,
    "unserved-target-group": _WORK | {"strategy"},
    "uncovered-area": _WORK | {"strategy", "follow_up"},
    "report-near": _WORK | {"strategy"},
    "not-replaced": _STEERS,
}
"""The types of document that a rule applies to, by its slug; other rules apply to every type."""

APPLIES_BEFORE_A_REPORT: Mapping[str, frozenset[str]] = {
    "not-assessed": frozenset({"strategy", "guideline"}),
    "not-assessed-since-report": frozenset({"guideline"}),
    "report-near": frozenset({"policy", "guideline"}),
}
"""The types that a rule applies to only where a report occasion is planned."""

FORWARD_LOOKING = frozenset(
    {
        "no-responsible",
        "no-indicator",
        "no-activity",
        "assessed-long-ago",
        "no-baseline-or-target",
        "unserved-indicator",
        "unit-without-item",
        "item-without-responsible",
        "unserved-target-group",
        "uncovered-area",
    }
)
"""The rules that ask for further work: they do not apply to a plan that has ended."""


def applies(slug: str, plan: Plan, as_of: date) -> bool:
    """Return whether a rule, by its slug, applies to a plan of its type on a day."""
    if slug in FORWARD_LOOKING and is_over(plan, as_of):
        return False
    if plan.document_type in APPLIES_TO.get(slug, _TYPES):
        return True
    return bool(plan.reports) and plan.document_type in APPLIES_BEFORE_A_REPORT.get(slug, ())


def applies_to_subgoals(slug: str, plan: Plan, as_of: date) -> bool:
    """Return whether a rule applies to each subgoal of a plan; to a guideline it applies only as a whole."""
    return plan.document_type != "guideline" and applies(slug, plan, as_of)


def is_replaced_by(plan: Plan, other: Plan) -> bool:
    """Return whether `other` says that it replaces `plan`: by id, title or registry number.

    The title and the number may be within a longer text, such as "Plan 2018–2022 (KS 2017/33)".
    """
    if folded(plan.id) in {folded(text) for text in other.replaces}:
        return True
    names = [re.escape(folded(name)) for name in (plan.title, *plan.registry_number)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
    return any(pattern.search(folded(text)) for text in other.replaces)
