"""Plan rules: what a rule is, the case that it checks, and the findings that it yields."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from anhorig_cli.analysis.contributions import Contributor
from anhorig_cli.analysis.coverage import IndicatorUse, indicator_uses
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.occurrences import Occurrence, occurrences_around
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

_NOT_FREE_TEXT = frozenset(
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
def _text_fields(model: type[Part]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a part that can hold free text, as pairs of attribute and key."""
    return tuple(
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if name not in _NOT_FREE_TEXT and _holds_text(info.annotation)
    )


def _holds_text(annotation: object) -> bool:
    if isinstance(annotation, type) and (annotation is str or issubclass(annotation, Part)):
        return True
    return any(_holds_text(inner) for inner in get_args(annotation))


_LinkedRoute = tuple["_LinkedRoute | None", Step]
"""A route as a linked list, the steps before the last and the last: cheap to extend, and few become routes."""


class Texts:
    """The free texts of a part and of the parts within it, in the model's order."""

    def __init__(self, part: Part) -> None:
        self._found: list[tuple[_LinkedRoute, str]] = []
        self._collect(part, None)

    @cached_property
    def prose(self) -> str:
        """All the texts joined by empty lines, so that one search rules out all of them."""
        return _SEPARATOR.join([text for _, text in self._found])

    def __iter__(self) -> Iterator[tuple[Route, str]]:
        """Yield each text with its route."""
        return ((_route(linked_route), text) for linked_route, text in self._found)

    def at(self, places: Iterable[int]) -> Iterator[tuple[Route, str]]:
        """Yield the texts that contain any of some offsets in the prose, each with its route.

        A rule can thus search the prose once with a fast pattern, and then examine only the few texts that match.

        Args:
            places: offsets in the prose, in ascending order.
        """
        last = -1
        for place in places:
            found = bisect_right(self._starts, place) - 1
            if found != last:
                last = found
                linked_route, text = self._found[found]
                yield _route(linked_route), text

    @cached_property
    def _starts(self) -> list[int]:
        """The offset of each text in the prose."""
        return list(accumulate((len(text) + len(_SEPARATOR) for _, text in self._found), initial=0))[:-1]

    def _collect(self, part: Part, linked_route: _LinkedRoute | None) -> None:
        found, values = self._found, vars(part)
        for name, alias in _text_fields(type(part)):
            value = values[name]
            if not value:  # most fields of a part are empty
                continue
            here = linked_route, alias
            if isinstance(value, str):
                found.append((here, value))
            elif isinstance(value, Part):
                self._collect(value, here)
            elif value.__class__ is tuple:  # not a named tuple, such as a recurrence
                for i, item in enumerate(cast("tuple[object, ...]", value)):
                    if isinstance(item, str):
                        found.append(((here, i), item))
                    elif isinstance(item, Part):
                        self._collect(item, (here, i))


_SEPARATOR = "\n\n"


def _route(linked_route: _LinkedRoute | None) -> Route:
    steps: list[Step] = []
    while linked_route is not None:
        linked_route, step = linked_route
        steps.append(step)
    return tuple(reversed(steps))


# What a rule is: a published page, and a function from a case to findings.


_MOST_SUGGESTIONS = 20
_LONGEST_SOON = 366
"""Days: the furthest ahead that the annual cycle is reported, even if `due_soon_days` is longer."""


class Suggestions:
    """Suggestions for unknown names; only the first `_MOST_SUGGESTIONS` are looked up, since that takes time."""

    def __init__(self) -> None:
        self._near: dict[tuple[str, tuple[str, ...], str], str | None] = {}

    def near(self, name: str, known: Register[Named], kinds: tuple[str, ...], plan_id: str = "") -> str | None:
        """Return the known name that is most similar to an unknown one; None if there is none, or too many are unknown.

        Args:
            name: the unknown name.
            known: the things that it may refer to.
            kinds: their kinds.
            plan_id: the id of their plan, if it is another plan.
        """
        asked = plan_id, kinds, folded(name)
        if not known:
            return None
        if asked not in self._near:
            self._near[asked] = known.near(name) if len(self._near) < _MOST_SUGGESTIONS else None
        return self._near[asked]


