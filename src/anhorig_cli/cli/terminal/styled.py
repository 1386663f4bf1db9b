"""Lines on standard output: with colour on a terminal, as plain text elsewhere."""

import sys
from collections.abc import Iterable

from anhorig_cli.cli.terminal.visible import visible

Line = tuple[str, str]
"""A style of rich's, and a text."""


def print_lines(lines: Iterable[Line]) -> None:
    """Print lines; text of a plan is only ever text, never markup, and nothing in it acts on the terminal."""
    seen = [(style, visible(text)) for style, text in lines]
    if not sys.stdout.isatty():
        sys.stdout.writelines(text + "\n" for _, text in seen)
        return
    from rich.text import Text

    from anhorig_cli.cli.terminal.console import console

    terminal = console()
    for style, text in seen:
        terminal.print(Text(text, style=style))
