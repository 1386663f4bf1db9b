"""`anhorig add unit`."""

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
    Title,
    option,
)


def unit(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    responsible: Responsible = None,
    part_of: Annotated[str | None, option("UNIT", "The unit that it is part of.", offers=completion.units)] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add a unit, which others can refer to.

    For example: anhorig add unit carer-plan --title "Short-term care" --responsible carer-adviser
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import thing_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    named, called = thing_questions(plan, title, reader_language)
    new = entry("unit", id=new_id, title=called, description=description, responsible=responsible, part_of=part_of)
    change(named, lambda files: add_listed(files, "units", new), reader_language, dry_run=dry_run)
