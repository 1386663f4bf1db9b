"""The parts that are followed up: `anhorig add subgoal`, `activity`, `indicator` and `cycle-item`."""

from typing import TYPE_CHECKING, Annotated

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
    Serves,
    StartBy,
    SubgoalName,
    TargetGroups,
    Title,
    Units,
    flag,
    option,
)
from anhorig_cli.vocabulary import SCALES

if TYPE_CHECKING:
    from anhorig_cli.model.plan_edit import Entry


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
    from anhorig_cli.cli.questions import converted, subgoal_questions, typed_future_day, typed_past_day
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    plan_name, new_title, due, responsible = subgoal_questions(plan, title, due, responsible, reader_language)
    new = entry(
        "subgoal",
        id=new_id,
        title=new_title,
        purpose=purpose,
        description=description,
        added=converted(added, typed_past_day) or today().isoformat(),
        start_by=converted(start_by, typed_future_day),
        due=due,
        responsible=responsible,
        units=unit,
        target_groups=target_group,
        indicators=indicator,
        contributes_to=contributes_to,
        continues=continues,
    )
    change(plan_name, lambda files: add_listed(files, "subgoals", new), reader_language, dry_run=dry_run)


def activity(
    plan: PlanName = None,
    subgoal: SubgoalName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    status: Annotated[str | None, option("WORD", "How far it has come, such as 'in_progress'.")] = None,
    start_by: StartBy = None,
    due: Annotated[str | None, option("DATE", "By when it is to be done.")] = None,
    responsible: Responsible = None,
    unit: Units = None,
    target_group: TargetGroups = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add an activity to a subgoal.

    For example: anhorig add activity carer-plan reach-more --title "Call those who have not answered"
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import activity_questions, converted, typed_future_day
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_activity

    reader_language = language_of(language)
    plan_name, of_subgoal, new_title = activity_questions(plan, subgoal, title, reader_language)
    new = entry(
        "activity",
        id=new_id,
        title=new_title,
        description=description,
        status=status,
        start_by=converted(start_by, typed_future_day),
        due=converted(due, typed_future_day),
        responsible=responsible,
        units=unit,
        target_groups=target_group,
    )
    change(plan_name, lambda files: add_activity(files, of_subgoal, new), reader_language, dry_run=dry_run)


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
    from anhorig_cli.cli.questions import converted, thing_questions, typed_future_day, typed_past_day
    from anhorig_cli.cli.typed import number
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    plan_name, new_title = thing_questions(plan, title, reader_language)
    new = entry(
        "indicator",
        id=new_id,
        title=new_title,
        description=description,
        unit_of_measure=unit_of_measure,
        direction=direction,
        baseline=_if_filled(
            entry("baseline", value=converted(baseline, number), date=converted(baseline_date, typed_past_day))
        ),
        target=_if_filled(
            entry(
                "target",
                at_least=converted(at_least, number),
                at_most=converted(at_most, number),
                change=change_by,
                by=converted(by, typed_future_day),
            )
        ),
        tolerance=converted(tolerance, number),
        contributes_to=contributes_to,
        frequency=frequency,
        source=source,
        responsible=responsible,
        target_groups=target_group,
        people=SCALES["flag"].word("true") if people else None,
        numerator=numerator,
        denominator=denominator,
    )
    change(
        plan_name, lambda files: add_listed(files, "indicators", new, subgoal or ()), reader_language, dry_run=dry_run
    )


def _if_filled(entry: "Entry") -> "Entry | None":
    return entry if entry.fields else None


def cycle_item(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    when: Annotated[
        list[str] | None,
        option("TIME", "When in the year: March, quarterly, 6 October, w40, first Tuesday in March. Repeatable."),
    ] = None,
    every: Annotated[
        str | None,
        option(
            "YEARS",
            "How often, if not every year: 2 years. The first year goes in --from.",
            offers=completion.years_between,
        ),
    ] = None,
    time: Annotated[str | None, option("TIME", "The time of the day: 13.00 or 13.00–15.00, or in words.")] = None,
    unit: Units = None,
    responsible: Responsible = None,
    subgoal: Serves = None,
    report_to: Annotated[str | None, option("TEXT", "Where it is reported.")] = None,
    first: Annotated[str | None, option("DATE", "From when it is done.", "--from")] = None,
    last: Annotated[str | None, option("DATE", "Until when it is done.", "--to")] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add an item to the annual cycle.

    For example: anhorig add cycle-item carer-plan --title "Ask the carers" --when March --responsible carer-adviser
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import converted, thing_questions, typed_future_day, typed_past_day
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.add_part import add_listed

    reader_language = language_of(language)
    plan_name, new_title = thing_questions(plan, title, reader_language)
    new = entry(
        "cycle_item",
        id=new_id,
        title=new_title,
        description=description,
        when=when,
        every=every,
        time=time,
        units=unit,
        responsible=responsible,
        subgoals=subgoal,
        report_to=report_to,
        from_=converted(first, typed_past_day),
        to=converted(last, typed_future_day),
    )
    change(plan_name, lambda files: add_listed(files, "annual_cycle", new), reader_language, dry_run=dry_run)
