"""What must hold between the keys of a part: those it must have, and those that may not stand beside each other."""

from collections.abc import Iterator, Sequence

from anhorig_cli.loading.shapes import Shape, shape_of
from anhorig_cli.model.subgoal import Revision
from anhorig_cli.schema import patterns
from anhorig_cli.schema.values import JsonSchema
from anhorig_cli.vocabulary import SCALES, Language, Term


def terms_of(shape: Shape) -> list[Term]:
    """Return the keys that a part has fields for, in the vocabulary's order."""
    return [term for term in shape.keys.terms if term.name in shape.fields]


def conditions_of(shape: Shape, required: set[str], language: Language) -> Iterator[JsonSchema]:
    """Give the conditions on the keys of a part; what they say is required in any spelling, that of the language first.

    Editors name the first one where it is missing.
    """
    terms = terms_of(shape)
    for term in terms:
        if term.name in required:
            spellings = dict.fromkeys([term.spelled(language), *term.spellings])
            yield {"anyOf": [{"required": [spelling]} for spelling in spellings]}
    if twice := _not_in_two_languages(terms, language):
        yield {"dependentSchemas": twice}
    if shape.model.gathers:
        yield _not_beside_the_list(shape, *shape.model.gathers)


def is_of(*words: str) -> JsonSchema:
    """Return the condition that a revision is of one of some fields."""
    spellings = [s for word in words for s in SCALES["revised_field"].word(word).spellings]
    named = {"type": "string", "pattern": patterns.whole(patterns.any_of(spellings), may_be_blank=False)}
    keys = shape_of(Revision).keys.term("field").spellings
    return {"anyOf": [{"required": [key], "properties": {key: named}} for key in keys]}


def _not_in_two_languages(terms: list[Term], language: Language) -> JsonSchema:
    """Refuse a key that stands there in another spelling too."""
    return {
        own: {"properties": dict.fromkeys(others, False)}
        for term in terms
        if (others := [s for s in term.spellings if s != (own := term.spelled(language))])
    }


def _not_beside_the_list(shape: Shape, listed: str, names: Sequence[str]) -> JsonSchema:
    """Refuse what is short for an entry of a list, where the list has entries."""
    spellings = shape.keys.term(listed).spellings
    shut = dict.fromkeys(spelling for name in names for spelling in shape.keys.term(name).spellings)
    return {
        "if": {"anyOf": [{"required": [s], "properties": {s: {"minItems": 1}}} for s in spellings]},
        "then": {"patternProperties": {f"^(?:{'|'.join(shut)})$": {"type": "null"}}},
    }
