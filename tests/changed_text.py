"""A plan's text and a change in, the new text out."""

from textwrap import dedent

from anhorig_cli.editing.edit import EditContext, edit
from anhorig_cli.loading.validation import nodes_on
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, entry
from anhorig_cli.source import Route, spliced
from plan_text import loaded

MEASURED: Route = ("indicators", 0, "measurements", 0)


def changed(text: str, change: PlanEdit) -> str:
    """Return the text of a plan in one file after a change, which must read as it was meant."""
    text = dedent(text)
    before = loaded(text)
    assert before.plan is not None
    assert before.root is not None
    made = edit(EditContext(before.root, nodes_on(before.root, Plan, change.route), before.plan.language), change)
    after = spliced(text, made.splices)
    assert loaded(after).plan == change.applied(before.plan)
    return after


def added(text: str, item: Entry, position: int | None = None) -> str:
    """Return the text after a measurement was added to the plan's first indicator."""
    return changed(text, PlanEdit("indicator", ("indicators", 0), adds=(Addition("measurements", item, position),)))


def measurement(date: str, value: str = "1") -> Entry:
    return entry("measurement", date=date, value=value)


def indicator(measurements: str) -> str:
    """Return a plan with one indicator, whose measurements are written so."""
    return f"title: P\nindicators:\n  - id: a\n    title: A\n{measurements}"
