"""Evaluate one plan: read it, run every rule, locate each finding in its file, and apply the project's settings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from anhorig_cli.analysis.document_types import applies
from anhorig_cli.diagnostics import Diagnostic, FindingGroup, Related, Rule, Severity, capped
from anhorig_cli.loading.folder import id_of
from anhorig_cli.loading.plan_loader import LoadedPlan, load
from anhorig_cli.model.exceptions import Scope
from anhorig_cli.model.parts import in_own_keys, with_own_keys
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.rules.registry import PLAN_RULES
from anhorig_cli.rules.rule import Case, Finding
from anhorig_cli.source import FileName, Location, Message, Route, Where, message
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.strategies import Contributed, Strategies
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

MANY = 3
"""From this number of parts on, an omission that they share is reported as one finding."""


_GroupKey = tuple[Location, str]
"""The location of the list of a group's parts, and the template of its message."""


class Evaluation(NamedTuple):
    """A plan's findings, the exceptions that applied to them, and what the plan contributes to strategies.

    `is_read` says whether the whole plan could be read; if not, other exceptions might apply.
    """

    plan_id: str
    diagnostics: list[Diagnostic]
    excepted: frozenset[Scope]
    is_read: bool
    contributed: Contributed = ()


class RuleSelection(NamedTuple):
    """The rules to report, each by its slug, its code or the beginning of the code; without any wanted, all."""

    selected: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def has(self, rule: Rule) -> bool:
        """Return whether the findings of a rule are reported."""
        is_wanted = not self.selected or any(map(rule.answers_to, self.selected))
        return is_wanted and not any(map(rule.answers_to, self.ignored))


ALL_RULES = RuleSelection()


class CheckOptions(NamedTuple):
    """The day as of which plans are evaluated, and which findings are reported one by one.

    With `each`, an omission in many parts is reported for each; with `uncapped`, every finding is reported, whatever
    covers it. Rules that are not selected by `rules` are not reported, and cover no other finding.
    """

    as_of: date
    uncapped: bool = False
    each: bool = False
    rules: RuleSelection = ALL_RULES


def evaluate(
    selected: WorkspacePlan, workspace: Workspace, options: CheckOptions, strategies: Strategies | None = None
) -> Evaluation:
    """Return the evaluation of a plan within its workspace; the plan is kept in memory only meanwhile.

    With `strategies`, the evaluation says what the plan contributes to them.
    """
    as_of = options.as_of
    loaded = load(selected.files)
    project = selected.settings.project
    found = in_own_keys(loaded.diagnostics, loaded.language_of_keys)
    if loaded.plan is not None:
        found += _findings_of_rules(loaded, _case(loaded.plan, selected, as_of, workspace))
    is_read = loaded.plan is not None and not loaded.lacks_something
    excepted: set[Scope] = set()
    excused: Counter[_GroupKey] = Counter()
    kept: list[Diagnostic] = []
    for diagnostic in found:
        scopes = selected.settings.exceptions.of(diagnostic.rule, loaded.id, diagnostic.place, as_of)
        excepted.update(scopes)
        graded = _with_severity_in_settings(diagnostic, project)
        if scopes and diagnostic.group:
            excused[_group_key(diagnostic.group)] += 1
        elif not scopes and graded.severity is not Severity.OFF:
            kept.append(graded)
    if not options.uncapped:
        reported = without_covered(kept, options.rules, each=options.each)
        kept = list(capped(reported if options.each else grouped(reported, excused)))
    return Evaluation(loaded.id, kept, frozenset(excepted), is_read, _contributed(strategies, selected, loaded))


def _contributed(strategies: Strategies | None, selected: WorkspacePlan, loaded: LoadedPlan) -> Contributed:
    return strategies.contributed(selected, loaded.plan) if strategies else ()


def is_wanted(diagnostic: Diagnostic, selected: WorkspacePlan, as_of: date) -> bool:
    """Return whether a project's settings allow a finding made while a plan was read."""
    settings = selected.settings
    is_off = _with_severity_in_settings(diagnostic, settings.project).severity is Severity.OFF
    accepts = settings.exceptions.of(diagnostic.rule, id_of(selected.files), diagnostic.place, as_of)
    return not is_off and not accepts


def _case(plan: Plan, selected: WorkspacePlan, as_of: date, workspace: Workspace) -> Case:
    """Return the plan as rules get it: on a day, with its settings, and access to other plans of the workspace."""
    return Case(
        plan,
        as_of,
        selected.settings.project,
        partial(workspace.plan, beside=selected),
        partial(workspace.places_sharing, beside=selected),
        partial(workspace.contributors_of, selected),
        partial(workspace.plans_replacing, selected),
    )


def _findings_of_rules(loaded: LoadedPlan, case: Case) -> Iterator[Diagnostic]:
    lacks_something, keys = loaded.lacks_something, loaded.language_of_keys
    for plan_rule in PLAN_RULES:
        rule = plan_rule.rule
        if (plan_rule.across and lacks_something) or _severity_in_settings(rule, case.project) is Severity.OFF:
            continue
        if not applies(rule.slug, case.plan, case.as_of):
            continue
        for finding in plan_rule.check(case):
            where = finding.where
            if not loaded.is_damaged(where):
                here = loaded.locate(where)
                yield Diagnostic(
                    here,
                    rule,
                    finding.severity or rule.severity,
                    with_own_keys(_with_locations(finding.message, loaded, here), keys),
                    finding.help,
                    place_of(case.plan, where.route),
                    _group(finding, loaded, keys),
                    command=_command(finding, loaded.name),
                    keys=keys,
                    covers=frozenset((slug, place_of(case.plan, route)) for slug, route in finding.covers),
                )


