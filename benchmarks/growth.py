"""Show how the work of a command grows with the number of parts of each kind.

usage: growth.py [--kinds WORDS] [--commands check,md,…,overview] [--bytes 1000000] [--limit SECONDS]

Prints a line for each kind (of `growing.py`) and command: the exponent of growth from half the parts to all, the number
of parts in a plan of about `--bytes` bytes, and the processor time and peak memory that they take. Linear work has the
exponent 1, quadratic work 2. Every run is a process forked from one that has imported everything, so that startup is
not counted. A run over a limit is repeated twice, and the fastest runs count. At the end come those over the limits: an
exponent of 1.2 (in runs of more than 0.3 s), 2 seconds, and 512 MiB.
"""

import argparse
import contextlib
import gc
import math
import os
import resource
import sys
import tempfile
import traceback
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from growing import FOLDER, KINDS, PLAN, Maker

from anhorig_cli.cli.entry import main as anhorig
from anhorig_cli.loading.discovery import MOST_FILES

_DAY = ("--as-of", "2026-01-15")
COMMANDS = {
    "check": ["check", *_DAY],
    "md": ["report", *_DAY, "--format", "md", "-o", "-"],
    "html": ["report", *_DAY, "--format", "html", "-o", "-"],
    "full": ["report", *_DAY, "--full", "--format", "html", "-o", "-"],
    "json": ["report", *_DAY, "--format", "json", "-o", "-"],
    "status": ["status", *_DAY],
    "cycle": ["cycle", *_DAY],
    "todo": ["todo", *_DAY],
    "wheel": ["wheel", *_DAY, "-o", "made.svg"],
    "calendar": ["calendar", *_DAY, "--subgoals", "--reports", "-o", "-"],
    "export": ["export", *_DAY, "--format", "json", "-o", "-"],
    "sheet": ["sheet", *_DAY, "--each-unit", "-o", "made/"],
    "renew": ["renew", "--period", "2030-2033", "--dry-run"],
    "overview": ["overview", *_DAY, "-o", "-"],
    "coverage": ["coverage", *_DAY],
}
_STEEPEST, _SLOWEST, _LARGEST = 1.2, 2.0, 512.0
_NOTABLE_SECONDS, _SHORTEST = 0.3, 0.001
_MIB = 1024
_SAMPLE = 200
_RETRIES = 2
_BUG = 70


class Run(NamedTuple):
    """The processor seconds of a run (None if it failed), its peak memory in MiB, and what went wrong, if anything."""

    seconds: float | None
    mebibytes: float
    flaw: str = ""


def size(maker: Maker, number: int) -> int:
    """Return the total size in bytes of the files with `number` parts."""
    return sum(len(text.encode()) for text in maker(number).values())


@cache
def number_for(kind: str, most: int) -> int:
    """Return the number of parts of a kind whose files have at most `most` bytes, and at most `MOST_FILES` files."""
    maker = KINDS[kind]
    few, many = (size(maker, number) for number in (_SAMPLE, 2 * _SAMPLE))
    each = max(many - few, 1) / _SAMPLE
    number = max(int((most - few) / each) + _SAMPLE, 2)
    while number > 2 * _SAMPLE and size(maker, number) > most:
        number = number * 49 // 50
    while len(maker(number)) > MOST_FILES:
        number = number * 49 // 50
    return min(number, most)


def write(maker: Maker, number: int, folder: Path) -> str:
    """Write the files, and return the path that a command takes."""
    files = maker(number)
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return PLAN if PLAN in files else FOLDER


def run(arguments: list[str], folder: str, limit: int) -> Run:
    """Run a command in a forked process, and return the measurements."""
    child = os.fork()
    if child == 0:
        _run_in_child(arguments, folder, limit)
    _, status, used = os.wait4(child, 0)
    errors = Path(folder, "errors").read_text(encoding="utf-8", errors="replace")
    code = os.waitstatus_to_exitcode(status)
    if "Traceback" in errors:
        return Run(None, 0, errors.strip().splitlines()[-1][:120])
    return Run(
        None if code < 0 else used.ru_utime + used.ru_stime,
        used.ru_maxrss / _MIB,
        errors[:80] if code not in {0, 1} else "",
    )


