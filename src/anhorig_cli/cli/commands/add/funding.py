"""`anhorig add funding`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, NewId, Note, PlanName, Reported, Title, option


def funding(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    source: Annotated[str | None, option("TEXT", "Where the money comes from.")] = None,
    amount: Annotated[str | None, option("NUMBER", "How much, in kronor.")] = None,
    outcome: Annotated[str | None, option("NUMBER", "How much was used, in kronor.")] = None,
    first: Annotated[str | None, option("DATE", "From when it is for.", "--from")] = None,
    last: Annotated[str | None, option("DATE", "Until when it is for.", "--to")] = None,
    reported: Reported = None,
    note: Note = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add money for the work.

    For example: anhorig add funding carer-plan --title "State grant" --amount 450000 --from 2026-01 --to 2026-12
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import ahead, behind, read, thing_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    named, called = thing_questions(plan, title, reader_language)
    period = entry("period", from_=read(first, behind), to=read(last, ahead))
    new = entry(
        "funding",
        id=new_id,
        title=called,
        source=source,
        amount=amount,
        outcome=outcome,
        reported=read(reported, behind),
        period=period if period.fields else None,
        note=note,
    )
    change(named, lambda files: add_listed(files, "funding", new), reader_language, dry_run=dry_run)
