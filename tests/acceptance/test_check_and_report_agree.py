"""What check, report, status, cycle and diff say of every part of every plan here, on several days: the same.

`ANHORIG_MORE_PLANS` may name a folder with more plans.
"""

import ast
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from anhorig_cli.analysis.comparison import changes
from anhorig_cli.analysis.facts import known
from anhorig_cli.analysis.pairing import Version
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.rules.registry import PLAN_RULES
from anhorig_cli.rules.rule import Case
from anhorig_cli.source import Route
from anhorig_cli.views.cycle.cycle_times import TimeView
from anhorig_cli.views.cycle.follow_up import CycleRequest, FollowUpView, follow_up
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.plan_changes import plan_changes_view
from anhorig_cli.views.report.report import ReportView, report_view
from anhorig_cli.views.status import StatusView
from anhorig_cli.vocabulary import Language
from conftest import PLANS
from effort import some, tries
from report_views import status_of

RULES = Path(__file__).parent.parent / "rules"
DAYS = [date(2013, 10, 1), date(2021, 9, 20), date(2024, 2, 15), date(2026, 7, 1), date(2027, 1, 15)]
PACKAGE = Path(__file__).parents[2] / "src" / "anhorig_cli"

Said = Counter[str]
"""Titles, with how many times something is said of them."""


class Told(NamedTuple):
    """All that is said of a plan on a day."""

    plan: Plan
    findings: dict[str, list[Route]]
    report: ReportView
    cycle: FollowUpView
    status: StatusView
    judged: Said

    def found(self, code: str, kind: str = "") -> Said:
        """Return the titles of what a rule finds, by the second part of its place; with a kind, only of that."""
        return Counter(
            str(getattr(self.plan, str(r[0]))[r[1]].title)
            for r in self.findings.get(code, ())
            if len(r) > 1 and kind in {"", r[0]}
        )


def all_plans() -> list[Plan]:
    folders = [PLANS, *sorted(RULES.glob("*/bad")), *sorted(RULES.glob("*/good"))]
    folders += [Path(more)] if (more := os.environ.get("ANHORIG_MORE_PLANS")) else []
    loaded = [load(files) for folder in folders for files in find_plans(str(folder))]
    return [one.plan for one in loaded if one.plan is not None and not one.lacks_something]


def told(plan: Plan, day: date) -> Told:
    project = Project.default()
    case = Case(plan, day, project)
    findings: dict[str, list[Route]] = {}
    for one in PLAN_RULES:
        for finding in one.check(case):
            findings.setdefault(one.rule.code, []).append(finding.where.route)
    report = report_view(plan, day, project, lambda _: None, since=day - timedelta(days=365))
    titles = Titles(plan, Formatter.of(Language.SV), lambda _: None)
    return Told(plan, findings, report, follow_up(titles, day, CycleRequest()), status_of(plan, day), judged(plan, day))


def with_judgements(plan: Plan, day: date | None) -> Version:
    """Return a plan with the judgements of its subgoals that are known on a day; with none of them, without a day."""
    subgoals = (
        subgoal.model_copy(update={"assessments": tuple(known(subgoal.assessments, day)) if day else ()})
        for subgoal in plan.subgoals
    )
    return Version("", "plan.yaml", plan.model_copy(update={"subgoals": tuple(subgoals)}))


def judged(plan: Plan, day: date) -> Said:
    """Return the subgoals with the last judgement that diff tells of each, from the plan without any to that day."""
    before, after = with_judgements(plan, None), with_judgements(plan, day)
    found = changes(before.plan, after.plan)
    view = plan_changes_view(before, after, found, Project.default(), Language.SV)
    told = [one for section in view.sections for one in section.changes if one.kind == "assessment-added"]
    last = {one.id: one.facts["to"] for one in told}
    return Counter(f"{name} {status}" for name, status in last.items())


def pairs(one: Told) -> Iterator[tuple[str, Said, Said]]:
    """Give each state with what check says of it, and what the report says."""
    subgoals = one.report.subgoals
    for code, name in (
        ("ANH301", "is_overdue"),
        ("ANH302", "is_late_in_starting"),
        ("ANH303", "is_due_soon"),
        ("ANH304", "lacks_responsible"),
        ("ANH306", "is_to_be_assessed"),
        ("ANH311", "is_unexplained"),
        ("ANH317", "left_undone"),
    ):
        yield name, one.found(code, "subgoals"), Counter(s.title for s in subgoals if getattr(s, name))
    late = Counter(s.title for s in subgoals for activity in s.activities if activity.is_late)
    yield "late activities", one.found("ANH307"), late
    report = one.report
    yield "uncovered", one.found("ANH604"), Counter(area.title for area in report.areas if area.is_uncovered)
    yield "unserved", one.found("ANH603"), Counter(group.title for group in report.target_groups if group.is_unserved)
    answers = len(one.findings.get("ANH605", ())), sum(not r.is_answered for r in report.recommendations)
    yield "unanswered", Counter({"": answers[0]}), Counter({"": answers[1]})
    unreasoned = sum(bool(move.lacks) for move in report.summary.moved)
    yield "moved without reason", Counter({"": len(one.findings.get("ANH312", ()))}), Counter({"": unreasoned})
    run_out = sum("ett beslut behövs om en längre period" in asked for asked in report.summary.asks)
    yield "not replaced", Counter({"": len(one.findings.get("ANH703", ()))}), Counter({"": run_out})
    overdue = Counter(line.name for line in one.status.late if line.asked == "subgoal")
    yield "overdue in status", overdue, Counter(subgoal.id for subgoal in report.summary.overdue)
    not_met = Counter(subgoal.id for subgoal in one.status.not_met)
    yield "not met in status", not_met, Counter(subgoal.id for subgoal in report.summary.not_met)
    ids = Counter(s.id for s in subgoals)
    in_report = Counter(f"{s.id} {s.assessment.status}" for s in subgoals if s.assessment and ids[s.id] == 1)
    of_shown = Counter({text: n for text, n in one.judged.items() if ids[text.split()[0]] == 1})
    yield "judged in diff", of_shown, in_report
    yield "missed", missed(report.annual_cycle.missed), missed(one.cycle.missed)
    by_unit = Counter({"": sum(o.state == "missed" for o in one.cycle.occurrences)})
    in_year = Counter({"": sum(o.state == "missed" for o in report.annual_cycle.occurrences)})
    yield "missed by unit", by_unit, in_year
    doing = Counter(f"{o.title} {o.unit} {o.due} {o.who}" for o in one.cycle.occurrences)
    yield "responsible", doing, Counter(f"{o.title} {o.unit} {o.due} {o.who}" for o in report.annual_cycle.occurrences)


