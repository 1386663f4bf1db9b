"""Check plans: read them, judge them by every rule, and place each finding in its file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from anhorig_cli.diagnostics import Diagnostic, Rule, Severity
from anhorig_cli.loading.plan_loader import Loaded, load
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.rules import reading
from anhorig_cli.rules.registry import PLAN_RULES
from anhorig_cli.rules.rule import Case, Finding, PlanRule
from anhorig_cli.source import Location, Message, Route, Where, message
from anhorig_cli.usecases.select_plans import Neighbours, Selected
from anhorig_cli.vocabulary import PARTS, folded


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything found, sorted by file and line, and how many plans were looked at."""

    as_of: date
    plans: int
    diagnostics: tuple[Diagnostic, ...]

    def count(self, severity: Severity) -> int:
        """Return how many findings are of a severity."""
        return sum(d.severity is severity for d in self.diagnostics)

    def reaches(self, level: Severity) -> bool:
        """Tell whether any finding is as grave as `level`, or graver."""
        return any(d.severity.reaches(level) for d in self.diagnostics)


def check_plans(selected: Sequence[Selected], as_of: date) -> CheckResult:
    """Check plans as of a day; a plan is kept in memory only while it is judged."""
    neighbours = Neighbours(selected)
    settings = {id(s.project): s.project for s in selected}
    found = [d for project in settings.values() for d in project.diagnostics]
    found += _duplicate_plans(selected)
    for one in selected:
        found += check_plan(load(one.files), one, as_of, neighbours)
    return CheckResult(as_of, len(selected), tuple(sorted(found, key=lambda d: d.sort_key)))


def check_plan(loaded: Loaded, selected: Selected, as_of: date, neighbours: Neighbours) -> list[Diagnostic]:
    """Return what is wrong with one plan: the flaws of reading, and what the rules find in what could be read."""
    project = selected.project.project
    found = [
        _graded(d, project) for d in loaded.diagnostics if not _is_ignored(d.rule, loaded.id, None, project, as_of)
    ]
    if loaded.plan is not None:
        case = Case(loaded.plan, as_of, project, partial(neighbours.find, selected))
        found += [_graded(d, project) for d in _judged(loaded, case)]
    return [d for d in found if d.severity is not Severity.OFF]


def _judged(loaded: Loaded, case: Case) -> Iterator[Diagnostic]:
    for plan_rule in PLAN_RULES:
        if plan_rule.across and not loaded.is_whole:
            continue
        for finding in _findings(plan_rule, case):
            where, rule = finding.where, plan_rule.rule
            if loaded.is_damaged(where) or _is_ignored(
                rule, loaded.id, place(case.plan, where.route), case.project, case.as_of
            ):
                continue
            text = _with_lines(finding.message, loaded)
            yield Diagnostic(loaded.locate(where), rule, finding.severity or rule.severity, text, finding.help)


def _findings(plan_rule: PlanRule, case: Case) -> Iterator[Finding]:
    if case.project.severity.get(plan_rule.rule.slug) != Severity.OFF.value:
        yield from plan_rule.check(case)


def _with_lines(text: Message, loaded: Loaded) -> Message:
    """Put places in files for the routes that a message names."""
    if not any(isinstance(value, Where) for value in text.values.values()):
        return text
    values = {name: loaded.locate(value) if isinstance(value, Where) else value for name, value in text.values.items()}
    return replace(text, values=values)


def _graded(diagnostic: Diagnostic, project: Project) -> Diagnostic:
    wanted = project.severity.get(diagnostic.rule.slug) or project.severity.get(diagnostic.rule.code)
    return replace(diagnostic, severity=Severity(wanted)) if wanted else diagnostic


def place(plan: Plan, route: Route) -> str | None:
    """Return a place in the plan as settings name it, `kind/id`; None for the plan itself."""
    if len(route) < 2 or not isinstance(route[1], int):  # noqa: PLR2004 - kind and index
        return None
    thing = getattr(plan, str(route[0]))[route[1]]
    name = getattr(thing, "id", None) or getattr(thing, "title", None) or str(route[1] + 1)
    return f"{route[0]}/{folded(name)}"


def _is_ignored(rule: Rule, plan_id: str, where: str | None, project: Project, as_of: date) -> bool:
    return any(
        ignore.rule in {rule.slug, rule.code}
        and _covers(ignore.at, plan_id, where)
        and (ignore.until is None or not ignore.until.has_ended(as_of))
        for ignore in project.ignore
    )


def _covers(at: str | None, plan_id: str, where: str | None) -> bool:
    """Tell whether an `ignore` entry's place (`plan-id` or `plan-id/kind/id`) covers a place."""
    if at is None:
        return True
    plan, _, rest = at.partition("/")
    if folded(plan) != folded(plan_id):
        return False
    kind, _, name = rest.partition("/")
    return not rest or where == f"{PARTS['plan'].names.get(kind, kind)}/{folded(name)}"


def _duplicate_plans(selected: Sequence[Selected]) -> Iterator[Diagnostic]:
    first: dict[tuple[object, str], str] = {}
    for one in selected:
        name = one.files.name
        key = (one.project.folder, folded(one.files.stem))
        earlier = first.setdefault(key, name)
        if earlier != name:
            rule = reading.DUPLICATE_PLAN
            text = message("the plan {file} has the same id, '{id}'", file=earlier, id=one.files.stem)
            yield Diagnostic(Location(name, 1, 1), rule, rule.severity, text, message("rename one of them"))
