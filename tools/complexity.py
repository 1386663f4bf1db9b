"""Check the cyclomatic complexity of each function (McCabe, as counted by radon), here called its ways.

usage: complexity.py   (prints the functions over their limits, and the mean; exits with 1 if a limit is exceeded)
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from radon.complexity import cc_visit
from radon.visitors import Class, Function

PACKAGE = Path(__file__).parent.parent / "src" / "anhorig_cli"
MOST = 10
"""The highest complexity of a function."""
MOST_ON_AVERAGE = 3.74
MORE = {
    "loading/parser.py build": 24,  # one loop over the events of YAML: calls would take half its time
}
"""Functions with a higher limit, with the reason."""


class Counted(NamedTuple):
    """A function, by its file and name, and its complexity."""

    name: str
    ways: int


def functions(file: Path) -> Iterator[Counted]:
    """Yield the functions and methods of a file, including nested functions."""
    place = file.relative_to(PACKAGE).as_posix()
    for block in cc_visit(file.read_text(encoding="utf-8")):
        yield from (Counted(f"{place} {one.name}", one.complexity) for one in _with_nested(block))


def _with_nested(block: Function | Class) -> Sequence[Function]:
    """Return a function and those nested in it; empty for a class, whose methods radon lists separately."""
    return [] if isinstance(block, Class) else [block, *block.closures]


def main() -> int:
    """Print the functions over their limits, and return the exit code."""
    counted = [one for file in sorted(PACKAGE.rglob("*.py")) for one in functions(file)]
    over = sorted({one for one in counted if one.ways > MORE.get(one.name, MOST)}, key=lambda one: -one.ways)
    average = mean(one.ways for one in counted)
    for one in over:
        sys.stdout.write(f"{one.ways:3} {one.name}\n")
    sys.stdout.write(f"{len(counted)} functions, {average:.2f} ways on average, {len(over)} over {MOST}\n")
    return int(bool(over) or average > MOST_ON_AVERAGE)


if __name__ == "__main__":
    sys.exit(main())
