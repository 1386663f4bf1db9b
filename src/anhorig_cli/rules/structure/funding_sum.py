"""Parts of a funding that do not add up."""

from collections.abc import Iterator
from decimal import Decimal

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.strategy import Funding
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


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
        yield from _of_amount(i, funding)
        yield from _of_outcome(i, funding)


def _of_amount(place: int, funding: Funding) -> Iterator[Finding]:
    """Give what is wrong with an amount and its parts."""
    amount, parts = funding.amount, funding.parts_sum
    if amount is None or parts is None or amount == parts:
        return
    yield Finding(
        Where(("funding", place, "amount")),
        _amounts(_name(funding), amount, parts),
        message("correct the amount or the parts"),
    )


def _of_outcome(place: int, funding: Funding) -> Iterator[Finding]:
    """Give what is wrong with what an amount came to, and what its parts did."""
    outcome, parts = funding.outcome, funding.parts_outcome
    if outcome is None or parts is None or outcome == parts:
        return
    yield Finding(
        Where(("funding", place, "outcome")),
        _outcomes(_name(funding), outcome, parts),
        message("correct the outcome or the parts"),
    )


def _name(funding: Funding) -> str:
    """Return what funding is called in a message; empty where it has no name."""
    return funding.title or funding.source or funding.id or ""


def _amounts(name: str, amount: Decimal, parts: Decimal) -> Message:
    if name:
        return message(
            "the amount of '{title}' is {amount} SEK, and its parts sum to {parts} SEK",
            title=name,
            amount=amount,
            parts=parts,
        )
    return message("the amount is {amount} SEK, and the parts sum to {parts} SEK", amount=amount, parts=parts)


def _outcomes(name: str, outcome: Decimal, parts: Decimal) -> Message:
    if name:
        return message(
            "the outcome of '{title}' is {outcome} SEK, and those of its parts sum to {parts} SEK",
            title=name,
            outcome=outcome,
            parts=parts,
        )
    return message(
        "the outcome is {outcome} SEK, and those of the parts sum to {parts} SEK", outcome=outcome, parts=parts
    )
