"""The keys of a part in both languages, its short form, and what its fields are told to be."""

import pytest
from jsonschema import Draft202012Validator

from anhorig_cli.model.activity import Activity
from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import MODELS
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.target import Target
from anhorig_cli.schema.documents import Definitions
from anhorig_cli.vocabulary import Language


def test_the_keys_of_the_language_are_offered_and_those_of_the_other_accepted() -> None:
    schema = Definitions(Language.SV).mapping(Activity, optional=frozenset())
    assert "titel" in schema["properties"]
    assert "title" not in schema["properties"]
    assert schema["properties"]["senast"]["title"] == "Senast"
    assert schema["properties"]["senast"]["description"].startswith("Slutdatumet: sista dagen att göra den.")
    assert {"^(?:title)$", "^(?:due|slutdatum)$", "^x-"} <= set(schema["patternProperties"])
    assert schema["patternProperties"]["^(?:due|slutdatum)$"]["title"] == "Senast"
    assert schema["additionalProperties"] is False


def test_a_judgement_without_a_date_is_accepted_and_not_offered() -> None:
    schema = Definitions(Language.SV).mapping(Subgoal, optional=frozenset())
    assert not {"status", "orsak", "cause"} & set(schema["properties"])
    assert schema["patternProperties"]["^(?:cause|orsak)$"]["title"] == "Orsak"


def test_a_short_form_may_be_what_its_field_may_be() -> None:
    definitions = Definitions(Language.SV)
    definitions.part(Target, within_list=False)
    validator = Draft202012Validator({"$ref": "#/$defs/target", "$defs": definitions.made})
    for good in (80, "80", "öka", "Increase", "ja", True, None, {"minst": 80}, {"at_least": "80"}):
        assert validator.is_valid(good), good
    for bad in ("80 %", "mera", [80], {"minst": "80 %"}, {"minst": 80, "at_least": 80}):
        assert not validator.is_valid(bad), bad


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_every_part_and_key_is_described(model: type[Part]) -> None:
    assert model.about.template.endswith(".")
    assert all(key.text.endswith(".") for key in model.keys.values())


def test_a_key_is_required_in_any_of_its_spellings() -> None:
    schema = Definitions(Language.EN).mapping(Activity, optional=frozenset())
    assert {"anyOf": [{"required": ["title"]}, {"required": ["titel"]}]} in schema["allOf"]
