"""Rows that fill every column."""

from anhorig_cli.rendering.paper.document import Cell
from anhorig_cli.rendering.paper.page_reader import filled, width_of

ONE = Cell(())


def test_short_rows_are_filled() -> None:
    rows = [(ONE, ONE, ONE), (ONE,)]
    assert width_of(rows) == 3
    assert [len(row) for row in filled(rows, 4)] == [4, 4]


def test_a_cell_over_several_rows_takes_its_place_in_those_below() -> None:
    rows = [(Cell((), rows=2), ONE), (ONE,), (ONE,)]
    assert width_of(rows) == 2
    assert [len(row) for row in filled(rows, 2)] == [2, 1, 2]


def test_a_cell_goes_no_further_aside_than_where_one_from_above_stands() -> None:
    rows = [(ONE, Cell((), rows=2)), (Cell((), columns=5), ONE)]
    assert filled(rows, 3) == ((ONE, Cell((), rows=2), ONE), (ONE, ONE))
    assert width_of(rows) == 3


def test_empty_cells_fill_what_lies_between() -> None:
    rows = [(ONE, ONE, Cell((), rows=2)), ()]
    assert filled(rows, 3)[1] == (ONE, ONE)


def test_a_cell_reaches_no_further_than_the_last_row() -> None:
    assert filled([(Cell((), rows=9),)], 1) == ((ONE,),)


def test_no_rows_have_no_width() -> None:
    assert width_of([]) == 0
