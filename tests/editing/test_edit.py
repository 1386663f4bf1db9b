"""A change made in a tree: what is set, taken away and added, at once."""

import pytest

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.editing.edit import EditContext, edit
from anhorig_cli.model.plan_edit import Addition, PlanEdit, Word, entry
from anhorig_cli.vocabulary import SCALES, Language
from changed_text import changed
from plan_text import loaded

DONE: dict[str, str | Word | None] = {"status": SCALES["activity"].word("done"), "done_on": "2026-04-01"}
NOTE = Addition("notes", entry("dated_note", date="2026-04-01", text="It went well"))

TOLD = "        done_on: 2026-04-01\n        notes:\n          - date: 2026-04-01\n            text: It went well\n"
NOTES = "notes: [{date: 2026-04-01, text: It went well}]"


def plan(activities: str) -> str:
    return f"title: P\nsubgoals:\n  - id: a\n    title: A\n    activities:{activities}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "\n      - Call # now\n      - title: Meet\n",
            f"\n      - title: Call # now\n        status: done\n{TOLD}      - title: Meet\n",
        ),
        (
            " ['Call', Meet]\n",
            f" [{{title: 'Call', status: done, done_on: 2026-04-01, {NOTES}}}, Meet]\n",
        ),
        (
            "\n      - title: Call\n        due: 2026\n        status: in_progress\n",
            f"\n      - title: Call\n        due: 2026\n        status: done\n{TOLD}",
        ),
    ],
)
def test_an_activity_is_done(before: str, after: str) -> None:
    change = PlanEdit("activity", ("subgoals", 0, "activities", 0), DONE, (NOTE,))
    assert changed(plan(before), change) == plan(after)


@pytest.mark.parametrize("title", ["Call\n        everybody", ">-\n        Call\n        everybody"])
def test_a_title_of_several_lines_is_written_anew(title: str) -> None:
    change = PlanEdit("activity", ("subgoals", 0, "activities", 0), DONE)
    after = "\n      - title: Call everybody\n        status: done\n        done_on: 2026-04-01\n      - Meet # now\n"
    assert changed(plan(f"\n      - {title}\n      - Meet # now\n"), change) == plan(after)


@pytest.mark.parametrize(
    "activities", [" [Call\n        everybody, Meet]\n", "\n      - > # soon\n        Call\n        everybody\n"]
)
def test_one_in_brackets_or_with_a_comment_is_refused(activities: str) -> None:
    change = PlanEdit("activity", ("subgoals", 0, "activities", 0), DONE)
    with pytest.raises(CannotWorkError):
        changed(plan(activities), change)


def test_what_is_no_part_is_refused() -> None:
    root = loaded("title: P\nlaws: [SoL]\n").root
    assert root is not None
    with pytest.raises(CannotWorkError):
        edit(EditContext(root, [root, root.items[1][1]], Language.EN), PlanEdit("subgoal", ("laws",)))
