"""Ids that are used twice."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.register import KINDS_OF_THINGS, things
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Route, Where, message
from anhorig_cli.vocabulary import folded


@rule("ANH201", "duplicate-id", Severity.ERROR)
def duplicate_id(case: Case) -> Iterator[Finding]:
    """Two things of the same kind have the same id.

    A reference to the id could mean either. Ids are compared without regard to case, so `D1` and `d1` are the same.

    **Fix it:** give one of them another id, and make sure that references mean the right one.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
      - id: D1
        titel: Stödet utvecklas
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
      - id: d2
        titel: Stödet utvecklas
    ```
    """
    for kind in KINDS_OF_THINGS:
        first: dict[str, Route] = {}
        for i, thing in enumerate(things(case.plan, kind)):
            route: Route = (kind, i, "id")
            if not thing.id:
                continue
            earlier = first.setdefault(folded(thing.id), route)
            if earlier is not route:
                yield Finding(
                    Where(route),
                    message("the id '{id}' is already on line {line}", id=thing.id, line=Where(earlier)),
                    message("give one of them another id"),
                )
