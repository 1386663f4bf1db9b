"""`anhorig postpone`."""

from typing import Annotated

import typer

from anhorig_cli.cli.surroundings import help_text, language_of, today
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, PlanName, SubgoalName


def postpone(
    plan: PlanName = None,
    subgoal: SubgoalName = None,
    to: Annotated[str | None, typer.Option("--to", metavar=help_text("DATE"), help=help_text("The new date."))] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help=help_text("Why it is moved."))] = None,
    decision: Annotated[
        str | None,
        typer.Option(
            metavar=help_text("DECISION"),
            help=help_text("The decision: its id or title in the plan, or who decided and the paragraph."),
            autocompletion=completion.decisions,
        ),
    ] = None,
    decided: Annotated[
        str | None,
        typer.Option(
            metavar=help_text("DATE"),
            help=help_text("When it was decided. Default: the day that the decision names, or today."),
        ),
    ] = None,
    start: Annotated[
        bool, typer.Option("--start", help=help_text("Move the start date instead of the deadline."))
    ] = False,
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
