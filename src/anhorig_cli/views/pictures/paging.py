"""A picture too high for a page, in parts that fit one each."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Protocol, TypeVar


class Row(Protocol):
    """Something that takes up some height."""

    @property
    def height(self) -> float:
        """Return how high it is."""
        ...


R = TypeVar("R", bound=Row)


def pages(rows: Sequence[R], tallest: float) -> Iterator[list[R]]:
    """Share rows out, so that no part is much higher than `tallest` and the parts are about as high."""
    whole = sum(row.height for row in rows)
    fair = whole / ceil(whole / tallest)
    page: list[R] = []
    for row in rows:
        if page and sum(one.height for one in page) + row.height / 2 > fair:
            yield page
            page = []
        page.append(row)
    yield page
