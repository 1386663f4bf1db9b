"""`anhorig postpone`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of, today
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, PlanName, SubgoalName, flag, option


def postpone(
    plan: PlanName = None,
    subgoal: SubgoalName = None,
    to: Annotated[str | None, option("DATE", "The new date.")] = None,
    reason: Annotated[str | None, option("TEXT", "Why it is moved.")] = None,
    decision: Annotated[
        str | None,
        option(
            "DECISION",
            "The decision: its id or title in the plan, or who decided and the paragraph.",
            offers=completion.decisions,
        ),
    ] = None,
    decided: Annotated[
        str | None, option("DATE", "When it was decided. Default: the day that the decision names, or today.")
    ] = None,
    start: Annotated[bool, flag("Move the start date instead of the deadline.", "--start")] = False,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Move a subgoal's date and keep the earlier one, with the reason and the decision.

    For example: anhorig postpone reach-more --to 2027-12-31 --reason "The meetings begin in the autumn"
    --decision "Social Welfare Committee § 41"
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import postponement_questions
    from anhorig_cli.usecases.edit.change_subgoal import postpone_subgoal

    reader_language = language_of(language)
    plan, subgoal, to, reason, decision, when = postponement_questions(
        plan, subgoal, to, reason, (decision, decided), reader_language
    )
    change(
        plan,
        lambda files: postpone_subgoal(
            files,
            subgoal,
            to,
            reason=reason,
            decision=decision,
            decided=when or None,
            field="start_by" if start else "due",
            today=today(),
        ),
        reader_language,
        dry_run=dry_run,
    )
