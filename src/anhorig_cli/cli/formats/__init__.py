"""How findings are written: one module a format, with `write(result, language) -> str`, and a line here."""

from importlib import import_module

from anhorig_cli.usecases.check_plans import CheckResult
from anhorig_cli.vocabulary import Language

FORMATS = {
    "text": "text",
    "json": "plain_json",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "junit": "junit",
}
"""The module of each format by the name people use."""


def written(result: CheckResult, name: str, language: Language) -> str:
    """Return everything found, in a format; the format's module is imported only here."""
    module = import_module(f"{__name__}.{FORMATS[name]}")
    text: str = module.write(result, language)
    return text