class Case:
    """What a rule checks: a plan on a day, the project's settings, and access to the project's other plans.

    `other_plan` finds one of those by id, and `places_sharing` returns the places of several with the same id.
    `contributors_of` returns what they contribute to the plan of a snapshot, and `plans_replacing` those that declare
    that they replace a plan.

    What several rules need is computed once, on first use.
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
        """The plan as known on the day."""
        return Snapshot(self.plan, self.as_of)

    @cached_property
    def disclosure(self) -> Disclosure:
        """What of the plan is suppressed, since it would reveal a small count of people."""
        return Disclosure(self.plan, self.project.small_count)

    @cached_property
    def open_subgoals(self) -> list[tuple[int, Subgoal]]:
        """The subgoals that are still open, each with its index in the plan."""
        return [(i, subgoal) for i, subgoal in self.snapshot.subgoals if self.snapshot.is_open(subgoal)]

    @cached_property
    def indicator_uses(self) -> list[IndicatorUse]:
        """The plan's indicators with the subgoals that they belonged to on the day."""
        return indicator_uses(self.snapshot)

    @cached_property
    def occurrences_around(self) -> list[Occurrence]:
        """The occurrences of the annual cycle, earliest first, in the years of the recent past and near future."""
        return occurrences_around(self.plan, self.as_of, min(self.project.due_soon_days, _LONGEST_SOON))

    @cached_property
    def task_names(self) -> "TaskNames":
        """The names of what can be ticked off in the plan."""
        from anhorig_cli.analysis.open_duties import TaskNames  # noqa: PLC0415 - few plans have a finding that needs it

        return TaskNames(self.plan)

    @cached_property
    def suggestions(self) -> Suggestions:
        """Suggestions for unknown names."""
        return Suggestions()

    @cached_property
    def references(self) -> list[Reference]:
        """Every reference in the plan."""
        return references(self.plan)

    @cached_property
    def texts(self) -> Texts:
        """Every free text in the plan."""
        return Texts(self.plan)

    def threshold(self, rule: "PlanRule") -> int:
        """Return the threshold of a rule: the one in the project's settings, else its own.

        Raises:
            TypeError: if the rule has no threshold.
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
    """A finding in a plan, located by a route; the source map of loading turns that into a line.

    `severity` overrides the rule's own, for more or less serious cases. `of_many` replaces the findings when many parts
    of a plan have the same flaw: it is reported once, at their list, or at `listed_in` if that is another list than the
    one with the finding. Its `{n}` becomes the number of such parts; its value `all` is the number that could have the
    flaw. `command` is what fixes it: the name of a command and the part of the plan that it takes. `covers` are
    findings that the same correction would resolve, and that are therefore not reported: the slug of a rule, and the
    route of a part.
    """

    where: Where
    message: Message
    help: Message | None = None
    severity: Severity | None = None
    of_many: Message | None = None
    command: tuple[str, ...] = ()
    covers: tuple[tuple[str, Route], ...] = ()
    listed_in: str = ""


def of_many_areas(route: Route, text: Message) -> Message | None:
    """Return the message about many areas for one at a route; None at the plan's own, which is not in their list."""
    return text if route else None


Check = Callable[[Case], Iterator[Finding]]


class PlanRule(NamedTuple):
    """A rule with a check. A rule `across` the plan is not run if part of the plan could not be read."""

    rule: Rule
    check: Check
    across: bool


def rule(
    code: str, slug: str, severity: Severity, *, across: bool = False, threshold: int | None = None
) -> Callable[[Check], PlanRule]:
    """Return a decorator that turns a generator of findings into a rule; its docstring is the rule's page.

    Args:
        code: `ANH` and three digits, never changed; the first digit is the family.
        slug: the name that people use, never changed.
        severity: how serious a finding is unless the project's settings say otherwise.
        across: whether the rule compares parts of the plan, so that an unreadable part would mislead it.
        threshold: the whole number that it compares with, which a project may change; the check reads it with
            `case.threshold`.
    """

    def decorate(check: Check) -> PlanRule:
        return PlanRule(Rule(code, slug, check.__doc__ or "", severity, threshold), check, across)

    return decorate
