"""`anhorig add indicator`."""

from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import (
    ContributesTo,
    Description,
    DryRun,
    LanguageOption,
    NewId,
    PlanName,
    Responsible,
    Serves,
    TargetGroups,
    Title,
    flag,
    option,
)

if TYPE_CHECKING:
    from anhorig_cli.model.plan_edit import Entry


def indicator(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    unit_of_measure: Annotated[str | None, option("WORD", "What is counted, such as 'percent' or 'carers'.")] = None,
    direction: Annotated[str | None, option("WORD", "Which way it is to go: increase, decrease or hold.")] = None,
    baseline: Annotated[str | None, option("NUMBER", "The baseline value.")] = None,
    baseline_date: Annotated[str | None, option("DATE", "When that value was measured.")] = None,
    at_least: Annotated[str | None, option("NUMBER", "The target: this value or more.")] = None,
    at_most: Annotated[str | None, option("NUMBER", "The target: this value or less.")] = None,
    change_by: Annotated[
        str | None,
        option("CHANGE", "The target as a change from the baseline: '-20 %', or -20 in its own unit.", "--change"),
    ] = None,
    by: Annotated[str | None, option("DATE", "When the target is to be met.")] = None,
    tolerance: Annotated[str | None, option("NUMBER", "A change of no more than this is no change.")] = None,
    frequency: Annotated[
        str | None, option("WORD", "How often it is measured: month, quarter, tertial, half_year or year.")
    ] = None,
    source: Annotated[str | None, option("TEXT", "Where the values come from.")] = None,
    subgoal: Serves = None,
    contributes_to: ContributesTo = None,
    responsible: Responsible = None,
    target_group: TargetGroups = None,
    people: Annotated[bool, flag("It counts people.", "--people")] = False,
    numerator: Annotated[str | None, option("TEXT", "For a share: what the numerator counts.")] = None,
    denominator: Annotated[str | None, option("TEXT", "For a share: what the denominator counts.")] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add an indicator.

    For example: anhorig add indicator carer-plan --title "Groups for carers" --unit-of-measure groups
    --at-least 4 --by 2027
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import ahead, behind, read, thing_questions
    from anhorig_cli.cli.typed import number
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_indicator
    from anhorig_cli.vocabulary import SCALES

    reader_language = language_of(language)
    named, called = thing_questions(plan, title, reader_language)
    new = entry(
        "indicator",
        id=new_id,
        title=called,
        description=description,
        unit_of_measure=unit_of_measure,
        direction=direction,
        baseline=_some(entry("baseline", value=read(baseline, number), date=read(baseline_date, behind))),
        target=_some(
            entry(
                "target",
                at_least=read(at_least, number),
                at_most=read(at_most, number),
                change=change_by,
                by=read(by, ahead),
            )
        ),
        tolerance=read(tolerance, number),
        contributes_to=contributes_to,
        frequency=frequency,
        source=source,
        responsible=responsible,
        target_groups=target_group,
        people=SCALES["flag"].word("true") if people else None,
        numerator=numerator,
        denominator=denominator,
    )
    change(named, lambda files: add_indicator(files, new, subgoal or ()), reader_language, dry_run=dry_run)


def _some(entry: "Entry") -> "Entry | None":
    return entry if entry.fields else None
