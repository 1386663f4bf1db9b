"""Parts of a funding that do not add up."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH210", "funding-sum", Severity.WARNING)
def funding_sum(case: Case) -> Iterator[Finding]:
    """The parts of a funding do not add up to its amount.

    Money has been left out, or counted twice, and the report shows figures that do not agree. Nothing is said where the
    funding has no amount, or where one of its parts has none.

    **Mend it:** correct the amount or the parts. What is not divided yet can be a part of its own.

    ```yaml
    # bad
    finansiering:
      - titel: Statsbidrag för anhörigstöd
        belopp: 500000
        delar:
          - {enhet: Hemtjänsten, belopp: 300000}
          - {enhet: Anhörigcentrum, belopp: 100000}
    ```

    ```yaml
    # good
    finansiering:
      - titel: Statsbidrag för anhörigstöd
        belopp: 500000
        delar:
          - {enhet: Hemtjänsten, belopp: 300000}
          - {enhet: Anhörigcentrum, belopp: 100000}
          - {belopp: 100000, notering: Fördelas senare.}
    ```
    """
    for i, funding in enumerate(case.plan.funding):
        parts = funding.parts_sum
        if funding.amount is None or parts is None or parts == funding.amount:
            continue
        name = funding.title or funding.source or funding.id
        yield Finding(
            Where(("funding", i, "amount")),
            message(
                "the amount of '{title}' is {amount} SEK, and its parts sum to {parts} SEK",
                title=name,
                amount=funding.amount,
                parts=parts,
            )
            if name
            else message(
                "the amount is {amount} SEK, and the parts sum to {parts} SEK", amount=funding.amount, parts=parts
            ),
            message("correct the amount or the parts"),
        )
