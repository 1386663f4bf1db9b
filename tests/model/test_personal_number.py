"""Personal identity numbers are found in text. The numbers here are Skatteverket's and other well-known examples."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.model.personal_number import personal_numbers


def found(text: str) -> list[tuple[int, bool]]:
    return [(number.start, number.is_certain) for number in personal_numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "640823-3234",
        "19640823-3234",
        "196408233234",
        "121212+1212",
        "701063-2391",
        "19701063-2391",
        "000229-1235",
        "(640823-3234)",
        "640823-3234.",
        "pnr:640823-3234",
    ],
)
def test_a_number_with_its_century_or_its_mark_is_certain(text: str) -> None:
    assert [is_certain for _, is_certain in found(text)] == [True]


def test_ten_digits_in_a_row_could_be_something_else() -> None:
    assert found("6408233234") == [(0, False)]


@pytest.mark.parametrize("text", ["640823-T234", "19640823-R234"])
def test_a_number_for_temporary_use_has_a_letter_and_is_not_certain(text: str) -> None:
    assert found(text) == [(0, False)]


@pytest.mark.parametrize(
    "text",
    [
        "640823-3235",
        "641323-3237",
        "640832-3233",
        "19000229-1235",
        "640860-3238",
        "640823T234",
        "640823-A234",
        "1640823-3234",
        "640823-32345",
        "640823-3234-1",
        "SN640823-3234",
        "2021-11-30",
        "0123-45 67 89",
        "Dnr 2021/114",
        "",
    ],
)
def test_what_is_no_personal_number_is_not_taken_for_one(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["Anna,640823-3234", "pnr.640823-3234"])
def test_a_number_straight_after_a_comma_or_a_point_is_found(text: str) -> None:
    assert found(text) == [(text.index("6"), True)]


def test_the_digits_of_a_decimal_number_are_no_personal_number() -> None:
    assert found("12.6408233234") == []
    assert found("12,6408233234") == []


def test_every_number_of_a_text_is_found_where_it_stands() -> None:
    assert found("Ring 640823-3234 eller 121212-1212") == [(5, True), (23, True)]


@given(st.text("0123456789-+TRSU ,.", max_size=40))
def test_no_text_is_too_strange_to_be_looked_through(text: str) -> None:
    for number in personal_numbers(text):
        assert text[number.start].isdigit()


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.integers(0, 999), st.integers(0, 9))
def test_of_ten_check_digits_exactly_one_is_right(day: date, serial: int, wrong: int) -> None:
    beginning = f"{day:%Y%m%d}-{serial:03d}"
    right = [digit for digit in range(10) if found(f"{beginning}{digit}") == [(0, True)]]
    assert len(right) == 1
    assert bool(found(f"{beginning}{wrong}")) is (wrong in right)
