"""What the text of a field means is decided by the field's type."""

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.model import values
from anhorig_cli.model.values import Count, Flag, parse_id, parse_number, shown, word_reader
from anhorig_cli.vocabulary import SCALES, Language, SpelledTerms

ORDINARY_NUMBERS = st.decimals(-(10**14), 10**14, allow_nan=False, allow_infinity=False, places=6)
Read = TypeVar("Read")
ID_CHARACTERS = "abcxyzABCXYZåäöÅÄÖéü0123456789-_."


class Thing(BaseModel):
    """Something with a count and a flag, so that their fields can be tried."""

    count: Count = Decimal(0)
    vacant: Flag = False


def flaw_of(read: Callable[[str], object], text: str) -> UnreadableValueError:
    with pytest.raises(UnreadableValueError) as caught:
        read(text)
    return caught.value


def read_or_flaw(read: Callable[[str], Read], text: str) -> Read | UnreadableValueError:
    try:
        return read(text)
    except UnreadableValueError as error:
        return error


def suggested(text: str) -> object:
    error = flaw_of(parse_number, text)
    assert error.help is not None
    return error.help.values.get("number")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2500", "2500"),
        ("12.5", "12.5"),
        ("-3", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1000"),
        (" 40 ", "40"),
        ("0114", "114"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_a_number_is_digits_with_a_decimal_point(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


def test_less_than_nothing_is_nothing() -> None:
    assert str(parse_number("-0")) == "0"


@pytest.mark.parametrize(
    "text", ["", "-", ".", "många", "12,5", "2 500", "1_0", "0x10", "nan", "inf", "1/2", "40 %", "１２", "1.2.3", "e5"]
)
def test_what_is_no_number_is_an_error_with_a_hint(text: str) -> None:
    error = flaw_of(parse_number, text)
    assert error.slug == "bad-number"
    assert error.help is not None


@pytest.mark.parametrize("text", ["1000000000000000", "-1e15", "1e999", "9" * 30])
def test_a_number_beyond_what_a_municipality_counts_is_an_error(text: str) -> None:
    error = flaw_of(parse_number, text)
    assert (error.slug, error.message.template) == (
        "bad-number",
        "{value} is beyond the numbers that can be counted with",
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", "12.5"),
        ("-0,5", "-0.5"),
        ("1 234,50", "1234.50"),
        ("2 500", "2500"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1.234.567", "1234567"),
        ("2 500 kr", "2500"),
        ("12,5 %", "12.5"),
        ("40%", "40"),
        ("2\u202f500 kr", "2500"),
    ],
)
def test_a_number_in_swedish_dress_is_shown_as_it_should_be_written(text: str, number: str) -> None:
    assert suggested(text) == number


@pytest.mark.parametrize(("text", "number"), [("ca 14", "14"), ("c:a 12,5", "12.5"), ("Cirka 40", "40"), ("~7", "7")])
def test_about_a_number_is_written_beside_it(text: str, number: str) -> None:
    error = flaw_of(parse_number, text)
    assert error.help is not None
    assert error.help.values == {"number": number}
    assert "in a measurement or an occasion, 'ungefär: ja'" in error.help.template  # a baseline has no such key


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1'200", "1200"),
        ("1\u2019200,50", "1200.50"),
        ("1,234,567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("12_000", "12000"),
        ("1.234.567,8 kr", "1234567.8"),
        ("\u22125", "-5"),
        ("\u2013 5 %", "-5"),
        ("12kr", "12"),
        ("500:-", "500"),
        ("ca 1 200", "1200"),
        ("\uff11\uff12", "12"),
    ],
)
def test_a_number_in_another_dress_is_understood_whole(text: str, number: str) -> None:
    assert suggested(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1_2",
            "1 2",
            "1,2,3",
            "12,34,567",
            "1.200.50",
            "1'200 000",
            "12:30",
            "12-15",
            "10 eller 12",
            "2 och en halv",
        ),
        *("2026-01-31", "2026-01", "31/1 2026", "31.12.2026", "2026-Q1", "12 tkr", "2,5 mkr", "3 miljoner", "5k", "1O"),
        *("3 av 5", "71/108", "mer än 5", "12,", "1e3 kr", "ca 5 tkr", "2021 2022", "5-6 %", "10 (av 12)"),
    ],
)
def test_no_number_is_suggested_where_not_all_is_understood(text: str) -> None:
    assert suggested(text) is None


