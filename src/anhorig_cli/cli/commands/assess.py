"""`anhorig assess`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, PlanName, argument, option


def assess(
    plan: PlanName = None,
    subgoal: Annotated[
        str | None,
        argument(
            "SUBGOAL",
            "The id or title of the subgoal, or of an area or the plan to assess that.",
            offers=completion.after_plan(completion.judged, completion.statuses),
        ),
    ] = None,
    status: Annotated[
        str | None, argument("ASSESSMENT", "The assessment, such as 'expected'.", offers=completion.statuses)
    ] = None,
    date: Annotated[str | None, option("DATE", "The day of the assessment. Default: today.")] = None,
    comment: Annotated[str | None, option("TEXT", "Why it is assessed so.")] = None,
    cause: Annotated[str | None, option("TEXT", "For a deviation: its cause.")] = None,
    action: Annotated[str | None, option("TEXT", "For a deviation: what is done about it.")] = None,
    new_date: Annotated[str | None, option("DATE", "For a deviation: when it is now expected.")] = None,
    evidence: Annotated[
        list[str] | None,
        option("TEXT", "What shows it: a document, or an address. It goes with the subgoal's; repeatable."),
    ] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Assess whether a subgoal, or the goal of an area or of the plan, is or will be met.

    For example: anhorig assess reach-more expected --date 2026-11-15 --comment "More get in touch."
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import assessment_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.change_subgoal import assess_subgoal

    reader_language = language_of(language)
    plan, subgoal, status, date, comment, cause, action, new_date = assessment_questions(
        (plan, subgoal, status, date, comment, cause, action, new_date), reader_language
    )
    assessment = entry("assessment", date=date, comment=comment, cause=cause, action=action, new_date=new_date)
    change(
        plan,
        lambda files: assess_subgoal(files, subgoal, status, assessment, evidence or ()),
        reader_language,
        dry_run=dry_run,
    )
