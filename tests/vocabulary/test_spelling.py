"""How words are written and compared."""

import difflib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.vocabulary import Language, SimilarWords, Term, folded, nearest, word_key
from effort import little_work

SWEDISH_TEXT = st.text("abcdefåäöÅÄÖABCDEF _-", max_size=30)
WORDS = ["uppfyllt", "Delvis uppfyllt", "Avfört"]


@pytest.mark.parametrize(
    ("text", "key"),
    [(" Mål 1 ", "mål 1"), ("ÅRSHJUL", "årshjul"), ("ma\u030al", "mål"), ("Straße", "strasse"), ("", "")],
)
def test_ids_and_titles_are_compared_trimmed_in_nfc_without_regard_to_case(text: str, key: str) -> None:
    assert folded(text) == key


@pytest.mark.parametrize(
    "text",
    ["bedöms delvis uppfyllas", "bedöms_delvis_uppfyllas", " Bedöms  delvis\tuppfyllas ", "BEDÖMS DELVIS_UPPFYLLAS"],
)
def test_words_are_compared_with_spaces_like_underscores(text: str) -> None:
    assert word_key(text) == "bedöms_delvis_uppfyllas"


@given(st.text(max_size=40))
def test_the_same_text_in_another_form_is_the_same_word(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert folded(composed) == folded(decomposed)
    assert word_key(composed) == word_key(decomposed)


@given(SWEDISH_TEXT)
def test_case_does_not_matter_to_a_word(text: str) -> None:
    assert word_key(text.upper()) == word_key(text.lower()) == word_key(word_key(text))


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("uppfylt", "uppfyllt"),
        ("UPPFYLLT", "uppfyllt"),
        ("delvis uppfylt", "Delvis uppfyllt"),
        ("avfort", "Avfört"),
        ("pågår", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_given_as_it_was_written_or_none_is(text: str, near: str | None) -> None:
    assert nearest(text, WORDS) == near


def test_of_choices_that_differ_only_in_case_the_first_is_given() -> None:
    assert nearest("delmal", ["Delmål", "delmål"]) == "Delmål"


def test_there_is_nothing_near_where_there_are_no_choices() -> None:
    assert nearest("delmål", []) is None


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_the_nearest_is_always_one_of_the_choices(text: str, choices: list[str]) -> None:
    found = nearest(text, choices)
    assert found is None or found in choices


@given(st.sampled_from(WORDS))
def test_a_word_is_nearest_to_itself(word: str) -> None:
    assert nearest(word, WORDS) == word


def test_a_term_has_its_english_name_its_swedish_one_and_other_spellings() -> None:
    term = Term("indicators", "indikatorer", ("nyckeltal",))
    assert term.spellings == ("indicators", "indikatorer", "nyckeltal")
    assert (term.spelled(Language.EN), term.spelled(Language.SV)) == ("indicators", "indikatorer")


def test_a_term_is_its_own_heading_with_a_capital_unless_it_says_otherwise() -> None:
    assert Term("start_by", "påbörjas_senast").label(Language.EN) == "Start by"
    assert Term("start_by", "påbörjas_senast").label(Language.SV) == "Påbörjas senast"
    assert Term("laws", "lagrum", label_en="Legal basis").label(Language.EN) == "Legal basis"
    assert Term("status", "status", label_sv="Läge").label(Language.SV) == "Läge"


@given(st.text("abcdeåäö -", min_size=1, max_size=12).filter(str.strip), st.lists(st.text("abcdeåäö -", max_size=12)))
def test_the_nearest_is_the_one_that_difflib_finds(text: str, choices: list[str]) -> None:
    by_key: dict[str, str] = {}
    for choice in choices:
        by_key.setdefault(folded(choice), choice)
    close = difflib.get_close_matches(folded(text), by_key, n=1, cutoff=0.7)
    assert SimilarWords(choices).near(text) == (by_key[close[0]] if close else None)


def test_among_very_many_words_the_nearest_is_found_quickly() -> None:
    choices = SimilarWords(f"enhet-{number:05}" for number in range(20_000))
    with little_work():
        assert [choices.near(f"enheet-{number:05}") for number in range(20)] == [
            f"enhet-{number:05}" for number in range(20)
        ]


def test_very_long_words_are_not_compared() -> None:
    with little_work():
        assert SimilarWords(["a" * 100_000, "ab" * 100]).near("a" * 99_999) is None
