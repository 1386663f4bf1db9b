"""The parts that a plan lists and others refer to: `anhorig add area`, `unit`, `role`, `decision` and so on."""

from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    Description,
    DryRun,
    LanguageOption,
    NewId,
    Note,
    PlanName,
    RegistryNumber,
    Reported,
    Responsible,
    Title,
    Units,
    flag,
    option,
)
from anhorig_cli.vocabulary import SCALES, Language

if TYPE_CHECKING:
    from anhorig_cli.model.plan_edit import Entry
    from anhorig_cli.usecases.edit.add_part import Listed


def area(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    source: Annotated[str | None, option("TEXT", "Where it is decided or described.")] = None,
    excludes: Annotated[list[str] | None, option("TEXT", "What is not part of it. Repeatable.")] = None,
    responsible: Responsible = None,
    part_of: Annotated[str | None, option("AREA", "The area that it is part of.", offers=completion.areas)] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add an area, or a goal above the plan, which subgoals contribute to.

    For example: anhorig add area carer-plan --title "Support early"
    """
    from anhorig_cli.cli.questions import thing_questions
    from anhorig_cli.model.plan_edit import entry

    reader_language = language_of(language)
    plan_name, new_title = thing_questions(plan, title, reader_language)
    new = entry(
        "area",
        id=new_id,
        title=new_title,
        description=description,
        source=source,
        excludes=excludes,
        responsible=responsible,
        part_of=part_of,
    )
    _add(plan_name, "areas", new, reader_language, dry_run=dry_run)


def unit(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    responsible: Responsible = None,
    part_of: Annotated[str | None, option("UNIT", "The unit that it is part of.", offers=completion.units)] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add a unit, which others can refer to.

    For example: anhorig add unit carer-plan --title "Short-term care" --responsible carer-adviser
    """
    from anhorig_cli.cli.questions import thing_questions
    from anhorig_cli.model.plan_edit import entry

    reader_language = language_of(language)
    plan_name, new_title = thing_questions(plan, title, reader_language)
    new = entry("unit", id=new_id, title=new_title, description=description, responsible=responsible, part_of=part_of)
    _add(plan_name, "units", new, reader_language, dry_run=dry_run)


def role(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    unit: Units = None,
    extent: Annotated[str | None, option("TEXT", "How much of full time it is, such as '75 %'.")] = None,
    count: Annotated[str | None, option("NUMBER", "How many hold the role.")] = None,
    first: Annotated[str | None, option("DATE", "When the role begins.", "--from")] = None,
    last: Annotated[str | None, option("DATE", "When the role ends.", "--to")] = None,
    vacant: Annotated[bool, flag("Nobody holds the role.", "--vacant")] = False,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add a role, which can be responsible: a function, never a name.

    For example: anhorig add role carer-plan --title "Carer adviser 2" --extent "75 %" --from 2026-09-01
    """
    from anhorig_cli.cli.questions import converted, thing_questions, typed_future_day, typed_past_day
    from anhorig_cli.model.plan_edit import entry

    reader_language = language_of(language)
    plan_name, new_title = thing_questions(plan, title, reader_language)
    new = entry(
        "role",
        id=new_id,
        title=new_title,
        description=description,
        units=unit,
        extent=extent,
        count=count,
        from_=converted(first, typed_past_day),
        to=converted(last, typed_future_day),
        vacant=SCALES["flag"].word("true") if vacant else None,
    )
    _add(plan_name, "roles", new, reader_language, dry_run=dry_run)


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
    from anhorig_cli.cli.questions import converted, dated_questions, typed_future_day
    from anhorig_cli.model.plan_edit import entry

    reader_language = language_of(language)
    plan_name, new_title, day = dated_questions(plan, title, date, reader_language)
    new = entry(
        "decision",
        id=new_id,
        title=new_title,
        date=day,
        body=body,
        paragraph=paragraph,
        registry_number=registry_number,
        text=text,
        effective=converted(effective, typed_future_day),
    )
    _add(plan_name, "decisions", new, reader_language, dry_run=dry_run)


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
    from anhorig_cli.cli.questions import occasion_questions
    from anhorig_cli.model.plan_edit import entry

    reader_language = language_of(language)
    plan_name, new_title, day = occasion_questions(plan, title, date, reader_language)
    new = entry(
        "report",
        id=new_id,
        title=new_title,
        date=day,
        meeting=meeting,
        committee=committee,
        registry_number=registry_number,
        matter=matter,
    )
    _add(plan_name, "reports", new, reader_language, dry_run=dry_run)


def survey(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    description: Description = None,
    method: Annotated[str | None, option("TEXT", "How it was made: survey, focus group, interviews.")] = None,
    first: Annotated[str | None, option("DATE", "When it began.", "--from")] = None,
    last: Annotated[str | None, option("DATE", "When it ended.", "--to")] = None,
    population: Annotated[str | None, option("TEXT", "Who were asked.")] = None,
    sent: Annotated[str | None, option("NUMBER", "How many were asked.")] = None,
    answered: Annotated[str | None, option("NUMBER", "How many answered.")] = None,
    reported: Reported = None,
    caveat: Annotated[str | None, option("TEXT", "What the reader should keep in mind.")] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add a survey, focus group or round of interviews.

    For example: anhorig add survey carer-plan --title "Survey of carers 2026" --from 2026-10-01 --to 2026-10-31
    --sent 120 --answered 64
    """
    from anhorig_cli.cli.questions import converted, thing_questions, typed_past_day
    from anhorig_cli.model.plan_edit import entry

    reader_language = language_of(language)
    plan_name, new_title = thing_questions(plan, title, reader_language)
    new = entry(
        "survey",
        id=new_id,
        title=new_title,
        description=description,
        method=method,
        period=_period(converted(first, typed_past_day), converted(last, typed_past_day)),
        population=population,
        sent=sent,
        answered=answered,
        reported=converted(reported, typed_past_day),
        caveat=caveat,
    )
    _add(plan_name, "surveys", new, reader_language, dry_run=dry_run)


def funding(
    plan: PlanName = None,
    title: Title = None,
    new_id: NewId = None,
    source: Annotated[str | None, option("TEXT", "Where the money comes from.")] = None,
    amount: Annotated[str | None, option("NUMBER", "How much, in kronor.")] = None,
    outcome: Annotated[str | None, option("NUMBER", "How much was used, in kronor.")] = None,
    first: Annotated[str | None, option("DATE", "From when it is for.", "--from")] = None,
    last: Annotated[str | None, option("DATE", "Until when it is for.", "--to")] = None,
    reported: Reported = None,
    note: Note = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Add money for the work.

    For example: anhorig add funding carer-plan --title "State grant" --amount 450000 --from 2026-01 --to 2026-12
    """
    from anhorig_cli.cli.questions import converted, thing_questions, typed_future_day, typed_past_day
    from anhorig_cli.model.plan_edit import entry

    reader_language = language_of(language)
    plan_name, new_title = thing_questions(plan, title, reader_language)
    new = entry(
        "funding",
        id=new_id,
        title=new_title,
        source=source,
        amount=amount,
        outcome=outcome,
        reported=converted(reported, typed_past_day),
        period=_period(converted(first, typed_past_day), converted(last, typed_future_day)),
        note=note,
    )
    _add(plan_name, "funding", new, reader_language, dry_run=dry_run)


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
    from anhorig_cli.cli.questions import converted, dated_questions, typed_future_day
    from anhorig_cli.model.plan_edit import entry

    reader_language = language_of(language)
    plan_name, new_title, day = dated_questions(plan, title, date, reader_language)
    new = entry(
        "recommendation",
        id=new_id,
        title=new_title,
        from_=giver,
        to=to,
        date=day,
        text=text,
        due=converted(due, typed_future_day),
        answered_by=answered_by,
    )
    _add(plan_name, "recommendations", new, reader_language, dry_run=dry_run)


def _add(plan: str, listed: "Listed", new: "Entry", language: Language, *, dry_run: bool) -> None:
    """Add a new part to one of the plan's lists."""
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.usecases.edit.add_part import add_listed

    change(plan, lambda files: add_listed(files, listed, new), language, dry_run=dry_run)


def _period(first: str | None, last: str | None) -> "Entry | None":
    """Return a period from `first` to `last`; None if neither is given."""
    from anhorig_cli.model.plan_edit import entry

    period = entry("period", from_=first, to=last)
    return period if period.fields else None
