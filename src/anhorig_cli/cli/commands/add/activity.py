"""`anhorig add activity`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import (
    Description,
    DryRun,
    LanguageOption,
    NewId,
    PlanName,
    Responsible,
    StartBy,
    SubgoalName,
    TargetGroups,
    Title,
    Units,
    option,
)


def activity(
    plan: PlanName = None,
    subgoal: SubgoalName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    status: Annotated[str | None, option("WORD", "How far it has come, such as 'in_progress'.")] = None,
    start_by: StartBy = None,
    due: Annotated[str | None, option("DATE", "By when it is to be done.")] = None,
    responsible: Responsible = None,
    unit: Units = None,
    target_group: TargetGroups = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add an activity to a subgoal.

    For example: anhorig add activity carer-plan reach-more --title "Call those who have not answered"
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import activity_questions, ahead, read
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_activity

    reader_language = language_of(language)
    named, of, called = activity_questions(plan, subgoal, title, reader_language)
    new = entry(
        "activity",
        id=new_id,
        title=called,
        description=description,
        status=status,
        start_by=read(start_by, ahead),
        due=read(due, ahead),
        responsible=responsible,
        units=unit,
        target_groups=target_group,
    )
    change(named, lambda files: add_activity(files, of, new), reader_language, dry_run=dry_run)
