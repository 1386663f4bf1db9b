"""A date is read as precisely as people write it, and means a period of days."""

import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.model.dates import DateField, DueField, EndField, PlanDate, Precision, parse_date, quoted
from anhorig_cli.source import WordToWrite
from anhorig_cli.vocabulary import SEASONS, Language
from plan_text import loaded

YEARS = st.integers(1900, 2199)
DATE_LIKE = st.one_of(
    st.text(max_size=60),
    st.text("0123456789-/. QTHqth", max_size=24),
    st.from_regex(r"[12]\d{3}-[\dQTH]\d?(-\d\d)?(/[12]\d{3}-\d\d)?", fullmatch=True),
    st.builds(
        "{} {}{}".format,
        st.sampled_from([*SEASONS, "Våren", "HT", "vecka"]),
        st.integers(1890, 2210),
        st.sampled_from(["", "/2022", "-22", "/00", "/1"]),
    ),
)


def read_as(field: Any, text: str) -> PlanDate:
    found = TypeAdapter[PlanDate](field).validate_python(text)
    assert isinstance(found, PlanDate)
    return found


def read_or_flaw(text: str) -> PlanDate | UnreadableValueError:
    try:
        return parse_date(text)
    except UnreadableValueError as error:
        return error


def parts_of_year(year: int, mark: str, number_of_parts: int) -> list[PlanDate]:
    return [parse_date(f"{year}-{mark}{n}") for n in range(1, number_of_parts + 1)]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2021-11-30", "2021-11-30", "2021-11-30", Precision.DAY),
        ("2024-02-29", "2024-02-29", "2024-02-29", Precision.DAY),
        ("2021-11", "2021-11-01", "2021-11-30", Precision.MONTH),
        ("2024-02", "2024-02-01", "2024-02-29", Precision.MONTH),
        ("2021-Q4", "2021-10-01", "2021-12-31", Precision.QUARTER),
        ("2021-q1", "2021-01-01", "2021-03-31", Precision.QUARTER),
        ("2021-T3", "2021-09-01", "2021-12-31", Precision.TERTIAL),
        ("2021-t1", "2021-01-01", "2021-04-30", Precision.TERTIAL),
        ("2021-H2", "2021-07-01", "2021-12-31", Precision.HALF_YEAR),
        ("2021-h1", "2021-01-01", "2021-06-30", Precision.HALF_YEAR),
        ("2021", "2021-01-01", "2021-12-31", Precision.YEAR),
        ("2021-09/2021-10", "2021-09-01", "2021-10-31", Precision.RANGE),
        ("2021-09-13/2021-10-01", "2021-09-13", "2021-10-01", Precision.RANGE),
        ("2021-09-13 / 2021-10", "2021-09-13", "2021-10-31", Precision.RANGE),
        ("2021-11-30/2021-11-30", "2021-11-30", "2021-11-30", Precision.RANGE),
        ("våren 2022", "2022-01-01", "2022-06-30", Precision.SPRING),
        ("sommaren 2021", "2021-06-01", "2021-08-31", Precision.SUMMER),
        ("hösten 2021", "2021-08-01", "2021-12-31", Precision.AUTUMN),
        ("vintern 2021/2022", "2021-12-01", "2022-02-28", Precision.WINTER),
        ("vintern 2023/2024", "2023-12-01", "2024-02-29", Precision.WINTER),
        ("vintern 2021/22", "2021-12-01", "2022-02-28", Precision.WINTER),
        ("vintern 1999/00", "1999-12-01", "2000-02-29", Precision.WINTER),
        ("vintern 2021", "2021-12-01", "2022-02-28", Precision.WINTER),
    ],
)
def test_a_date_is_the_period_it_names(text: str, first: str, last: str, precision: Precision) -> None:
    found = parse_date(text)
    assert (found.first.isoformat(), found.last.isoformat(), found.precision) == (first, last, precision)


@pytest.mark.parametrize("word", ["våren", "vår", "vårterminen", "vårtermin", "vt", "VT", "Våren", "spring"])
def test_spring_and_the_spring_term_have_many_names(word: str) -> None:
    assert parse_date(f"{word} 2022") == parse_date("våren 2022")


