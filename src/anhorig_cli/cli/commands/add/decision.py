"""`anhorig add decision`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, NewId, PlanName, RegistryNumber, Title, option


def decision(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    date: Annotated[str | None, option("DATE", "The day of the decision. Default: today.")] = None,
    body: Annotated[str | None, option("TEXT", "Who decided.")] = None,
    paragraph: Annotated[str | None, option("TEXT", "The paragraph, such as '§ 52'.")] = None,
    registry_number: RegistryNumber = None,
    text: Annotated[str | None, option("TEXT", "What was decided.")] = None,
    effective: Annotated[str | None, option("DATE", "From when it applies.")] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add a decision, which postponements and new subgoals can refer to.

    For example: anhorig add decision carer-plan --title "Revised plan" --date 2026-11-10
    --body "Social Welfare Committee" --paragraph "§ 52"
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import ahead, dated_questions, read
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    named, called, day = dated_questions(plan, title, date, reader_language)
    new = entry(
        "decision",
        id=new_id,
        title=called,
        date=day,
        body=body,
        paragraph=paragraph,
        registry_number=registry_number,
        text=text,
        effective=read(effective, ahead),
    )
    change(named, lambda files: add_listed(files, "decisions", new), reader_language, dry_run=dry_run)
