"""Subgoals that carry each other on in a circle."""

from collections.abc import Iterator, Mapping, Sequence

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import folded


@rule("ANH205", "circular-continues", Severity.ERROR)
def circular_continues(case: Case) -> Iterator[Finding]:
    """A subgoal carries on itself, directly or through others.

    `fortsätter` leads from a subgoal to the earlier one that it carries on. Where the way leads back to the start, none
    of them is the earlier one, and none would be followed up.

    **Mend it:** take away the reference from the oldest of them.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Nå fler anhöriga
        fortsätter: d2
      - id: d2
        titel: Fortsätta nå fler anhöriga
        fortsätter: d1
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Nå fler anhöriga
      - id: d2
        titel: Fortsätta nå fler anhöriga
        fortsätter: d1
    ```
    """
    earlier = {folded(subgoal.id): [folded(ref) for ref in subgoal.continues] for subgoal in case.plan.subgoals}
    in_circles = _in_circles(earlier)
    for i, subgoal in enumerate(case.plan.subgoals):
        if subgoal.continues and folded(subgoal.id) in in_circles:
            yield Finding(
                Where(("subgoals", i, "continues")),
                message("the subgoal '{id}' carries itself on", id=subgoal.id),
                message("take away the reference from the oldest of the subgoals"),
            )


def _in_circles(links: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the names from which links lead back to themselves.

    They are found in groups that all lead to each other (Kosaraju's algorithm), so that each link is followed twice.
    """
    backwards: dict[str, list[str]] = {name: [] for name in links}
    for name, others in links.items():
        for other in others:
            backwards.setdefault(other, []).append(name)
    found: set[str] = set()
    seen: set[str] = set()
    for name in reversed(_innermost_first(links)):
        group = _reached(name, backwards, seen)
        if len(group) > 1 or name in links[name]:
            found.update(group)
    return found


def _innermost_first(links: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names in the order in which a search, that goes on as deep as it can, is done with them."""
    done: list[str] = []
    seen: set[str] = set()
    for start in links:
        waiting = [(start, iter(links[start]))] if start not in seen else []
        seen.add(start)
        while waiting:
            name, others = waiting[-1]
            other = next((one for one in others if one in links and one not in seen), None)
            if other is None:
                done.append(name)
                waiting.pop()
            else:
                seen.add(other)
                waiting.append((other, iter(links[other])))
    return done


def _reached(start: str, links: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """Return the names that links lead to from one, itself among them, but for those that were seen before."""
    group = [start] if start not in seen else []
    seen.add(start)
    for name in group:
        new = [other for other in dict.fromkeys(links[name]) if other not in seen]
        seen.update(new)
        group += new
    return group
