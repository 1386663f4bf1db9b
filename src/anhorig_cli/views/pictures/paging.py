"""A picture too high for a page, in parts that fit one each."""

from collections.abc import Iterator, Sequence
from math import ceil, fsum
from typing import Protocol, TypeVar

from anhorig_cli.views.formatter import Formatter


class TallRow(Protocol):
    """Something that takes up some height."""

    @property
    def height(self) -> float:
        """Return how high it is."""
        ...


R = TypeVar("R", bound=TallRow)


def part_title(title: str, part: int, parts: int, formatter: Formatter) -> str:
    """Return the title of a part of a picture; of the whole, where it is in one part."""
    return formatter.text("{title}, part {n} of {all}", title=title, n=part, all=parts) if parts > 1 else title


def pages(rows: Sequence[R], tallest: float) -> Iterator[list[R]]:
    """Share rows out, so that no part is much higher than `tallest` and the parts are about as high."""
    whole = fsum(row.height for row in rows)
    fair = whole / ceil(whole / tallest)
    page: list[R] = []
    for row in rows:
        if page and fsum(one.height for one in page) + row.height / 2 > fair:
            yield page
            page = []
        page.append(row)
    yield page
