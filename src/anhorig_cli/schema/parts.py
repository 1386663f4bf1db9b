"""What a part of a plan may be, as JSON Schema: its keys in both languages, and its short form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from anhorig_cli.catalog import translated
from anhorig_cli.loading.shapes import Field, Kind, Shape, shape_of
from anhorig_cli.model.dates import DateField, DueField
from anhorig_cli.model.part import Part
from anhorig_cli.model.project import Ignore, Labels, Project
from anhorig_cli.model.subgoal import Revision
from anhorig_cli.rules.registry import RULES
from anhorig_cli.schema import patterns
from anhorig_cli.schema.descriptions import describe, describe_part
from anhorig_cli.schema.values import VALUES, JsonSchema, Value, annotation_of
from anhorig_cli.vocabulary import SCALES, Language, Term

_OWN_KEYS = "^x-"
_SAMPLES = ("text", "2026-01-31", "5", "increase")
"""Scalars of each kind that a short form tells apart."""


@dataclass(slots=True)
class Definitions:
    """Collects the definitions that a schema refers to, in one language."""

    language: Language
    made: dict[str, JsonSchema] = field(default_factory=dict[str, JsonSchema])

    def part(self, model: type[Part], *, optional: frozenset[str] = frozenset(), within_list: bool) -> JsonSchema:
        """Return a reference to a part, and define it; `optional` are keys that this place can do without."""
        name = model.part
        if name not in self.made:
            self.made[name] = {}  # so that its place is before the parts in it
            self.made[name] = self.mapping(model, optional=optional, may_be_absent=not within_list)
        return {"$ref": f"#/$defs/{name}"}

    def mapping(self, model: type[Part], *, optional: frozenset[str], may_be_absent: bool = False) -> JsonSchema:
        """Return the schema of a part itself."""
        shape = shape_of(model)
        schema: JsonSchema = {"description": describe_part(model.part, self.language), "type": ["object"]}
        short = _short_form(shape)
        if short is not None:
            text = short.schema(self.language, required=not may_be_absent)
            schema["type"] += text.pop("type")
            schema |= text
        elif may_be_absent:
            schema["type"].append("null")
        required = {info.alias or n for n, info in model.model_fields.items() if info.is_required()} - optional
        terms = [term for term in shape.keys.terms if term.name in shape.fields]
        schema["properties"] = {t.spelled(self.language): self._named(t, shape, required) for t in terms}
        schema["patternProperties"] = {
            f"^(?:{'|'.join(others)})$": self._field(t.name, shape, required)
            for t in terms
            if (others := [s for s in dict.fromkeys(t.spellings) if s != t.spelled(self.language)])
        } | {_OWN_KEYS: True}
        schema["additionalProperties"] = False
        schema["dependentSchemas"] = _not_in_two_languages(terms, self.language)
        schema["allOf"] = [_one_of_the_spellings(t, self.language) for t in terms if t.name in required]
        if model.gathers:
            schema["allOf"].append(_not_beside_the_list(shape, *model.gathers))
        if model is Revision:
            schema["allOf"] += self._dates_of_revisions()
        return {key: value for key, value in schema.items() if value not in ([], {})}

    def _dates_of_revisions(self) -> list[JsonSchema]:
        """Say that a deadline, or a start, goes from a date to a date; without a word a revision is of a deadline."""
        dated = [s for key in ("from", "to") for s in shape_of(Revision).keys.term(key).spellings]
        is_due, is_start = {"not": _is_of("start_by", "target")}, _is_of("start_by")
        return [
            {"if": condition, "then": {"properties": dict.fromkeys(dated, self._defined(kind))}}
            for condition, kind in ((is_due, DueField), (is_start, DateField))
        ]

    def _named(self, term: Term, shape: Shape, required: set[str]) -> JsonSchema:
        told = {
            "title": term.label(self.language),
            "description": describe(shape.keys.name, term.name, self.language),
        }
        return told | self._field(term.name, shape, required)

    def _field(self, name: str, shape: Shape, required: set[str]) -> JsonSchema:
        wanted = shape.fields[name]
        if wanted.kind is Kind.VALUE:
            return self._value(shape.model, name, required=name in required)
        if wanted.kind is Kind.VALUES:
            return self._values(shape.model, name)
        if wanted.kind is Kind.TABLE:
            return self._table(shape.model, name)
        return self._parts(wanted)

    def _parts(self, wanted: Field) -> JsonSchema:
        model = wanted.model or Part
        if wanted.kind is Kind.PART:
            return self.part(model, within_list=False)
        schema: JsonSchema = {"type": ["array", "null"], "items": self.part(model, within_list=True)}
        short = _short_form(shape_of(model))
        if short is not None and model.part == "occasion":  # a number alone, `planned: 16`
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
            if "anyOf" in one  # words that are offered
            else one | {"type": [*one["type"], "array"], "items": one}
        )
        self.made.setdefault(f"{kind}s", several)
        return {"$ref": f"#/$defs/{kind}s"}

    def _table(self, model: type[Part], name: str) -> JsonSchema:
        item = self._value(model, name, required=False)
        if model is Project:
            rules = [r for r in RULES if name == "severity" or r.threshold is not None]
            told = {r.slug: {"description": translated(r.summary, self.language)} | item for r in rules}
            return _table(told, {f"^(?:{'|'.join(r.code for r in rules)})$": item})
        words = SCALES[name].words if model is Labels else ()
        named: dict[str, Any] = {
            w.spelled(self.language): {"description": w.label(self.language)} | item for w in words
        }
        return _table(named, {patterns.whole(patterns.words(name), may_be_blank=False): item})


def _table(named: JsonSchema, spelt_otherwise: JsonSchema) -> JsonSchema:
    return {
        "type": ["object", "null"],
        "properties": named,
        "patternProperties": spelt_otherwise | {_OWN_KEYS: True},
        "additionalProperties": False,
    }


def _short_form(shape: Shape) -> Value | None:
    """Return what one scalar in the place of a part may be: what the fields that it stands for may be."""
    given = [short for sample in _SAMPLES if (short := shape.model.from_scalar(sample)) is not None]
    names = dict.fromkeys(next(iter(short)) for short in given)
    found: Value | None = None
    for _, value in (VALUES[annotation_of(shape.model, name)] for name in names):
        found = value if found is None else found | value
    return found


def _is_of(*words: str) -> JsonSchema:
    """Return the schema of a revision of one of some fields."""
    spellings = [s for word in words for s in SCALES["revised_field"].word(word).spellings]
    named = {"type": "string", "pattern": patterns.whole(patterns.any_of(spellings), may_be_blank=False)}
    keys = shape_of(Revision).keys.term("field").spellings
    return {"anyOf": [{"required": [key], "properties": {key: named}} for key in keys]}


def _one_of_the_spellings(term: Term, language: Language) -> JsonSchema:
    """Ask for a key; that of the language comes first, since editors name the first one where it is missing."""
    spellings = list(dict.fromkeys([term.spelled(language), *term.spellings]))
    if len(spellings) == 1:
        return {"required": spellings}
    return {"anyOf": [{"required": [spelling]} for spelling in spellings]}


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
    shut = [spelling for name in names for spelling in shape.keys.term(name).spellings]
    return {
        "if": {"anyOf": [{"required": [s], "properties": {s: {"minItems": 1}}} for s in spellings]},
        "then": {"properties": {spelling: {"type": "null"} for spelling in shut}},
    }
