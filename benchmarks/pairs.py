"""Time anhorig against its floors, in pairs and in one run: a ratio holds on a busy machine, a time does not.

usage: pairs.py [--plans N] [--rounds R]

one     check of one plan   / an interpreter that imports pydantic and yaml
md      a Markdown report   / the same, with jinja2
html    an HTML report      / the same, with jinja2
many    check of N plans    / yaml.load(..., CSafeLoader) of the same files, and nothing else
cover   coverage of N plans / check of the same, which may take 1 to its 1.2; then the peak of each, at most 96 MiB

A tool that finds nothing in a late plan, or whose report lacks the plan's title, is not timed.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
AS_OF = ("--as-of", "2026-01-15")
FLOOR = [str(BIN / "python"), "-c", "from pydantic import BaseModel; import yaml"]
PAGE_FLOOR = [str(BIN / "python"), "-c", "from pydantic import BaseModel; import yaml, jinja2"]
LOAD = """
import sys, pathlib, yaml
for p in pathlib.Path(sys.argv[1]).iterdir():
    yaml.load(p.read_bytes(), yaml.CSafeLoader)
"""


def plan_text(number: int) -> str:
    """Return a plan of some 350 lines, the same for the same number; the first subgoal of each is late."""
    dice = random.Random(number)  # noqa: S311 - plans, not secrets
    lines = [f"titel: Plan för anhörigstöd nummer {number}", "organisation: Exempelkommun", "enheter:"]
    lines += [f"  - {{id: enhet-{n}, titel: Enhet {n}, ansvarig: Enhetschef}}" for n in range(1, 14)]
    lines.append("delmål:")
    for n in range(1, 14):
        due = "2025-06-30" if n == 1 else f"2027-{dice.randint(1, 12):02}-28"
        lines += [
            f"  - id: delmal-{n}",
            f"    titel: Utveckla stödet, del {n}",
            "    syfte: >",
            "      Den som hjälper en närstående ska få stöd som utgår från de egna behoven och önskemålen.",
            "    aktiviteter:",
            *(f"      - Genomföra etapp {step} av {dice.randint(3, 9)}" for step in range(1, 4)),
            f"    senast: {due}",
            f"    ansvarig: enhet-{dice.randint(1, 13)}",
            f"    indikatorer: [indikator-{dice.randint(1, 10)}]",
            "    bedömningar:",
            f"      - datum: 2025-{dice.randint(1, 12):02}-15",
            "        status: bedöms uppfyllas",
            "        kommentar: Arbetet går som planerat.",
        ]
    lines.append("indikatorer:")
    for n in range(1, 11):
        lines += [f"  - id: indikator-{n}", f"    titel: Indikator {n}", "    målvärde: 80", "    mätningar:"]
        lines += [
            f"      - {{datum: {year}-12-31, värde: {dice.randint(40, 70)}, källa: enkät}}"
            for year in range(2013, 2026)
        ]
    lines.append("årshjul:")
    lines += [f"  - {{titel: Händelse {n}, när: {1 + n % 12}, enheter: [enhet-{1 + n % 13}]}}" for n in range(40)]
    return "\n".join(lines) + "\n"


STRATEGY = """\
titel: Länets strategi
dokumenttyp: strategi
områden:
"""


def strategy_text() -> str:
    """Return a strategy with eight areas, the last of which no plan serves."""
    return STRATEGY + "".join(f"  - {{id: omrade-{n}, titel: Område {n}}}\n" for n in range(8))


def under_strategy(plan: str, number: int) -> str:
    """Return a plan whose subgoals contribute to areas of the strategy."""
    dice = random.Random(number)  # noqa: S311 - plans, not secrets
    lines = plan.splitlines()
    served = [
        f"{line}\n    bidrar_till: strategi/omrade-{dice.randint(0, 6)}" if line.startswith("    senast:") else line
        for line in lines
    ]
    return "\n".join(served) + "\n"


def most_memory(command: list[str]) -> float:
    """Return the peak memory, in MiB, of the largest process of a run (Linux)."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    return float(done.stdout)


def seconds(command: list[str]) -> float:
    """Return the wall time of a run; any exit but 0 or 1 ends the benchmark."""
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command[:3])} … {done.stderr.decode(errors='replace')[-300:]}")
    return time.perf_counter() - started


def works(plan: Path) -> None:
    """Stop unless the tool does its work on the plan."""
    check = subprocess.run([BIN / "anhorig", "check", *AS_OF, plan], capture_output=True, check=False)
    report = subprocess.run([BIN / "anhorig", "report", *AS_OF, plan], capture_output=True, check=False)
    if b"ANH301" not in check.stdout or "anhörigstöd nummer 0" not in report.stdout.decode():
        sys.exit("the tool does not find the late subgoal, or the report lacks the title: there is nothing to time")


def main() -> None:
    """Print a line for each pair: the median of the ratios, and of both times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=290)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.plans):
            Path(folder, f"plan-{number:05}.yaml").write_text(plan_text(number), encoding="utf-8")
        plan = Path(folder, "plan-00000.yaml")
        works(plan)
        anhorig = str(BIN / "anhorig")
        report = [anhorig, "report", *AS_OF, "-o", "-"]
        pairs = (
            ("one", [anhorig, "check", *AS_OF, str(plan)], FLOOR, options.rounds),
            ("md", [*report, "--format", "md", str(plan)], PAGE_FLOOR, options.rounds),
            ("html", [*report, "--format", "html", str(plan)], PAGE_FLOOR, options.rounds),
            (
                "many",
                [anhorig, "check", *AS_OF, folder],
                [str(BIN / "python"), "-c", LOAD, folder],
                max(3, options.rounds // 2),
            ),
        )
        for name, ours, floor, rounds in pairs:
            seconds(ours), seconds(floor)
            times = [(seconds(ours), seconds(floor)) for _ in range(rounds)]
            ratio = statistics.median(a / b for a, b in times)
            ours_ms, floor_ms = (1000 * statistics.median(column) for column in zip(*times, strict=True))
            print(f"{name:6} {ratio:6.2f}   ({ours_ms:.0f} ms / {floor_ms:.0f} ms)", flush=True)
    cover(options.plans, max(3, options.rounds // 2))


def cover(number: int, rounds: int) -> None:
    """Print how long coverage of a strategy and its plans takes beside check, and the peak memory of each command."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "strategi.yaml").write_text(strategy_text(), encoding="utf-8")
        for n in range(number):
            text = under_strategy(plan_text(n), n)
            Path(folder, f"plan-{n:05}.yaml").write_text(text, encoding="utf-8")
        anhorig = str(BIN / "anhorig")
        ours = [anhorig, "coverage", f"{folder}/strategi.yaml", folder, *AS_OF]
        if "Område 7" not in subprocess.run(ours, capture_output=True, check=True, text=True).stdout:
            sys.exit("the area that no plan serves is not told: there is nothing to time")
        floor = [anhorig, "check", folder, *AS_OF]
        ratio = statistics.median(seconds(ours) / seconds(floor) for _ in range(rounds))
        print(f"cover  {ratio:6.2f}", flush=True)
        for command in (ours, floor, [anhorig, "status", folder, *AS_OF], [anhorig, "cycle", folder, *AS_OF]):
            print(f"  {command[1]:9} {most_memory(command):5.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
