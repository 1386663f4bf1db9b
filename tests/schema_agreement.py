"""What `check` refuses while it reads, and what a schema refuses, of the same text."""

from functools import cache
from pathlib import Path
from typing import Any

from check_jsonschema.parsers import ParserSet
from jsonschema import Draft202012Validator

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.schema.documents import schema_of
from anhorig_cli.schema.schema_kind import SchemaKind
from anhorig_cli.vocabulary import Language

NOT_YAML = "the text is not YAML"


def refused_by_check(diagnostics: list[Diagnostic]) -> set[str]:
    """Return the slugs of the errors."""
    return {d.rule.slug for d in diagnostics if d.severity is Severity.ERROR}


def refused_by_schema(text: bytes, document: SchemaKind, language: Language = Language.SV) -> list[str]:
    """Return what a schema finds wrong with a text, read as check-jsonschema reads it."""
    instance = instance_of(text)
    return [NOT_YAML] if instance is NOT_YAML else refused(instance, document, language)


def instance_of(text: bytes) -> Any:
    """Return what a text is as check-jsonschema reads it; `NOT_YAML` if it is none."""
    try:
        return _parsers().parse_data_with_path(text, "plan.yaml", "yaml")
    except Exception:  # noqa: BLE001 - whatever the reader thinks of a text that is no YAML
        return NOT_YAML


def refused(instance: Any, document: SchemaKind, language: Language = Language.SV) -> list[str]:
    """Return what a schema finds wrong with an instance: where, and why."""
    found = _validator(document, language).iter_errors(instance)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


@cache
def _parsers() -> ParserSet:
    return ParserSet()


@cache
def _validator(document: SchemaKind, language: Language) -> Draft202012Validator:
    schema = schema_of(document, language)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def document_of(inside: str) -> SchemaKind:
    """Return the kind of a file of a plan, by its path inside a folder plan (empty for a plan in one file)."""
    path = Path(inside)
    if path.parent.name in {"subgoals", "delmål"}:
        return SchemaKind.SUBGOALS
    if path.parent.name in {"indicators", "indikatorer"}:
        return SchemaKind.INDICATORS
    return SchemaKind.PLAN if path.stem in {"", "plan"} else SchemaKind.LISTS
