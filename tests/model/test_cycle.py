"""The annual cycle: when in the year something comes back, and which occurrences are done."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anhorig_cli.analysis.upcoming import DoneEntries
from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.recurrence import Recurrence, parse_recurrence
from anhorig_cli.vocabulary import MONTHS, ORDINAL_NUMBERS, SEASONS, WEEKDAY_NUMBERS

RHYTHMS = {"monthly": 12, "quarterly": 4, "tertial": 3, "half_yearly": 2, "yearly": 1}
YEARS = st.integers(1901, 2199)
RECURRENCES = st.one_of(
    st.sampled_from(sorted(RHYTHMS)),
    st.sampled_from(sorted(MONTHS)),
    st.sampled_from(sorted(SEASONS)),
    st.integers(1, 12).map(str),
    st.integers(1, 53).map("v{}".format),
    st.dates(date(2000, 1, 1), date(2000, 12, 31)).map("{0:%m-%d}".format),
    st.builds(
        "{} {} {}".format,
        st.sampled_from(sorted(ORDINAL_NUMBERS)),
        st.sampled_from(sorted(WEEKDAY_NUMBERS)),
        st.sampled_from(["i mars", "of december", "varje månad"]),
    ),
).map(parse_recurrence)


def periods(text: str, year: int) -> list[tuple[str, str]]:
    return [(p.first.isoformat(), p.last.isoformat()) for p in parse_recurrence(text).occurrences(year)]


def item(**facts: object) -> CycleItem:
    return CycleItem.model_validate({"title": "Anhörigveckan", **facts})


def due_in(year: int, **facts: object) -> list[str]:
    return [period.written for period in item(**facts).occurrences(range(year, year + 1))]


def read_or_flaw(text: str) -> Recurrence | UnreadableValueError:
    try:
        return parse_recurrence(text)
    except UnreadableValueError as error:
        return error


@pytest.mark.parametrize("text", ["mars", "Mars", "mar", "march", "3", "MARCH"])
def test_a_month_comes_back_every_year(text: str) -> None:
    assert periods(text, 2024) == [("2024-03-01", "2024-03-31")]


@pytest.mark.parametrize("text", ["6 oktober", "6 Oktober", "6:e oktober", "6. oktober", "10-06", "6 october", "6 okt"])
def test_a_day_is_written_with_the_months_name_or_month_first(text: str) -> None:
    assert periods(text, 2024) == [("2024-10-06", "2024-10-06")]


@pytest.mark.parametrize("text", ["v40", "V40", "v 40", "vecka 40", "Vecka 40", "w40", "week 40"])
def test_a_week_is_the_iso_week(text: str) -> None:
    assert periods(text, 2024) == [("2024-09-30", "2024-10-06")]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("våren", "2024-01-01", "2024-06-30"),
        ("VT", "2024-01-01", "2024-06-30"),
        ("sommaren", "2024-06-01", "2024-08-31"),
        ("hösten", "2024-08-01", "2024-12-31"),
        ("hösttermin", "2024-08-01", "2024-12-31"),
    ],
)
def test_a_season_comes_back_every_year(text: str, first: str, last: str) -> None:
    assert periods(text, 2024) == [(first, last)]


def test_winter_belongs_to_the_year_it_ends_in() -> None:
    assert periods("vintern", 2024) == [("2023-12-01", "2024-02-29")]
    assert [p.written for p in parse_recurrence("vintern").occurrences(2024)] == ["winter 2023/2024"]


@pytest.mark.parametrize(
    ("swedish", "english", "written"),
    [
        ("kvartalsvis", "quarterly", ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]),
        ("tertialvis", "tertial", ["2024-T1", "2024-T2", "2024-T3"]),
        ("halvårsvis", "half_yearly", ["2024-H1", "2024-H2"]),
        ("årligen", "yearly", ["2024"]),
        ("månadsvis", "monthly", [f"2024-{n:02d}" for n in range(1, 13)]),
    ],
)
def test_a_rhythm_comes_back_through_the_year(swedish: str, english: str, written: list[str]) -> None:
    assert [p.written for p in parse_recurrence(swedish).occurrences(2024)] == written
    assert parse_recurrence(english) == parse_recurrence(swedish)


@pytest.mark.parametrize("text", ["half yearly", "Half_Yearly", "varje halvår", "HALVÅRSVIS"])
def test_a_rhythm_may_be_written_with_spaces_or_underscores(text: str) -> None:
    assert parse_recurrence(text) == parse_recurrence("half_yearly")


def test_week_53_is_there_in_the_years_that_have_one() -> None:
    assert periods("v53", 2020) == [("2020-12-28", "2020-12-31")]


def test_week_53_is_week_52_in_the_years_that_have_none() -> None:
    assert periods("v53", 2021) == periods("v52", 2021) == [("2021-12-27", "2021-12-31")]


def test_a_week_keeps_to_the_days_of_its_own_year() -> None:
    assert periods("v1", 2020) == [("2020-01-01", "2020-01-05")]


@pytest.mark.parametrize(("year", "day"), [(2023, "2023-02-28"), (2024, "2024-02-29"), (2100, "2100-02-28")])
def test_the_29th_of_february_is_the_28th_where_there_is_none(year: int, day: str) -> None:
    assert periods("29 februari", year) == [(day, day)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "13",
        "03-32",
        "13-01",
        "30 februari",
        "v0",
        "v54",
        "31 november",
        "6 brumaire",
        "2024",
        "ibland",
        "mars" + " " * 80 + "eller senare",
        "x" * 99,
    ],
)
def test_what_is_no_time_of_the_year_is_an_error(text: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_recurrence(text)
    assert caught.value.slug == "bad-recurrence"


def test_digits_of_another_script_are_no_more_a_day_before_a_month_than_alone() -> None:
    with pytest.raises(UnreadableValueError):
        parse_recurrence("٦ oktober")


@pytest.mark.parametrize(
    ("text", "near"), [("kvartalvis", "kvartalsvis"), ("februrai", "februari"), ("höstn", "hösten")]
)
def test_a_misspelt_time_of_the_year_is_answered_with_the_one_it_resembles(text: str, near: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_recurrence(text)
    assert caught.value.help is not None
    assert caught.value.help.values == {"near": near}


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("januari och juni", "[januari, juni]"),
        ("mars, v40, 6 oktober", "[mars, v40, 6 oktober]"),
        ("1 mars 2026", "1 mars"),
        ("mars 2026", "mars"),
        ("15/3", "03-15"),
        ("Kv 1", "mars"),
        ("Q4", "december"),
        ("v. 40", "v40"),
        ("Vecka. 40", "v40"),
        ("senast 15 nov", "15 november"),
        ("den 6 oktober", "6 oktober"),
        ("i mars", "mars"),
        ("omkring vecka 40", "vecka 40"),
        ("före 1 dec", "1 december"),
    ],
)
def test_a_time_of_the_year_written_otherwise_is_shown_as_it_should_be(text: str, example: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_recurrence(text)
    assert caught.value.help is not None
    assert caught.value.help.values == {"example": example}


@pytest.mark.parametrize("text", ["löpande", "Vid behov", "fortlöpande", "kontinuerligt", "as needed", "ongoing"])
def test_what_has_no_time_of_its_own_is_to_have_no_time(text: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_recurrence(text)
    assert caught.value.help is not None
    assert caught.value.help.template.startswith("leave 'när' (when) out")


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("var tredje månad", "quarterly"),
        ("var fjärde månad", "tertial"),
        ("varje kvartal", "quarterly"),
        ("every quarter", "quarterly"),
        ("every month", "monthly"),
    ],
)
def test_a_rhythm_can_be_counted_in_months(text: str, rhythm: str) -> None:
    assert parse_recurrence(text).word == rhythm


def test_the_hint_for_anything_else_shows_every_form() -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_recurrence("xyz")
    assert caught.value.help is not None
    for form in (
        "March",
        "3",
        "6 October",
        "10-06",
        "first Tuesday in March",
        "w40",
        "spring",
        "monthly",
        "quarterly",
        "tertial",
        "yearly",
    ):
        assert form in caught.value.help.template


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("6 oktober", "10-06"),
        ("mars", "3"),
        ("vecka 40", "v40"),
        ("årligen", "yearly"),
        ("våren", "spring"),
        ("sista torsdagen i mars", "last thursday in march"),
        ("Den 1:a tisdagen varje månad", "first tuesday in every month"),
    ],
)
def test_a_recurrence_has_one_spelling_of_its_own(text: str, written: str) -> None:
    assert str(parse_recurrence(text)) == written


@given(RECURRENCES)
def test_a_recurrence_can_be_written_and_read_again(recurrence: Recurrence) -> None:
    assert parse_recurrence(str(recurrence)) == recurrence


@given(st.one_of(st.text(max_size=60), st.text("0123456789-:.e vw oktbermajs", max_size=20)))
@example("99 januari")
def test_every_text_is_a_time_of_the_year_or_an_error(text: str) -> None:
    found = read_or_flaw(text)
    if isinstance(found, UnreadableValueError):
        assert found.slug == "bad-recurrence"
        assert found.help is not None
    else:
        assert list(found.occurrences(2024))


@settings(max_examples=300)
@given(RECURRENCES, YEARS)
def test_every_occurrence_ends_in_its_year_and_is_a_period_that_can_be_written(
    recurrence: Recurrence, year: int
) -> None:
    found = list(recurrence.occurrences(year))
    assert found
    for period in found:
        assert period.first <= period.last
        assert period.last.year == year
        assert parse_date(period.written) == period


@given(st.sampled_from(sorted(RHYTHMS)), YEARS)
def test_the_occurrences_of_a_rhythm_fill_the_year_without_gap_or_overlap(rhythm: str, year: int) -> None:
    found = list(parse_recurrence(rhythm).occurrences(year))
    assert len(found) == RHYTHMS[rhythm]
    assert (found[0].first, found[-1].last) == (date(year, 1, 1), date(year, 12, 31))
    for earlier, later in pairwise(found):
        assert later.first - earlier.last == timedelta(days=1)


@given(st.integers(1, 53), YEARS)
def test_a_week_has_at_most_seven_days_and_holds_a_day_of_the_iso_week(week: int, year: int) -> None:
    (found,) = parse_recurrence(f"v{week}").occurrences(year)
    assert found.last - found.first <= timedelta(days=6)
    assert found.first.isocalendar()[:2] in {(year, week), (year, 52)}


def test_an_item_may_come_back_several_times_a_year_and_is_listed_in_order() -> None:
    assert due_in(2024, when=["oktober", "mars"]) == ["2024-03", "2024-10"]


def test_a_time_that_is_written_twice_is_one_occurrence() -> None:
    assert due_in(2024, when=["mars", "3"]) == ["2024-03"]


def test_an_item_without_a_time_has_no_occurrences() -> None:
    assert due_in(2024) == []


@pytest.mark.parametrize(("year", "written"), [(2021, []), (2022, ["2022-03"]), (2024, ["2024-03"]), (2025, [])])
def test_an_item_runs_from_its_first_year_through_its_last(year: int, written: list[str]) -> None:
    assert due_in(year, when=["mars"], **{"from": "2022", "to": "2024"}) == written


def test_an_item_that_begins_within_a_period_falls_due_at_that_periods_end() -> None:
    assert due_in(2024, when=["kvartalsvis"], **{"from": "2024-08-15"}) == ["2024-Q3", "2024-Q4"]


def test_an_item_that_ends_within_a_period_does_not_fall_due_at_that_periods_end() -> None:
    assert due_in(2024, when=["kvartalsvis"], to="2024-08-15") == ["2024-Q1", "2024-Q2"]


def test_an_item_may_run_until_further_notice() -> None:
    assert due_in(2030, when=["mars"], to="tills vidare") == ["2030-03"]


def done_in(period: str, *done: object, as_of: str = "2024-12-31") -> int:
    """Return how many entries tick a period off."""
    ticks = DoneEntries(item(when=["kvartalsvis"], done=list(done)), date.fromisoformat(as_of))
    return len(ticks.of(parse_date(period)))


def test_an_occurrence_is_ticked_off_by_an_entry_that_names_it() -> None:
    assert done_in("2024-Q1", {"occurrence": "2024-Q1", "date": "2024-04-05"}) == 1
    assert done_in("2024-Q2", {"occurrence": "2024-Q1", "date": "2024-04-05"}) == 0


def test_an_entry_with_only_a_date_ticks_off_the_occurrence_the_date_lies_in() -> None:
    assert done_in("2024-Q1", {"date": "2024-03-31"}) == 1
    assert done_in("2024-Q2", {"date": "2024-03-31"}) == 0


def test_what_was_done_is_known_from_the_day_it_was_done() -> None:
    entry = {"occurrence": "2024-Q1", "date": "2024-04-05"}
    assert done_in("2024-Q1", entry, as_of="2024-04-04") == 0
    assert done_in("2024-Q1", entry, as_of="2024-04-05") == 1


def test_what_has_no_date_is_known_from_the_first_day_of_its_occurrence() -> None:
    assert done_in("2024-Q2", {"occurrence": "2024-Q2"}, as_of="2024-03-31") == 0
    assert done_in("2024-Q2", {"occurrence": "2024-Q2"}, as_of="2024-04-01") == 1


def test_an_entry_that_names_no_time_ticks_nothing_off() -> None:
    assert done_in("2024-Q1", {"note": "Gjordes någon gång"}) == 0


def test_a_plain_date_is_short_for_the_day_it_was_done() -> None:
    assert DoneOccurrence.from_scalar("2024-10-06") == {"date": "2024-10-06"}


def test_when_is_written_in_its_own_spelling_again() -> None:
    assert item(when=["6 oktober", "v40"]).model_dump()["when"] == ("10-06", "v40")


def test_a_recurrence_may_be_given_as_what_it_is() -> None:
    march = parse_recurrence("mars")
    assert item(when=[march]).when == (march,)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("första tisdagen i mars", "2026-03-03"),
        ("första söndagen i mars", "2026-03-01"),
        ("andra tisdagen i mars", "2026-03-10"),
        ("fjärde lördagen i februari", "2026-02-28"),
        ("sista torsdagen i mars", "2026-03-26"),
        ("sista tisdagen i mars", "2026-03-31"),
        ("den sista fredagen i december", "2026-12-25"),
        ("the first Monday of June", "2026-06-01"),
        ("3rd wednesday in May", "2026-05-20"),
    ],
)
def test_a_weekday_of_a_month_is_a_day(text: str, day: str) -> None:
    assert periods(text, 2026) == [(day, day)]


@pytest.mark.parametrize(
    "text",
    [
        "andra tisdagen varje månad",
        "andra tisdagen i månaden",
        "2:a tisdagen i varje månad",
        "second Tuesday of the month",
        "the second tuesday of every month",
    ],
)
def test_a_weekday_may_come_back_every_month(text: str) -> None:
    assert [day[5:] for day, _ in periods(text, 2026)] == (
        ["01-13", "02-10", "03-10", "04-14", "05-12", "06-09", "07-14", "08-11", "09-08", "10-13", "11-10", "12-08"]
    )


@pytest.mark.parametrize("text", ["första tisdagen", "femte tisdagen i mars", "tisdagen i mars", "första i mars"])
def test_a_weekday_says_which_and_of_which_month(text: str) -> None:
    assert isinstance(read_or_flaw(text), UnreadableValueError)


def test_a_weekday_of_several_months_is_a_list() -> None:
    found = read_or_flaw("första tisdagen i mars och oktober")
    assert isinstance(found, UnreadableValueError)
    assert found.help is not None
    assert found.help.values["example"] == "[första tisdagen i mars, första tisdagen i oktober]"


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("andra tisdagen i februari varje år", "andra tisdagen i februari"),
        ("6 oktober 2026", "6 oktober"),
        ("March every year", "March"),
    ],
)
def test_that_it_is_every_year_goes_without_saying(text: str, example: str) -> None:
    found = read_or_flaw(text)
    assert isinstance(found, UnreadableValueError)
    assert found.help is not None
    assert found.help.values["example"] == example


def test_how_many_years_lie_between_is_a_key_of_its_own() -> None:
    found = read_or_flaw("vartannat år")
    assert isinstance(found, UnreadableValueError)
    assert found.help is not None
    assert "'hur_ofta'" in found.help.template


def test_every_other_year_is_counted_from_the_first() -> None:
    facts = {"when": ["oktober"], "every": "vartannat år", "from": "2024"}
    assert [due_in(year, **facts) for year in range(2023, 2028)] == [[], ["2024-10"], [], ["2026-10"], []]


def test_what_begins_after_its_time_of_the_year_is_first_done_in_the_next() -> None:
    facts = {"when": ["mars"], "every": "var tredje år", "from": "hösten 2024"}
    assert [due_in(year, **facts) for year in range(2024, 2029)] == [[], ["2025-03"], [], [], ["2028-03"]]


def test_what_begins_in_a_year_is_done_then_however_often_in_it() -> None:
    facts = {"when": ["halvårsvis"], "every": "4 år", "from": "2024-09", "to": "2028-06"}
    assert [due_in(year, **facts) for year in (2024, 2025, 2028)] == [["2024-H2"], [], ["2028-H1"]]


@pytest.mark.parametrize("every", ["varje år", "every year", "årligen", None])
def test_every_year_is_as_if_nothing_was_said(every: str | None) -> None:
    assert due_in(2025, when=["mars"], every=every) == ["2025-03"]


def test_nothing_is_due_where_nobody_says_which_years() -> None:
    silent = item(when=["mars"], every="vartannat år")
    assert silent.lacks_first_year
    assert (silent.times, silent.occurrences(range(2020, 2030))) == ((), ())
