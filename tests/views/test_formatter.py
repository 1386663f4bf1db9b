"""Dates, numbers and words as a report prints them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.dates import get_month_names
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.model.dates import parse_date, parse_due
from anhorig_cli.model.project import Labels
from anhorig_cli.views.formatter import ColumnView, Content, Formatter, PhraseView, SameView, TableView, table_of
from anhorig_cli.vocabulary import Language

SV = Formatter(Language.SV, Labels(), 5)
EN = Formatter(Language.EN, Labels(), 5)


@pytest.mark.parametrize(
    ("written", "swedish", "english"),
    [
        ("2021-11-30", "30 november 2021", "30 November 2021"),
        ("2021-11", "november 2021", "November 2021"),
        ("2021-Q4", "fjärde kvartalet 2021", "fourth quarter of 2021"),
        ("2021-T3", "tredje tertialet 2021", "third tertial of 2021"),
        ("2021-H1", "första halvåret 2021", "first half of 2021"),
        ("2021-H2", "andra halvåret 2021", "second half of 2021"),
        ("2021", "2021", "2021"),
        ("2021-09/2021-10", "september–oktober 2021", "September–October 2021"),
        ("2021-11/2022-02", "november 2021 – februari 2022", "November 2021 – February 2022"),
        ("2021-09-01/2021-09-15", "1–15 september 2021", "1–15 September 2021"),
        ("2021-09-28/2021-10-02", "28 september – 2 oktober 2021", "28 September – 2 October 2021"),
        ("2021/2023", "2021–2023", "2021–2023"),
        ("hösten 2021", "hösten 2021", "autumn 2021"),
        ("vintern 2021/2022", "vintern 2021/2022", "winter 2021/2022"),
    ],
)
def test_a_date_is_printed_no_more_exactly_than_it_was_written(written: str, swedish: str, english: str) -> None:
    assert SV.date(parse_date(written)) == swedish
    assert EN.date(parse_date(written)) == english


def test_no_date_is_nothing_and_an_open_one_says_so() -> None:
    assert SV.date(None) == ""
    assert SV.date(parse_due("ongoing")) == "löpande"


def test_a_terminal_keeps_the_iso_spelling() -> None:
    terminal = Formatter(Language.SV, Labels(), 5, iso=True)
    assert terminal.date(parse_date("2021-Q4")) == "2021-Q4"
    assert terminal.date(parse_date("hösten 2021")) == "hösten 2021"
    assert terminal.day(date(2021, 9, 20)) == "2021-09-20"


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [
        ("2500", "2\u00a0500", "2,500"),
        ("12.5", "12,5", "12.5"),
        ("0.30000000000000004", "0,3", "0.3"),
        ("-0.001", "0", "0"),
        ("-5", "-5", "-5"),
        ("999999999999999.99", "999\u00a0999\u00a0999\u00a0999\u00a0999,99", "999,999,999,999,999.99"),
    ],
)
def test_a_number_has_the_languages_marks_and_no_noise(number: str, swedish: str, english: str) -> None:
    assert SV.number(Decimal(number)) == swedish
    assert EN.number(Decimal(number)) == english


def test_a_share_has_one_decimal_and_room_for_any_that_can_be_written() -> None:
    assert SV.percent(Decimal(100) / Decimal(3)) == "33,3\u00a0%"
    assert SV.percent(100 * Decimal(999999999999999) / Decimal("1e-29")).endswith("%")


@pytest.mark.parametrize(("count", "told"), [(0, "färre än 5"), (4, "färre än 5"), (5, "5"), (600, "600")])
def test_few_people_are_not_counted(count: int, told: str) -> None:
    assert SV.people(Decimal(count)) == told


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "", "b"], "a och b"),
        (["a", "b", "c"], "a, b och c"),
        (["Vård och omsorg", "IFO"], "Vård och omsorg; IFO"),
    ],
)
def test_words_are_listed_as_in_text(words: list[str], listed: str) -> None:
    assert SV.listed(words) == listed


def test_a_project_has_its_own_words_for_a_scale() -> None:
    own = Formatter(Language.SV, Labels(assessment={"bedöms uppfyllas": "Målet kan uppnås"}), 5)
    assert own.label("assessment", "expected") == "Målet kan uppnås"
    assert own.label("assessment", "achieved") == "Uppfyllt"


def test_values_in_a_sentence_are_printed_the_reports_way() -> None:
    assert SV.text("until {date}", date=date(2021, 9, 20)) == "till och med 20 september 2021"
    assert SV.counted(1, "One date has been moved.", "{n} dates have been moved.") == "Ett datum har flyttats."


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("2025-06-26", "26 juni 2025"),
        ("Socialnämnden 2025-06-26, kl. 13.00", "Socialnämnden 26 juni 2025, kl. 13.00"),
        ("2025-02-30", "2025-02-30"),
        ("SN 2025-06-26-1", "SN 2025-06-26-1"),
        ("SN/2025-06-26", "SN/2025-06-26"),
        ("på måndag", "på måndag"),
        (None, ""),
    ],
)
def test_days_in_plain_text_are_printed_the_reports_way(written: str | None, printed: str) -> None:
    assert Formatter.of(Language.SV).with_days(written) == printed


def test_a_terminal_keeps_days_in_text_as_they_are() -> None:
    assert Formatter.of(Language.SV)._replace(iso=True).with_days("SN 2025-06-26") == "SN 2025-06-26"


@given(
    st.decimals(-(10**12), 10**12, places=2) | st.decimals(-1000, 1000, places=7) | st.integers(-(10**9), 10**9),
    st.sampled_from([SV, EN]),
)
def test_a_number_has_the_marks_of_its_language(number: Decimal | int, wording: Formatter) -> None:
    rounded = Decimal(number).quantize(Decimal("0.01"), ROUND_HALF_UP) + 0
    assert wording.number(number) == format_decimal(rounded, format="#,##0.##", locale=wording.language.value)


@pytest.mark.parametrize("wording", [SV, EN])
@pytest.mark.parametrize("short", [False, True])
def test_the_months_have_their_names(wording: Formatter, short: bool) -> None:
    names = get_month_names("abbreviated" if short else "wide", locale=wording.language.value)
    assert [wording.month_name(number, short=short) for number in range(1, 13)] == [names[n] for n in range(1, 13)]


def of_three(*cells: Content, kind: str = "text") -> TableView:
    """Return a table of three subgoals, a day each, and another column with these cells."""
    columns = [("Delmål", "title"), ("Slutdatum", "day"), ("Ansvarig", kind)]
    rows = [[f"Delmål {n}", f"{n} maj 2026", cell] for n, cell in enumerate(cells, 1)]
    found = table_of("Delmålen", columns, rows)
    assert found
    return found


def test_what_a_column_says_in_every_row_is_told_once() -> None:
    table = of_three("Enhetschef", "Enhetschef", "Enhetschef")
    assert table.columns == (ColumnView("Delmål", "title"), ColumnView("Slutdatum", "day"))
    assert {len(row.cells) for row in table.rows} == {2}
    assert table.once == (SameView("Ansvarig", "Enhetschef"),)


def test_markdown_that_is_told_once_is_plain_words() -> None:
    comment = PhraseView("Arbetet **går** bra.", is_markdown=True)
    assert of_three(comment, comment, comment).once == (SameView("Ansvarig", "Arbetet går bra."),)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("Chef", "Chef", ""), "text"),
        (("Chef", "Chef"), "text"),
        (("5", "5", "5"), "number"),
        ((PhraseView("Uppfyllt", symbol="achieved"),) * 3, "text"),
        ((PhraseView("3", link="delmal-3"),) * 3, "text"),
        (("", "", ""), "sign"),
    ],
)
def test_a_column_is_kept_where_its_rows_differ_or_are_few_or_are_looked_at_one_by_one(
    cells: tuple[Content, ...], kind: str
) -> None:
    table = of_three(*cells, kind=kind)
    assert table.once == ()
    assert table.columns[-1].heading == "Ansvarig"


def test_a_table_keeps_two_columns() -> None:
    columns = [("Delmål", "title"), ("Ansvarig", "text")]
    table = table_of("Delmålen", columns, [[f"Delmål {n}", "Chef"] for n in range(3)])
    assert table
    assert len(table.columns) == 2
    assert table.once == ()


def test_days_stand_in_a_line_where_there_is_room() -> None:
    def table(*words: str) -> TableView:
        columns = [("Delmål", "title"), ("Slutdatum", "day"), *((word, "text") for word in words)]
        rows = [[f"Delmål {n}", f"{n} september 2026", *(f"{word}{n}" for word in words)] for n in range(3)]
        found = table_of("Delmålen", columns, rows)
        assert found
        return found

    narrow, wide, crowded = table("Ansvarig"), table(*["Verksamhetsledarens"] * 3 + ["Chef"]), table("o" * 90)
    assert (narrow.has_room_for_days, narrow.is_crowded) == (True, False)
    assert (wide.has_room_for_days, wide.is_crowded) == (False, False)
    assert (crowded.has_room_for_days, crowded.is_crowded) == (False, True)
