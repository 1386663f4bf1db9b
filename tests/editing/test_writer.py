"""New entries in the hand of the file."""

import pytest

from anhorig_cli.editing.style import style_of
from anhorig_cli.editing.writer import Writer
from anhorig_cli.model.plan_edit import Entry, entry
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.vocabulary import Language
from plan_text import loaded

TEXT = """\
title: P
subgoals:
  - id: a
    title: A
    activities: [Call]
    responsible: [x, y]
indicators:
  - {id: i, title: I, target: { at_least: 5 }}
"""


def writer(text: str = TEXT) -> tuple[Writer, Mapping]:
    root = loaded(text).root
    assert root is not None
    return Writer(style_of(root, root.source, Language.SV), root), root


def item_of(root: Mapping, index: int) -> Node:
    listed = root.items[index][1]
    assert isinstance(listed, Sequence)
    return listed.items[0]


def test_many_texts_that_have_no_room_stand_on_lines_of_their_own() -> None:
    pen, _ = writer()
    texts = tuple(f"a role with a rather long name, number {n}" for n in range(2))
    assert pen.pair("subgoal", "responsible", texts, 4, None) == [
        "    responsible:",
        "      - a role with a rather long name, number 0",
        "      - a role with a rather long name, number 1",
    ]


def test_a_mapping_takes_braces_where_the_others_do() -> None:
    pen, root = writer()
    new = entry("indicator", id="n", target=entry("target", at_least="7", by="2027"))
    assert pen.item(new, 2, item_of(root, 2)) == ["  - {id: n, target: { at_least: 7, by: 2027 }}"]
    assert pen.item(new, 2, item_of(root, 1)) == ["  - id: n", "    target: { at_least: 7, by: 2027 }"]


def test_a_line_that_would_be_too_long_is_not_written_in_braces() -> None:
    pen, root = writer()
    new = entry("indicator", id="n", title="a title that is long enough to fill nearly the whole of a line")
    assert len(pen.item(new, 2, item_of(root, 2))) == 2


@pytest.mark.parametrize("dash", [2, 6])
def test_a_text_in_a_list_is_folded_where_its_line_would_be_longer_than_the_widest(dash: int) -> None:
    pen, root = writer()
    like = Scalar(root.source, 0, 0, "Call")
    head = " " * dash + "- "
    fits = "x" * 40 + " " + "y" * (80 - len(head) - 41)
    assert pen.item(entry("activity", title=fits), dash, like) == [head + fits]
    long = "x" * (80 - len(head)) + " y"
    under = " " * len(head)
    assert pen.item(entry("activity", title=long), dash, like) == [head + ">-", under + long[:-2], under + "y"]


@pytest.mark.parametrize("indent", [2, 4])
def test_so_is_a_text_in_a_list_that_has_no_room_on_a_line(indent: int) -> None:
    pen, _ = writer()
    head = " " * (indent + 2) + "- "
    fits = "x" * 40 + " " + "y" * (80 - len(head) - 41)
    long = "x" * (80 - len(head)) + " y"
    under = " " * len(head)
    assert pen.pair("subgoal", "responsible", (fits, long), indent, None) == [
        " " * indent + "responsible:", head + fits, head + ">-", under + long[:-2], under + "y",
    ]  # fmt: skip


def test_a_list_of_entries_is_written_both_ways() -> None:
    pen, _ = writer()
    notes = (entry("dated_note", date="2026", text="So, well"),)
    assert pen.pair("activity", "notes", notes, 0, None) == ["notes:", "  - date: 2026", "    text: So, well"]
    flow = pen.flow(Entry("activity", {"title": "T", "notes": notes, "units": ("u", "v")}), None)
    assert flow == '{title: T, notes: [{date: 2026, text: "So, well"}], units: [u, v]}'
