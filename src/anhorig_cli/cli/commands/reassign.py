"""`anhorig reassign`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, Paths, argument


def reassign(
    old: Annotated[
        str | None,
        argument(
            "FROM",
            "Who is responsible now: a role, a unit or a party, by id or title.",
            offers=completion.responsible_anywhere,
        ),
    ] = None,
    new: Annotated[
        str | None,
        argument(
            "TO",
            "Who is to be responsible. A plan that lists its roles must list this one.",
            offers=completion.responsible_anywhere,
        ),
    ] = None,
    paths: Paths = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Give everything that somebody is responsible for to somebody else, in all plans of the project.

    For example: anhorig reassign carer-adviser manager --dry-run
    """
    from anhorig_cli.cli.disk.changes import change_across
    from anhorig_cli.cli.questions import reassignment_questions
    from anhorig_cli.usecases.edit.rename_and_reassign import reassign as use_case
    from anhorig_cli.workspace.workspace import Workspace

    reader_language = language_of(language)
    old_responsible, new_responsible = reassignment_questions(old, new, paths or [], reader_language)
    change_across(
        lambda: Workspace.of(paths or ()).plans,
        lambda plans: use_case(plans, old_responsible, new_responsible),
        reader_language,
        dry_run=dry_run,
    )