@pytest.mark.parametrize(("text", "decimal", "whole"), [("1,234", "1.234", "1234"), ("-2.500 kr", "-2.500", "-2500")])
def test_both_are_told_where_a_mark_may_part_thousands_or_decimals(text: str, decimal: str, whole: str) -> None:
    error = flaw_of(parse_number, text)
    assert error.help is not None
    assert error.help.values == {"decimal": decimal, "whole": whole}


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("12 tkr", "12", "12000"),
        ("2,5 mnkr", "2.5", "2500000"),
        ("3 miljoner", "3", "3000000"),
        ("1 200 tkr", "1200", "1200000"),
    ],
)
def test_thousands_and_millions_may_be_the_unit_or_a_part_of_the_number(text: str, part: str, whole: str) -> None:
    error = flaw_of(parse_number, text)
    assert error.help is not None
    assert (error.help.values["part"], error.help.values["whole"]) == (part, whole)


@pytest.mark.parametrize(
    ("text", "swedish", "english"),
    [
        ("minst 60 % senast 2027", "minst: 60, senast: 2027", "at_least: 60, by: 2027"),
        ("Högst 12,5 dagar", "högst: 12.5", "at_most: 12.5"),
        ("60 % senast 2027-06-30", "värde: 60, senast: 2027-06-30", "value: 60, by: 2027-06-30"),
        ("at least 1 200 by 2027-12", "minst: 1200, senast: 2027-12", "at_least: 1200, by: 2027-12"),
        ("öka till 80 % senast 2027", "minst: 80, senast: 2027", "at_least: 80, by: 2027"),
        ("Minska till 12 dagar", "högst: 12", "at_most: 12"),
        ("öka med 10 %", "förändring: 10 %", "change: 10 %"),
        ("minska med 2,5", "förändring: -2.5", "change: -2.5"),
        ("decrease by 10 per cent", "förändring: -10 %", "change: -10 %"),
    ],
)
def test_a_target_in_a_sentence_is_shown_as_a_mapping(text: str, swedish: str, english: str) -> None:
    error = flaw_of(parse_number, text)
    assert error.help is not None
    assert error.help.values == {"target": SpelledTerms(swedish, english)}


@given(st.integers(0, 10**9), st.sampled_from([" ", "\u00a0", "'", "_"]), st.sampled_from(["", " kr", " st"]))
def test_a_suggested_number_is_the_one_that_was_written(number: int, mark: str, unit: str) -> None:
    text = f"{number:,}".replace(",", mark) + unit
    assert read_or_flaw(parse_number, text) == number or suggested(text) == str(number)


def test_about_nothing_is_no_number() -> None:
    assert suggested("ca 1.2.3") is None


@pytest.mark.parametrize(("text", "number"), [("2.500,50", "2500.50"), ("2.500 kr", "2500")])
def test_a_point_between_the_thousands_is_not_shown_as_a_decimal_point(text: str, number: str) -> None:
    assert suggested(text) in {number, None}


def test_a_number_that_resembles_none_gets_the_general_hint() -> None:
    error = flaw_of(parse_number, "många")
    assert error.help is not None
    assert error.help.template == "write digits only, such as 2500 or 12.5"


@pytest.mark.parametrize("text", ["-1", "-0.5"])
def test_a_count_is_never_less_than_zero(text: str) -> None:
    with pytest.raises(ValueError, match="bad-number"):
        Thing.model_validate({"count": text})


def test_a_count_is_a_number_from_zero_up() -> None:
    assert Thing.model_validate({"count": "0"}).count == 0
    assert Thing.model_validate({"count": "108"}).count == 108


@given(ORDINARY_NUMBERS)
def test_a_number_can_be_written_and_read_again(number: Decimal) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(str(parse_number(str(number)))) == number


def test_a_number_next_to_nothing_can_be_written_and_read_again() -> None:
    number = read_or_flaw(parse_number, "0.1e-999")
    assert isinstance(number, UnreadableValueError) or parse_number(str(number)) == number


@given(st.one_of(st.text(max_size=120), st.text("0123456789.,eE+- \u00a0\u202fkr%", max_size=50)))
def test_every_text_is_a_finite_number_or_an_error(text: str) -> None:
    number = read_or_flaw(parse_number, text)
    if isinstance(number, UnreadableValueError):
        assert number.slug == "bad-number"
        return
    assert number.is_finite()
    assert abs(number) < 10**15


@pytest.mark.parametrize("text", ["d1", "010", "nå-fler", "ÅÄÖ", "kap_5.10", "2021", "_x", ".x", "a" * 64])
def test_an_id_is_kept_as_it_was_written(text: str) -> None:
    assert parse_id(text) == text


