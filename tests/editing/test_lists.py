"""Items among others: after the one before, with its comments, in the same form."""

from pathlib import Path

import pytest

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.editing.edit import remove_from_list
from anhorig_cli.loading.validation import nodes_on
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, PlanEdit, entry
from anhorig_cli.source import message, spliced
from anhorig_cli.usecases.edit.edit_plan import EditedPlan, Intent, edit_plan
from anhorig_cli.workspace.workspace import Workspace
from changed_text import added, changed, indicator, measurement
from effort import calls
from plan_text import loaded

NEW = measurement("2027")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    measurements:\n", "    measurements:\n      - date: 2027\n        value: 1\n"),
        ("    measurements: ~ # none\n", "    measurements: # none\n      - date: 2027\n        value: 1\n"),
        ("    measurements: [] \n", "    measurements: \n      - date: 2027\n        value: 1\n"),
        ("    measurements: [ # none\n    ]\n", "    measurements: [ # none\n    {date: 2027, value: 1}]\n"),
        ("    measurements: [{date: 2026}]\n", "    measurements: [{date: 2026}, {date: 2027, value: 1}]\n"),
        ("    measurements: [{date: 2026},]\n", "    measurements: [{date: 2026}, {date: 2027, value: 1},]\n"),
        (
            "    measurements: [\n      {date: 2026}, # so\n    ]\n",
            "    measurements: [\n      {date: 2026}, # so\n      {date: 2027, value: 1},\n    ]\n",
        ),
        (
            "    measurements: [\n      {date: 2026} # so\n    ]\n",
            "    measurements: [\n      {date: 2026}, # so\n      {date: 2027, value: 1}\n    ]\n",
        ),
        (
            "    measurements: [\n      {date: 2026}]\n",
            "    measurements: [\n      {date: 2026},\n      {date: 2027, value: 1}]\n",
        ),
        (
            "    measurements:\n    - date: 2026\n      # of it\n    # of the next\n",
            "    measurements:\n    - date: 2026\n      # of it\n    - date: 2027\n      value: 1\n    # of the next\n",
        ),
        (
            "    measurements:\n      -   date: 2026",
            "    measurements:\n      -   date: 2026\n      -   date: 2027\n          value: 1",
        ),
        (
            "    measurements:\n      - value: 2\n        date: '2026'\n",
            "    measurements:\n      - value: 2\n        date: '2026'\n      - value: 1\n        date: '2027'\n",
        ),
        (
            "    measurements:\n      - # first\n        date: 2026\n",
            "    measurements:\n      - # first\n        date: 2026\n      - date: 2027\n        value: 1\n",
        ),
        (
            "    measurements:\n      - {date: 2025}\n      - {date: 2026}\n",
            "    measurements:\n      - {date: 2025}\n      - {date: 2026}\n      - {date: 2027, value: 1}\n",
        ),
        (
            "    measurements:\n      - { date: 2025 }\n\n      - { date: 2026 }\n",
            "    measurements:\n      - { date: 2025 }\n\n      - { date: 2026 }\n\n      - { date: 2027, value: 1 }\n",
        ),
    ],
)  # fmt: skip
def test_a_new_item_takes_the_form_of_the_list(before: str, after: str) -> None:
    assert added(indicator(before), NEW) == indicator(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    measurements: [{date: 2028}]\n", "    measurements: [{date: 2027, value: 1}, {date: 2028}]\n"),
        (
            "    measurements:\n      # the first\n      - {date: 2028}\n",
            "    measurements:\n      - {date: 2027, value: 1}\n      # the first\n      - {date: 2028}\n",
        ),
        (
            "    measurements:\n      # the first\n      - # of it\n        date: 2028\n",
            (
                "    measurements:\n      - date: 2027\n        value: 1\n"
                "      # the first\n      - # of it\n        date: 2028\n"
            ),
        ),
        (
            "    measurements:\r\n      - {date: 2028}\r\n\r\n      - {date: 2029}\r\n",
            (
                "    measurements:\r\n      - {date: 2027, value: 1}\r\n"
                "\r\n      - {date: 2028}\r\n\r\n      - {date: 2029}\r\n"
            ),
        ),
    ],
)
def test_an_item_can_stand_first(before: str, after: str) -> None:
    assert added(indicator(before), NEW, 0) == indicator(after)


def test_an_item_can_stand_first_where_the_last_one_is_written_somewhere_else() -> None:
    other = "title: P\nindicators:\n  - {id: b, title: B, measurements: [&m {date: 2029}]}\n"
    before = f"{other}  - id: a\n    title: A\n    measurements:\n      - {{date: 2028}}\n      - *m\n"
    change = PlanEdit("indicator", ("indicators", 1), adds=(Addition("measurements", NEW, 0),))
    assert changed(before, change) == before.replace(
        "      - {date: 2028}", "      - {date: 2027, value: 1}\n      - {date: 2028}"
    )


def test_an_item_can_stand_between_others() -> None:
    before = indicator("    measurements: [\n      {date: 2026},\n      {date: 2028},\n    ]\n")
    after = indicator(
        "    measurements: [\n      {date: 2026},\n      {date: 2027, value: 1},\n      {date: 2028},\n    ]\n"
    )
    assert added(before, NEW, 1) == after


def test_a_list_in_braces_is_made_and_filled_in_braces() -> None:
    text = "title: P\nindicators: [{id: a, title: A}]\n"
    new = "title: P\nindicators: [{id: a, title: A, measurements: [{date: 2027, value: 1}]}]\n"
    assert added(text, NEW) == new
    assert added(text.replace("title: A", "title: A, measurements: "), NEW) == new
    assert added(text.replace("title: A", "title: A, measurements: []"), NEW) == new


