"""Findings of an earlier version told in the ids that things have now, so that what is renamed is known again."""

from collections.abc import Iterable, Mapping

from anhorig_cli.analysis.renamed import renamed_things
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import folded

LaterIds = Mapping[str, Mapping[tuple[str, str], str]]
"""By the earlier id of a plan: the later ids of its things, by their kind and earlier id."""


def later_ids(plans: Iterable[tuple[Plan, Plan]]) -> LaterIds:
    """Return the later ids of what was renamed in plans, of each the earlier version and the later."""
    found = {folded(before.id): _renamed(before, after) for before, after in plans}
    return {plan: ids for plan, ids in found.items() if ids}


def _renamed(before: Plan, after: Plan) -> dict[tuple[str, str], str]:
    things, _ = renamed_things(before, after)
    return {(one.kind, folded(one.earlier_id)): str(getattr(one.part, "id", "")) for one in things}


def told_in_later_ids(finding: Diagnostic, ids: LaterIds) -> Diagnostic:
    """Return a finding of the earlier version as the later would have it: its place, and the ids that it names."""
    plan, _, rest = (finding.place or "").partition("/")
    renamed = ids.get(plan)
    if renamed is None:
        return finding
    kind, _, name = rest.partition("/")
    later = renamed.get((kind, name))
    words = {earlier: one for (_, earlier), one in renamed.items()}
    values = {key: _in_later_id(key, value, words) for key, value in finding.message.values.items()}
    return finding._replace(
        place=f"{plan}/{kind}/{folded(later)}" if later else finding.place,
        message=finding.message._replace(values=values),
    )


def _in_later_id(key: str, value: object, words: Mapping[str, str]) -> object:
    """Return a value of a message in the later id, where it is the earlier: a title is none, however it is spelt."""
    return words.get(folded(value), value) if key != "title" and isinstance(value, str) else value
