"""Assess a subgoal, an area or the plan, and postpone a subgoal."""

from collections.abc import Sequence
from datetime import date

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.dates import PlanDate, parse_date, parse_due
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, entry
from anhorig_cli.model.register import Register
from anhorig_cli.model.strategy import Area
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.values import word_reader
from anhorig_cli.source import Message, Route, message
from anhorig_cli.usecases.edit.edit_plan import EditedPlan, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import Names, index_named, position_by_date
from anhorig_cli.vocabulary import SCALES, folded

_read_status = word_reader("assessment")


def assess_subgoal(
    files: PlanFiles, subgoal: str, status: str, assessed: Entry, evidence: Sequence[str] = ()
) -> EditedPlan:
    """Return the plan's file with an assessment added: its status, the other fields of `assessed`, and its evidence.

    `subgoal` names a subgoal; where there is none of that name, an area, or the plan by its id or title.

    Raises:
        WrongUsageError: where nothing has the name, or it has an assessment without a date, or of the same date.
        CannotWorkError: where the file cannot be changed safely.
    """
    return edit_plan(files, lambda plan: intent_to_assess(plan, Names(plan), subgoal, status, assessed, evidence))


def intent_to_assess(
    plan: Plan, names: Names, subgoal: str, status: str, assessed: Entry, evidence: Sequence[str] = ()
) -> Intent:
    """Return the change that assesses what a name means; raises as `assess_subgoal`."""
    part, route, found = _assessed_part(plan, names, subgoal)
    undated = [one for one in found.assessments if one.date is None]
    if undated:
        raise WrongUsageError(
            message("'{title}' has an assessment without a date: give it one first", title=found.title)
        )
    if evidence and part != "subgoal":
        raise WrongUsageError(
            message("only a subgoal has evidence: write it in the comment of '{title}'", title=found.title)
        )
    date = parse_date(str(assessed.fields["date"]))
    _refuse_same_date(found, date)
    word = SCALES["assessment"].word(_read_status(status))
    fields = {"date": assessed.fields["date"], "status": word, **assessed.fields}
    position = position_by_date([one.date for one in found.assessments], date)
    addition = Addition("assessments", Entry("assessment", fields), position)
    summary = message("assessed as of {date}: {title} – {status}", date=date, title=found.title, status=word)
    more = [PlanEdit(part, route, adds=(Addition.of_text("evidence", text),)) for text in evidence]
    return Intent([PlanEdit(part, route, adds=(addition,)), *more], summary)


def _assessed_part(plan: Plan, names: Names, name: str) -> tuple[str, Route, Subgoal | Area | Plan]:
    """Return the kind, the route and the part that a name means: a subgoal, else an area, else the plan itself."""
    if not names.register("subgoals").all_places(name):
        if names.register("areas").all_places(name):
            index = index_named(names, "areas", name)
            return "area", ("areas", index), plan.areas[index]
        if folded(name) in {folded(plan.id), folded(plan.title)}:
            return "plan", (), plan
    index = index_named(names, "subgoals", name)
    return "subgoal", ("subgoals", index), plan.subgoals[index]


def _refuse_same_date(part: Subgoal | Area | Plan, date: PlanDate) -> None:
    """Refuse a second assessment of the same date: it would be unclear which of them holds."""
    days = [(one.date.first, one.date.last) for one in part.assessments if one.date is not None]
    if (date.first, date.last) in days:
        raise WrongUsageError(
            message(
                "'{title}' has an assessment of {date} already: change it in an editor",
                title=part.title,
                date=date,
            )
        )


# Postpone a subgoal: a new date, and a revision that records the earlier one.


