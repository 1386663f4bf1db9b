"""`anhorig kolada search` and `fetch`."""

from anhorig_cli.cli.commands.kolada.fetch import fetch
from anhorig_cli.cli.commands.kolada.search import search


def kolada() -> None:
    """Look for key figures in Kolada, and fetch their values into plans."""


SUBCOMMANDS = {"search": search, "fetch": fetch}
"""The subcommands of `anhorig kolada`."""
