"""Roles that nobody holds but that are still responsible for something."""

from collections.abc import Iterator, Sequence
from functools import cache, partial

from anhorig_cli.analysis.responsibility import Duties, Responsibility, is_gone
from anhorig_cli.analysis.upcoming import is_over, is_running
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.organisation import Role
from anhorig_cli.model.register import Register
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message

_Names = tuple[str, ...]
_Duty = tuple[str, Sequence[_Names]]
"""The title of what is to be done, and the names responsible for it, for each unit if there are several."""


@rule("ANH601", "role-not-held", Severity.WARNING, across=True)
def role_not_held(case: Case) -> Iterator[Finding]:
    """A role that nobody holds is responsible for something that is still to be done.

    The role is vacant, or its `till` has passed, and nobody else is responsible for an open subgoal, an activity that
    is not done, an indicator, an item of the annual cycle or the plan itself. Nobody does the work, and nobody reports
    it. A role that is yet to begin is not reported, nor one that shares the responsibility with somebody.

    **Fix it:** write who is responsible until the role is held, or remove `vakant` when somebody holds it.

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
    if not any(is_gone(role, case.as_of) for role in case.plan.roles):
        return
    for place, titles in sorted(_neglected(case).items()):
        role = case.plan.roles[place]
        yield Finding(
            Where(("roles", place, "vacant" if role.vacant else "to")),
            _flaw(role, titles[0][0], sum(map(len, titles)) - 1),
            _advice(role),
        )


def _neglected(case: Case) -> dict[int, list[list[str]]]:
    """Return, by the index of each role not held, the titles that nobody else answers for, grouped by those named."""
    gone_of = cache(partial(_roles_gone, case, Register(case.plan.roles, case.plan.id)))
    titles: dict[_Names, list[str]] = {}
    for title, responsible in _duties(case):
        gone = [gone_of(names) for names in responsible]
        for names in responsible if None not in gone else ():
            titles.setdefault(names, []).append(title)
    found: dict[int, list[list[str]]] = {}
    for names, of_same_names in titles.items():
        for place in gone_of(names) or ():
            found.setdefault(place, []).append(of_same_names)
    return found


def _roles_gone(case: Case, register: Register[Role], names: _Names) -> list[int] | None:
    """Return the indexes of the named roles that nobody holds any more; None if somebody is responsible.

    A unit, a party, or a name that is not in the plan's lists counts as somebody.
    """
    places = [register.place(name) for name in names]
    roles = [(place, case.plan.roles[place]) for place in places if place is not None]
    is_somebody = len(roles) < len(places) or any(role.is_held(case.as_of) for _, role in roles)
    return None if is_somebody else [place for place, role in roles if is_gone(role, case.as_of)]


def _duties(case: Case) -> Iterator[_Duty]:
    """Yield everything still to be done and who is responsible; after the plan's period, only of open subgoals."""
    responsibility = Responsibility(case.plan)
    for _, subgoal in case.open_subgoals:
        yield subgoal.title, [responsibility.of_subgoal(subgoal).names]
        for activity in subgoal.activities:
            if activity.is_left(case.as_of):
                yield activity.title, [activity.responsible]
    if not is_over(case.plan, case.as_of):
        yield case.plan.title, [case.plan.responsible]
        yield from (
            (use.indicator.title, [responsibility.of_indicator(use.indicator, use.open_subgoals).names])
            for use in case.indicator_uses
            if use.is_followed
        )
        yield from _cycle_duties(case)


def _cycle_duties(case: Case) -> Iterator[_Duty]:
    """Yield the items of the annual cycle, each with those responsible at each of its units."""
    duties = Duties(case.plan)
    for item in case.plan.annual_cycle:
        if is_running(item, case.as_of):
            yield item.title, list(duties.of_item(item).values())


def _advice(role: Role) -> Message:
    if role.vacant and role.to is not None:
        return message(
            "'till' (to) is when the role ends, not its vacancy: remove 'vakant' (vacant) when somebody has "
            "the role, and write who is responsible until then"
        )
    return message("write who is responsible until somebody holds the role")


def _flaw(role: Role, title: str, more: int) -> Message:
    words = {"role": role.title, "title": title}
    if role.vacant and more:
        return message("the role '{role}' is vacant but is responsible for '{title}' and {n} more", n=more, **words)
    if role.vacant:
        return message("the role '{role}' is vacant but is responsible for '{title}'", **words)
    if more:
        text = message("the role '{role}' ended {to} but is responsible for '{title}' and {n} more")
        return text.with_values(to=role.to, n=more, **words)
    return message("the role '{role}' ended {to} but is responsible for '{title}'", to=role.to, **words)