def test_what_a_list_elsewhere_looks_like_is_the_form_of_the_first_item() -> None:
    other = "- id: b\n  title: B\n  measurements:\n  - {value: '3', date: 2026}\n"
    text = f"title: P\nindicators:\n- id: a\n  title: A\n{other}"
    new = "- id: a\n  title: A\n  measurements:\n  - {value: '1', date: 2027}\n"
    assert added(text, NEW) == text.replace("- id: a\n  title: A\n", new)


def test_titles_alone_stay_titles() -> None:
    text = "title: P\nsubgoals: [{id: a, title: A, activities: ['Call', Meet]}]\n"
    addition = Addition("activities", entry("activity", title="Write: now"))
    after = changed(text, PlanEdit("subgoal", ("subgoals", 0), adds=(addition,)))
    assert after == text.replace("Meet]", 'Meet, "Write: now"]')


@pytest.mark.parametrize(
    "text",
    [
        indicator("    measurements: &m\n      - {date: 2026}\n  - id: b\n    title: B\n    measurements: *m\n"),
        indicator("    measurements:\n      - &m {date: 2026}\n      - *m\n"),
    ],
)
def test_what_no_splice_can_be_trusted_with_is_refused(text: str) -> None:
    last = 1 if "id: b" in text else 0
    change = PlanEdit("indicator", ("indicators", last), adds=(Addition("measurements", NEW),))
    with pytest.raises(CannotWorkError):
        changed(text, change)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "    responsible: B\n"),
        ("    responsible:\n", "    responsible: B\n"),
        ("    responsible: A\n", "    responsible: [A, B]\n"),
        ("    responsible: [A]\n", "    responsible: [A, B]\n"),
        ("    responsible:\n      - A\n", "    responsible:\n      - A\n      - B\n"),
    ],
)
def test_a_text_more_is_put_beside_those_that_are_there(before: str, after: str) -> None:
    plan = "title: P\nsubgoals:\n  - id: a\n    title: A\n"
    change = PlanEdit("subgoal", ("subgoals", 0), adds=(Addition.of_text("responsible", "B"),))
    assert changed(plan + before, change) == plan + after


@pytest.mark.parametrize("before", ["[]", "|\n      A"])
def test_a_text_more_is_refused_where_none_could_be_put_beside_it(before: str) -> None:
    plan = f"title: P\nsubgoals:\n  - id: a\n    title: A\n    responsible: {before}\n"
    change = PlanEdit("subgoal", ("subgoals", 0), adds=(Addition.of_text("responsible", "B"),))
    with pytest.raises(CannotWorkError):
        changed(plan, change)


def without_the_first_of(responsible: str, place: int = 0) -> str:
    """Return the list of who is responsible, as it is written after the first of them, or another, was taken away."""
    before = f"title: P\nsubgoals:\n  - id: a\n    title: A\n    responsible: {responsible}\n"
    root = loaded(before).root
    assert root is not None
    listed = nodes_on(root, Plan, ("subgoals", 0, "responsible"))[-1]
    return spliced(before, [remove_from_list(listed, place)]).partition("responsible: ")[2].removesuffix("\n")


def test_a_text_is_taken_out_of_its_list_and_a_comment_beside_it_stays() -> None:
    assert without_the_first_of("[A, B]") == "[B]"
    assert without_the_first_of("\n      - A\n      - B") == "\n      - B"
    assert without_the_first_of("\n      - A # head\n      - B") == "\n      # head\n      - B"


@pytest.mark.parametrize("listed", ["A", "[A, # head\n      B]", "\n      -\n        A\n      - B"])
def test_a_text_that_cannot_be_cut_out_is_refused(listed: str) -> None:
    with pytest.raises(CannotWorkError):
        without_the_first_of(listed)


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("listed", ["[&a A, *a]", "\n      - &a A\n      - *a"])
def test_a_text_that_an_alias_repeats_is_not_taken_out_of_its_list(listed: str, place: int) -> None:
    with pytest.raises(CannotWorkError):
        without_the_first_of(listed, place)


def test_nothing_more_is_cut_out_where_an_alias_stands_beside_it() -> None:
    with pytest.raises(CannotWorkError):
        without_the_first_of("[&a A, *a, B]", 2)


def work_of_measuring(units: int, folder: Path) -> int:
    """Return how much work it is to write as many measurements of an indicator as there are units."""
    file = folder / f"{units}.yaml"
    before = "title: P\nindicators:\n  - id: i\n    title: I\n    measurements:\n      - {date: 2025, value: 1}\n"
    file.write_text(before, encoding="utf-8")
    measured = [entry("measurement", date="2026", value=str(unit), unit=f"u{unit}") for unit in range(units)]
    edits = [PlanEdit("indicator", ("indicators", 0), adds=(Addition("measurements", one),)) for one in measured]
    made: list[object] = []
    intent = Intent(edits, message("measured"))
    work = calls(lambda: made.append(edit_plan(Workspace.named(str(file)).files, lambda _: intent)))
    [edited] = made
    assert isinstance(edited, EditedPlan)
    lines = "".join(f"      - {{date: 2026, value: {unit}, unit: u{unit}}}\n" for unit in range(units))
    [changed] = edited.files
    assert changed.after == (before + lines).encode()
    return work


def test_measurements_of_four_times_as_many_units_are_about_four_times_the_work(tmp_path: Path) -> None:
    few, many = (work_of_measuring(units, tmp_path) for units in (15, 60))
    assert many < 5 * few
