"""JSON in pieces is what would be written whole."""

import json

from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.rendering.view_data import list_pieces, pieces_of_list

TEXTS = st.text(max_size=5)
THINGS = st.lists(st.dictionaries(TEXTS, st.none() | st.integers() | TEXTS | st.lists(TEXTS, max_size=2), max_size=3))


@given(st.lists(TEXTS, max_size=2), THINGS)
def test_a_list_in_pieces_is_as_written_whole(first: list[str], things: list[dict[str, object]]) -> None:
    head = {"first": first, "things": list[object]()}
    assert "".join(list_pieces(head, things, indent=2)) == json.dumps({**head, "things": things}, indent=2) + "\n"


@given(st.lists(THINGS, max_size=3))
def test_lists_in_lists_are_too(lists: list[list[dict[str, object]]]) -> None:
    head = {"things": list[object]()}
    inner = (pieces_of_list(head, ([json.dumps(one, indent=1)] for one in things), indent=1) for things in lists)
    whole = {"things": [{"things": things} for things in lists]}
    assert "".join(pieces_of_list(head, inner, indent=1)) == json.dumps(whole, indent=1)
