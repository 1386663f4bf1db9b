"""Check plans, and report only what is new since a revision, so that an old plan can adopt the check at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from anhorig_cli.analysis.pairing import Version, renamed_things, same_plans
from anhorig_cli.diagnostics import CannotWorkError, Diagnostic, RefusedError, capped
from anhorig_cli.history.repository import Commit, NothingCommittedError, Repository
from anhorig_cli.loading.boundary import PROJECT_FILE
from anhorig_cli.loading.folder import id_of
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.loading.project_loader import Settings, read_project
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.places import is_there, shown
from anhorig_cli.usecases.check.check_plans import CheckResult, Findings, SelectPlans, check_with
from anhorig_cli.usecases.check.evaluate import ALL_RULES, CheckOptions, RuleSelection, without_covered
from anhorig_cli.usecases.check.new_findings import split_new
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.revision import HEAD, PlansAtCommit
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

_LaterIds = Mapping[str, Mapping[tuple[str, str], str]]
"""The later ids of renamed things, by kind and earlier id, for each plan by its earlier id."""


def check_since(
    paths: Sequence[str],
    as_of: date,
    revision: str,
    *,
    rules: RuleSelection = ALL_RULES,
    select_plans: SelectPlans = Workspace.of,
) -> CheckResult:
    """Return the result of checking plans as of a day, with only the findings that a revision did not have.

    Both versions are checked as of the same day and with today's settings, so that new findings come from what was
    written, not from the passing of time. Findings are the same if rule, place in the plan and text are, whatever their
    line; a renamed thing is compared by its present id.

    Raises:
        WrongUsageError: where there is no such revision.
        CannotWorkError: where there is no plan, or no repository.
    """
    try:
        workspace = select_plans(paths)
    except RefusedError as refused:
        return CheckResult(as_of, 0, Findings.of(refused.findings), Findings.of([]))
    everything = CheckOptions(as_of, rules=rules)
    first = next((one.files.root for one in workspace.plans if one.files.files), None)
    if first is None:
        return check_with(workspace, everything)._replace(known=Findings.of([]))
    repository = Repository.around(first)
    try:
        commit = repository.commit(revision)
    except NothingCommittedError:
        if revision != HEAD:
            raise
        return check_with(workspace, everything)._replace(known=Findings.of([]))  # before the first commit all is new
    past = _Baseline(repository, commit, workspace.plans).workspace(Workspace().resolve_paths(paths))
    now = check_with(workspace, CheckOptions(as_of, uncapped=True))
    before = check_with(past, CheckOptions(as_of, uncapped=True))
    names = _Names(repository, workspace.plans, past.plans)
    new, known = split_new(now.findings, before.findings, names.current_place)
    if ids := names.later_ids({names.plan_of(one) for one in new}):
        new, known = split_new(
            now.findings, [_with_later_ids(one, ids) for one in before.findings], names.current_place
        )
    reported = capped(without_covered(new, rules, each=True))
    return now._replace(findings=Findings.of(reported), known=Findings.of(known))


class _Baseline:
    """The plans of the revision, each with today's settings, but only the exceptions that existed then."""

    def __init__(self, repository: Repository, commit: Commit, now: Sequence[WorkspacePlan]) -> None:
        self._repository = repository
        self._commit = commit
        self._past = Workspace().at(PlansAtCommit(repository, commit))
        self._now = now
        self._settings: dict[int, Settings] = {}

    def workspace(self, paths: Sequence[str]) -> Workspace:
        """Return the workspace of the plans that the paths named then.

        Where a plan of today was not among them, the plans that have been removed from its folder are included.

        Args:
            paths: what is checked today.
        """
        found = {one.files.root: one for path in paths for one in self._past.find(path)}
        homes = {one.home for one in self._now if one.files.root not in found}
        for home in homes:
            found |= {one.files.root: one for one in self._removed_from(home)}
        plans = [one._replace(settings=self._settings_of(one)) for one in found.values()]
        return self._past.of_plans(plans)

    def _removed_from(self, home: Path) -> list[WorkspacePlan]:
        """Return the plans that were in a folder then, and no longer exist."""
        present = {one.files.root for one in self._now}
        beside = self._past.find(shown(home))
        return [one for one in beside if one.files.root not in present and not is_there(one.files.root)]

    def _settings_of(self, plan: WorkspacePlan) -> Settings:
        today = plan.settings
        if id(today) not in self._settings:
            self._settings[id(today)] = self._baseline_settings(today) if today.folder else today
        return self._settings[id(today)]

    def _baseline_settings(self, today: Settings) -> Settings:
        then = Settings(Project.default(), today.folder, [])
        file = (today.folder or Path()) / PROJECT_FILE
        path = self._repository.path_of(file)
        for data in self._repository.texts(self._commit, path, path.__eq__).values():
            with suppress(CannotWorkError):  # it asked for another version of the tool
                then = read_project(data, file.parent, shown(file))
        exceptions_then = {repr(one) for one in then.project.ignore}
        exceptions = tuple(one for one in today.project.ignore if repr(one) in exceptions_then)
        project = today.project.model_copy(update={"ignore": exceptions})
        return replace(then, project=project, outside=today.outside)


