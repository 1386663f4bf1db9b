"""What some files of data hold and how they are written, for programs: a descriptor as Data Package has it."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

from anhorig_cli.rendering.export_data import headings, yes_and_no
from anhorig_cli.views.exported import ROWS
from anhorig_cli.vocabulary import Language

NAME = "datapackage.json"
"""What programs look for it as."""


def data_package(texts: Mapping[str, str], title: str, as_of: date, language: Language) -> bytes:
    """Return the descriptor of files in its own folder, by their names, each with what it holds in words."""
    document = {
        "profile": "data-package",
        "name": "anhorig",
        "title": title,
        "as_of": as_of.isoformat(),
        "resources": [_resource(name, text, language) for name, text in texts.items()],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, text: str, language: Language) -> dict[str, Any]:
    table, _, ending = name.rpartition(".")
    resource = {"name": table, "path": name, "description": text, "format": ending, "encoding": "utf-8"}
    if table not in ROWS:
        return {**resource, "mediatype": "application/json"}
    fields = zip(headings(table, language), get_type_hints(ROWS[table]).values(), strict=True)
    return {
        **resource,
        "mediatype": "text/csv",
        "profile": "tabular-data-resource",
        "dialect": {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(heading, hint, language) for heading, hint in fields], "missingValues": [""]},
    }


def _field(heading: str, hint: object, language: Language) -> dict[str, Any]:
    if hint is bool:
        yes, no = yes_and_no(language)
        return {"name": heading, "type": "boolean", "trueValues": [yes], "falseValues": [no]}
    if hint == Decimal | None:
        return {"name": heading, "type": "number", "decimalChar": ","}
    return {"name": heading, "type": "string"}
