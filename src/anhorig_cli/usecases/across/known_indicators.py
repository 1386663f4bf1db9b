"""What the indicators of plans are known by, packed: of many plans only those are unpacked that may be shared."""

from collections.abc import Iterator, Sequence
from datetime import date

from anhorig_cli.analysis.shared_indicators import Identity, identities
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import WholePlan


def packed_indicators(one: WholePlan | None, as_of: date) -> bytes:
    """Return what the indicators of a plan are known by on a day, packed; of one that could not be read, none."""
    return pack(list(identities(Snapshot(one.plan, as_of), 0)) if one else [])


class KnownIndicators:
    """What the indicators of plans are known by, plan by plan in the order of the run."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._plans: Packed[list[Identity]] = Packed(packed)

    def __iter__(self) -> Iterator[Identity]:
        for place, several in enumerate(self._plans):
            for one in several:
                yield one._replace(place=place)

    def shared_or_called(self, name: str = "") -> list[Identity]:
        """Return those that are in Kolada, follow another, are followed, or are called by a name."""
        followed = {folded(one.follows) for one in self if one.follows}
        found = [
            one for one in self if one.kolada or one.follows or _is_followed(one, followed) or _is_called(one, name)
        ]
        folded.cache_clear()  # else the names of thousands of plans' indicators, each asked for once, stay in memory
        return found


def _is_followed(one: Identity, followed: set[str]) -> bool:
    return bool(followed) and bool(one.names & followed)


def _is_called(one: Identity, name: str) -> bool:
    return bool(name) and folded(name) in {folded(one.id), folded(one.title)} | one.names
