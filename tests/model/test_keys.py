"""Every key of the plan format, in Swedish and English."""

import unicodedata

import pytest

from anhorig_cli.model.parts import PARTS
from anhorig_cli.vocabulary import Language, PartKeys

SWEDISH: dict[str, dict[str, str]] = {
    "plan": {
        "id": "id",
        "titel": "title",
        "organisation": "organisation",
        "nämnd": "committee",
        "diarienummer": "registry_number",
        "språk": "language",
        "period": "period",
        "mål": "goal",
        "bakgrund": "background",
        "lagrum": "laws",
        "ersätter": "replaces",
        "förbehåll": "caveat",
        "kontakt": "contact",
        "ansvarig": "responsible",
        "enheter": "units",
        "roller": "roles",
        "parter": "parties",
        "målgrupper": "target_groups",
        "områden": "areas",
        "delmål": "subgoals",
        "indikatorer": "indicators",
        "nyckeltal": "indicators",
        "enkäter": "surveys",
        "årshjul": "annual_cycle",
        "beslut": "decisions",
        "rapporter": "reports",
        "finansiering": "funding",
        "rekommendationer": "recommendations",
        "bilagor": "attachments",
    },
    "period": {"från": "from", "till": "to"},
    "contact": {"funktion": "function", "e-post": "email", "telefon": "phone"},
    "unit": {"id": "id", "titel": "title", "beskrivning": "description", "ansvarig": "responsible"},
    "subgoal": {
        "id": "id",
        "titel": "title",
        "beskrivning": "description",
        "syfte": "purpose",
        "tillagd": "added",
        "påbörjas_senast": "start_by",
        "senast": "due",
        "bidrar_till": "contributes_to",
        "fortsätter": "continues",
        "aktiviteter": "activities",
        "bedömningar": "assessments",
        "revideringar": "revisions",
        "underlag": "evidence",
        "läge": "stage",
        "ansvarig": "responsible",
        "enheter": "units",
        "målgrupper": "target_groups",
        "indikatorer": "indicators",
        "nyckeltal": "indicators",
        "finansiering": "funding",
        "status": "status",
        "kommentar": "comment",
    },
    "activity": {
        "id": "id",
        "titel": "title",
        "status": "status",
        "klar": "done_on",
        "tillfällen": "occasions",
        "noteringar": "notes",
        "påbörjas_senast": "start_by",
        "senast": "due",
        "ansvarig": "responsible",
        "enheter": "units",
        "målgrupper": "target_groups",
    },
    "occasions": {"planerade": "planned", "hållna": "held"},
    "occasion": {"datum": "date", "antal": "count", "deltagare": "participants", "ungefär": "approximate"},
    "dated_note": {"datum": "date", "text": "text"},
    "assessment": {
        "datum": "date",
        "status": "status",
        "kommentar": "comment",
        "orsak": "cause",
        "åtgärd": "action",
        "nytt_datum": "new_date",
        "rapporterad": "reported",
    },
    "revision": {
        "fält": "field",
        "från": "from",
        "till": "to",
        "beslutad": "decided",
        "beslut": "decision",
        "skäl": "reason",
    },
    "indicator": {
        "id": "id",
        "titel": "title",
        "beskrivning": "description",
        "måttenhet": "unit_of_measure",
        "riktning": "direction",
        "utgångsvärde": "baseline",
        "målvärde": "target",
        "mätintervall": "frequency",
        "källa": "source",
        "ansvarig": "responsible",
        "målgrupper": "target_groups",
        "enheter": "units",
        "täljare": "numerator",
        "nämnare": "denominator",
        "personer": "people",
        "kolada": "kolada",
        "mätningar": "measurements",
    },
    "baseline": {"värde": "value", "datum": "date"},
    "target": {"värde": "value", "minst": "at_least", "högst": "at_most", "senast": "by"},
    "measurement": {
        "datum": "date",
        "värde": "value",
        "täljare": "numerator",
        "nämnare": "denominator",
        "kvinnor": "women",
        "män": "men",
        "enhet": "unit",
        "målgrupp": "target_group",
        "enkät": "survey",
        "källa": "source",
        "notering": "note",
        "ungefär": "approximate",
        "metodbyte": "method_changed",
        "rapporterad": "reported",
    },
    "survey": {
        "id": "id",
        "titel": "title",
        "metod": "method",
        "period": "period",
        "utskickade": "sent",
        "besvarade": "answered",
        "population": "population",
        "förbehåll": "caveat",
    },
    "cycle_item": {
        "id": "id",
        "titel": "title",
        "beskrivning": "description",
        "när": "when",
        "enheter": "units",
        "ansvarig": "responsible",
        "delmål": "subgoals",
        "rapporteras_till": "report_to",
        "från": "from",
        "till": "to",
        "utfört": "done",
    },
    "done_occurrence": {"tillfälle": "occurrence", "datum": "date", "enheter": "units", "notering": "note"},
    "decision": {
        "id": "id",
        "datum": "date",
        "organ": "body",
        "paragraf": "paragraph",
        "diarienummer": "registry_number",
        "text": "text",
        "gäller_från": "effective",
    },
    "report": {
        "id": "id",
        "datum": "date",
        "sammanträde": "meeting",
        "nämnd": "committee",
        "diarienummer": "registry_number",
        "förslag": "proposal",
        "sammanfattning": "summary",
        "förvaltningens_bedömning": "administration_view",
        "ekonomi": "economy",
        "barnperspektiv": "children",
        "beslutsunderlag": "basis",
        "skickas_till": "sent_to",
    },
    "funding": {"id": "id", "källa": "source", "belopp": "amount", "period": "period", "delar": "parts"},
    "funding_part": {"enhet": "unit", "belopp": "amount"},
    "role": {
        "id": "id",
        "titel": "title",
        "enheter": "units",
        "omfattning": "extent",
        "antal": "count",
        "från": "from",
        "till": "to",
        "vakant": "vacant",
    },
    "party": {"id": "id", "titel": "title", "roll": "role"},
    "recommendation": {"från": "from", "datum": "date", "text": "text", "besvaras_av": "answered_by"},
    "area": {"id": "id", "titel": "title", "källa": "source", "avgränsning": "excludes"},
    "attachment": {"titel": "title", "datum": "date", "diarienummer": "registry_number"},
}
"""What the plan format's table of Swedish keys says, part by part."""

