"""`anhorig coverage`."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from anhorig_cli.cli.disk.outputs import keep_compiled, write_named
from anhorig_cli.cli.others import select_plans, trust
from anhorig_cli.cli.surroundings import as_of_date, help_text, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    Footer,
    LanguageOption,
    Paths,
    WithOthers,
    argument,
    format_of_output,
    format_option,
    one_of,
    option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import STDOUT, print_errors, visible_lines
from anhorig_cli.diagnostics import ExitCode
from anhorig_cli.rendering.formats import CoverageFormat
from anhorig_cli.source import message


class FailOnUncovered(StrEnum):
    """What makes the command fail."""

    UNCOVERED = "uncovered"


def _print_schema(is_asked: bool) -> None:
    """Print the schema of json, and nothing else."""
    if is_asked:
        from anhorig_cli.rendering.coverage_pages import schema

        sys.stdout.write(schema())
        raise typer.Exit(ExitCode.CLEAN)


def coverage(
    strategy: Annotated[
        str,
        argument(
            "STRATEGY",
            "The plan with the areas: a file, a folder, or its id among the project's plans.",
            offers=completion.plans,
        ),
    ],
    paths: Paths = None,
    output_format: Annotated[
        CoverageFormat | None, format_option(CoverageFormat, "The format, if the file's ending does not show it.")
    ] = None,
    output: Annotated[
        str, output_option("Where to write: FILE.txt, .md, .html, .csv, .json or .svg. Default: the screen.")
    ] = STDOUT,
    fail_on: Annotated[
        FailOnUncovered | None,
        option(one_of(FailOnUncovered), "Exit with code 1 if no plan contributes to one or more of the areas."),
    ] = None,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
    footer: Footer = False,
    schema: Annotated[  # noqa: ARG001 - its callback runs before STRATEGY is found missing
        bool,
        typer.Option(
            "--schema",
            callback=_print_schema,
            is_eager=True,
            help=help_text("Print the schema of json, and nothing else."),
        ),
    ] = False,
) -> None:
    """Show how plans contribute to a strategy: for each area and plan the number of subgoals and the worst assessment.

    For example: anhorig coverage county/strategy.yaml -o coverage.html
    """
    from anhorig_cli.rendering.coverage_pages import written
    from anhorig_cli.rendering.page import newly_compiled
    from anhorig_cli.usecases.across.cover_strategy import cover_strategy
    from anhorig_cli.workspace.workspace import Workspace

    reader_language = language_of(language)
    otherwise = message(
        "{file}: the ending does not show the format; write .txt, .md, .html, .csv, .json or .svg", file=output
    )
    kind = format_of_output(output, output_format, CoverageFormat, CoverageFormat.TEXT, otherwise)
    is_screen = output == STDOUT and kind is CoverageFormat.TEXT
    own = None if language is None and not is_screen else reader_language
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    strategy_plan = Workspace.named(strategy, trust(with_others=with_others))
    found = cover_strategy(
        strategy_plan, workspace, as_of_date(as_of), own, iso=is_screen or kind is CoverageFormat.JSON
    )
    data = written(found.view, kind, footer=footer)
    write_named({output: visible_lines(data) if is_screen else data}, reader_language, dry_run=dry_run)
    if kind is CoverageFormat.HTML:
        keep_compiled(newly_compiled())
    print_errors(found.errors, reader_language)
    has_failed = bool(found.errors) or (fail_on is not None and bool(found.view.uncovered.lines))
    raise typer.Exit(ExitCode.FINDINGS if has_failed else ExitCode.CLEAN)
