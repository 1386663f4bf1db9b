"""Every field of every part, with values of every kind: a schema refuses what `check` refuses while it reads."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest

from anhorig_cli.loading.plan_loader import FileText, load_texts
from anhorig_cli.loading.shapes import FieldKind, shape_of
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.schema.schema_kind import SchemaKind
from anhorig_cli.vocabulary import Language
from effort import some
from schema_agreement import NOT_YAML, instance_of, refused, refused_by_check, refused_by_schema

VALUES = (
    '""', '" "', "null", "~", "text", '"two words"', "12", "-3", "0", "1.5", "1e3", "1e40", '"12"', '"12,5"', '"80 %"',
    "true", '"no"', "ja", "Ja", "2026", "1850", "2026-01-31", "2026-02-30", "2024-02-29", "2026-13", "2026-Q4",
    "2026-T4", "2026-09/2026-10", "våren 2026", "Vintern 2026/2027", "våren 2026/2027", "löpande", "tills vidare",
    "mars", "3", "13", "v53", "v54", "6 oktober", "31 juni", "10-06", "månadsvis", "uppfyllt",
    "Bedöms delvis uppfyllas", "partly_expected", "pågår", "öka", "kvartal", "huvudman", "nå fler", "mest", "senast",
    "sv", '"-a"', '"a b"', "[]", "[a]", "[a, null]", "[2026, mars]", "[[a]]", "{}", "{x-a: 1}", "{okänd: 1}", "[{}]",
    "[null]", "[{x-a: [1]}]",
)  # fmt: skip
"""Values as they stand in a file, inside braces."""
KNOWN = {
    "{title: P, subgoals: [{id: a, title: A, added: 1850}]}",
    "{title: P, annual_cycle: [{title: A, time: 1.5}]}",
    "{title: P, annual_cycle: [{title: A, time: 10-06}]}",
}  # see test_only_check_knows
BLANK = ('""', '" "')
REQUIRED = {"id": "a", "title": "A", "date": "2026-01-01"}


def places(model: type[Part], before: str, after: str) -> Iterator[tuple[type[Part], str, str]]:
    """Give every part with the text that stands before and after its own keys, all inside braces."""
    yield model, before, after
    for name, field in shape_of(model).fields.items():
        if field.kind is FieldKind.PART and field.model:
            yield from places(field.model, f"{before}{name}: {{", "}" + after)
        elif field.kind is FieldKind.PARTS and field.model:
            needed = "".join(f"{key}: {REQUIRED[key]}, " for key in required(field.model))
            yield from places(field.model, f"{before}{name}: [{{{needed}", "}]" + after)


def required(model: type[Part]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items() if info.is_required()]


def cases() -> Iterator[tuple[str, str, str, bool]]:
    for model, before, after in places(Plan, "{title: P, ", "}"):
        for name, field in shape_of(model).fields.items():
            if name not in required(model):
                is_value = (
                    field.kind in {FieldKind.VALUE, FieldKind.VALUES}
                    or field.model is None
                    or has_short_form(field.model)
                )
                yield f"{model.part}.{name}", f"{before}{name}: ", after, is_value


def has_short_form(model: type[Part]) -> bool:
    return model.from_scalar("1") is not None and model.part in {"period", "baseline", "target", "occasion"}


@pytest.mark.parametrize(
    ("before", "after", "is_value", "values"),
    [pytest.param(*c[1:], some(VALUES, n), id=c[0]) for n, c in enumerate(cases())],
)
def test_the_schema_agrees_with_check_about(before: str, after: str, is_value: bool, values: Sequence[str]) -> None:
    around = instance_of(f"{before}{HERE}{after}".encode())
    for value in values:
        if value in BLANK and not is_value:
            continue  # see BLANK_LIST below
        text = f"{before}{value}{after}"
        if text in KNOWN:
            continue
        check, schema = check_refuses(text), schema_refuses_with(around, value)
        assert bool(check) == bool(schema), f"{text}: check {check or 'accepts'}, schema {schema or 'accepts'}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{title: P, subgoals: ""}', "so that an editor says that a list is expected, not that text should be blank"),
        ("{titel: P, \u0061\u030arshjul: []}", "keys are told apart letter by letter; `check` compares in NFC"),
        ("{title: P, indicators: [{id: a, title: A, baseline: 0x10}]}", "YAML readers take 0x10 for 16"),
    ],
)
def test_only_one_of_them_refuses(text: str, why: str) -> None:
    assert bool(check_refuses(text)) != bool(schema_refuses(text)), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{title: P, decisions: [{date: 2026-10/2026-09}]}", "that a range ends before it begins"),
        ("{title: P, annual_cycle: [{title: A, time: 1.5}]}", "that 1.5 is no 1.50, as a YAML reader may have it"),
        ("{title: P, annual_cycle: [{title: A, time: 15–13}]}", "that a time ends before it begins"),
        ("{title: P, decisions: [{date: vintern 2026/2031}]}", "that a winter lasts for years"),
        ('{title: P, funding: [{amount: "1e20"}]}', "the size of a number in quotes"),
        ('{title: "\u200b"}', "that text cannot be seen"),
    ],
)
def test_only_check_knows(text: str, why: str) -> None:
    assert check_refuses(text), why
    assert not schema_refuses(text), why


HERE = "where the value stands"


def schema_refuses_with(around: Any, value: str) -> list[str]:
    """Return what the schema finds wrong with a plan that has a value in its place; each is read only once."""
    instance = as_read(value)
    if instance is NOT_YAML:
        return [NOT_YAML]
    return refused(put_in_place(around, instance), SchemaKind.PLAN, Language.EN)


@cache
def as_read(value: str) -> Any:
    instance = instance_of(f"{{value: {value}}}".encode())
    return instance if instance is NOT_YAML else instance["value"]


def put_in_place(part: Any, value: Any) -> Any:
    if isinstance(part, dict):
        return {key: put_in_place(one, value) for key, one in part.items()}
    if isinstance(part, list):
        return [put_in_place(one, value) for one in part]
    return value if part == HERE else part


def check_refuses(text: str) -> set[str]:
    files = [FileText("p.yaml", "", text.encode())]
    return refused_by_check(load_texts("p.yaml", "p", files, is_folder=False).diagnostics)


def schema_refuses(text: str) -> list[str]:
    return refused_by_schema(text.encode(), SchemaKind.PLAN, Language.EN)
