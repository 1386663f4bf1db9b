"""The terminal, through rich: colour unless NO_COLOR asks for none."""

import os
import sys

from rich.console import Console


def console() -> Console:
    """Return standard output as a terminal; with NO_COLOR (no-color.org) it gets no style at all."""
    plain = bool(os.environ.get("NO_COLOR"))
    return Console(file=sys.stdout, highlight=False, soft_wrap=True, color_system=None if plain else "auto")
