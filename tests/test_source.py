"""Words for where: lines and columns as an editor counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.source import Location, Message, Source, Where, message
from effort import little_work

TEXTS = st.text("aå: -\n\r\u2028\u0085", max_size=30)


def place(text: str, offset: int) -> tuple[int, int]:
    location = Source("plan.yaml", text).location(offset)
    assert location.file == "plan.yaml"
    return location.line, location.column


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        ("titel: Plan", 0, 1, 1),
        ("titel: Plan", 7, 1, 8),
        ("titel: Plan\nmål: Fler", 12, 2, 1),
        ("titel: Plan\r\nmål: Fler", 13, 2, 1),
        ("titel: Plan\rmål: Fler", 12, 2, 1),
        ("mål: nå\nfler", 8, 2, 1),
        ("a\n\nb", 2, 2, 1),
        ("a\n\nb", 3, 3, 1),
        ("", 0, 1, 1),
    ],
)
def test_a_place_is_counted_from_one_in_lines_and_characters(text: str, offset: int, line: int, column: int) -> None:
    assert place(text, offset) == (line, column)


@pytest.mark.parametrize("mark", ["\u0085", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_only_a_line_break_that_editors_know_ends_a_line(mark: str) -> None:
    assert place(f"a{mark}b", 2) == (1, 3)
    assert Source("plan.yaml", f"a{mark}b\nc").line(1) == f"a{mark}b"


def test_a_place_past_the_end_is_the_end_of_the_last_line() -> None:
    assert place("titel: Plan", 99) == (1, 12)
    assert place("a\nbc", 99) == (2, 3)


def test_after_a_final_line_break_there_is_no_line_to_point_at() -> None:
    assert place("a\nbc\n", 99)[0] == 2
    assert place("a\nbc\n", 5)[0] == 2


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_the_end_of_the_last_line_comes_before_its_line_break(line_break: str) -> None:
    assert place(f"a{line_break}bc{line_break}", 99) == (2, 3)


def test_a_line_is_given_without_its_line_break() -> None:
    source = Source("plan.yaml", "titel: Plan\r\nmål: Fler\n\nslut")
    assert [source.line(n) for n in (1, 2, 3, 4)] == ["titel: Plan", "mål: Fler", "", "slut"]


@given(TEXTS, st.data())
def test_a_character_is_found_at_its_own_line_and_column(text: str, data: st.DataObject) -> None:
    source = Source("plan.yaml", text)
    visible = [offset for offset, character in enumerate(text) if character not in "\r\n"]
    if visible:
        offset = data.draw(st.sampled_from(visible))
        location = source.location(offset)
        assert source.line(location.line)[location.column - 1] == text[offset]


@given(TEXTS, st.integers(0, 50), st.integers(0, 50))
def test_a_later_character_is_never_at_an_earlier_place(text: str, one: int, other: int) -> None:
    first, second = sorted((one, other))
    assert place(text, first) <= place(text, second)


def test_places_are_ordered_by_file_then_line_then_column() -> None:
    places = [Location("b.yaml", 1, 1), Location("a.yaml", 2, 1), Location("a.yaml", 1, 9), Location("a.yaml", 1, 2)]
    assert sorted(places) == list(reversed(places))


def test_a_message_keeps_its_template_and_its_values_apart() -> None:
    told = message("the id {id} stands already on line {line}", id="d1", line=3)
    assert told == Message("the id {id} stands already on line {line}", {"id": "d1", "line": 3})
    assert message("nothing has been measured").values == {}


def test_a_value_of_a_message_may_have_any_name() -> None:
    assert message("{template}", template="x").values == {"template": "x"}


def test_a_route_leads_to_a_value_unless_its_key_is_meant() -> None:
    assert Where(("subgoals", 3, "due")).at == "value"
    assert Where(("subgoals", 3, "due"), at="key") != Where(("subgoals", 3, "due"))


def test_many_places_on_a_long_line_are_found_quickly() -> None:
    source = Source("plan.yaml", "a" * 500_000 + "\r\nb")
    with little_work():
        places = [source.location(offset) for offset in range(0, 500_000, 5)]
    assert places[-1] == Location("plan.yaml", 1, 499_996)
