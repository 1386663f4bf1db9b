"""How findings are written: a module for each `check.CheckFormat`, with `write(result, language) -> str`."""

from importlib import import_module

from anhorig_cli.usecases.check_plans import CheckResult
from anhorig_cli.vocabulary import Language

_MODULES = {"json": "plain_json"}
"""The modules that are not called what people call the format."""


def written(result: CheckResult, name: str, language: Language) -> str:
    """Return everything found, in a format; the format's module is imported only here."""
    module = import_module(f"{__name__}.{_MODULES.get(name, name)}")
    text: str = module.write(result, language)
    return text
