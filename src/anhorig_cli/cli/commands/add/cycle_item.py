"""`anhorig add cycle-item`."""

from typing import Annotated

import typer

from anhorig_cli.cli.surroundings import help_text, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    Description,
    DryRun,
    LanguageOption,
    NewId,
    PlanName,
    Responsible,
    Serves,
    Title,
    Units,
)


def cycle_item(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    when: Annotated[
        list[str] | None,
        typer.Option(
            "--when",
            metavar=help_text("TIME"),
            help=help_text("When in the year: March, quarterly, 6 October, w40, first Tuesday in March. Repeatable."),
        ),
    ] = None,
    every: Annotated[
        str | None,
        typer.Option(
            metavar=help_text("YEARS"),
            help=help_text("How often, if not every year: 2 years. The first year goes in --from."),
            autocompletion=completion.years_between,
        ),
    ] = None,
    time: Annotated[
        str | None,
        typer.Option(
            "--time",
            metavar=help_text("TIME"),
            help=help_text("The time of the day: 13.00 or 13.00–15.00, or in words."),
        ),
    ] = None,
    unit: Units = None,
    responsible: Responsible = None,
    subgoal: Serves = None,
    report_to: Annotated[str | None, typer.Option(metavar="TEXT", help=help_text("Where it is reported."))] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar=help_text("DATE"), help=help_text("From when it is done."))
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar=help_text("DATE"), help=help_text("Until when it is done."))
    ] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add an item to the annual cycle.

    For example: anhorig add cycle-item carer-plan --title "Ask the carers" --when March --responsible carer-adviser
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import ahead, behind, read, thing_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    named, called = thing_questions(plan, title, reader_language)
    new = entry(
        "cycle_item",
        id=new_id,
        title=called,
        description=description,
        when=when,
        every=every,
        time=time,
        units=unit,
        responsible=responsible,
        subgoals=subgoal,
        report_to=report_to,
        from_=read(first, behind),
        to=read(last, ahead),
    )
    change(named, lambda files: add_listed(files, "annual_cycle", new), reader_language, dry_run=dry_run)
