"""Edits of a plan, chosen by chance, as calls of the use-cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import entry
from anhorig_cli.model.register import Named
from anhorig_cli.usecases.edit.add_part import add_activity, add_listed
from anhorig_cli.usecases.edit.change_subgoal import assess_subgoal, postpone_subgoal
from anhorig_cli.usecases.edit.edit_plan import EditedPlan
from anhorig_cli.usecases.edit.record_measurement import record_measurement
from anhorig_cli.usecases.edit.tick_off import Tick, tick_off
from anhorig_cli.vocabulary import folded
from random_plans import TEXTS, random_day

NEW_TEXTS = (
    *TEXTS,
    "två\nstycken\n\noch ett till",
    "null",
    "~",
    "*stjärna*",
    "&och",
    "slutar så:",
    "allt: \"#' på en gång",
)
NEW_ID = "helt-ny-och-unik"
_TODAY = date(2026, 7, 1)
_DECIDED = date(2100, 1, 1)
"""A day by which all that is decided or done here has been."""


@dataclass(frozen=True)
class Edit:
    """An edit, and how many bytes of the file it may take away at most; an empty list goes when it gets an item."""

    name: str
    apply: Callable[[PlanFiles], EditedPlan]
    most_gone: int = len(" [ ]")


def random_edit(random: Random, plan: Plan) -> Edit:
    """Return an edit that has a meaning in the plan."""
    makers = [_assess, _postpone, _add_subgoal, _add_indicator, _add_activity, _add_cycle_item]
    makers += [_record, _replace] if plan.indicators else []
    makers += [_tick_item] if plan.annual_cycle else []
    makers += [_tick_activity] if any(s.activities for s in plan.subgoals) else []
    return random.choice(makers)(random, plan)


def _text(random: Random) -> str:
    return random.choice(NEW_TEXTS)


def _new_title(random: Random, things: Sequence[Named]) -> str:
    """Return a text that none of the things has as its title, since what is there already is not added again."""
    taken = {folded(thing.title or "") for thing in things}
    text = _text(random)
    return text if folded(text) not in taken else f"{text} {len(taken) + 1}"


def _record(random: Random, plan: Plan) -> Edit:
    indicator = random.choice(plan.indicators)
    new = entry("measurement", date=_new_day(random, plan), value="7.5", source=_text(random))
    return Edit("record", lambda files: record_measurement(files, indicator.id, new, _TODAY, replace=False))


def _new_day(random: Random, plan: Plan) -> str:
    taken = {str(m.date) for indicator in plan.indicators for m in indicator.measurements}
    return next(day for _ in range(1000) if (day := random_day(random)) not in taken)


def _replace(random: Random, plan: Plan) -> Edit:
    measured = [(i, m) for i in plan.indicators for m in i.measurements]
    if not measured:
        return _record(random, plan)
    indicator, old = random.choice(measured)
    values = random.choice([{"value": "8"}, {"numerator": "3", "denominator": "40"}])
    new = entry("measurement", date=str(old.date), **values, note=_text(random), source=indicator.source or "Ny")
    gone = len(f"value: {old.value}") + len((old.source or "").encode()) + 20
    return Edit("replace", lambda files: record_measurement(files, indicator.id, new, _TODAY, replace=True), gone)


def _assess(random: Random, plan: Plan) -> Edit:
    subgoal = random.choice(plan.subgoals)
    cause, action = (random.choice([None, _text(random).partition("\n")[0]]) for _ in range(2))
    told = entry("assessment", date=random_day(random), comment=_text(random), cause=cause, action=action)
    return Edit("assess", lambda files: assess_subgoal(files, subgoal.id, "unlikely", told))


def _postpone(random: Random, plan: Plan) -> Edit:
    subgoal, reason = random.choice(plan.subgoals), _text(random)
    before = [one.decided.first.isoformat() for one in subgoal.revisions if one.field == "due" and one.decided]
    day = max([random_day(random), *before])  # what was decided earlier is refused

    def apply(files: PlanFiles) -> EditedPlan:
        return postpone_subgoal(
            files, subgoal.id, "2155", reason=reason, decision="§ 41", decided=day, field="due", today=_DECIDED
        )

    return Edit("postpone", apply, len("2026-01-01") + len(" [ ]"))


def _tick_item(random: Random, plan: Plan) -> Edit:
    item, day, note = random.choice(plan.annual_cycle), random_day(random), random.choice([None, _text(random)])
    return Edit("tick item", lambda files: tick_off(files, item.id or "", Tick(day, _DECIDED, note=note)))


def _tick_activity(random: Random, plan: Plan) -> Edit:
    subgoal = random.choice([s for s in plan.subgoals if s.activities])
    titles = [a.title for a in subgoal.activities]
    title, day, note = random.choice(titles), random_day(random), random.choice([None, _text(random)])
    if titles.count(title) > 1 or any(title == item.title for item in plan.annual_cycle):
        return _postpone(random, plan)
    name = f"{subgoal.id}/{title}"
    return Edit("tick activity", lambda files: tick_off(files, name, Tick(day, _DECIDED, note=note)))


def _add_subgoal(random: Random, _plan: Plan) -> Edit:
    new = entry("subgoal", id=NEW_ID, title=_text(random), due=random_day(random), responsible=(_text(random), "b"))
    return Edit("add subgoal", lambda files: add_listed(files, "subgoals", new))


def _add_indicator(random: Random, _plan: Plan) -> Edit:
    target = entry("target", at_least="5", by=random_day(random))
    new = entry("indicator", id=NEW_ID, title=_text(random), target=target, direction="öka")
    return Edit("add indicator", lambda files: add_listed(files, "indicators", new))


def _add_activity(random: Random, plan: Plan) -> Edit:
    subgoal = random.choice(plan.subgoals)
    new = entry("activity", title=_new_title(random, subgoal.activities), due=random.choice([None, random_day(random)]))
    return Edit("add activity", lambda files: add_activity(files, subgoal.id, new))


def _add_cycle_item(random: Random, plan: Plan) -> Edit:
    new = entry("cycle_item", title=_new_title(random, plan.annual_cycle), when=("mars", "v40"), from_="2022")
    return Edit("add cycle item", lambda files: add_listed(files, "annual_cycle", new))
