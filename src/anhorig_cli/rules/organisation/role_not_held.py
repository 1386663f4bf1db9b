"""Roles that nobody holds, and that are responsible all the same."""

from collections.abc import Iterable, Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.coming import units_of
from anhorig_cli.model.organisation import Role
from anhorig_cli.rules.links import Index, uses_of_indicators
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message

_Duty = tuple[str, Iterable[str]]
"""The title of what is to be done, and who is responsible for it."""


@rule("ANH601", "role-not-held", Severity.WARNING, across=True)
def role_not_held(case: Case) -> Iterator[Finding]:
    """A role that nobody holds is responsible for something that is still to be done.

    The role is vacant, or its `till` has passed, and an open subgoal, an activity that is not done, an indicator, an
    item of the annual cycle or the plan itself has no other responsible. Nobody does the work, and nobody reports it. A
    role that is yet to begin is not reported, nor one that shares the responsibility with somebody.

    **Mend it:** write who is responsible until the role is held, or take away `vakant` when somebody holds it.

    ```yaml
    # bad
    roller:
      - id: anhörigkonsulent
        titel: Anhörigkonsulent
        vakant: ja
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: anhörigkonsulent
    ```

    ```yaml
    # good
    roller:
      - id: anhörigkonsulent
        titel: Anhörigkonsulent
        vakant: ja
      - id: enhetschef
        titel: Enhetschef
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: [anhörigkonsulent, enhetschef]
    ```
    """
    if not any(_is_gone(case, role) for role in case.plan.roles):
        return
    index = Index(case, case.plan.roles)
    duties: dict[int, list[str]] = {}
    for title, responsible in _duties(case):
        roles = [(place, _role(case, place)) for place in map(index.place, responsible)]
        if any(role is None or role.is_held(case.as_of) for _, role in roles):
            continue
        for place, role in roles:
            if place is not None and role is not None and _is_gone(case, role):
                duties.setdefault(place, []).append(title)
    for place, titles in sorted(duties.items()):
        role = case.plan.roles[place]
        yield Finding(
            Where(("roles", place, "vacant" if role.vacant else "to")),
            _words(role, titles),
            message("write who is responsible until somebody holds the role"),
        )


def _role(case: Case, place: int | None) -> Role | None:
    """Return the role at a place; None for a unit, a party, or a name that is not in the plan's lists."""
    return None if place is None else case.plan.roles[place]


def _is_gone(case: Case, role: Role) -> bool:
    return role.vacant or (role.to is not None and role.to.has_ended(case.as_of))


def _duties(case: Case) -> Iterator[_Duty]:
    """Give everything that is still to be done with its responsible; after the plan's period only its open subgoals."""
    for _, subgoal in case.snapshot.subgoals:
        if case.snapshot.is_open(subgoal):
            yield subgoal.title, subgoal.responsible
            for activity in subgoal.activities:
                if activity.status_at(case.as_of) not in {"done", "cancelled"}:
                    yield activity.title, activity.responsible
    period = case.plan.period
    if period is None or period.to is None or not period.to.has_ended(case.as_of):
        yield case.plan.title, case.plan.responsible
        yield from (
            (use.indicator.title, use.indicator.responsible) for use in uses_of_indicators(case) if use.is_followed
        )
        yield from _of_cycle(case)


def _of_cycle(case: Case) -> Iterator[_Duty]:
    """Give the items of the annual cycle; one that names no responsible falls to those of its units."""
    index = Index(case, case.plan.units)
    for item in case.plan.annual_cycle:
        if item.to is None or not item.to.has_ended(case.as_of):
            units = index.places(units_of(case.plan, item))
            yield item.title, item.responsible or [r for unit in units for r in case.plan.units[unit].responsible]


def _words(role: Role, titles: list[str]) -> Message:
    title, more = titles[0], len(titles) - 1
    if role.vacant:
        if more:
            return message(
                "the role '{role}' is vacant, and is responsible for '{title}' and {n} more",
                role=role.title,
                title=title,
                n=more,
            )
        return message("the role '{role}' is vacant, and is responsible for '{title}'", role=role.title, title=title)
    if more:
        return message(
            "the role '{role}' ended {to}, and is responsible for '{title}' and {n} more",
            role=role.title,
            to=role.to,
            title=title,
            n=more,
        )
    return message(
        "the role '{role}' ended {to}, and is responsible for '{title}'", role=role.title, to=role.to, title=title
    )