@pytest.mark.parametrize("word", ["hösten", "höst", "höstterminen", "hösttermin", "ht", "HT", "HÖSTEN", "autumn"])
def test_autumn_and_the_autumn_term_have_many_names(word: str) -> None:
    assert parse_date(f"{word} 2021") == parse_date("hösten 2021")


def test_a_season_may_be_written_with_combining_characters() -> None:
    assert parse_date(unicodedata.normalize("NFD", "våren 2022")) == parse_date("våren 2022")


@pytest.mark.parametrize("text", ["  2021-11 ", "hösten   2021", "\tvt 2022"])
def test_spaces_around_and_between_the_words_do_not_matter(text: str) -> None:
    assert parse_date(text) == parse_date(" ".join(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "i höst",
        "2021-13",
        "2021-00",
        "2021-1",
        "2021-02-29",
        "2021-11-31",
        "2021-Q5",
        "2021-T4",
        "2021-H3",
        "21-11-30",
        "31/12/2026",
        "1899",
        "2200",
        "2021-10/2021-09",
        "2021-Q1/2021-Q2",
        "2021-09/",
        "2021-9/2021-10",
        "2021-09/oktober",
        "vecka 2021",
        "__ 2021",
        "våren",
        "våren 2021/2022",
        "vintern 2021/2023",
        "vintern 2021/21",
        "2021-11-30 " + "och sedan " * 10,
        "2021-11-30" + " " * 80 + "eller senare",
        "２０２１",
    ],
)
def test_what_is_no_date_is_an_error(text: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_date(text)
    assert caught.value.slug == "bad-date"


def test_digits_of_another_script_are_no_more_a_year_beside_a_season_than_alone() -> None:
    with pytest.raises(UnreadableValueError):
        parse_date("våren 20２１")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2026", "2026-12-31"),
        ("1.9.2021", "2021-09-01"),
        ("30-11-2021", "2021-11-30"),
        ("2021/11/30", "2021-11-30"),
        ("2021.11.30", "2021-11-30"),
        ("2021-9-1", "2021-09-01"),
        ("20211130", "2021-11-30"),
        ("1 mars 2021", "2021-03-01"),
        ("den 1:a Mars 2021", "2021-03-01"),
        ("6 okt. 2021", "2021-10-06"),
        ("30 November 2021", "2021-11-30"),
    ],
)
def test_a_day_written_otherwise_is_shown_as_it_should_be(text: str, day: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_date(text)
    assert caught.value.help is not None
    assert caught.value.help.values == {"day": day}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("mars 2021", "2021-03"),
        ("Kv 1 2021", "2021-Q1"),
        ("kvartal 1 2021", "2021-Q1"),
        ("Q1 2021", "2021-Q1"),
        ("q1-2021", "2021-Q1"),
        ("2021 Q1", "2021-Q1"),
        ("2021Q1", "2021-Q1"),
        ("2021 kv. 4", "2021-Q4"),
        ("tertial 2, 2021", "2021-T2"),
        ("halvår 2 2021", "2021-H2"),
        ("2021-2023", "2021/2023"),
        ("2021–2023", "2021/2023"),
        ("2021-09 – 2021-10", "2021-09/2021-10"),
        ("2021-09-01 - 2021-10-15", "2021-09-01/2021-10-15"),
        ("2021-09/10", "2021-09/2021-10"),
    ],
)
def test_a_part_of_a_year_or_a_range_written_otherwise_is_shown_as_it_should_be(text: str, date: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_date(text)
    assert caught.value.help is not None
    assert caught.value.help.values == {"date": date}
    assert str(parse_date(date)) == date


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("titel: P\ndelmål:\n  - {id: a, titel: A, senast: tills vidare}\n", "ongoing"),
        ("titel: P\nperiod: {från: 2021, till: Löpande}\n", "until_further_notice"),
    ],
)
def test_no_end_in_the_word_of_another_field_is_told_the_word_of_this_one(text: str, word: str) -> None:
    (found,) = loaded(text).diagnostics
    assert found.help is not None
    meant = found.help.values["word"]
    assert isinstance(meant, WordToWrite)
    assert meant.english == word


