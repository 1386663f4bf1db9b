"""Describe the plan format to other programs."""

import json

from anhorig_cli.schema.document import Document
from anhorig_cli.schema.documents import schema_of
from anhorig_cli.vocabulary import Language


def schema_text(document: Document, language: Language) -> str:
    """Return the JSON Schema of a kind of file as text, always the same."""
    return json.dumps(schema_of(document, language), ensure_ascii=False, indent=1) + "\n"
