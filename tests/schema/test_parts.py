"""The keys of a part in both languages, its short form, and what its fields are told to be."""

import pytest
from jsonschema import Draft202012Validator

from anhorig_cli.model.indicator import Target
from anhorig_cli.model.subgoal import Activity, Subgoal
from anhorig_cli.schema.key_texts import KEY_TEXTS
from anhorig_cli.schema.part_texts import PART_TEXTS
from anhorig_cli.schema.parts import Definitions
from anhorig_cli.vocabulary import PARTS, Language


def test_the_keys_of_the_language_are_offered_and_those_of_the_other_accepted() -> None:
    schema = Definitions(Language.SV).mapping(Activity, optional=frozenset())
    assert "titel" in schema["properties"]
    assert "title" not in schema["properties"]
    assert schema["properties"]["senast"]["title"] == "Senast"
    assert (
        schema["properties"]["senast"]["description"]
        == "Det sista datumet, eller ”löpande” för det som inte har något slut."
    )
    assert {"^(?:title)$", "^(?:due)$", "^x-"} <= set(schema["patternProperties"])
    assert schema["patternProperties"]["^(?:due)$"]["title"] == "Senast"
    assert schema["additionalProperties"] is False


def test_a_judgement_without_a_date_is_accepted_and_not_offered() -> None:
    schema = Definitions(Language.SV).mapping(Subgoal, optional=frozenset())
    assert not {"status", "orsak", "cause"} & set(schema["properties"])
    assert schema["patternProperties"]["^(?:cause|orsak)$"]["title"] == "Orsak"


def test_a_short_form_may_be_what_its_field_may_be() -> None:
    definitions = Definitions(Language.SV)
    definitions.part(Target, within_list=False)
    validator = Draft202012Validator({"$ref": "#/$defs/target", "$defs": definitions.made})
    for good in (80, "80", "öka", "Increase", None, {"minst": 80}, {"at_least": "80"}):
        assert validator.is_valid(good), good
    for bad in ("80 %", "mera", [80], True, {"minst": "80 %"}, {"minst": 80, "at_least": 80}):
        assert not validator.is_valid(bad), bad


@pytest.mark.parametrize("part", PARTS)
def test_every_part_and_key_is_described(part: str) -> None:
    assert part in PART_TEXTS
    for term in PARTS[part].terms:
        assert f"{part}.{term.name}" in KEY_TEXTS or term.name in KEY_TEXTS


def test_no_description_is_of_something_that_is_not_there() -> None:
    known = {term.name for part in PARTS.values() for term in part.terms}
    known |= {f"{part.name}.{term.name}" for part in PARTS.values() for term in part.terms}
    assert set(KEY_TEXTS) <= known
    assert set(PART_TEXTS) == set(PARTS)


def test_a_key_is_required_in_any_of_its_spellings() -> None:
    schema = Definitions(Language.EN).mapping(Activity, optional=frozenset())
    assert {"anyOf": [{"required": ["title"]}, {"required": ["titel"]}]} in schema["allOf"]
