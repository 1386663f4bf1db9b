"""`anhorig add cycle-item`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
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
    option,
)


def cycle_item(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    when: Annotated[
        list[str] | None,
        option("TIME", "When in the year: March, quarterly, 6 October, w40, first Tuesday in March. Repeatable."),
    ] = None,
    every: Annotated[
        str | None,
        option(
            "YEARS",
            "How often, if not every year: 2 years. The first year goes in --from.",
            offers=completion.years_between,
        ),
    ] = None,
    time: Annotated[str | None, option("TIME", "The time of the day: 13.00 or 13.00–15.00, or in words.")] = None,
    unit: Units = None,
    responsible: Responsible = None,
    subgoal: Serves = None,
    report_to: Annotated[str | None, option("TEXT", "Where it is reported.")] = None,
    first: Annotated[str | None, option("DATE", "From when it is done.", "--from")] = None,
    last: Annotated[str | None, option("DATE", "Until when it is done.", "--to")] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add an item to the annual cycle.

    For example: anhorig add cycle-item carer-plan --title "Ask the carers" --when March --responsible carer-adviser
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import ahead, behind, read, thing_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_cycle_item

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
    change(named, lambda files: add_cycle_item(files, new), reader_language, dry_run=dry_run)
