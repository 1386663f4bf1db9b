"""The documentation of each key of the format, for the reference pages and for `anhorig explain KEY`."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from anhorig_cli.catalog import text_of, translated, worded
from anhorig_cli.diagnostics import Rule
from anhorig_cli.loading.shapes import Field, FieldKind, shape_of
from anhorig_cli.model.part import Key, Part
from anhorig_cli.model.parts import MODELS, PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project, UserSettings
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import SurveyMap
from anhorig_cli.rules.registry import RULES
from anhorig_cli.schema.values import VALUES, Value, annotation_of, offered
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language, SimilarWords, Term, folded

_TOPS: dict[type[Part], Term] = {
    Plan: Term("plan", "plan"),
    Project: Term("settings", "inställningar", ("anhorig", "project")),
    UserSettings: Term("user_settings", "egna_inställningar"),
    SurveyMap: Term("survey_map", "enkätkarta"),
}
"""The names of parts that are not within another part."""
_RULES_OF_TYPES: dict[str, tuple[str, ...]] = {
    "id": ("ANH126",),
    "number": ("ANH125",),
    "count": ("ANH125",),
    "whole_number": ("ANH125",),
    "date": ("ANH124",),
    "due_date": ("ANH124",),
    "end_date": ("ANH124",),
    "date_or_text": ("ANH124",),
    "date_number_or_text": ("ANH124",),
    "recurrence": ("ANH128",),
    "day_time": ("ANH133",),
    "colour": ("ANH902",),
    "typeface": ("ANH902",),
}
"""The rules that a value breaks if it does not fit its type; a value that is not on its scale breaks ANH127."""
_DATES = {
    "date": message("a date"),
    "due_date": message("a date, or: ongoing"),
    "end_date": message("a date, or: until further notice"),
    "date_or_text": message("a date, or text"),
}
"""Short descriptions in place of all the ways to write a date, which the page describes once."""


class KeyPage(NamedTuple):
    """The documentation of a key, in one language.

    `name` is the part and the key (`delmål.senast`), `elsewhere` the same in the other language. `hint` describes the
    values further if they can be written in many ways. `example` is YAML.
    """

    name: str
    elsewhere: str
    text: str
    is_required: bool
    values: str
    hint: str
    findings: tuple[Rule, ...]
    printed: str
    example: str


class PartPage(NamedTuple):
    """The documentation of a kind of part, in one language: its name, what it is, where it is printed, and its keys."""

    name: str
    elsewhere: str
    about: str
    printed: str
    keys: tuple[KeyPage, ...]


def part_pages(language: Language) -> tuple[PartPage, ...]:
    """Return the page of every kind of part, in the format's order."""
    return tuple(part_page(model, language) for model in MODELS.values())


def part_page(model: type[Part], language: Language) -> PartPage:
    """Return the page of a kind of part."""
    term = _term_of(model)
    return PartPage(
        term.spelled(language),
        term.spelled(_other(language)),
        text_of(model.about, language),
        text_of(model.printed, language),
        tuple(key_page(model, name, language) for name in model.keys),
    )


def key_page(model: type[Part], name: str, language: Language) -> KeyPage:
    """Return the page of a key of a part; `name` is the English key."""
    key = model.keys[name]
    inner = shape_of(model).fields[name].model
    return KeyPage(
        _dotted(model, name, language),
        _dotted(model, name, _other(language)),
        translated(key.text, language),
        name in _names_required(model) and not (model is Plan and name == "id"),
        _values(model, name, language),
        _hint(model, name, language),
        tuple(_findings(model, name)),
        text_of(key.printed or (inner or model).printed, language),
        example_of(model, name, language),
    )


def _other(language: Language) -> Language:
    return Language.EN if language is Language.SV else Language.SV


def _dotted(model: type[Part], name: str, language: Language) -> str:
    return f"{_term_of(model).spelled(language)}.{PARTS[model.part].term(name).spelled(language)}"


# Where a kind of part is used.


class _Home(NamedTuple):
    """The first use of a kind of part: the part that holds it, and the key that holds it there."""

    above: type[Part]
    name: str


@cache
def _homes() -> dict[type[Part], _Home]:
    """Return the home of each kind of part: the first part that holds it, and the last key that does so there.

    Subgoals come first, since their assessments, for example, are more common than those of the whole plan.
    """
    found: dict[type[Part], _Home] = {}
    first: tuple[type[Part], ...] = (Subgoal, *MODELS.values())
    for above in first:
        own = {field.model: _Home(above, name) for name, field in shape_of(above).fields.items() if field.model}
        found = own | found
    return found


def _term_of(model: type[Part]) -> Term:
    """Return the name of a kind of part: the key that holds it in its home."""
    if model in _TOPS:
        return _TOPS[model]
    home = _homes()[model]
    return PARTS[home.above.part].term(home.name)


