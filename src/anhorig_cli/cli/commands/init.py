"""`anhorig init`."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.disk.outputs import existing_files, write_new
from anhorig_cli.cli.surroundings import language_of, today
from anhorig_cli.cli.terminal.options import DryRunOfFiles, argument, flag, option
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language


def init(
    folder: Annotated[
        str, argument("DIR", "The project's folder; created if it does not exist. Default: the folder you are in.")
    ] = ".",
    example: Annotated[
        str | None,
        option(
            "NAME", "Start from a built-in example: trelleborg, salem, nestor, sormland, fou-nu or tibro.", "--from"
        ),
    ] = None,
    only_missing: Annotated[
        bool, flag("Leave the files that already exist as they are, and write the others.", "--only-missing")
    ] = False,
    dry_run: DryRunOfFiles = False,
    language: Annotated[
        str | None, option("sv|en", "The language of the files: sv is Swedish, en is English. Default: sv.")
    ] = None,
) -> None:
    """Start a project: a first plan to learn from, settings, and help for editors and CI.

    For example: anhorig init carer-support --language en
    """
    from anhorig_cli.usecases.start_project import project_files

    reader_language = language_of(language)
    place = Path(folder)
    files_language = reader_language if language else Language.SV  # a municipality writes Swedish, whatever the locale
    files = project_files(files_language, today(), example)
    taken = existing_files(place, files)
    if taken and not only_missing:
        raise CannotWorkError(_refusal(taken))
    write_new(place, {path: data for path, data in files.items() if path not in taken}, dry_run=dry_run)
    written = (without_personal_numbers((place / path).as_posix()) for path in files if path not in taken)
    sys.stdout.writelines(f"{name}\n" for name in written)
    if dry_run:
        return
    has_begun = _begin_history(place, reader_language)
    next_steps = _next_steps(folder, next(iter(files)), files_language, has_begun=has_begun)
    sys.stderr.write(text_of(next_steps, reader_language) + "\n")


def _begin_history(folder: Path, language: Language) -> bool:
    """Return whether a git repository was begun: on a terminal, the user is asked whether to keep earlier versions."""
    from anhorig_cli.cli.asking import is_agreed, is_terminal
    from anhorig_cli.history.git import begin
    from anhorig_cli.history.repository import Repository

    if not is_terminal() or not Repository.can_begin(folder):
        return False
    if not is_agreed(message("keep the plan's earlier versions with git (git init)?"), language):
        return False
    begin(folder)
    return True


_MOST_NAMED = 3


def _refusal(taken: list[str]) -> Message:
    return message(
        "nothing is written, since there is already: {files} – choose another folder, or write only what is missing "
        "with --only-missing",
        files=", ".join(taken[:_MOST_NAMED]) + (" …" if len(taken) > _MOST_NAMED else ""),
    )


def _next_steps(folder: str, plan: str, language: Language, *, has_begun: bool) -> Message:
    steps = [f"cd {visible(shlex.quote(folder))}"] if folder != "." else []
    first = "Första versionen" if language is Language.SV else "First version"
    keep = ["git add .", f'git commit -m "{first}"'] if has_begun else []
    report = "rapport.html" if language is Language.SV else "report.html"
    return message(
        "begin with {plan}; try: {steps}",
        plan=plan,
        steps="; ".join([*steps, "anhorig check", f"anhorig report -o {report}", *keep]),
    )
