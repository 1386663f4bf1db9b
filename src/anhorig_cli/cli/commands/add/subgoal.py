"""`anhorig add subgoal`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of, today
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
    option,
)


def subgoal(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    purpose: Annotated[str | None, option("TEXT", "What it is to lead to.")] = None,
    description: Description = None,
    added: Annotated[
        str | None, option("DATE", "When it came into the plan: a date or the decision. Default: today.")
    ] = None,
    start_by: StartBy = None,
    due: Annotated[str | None, option("DATE", "By when it is to be met.")] = None,
    responsible: Responsible = None,
    unit: Units = None,
    target_group: TargetGroups = None,
    indicator: Annotated[
        list[str] | None, option("INDICATOR", "An indicator of it; repeatable.", offers=completion.indicators)
    ] = None,
    contributes_to: ContributesTo = None,
    continues: Annotated[
        list[str] | None,
        option("SUBGOAL", "An earlier subgoal that it continues; repeatable.", offers=completion.subgoals),
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
    from anhorig_cli.usecases.edit.add_part import add_subgoal

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
    change(named, lambda files: add_subgoal(files, new), reader_language, dry_run=dry_run)
