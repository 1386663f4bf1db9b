"""Check plans: judge each of them, and see to it that nothing in the project's settings has gone stale."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.project_loader import LoadedProject
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Where, message
from anhorig_cli.usecases.helpings import in_helpings
from anhorig_cli.usecases.judging import Judged, judge
from anhorig_cli.usecases.select_plans import Neighbours, Selected, projects_of
from anhorig_cli.vocabulary import folded


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found, sorted by file and line, and how many plans were looked at.

    `known` are the findings left out since they were there before; None where that was not asked (`check_since`).
    """

    as_of: date
    plans: int
    diagnostics: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...] | None = None

    def count(self, severity: Severity) -> int:
        """Return how many findings are of a severity."""
        return sum(d.severity is severity for d in self.diagnostics)

    def reaches(self, level: Severity) -> bool:
        """Tell whether any finding is as grave as `level`, or graver."""
        return any(d.severity.reaches(level) for d in self.diagnostics)

    def only(self, wanted: Sequence[str], unwanted: Sequence[str]) -> "CheckResult":
        """Return the findings of some rules, named by slug, code or the beginning of a code (`ANH3`)."""
        known = self.known if self.known is None else _only(self.known, wanted, unwanted)
        return replace(self, diagnostics=_only(self.diagnostics, wanted, unwanted), known=known)


def _only(diagnostics: Sequence[Diagnostic], wanted: Sequence[str], unwanted: Sequence[str]) -> tuple[Diagnostic, ...]:
    return tuple(
        d for d in diagnostics if (not wanted or _is_named(d, wanted)) and not (unwanted and _is_named(d, unwanted))
    )


def _is_named(diagnostic: Diagnostic, names: Sequence[str]) -> bool:
    return any(diagnostic.rule.answers_to(name) for name in names)


@dataclass(frozen=True, slots=True)
class Manner:
    """How plans are judged: as of which day, beside which others, and whether every finding is told one by one."""

    as_of: date
    plans_beside: Callable[[Selected], Sequence[PlanFiles]] | None = None
    told_whole: bool = False

    def judged(self, selected: Sequence[Selected], start: int, end: int) -> list[Judged]:
        """Judge some of the plans, each beside all of them."""
        neighbours = Neighbours(selected, self.plans_beside)
        return [judge(one, self.as_of, neighbours, told_whole=self.told_whole) for one in selected[start:end]]


def check_plans(selected: Sequence[Selected], as_of: date) -> CheckResult:
    """Check plans as of a day."""
    return check_so(selected, Manner(as_of))


def check_so(selected: Sequence[Selected], manner: Manner) -> CheckResult:
    """Check plans in a manner."""
    as_of = manner.as_of
    judged = in_helpings(partial(manner.judged, selected), len(selected))
    found = [diagnostic for one in judged for diagnostic in one.diagnostics]
    found += _duplicate_plans(selected)
    for project in projects_of(selected):
        found += project.diagnostics
        found += _stale_exceptions(
            project, [j for s, j in zip(selected, judged, strict=True) if s.project is project], as_of
        )
    return CheckResult(as_of, len(selected), tuple(sorted(found, key=lambda d: d.sort_key)))


def _duplicate_plans(selected: Sequence[Selected]) -> Iterator[Diagnostic]:
    first: dict[tuple[object, str], str] = {}
    for one in selected:
        name = one.files.name
        key = (one.project.folder, folded(one.files.stem))
        earlier = first.setdefault(key, name)
        if earlier != name:
            text = message("the plan {file} has the same id, '{id}'", file=earlier, id=one.files.stem)
            yield reading.DUPLICATE_PLAN.at(Location(name, 1, 1), text, message("rename one of them"))


def _stale_exceptions(project: LoadedProject, judged: Sequence[Judged], as_of: date) -> Iterator[Diagnostic]:
    """Give the exceptions of the plans that were judged which except nothing any more."""
    used = frozenset[int]().union(*(one.exceptions_used for one in judged))
    ids = {folded(one.plan_id) for one in judged}
    for i, exception in enumerate(project.project.ignore):
        if i in used or (exception.at is not None and folded(exception.at.partition("/")[0]) not in ids):
            continue
        ended = exception.until is not None and exception.until.has_ended(as_of)
        text = (
            message("the exception from '{rule}' held until {until}", rule=exception.rule, until=exception.until)
            if ended
            else message("the exception from '{rule}' excepts nothing", rule=exception.rule)
        )
        help_text = (
            message("remove it, or give it a new last day") if ended else message("remove it, or correct its place")
        )
        yield reading.STALE_IGNORE.at(project.locate(Where(("ignore", i))), text, help_text)
