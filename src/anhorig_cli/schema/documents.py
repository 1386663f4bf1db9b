"""The JSON Schema of each kind of file, and of each part of a plan."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.loading.shapes import Field, FieldKind, Shape, shape_of
from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import DateField, DueField
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Ignore, Labels, Project, UserSettings
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import SurveyMap
from anhorig_cli.rules.registry import RULES
from anhorig_cli.schema import values
from anhorig_cli.schema.schema_kind import SchemaKind
from anhorig_cli.schema.values import VALUES, JsonSchema, Value, annotation_of
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import SCALES, Language, Term


@cache
def schema_text(document: SchemaKind, language: Language) -> str:
    """Return the JSON Schema of a kind of file as text; the same input always gives the same bytes."""
    return json.dumps(schema_of(document, language), ensure_ascii=False, indent=1) + "\n"


DIALECT = "https://json-schema.org/draft/2020-12/schema"


_TITLES: dict[SchemaKind, Message] = {
    SchemaKind.PLAN: message("A plan for support to carers"),
    SchemaKind.SUBGOALS: message("A subgoal in a file of its own"),
    SchemaKind.INDICATORS: message("An indicator in a file of its own"),
    SchemaKind.LISTS: message("A file beside plan.yaml, with some of the plan's lists"),
    SchemaKind.SETTINGS: message("Settings, anhorig.yaml"),
    SchemaKind.USER_SETTINGS: message("A user's own settings, settings.yaml"),
    SchemaKind.SURVEY_MAP: message("A map of the columns in a file of survey answers"),
}
_OPTIONAL_ID = frozenset({"id"})  # the file's name is the id
_MAY_BE_EMPTY = {SchemaKind.SETTINGS, SchemaKind.USER_SETTINGS}
_MODELS: dict[SchemaKind, tuple[type[Part], frozenset[str]]] = {
    SchemaKind.PLAN: (Plan, _OPTIONAL_ID),
    SchemaKind.SUBGOALS: (Subgoal, _OPTIONAL_ID),
    SchemaKind.INDICATORS: (Indicator, _OPTIONAL_ID),
    SchemaKind.LISTS: (Plan, frozenset({"id", "title"})),
    SchemaKind.SETTINGS: (Project, frozenset[str]()),
    SchemaKind.USER_SETTINGS: (UserSettings, frozenset[str]()),
    SchemaKind.SURVEY_MAP: (SurveyMap, frozenset[str]()),
}


def schema_of(document: SchemaKind, language: Language) -> JsonSchema:
    """Return the schema of a kind of file, with texts and offered keys in one language and keys accepted in both."""
    model, optional = _MODELS[document]
    definitions = Definitions(language)
    top = definitions.mapping(model, optional=optional, may_be_absent=document in _MAY_BE_EMPTY)
    head = {"$schema": DIALECT, "$id": f"urn:anhorig:{document.value}:{language.value}"}
    head["title"] = text_of(_TITLES[document], language)
    return head | top | {"$defs": definitions.made}


# The JSON Schema of a part of a plan: its keys in both languages, and its short form.


def terms_of(shape: Shape) -> list[Term]:
    """Return the keys of a part that have fields, in the vocabulary's order."""
    return [term for term in shape.keys.terms if term.name in shape.fields]


def conditions_of(shape: Shape, required: set[str], language: Language) -> Iterator[JsonSchema]:
    """Yield the conditions on the keys of a part: a required key may have any spelling.

    The spelling of the language comes first, since editors name the first one when the key is missing.
    """
    terms = terms_of(shape)
    for term in terms:
        if term.name in required:
            spellings = dict.fromkeys([term.spelled(language), *term.spellings])
            yield {"anyOf": [{"required": [spelling]} for spelling in spellings]}
    if duplicates := _not_in_two_languages(terms, language):
        yield {"dependentSchemas": duplicates}
    if shape.model.gathers:
        yield _not_beside_the_list(shape, *shape.model.gathers)


