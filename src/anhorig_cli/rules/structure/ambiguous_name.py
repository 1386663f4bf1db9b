"""Names that are both a role and a unit."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.register import RESPONSIBLE
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH204", "ambiguous-name", Severity.ERROR, across=True)
def ambiguous_name(case: Case) -> Iterator[Finding]:
    """The one who is responsible has the name of both a role and a unit.

    One cannot tell whether the person in the role or the whole unit is responsible.

    **Fix it:** refer by an id that only one of them has, or rename one of them.

    ```yaml
    # bad
    enheter:
      - id: anhörigstöd
        titel: Anhörigstöd
    roller:
      - id: anhörigstödjare
        titel: Anhörigstöd
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: Anhörigstöd
    ```

    ```yaml
    # good
    enheter:
      - id: anhörigstöd
        titel: Anhörigstöd
    roller:
      - id: anhörigstödjare
        titel: Anhörigstödjare
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: anhörigstödjare
    ```
    """
    roles, units = case.register("roles"), case.register("units")
    if not (roles and units):
        return
    for reference in case.references:
        if reference.kinds == RESPONSIBLE and roles.has(reference.text) and units.has(reference.text):
            yield Finding(
                Where(reference.route),
                message("'{name}' is both a role and a unit", name=reference.text),
                message("refer by an id that only one of them has"),
            )
