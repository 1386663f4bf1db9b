"""What several subgoals share, which a report says once."""

from collections.abc import Mapping, Sequence

from anhorig_cli.views.formatter import Formatter

_FEWEST = 3
_MOST_NUMBERS = 8
Shared = dict[str, tuple[int, ...]]
"""Texts, each with the numbers of the subgoals that it holds for."""


def which_subgoals(numbers: Sequence[int], formatter: Formatter) -> str:
    """Return subgoals by their numbers, or how many they are where the numbers would be a long row."""
    if len(numbers) > _MOST_NUMBERS:
        return formatter.text("{n} subgoals", n=len(numbers))
    return formatter.text("subgoals {numbers}", numbers=formatter.listed(map(str, numbers)))


def said_once(texts: Mapping[int, str]) -> Shared:
    """Return the texts that at least three subgoals share, each with their numbers."""
    numbers: dict[str, list[int]] = {}
    for number, text in texts.items():
        numbers.setdefault(text, []).append(number)
    return {text: tuple(of) for text, of in numbers.items() if text and len(of) >= _FEWEST}