def is_of(*words: str) -> JsonSchema:
    """Return the condition that a revision is of one of the fields named by `words`."""
    spellings = [s for word in words for s in SCALES["revised_field"].word(word).spellings]
    named = {"type": "string", "pattern": values.whole(values.any_of(spellings), may_be_blank=False)}
    keys = shape_of(Revision).keys.term("field").spellings
    return {"anyOf": [{"required": [key], "properties": {key: named}} for key in keys]}


def _not_in_two_languages(terms: list[Term], language: Language) -> JsonSchema:
    """Return the condition that no key is present in two spellings."""
    return {
        own: {"properties": dict.fromkeys(others, False)}
        for term in terms
        if (others := [s for s in term.spellings if s != (own := term.spelled(language))])
    }


def _not_beside_the_list(shape: Shape, listed: str, names: Sequence[str]) -> JsonSchema:
    """Return the condition that the short form of an entry is absent if its list has entries."""
    spellings = shape.keys.term(listed).spellings
    excluded = dict.fromkeys(spelling for name in names for spelling in shape.keys.term(name).spellings)
    return {
        "if": {"anyOf": [{"required": [s], "properties": {s: {"minItems": 1}}} for s in spellings]},
        "then": {"patternProperties": {f"^(?:{'|'.join(excluded)})$": {"type": "null"}}},
    }


_OWN_KEYS = "^x-"
_SAMPLES = ("text", "2026-01-31", "5", "increase")
"""One scalar of each kind that short forms distinguish."""


