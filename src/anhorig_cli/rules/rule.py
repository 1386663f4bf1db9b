"""What a rule is: published words, and a function from a case to findings."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar, cast, get_args

from anhorig_cli.analysis.contributions import Contributor
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import Rule, Severity
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan, PlanLookup
from anhorig_cli.model.project import Project
from anhorig_cli.model.register import Named, Reference, Register, references, register_of
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.source import Message, Route, Step, Where

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


T = TypeVar("T")


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

    def once(self, work: Callable[["Case"], T]) -> T:
        """Return what a function makes of the case; it is worked out when it is first asked for."""
        if work not in self._done:
            self._done[work] = work(self)
        return cast("T", self._done[work])

    @cached_property
    def _done(self) -> dict[Callable[["Case"], Any], Any]:
        return {}

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

    `severity` is given where a rule knows of worse and milder cases; else the rule's own holds. `together` is given
    where many parts of a plan may lack the same. `command` is what fixes it: the name of a command, and the part of
    the plan that it is given. `covers` is what need not be told beside it, since what mends the one mends the other:
    the slug of a rule, and the part of the plan that it may find wanting.
    """

    where: Where
    message: Message
    help: Message | None = None
    severity: Severity | None = None
    together: "Together | None" = None
    command: tuple[str, ...] = ()
    covers: tuple[tuple[str, Route], ...] = ()


class Together(NamedTuple):
    """What is told once, in place of many findings of the same lack: where their list stands, and a message.

    The message may have `all`, how many parts could have lacked it; `{n}` in it becomes how many do.
    """

    where: Where
    message: Message

    @classmethod
    def in_list(cls, name: str, text: Message) -> "Together":
        """Return what is told at one of the plan's lists, such as `subgoals`."""
        return cls(Where((name,), "key"), text)


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
        return PlanRule(Rule(code, slug, severity, check.__doc__ or "", threshold), check, across)

    return make
