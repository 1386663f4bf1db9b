"""What a rule is: published words, and a function from a case to findings."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from anhorig_cli.analysis.contributions import Contributor
from anhorig_cli.analysis.coverage import IndicatorUse, indicator_uses
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.occurrences import LATELY, Occurrence, occurrences
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import Rule, Severity
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan, PlanLookup
from anhorig_cli.model.project import Project
from anhorig_cli.model.register import Named, Reference, Register, references, register_of
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.source import Message, Route, Step, Where
from anhorig_cli.vocabulary import folded

if TYPE_CHECKING:
    from anhorig_cli.analysis.open_duties import TaskNames

_NOT_FREE = frozenset(
    {
        "id",
        "kolada",
        "registry_number",
        "file",
        "status",
        "stage",
        "language",
        "document_type",
        "part_of",
        "unit_of_measure",
    }
)


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a part that can hold text, as (attribute, name)."""
    return tuple(
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if name not in _NOT_FREE and _holds_text(info.annotation)
    )


def _holds_text(annotation: object) -> bool:
    if isinstance(annotation, type) and (annotation is str or issubclass(annotation, Part)):
        return True
    return any(_holds_text(inner) for inner in get_args(annotation))


_Way = tuple["_Way | None", Step]
"""A route told backwards, the rest of it and its last step: quick to lengthen, and few are asked for."""


class Texts:
    """The texts of a part, and of the parts in it, that a person has worded, in the model's order."""

    def __init__(self, part: Part) -> None:
        self._found: list[tuple[_Way, str]] = []
        self._collect(part, None)

    @cached_property
    def prose(self) -> str:
        """All of them, an empty line between them: what does not stand here stands in none of them."""
        return _BETWEEN.join([text for _, text in self._found])

    def __iter__(self) -> Iterator[tuple[Route, str]]:
        """Give each with where it stands."""
        return ((_route(way), text) for way, text in self._found)

    def at(self, places: Iterable[int]) -> Iterator[tuple[Route, str]]:
        """Give each text, with where it stands, in which one of some places of the prose lies.

        So a rule looks once through the prose for what is quick to find, and then into the few texts that have it.

        Args:
            places: offsets in the prose, in order.
        """
        last = -1
        for place in places:
            found = bisect_right(self._starts, place) - 1
            if found != last:
                last = found
                way, text = self._found[found]
                yield _route(way), text

    @cached_property
    def _starts(self) -> list[int]:
        """Where each text begins in the prose."""
        return list(accumulate((len(text) + len(_BETWEEN) for _, text in self._found), initial=0))[:-1]

    def _collect(self, part: Part, way: _Way | None) -> None:
        found, values = self._found, vars(part)
        for name, alias in _fields(type(part)):
            value = values[name]
            if not value:  # most of a part is left out
                continue
            here = way, alias
            if isinstance(value, str):
                found.append((here, value))
            elif isinstance(value, Part):
                self._collect(value, here)
            elif value.__class__ is tuple:  # and none with names, as times of the year are
                for i, item in enumerate(cast("tuple[object, ...]", value)):
                    if isinstance(item, str):
                        found.append(((here, i), item))
                    elif isinstance(item, Part):
                        self._collect(item, (here, i))


_BETWEEN = "\n\n"


def _route(way: _Way | None) -> Route:
    steps: list[Step] = []
    while way is not None:
        way, step = way
        steps.append(step)
    return tuple(reversed(steps))


# What a rule is: published words, and a function from a case to findings.


_MOST_SUGGESTIONS = 20
_LONGEST_SOON = 366
"""Days: the annual cycle is not told of further ahead, however early reminders come."""


class Suggestions:
    """What names that are not known may mean; it is looked for the first of them only, since it takes time."""

    def __init__(self) -> None:
        self._near: dict[tuple[str, tuple[str, ...], str], str | None] = {}

    def near(self, name: str, known: Register[Named], kinds: tuple[str, ...], plan_id: str = "") -> str | None:
        """Return the one of some names that another is most like; None where none is, or too many are not known.

        Args:
            name: the name that is not among them.
            known: the things of some kinds.
            kinds: the kinds.
            plan_id: the plan that they are in, where it is another.
        """
        asked = plan_id, kinds, folded(name)
        if not known:
            return None
        if asked not in self._near:
            self._near[asked] = known.near(name) if len(self._near) < _MOST_SUGGESTIONS else None
        return self._near[asked]