@pytest.mark.parametrize("text", ["Kv 5 2021", "tertial 4 2021", "2023-2021", "blaj 2021", "1850–1860", "5 x 2021"])
def test_what_nobody_can_have_meant_has_the_hint_of_every_form(text: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_date(text)
    assert caught.value.help is not None
    assert "2021-Q4" in caught.value.help.template


@pytest.mark.parametrize("text", ["2021-02-30", "31/11/2021", "31 november 2021"])
def test_a_day_that_does_not_exist_is_said_not_to(text: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_date(text)
    assert caught.value.help is not None
    assert caught.value.help.template.startswith("no such day exists")


def test_the_hint_for_anything_else_shows_every_form() -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_date("snarast")
    assert caught.value.help is not None
    for form in ("2021-11-30", "2021-11", "2021-Q4", "2021-T3", "2021-H2", "2021", "2021-09/2021-10", "autumn 2021"):
        assert form in caught.value.help.template


@pytest.mark.parametrize("text", ["1850-01-01", "31/12/9999"])
def test_a_hint_never_suggests_what_would_be_an_error_again(text: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_date(text)
    assert caught.value.help is not None
    suggested = str(caught.value.help.values.get("day", "2021-11-30"))
    assert not isinstance(read_or_flaw(suggested), UnreadableValueError)


@pytest.mark.parametrize("text", ["9999", "1850", "9999-12", "2200-Q1", "9999-12-31"])
def test_the_hint_for_a_year_that_no_plan_means_says_which_years_there_are(text: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_date(text)
    assert caught.value.help is not None
    assert caught.value.help.values == {"first": 1900, "last": 2199}


def test_a_thirteenth_month_is_not_taken_for_a_day_in_january() -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_date("2021-13")
    assert caught.value.help is not None
    assert caught.value.help.values.get("day") is None


def test_a_message_quotes_no_more_of_the_text_than_one_can_take_in() -> None:
    assert quoted("hösten") == '"hösten"'
    assert quoted("a" * 41) == '"' + "a" * 40 + '…"'


def test_a_deadline_holds_to_the_last_day_of_its_period() -> None:
    november = parse_date("2021-11")
    assert not november.has_ended(date(2021, 11, 30))
    assert november.has_ended(date(2021, 12, 1))


def test_a_date_of_one_day_is_the_same_as_when_it_is_written() -> None:
    assert PlanDate.day(date(2021, 11, 30)) == parse_date("2021-11-30")


@pytest.mark.parametrize("word", ["löpande", "Löpande", "ongoing", " LÖPANDE "])
def test_a_deadline_may_be_ongoing_and_never_ends(word: str) -> None:
    due = read_as(DueField, word)
    assert due.is_open
    assert not due.has_ended(date.max)


@pytest.mark.parametrize("word", ["tills vidare", "tills_vidare", "Tills vidare", "until_further_notice"])
def test_a_period_may_end_until_further_notice(word: str) -> None:
    assert read_as(EndField, word).is_open


@pytest.mark.parametrize(
    ("field", "text"),
    [(DateField, "löpande"), (DateField, "tills vidare"), (DueField, "tills vidare"), (EndField, "löpande")],
)
def test_each_open_word_has_its_own_place(field: Any, text: str) -> None:
    with pytest.raises(ValueError, match="bad-date"):
        read_as(field, text)


@pytest.mark.parametrize("field", [DateField, DueField, EndField])
def test_every_kind_of_date_field_reads_an_ordinary_date(field: Any) -> None:
    assert read_as(field, "2021-T3") == parse_date("2021-T3")
    assert not read_as(field, "2021-T3").is_open


def test_a_text_longer_than_any_date_is_no_open_word_either() -> None:
    with pytest.raises(ValueError, match="bad-date"):
        read_as(DueField, "löpande" + " " * 40 + "eller inte")


@pytest.mark.parametrize(
    ("text", "swedish", "english"),
    [
        ("2021-11-30", "2021-11-30", "2021-11-30"),
        ("2021-T3", "2021-T3", "2021-T3"),
        ("ht 2021", "hösten 2021", "autumn 2021"),
        ("winter 2021/22", "vintern 2021/2022", "winter 2021/2022"),
        ("ongoing", "löpande", "ongoing"),
    ],
)
def test_a_season_is_spelt_in_the_readers_language_and_the_rest_as_in_iso(
    text: str, swedish: str, english: str
) -> None:
    found = read_as(DueField, text)
    assert (found.spelled(Language.SV), found.spelled(Language.EN)) == (swedish, english)


def test_until_further_notice_is_spelt_in_swedish_with_a_space() -> None:
    assert read_as(EndField, "until_further_notice").spelled(Language.SV) == "tills vidare"


@given(DATE_LIKE)
@example("vintern 2199")
@example("1900-01-01/2199-12-31")
def test_every_text_is_a_period_that_can_be_written_again_or_an_error(text: str) -> None:
    found = read_or_flaw(text)
    if isinstance(found, UnreadableValueError):
        assert found.slug == "bad-date"
        assert found.help is not None
        return
    assert found.first <= found.last
    assert parse_date(found.written) == found
    assert str(found) == found.written


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_lies_in_its_month_quarter_tertial_half_year_and_year(day: date) -> None:
    month = day.month
    forms = [
        f"{day.year}-{month:02d}",
        f"{day.year}-Q{(month + 2) // 3}",
        f"{day.year}-T{(month + 3) // 4}",
        f"{day.year}-H{(month + 5) // 6}",
        f"{day.year}",
    ]
    for form in forms:
        period = parse_date(form)
        assert period.first <= day <= period.last, form
        assert period.written == form
    assert parse_date(day.isoformat()) == PlanDate.day(day)


@given(YEARS, st.sampled_from([("Q", 4), ("T", 3), ("H", 2)]))
def test_the_parts_of_a_year_fill_it_without_gap_or_overlap(year: int, division: tuple[str, int]) -> None:
    parts = parts_of_year(year, *division)
    assert parts[0].first == date(year, 1, 1)
    assert parts[-1].last == date(year, 12, 31)
    for earlier, later in pairwise(parts):
        assert later.first - earlier.last == timedelta(days=1)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_range_goes_forward_or_is_an_error(start: date, end: date) -> None:
    text = f"{start}/{end}"
    if end < start:
        with pytest.raises(UnreadableValueError):
            parse_date(text)
    else:
        found = parse_date(text)
        assert (found.first, found.last, found.written) == (start, end, text)


@given(YEARS, st.sampled_from(sorted(SEASONS)))
def test_a_season_lies_in_its_year_and_winter_ends_in_the_next(year: int, word: str) -> None:
    season = parse_date(f"{word} {year}")
    assert season.first.year == year
    assert season.last.year == (year + 1 if season.precision is Precision.WINTER else year)


@pytest.mark.parametrize(("kind", "word"), [(DueField, "löpande"), (EndField, "tills vidare")])
@pytest.mark.parametrize("text", ["vid behov", "efter behov", "Fortlöpande", "kontinuerligt", "as needed"])
def test_what_is_never_over_has_a_word_of_its_own(kind: object, word: str, text: str) -> None:
    with pytest.raises(ValueError, match="bad-date") as caught:
        read_as(kind, text)
    assert isinstance(caught.value, ValidationError)
    flaw = caught.value.errors()[0].get("ctx", {})["error"]
    assert flaw.help.values["word"].swedish == word


@pytest.mark.parametrize(
    "text",
    ["varje vår", "andra onsdagen i april", "varannan vecka", "var och varje månad", "kvartalsvis", "every spring"],
)
def test_what_comes_back_is_led_to_the_annual_cycle(text: str) -> None:
    with pytest.raises(UnreadableValueError) as found:
        parse_date(text)
    assert found.value.help is not None
    assert "'årshjul'" in found.value.help.template


@pytest.mark.parametrize("text", ["slutet av 2027", "i slutet av 2027", "till slutet av 2027"])
def test_the_end_of_a_year_is_that_year(text: str) -> None:
    with pytest.raises(UnreadableValueError) as found:
        parse_date(text)
    meant = found.value.suggest()
    assert meant is not None
    assert meant.text == "2027"


def test_a_weekday_of_a_year_does_not_come_back() -> None:
    with pytest.raises(UnreadableValueError) as found:
        parse_date("andra onsdagen i april 2027")
    assert found.value.help is not None
    assert "'årshjul'" not in found.value.help.template