# What a value may be.


def _values(model: type[Part], name: str, language: Language) -> str:
    """Return a phrase that describes the values of a key."""
    field = shape_of(model).fields[name]
    if field.model is not None:
        inner = _term_of(field.model).spelled(language)
        if field.model.part == "target":
            return text_of(message("the keys under {name}; or a list of such", name=f"`{inner}`"), language)
        if field.kind is FieldKind.PARTS:
            return text_of(message("a list; each has the keys under {name}", name=f"`{inner}`"), language)
        return text_of(message("the keys under {name}", name=f"`{inner}`"), language)
    key = model.keys[name]
    one = _references(key, language) if key.refers_to else _one_value(model, name, language)
    if field.kind is FieldKind.TABLE:
        return text_of(message("lines with a name and a value"), language)
    return text_of(message("{one}; or a list of such", one=one), language) if field.kind is FieldKind.VALUES else one


def _references(key: Key, language: Language) -> str:
    """Return a phrase that describes what a key may refer to."""
    kinds = ", ".join(f"`{_spelled_kind(kind, language)}`" for kind in key.refers_to)
    if not key.may_be_text:
        return text_of(message("an id or a title among {kinds}", kinds=kinds), language)
    return text_of(
        message("an id or a title among {kinds}; any text, as long as the plan lists none of these", kinds=kinds),
        language,
    )


def _spelled_kind(kind: str, language: Language) -> str:
    """Return the key of the list that a reference refers to: one of the plan's, or a subgoal's activities."""
    part = PARTS["subgoal"] if kind == "activities" else PARTS["plan"]
    return part.term(kind).spelled(language)


def _one_value(model: type[Part], name: str, language: Language) -> str:
    kind, value = VALUES[annotation_of(model, name)]
    if value.scale:
        return _words(value, language)
    if kind in _DATES:
        return text_of(_DATES[kind], language)
    if kind == "text":
        return text_of(message("text"), language)
    if value.wrong is None:
        return text_of(message("a date or a number, depending on what is changed"), language)
    return text_of(value.wrong, language)


def _hint(model: type[Part], name: str, language: Language) -> str:
    """Return how a date may be written; empty for anything but dates."""
    if shape_of(model).fields[name].model is not None:
        return ""
    kind, value = VALUES[annotation_of(model, name)]
    return text_of(value.wrong, language) if kind in _DATES and value.wrong else ""


def _words(value: Value, language: Language) -> str:
    return ", ".join(f"`{_yaml_word(word)}`" for word in offered(value.scale, language))


def _yaml_word(word: str | bool) -> str:
    return str(word).lower() if isinstance(word, bool) else word


# The rules that check a key.


def _findings(model: type[Part], name: str) -> Iterator[Rule]:
    """Yield the rules that check a key, in the order of their codes."""
    codes = {*model.keys[name].findings, *_codes_of_type(model, name)}
    yield from (rule for rule in RULES if rule.code in codes)


def _codes_of_type(model: type[Part], name: str) -> tuple[str, ...]:
    key = model.keys[name]
    if key.refers_to:
        return ("ANH202", "ANH203") if key.may_be_text else ("ANH202",)
    if shape_of(model).fields[name].model is not None:
        return ()
    kind, value = VALUES[annotation_of(model, name)]
    return ("ANH127",) if value.scale else _RULES_OF_TYPES.get(kind, ())


# An example.

_Yaml = str | dict[str, "_Yaml"] | list["_Yaml"]


def example_of(model: type[Part], name: str, language: Language) -> str:
    """Return an example of a key in context, as YAML: with the keys it needs beside it and the parts around it."""
    within = _example_of_part(model, name, language)
    while model in _homes():
        home = _homes()[model]
        content: _Yaml = [within] if _is_written_as_list(shape_of(home.above).fields[home.name]) else within
        around = {*home.above.keys[home.name].beside, *_required_in_example(home.above)}
        within = _mapping(home.above, around, language)
        within[PARTS[home.above.part].term(home.name).spelled(language)] = content
        model = home.above
    return "\n".join(_lines(within)) + "\n"


def _example_of_part(model: type[Part], name: str, language: Language) -> dict[str, _Yaml]:
    """Return an example of a part with a key, the required keys, and those that the key's example needs."""
    return _mapping(model, {name, *model.keys[name].beside, *_required_in_example(model)}, language)


def _required_in_example(model: type[Part]) -> set[str]:
    """Return the required keys of a part; none for a plan, since every example is in one."""
    return set() if model is Plan else _names_required(model)


def _mapping(model: type[Part], names: set[str], language: Language) -> dict[str, _Yaml]:
    keys = PARTS[model.part]
    return {
        keys.term(name).spelled(language): _example_value(model, name, language) for name in model.keys if name in names
    }


def _names_required(model: type[Part]) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items() if info.is_required()}