def _command(finding: Finding, plan: str) -> tuple[str, ...]:
    """Return the command that fixes a finding; without its arguments where a shell might interpret one of them."""
    if not finding.command:
        return ()
    name, *part = finding.command
    is_safe = not any(set(word) & set('"$`\\!') for word in part)
    return (*name.split(), plan, *(part if is_safe else ()))


def _group(finding: Finding, loaded: LoadedPlan, keys: Language | None) -> FindingGroup | None:
    if finding.of_many is None:
        return None
    listed = Where((finding.listed_in or finding.where.route[0],), "key")
    return FindingGroup(loaded.locate(listed), with_own_keys(finding.of_many, keys))


def _with_locations(text: Message, loaded: LoadedPlan, here: Location) -> Message:
    """Return a message with locations in place of the routes in it; a location in another file names the file, too."""
    places: dict[str, object] = {}
    for name, value in text.values.items():
        if isinstance(value, Where):
            place = loaded.locate(value)
            elsewhere = message("{line} in {file}", line=place.line, file=FileName(place.file))
            places[name] = place if place.file == here.file else elsewhere
    return text._replace(values={**text.values, **places}) if places else text


def _severity_in_settings(rule: Rule, project: Project) -> Severity | None:
    word = project.severity.get(rule.slug) or project.severity.get(rule.code)
    return Severity(word) if word else None


def _with_severity_in_settings(diagnostic: Diagnostic, project: Project) -> Diagnostic:
    severity = _severity_in_settings(diagnostic.rule, project)
    return diagnostic._replace(severity=severity) if severity else diagnostic


def place_of(plan: Plan, route: Route) -> str:
    """Return the place of a part as settings name it: `plan-id`, or `plan-id/kind/id`."""
    if len(route) < 2 or not isinstance(route[1], int):  # noqa: PLR2004 - kind and index
        return folded(plan.id)
    thing = getattr(plan, str(route[0]))[route[1]]
    if isinstance(thing, str):  # in a list of names or texts, such as the plan's own `responsible`
        return folded(plan.id)
    name = getattr(thing, "id", None) or getattr(thing, "title", None) or str(route[1] + 1)
    return f"{folded(plan.id)}/{route[0]}/{folded(name)}"


def without_covered(
    found: Iterable[Diagnostic], rules: RuleSelection = ALL_RULES, *, each: bool = False
) -> list[Diagnostic]:
    """Return the findings of the rules that are asked for, without those that another of them covers.

    One omission is reported once. Where so many findings are left that they are reported as one, the covered ones of
    that group stay with them, so that the total is true.

    Args:
        found: the findings of some plans.
        rules: the rules to report.
        each: whether an omission in many parts is reported for each.
    """
    diagnostics = [one for one in found if rules.has(one.rule)]
    covered = frozenset[tuple[str, str]]().union(*(one.covers for one in diagnostics))
    left = [one for one in diagnostics if (one.rule.slug, one.place) not in covered]
    if each or len(left) == len(diagnostics):
        return left
    return _with_covered_in_groups(left, diagnostics)


def _with_covered_in_groups(left: Sequence[Diagnostic], diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that are left, and the covered ones of groups that are reported as one."""
    group_sizes = Counter(_group_key(one.group) for one in left if one.group)
    kept = {id(one) for one in left}
    kept.update(id(one) for one in diagnostics if one.group and group_sizes[_group_key(one.group)] >= MANY)
    return [one for one in diagnostics if id(one) in kept]


def grouped(diagnostics: Iterable[Diagnostic], excused: Mapping[_GroupKey, int]) -> list[Diagnostic]:
    """Return the findings, with an omission that many parts share as one finding that lists their locations.

    Args:
        diagnostics: the findings of a plan.
        excused: how many of each group the project accepts: they are subtracted from the total, and not listed.
    """
    groups: dict[tuple[_GroupKey, Severity], list[Diagnostic]] = {}
    findings: list[Diagnostic] = []
    for one in diagnostics:
        if one.group is None:
            findings.append(one)
        else:
            groups.setdefault((_group_key(one.group), one.severity), []).append(one)
    for (key, _), same in groups.items():
        findings += [_merged_finding(same, excused.get(key, 0))] if len(same) >= MANY else same
    return findings


def _group_key(group: FindingGroup) -> _GroupKey:
    return group.location, group.message.template


def _merged_finding(alike: Sequence[Diagnostic], excused: int) -> Diagnostic:
    first = alike[0]
    group = first.group
    assert group is not None  # noqa: S101 - it is what they have in common
    values = {**group.message.values, "n": len(alike)}
    if "all" in values:
        values["all"] = int(str(values["all"])) - excused
    place = (first.place or "").partition("/")[0]
    in_order = sorted(alike, key=lambda one: one.sort_key)
    is_among_them = any(one.location.file == group.location.file for one in alike)
    return first._replace(
        location=group.location if is_among_them else in_order[0].location,
        message=group.message._replace(values=values),
        help=first.help if all(one.help == first.help for one in alike) else None,
        command=_common_words(alike),
        place=place,
        group=None,
        related=tuple(Related(one.location, one.message) for one in in_order),
    )


def _common_words(alike: Sequence[Diagnostic]) -> tuple[str, ...]:
    """Return the words that the commands of all the findings begin with."""
    common = zip(*(one.command for one in alike), strict=False)
    return tuple(words[0] for words in takewhile(lambda words: len(set(words)) == 1, common))
