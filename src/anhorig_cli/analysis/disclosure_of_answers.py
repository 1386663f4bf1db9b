"""What can be worked out of shares that are answers to one question: they make up all who answered it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple


class PartOfAll(NamedTuple):
    """A share of all who answered: what it is of (`key`), how many people are in it, and whether it is small."""

    key: int
    people: Decimal
    is_small: bool


_MOST_SHARES = 60
"""So many shares of one base are looked through; of more, those that might make up all of it would be too many."""


def beside_small_ones(shares: Sequence[PartOfAll], base: Decimal, minimum_count: int) -> set[int]:
    """Return the keys of the shares that must be suppressed beside small ones, so that these can't be worked out.

    Shares that stand beside each other in the plan and make up all of the base are answers to one question. Of these
    the smallest are suppressed, until there are two and they may hold any small number.
    """
    hidden = {share.key for share in shares if share.is_small}
    if not hidden or len(shares) > _MOST_SHARES:
        return {share.key for share in shares} if hidden else hidden
    questions = list(_questions(shares, base))
    while more := _next_hidden(questions, hidden, minimum_count):
        hidden |= more
    return hidden


def _questions(shares: Sequence[PartOfAll], base: Decimal) -> Iterator[Sequence[PartOfAll]]:
    """Give the runs of three shares or more that make up the base; of two, both are small where one is."""
    for start, end in combinations(range(len(shares) + 1), 2):
        run = shares[start:end]
        if len(run) > 2 and sum(share.people for share in run) == base:  # noqa: PLR2004 - three or more
            yield run


def _next_hidden(questions: Iterable[Sequence[PartOfAll]], hidden: Collection[int], minimum_count: int) -> set[int]:
    """Return the smallest share that is still disclosed of each question whose hidden ones could be worked out."""
    found: set[int] = set()
    for shares in questions:
        told = [share for share in shares if share.key not in hidden]
        if told and not _are_safe([share for share in shares if share.key in hidden], minimum_count):
            found.add(min(told, key=lambda share: share.people).key)
    return found


def _are_safe(hidden: Sequence[PartOfAll], minimum_count: int) -> bool:
    """Return whether each of the hidden shares may hold any small number, as far as their sum tells."""
    return not hidden or (len(hidden) > 1 and sum(share.people for share in hidden) >= minimum_count - 1)
