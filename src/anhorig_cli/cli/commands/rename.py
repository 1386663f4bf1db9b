"""`anhorig rename`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, PlanName, argument, option


def rename(
    plan: PlanName = None,
    old: Annotated[
        str | None,
        argument("OLD", "The id to change; the plan's own works too.", offers=completion.after_plan(completion.ids)),
    ] = None,
    new: Annotated[str | None, argument("NEW", "The new id.", offers=completion.nothing)] = None,
    kind: Annotated[
        str | None, option("LIST", "Where it is listed, when several have the id: subgoals, units …")
    ] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Give something another id, everywhere: in the plan, in the project's other plans and in its settings.

    For example: anhorig rename carer-plan reach-more reach-in-time --dry-run
    """
    from anhorig_cli.cli.disk.changes import change_across
    from anhorig_cli.cli.questions import renaming_questions
    from anhorig_cli.usecases.edit.rename_and_reassign import rename_id
    from anhorig_cli.workspace.workspace import with_neighbours

    reader_language = language_of(language)
    plan_name, old_id, new_id = renaming_questions(plan, old, new, reader_language)
    change_across(
        lambda: with_neighbours(plan_name),
        lambda plans: rename_id(plans, old_id, new_id, kind),
        reader_language,
        dry_run=dry_run,
    )