def postpone_subgoal(
    files: PlanFiles, subgoal: str, to: str, *, reason: str, decision: str, decided: str | None, field: str, today: date
) -> EditedPlan:
    """Return the plan's file with a new date for a subgoal, and a revision that records the earlier one.

    Args:
        files: the plan.
        subgoal: its id or title.
        to: the new date.
        reason: why.
        decision: the id or title of the decision, or free text that says who decided.
        decided: when it was decided; without it, the date of the decision where the plan lists it, else today.
        field: `due` or `start_by`.
        today: today's date.

    Raises:
        WrongUsageError: where there is no such subgoal, it has no date to move, or has that date already; or where the
            decision is not made yet, or was made before the last one.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        _refuse_indicator(plan, subgoal)
        index = index_named(Names(plan), "subgoals", subgoal)
        found = plan.subgoals[index]
        earlier = found.due if field == "due" else found.start_by
        if earlier is None:
            raise WrongUsageError(message("the subgoal '{title}' has no such date to move", title=found.title))
        moved = parse_due(to) if field == "due" else parse_date(to)
        if moved == earlier:
            raise WrongUsageError(message("the subgoal '{title}' has that date already", title=found.title))
        known = parse_date(decided) if decided else _date_of_decision(plan, decision)
        when = known or PlanDate.day(today)
        if when.first > today:
            raise WrongUsageError(
                message(
                    "the date is moved once it has been decided, and {day} has not come: give the day with --decided",
                    day=when,
                )
            )
        revision = entry(
            "revision",
            field=SCALES["revised_field"].word(field),
            from_=earlier,
            to=to,
            decided=when,
            decision=decision,
            reason=reason,
        )
        summary = message("moved from {earlier} to {date}: {title}", earlier=earlier, date=moved, title=found.title)
        if known is None:
            summary = message(
                "{told} – decided {decided}, today, since --decided is not given", told=summary, decided=when
            )
        position = position_by_date([one.decided for one in found.revisions], when)
        _refuse_out_of_order(found, field, when)
        addition = Addition("revisions", revision, position)
        edit = PlanEdit("subgoal", ("subgoals", index), {field: to}, (addition,))
        return Intent([edit], _with_unmoved_targets(summary, _indicators_due_then(plan, found, earlier, field)))

    return edit_plan(files, intend)


def _indicators_due_then(plan: Plan, subgoal: Subgoal, earlier: PlanDate, field: str) -> list[str]:
    """Return the titles of the subgoal's indicators with a target on the day of the deadline that is moved."""
    if field != "due":
        return []
    named = map(Register(plan.indicators).get, subgoal.indicators)
    days = {one.title: [target.by.last for target in one.targets if target.by] for one in named if one}
    return [title for title, of_targets in days.items() if earlier.last in of_targets]


def _with_unmoved_targets(summary: Message, titles: Sequence[str]) -> Message:
    if not titles:
        return summary
    return message(
        "{told}; the target of {indicators} has a day of its own, which stays: where it is moved too, write "
        "the new day in its 'målvärde' (target)",
        told=summary,
        indicators=", ".join(f"'{title}'" for title in titles),
    )


def _refuse_indicator(plan: Plan, name: str) -> None:
    """Refuse an indicator, and say how a revised target is written instead."""
    indicator = Register(plan.indicators).first(name)
    if indicator is None or Register(plan.subgoals).has(name):
        return
    words = {one: PARTS["revision"].term(one).spelled(plan.language) for one in ("field", "from", "to", "decided")}
    raise WrongUsageError(
        message(
            "'{title}' is an indicator, and the date of a subgoal is moved here. A new target is written in the file: "
            "on the indicator, and as a revision of the subgoal, as {example}",
            title=indicator.title,
            example=f"{{{words['field']}: {SCALES['revised_field'].word('target').spelled(plan.language)}, "
            f"{words['from']}: 80, {words['to']}: 60, {words['decided']}: 2026-06-16}}",
        )
    )


def _refuse_out_of_order(subgoal: Subgoal, field: str, when: PlanDate) -> None:
    """Refuse a revision decided before the last one of that date: the date to move was another then."""
    days = [one.decided for one in subgoal.revisions if one.field == field and one.decided is not None]
    last = max(days, key=lambda day: day.first, default=when)
    if when.first >= last.first:
        return
    raise WrongUsageError(
        message(
            "the subgoal '{title}' was moved by a decision of {last}, and this one is of {decided}, before it: "
            "give the day of the new decision with --decided, or change the plan in an editor",
            title=subgoal.title,
            last=last,
            decided=when,
        )
    )


def _date_of_decision(plan: Plan, decision: str) -> PlanDate | None:
    """Return the date of a decision that the plan lists; None where it lists none of that name."""
    found = Register(plan.decisions).first(decision)
    return found.date if found else None
