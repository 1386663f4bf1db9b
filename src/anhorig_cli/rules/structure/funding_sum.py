"""Funding whose parts do not add up."""

from collections.abc import Iterator
from decimal import Decimal

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.strategy import Funding
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH210", "funding-sum", Severity.WARNING)
def funding_sum(case: Case) -> Iterator[Finding]:
    """The parts of a funding do not add up to its amount.

    Money has been left out, or counted twice, and the report shows figures that do not agree. Nothing is reported where
    the funding has no amount, or where one of its parts has none.

    **Fix it:** correct the amount or the parts. What is not divided yet can be a part of its own.

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
        for key, stated, parts, wording, advice in (
            (
                "amount",
                funding.amount,
                funding.parts_sum,
                _amounts,
                message("correct the amount or the parts; what is not divided yet can be a part of its own"),
            ),
            ("outcome", funding.outcome, funding.parts_outcome, _outcomes, message("correct the outcome or the parts")),
        ):
            if stated is not None and parts is not None and stated != parts:
                yield Finding(Where(("funding", i, key)), wording(_name(funding), stated, parts), advice)


def _name(funding: Funding) -> str:
    """Return the name of a funding in messages; empty if it has none."""
    return funding.title or funding.source or funding.id or ""


def _amounts(name: str, amount: Decimal, parts: Decimal) -> Message:
    if name:
        text = message("the amount of '{title}' is {amount} SEK, and its parts sum to {parts} SEK")
        return text.with_values(title=name, amount=amount, parts=parts)
    return message("the amount is {amount} SEK, and the parts sum to {parts} SEK", amount=amount, parts=parts)


def _outcomes(name: str, outcome: Decimal, parts: Decimal) -> Message:
    if name:
        text = message("the outcome of '{title}' is {outcome} SEK, and those of its parts sum to {parts} SEK")
        return text.with_values(title=name, outcome=outcome, parts=parts)
    text = message("the outcome is {outcome} SEK, and those of the parts sum to {parts} SEK")
    return text.with_values(outcome=outcome, parts=parts)
