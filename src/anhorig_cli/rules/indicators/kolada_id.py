"""Values of `kolada` that are not the id of a key figure."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH410", "kolada-id", Severity.WARNING)
def kolada_id(case: Case) -> Iterator[Finding]:
    """What is written as `kolada` is not the id of a key figure.

    Kolada names its key figures by `N` or `U` and five digits. Whoever wants to look up the figure finds nothing by
    another word, and the report leaves it out.

    **Fix it:** write the id as Kolada has it, or remove `kolada`.

    ```yaml
    # bad
    indikatorer:
      - id: samarbete
        titel: Samarbete med anhöriga
        kolada: samarbete-anhöriga
    ```

    ```yaml
    # good
    indikatorer:
      - id: samarbete
        titel: Samarbete med anhöriga
        kolada: U21401
    ```
    """
    for i, indicator in enumerate(case.plan.indicators):
        if indicator.kolada is not None and indicator.kolada_id is None:
            yield Finding(
                Where(("indicators", i, "kolada")),
                message(
                    "'{id}' in the indicator '{title}' is not the id of a key figure in Kolada",
                    id=indicator.kolada,
                    title=indicator.title,
                ),
                message("write N or U and five digits, as in N21492, or remove 'kolada'"),
            )
