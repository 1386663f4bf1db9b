"""`anhorig add survey`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import (
    Description,
    DryRun,
    LanguageOption,
    NewId,
    PlanName,
    Reported,
    Title,
    option,
)


def survey(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    method: Annotated[str | None, option("TEXT", "How it was made: survey, focus group, interviews.")] = None,
    first: Annotated[str | None, option("DATE", "When it began.", "--from")] = None,
    last: Annotated[str | None, option("DATE", "When it ended.", "--to")] = None,
    population: Annotated[str | None, option("TEXT", "Who were asked.")] = None,
    sent: Annotated[str | None, option("NUMBER", "How many were asked.")] = None,
    answered: Annotated[str | None, option("NUMBER", "How many answered.")] = None,
    reported: Reported = None,
    caveat: Annotated[str | None, option("TEXT", "What the reader should keep in mind.")] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add a survey, focus group or round of interviews.

    For example: anhorig add survey carer-plan --title "Survey of carers 2026" --from 2026-10-01 --to 2026-10-31
    --sent 120 --answered 64
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import behind, read, thing_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    named, called = thing_questions(plan, title, reader_language)
    period = entry("period", from_=read(first, behind), to=read(last, behind))
    new = entry(
        "survey",
        id=new_id,
        title=called,
        description=description,
        method=method,
        period=period if period.fields else None,
        population=population,
        sent=sent,
        answered=answered,
        reported=read(reported, behind),
        caveat=caveat,
    )
    change(named, lambda files: add_listed(files, "surveys", new), reader_language, dry_run=dry_run)
