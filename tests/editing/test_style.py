"""The hand of a file: what it shows, else what the plan's other files show."""

import pytest

from anhorig_cli.editing.edit import insert_id
from anhorig_cli.editing.style import Style, style_of
from anhorig_cli.model.plan_edit import Addition, PlanEdit, entry
from anhorig_cli.source import spliced
from anhorig_cli.vocabulary import Language
from changed_text import changed
from plan_text import loaded


def style(text: str) -> Style:
    root = loaded(text).root
    assert root is not None
    return style_of(root, root.source, Language.EN)


def test_indentation_quotes_and_width_are_read_off_the_file() -> None:
    found = style("titel: 'P'\nperiod:\n    från: 2026\ndelmål:\n- id: a\n  titel: A\n")
    assert (found.step, found.dash, found.quote, found.width) == (4, 0, "'", 80)
    assert style(f"titel: {'lång ' * 30}\n").width == 120


def test_a_file_that_shows_nothing_gets_what_is_usual() -> None:
    found = style("title: P\n")
    assert (found.step, found.dash, found.quote) == (2, 2, '"')


def test_the_language_is_that_of_the_keys_nearest() -> None:
    root = loaded("titel: P\ndelmål:\n  - {id: a, title: A, due: 2026}\n  - {id: b, titel: B}\n").root
    assert root is not None
    found = style_of(root, root.source, Language.EN)
    listed = getattr(root.items[1][1], "items")  # noqa: B009 - of a node of any kind
    assert [found.language_near(item) for item in listed] == [Language.EN, Language.SV]
    assert found.key_near("subgoal", "due", listed[1], listed[0]) == "due"
    assert style("id: p\nperiod: {}\n").language_near() is Language.EN


KEYS_IN_QUOTES = """\
"title": "P"
"units":
    -   {"id": a, "title": "A"}
"subgoals":
    -   "id": a
        "title": "A"
        "activities":
            -   "Call"
"""


@pytest.mark.parametrize(
    ("change", "new"),
    [
        (
            PlanEdit("plan", (), adds=(Addition("units", entry("unit", id="b", title="B")),)),
            ['    -   {"id": b, "title": "B"}'],
        ),
        (
            PlanEdit("subgoal", ("subgoals", 0), adds=(Addition("activities", entry("activity", title="Meet")),)),
            ['            -   "Meet"'],
        ),
        (
            PlanEdit("subgoal", ("subgoals", 0), {"due": "2027"}),
            ['        "due": 2027'],
        ),
        (
            PlanEdit("plan", (), adds=(Addition("decisions", entry("decision", title="D", date="2026-05-04")),)),
            ['"decisions":', '    -   "title": D', '        "date": 2026-05-04'],
        ),
    ],
)
def test_keys_have_the_quotes_and_items_the_distance_from_their_dash_that_the_file_has(
    change: PlanEdit, new: list[str]
) -> None:
    before = KEYS_IN_QUOTES.splitlines()
    after = changed(KEYS_IN_QUOTES, change).splitlines()
    assert [line for line in after if line not in before] == new
    assert [line for line in after if line in before] == before


def test_an_id_that_is_put_first_has_the_quotes_of_the_key_below_it() -> None:
    root = loaded("'title': P\n").root
    assert root is not None
    assert spliced("'title': P\n", [insert_id(root, "p")]) == "'id': p\n'title': P\n"
