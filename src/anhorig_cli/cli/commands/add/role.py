"""`anhorig add role`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import (
    Description,
    DryRun,
    LanguageOption,
    NewId,
    PlanName,
    Title,
    Units,
    flag,
    option,
)


def role(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    unit: Units = None,
    extent: Annotated[str | None, option("TEXT", "How much of full time it is, such as '75 %'.")] = None,
    count: Annotated[str | None, option("NUMBER", "How many hold the role.")] = None,
    first: Annotated[str | None, option("DATE", "When the role begins.", "--from")] = None,
    last: Annotated[str | None, option("DATE", "When the role ends.", "--to")] = None,
    vacant: Annotated[bool, flag("Nobody holds the role.", "--vacant")] = False,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add a role, which can be responsible: a function, never a name.

    For example: anhorig add role carer-plan --title "Carer adviser 2" --extent "75 %" --from 2026-09-01
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import ahead, behind, read, thing_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed
    from anhorig_cli.vocabulary import SCALES

    reader_language = language_of(language)
    named, called = thing_questions(plan, title, reader_language)
    new = entry(
        "role",
        id=new_id,
        title=called,
        description=description,
        units=unit,
        extent=extent,
        count=count,
        from_=read(first, behind),
        to=read(last, ahead),
        vacant=SCALES["flag"].word("true") if vacant else None,
    )
    change(named, lambda files: add_listed(files, "roles", new), reader_language, dry_run=dry_run)
