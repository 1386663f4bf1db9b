"""How findings are written: a module for each `check.CheckFormat`, with `pieces(result, language) -> Iterator[str]`.

They come piece by piece, since the findings of many plans make a text too long to keep in memory.
"""

from collections.abc import Iterator
from importlib import import_module

from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import Language

_MODULES = {"json": "plain_json"}
"""The formats whose module has another name."""


def pieces(result: CheckResult, name: str, language: Language) -> Iterator[str]:
    """Return all findings in a format, in pieces; only the module of that format is imported."""
    module = import_module(f"{__name__}.{_MODULES.get(name, name)}")
    found: Iterator[str] = module.pieces(result, language)
    return found
