"""`anhorig add area`."""

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


def area(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    source: Annotated[str | None, option("TEXT", "Where it is decided or described.")] = None,
    excludes: Annotated[list[str] | None, option("TEXT", "What is not part of it. Repeatable.")] = None,
    responsible: Responsible = None,
    part_of: Annotated[str | None, option("AREA", "The area that it is part of.", offers=completion.areas)] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add an area, or a goal above the plan, which subgoals contribute to.

    For example: anhorig add area carer-plan --title "Support early"
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import thing_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    named, called = thing_questions(plan, title, reader_language)
    new = entry(
        "area",
        id=new_id,
        title=called,
        description=description,
        source=source,
        excludes=excludes,
        responsible=responsible,
        part_of=part_of,
    )
    change(named, lambda files: add_listed(files, "areas", new), reader_language, dry_run=dry_run)