@dataclass(slots=True)
class _Names:
    """The names of files and plans in both versions, so that a finding is recognised after its plan was renamed."""

    repository: Repository
    now: Sequence[WorkspacePlan]
    then: Sequence[WorkspacePlan]
    _paths: dict[str, str] = field(default_factory=dict[str, str])
    _ids: dict[str, str] = field(init=False)
    _shared: set[str] = field(init=False)

    def __post_init__(self) -> None:
        here, there = (
            {self._path(name) for one in side for name, _ in one.files.files} for side in (self.now, self.then)
        )
        self._shared = here & there
        self._ids = dict(self._renamed_plans())

    def current_place(self, diagnostic: Diagnostic) -> str:
        """Return the place of a finding in the plan, by the plan's present id; without a place, its file's path."""
        if diagnostic.place is None:
            path = self._path(diagnostic.location.file)
            return path if path in self._shared or path.endswith(PROJECT_FILE) else ""
        plan, slash, rest = diagnostic.place.partition("/")
        return self._current_id(plan) + slash + rest

    def plan_of(self, diagnostic: Diagnostic) -> str:
        """Return the present id of the plan that a finding is in; empty where it is in none."""
        return self.current_place(diagnostic).partition("/")[0] if diagnostic.place is not None else ""

    def later_ids(self, plans: Collection[str]) -> _LaterIds:
        """Return the present ids of what was renamed in some plans, which are given by their present ids."""
        now = [one for one in self.now if folded(id_of(one.files)) in plans]
        then = [one for one in self.then if self._current_id(folded(id_of(one.files))) in plans]
        kept = same_plans(_versions(then), _versions(now)).kept if now and then else ()
        return _later_ids((before.plan, after.plan) for before, after in kept)

    def _current_id(self, plan: str) -> str:
        return self._ids.get(plan, plan)

    def _path(self, name: str) -> str:
        if name not in self._paths:
            self._paths[name] = name
            with suppress(CannotWorkError):  # where there was a folder, a link leads out of the repository today
                self._paths[name] = self.repository.path_of(Path(name))
        return self._paths[name]

    def _renamed_plans(self) -> Iterator[tuple[str, str]]:
        """Yield the earlier and the present id of each renamed plan."""
        roots = {one.files.root for one in self.now}, {one.files.root for one in self.then}
        gone = [one for one in self.then if one.files.root not in roots[0]]
        new = [one for one in self.now if one.files.root not in roots[1]]
        if gone and new:
            for before, after in same_plans(_versions(gone), _versions(new)).kept:
                yield folded(before.plan.id), folded(after.plan.id)


def _versions(selected: Sequence[WorkspacePlan]) -> list[Version]:
    loaded = [load(one.files) for one in selected]
    return [Version(one.name, one.name, one.plan) for one in loaded if one.plan is not None]


def _later_ids(plans: Iterable[tuple[Plan, Plan]]) -> _LaterIds:
    """Return the later ids of what was renamed, given the earlier and the later version of each plan."""
    found = {folded(before.id): _renamed_ids(before, after) for before, after in plans}
    return {plan: ids for plan, ids in found.items() if ids}


def _renamed_ids(before: Plan, after: Plan) -> dict[tuple[str, str], str]:
    things, _ = renamed_things(before, after)
    return {(one.kind, folded(one.earlier_id)): str(getattr(one.part, "id", "")) for one in things}


def _with_later_ids(finding: Diagnostic, ids: _LaterIds) -> Diagnostic:
    """Return a finding of the earlier version in terms of the later one: its place, and the ids in its message."""
    plan, _, rest = (finding.place or "").partition("/")
    renamed = ids.get(plan)
    if renamed is None:
        return finding
    kind, _, name = rest.partition("/")
    later = renamed.get((kind, name))
    words = {earlier: one for (_, earlier), one in renamed.items()}
    values = {key: _updated_value(key, value, words) for key, value in finding.message.values.items()}
    return finding._replace(
        place=f"{plan}/{kind}/{folded(later)}" if later else finding.place,
        message=finding.message._replace(values=values),
    )


def _updated_value(key: str, value: object, words: Mapping[str, str]) -> object:
    """Return a value of a message, with the later id for an earlier one; a title stays, even if it equals an id."""
    return words.get(folded(value), value) if key != "title" and isinstance(value, str) else value