def test_spaces_around_an_id_are_left_out() -> None:
    assert parse_id("  d1 ") == "d1"


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("nå fler", "' '"),
        ("plan/d1", "'/'"),
        ("d1\u200b", "U+200B"),
        ("d\u00a01", "U+00A0"),
        ("d×1", "U+00D7"),
        ("день", "U+0434"),
        ("a\n", "U+000A"),
    ],
)
def test_what_an_id_cannot_hold_is_named(text: str, character: str) -> None:
    error = flaw_of(parse_id, text)
    assert (error.slug, error.message.values["character"]) == ("bad-id", character)


def test_an_id_does_not_begin_with_a_hyphen() -> None:
    error = flaw_of(parse_id, "-d1")
    assert error.help is not None
    assert "does not begin with '-'" in error.help.template


def test_an_id_has_at_most_64_characters() -> None:
    error = flaw_of(parse_id, "a" * 65)
    assert error.message.values == {"length": 65}
    assert error.help is not None
    assert error.help.values == {"most": 64}


def test_an_id_may_be_written_with_combining_characters() -> None:
    assert unicodedata.normalize("NFC", parse_id(unicodedata.normalize("NFD", "nå-fler"))) == "nå-fler"


@given(st.text(ID_CHARACTERS, min_size=1, max_size=64).filter(lambda text: not text.startswith("-")))
def test_letters_digits_and_three_marks_make_an_id(text: str) -> None:
    assert parse_id(text) == text


@given(st.one_of(st.text(max_size=80), st.text(ID_CHARACTERS + " /:\t", max_size=80)))
def test_every_text_is_an_id_or_an_error(text: str) -> None:
    found = read_or_flaw(parse_id, text)
    if isinstance(found, UnreadableValueError):
        assert found.slug == "bad-id"
        assert found.help is not None
        return
    assert found == text.strip(" ")
    assert 1 <= len(found) <= 64
    assert not any(c.isspace() or c == "/" for c in found)
    assert parse_id(found) == found


def test_an_ordinary_character_is_shown_as_itself_and_others_by_their_number() -> None:
    assert shown("/") == "'/'"
    assert shown("\u202e") == "U+202E"
    assert shown("а") == "U+0430"


STATUS_OF_A_SUBGOAL = [
    ("achieved", "uppfyllt"),
    ("achieved", "uppnått"),
    ("expected", "bedöms uppfyllas"),
    ("partly_expected", "bedöms delvis uppfyllas"),
    ("partly_achieved", "delvis uppfyllt"),
    ("unlikely", "bedöms inte uppfyllas"),
    ("not_achieved", "ej uppfyllt"),
    ("discontinued", "avfört"),
    ("not_assessed", "bedömning saknas"),
    ("not_applicable", "ej tillämpligt"),
]
STATUS_OF_AN_ACTIVITY = [
    ("not_started", "ej påbörjad"),
    ("in_progress", "pågår"),
    ("in_progress", "påbörjad"),
    ("done", "genomförd"),
    ("cancelled", "avförd"),
    ("cancelled", "inställd"),
]


def dressed(word: str) -> list[str]:
    """Return a word with spaces and underscores, in every case."""
    spaced, joined = word.replace("_", " "), word.replace(" ", "_")
    return [
        dress(text)
        for text in (spaced, joined, f" {spaced} ", unicodedata.normalize("NFD", spaced))
        for dress in (str.lower, str.upper, str.capitalize, str.title)
    ]


@pytest.mark.parametrize(("english", "swedish"), STATUS_OF_A_SUBGOAL)
def test_an_assessment_is_read_in_both_languages_however_it_is_dressed(english: str, swedish: str) -> None:
    read = word_reader("assessment")
    assert {read(text) for text in dressed(english) + dressed(swedish)} == {english}


@pytest.mark.parametrize(("english", "swedish"), STATUS_OF_AN_ACTIVITY)
def test_the_state_of_an_activity_is_read_in_both_languages_however_it_is_dressed(english: str, swedish: str) -> None:
    read = word_reader("activity")
    assert {read(text) for text in dressed(english) + dressed(swedish)} == {english}


