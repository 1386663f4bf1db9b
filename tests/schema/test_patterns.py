"""A pattern matches what its reader reads."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.project import _whole
from anhorig_cli.model.recurrence import parse_day_time, parse_recurrence
from anhorig_cli.model.values import _count, parse_id, parse_number, word_reader
from anhorig_cli.schema import values
from anhorig_cli.vocabulary import EVERY_MONTH, MONTHS, ORDINAL_NUMBERS, SCALES, SEASONS, WEEKDAY_NUMBERS

YEARS = st.sampled_from(["1899", "1900", "1904", "2000", "2023", "2024", "2100", "2199", "2200"])
NUMBERS = st.integers(0, 54).flatmap(lambda n: st.sampled_from([str(n), f"{n:02d}"]))
DAYS = st.builds("{}-{}-{}".format, YEARS, NUMBERS, NUMBERS)
PARTS = st.builds("{}-{}{}".format, YEARS, st.sampled_from("QTHqtX"), NUMBERS)
SEASON_DATES = st.builds(
    "{} {}{}".format, st.sampled_from([*SEASONS, "VÅREN", "Vt", "hst"]), YEARS, st.sampled_from(["", "/x"])
)
DATES = st.one_of(YEARS, DAYS, PARTS, SEASON_DATES, st.builds("{}-{}".format, YEARS, NUMBERS))
WHENS = st.one_of(
    NUMBERS,
    st.builds("{}-{}".format, NUMBERS, NUMBERS),
    st.builds("{}{}{}".format, st.sampled_from(["v", "V ", "vecka ", "w", "x"]), NUMBERS, st.sampled_from(["", "a"])),
    st.builds("{}{} {}".format, NUMBERS, st.sampled_from(["", ".", ":e", ","]), st.sampled_from([*MONTHS, "Mars"])),
    st.sampled_from([*MONTHS, *SEASONS, *SCALES["recurrence"].names, "Varje månad", "varje_KVARTAL", "ofta"]),
    st.builds(
        "{}{} {} {}".format,
        st.sampled_from(["", "den ", "The  ", "en "]),
        st.sampled_from([*ORDINAL_NUMBERS, "FÖRSTA", "femte", "5"]),
        st.sampled_from([*WEEKDAY_NUMBERS, "Tuesday", "vardagen", ""]),
        st.sampled_from([*EVERY_MONTH, "i mars", "I MAJ", "of  June", "i_mars", "på mars", "mars", "i kvartalet", ""]),
    ),
)


def reads(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return True


def matches(pattern: str, text: str) -> bool:
    return re.search(values.whole(pattern, may_be_blank=False), text) is not None


@given(DATES)
@example("2024-02-29")
@example("2100-02-29")
@example(" 2021-11  ")
@example("hösten\u00a02021")
def test_dates(text: str) -> None:
    assert matches(values.dates(), text) == reads(parse_date, text)


@given(DATES, DATES)
def test_ranges_that_end_after_they_begin(first: str, last: str) -> None:
    text = f"{first} / {last}"
    if reads(parse_date, text):
        assert matches(values.dates(), text)


@given(WHENS)
@example("29 februari")
@example("30 feb")
@example("1:a tisdagen i varje månad")
@example("sista torsdag i_mars")
def test_recurrences(text: str) -> None:
    assert matches(values.recurrences(), text) == reads(parse_recurrence, text)


@given(st.text("0123456789.eE+-, ", min_size=1, max_size=8).filter(str.strip))
def test_numbers(text: str) -> None:
    small = "e" not in text.lower()  # how large a number with an exponent is, no pattern tells
    if small:
        assert matches(values.NUMBER, text) == reads(parse_number, text)
        assert matches(values.COUNT, text) == reads(_count, text) or text.strip().startswith("-")
    elif reads(parse_number, text):
        assert matches(values.NUMBER, text)


@pytest.mark.parametrize("text", ["0", "30", "+5", "5.", "5.0", "5.5", "-1", "fem"])
def test_whole_numbers(text: str) -> None:
    assert matches(values.WHOLE_NUMBER, text) == reads(_whole, text)


@given(st.text("aZ0å_.- é×÷/ÿ", min_size=1, max_size=6).filter(str.strip))
@example("a" * 64)
@example("a" * 65)
def test_ids(text: str) -> None:
    assert matches(values.ID, text) == reads(parse_id, text)


@pytest.mark.parametrize("scale", [name for name in SCALES if name not in {"trend", "everyone", "survey_method"}])
def test_words_in_every_spelling(scale: str) -> None:
    for found in SCALES[scale].words:
        for spelling in found.spellings:
            for text in (
                spelling,
                spelling.upper(),
                spelling.capitalize(),
                spelling.replace(" ", "_"),
                f" {spelling} ",
            ):
                assert matches(values.words(scale), text)
                assert reads(word_reader(scale), text)
            assert not matches(values.words(scale), f"{spelling}x")


HOURS = st.integers(0, 26).flatmap(lambda n: st.sampled_from([str(n), f"{n:02d}", f"{n}.00", f"{n}:30", f"{n}.60"]))
DAY_TIMES = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["", "kl. ", "Kl ", "klockan ", "at ", "ca "]), HOURS),
    st.sampled_from(["eftermiddag", "efter lunch", "²", "1300", "13.0", "kl"]),
)


@given(DAY_TIMES)
@example("KL.13")
def test_times_of_a_day(text: str) -> None:
    assert matches(values.DAY_TIME, text) == reads(parse_day_time, text)


@given(HOURS, st.sampled_from(["-", "–", " – ", " till ", " to ", "/", " och "]), HOURS)
def test_times_of_a_day_that_end_after_they_begin(first: str, between: str, last: str) -> None:
    text = f"{first}{between}{last}"
    if reads(parse_day_time, text):
        assert matches(values.DAY_TIME, text)