class Case:
    """What a rule judges: a plan on a day, the project's settings, and the way to the project's other plans.

    `contributors_of` gives what those contribute to the plan of a snapshot, `plans_replacing` those that say that they
    replace a plan.

    What several rules ask of the plan is worked out once, when the first asks.
    """

    def __init__(
        self,
        plan: Plan,
        as_of: date,
        project: Project | None = None,
        other_plan: PlanLookup = lambda _: None,
        places_sharing: Callable[[str], Iterable[str]] = lambda _: (),
        contributors_of: Callable[[Snapshot], Sequence[Contributor]] = lambda _: (),
        plans_replacing: Callable[[], Iterable[Plan]] = tuple[Plan, ...],
    ) -> None:
        self.plan = plan
        self.as_of = as_of
        self.project = project or Project.default()
        self.other_plan = other_plan
        self.places_sharing = places_sharing
        self.contributors_of = contributors_of
        self.plans_replacing = plans_replacing

    @cached_property
    def snapshot(self) -> Snapshot:
        """The plan as it was known on the day."""
        return Snapshot(self.plan, self.as_of)

    @cached_property
    def disclosure(self) -> Disclosure:
        """What of the plan is not disclosed, since it would tell of few people."""
        return Disclosure(self.plan, self.project.small_count)

    @cached_property
    def open_subgoals(self) -> list[tuple[int, Subgoal]]:
        """The subgoals that are still to be met, each with its place in the plan."""
        return [(i, subgoal) for i, subgoal in self.snapshot.subgoals if self.snapshot.is_open(subgoal)]

    @cached_property
    def indicator_uses(self) -> list[IndicatorUse]:
        """The plan's indicators with the subgoals that they belonged to on the day."""
        return indicator_uses(self.snapshot)

    @cached_property
    def occurrences_around(self) -> list[Occurrence]:
        """The occurrences of the annual cycle, the earliest first, in the years that lately and soon lie in."""
        soon = timedelta(days=min(self.project.due_soon_days, _LONGEST_SOON))
        has_begun = any(item.done for item in self.plan.annual_cycle)
        earliest = self.as_of - LATELY if has_begun else self.as_of  # nothing is missed before somebody ticks off
        years = range(earliest.year, (self.as_of + soon).year + 1)
        return occurrences(self.plan, years, self.as_of)

    @cached_property
    def task_names(self) -> "TaskNames":
        """The names of what can be ticked off in the plan."""
        from anhorig_cli.analysis.open_duties import TaskNames  # noqa: PLC0415 - few plans have one that is told of

        return TaskNames(self.plan)

    @cached_property
    def suggestions(self) -> Suggestions:
        """What names that are not known may mean."""
        return Suggestions()

    def is_explained(self, subgoals: Iterable[Subgoal], since: date) -> bool:
        """Return whether an assessment in force, made on a day or later, gives a cause, or says what is done.

        A comment is enough in a final one, except one that says that all is met.
        """
        return any(self._explains(subgoal, since) for subgoal in subgoals)

    def _explains(self, subgoal: Subgoal, since: date) -> bool:
        found = self.snapshot.assessment(subgoal)
        if found is None or found.date is None or found.date.last < since:
            return False
        comment_is_enough = self.snapshot.is_final(subgoal) and found.status != "achieved"
        return bool(found.cause or found.action or (comment_is_enough and found.comment))

    @cached_property
    def references(self) -> list[Reference]:
        """Every reference in the plan."""
        return references(self.plan)

    @cached_property
    def texts(self) -> Texts:
        """Every text in the plan that a person has worded."""
        return Texts(self.plan)

    def threshold(self, rule: "PlanRule") -> int:
        """Return the number that a rule with a threshold compares with: the project's, else its own.

        Raises:
            TypeError: where the rule has none.
        """
        published = rule.rule
        if published.threshold is None:
            raise TypeError(published.slug)
        return self.project.threshold(published.slug, published.code, published.threshold)

    def register(self, *kinds: str) -> Register[Named]:
        """Return the register of all things of some kinds in the plan."""
        if kinds not in self._registers:
            self._registers[kinds] = register_of(self.plan, *kinds)
        return self._registers[kinds]

    @cached_property
    def _registers(self) -> dict[tuple[str, ...], Register[Named]]:
        return {}


class Finding(NamedTuple):
    """A flaw in a plan, placed by a route; loading's source map leads from there to a line.

    `severity` is given where a rule knows of worse and milder cases; else the rule's own holds. `of_many` is given
    where many parts of a plan may lack the same: it is told once in place of them, at their list, which is `listed_in`
    where that is not the one that the finding stands in. It may have `all`, how many could have lacked it; `{n}` in it
    becomes how many do. `command` is what fixes it: the name of a command, and the part of
    the plan that it is given. `covers` is what need not be told beside it, since what mends the one mends the other:
    the slug of a rule, and the part of the plan that it may find wanting.
    """

    where: Where
    message: Message
    help: Message | None = None
    severity: Severity | None = None
    of_many: Message | None = None
    command: tuple[str, ...] = ()
    covers: tuple[tuple[str, Route], ...] = ()
    listed_in: str = ""


Check = Callable[[Case], Iterator[Finding]]


class PlanRule(NamedTuple):
    """A rule with a body. A rule `across` the plan is not run on a plan of which something could not be read."""

    rule: Rule
    check: Check
    across: bool


def rule(
    code: str, slug: str, severity: Severity, *, across: bool = False, threshold: int | None = None
) -> Callable[[Check], PlanRule]:
    """Make a rule of a generator of findings; its docstring is the rule's page.

    Args:
        code: `ANH` and three digits, stable for ever; the hundred is the family.
        slug: the name people use, stable for ever.
        severity: how serious a finding is unless the project says otherwise.
        across: whether the rule compares parts of the plan, so that a part that could not be read would mislead it.
        threshold: the whole number it compares with, which a project may change; the body asks `case.threshold`.
    """

    def make(check: Check) -> PlanRule:
        return PlanRule(Rule(code, slug, check.__doc__ or "", severity, threshold), check, across)

    return make
