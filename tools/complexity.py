"""Hold the code to its budget of complexity: how many ways lead through a function (McCabe, as radon counts them).

usage: complexity.py   (prints each function that is over its budget, and the mean; exits with 1 where there is one)
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
"""So many ways may lead through a function."""
MOST_ON_AVERAGE = 3.74
MORE = {
    "loading/parser.py build": 24,  # one loop over the events of YAML: calls would take half its time
}
"""Functions that may have more ways, with the reason."""


class Counted(NamedTuple):
    """A function, by its file and name, and how many ways lead through it."""

    name: str
    ways: int


def functions(file: Path) -> Iterator[Counted]:
    """Give the functions and methods of a file, those within functions too."""
    place = file.relative_to(PACKAGE).as_posix()
    for block in cc_visit(file.read_text(encoding="utf-8")):
        yield from (Counted(f"{place} {one.name}", one.complexity) for one in _all_of(block))


def _all_of(block: Function | Class) -> Sequence[Function]:
    """Return a function with those within it; nothing of a class, whose methods are given beside it."""
    return [] if isinstance(block, Class) else [block, *block.closures]


def main() -> int:
    """Print what is over budget, and return the exit code."""
    counted = [one for file in sorted(PACKAGE.rglob("*.py")) for one in functions(file)]
    over = sorted({one for one in counted if one.ways > MORE.get(one.name, MOST)}, key=lambda one: -one.ways)
    average = mean(one.ways for one in counted)
    for one in over:
        sys.stdout.write(f"{one.ways:3} {one.name}\n")
    sys.stdout.write(f"{len(counted)} functions, {average:.2f} ways on average, {len(over)} over {MOST}\n")
    return int(bool(over) or average > MOST_ON_AVERAGE)


if __name__ == "__main__":
    sys.exit(main())
