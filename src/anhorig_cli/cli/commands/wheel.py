"""`anhorig wheel`."""

from pathlib import Path
from typing import Annotated

import typer

from anhorig_cli.cli.disk.outputs import keep_compiled, write_outputs
from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of, year_of
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    Footer,
    LanguageOption,
    Paths,
    UnitOption,
    WithOthers,
    YearOption,
    format_of_ending,
    one_of,
    option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import print_errors
from anhorig_cli.diagnostics import ExitCode
from anhorig_cli.rendering.formats import WheelFormat, WheelKind
from anhorig_cli.source import message


def wheel(
    output: Annotated[
        list[str], output_option("Where to draw it: FILE.svg, FILE.html, FILE.png or FILE.pdf. Repeatable.")
    ],
    paths: Paths = None,
    kind: Annotated[
        WheelKind | None,
        option(
            one_of(WheelKind),
            "The design: sectors for the months, or a ring for each unit, or for each of several plans. "
            "Default: months; of several plans, rings.",
        ),
    ] = None,
    year: YearOption = None,
    unit: UnitOption = None,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
    footer: Footer = False,
) -> None:
    """Draw the annual cycle of a plan, or of several together, as a wheel.

    For example: anhorig wheel -o wheel.html
    """
    from anhorig_cli.rendering.page import newly_compiled
    from anhorig_cli.usecases.draw_wheel import draw_wheel, wheel_of_workspace

    formats = [_format_of(name) for name in output]
    reader_language = language_of(language)
    own = reader_language if language else None
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    found = wheel_of_workspace(workspace, as_of_date(as_of), year_of(year), unit, own)
    if found.view is None or found.errors:
        print_errors(found.errors, reader_language)
        raise typer.Exit(ExitCode.FINDINGS)
    files = map(Path, output)
    design = kind or (WheelKind.RINGS if found.view.plans else WheelKind.MONTHS)
    made = {file: draw_wheel(found.view, design, one, footer=footer) for file, one in zip(files, formats, strict=True)}
    write_outputs(made, reader_language, dry_run=dry_run)
    keep_compiled(newly_compiled())


def _format_of(name: str) -> WheelFormat:
    otherwise = message("{file}: write a name that ends with .svg, .html, .png or .pdf", file=name or "-o")
    return format_of_ending(name, WheelFormat, otherwise)
