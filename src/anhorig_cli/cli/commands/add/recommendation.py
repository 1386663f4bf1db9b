"""`anhorig add recommendation`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, NewId, PlanName, Title, option


def recommendation(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    giver: Annotated[str | None, option("TEXT", "Who gave it: the auditors, an authority.", "--from")] = None,
    to: Annotated[
        list[str] | None, option("ROLE", "Who is to answer it. Repeatable.", offers=completion.responsible)
    ] = None,
    date: Annotated[str | None, option("DATE", "The day it was given. Default: today.")] = None,
    text: Annotated[str | None, option("TEXT", "What is recommended.")] = None,
    due: Annotated[str | None, option("DATE", "The last day for an answer.")] = None,
    answered_by: Annotated[
        list[str] | None,
        option("SUBGOAL", "A subgoal or activity that answers it. Repeatable.", offers=completion.subgoals),
    ] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add a recommendation, from auditors say, which is to be answered.

    For example: anhorig add recommendation carer-plan --title "Follow up the effect" --from "The auditors"
    --date 2026-10-01
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import ahead, dated_questions, read
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    named, called, day = dated_questions(plan, title, date, reader_language)
    new = entry(
        "recommendation",
        id=new_id,
        title=called,
        from_=giver,
        to=to,
        date=day,
        text=text,
        due=read(due, ahead),
        answered_by=answered_by,
    )
    change(named, lambda files: add_listed(files, "recommendations", new), reader_language, dry_run=dry_run)
