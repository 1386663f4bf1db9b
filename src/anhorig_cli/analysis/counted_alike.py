"""What is counted of the same people at the same time, also of the women and the men among them."""

from collections.abc import Iterable
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import Share
from anhorig_cli.analysis.disclosure_by_subtraction import ALL, CountBounds
from anhorig_cli.model.measurement import FigureOfSex, Measurement, Scope

IN_IT = "in it"
"""Those in a share."""
KINDS = (attrgetter("base"), attrgetter("in_it"), attrgetter("not_in_it"))
"""The counts of a share, of which women and men are parts each for itself."""


class SameCounted(NamedTuple):
    """The measurements of an indicator of the same unit, target group and time (ordinal days)."""

    scope: Scope
    first: int
    last: int
    measurements: list[Measurement]

    @property
    def has_sexes(self) -> bool:
        """Return whether women or men are counted."""
        return any(one.has_sexes for one in self.measurements)

    @property
    def figures(self) -> list[FigureOfSex]:
        """What is said of women and of men."""
        return [figure for one in self.measurements for figure in one.sexes.values()]

    def counts_of(self, sex: str) -> list[Share]:
        """Return what is counted of women or of men: of a count only all of them are known."""
        figures = [one.sexes[sex] for one in self.measurements if sex in one.sexes]
        return [Share(one.numerator, one.denominator) if one.is_counted else Share(None, one.value) for one in figures]


def sexes_of(alike: SameCounted) -> dict[tuple[str, str], CountBounds]:
    """Return how many women and men are counted in all, and in a share."""
    counts: dict[tuple[str, str], CountBounds] = {}
    for sex in ("women", "men"):
        shares = alike.counts_of(sex)
        counts |= span_of((sex, ALL), (share.base for share in shares))
        counts |= span_of((sex, IN_IT), (share.in_it for share in shares))
    return counts


def span_of(key: tuple[str, str], counts: Iterable[Decimal | None]) -> dict[tuple[str, str], CountBounds]:
    """Return the span of several counts of the same people; nothing where there is none."""
    known = [count for count in counts if count is not None]
    return {key: CountBounds(min(known), max(known))} if known else {}
