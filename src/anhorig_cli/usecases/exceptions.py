"""What a project has excepted, with a reason: `ignore` in its settings."""

from datetime import date

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.model.project import Ignore
from anhorig_cli.vocabulary import PARTS, folded


def excepts(exception: Ignore, diagnostic: Diagnostic, plan_id: str, as_of: date) -> bool:
    """Tell whether an exception is of a finding: its rule, its place, and not past its last day."""
    if exception.rule not in {diagnostic.rule.slug, diagnostic.rule.code} or not holds(exception, plan_id, as_of):
        return False
    plan, _, rest = (exception.at or "").partition("/")
    if not rest:
        return True
    kind, _, name = rest.partition("/")
    return diagnostic.place == f"{folded(plan)}/{PARTS['plan'].name_of(kind) or kind}/{folded(name)}"


def holds(exception: Ignore, plan_id: str, as_of: date) -> bool:
    """Tell whether an exception is of a plan, or of all, and not past its last day."""
    if exception.until is not None and exception.until.has_ended(as_of):
        return False
    return exception.at is None or folded(exception.at.partition("/")[0]) == folded(plan_id)
