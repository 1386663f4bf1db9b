"""`anhorig add occasion`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, NewId, PlanName, RegistryNumber, Title, option


def occasion(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    date: Annotated[str | None, option("DATE", "The day that the report shows.")] = None,
    meeting: Annotated[str | None, option("TEXT", "The meeting that it goes to, with its date.")] = None,
    committee: Annotated[str | None, option("TEXT", "The committee it goes to.")] = None,
    registry_number: RegistryNumber = None,
    matter: Annotated[str | None, option("TEXT", "What the matter is called on the agenda.")] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add an occasion on which the plan is reported.

    For example: anhorig add occasion carer-plan --title "Annual report 2027" --date 2027-12-31
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import occasion_questions
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    named, called, day = occasion_questions(plan, title, date, reader_language)
    new = entry(
        "report",
        id=new_id,
        title=called,
        date=day,
        meeting=meeting,
        committee=committee,
        registry_number=registry_number,
        matter=matter,
    )
    change(named, lambda files: add_listed(files, "reports", new), reader_language, dry_run=dry_run)
