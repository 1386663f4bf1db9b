"""The words of the calendar."""

import pytest

from anhorig_cli.vocabulary import MONTHS, SEASONS, word_key

SWEDISH = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@pytest.mark.parametrize("months", [SWEDISH, ENGLISH])
def test_the_months_are_counted_from_january_in_both_languages(months: list[str]) -> None:
    assert [MONTHS[word_key(month)] for month in months] == list(range(1, 13))


@pytest.mark.parametrize("months", [SWEDISH, ENGLISH])
def test_a_month_may_be_cut_to_its_first_three_letters(months: list[str]) -> None:
    assert [MONTHS[word_key(month[:3])] for month in months] == list(range(1, 13))


@pytest.mark.parametrize(
    ("swedish", "english", "first", "last"),
    [
        ("våren", "spring", 1, 6),
        ("sommaren", "summer", 6, 8),
        ("hösten", "autumn", 8, 12),
        ("vintern", "winter", 12, 2),
        ("vårterminen", "vt", 1, 6),
        ("hösttermin", "ht", 8, 12),
    ],
)
def test_a_season_has_its_months(swedish: str, english: str, first: int, last: int) -> None:
    season = SEASONS[swedish]
    assert (season.first_month, season.last_month) == (first, last)
    assert SEASONS[english] is season


def test_no_word_is_both_a_month_and_a_season() -> None:
    assert not set(MONTHS) & set(SEASONS)


def test_every_word_of_the_calendar_is_in_the_form_words_are_compared_in() -> None:
    for word in (*MONTHS, *SEASONS):
        assert word_key(word.upper()) == word
