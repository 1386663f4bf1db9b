"""`anhorig add subgoal`."""

from typing import Annotated

import typer

from anhorig_cli.cli.surroundings import help_text, language_of, today
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    ContributesTo,
    Description,
    DryRun,
    LanguageOption,
    NewId,
    PlanName,
    Responsible,
    StartBy,
    TargetGroups,
    Title,
    Units,
)


def subgoal(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    purpose: Annotated[str | None, typer.Option(metavar="TEXT", help=help_text("What it is to lead to."))] = None,
    description: Description = None,
    added: Annotated[
        str | None,
        typer.Option(
            metavar=help_text("DATE"),
            help=help_text("When it came into the plan: a date or the decision. Default: today."),
        ),
    ] = None,
    start_by: StartBy = None,
    due: Annotated[
        str | None, typer.Option(metavar=help_text("DATE"), help=help_text("By when it is to be met."))
    ] = None,
    responsible: Responsible = None,
    unit: Units = None,
    target_group: TargetGroups = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            "--indicator",
            metavar=help_text("INDICATOR"),
            help=help_text("An indicator of it; repeatable."),
            autocompletion=completion.indicators,
        ),
    ] = None,
    contributes_to: ContributesTo = None,
    continues: Annotated[
        list[str] | None,
        typer.Option(
            "--continues",
            metavar=help_text("SUBGOAL"),
            help=help_text("An earlier subgoal that it continues; repeatable."),
            autocompletion=completion.subgoals,
        ),
    ] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add a subgoal.

    For example: anhorig add subgoal carer-plan --title "Support in the evenings" --due 2027-12-31 --responsible manager
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import ahead, behind, read, subgoal_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    named, called, due, responsible = subgoal_questions(plan, title, due, responsible, reader_language)
    new = entry(
        "subgoal",
        id=new_id,
        title=called,
        purpose=purpose,
        description=description,
        added=read(added, behind) or today().isoformat(),
        start_by=read(start_by, ahead),
        due=due,
        responsible=responsible,
        units=unit,
        target_groups=target_group,
        indicators=indicator,
        contributes_to=contributes_to,
        continues=continues,
    )
    change(named, lambda files: add_listed(files, "subgoals", new), reader_language, dry_run=dry_run)