EVERY_PART = pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)


@pytest.mark.parametrize("part", SWEDISH)
def test_a_swedish_key_stands_for_the_english_one(part: str) -> None:
    names = PARTS[part].names
    assert {key: names.get(key) for key in SWEDISH[part]} == SWEDISH[part]
    assert {key: names.get(key) for key in SWEDISH[part].values()} == {key: key for key in SWEDISH[part].values()}


@EVERY_PART
def test_within_a_part_no_spelling_leads_to_two_terms(part: PartKeys) -> None:
    spellings = [spelling for term in part.terms for spelling in set(term.spellings)]
    assert len(spellings) == len(set(spellings))
    assert set(part.names) == set(spellings)


@EVERY_PART
def test_a_part_is_listed_under_its_own_name(part: PartKeys) -> None:
    assert PARTS[part.name] is part


@EVERY_PART
def test_a_key_is_written_in_small_letters_without_spaces(part: PartKeys) -> None:
    for spelling, name in ((spelling, term.name) for term in part.terms for spelling in term.spellings):
        assert part.names[spelling] == name
        assert spelling == unicodedata.normalize("NFC", spelling.lower())
        assert not any(character.isspace() for character in spelling), spelling


@EVERY_PART
def test_every_key_has_a_heading_in_both_languages(part: PartKeys) -> None:
    for term in part.terms:
        assert part.term(term.name) is term
        labels = [term.label(language) for language in Language]
        assert [label for label in labels if not label[0].isupper() or "_" in label] == []
