"""The language of a project, read without the rest of its settings, so that a help page is shown at once."""

from pathlib import Path

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.boundary import PROJECT_FILE, project_folder
from anhorig_cli.loading.files import has_many_directives, read_bytes
from anhorig_cli.vocabulary import SCALES, Language, word_key

_LANGUAGE = SCALES["language"]


def project_language(start: Path) -> Language | None:
    """Return the language set for the project at or above `start`; None if none is set or it cannot be read."""
    folder = project_folder(start)
    data = read_bytes(PROJECT_FILE, folder / PROJECT_FILE) if folder else b""
    if isinstance(data, Diagnostic) or not data:
        return None
    import yaml  # noqa: PLC0415 - a help page outside a project does not need it

    try:
        name = _LANGUAGE.names.get(word_key(_language_in(data.decode("utf-8-sig"))))
    except (ValueError, yaml.YAMLError):
        return None  # the error is reported when the settings themselves are read
    return Language(name) if name else None


def _language_in(text: str) -> str:
    """Return the value of the top-level key for the language; empty if there is none.

    Only the parser's events are used: no tree is built, however deeply the file is nested.
    """
    import yaml  # noqa: PLC0415 - as above

    if has_many_directives(text):
        return ""
    depth = 0
    key: str | None = None
    for event in yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if depth == 0 and isinstance(event, yaml.SequenceStartEvent):
            return ""
        if depth == 1 and isinstance(event, yaml.ScalarEvent):
            if key in {_LANGUAGE.name, _LANGUAGE.sv}:
                return str(event.value)
            key = event.value if key is None else None
            continue
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.CollectionEndEvent | yaml.AliasEvent):
            key = None
    return ""
