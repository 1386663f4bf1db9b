"""The scales: status, trend and the other closed lists of words."""

import pytest

from anhorig_cli.vocabulary import SCALES, Language, Scale, Term, scales_with, word_key

EVERY_SCALE = pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        (
            "assessment",
            {
                "achieved": "uppfyllt",
                "expected": "bedöms uppfyllas",
                "partly_expected": "bedöms delvis uppfyllas",
                "partly_achieved": "delvis uppfyllt",
                "unlikely": "bedöms inte uppfyllas",
                "not_achieved": "ej uppfyllt",
                "discontinued": "avfört",
                "not_assessed": "bedömning saknas",
                "not_applicable": "ej tillämpligt",
            },
        ),
        (
            "activity",
            {
                "not_started": "ej påbörjad",
                "in_progress": "pågår",
                "done": "genomförd",
                "cancelled": "avförd",
            },
        ),
        ("direction", {"increase": "öka", "decrease": "minska", "hold": "behålla", "follow": "följa"}),
        (
            "frequency",
            {"month": "månad", "quarter": "kvartal", "tertial": "tertial", "half_year": "halvår", "year": "år"},
        ),
        (
            "recurrence",
            {
                "monthly": "månadsvis",
                "quarterly": "kvartalsvis",
                "tertial": "tertialvis",
                "half_yearly": "halvårsvis",
                "yearly": "årligen",
            },
        ),
        (
            "party_role",
            {
                "accountable": "huvudman",
                "participates": "deltar",
                "invited": "inbjuden",
                "interested": "intresserad",
            },
        ),
        ("everyone", {"all": "alla"}),
        ("open_due", {"ongoing": "löpande"}),
        ("open_end", {"until_further_notice": "tills vidare"}),
    ],
)
def test_a_scale_has_its_words_in_order_in_both_languages(scale: str, words: dict[str, str]) -> None:
    assert SCALES[scale].spellings(Language.EN) == list(words)
    assert SCALES[scale].spellings(Language.SV) == list(words.values())


def test_a_trend_is_better_unchanged_worse_or_unknown() -> None:
    assert SCALES["trend"].spellings(Language.EN) == ["better", "unchanged", "worse", "unknown"]


@EVERY_SCALE
def test_within_a_scale_no_spelling_leads_to_two_words(scale: Scale) -> None:
    keys = [key for word in scale.words for key in {word_key(spelling) for spelling in word.spellings}]
    assert len(keys) == len(set(keys))
    assert set(scale.names) == set(keys)


@EVERY_SCALE
def test_every_spelling_leads_to_its_word_with_spaces_or_underscores(scale: Scale) -> None:
    assert SCALES[scale.name] is scale
    for word in scale.words:
        for spelling in word.spellings:
            assert scale.names[word_key(spelling.replace("_", " "))] == word.name
            assert scale.names[word_key(spelling.replace(" ", "_"))] == word.name
            assert scale.names[word_key(spelling.upper())] == word.name


@pytest.mark.parametrize("name", ["assessment", "activity", "trend", "direction", "recurrence", "party_role"])
def test_a_word_that_a_report_prints_has_a_label_in_both_languages(name: str) -> None:
    scale = SCALES[name]
    for language in Language:
        labels = [scale.label(word.name, language) for word in scale.words]
        assert len(set(labels)) == len(labels)
        for label in labels:
            assert label[0].isupper()
            assert "_" not in label


@pytest.mark.parametrize(
    ("scale", "word", "label"),
    [("assessment", "expected", "Bedöms uppfyllas"), ("activity", "in_progress", "Pågår"), ("trend", "worse", "Sämre")],
)
def test_a_label_is_the_word_itself_with_a_capital(scale: str, word: str, label: str) -> None:
    assert SCALES[scale].label(word, Language.SV) == label


@pytest.mark.parametrize(
    ("word", "scales"),
    [
        ("pågår", ["activity"]),
        ("Bedöms uppfyllas", ["assessment"]),
        ("avfört", ["assessment", "activity"]),
        ("bättre", ["trend"]),
        ("försenad", []),
    ],
)
def test_a_misplaced_word_is_traced_to_the_scales_it_belongs_to(word: str, scales: list[str]) -> None:
    assert [scale.name for scale in scales_with(word)] == scales


def test_a_scale_is_named_in_the_readers_language() -> None:
    assert SCALES["party_role"].spelled(Language.SV) == "roll"
    assert SCALES["party_role"].spelled(Language.EN) == "party role"


def test_late_is_derived_and_in_no_scale_of_status() -> None:
    for name in ("assessment", "activity", "trend"):
        assert not {"late", "försenad", "försenat", "delayed", "overdue"} & set(SCALES[name].names)


def test_a_scale_reads_the_spellings_of_its_own_words_only() -> None:
    scale = Scale("size", "storlek", (Term("big", "stor", ("jätte stor",)),))
    assert scale.names == {"big": "big", "stor": "big", "jätte_stor": "big"}
    assert scale.word("big").spelled(Language.SV) == "stor"
