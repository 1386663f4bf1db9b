"""The numbers of a report's subgoals, by which the rest of the paper names them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from anhorig_cli.views.subgoals import SubgoalView
from anhorig_cli.views.tables import PhraseView


class Numbers:
    """Names subgoals by their numbers; one that has none, or shares its title with another, by its title."""

    def __init__(self, current: Sequence[SubgoalView], others: Iterable[SubgoalView] = ()) -> None:
        titles = Counter(subgoal.title for subgoal in (*current, *others))
        self._of_title = {s.title: n for n, s in enumerate(current, 1) if titles[s.title] == 1}

    def named(self, title: str) -> PhraseView:
        """Return the number of the subgoal with a title, with a link to it."""
        number = self._of_title.get(title)
        return PhraseView(title) if number is None else PhraseView(str(number), link=anchor_of(number))

    def listed(self, titles: Iterable[str]) -> list[str]:
        """Return the numbers of subgoals in order, then the titles of those without one."""
        known = {title: self._of_title.get(title) for title in titles}
        numbers = sorted(number for number in known.values() if number is not None)
        return [*map(str, numbers), *(title for title, number in known.items() if number is None)]


def anchor_of(number: int) -> str:
    """Return the id of a subgoal's block on the page."""
    return f"delmal-{number}"
