"""What several commands tell on standard error: which file was written, and why a plan could not be used."""

import sys
from typing import TYPE_CHECKING

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.terminal.visible import visible
from anhorig_cli.diagnostics import capped
from anhorig_cli.source import message
from anhorig_cli.vocabulary import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anhorig_cli.diagnostics import Diagnostic
    from anhorig_cli.source import Message
    from anhorig_cli.vocabulary import Language

STDOUT = "-"
"""What stands for standard output where a file is named."""


def tell_written(file: object, language: "Language") -> None:
    """Tell that a file was written; whatever its name holds, it is one line, and nothing in it acts."""
    sys.stderr.write(visible(text_of(message("written: {file}", file=str(file)), language)) + "\n")


def tell_left_out(sentences: "Iterable[Message]", language: "Language") -> None:
    """Tell what was not carried over, a sentence on each line; nothing in it acts."""
    sys.stderr.writelines(visible(text_of(sentence, language)) + "\n" for sentence in sentences)


def tell_errors(errors: "Iterable[Diagnostic]", language: "Language") -> None:
    """Tell each error on a line of its own; of many alike in a file the first, and how many more there are."""
    sys.stderr.writelines(as_line(error, language) + "\n" for error in capped(list(errors)))


def as_line(diagnostic: "Diagnostic", language: "Language") -> str:
    """Return a diagnostic as `file:line:column: CODE message`, never wrapped."""
    place = diagnostic.location
    grade = SCALES["severity"].word(diagnostic.severity.value).spelled(language)
    told = text_of(diagnostic.told_with_places, language)
    return not_a_command(visible(f"{place.file}:{place.line}:{place.column}: {diagnostic.rule.code} {told} [{grade}]"))


def not_a_command(line: str) -> str:
    """Return a line that no CI service takes for a command of its own, whatever plan or file is named in it."""
    line = line.replace("##[", "#\u2060#[")
    return f"./{line}" if line.lstrip().startswith("::") else line
