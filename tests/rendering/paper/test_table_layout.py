"""How wide columns are."""

from anhorig_cli.rendering.paper.document import Table, keeps_rows_whole, stands_whole, widths
from anhorig_cli.rendering.paper.elements import parsed
from anhorig_cli.rendering.paper.page_reader import read_blocks


def table(*rows: tuple[str, ...]) -> Table:
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) for row in rows)
    (read,) = read_blocks(parsed(f"<table>{cells}</table>"))
    assert isinstance(read, Table)
    return read


def test_where_all_fits_in_a_line_the_longest_text_decides() -> None:
    assert widths(table(("Delmål", "Senast"), ("Fler anhöriga nås", "2021"))) == (23, 10)


def test_else_the_column_that_says_most_is_widest_and_every_word_has_room() -> None:
    first, second, third = widths(table(("ett ord " * 4, "ett ord " * 60, "enhetschef")))
    assert second > max(first, third)
    assert third >= 10 * len("enhetschef")


def test_an_empty_column_keeps_a_little_room() -> None:
    assert widths(table(("", "a" * 90))) == (8, 107)


def test_rows_stand_whole_unless_a_cell_is_long() -> None:
    assert keeps_rows_whole(table(("kort",)))
    assert not keeps_rows_whole(table(("ord " * 300,)))


def test_a_column_has_room_for_its_pictures() -> None:
    """A picture 400 units wide is 90 millimetres on paper, and a page of 124 characters is 178."""
    picture = '<svg viewBox="0 0 400 30"><title>Läget</title><path d="M0 0"/></svg>'
    assert widths(table((picture, "kort"))) == (72, 8)
    first, _ = widths(table((picture, "ett ord " * 60)))
    assert first >= 600


def test_a_column_of_dates_is_not_broken_by_what_stands_beside_it() -> None:
    day = "30 september 2021"
    _, dates, _ = widths(table(("ett ord " * 30, day, "ett ord " * 30), ("ord", f"{day}<br>! passerat", "ord")))
    assert dates >= 10 * len(day)


def test_a_table_as_low_as_half_a_page_is_not_split_between_two() -> None:
    row = ("Enhet 1", "✔1", "0")
    assert stands_whole(table(*[row] * 15))
    assert not stands_whole(table(*[row] * 40))
    assert not stands_whole(table(*[("ett ord " * 40, "ett ord " * 40)] * 10))