def missed(times: Sequence[TimeView]) -> Said:
    return Counter(f"{time.title} {time.due} {time.units}" for time in times)


def overdue(one: Told) -> set[str]:
    return {subgoal.title for subgoal in one.report.summary.overdue}


def within(one: Told) -> Iterator[tuple[str, set[str], set[str]]]:
    """Give what must be said by the second where it is by the first."""
    found = {
        str(one.plan.annual_cycle[int(r[1])].title)
        for r in one.findings.get("ANH501", ())
        if r[0] == "annual_cycle" and len(r) > 1
    }
    yield "missed", found, {time.title for time in one.report.annual_cycle.missed}
    behind = {*one.found("ANH402"), *one.found("ANH403")}
    missed_one = {i.title for i in one.report.indicators if any("nåddes inte i tid" in t.standing for t in i.targets)}
    yield "behind", behind, missed_one | {i.title for i in one.report.indicators if i.is_deviating or not i.latest}
    of_subgoals = (r for code in ("ANH311", "ANH318") for r in one.findings.get(code, ()) if r[0] == "subgoals")
    to_judge = {one.plan.subgoals[int(r[1])].title for r in of_subgoals}
    in_status = {line.title for line in (*one.status.late, *one.status.to_do)}
    yield "to explain or judge anew", to_judge, in_status
    is_old = any(
        r[0] != "subgoals" or one.plan.subgoals[int(r[1])].title not in overdue(one)
        for r in one.findings.get("ANH318", ())
    )
    asks = " ".join(one.report.summary.asks)
    yield "judged long ago", {"old"} if is_old else set(), {"old"} if "göras om" in asks or "slutlig" in asks else set()
    not_met = {subgoal.title for subgoal in one.report.summary.not_met}
    yield "not met", not_met, {d.title for d in one.report.deviations if d.kind == "subgoal"}
    alone = {o.title for o in one.report.annual_cycle.occurrences if not o.who and o.state in {"next", "coming"}}
    items = {*one.found("ANH503")}
    if items or not one.findings.get("ANH503"):
        yield "nobody", alone, items


def test_check_report_status_and_cycle_say_the_same_of_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    compared, differences = 0, list[str]()
    plans = all_plans()
    for n, plan in enumerate(plans):
        for day in some(DAYS, n):
            one = told(plan, day)
            for name, check, report in pairs(one):
                compared += max(check.total(), report.total(), 1)
                if check != report:
                    differences.append(f"{plan.id} {day} {name}: {check - report} / {report - check}")
            for name, part, all_ in within(one):
                compared += max(len(part), 1)
                if not part <= all_:
                    differences.append(f"{plan.id} {day} {name}: {part - all_} is only in one")
    with capsys.disabled():
        sys.stdout.write(f"\n{len(plans)} plans: {compared} statements compared\n")
    assert not differences, "\n".join(differences)
    assert compared > tries(20_000)


OWN_DATES = {
    "rules/annual_cycle/next_occurrence.py": "how soon it comes",
    "rules/reporting/revised_without_decision.py": "which decisions were made after the report",
    "rules/structure/duplicate_measurement.py": "what was known when another came",
    "rules/structure/future_fact.py": "what is dated in the future",
    "rules/structure/repealed_act.py": "since when an act is repealed",
    "views/comparison.py": "what is drawn",
    "views/cycle/calendars.py": "whether an event of a calendar is over",
    "views/cycle/follow_up.py": "which year is shown",
    "views/pictures/trend.py": "what is drawn",
    "views/report/occasions.py": "which reports have been",
    "views/report/report.py": "whether it is made ahead",
}
"""The rules and views that look at the day for something else than a state that `analysis` knows."""


def _looks_at_the_day(node: ast.AST) -> bool:
    """Tell whether code compares a date with `as_of`, or asks a date whether it has ended."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "has_ended"
    if not isinstance(node, ast.Compare):
        return False
    orders = any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops)
    inner = list(ast.walk(node))
    names = {n.attr for n in inner if isinstance(n, ast.Attribute)} | {n.id for n in inner if isinstance(n, ast.Name)}
    return orders and bool(names & {"as_of", "_as_of"})


def test_rules_and_views_ask_analysis_for_states_and_do_not_work_them_out() -> None:
    files = [*(PACKAGE / "rules").rglob("*.py"), *(PACKAGE / "views").rglob("*.py")]
    looking = {
        file.relative_to(PACKAGE).as_posix()
        for file in files
        if any(_looks_at_the_day(node) for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert looking == OWN_DATES.keys()
