"""`anhorig todo`."""

import sys
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.disk.outputs import write_named, write_outputs
from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    LanguageOption,
    Paths,
    WithOthers,
    flag,
    format_of_output,
    format_option,
    option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import STDOUT, exit_on_errors, print_sentence, visible, visible_lines
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.views.todo import TodoView
    from anhorig_cli.vocabulary import Language

_LONGEST = 366  # days


class TodoFormat(StrEnum):
    """How the lists are written."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    EML = "eml"
    ICS = "ics"
    JSON = "json"


def todo(
    paths: Paths = None,
    responsible: Annotated[
        str | None,
        option("ROLE", "Only the list of this role, unit or party: id or title.", offers=completion.responsible),
    ] = None,
    each: Annotated[bool, flag("A file for each who is responsible, in the folder of -o.", "--each")] = False,
    output: Annotated[
        str, output_option("Where to write: FILE.txt, .md, .html, .eml, .ics or .json, or FOLDER/ with --each.")
    ] = STDOUT,
    days: Annotated[
        int | None,
        option(
            "DAYS",
            "How many days ahead to look; twice as many for what lasts longer than a month. Default: the "
            "project's due_soon_days, else 30.",
            between=(0, _LONGEST),
        ),
    ] = None,
    output_format: Annotated[
        TodoFormat | None,
        format_option(TodoFormat, "The format, if the file's ending does not show it. eml are draft e-mails."),
    ] = None,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
) -> None:
    """Show what is to be done: a list for everyone who is responsible, with the command that answers each line.

    For example: anhorig todo --responsible carer-adviser --days 60
    """
    from anhorig_cli.usecases.list_duties import list_duties

    reader_language, day = language_of(language), as_of_date(as_of)
    kind = _kind(output, output_format, each=each)
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    is_screen = output == STDOUT and kind is TodoFormat.TEXT
    found = list_duties(workspace, day, reader_language, days=days, responsible=responsible, iso=is_screen)
    addresses: Mapping[str, str] = {}
    if kind is TodoFormat.EML:
        from anhorig_cli.usecases.addresses import addresses_of

        addresses = addresses_of(workspace.settings)
    if each:
        _write_each(Path(output), found.view, kind, day, addresses, reader_language, dry_run=dry_run)
    else:
        data = _written(found.view, kind, day, addresses)
        write_named({output: visible_lines(data) if is_screen else data}, reader_language, dry_run=dry_run)
    exit_on_errors(found.errors, reader_language)


def _kind(output: str, named: TodoFormat | None, *, each: bool) -> TodoFormat:
    """Return the format that --format or the file's ending names."""
    if each:
        if output == STDOUT:
            raise WrongUsageError(message("--each needs a folder: write -o FOLDER/"))
        return named or TodoFormat.TEXT
    otherwise = message(
        "{file}: the ending does not show the format; write .txt, .md, .html, .eml, .ics or .json, or "
        "--each -o FOLDER/",
        file=output,
    )
    return format_of_output(output, named, TodoFormat, TodoFormat.TEXT, otherwise)


def _written(view: "TodoView", kind: TodoFormat, day: date, addresses: Mapping[str, str]) -> bytes:
    """Return the lists in a format; a draft e-mail can hold only one."""
    from anhorig_cli.rendering import todo_pages

    if kind is TodoFormat.EML:
        if len(view.lists) != 1:
            raise WrongUsageError(
                message("a draft holds one list, and there are {n}: write --each -o FOLDER/", n=len(view.lists))
            )
        return todo_pages.as_draft(view, view.lists[0], _address(view, addresses))
    if kind is TodoFormat.ICS:
        from anhorig_cli.rendering.calendar_file import as_calendar
        from anhorig_cli.views.todo import todo_calendar

        return as_calendar(todo_calendar(view, day))
    write = {
        TodoFormat.TEXT: todo_pages.as_text,
        TodoFormat.MD: todo_pages.as_markdown,
        TodoFormat.HTML: todo_pages.as_html,
        TodoFormat.JSON: todo_pages.as_json,
    }[kind]
    return write(view).encode()


def _address(view: "TodoView", addresses: Mapping[str, str]) -> str | None:
    """Return the address of the first list's responsible, under any of its names; None if it is unknown."""
    return next((addresses[name] for name in view.lists[0].names if name in addresses), None)


def _write_each(
    folder: Path,
    view: "TodoView",
    kind: TodoFormat,
    day: date,
    addresses: Mapping[str, str],
    language: "Language",
    *,
    dry_run: bool,
) -> None:
    files: dict[Path, bytes] = {}
    ending = "txt" if kind is TodoFormat.TEXT else kind.value
    for one, name in zip(view.lists, _file_names(view), strict=True):
        only = view._replace(lists=(one,))
        files[folder / f"{name}.{ending}"] = _written(only, kind, day, addresses)
    if not files:
        sys.stderr.write(visible(view.nothing) + "\n")
        return
    write_outputs(files, language, [folder], dry_run=dry_run)
    without = [one.title for one in view.lists if _address(view._replace(lists=(one,)), addresses) is None]
    if kind is TodoFormat.EML and without:
        sentence = message(
            "no address in .anhorig/adresser.yaml: {names}; write the one of the function there, or in the draft",
            names=", ".join(without),
        )
        print_sentence(sentence, language)


def _file_names(view: "TodoView") -> list[str]:
    """Return a file name for each list, without its ending; they differ by more than case."""
    from anhorig_cli.loading.boundary import unfit_for_windows
    from anhorig_cli.loading.plan_names import slug
    from anhorig_cli.personal_number import without_personal_numbers

    names: list[str] = []
    for one in view.lists:
        plain = slug(without_personal_numbers(slug(one.title))).casefold()  # a slug may make a personal number
        numbered = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
        names.append(next(name for name in numbered if name not in names and unfit_for_windows(name) is None))
    return names
