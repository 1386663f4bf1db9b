"""The changes in plans, as Markdown for a pull request and as JSON for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence

from anhorig_cli.rendering.escaping import escape, escape_heading
from anhorig_cli.views.change_words import ChangeView
from anhorig_cli.views.plan_changes import PlanChangesView
from anhorig_cli.vocabulary import SYMBOLS


def to_markdown(heading: str, notes: Sequence[str], plans: Sequence[PlanChangesView]) -> str:
    """Return the changes as Markdown, one heading per plan; all text of plans is escaped."""
    return "\n".join(_lines(heading, notes, plans)).rstrip("\n") + "\n"


def _lines(heading: str, notes: Sequence[str], plans: Sequence[PlanChangesView]) -> Iterator[str]:
    yield from (f"## {escape_heading(heading)}", "")
    for note in notes:
        yield from (f"> {escape_heading(note)}", "")
    for plan in plans:
        yield from (f"### {escape_heading(plan.title)}", "")
        if plan.sentence:
            yield from (str(escape_heading(plan.sentence)), "")
        for section in plan.sections:
            yield from (f"**{escape_heading(section.heading)}**", "")
            for change in section.changes:
                yield from _change_lines(change)
            yield ""


def _change_lines(change: ChangeView) -> Iterator[str]:
    mark = f"{SYMBOLS['overdue']} " if change.is_altered else ""
    title = escape_heading(change.title) if change.title else "–"
    if len(change.lines) == 1:
        yield f"- {mark}{title}: {_line(change.lines[0])}"
        return
    yield f"- {mark}{title}"
    yield from (f"  - {_line(line)}" for line in change.lines)


def _line(text: str) -> str:
    return str(escape(" ".join(text.split())))


def to_json(ends: Mapping[str, str | None], damaged: Sequence[str], plans: Sequence[PlanChangesView]) -> str:
    """Return the published JSON, in ASCII; `ends` names the two versions (`from`, `to`), None for working files."""
    document = {"version": 1, **ends, "damaged": list(damaged), "plans": [_plan(plan) for plan in plans]}
    return json.dumps(document, indent=2) + "\n"


def _plan(plan: PlanChangesView) -> dict[str, object]:
    return {
        "id": plan.id,
        "title": plan.title,
        "file": plan.name,
        "earlier_file": plan.earlier_name or None,
        "state": plan.state,
        "changes": [_change(change) for section in plan.sections for change in section.changes],
    }


def _change(change: ChangeView) -> dict[str, object]:
    return {
        "kind": change.kind,
        "id": change.id,
        "title": change.title,
        "altered": change.is_altered,
        **change.facts,
        "text": "; ".join(change.lines),
    }
