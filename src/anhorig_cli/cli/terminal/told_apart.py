"""Plans that share a title, as a plan and the one that follows it often do, told apart by their ids."""

from collections import Counter
from collections.abc import Sequence


def told_apart(plans: Sequence[tuple[str, str]]) -> list[str]:
    """Return what plans, each given as its id and title, are called side by side: the title, and the id if need be."""
    often = Counter(title for _, title in plans)
    return [f"{title} ({name})" if often[title] > 1 else title for name, title in plans]