def _example_value(model: type[Part], name: str, language: Language) -> _Yaml:
    """Return the example of a key; if it holds a part, an example with the keys in the part's `shown`."""
    key, field = model.keys[name], shape_of(model).fields[name]
    if key.example and field.kind is FieldKind.TABLE:
        word, _, value = _in_language(key.example, language).partition(": ")
        return {word: value}
    if key.example or field.model is None:
        return _worded_example(model, name, language)
    shown = _mapping(field.model, set(field.model.shown) or _names_required(field.model), language)
    return [shown] if _is_written_as_list(field) else shown


def _is_written_as_list(field: Field) -> bool:
    """Return whether a field is written as a list of parts; targets are not, since most indicators have only one."""
    return field.kind is FieldKind.PARTS and field.model is not None and field.model.part != "target"


def _worded_example(model: type[Part], name: str, language: Language) -> str:
    """Return the example of a key as written in a plan in a language."""
    example = model.keys[name].example
    scale = VALUES[annotation_of(model, name)][1].scale if shape_of(model).fields[name].model is None else ""
    if isinstance(example, str) and scale:
        words = dict(zip(offered(scale, Language.EN), offered(scale, language), strict=True))
        return _yaml_word(next(word for english, word in words.items() if _yaml_word(english) == example))
    return _in_language(example, language)


def _in_language(example: str | Message, language: Language) -> str:
    return worded(example, language) if isinstance(example, Message) else example


def _lines(content: dict[str, _Yaml]) -> Iterator[str]:
    """Yield the lines of a mapping in YAML."""
    for key, value in content.items():
        if isinstance(value, str):
            yield f"{key}: {value}"
        else:
            yield f"{key}:"
            yield from (f"  {line}" for line in _nested_lines(value))


def _nested_lines(value: dict[str, _Yaml] | list[_Yaml]) -> Iterator[str]:
    """Yield the lines of a value nested under a key; each item of a list begins with a hyphen."""
    if isinstance(value, dict):
        yield from _lines(value)
        return
    for one in value:
        inner = list(_lines(one)) if isinstance(one, dict) else [str(one)]
        yield f"- {inner[0]}"
        yield from (f"  {line}" for line in inner[1:])


# Looking up typed names.


class NamedKeys(NamedTuple):
    """What a name may mean: kinds of part, and keys of parts by their English keys."""

    parts: tuple[type[Part], ...]
    keys: tuple[tuple[type[Part], str], ...]


def find(name: str) -> NamedKeys:
    """Return what a typed name may mean: a key, a part, or a part and a key joined by a dot, in either language."""
    *above, last = (folded(word) for word in name.split("."))
    if not above:
        parts = tuple(model for model in MODELS.values() if last in _handles(model))
        return NamedKeys(parts, tuple((model, key) for model in MODELS.values() if (key := _key_named(model, last))))
    models = _parts_named(above)
    return NamedKeys((), tuple((model, key) for model in models if (key := _key_named(model, last))))


def _parts_named(handles: list[str]) -> list[type[Part]]:
    """Return the parts that the last handle names, if all handles name parts."""
    if not all(any(handle in _handles(model) for model in MODELS.values()) for handle in handles):
        return []
    return [model for model in MODELS.values() if handles[-1] in _handles(model)]


def _key_named(model: type[Part], word: str) -> str | None:
    return {folded(spelling): name for spelling, name in PARTS[model.part].names.items()}.get(word)


@cache
def _handles(model: type[Part]) -> frozenset[str]:
    """Return all names of a kind of part: its own, and the keys that hold it."""
    spellings = [model.part, *(_TOPS[model].spellings if model in _TOPS else ())]
    for above in MODELS.values():
        for name, field in shape_of(above).fields.items():
            if field.model is model:
                spellings += PARTS[above.part].term(name).spellings
    return frozenset(folded(spelling) for spelling in spellings)


def near(name: str) -> str | None:
    """Return the name of a key, part or rule that a misspelt one may mean; None if none is similar."""
    *above, last = (folded(word) for word in name.split("."))
    if above:
        return _near_in_parts(above, last)
    keys = [spelling for part in PARTS.values() for spelling in part.names]
    slugs = [rule.slug for rule in RULES]
    return SimilarWords([*slugs, *keys, *_all_handles()]).near(last)


def _near_in_parts(above: list[str], last: str) -> str | None:
    """Return the dotted name of parts and a key that a misspelt one may mean; None if none is similar."""
    every = SimilarWords(_all_handles())
    handles = [every.near(word) or word for word in above]
    keys = [spelling for model in _parts_named(handles) for spelling in PARTS[model.part].names]
    key = SimilarWords(keys).near(last)
    return ".".join([*handles, key]) if key else None


def _all_handles() -> list[str]:
    return [handle for model in MODELS.values() for handle in sorted(_handles(model))]