def _run_in_child(arguments: list[str], folder: str, limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open("errors", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    sys.argv = ["anhorig", *arguments]
    code: object = _BUG
    try:
        anhorig()
    except SystemExit as stop:
        code = stop.code
    except Exception:  # noqa: BLE001 - `run` reports the traceback
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else _BUG)


def measure(kind: str, command: str, most: int, limit: int) -> Iterator[tuple[int, Run]]:
    """Yield the runs of a command with half the parts and with all of them, each with its number of parts."""
    maker, number = KINDS[kind], number_for(kind, most)
    for parts in (number // 2, number):
        with tempfile.TemporaryDirectory() as folder:
            target = write(maker, parts, Path(folder))
            yield parts, run([*COMMANDS[command], target], folder, limit)


def _exponent(half: float, whole: float, times: float) -> float:
    return math.log(max(whole, _SHORTEST) / max(half, _SHORTEST)) / math.log(times)


def summarise(kind: str, command: str, runs: list[tuple[int, Run]]) -> tuple[str, list[str]]:
    """Return the line for a kind and a command, and the limits that it exceeds."""
    (fewer, half), (number, whole) = runs
    if half.seconds is None or whole.seconds is None:
        words = half.flaw or whole.flaw or f"over the limit at {fewer if half.seconds is None else number}"
        return f"{kind:46} {command:6} {words}", [words]
    exponent = _exponent(half.seconds, whole.seconds, number / fewer) if fewer else 0.0
    used = f"{whole.seconds:6.2f} s {whole.mebibytes:5.0f} MiB {whole.flaw}"
    line = f"{kind:46} {command:6} {exponent:5.2f} {number:8} {used}"
    flaws = [f"exponent {exponent:.2f}"] if exponent > _STEEPEST and whole.seconds > _NOTABLE_SECONDS else []
    flaws += [f"{whole.seconds:.1f} s"] if whole.seconds > _SLOWEST else []
    flaws += [f"{whole.mebibytes:.0f} MiB"] if whole.mebibytes > _LARGEST else []
    return line, flaws


def _fastest(kind: str, command: str, most: int, limit: int) -> tuple[str, list[str]]:
    """Return what `summarise` returns, for the fastest of up to three runs."""
    runs = list(measure(kind, command, most, limit))
    line, flaws = summarise(kind, command, runs)
    for _ in range(_RETRIES):
        if not flaws or any(one.seconds is None for _, one in runs):
            break
        again = measure(kind, command, most, limit)
        runs = [min(pair, key=lambda one: one[1].seconds or math.inf) for pair in zip(runs, again, strict=True)]
        line, flaws = summarise(kind, command, runs)
    return line, flaws


def _import_all() -> None:
    """Run each command once, so that everything that they import lazily is imported."""
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        target = write(lambda _: {PLAN: "title: Plan\n"}, 1, Path(folder))
        for arguments in COMMANDS.values():
            sys.argv = ["anhorig", *arguments, target]
            silent = contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere)
            with contextlib.chdir(folder), silent[0], silent[1], contextlib.suppress(SystemExit):
                anhorig()
    gc.freeze()


def main() -> None:
    """Print a line for each kind and command; exit with 1 if any limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", default="", help="only kinds that hold one of these words (with , between)")
    parser.add_argument("--commands", default=",".join(COMMANDS))
    parser.add_argument("--bytes", type=int, default=1_000_000)
    parser.add_argument("--limit", type=int, default=30)
    options = parser.parse_args()
    gc.set_threshold(100_000, 50, 50)  # as the tool itself does
    _import_all()
    words = options.kinds.split(",")
    over: list[str] = []
    for kind in KINDS:
        if not any(word in kind for word in words):
            continue
        for command in options.commands.split(","):
            line, flaws = _fastest(kind, command, options.bytes, options.limit)
            print(line, flush=True)
            over += [f"{kind} ({command}): {', '.join(flaws)}"] if flaws else []
    print("\nover:\n" + "\n".join(over) if over else "\nnothing is over")
    sys.exit(bool(over))


if __name__ == "__main__":
    main()
