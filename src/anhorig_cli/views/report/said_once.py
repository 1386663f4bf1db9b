"""What several subgoals share, which a report says once."""

from collections.abc import Mapping

_FEWEST = 3
Shared = dict[str, tuple[int, ...]]
"""Texts, each with the numbers of the subgoals that it holds for."""


def said_once(texts: Mapping[int, str]) -> Shared:
    """Return the texts that at least three subgoals share, each with their numbers."""
    numbers: dict[str, list[int]] = {}
    for number, text in texts.items():
        numbers.setdefault(text, []).append(number)
    return {text: tuple(of) for text, of in numbers.items() if text and len(of) >= _FEWEST}
