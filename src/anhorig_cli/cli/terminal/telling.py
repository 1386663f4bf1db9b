"""Printing on standard error and output, without control characters and personal numbers."""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from anhorig_cli.catalog import text_of
from anhorig_cli.characters import BIDIRECTIONAL, CONTROL, SEPARATORS
from anhorig_cli.diagnostics import ExitCode, capped
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import message
from anhorig_cli.vocabulary import SCALES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from anhorig_cli.diagnostics import Diagnostic
    from anhorig_cli.source import Message
    from anhorig_cli.vocabulary import Language

STDOUT = "-"
"""The file name that means standard output."""
_MOST_NAMED = 20
"""The most files in a folder whose names are printed one by one."""


def print_sentence(sentence: "Message", language: "Language") -> None:
    """Print a sentence on standard error, as one line; control characters in it are made visible."""
    sys.stderr.write(visible(text_of(sentence, language)) + "\n")


def print_sentences(sentences: "Iterable[Message]", language: "Language") -> None:
    """Print several sentences, each as `print_sentence` does."""
    for sentence in sentences:
        print_sentence(sentence, language)


def print_all_written(files: "Sequence[Path]", language: "Language") -> None:
    """Print which files were written: each on a line or, if there are many in a folder, their number."""
    in_folders = Counter(file.parent for file in files)
    printed: set[Path] = set()
    for file in files:
        folder = file.parent
        if in_folders[folder] <= _MOST_NAMED:
            print_sentence(message("written: {file}", file=str(file)), language)
        elif folder not in printed:
            printed.add(folder)
            print_sentence(
                message("written: {n} files in {folder}", n=in_folders[folder], folder=str(folder)), language
            )


def print_decoded_as_windows(file: str, language: "Language") -> None:
    """Print that a file is not in UTF-8, and how it was read instead."""
    print_sentence(
        message("{file}: not in UTF-8, so it is read as Windows-1252 – check that å, ä and ö are right", file=file),
        language,
    )


def print_errors(errors: "Iterable[Diagnostic]", language: "Language") -> None:
    """Print each error on a line; of many similar ones in a file, the first and how many more there are."""
    sys.stderr.writelines(as_line(error, language) + "\n" for error in capped(list(errors)))


def visible_lines(data: bytes) -> bytes:
    """Return lines of text for a screen, with control characters made visible."""
    return "".join(visible(line) + "\n" for line in data.decode().splitlines()).encode()


def exit_on_errors(errors: "Sequence[Diagnostic]", language: "Language") -> None:
    """Print each error and, if there is any, end the command with 1."""
    from typer import Exit

    print_errors(errors, language)
    if errors:
        raise Exit(ExitCode.FINDINGS)


def as_line(diagnostic: "Diagnostic", language: "Language") -> str:
    """Return a diagnostic as `file:line:column: CODE message`, never wrapped."""
    place = diagnostic.location
    grade = SCALES["severity"].word(diagnostic.severity.value).spelled(language)
    text = text_of(diagnostic.sentence_with_places, language)
    return not_a_command(visible(f"{place.file}:{place.line}:{place.column}: {diagnostic.rule.code} {text} [{grade}]"))


def not_a_command(line: str) -> str:
    """Return a line in a form that no CI service takes for a command, whatever plan or file it names."""
    line = line.replace("##[", "#\u2060#[")
    return f"./{line}" if line.lstrip().startswith("::") else line


# Text for a terminal or a log: one line, without control characters and personal numbers.


_UNSAFE = f"[\t\n\r{CONTROL}{BIDIRECTIONAL}{SEPARATORS}]"
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Return text as one line without personal numbers, with control and bidirectional characters made visible."""
    plain = without_personal_numbers(text)
    if plain.isprintable():
        return plain
    return re.sub(_UNSAFE, lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04x}"), plain)


# Lines on standard output: with colour on a terminal, as plain text elsewhere.


Line = tuple[str, str]
"""A style of rich's, and a text."""


def print_lines(lines: Iterable[Line]) -> None:
    """Print lines; text from a plan is never read as markup, and control characters in it are made visible."""
    visible_rows = [(style, visible(text)) for style, text in lines]
    if not sys.stdout.isatty():
        sys.stdout.writelines(text + "\n" for _, text in visible_rows)
        return
    from rich.text import Text

    terminal = console()
    for style, text in visible_rows:
        terminal.print(Text(text, style=style))


def console() -> "Console":
    """Return rich's console on standard output; with NO_COLOR (no-color.org), it prints no styles at all."""
    from rich.console import Console

    plain = bool(os.environ.get("NO_COLOR"))
    return Console(file=sys.stdout, highlight=False, soft_wrap=True, color_system=None if plain else "auto")