@pytest.mark.parametrize(
    ("scale", "word", "english"),
    [
        ("direction", "öka", "increase"),
        ("direction", "minska", "decrease"),
        ("direction", "behålla", "hold"),
        ("frequency", "månad", "month"),
        ("frequency", "kvartal", "quarter"),
        ("frequency", "tertial", "tertial"),
        ("frequency", "halvår", "half_year"),
        ("frequency", "år", "year"),
        ("party_role", "huvudman", "accountable"),
        ("party_role", "deltar", "participates"),
        ("party_role", "inbjuden", "invited"),
        ("party_role", "intresserad", "interested"),
        ("priority", "reach_more", "reach_more"),
        ("contact", "most", "most"),
        ("everyone", "alla", "all"),
        ("revised_field", "senast", "due"),
        ("revised_field", "påbörjas_senast", "start_by"),
        ("revised_field", "målvärde", "target"),
    ],
)
def test_the_other_words_of_a_plan_are_read_in_both_languages(scale: str, word: str, english: str) -> None:
    assert word_reader(scale)(word) == english
    assert word_reader(scale)(english) == english


@pytest.mark.parametrize(
    ("field", "scale"),
    [
        ("ActivityStatus", "activity"),
        ("AssessmentStatus", "assessment"),
        ("Direction", "direction"),
        ("Frequency", "frequency"),
        ("PartyRole", "party_role"),
        ("Priority", "priority"),
        ("ContactLevel", "contact"),
        ("RevisedField", "revised_field"),
        ("SeverityName", "severity"),
    ],
)
def test_a_field_of_words_takes_exactly_the_words_of_its_scale(field: str, scale: str) -> None:
    literal = get_args(getattr(values, field))[0]
    assert list(get_args(literal)) == [word.name for word in SCALES[scale].words]


def test_a_trend_is_one_of_the_words_of_its_scale() -> None:
    assert list(get_args(values.Trend)) == [word.name for word in SCALES["trend"].words]


@pytest.mark.parametrize("text", ["pågår", "ej påbörjad", "genomförd", "in_progress", "Klar"])
def test_how_far_the_work_has_come_is_no_assessment_and_the_hint_says_so(text: str) -> None:
    error = flaw_of(word_reader("assessment"), text)
    assert error.slug == "unknown-word"
    assert error.help is not None
    assert "not a judgement of whether the subgoal will be met" in error.help.template


@pytest.mark.parametrize("text", ["försenad", "Försenat", "late"])
def test_late_is_no_state_of_an_activity_and_the_hint_says_so(text: str) -> None:
    error = flaw_of(word_reader("activity"), text)
    assert error.help is not None
    assert error.help.template.startswith("lateness is worked out from the dates")


@pytest.mark.parametrize(
    ("scale", "text", "near"),
    [("assessment", "uppfylt", "uppfyllt"), ("activity", "pågar", "pågår"), ("assessment", "achived", "achieved")],
)
def test_a_misspelt_word_is_answered_with_the_one_it_resembles(scale: str, text: str, near: str) -> None:
    error = flaw_of(word_reader(scale), text)
    assert error.help is not None
    assert error.help.values == {"near": near}


def test_a_word_like_no_other_is_answered_with_all_there_are() -> None:
    error = flaw_of(word_reader("direction"), "xyz")
    assert error.help is not None
    assert text_of(error.help, Language.SV) == "skriv något av: öka, minska, behålla, följa"
    assert text_of(error.message, Language.EN) == "\"xyz\" is not a word of the scale 'direction'"
    assert text_of(error.message, Language.SV).endswith("'riktning'")


def test_text_after_a_word_is_not_dropped_however_far_away_it_stands() -> None:
    assert flaw_of(word_reader("activity"), "pågår" + " " * 80 + "inte").slug == "unknown-word"


@given(st.sampled_from(sorted(SCALES)), st.text(max_size=100))
def test_every_text_is_a_word_of_the_scale_or_an_error(scale: str, text: str) -> None:
    found = read_or_flaw(word_reader(scale), text)
    if isinstance(found, UnreadableValueError):
        assert found.slug == "unknown-word"
        assert found.help is not None
        return
    assert found in SCALES[scale].spellings(Language.EN)


@pytest.mark.parametrize(
    ("text", "meant"), [("ja", True), ("JA", True), ("yes", True), ("true", True), ("nej", False), ("no", False)]
)
def test_a_flag_is_yes_or_no(text: str, meant: bool) -> None:
    assert Thing.model_validate({"vacant": text}).vacant is meant


def test_a_flag_may_be_given_as_what_it_is_and_is_written_as_a_word() -> None:
    assert Thing(vacant=True).vacant is True
    assert Thing(vacant=True).model_dump()["vacant"] == "true"
    assert Thing(vacant=False).model_dump()["vacant"] == "false"


def test_what_is_neither_yes_nor_no_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown-word"):
        Thing.model_validate({"vacant": "kanske"})