@dataclass(slots=True)
class Definitions:
    """Collects the definitions that a schema refers to, in one language."""

    language: Language
    made: dict[str, JsonSchema] = field(default_factory=dict[str, JsonSchema])

    def part(self, model: type[Part], *, optional: frozenset[str] = frozenset(), within_list: bool) -> JsonSchema:
        """Return a reference to the definition of a part, adding it if needed; here `optional` keys may be absent."""
        name = model.part
        if name not in self.made:
            self.made[name] = {}  # reserves its position before the parts within it
            self.made[name] = self.mapping(model, optional=optional, may_be_absent=not within_list)
        return {"$ref": f"#/$defs/{name}"}

    def mapping(self, model: type[Part], *, optional: frozenset[str], may_be_absent: bool = False) -> JsonSchema:
        """Return the schema of a part itself."""
        shape = shape_of(model)
        required = {info.alias or n for n, info in model.model_fields.items() if info.is_required()} - optional
        schema = {"description": text_of(model.about, self.language)}
        schema |= self._types(shape, may_be_absent=may_be_absent) | self._keys(shape, required)
        conditions = [*conditions_of(shape, required, self.language)]
        if model is Revision:
            conditions += self._dates_of_revisions()
        return schema | ({"allOf": conditions} if conditions else {})

    def _types(self, shape: Shape, *, may_be_absent: bool) -> JsonSchema:
        """Return the types that a part may have: a mapping, its short form, or null if it may be absent."""
        short = short_form(shape)
        if short is None:
            return {"type": ["object", "null"] if may_be_absent else ["object"]}
        text = short.schema(self.language, required=not may_be_absent)
        return text | {"type": ["object", *text["type"]]}

    def _keys(self, shape: Shape, required: set[str]) -> JsonSchema:
        """Return the keys, offered in the language and accepted in other spellings; short forms are not offered."""
        terms = terms_of(shape)
        short_for = shape.model.gathers[1] if shape.model.gathers else ()
        offered = {t.spelled(self.language): t for t in terms if t.name not in short_for}
        others = {t: [s for s in dict.fromkeys(t.spellings) if s not in offered] for t in terms}
        accepted = {f"^(?:{'|'.join(s)})$": self._described_field(t, shape, required) for t, s in others.items() if s}
        return {
            "properties": {spelling: self._described_field(t, shape, required) for spelling, t in offered.items()},
            "patternProperties": accepted | {_OWN_KEYS: True},
            "additionalProperties": False,
        }

    def _dates_of_revisions(self) -> list[JsonSchema]:
        """Return the conditions that a revised deadline (the default `field`) or start has dates."""
        is_due, is_start = {"not": is_of("start_by", "target")}, is_of("start_by")
        dated = [spelling for key in ("from", "to") for spelling in shape_of(Revision).keys.term(key).spellings]
        return [
            {"if": condition, "then": {"properties": dict.fromkeys(dated, self._defined(kind))}}
            for condition, kind in ((is_due, DueField), (is_start, DateField))
        ]

    def _described_field(self, term: Term, shape: Shape, required: set[str]) -> JsonSchema:
        described = {
            "title": term.label(self.language),
            "description": translated(shape.model.keys[term.name].text, self.language),
        }
        return described | self._field(term.name, shape, required)

    def _field(self, name: str, shape: Shape, required: set[str]) -> JsonSchema:
        wanted = shape.fields[name]
        if wanted.kind is FieldKind.VALUE:
            return self._value(shape.model, name, required=name in required)
        if wanted.kind is FieldKind.VALUES:
            return self._values(shape.model, name)
        if wanted.kind is FieldKind.TABLE:
            return self._table(shape.model, name)
        return self._parts(wanted)

    def _parts(self, wanted: Field) -> JsonSchema:
        model = wanted.model or Part
        if wanted.kind is FieldKind.PART:
            return self.part(model, within_list=False)
        if model.part == "target":  # a single one, or a list
            one = self.part(model, within_list=False)
            several = {"type": "array", "items": {"allOf": [one], "not": {"type": "null"}, "pattern": r"\S"}}
            return {"anyOf": [one, several]}
        schema: JsonSchema = {"type": ["array", "null"], "items": self.part(model, within_list=True)}
        short = short_form(shape_of(model))
        if short is not None and model.part == "occasion":  # may be a number instead of a list: `planned: 16`
            alone = short.schema(self.language)
            schema |= alone | {"type": ["array", *alone["type"]]}
        return schema

    def _value(self, model: type[Part], name: str, *, required: bool) -> JsonSchema:
        if model is Ignore and name == "rule":
            return {"enum": [spelling for rule in RULES for spelling in (rule.slug, rule.code)]}
        return self._defined(annotation_of(model, name), required=required)

    def _defined(self, annotation: Any, *, required: bool = False) -> JsonSchema:
        kind, value = VALUES[annotation]
        name = f"required_{kind}" if required else kind
        self.made.setdefault(name, value.schema(self.language, required=required))
        return {"$ref": f"#/$defs/{name}"}

    def _values(self, model: type[Part], name: str) -> JsonSchema:
        kind, value = VALUES[annotation_of(model, name)]
        one = value.schema(self.language)
        several = (
            {"anyOf": [*one["anyOf"], {"type": "array", "items": one}]}
            if "anyOf" in one  # a scale, whose words are offered
            else one | {"type": [*one["type"], "array"], "items": one}
        )
        self.made.setdefault(f"{kind}s", several)
        return {"$ref": f"#/$defs/{kind}s"}

    def _table(self, model: type[Part], name: str) -> JsonSchema:
        item = self._value(model, name, required=False)
        if model is Project:
            rules = [r for r in RULES if name == "severity" or r.threshold is not None]
            described = {r.slug: {"description": translated(r.summary, self.language)} | item for r in rules}
            return _table(described, {f"^(?:{'|'.join(r.code for r in rules)})$": item})
        words = SCALES[name].words if model is Labels else ()
        named: dict[str, Any] = {
            w.spelled(self.language): {"description": w.label(self.language)} | item for w in words
        }
        return _table(named, {values.whole(values.words(name), may_be_blank=False): item})


def _table(named: JsonSchema, spelt_otherwise: JsonSchema) -> JsonSchema:
    return {
        "type": ["object", "null"],
        "properties": named,
        "patternProperties": spelt_otherwise | {_OWN_KEYS: True},
        "additionalProperties": False,
    }


def short_form(shape: Shape) -> Value | None:
    """Return what a scalar in place of a part may be: any value of the fields it can stand for; None if not allowed."""
    short_forms = [short for sample in _SAMPLES if (short := shape.model.from_scalar(sample)) is not None]
    names = dict.fromkeys(next(iter(short)) for short in short_forms)
    found: Value | None = None
    for _, value in (VALUES[annotation_of(shape.model, name)] for name in names):
        found = value if found is None else found | value
    return found
