"""How wide columns are."""

import pytest

from anhorig_cli.rendering.paper.document import Table
from anhorig_cli.rendering.paper.elements import parsed
from anhorig_cli.rendering.paper.page_reader import read_blocks
from anhorig_cli.rendering.paper.table_layout import OF_ANY_FONT, OF_THE_PDF, Layout, keeps_rows_whole, layout

PAGE = 560
"""What the shares of a page's width are together, about: ten to a size of letters."""


def table(*rows: tuple[str, ...]) -> Table:
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) for row in rows)
    (read,) = read_blocks(parsed(f"<table>{cells}</table>"))
    assert isinstance(read, Table)
    return read


def laid_out(*rows: tuple[str, ...], letters: float = OF_THE_PDF) -> Layout:
    return layout(table(*rows), letters)


def widths(*rows: tuple[str, ...]) -> tuple[int, ...]:
    return laid_out(*rows).widths


def text_of(read: Table) -> str:
    return " ".join(
        run.text for row in read.body for cell in row for block in cell.content for run in getattr(block, "runs", ())
    )


def test_where_all_fits_in_a_line_the_longest_text_decides() -> None:
    first, second = widths(("Delmål", "Senast"), ("Fler anhöriga nås", "2021"))
    assert first > 2 * second
    assert first + second == pytest.approx(PAGE, abs=1)


def test_else_the_column_that_says_most_is_widest_and_every_word_has_room() -> None:
    found = laid_out(("ett ord " * 4, "ett ord " * 60, "enhetschef"))
    first, second, third = found.widths
    assert second > max(first, third)
    assert third >= 45
    assert not found.is_crowded


def test_an_empty_column_keeps_a_little_room() -> None:
    empty, full = widths(("", "a " * 90))
    assert 20 < empty < 60 < full


def test_the_rest_of_the_width_goes_where_it_makes_the_rows_lowest() -> None:
    """Titles that break into many lines get it, and not the day beside them, nor a name that has room."""
    rows = [
        (
            f"{n} Stödgrupper för anhöriga till personer med psykisk ohälsa",
            "1 november 2024",
            "Utvecklingsledare",
            "355",
        )
        for n in range(5)
    ]
    heads = ("Delmål", "Slutdatum", "Ansvarig", "Dagar försenat")
    found = laid_out(heads, *rows, ("Kort", "4 juni 2025", "Verksamhetschef vård och omsorg", "11"))
    first, *others = found.widths
    assert first > 1.5 * max(others)
    assert found.lines <= 2 * (len(rows) + 2)


def test_a_narrow_letter_takes_less_room_than_a_wide_one() -> None:
    narrow, wide = widths(("illi " * 30, "mamma " * 25), ("i" * 10, "m" * 10))
    assert wide > narrow


def test_rows_stand_whole_unless_a_cell_is_long() -> None:
    assert keeps_rows_whole(table(("kort",)))
    assert not keeps_rows_whole(table(("ord " * 300,)))


def test_a_column_has_room_for_its_pictures() -> None:
    """A picture 400 units wide is 90 millimetres on paper, of 178."""
    picture = '<svg viewBox="0 0 400 30"><title>Läget</title><path d="M0 0"/></svg>'
    first, _ = widths((picture, "ett ord " * 60))
    assert first >= PAGE * 90 / 178


def test_a_date_is_not_broken_by_what_stands_beside_it() -> None:
    day = "30 september 2021"
    found = laid_out(("ett ord " * 30, day, "ett ord " * 30), ("ord", f"{day}<br>! passerat", "ord"))
    assert found.widths[1] >= 80
    assert day.replace(" ", "\u00a0") in text_of(found.table)


def test_where_many_columns_have_dates_they_may_be_broken_and_no_word_runs_into_the_next() -> None:
    day = "30 september 2021"
    found = laid_out(("Användare av plattformen", *[f"71 användare ({day})"] * 6))
    assert not found.is_crowded
    assert day in text_of(found.table)


def test_where_words_have_no_room_beside_each_other_they_are_broken() -> None:
    assert laid_out(("kommunikationsplan",) * 12).is_crowded


def test_in_a_font_that_may_be_wider_words_get_more_room() -> None:
    row = ("ett ord " * 60, "enhetschef")
    assert laid_out(row, letters=OF_ANY_FONT).widths[1] > laid_out(row).widths[1]


def test_a_table_as_low_as_half_a_page_is_not_split_between_two() -> None:
    row = ("Enhet 1", "✔1", "0")
    assert laid_out(*[row] * 15).is_on_one_page
    assert not laid_out(*[row] * 40).is_on_one_page
    assert not laid_out(*[("ett ord " * 40, "ett ord " * 40)] * 10).is_on_one_page


def test_a_table_that_flows_is_split_unless_it_is_a_few_lines() -> None:
    cells = "<tr><td>31 mars 2025<td>120 anhöriga"
    (short, *_), (long, *_) = (
        read_blocks(parsed(f"<div class=flows><table>{cells * rows}</table></div>")) for rows in (4, 15)
    )
    assert isinstance(short, Table)
    assert isinstance(long, Table)
    assert layout(short, OF_THE_PDF).is_on_one_page
    assert not layout(long, OF_THE_PDF).is_on_one_page


@pytest.mark.parametrize("span", ["colspan=3", "rowspan=2", "colspan=2 rowspan=3"])
def test_a_table_with_cells_over_several_columns_or_rows_has_widths(span: str) -> None:
    words = "ett ord " * 40
    rows = f"<tr><td {span}>{words}<td>{words}<tr><td>{words}<td>{words}<td>{words}<tr><td>{words}"
    (read,) = read_blocks(parsed(f"<table>{rows}</table>"))
    assert isinstance(read, Table)
    assert sum(layout(read, OF_THE_PDF).widths) == pytest.approx(PAGE, abs=3)
