"""Which things are parts of which, however long the way is."""

from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.register import Hierarchy, Register
from effort import little_work

PARTS_OF = st.lists(st.none() | st.integers(0, 8), min_size=1, max_size=8)


def units(parts_of: list[int | None]) -> list[Unit]:
    """Return units of which each is a part of the one at a place, if there is one."""
    return [
        Unit(id=f"e{i}", title=f"Enhet {i}", part_of=None if whole is None else f"e{whole}")
        for i, whole in enumerate(parts_of)
    ]


def hierarchy(parts_of: list[int | None]) -> Hierarchy:
    return Hierarchy(Register(units(parts_of), "plan"))


def wholes(parts_of: list[int | None], place: int) -> set[int]:
    """Return what a unit is a part of, one step after the other."""
    found: set[int] = set()
    whole = parts_of[place]
    while whole is not None and whole < len(parts_of) and whole not in found:
        found.add(whole)
        whole = parts_of[whole]
    return found


@given(PARTS_OF, st.sets(st.integers(0, 7)))
def test_what_some_are_parts_of_and_what_are_parts_of_them(parts_of: list[int | None], some: set[int]) -> None:
    places = [place for place in some if place < len(parts_of)]
    found = hierarchy(parts_of)
    assert found.above(places) == set[int]().union(*(wholes(parts_of, place) for place in places))
    below = [place for place in range(len(parts_of)) if wholes(parts_of, place) & set(places)]
    assert sorted(found.below(places)) == below


@given(PARTS_OF)
def test_how_deep_each_lies(parts_of: list[int | None]) -> None:
    depths = hierarchy(parts_of).depths()
    for place, depth in enumerate(depths):
        above = wholes(parts_of, place)
        is_by_a_circle = any(one in wholes(parts_of, one) for one in above)
        assert depth >= len(above) if is_by_a_circle else depth == len(above)


def test_a_long_chain_is_followed_once() -> None:
    with little_work():
        found = hierarchy([None, *range(20_000)])
        assert len(found.above([20_000])) == len(found.below([0])) == found.depths()[-1] == 20_000
