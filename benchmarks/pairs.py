"""Time anhorig against other commands, in pairs: ratios are comparable on a busy machine, times are not.

usage: pairs.py [--plans N] [--rounds R] [--only NAME,NAME] [--processor]

one         check of one plan          / an interpreter that imports typer and yaml and has built one Pydantic model
md, html    a report of one plan       / the same, with jinja2
help        --help                     / an interpreter that imports yaml
pdf, docx   a report of one plan       / the same report in HTML
excepted    check of one plan of a project with 100 plans and 100 exceptions / the same without the exceptions
first       the first report where PYTHONDONTWRITEBYTECODE is set / the second
many        check of N plans           / yaml.load(..., CSafeLoader) of the same files, and nothing else
status      status of N plans          / check of them
overview    overview of N plans        / check of them
coverage    coverage of N plans under a strategy / check of them
site        site of N plans under a strategy / reports of them to HTML
again       site of N plans that is there already / reports of them to HTML
cores       reports of N plans to HTML / the same on one processor
peers       check of N plans           / check-jsonschema of them, with the schema that anhorig writes

Nothing is timed if the tool does not find the late subgoal, or the report lacks the plan's title. The peak memory is
that of the largest process of the first command. check-jsonschema comes with `requirements/dev.txt`. If a ratio is
above its limit, the line says so, and the exit code is 1. Run it on an idle machine, or with `--processor`, which
compares processor time instead; `cores` is then meaningless.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

BIN = Path(sys.executable).parent
ANHORIG, PYTHON = str(BIN / "anhorig"), str(BIN / "python")
AS_OF = ("--as-of", "2026-01-15")
FLOOR = """
import typer, yaml
from pydantic import BaseModel, ConfigDict
class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str
    number: int | None = None
Model(text="x")
"""
LOAD = """
import sys, pathlib, yaml
for p in pathlib.Path(sys.argv[1]).iterdir():
    yaml.load(p.read_bytes(), yaml.CSafeLoader)
"""


class Run(NamedTuple):
    """A run: wall-clock seconds, processor seconds, and the peak memory of its largest process in MiB."""

    seconds: float
    processor: float
    peak: float


class Pair(NamedTuple):
    """Two commands to compare; `before` is called before each run of the first, and `most` limits the ratio."""

    name: str
    most: float
    ours: list[str]
    other: list[str]
    rounds: int
    before: Callable[[], None] = lambda: None


def plan_text(number: int) -> str:
    """Return a plan of about 350 lines, always the same for a number; its first subgoal is late."""
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
    """Return a strategy with eight areas; no plan contributes to the last one."""
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


def run(command: list[str]) -> Run:
    """Return the measurements of a run; an exit code other than 0 or 1 ends the benchmark."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        errors = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command[:3])} … {errors.decode(errors='replace')[-300:]}")
    return Run(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def verify_tool(plan: Path) -> None:
    """Exit unless the tool finds the late subgoal and reports the plan."""
    check = subprocess.run([ANHORIG, "check", *AS_OF, plan], capture_output=True, check=False)
    report = subprocess.run([ANHORIG, "report", *AS_OF, plan], capture_output=True, check=False)
    if b"ANH301" not in check.stdout or "anhörigstöd nummer 0" not in report.stdout.decode():
        sys.exit("the tool does not find the late subgoal, or the report lacks the title: there is nothing to time")


def written_plans(folder: Path, number: int) -> Path:
    """Write plans for a project without settings, and return their folder."""
    plans = folder / "plans"
    plans.mkdir(parents=True)
    for n in range(number):
        (plans / f"plan-{n:05}.yaml").write_text(plan_text(n), encoding="utf-8")
    return plans


def written_strategy(folder: Path, number: int) -> Path:
    """Write a strategy and plans under it to a folder, and return the strategy's file.

    Exits unless the tool reports that no plan contributes to the last area: then there would be nothing to time.
    """
    folder.mkdir()
    strategy = folder / "strategi.yaml"
    strategy.write_text(strategy_text(), encoding="utf-8")
    for n in range(number):
        (folder / f"plan-{n:05}.yaml").write_text(under_strategy(plan_text(n), n), encoding="utf-8")
    coverage = subprocess.run(
        [ANHORIG, "coverage", strategy, folder, *AS_OF], capture_output=True, check=True, text=True
    )
    if "Område 7" not in coverage.stdout:
        sys.exit("the area that no plan contributes to is not reported: there is nothing to time")
    return strategy


def with_exceptions(folder: Path, number: int) -> Path:
    """Write a project with `number` plans and an exception for each of them, and return the folder of plans."""
    plans = written_plans(folder, number)
    excepted = "".join(f"  - {{regel: ANH504, plats: plan-{n:05}, skäl: Prov {n}}}\n" for n in range(number))
    (folder / "anhorig.yaml").write_text(f"planer: plans\nundanta:\n{excepted}", encoding="utf-8")
    return plans


def forget_templates() -> None:
    """Remove the compiled templates, as after a new installation."""
    found = subprocess.run(
        [PYTHON, "-c", "from anhorig_cli.rendering.page import built_in_templates as t; print(t())"],
        capture_output=True,
        text=True,
        check=True,
    )
    shutil.rmtree(Path(found.stdout.strip(), "__pycache__"), ignore_errors=True)


def pairs_of(folder: Path, number: int, rounds: int) -> list[Pair]:
    """Return all pairs, after writing the plans that they need to a folder."""
    plans = written_plans(folder / "many", number)
    plan = str(plans / "plan-00000.yaml")
    verify_tool(Path(plan))
    check, report = [ANHORIG, "check", *AS_OF], [ANHORIG, "report", *AS_OF]
    floor, page_floor = [PYTHON, "-c", FLOOR], [PYTHON, "-c", f"{FLOOR}\nimport jinja2"]
    excepted = str(with_exceptions(folder / "excepted", 100) / "plan-00000.yaml")
    usual = str(written_plans(folder / "usual", 100) / "plan-00000.yaml")
    schema = folder / "schema.json"
    schema.write_bytes(subprocess.run([ANHORIG, "schema"], capture_output=True, check=True).stdout)
    html = [*report, "-o", str(folder / "one.html"), plan]
    uncompiled = ["env", "PYTHONDONTWRITEBYTECODE=1", *html]
    all_html = [*report, "--format", "html", "-o", f"{folder / 'out'}/", str(plans)]
    under = folder / "under"
    strategy = written_strategy(under, number)
    website = folder / "website"
    site = [ANHORIG, "site", *AS_OF, "-o", str(website), str(under)]
    under_html = [*report, "--format", "html", "-o", f"{folder / 'under-out'}/", str(under)]
    few = max(3, rounds // 2)
    return [
        Pair("one", 1.5, [*check, plan], floor, rounds),
        Pair("md", 1.8, [*report, "-o", "-", "--format", "md", plan], page_floor, rounds),
        Pair("html", 1.95, [*report, "-o", "-", "--format", "html", plan], page_floor, rounds),
        Pair("help", 3.0, [ANHORIG, "--help"], [PYTHON, "-c", "import yaml"], rounds),
        Pair("pdf", 1.6, [*report, "-o", str(folder / "one.pdf"), plan], html, rounds),
        Pair("docx", 2.0, [*report, "-o", str(folder / "one.docx"), plan], html, rounds),
        Pair("excepted", 1.1, [*check, excepted], [*check, usual], rounds),
        Pair("first", 1.2, uncompiled, uncompiled, few, forget_templates),
        Pair("many", 1.4, [*check, str(plans)], [PYTHON, "-c", LOAD, str(plans)], few),
        Pair("status", 1.3, [ANHORIG, "status", *AS_OF, str(plans)], [*check, str(plans)], few),
        Pair("overview", 1.5, [ANHORIG, "overview", *AS_OF, str(plans)], [*check, str(plans)], few),
        Pair("coverage", 1.2, [ANHORIG, "coverage", str(strategy), str(under), *AS_OF], [*check, str(under)], few),
        Pair("site", 1.5, site, under_html, few, partial(shutil.rmtree, website, ignore_errors=True)),
        Pair("again", 0.3, site, under_html, few),
        Pair("cores", 0.6, all_html, ["taskset", "-c", "0", *all_html], few),
        Pair("peers", 0.1, [*check, str(plans)], _schema_check(schema, plans), few),
    ]


def _schema_check(schema: Path, plans: Path) -> list[str]:
    return [str(BIN / "check-jsonschema"), "--schemafile", str(schema), *map(str, sorted(plans.iterdir()))]


class Timed(NamedTuple):
    """The line about a pair (median ratio, median times and peak memory), and whether the ratio is within its limit."""

    line: str
    holds: bool


def timed(pair: Pair, seconds: Callable[[Run], float]) -> Timed:
    """Return the result of a pair; `seconds` gives the time of a run to compare."""
    run(pair.ours), run(pair.other)
    both = [(_run_ours(pair), run(pair.other)) for _ in range(pair.rounds)]
    ratio = statistics.median(seconds(ours) / seconds(other) for ours, other in both)
    times = (statistics.median(seconds(one) * 1000 for one in column) for column in zip(*both, strict=True))
    ours_ms, other_ms = times
    peak = max(ours.peak for ours, _ in both)
    line = f"{pair.name:9} {ratio:6.2f}   ({ours_ms:.0f} ms / {other_ms:.0f} ms; {peak:.0f} MiB)"
    holds = ratio <= pair.most
    return Timed(line if holds else f"{line}   above {pair.most}", holds)


def _run_ours(pair: Pair) -> Run:
    pair.before()
    return run(pair.ours)


def main() -> None:
    """Print a line for each pair; exit with 1 if any ratio is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=290)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="names of pairs, with commas between them")
    parser.add_argument("--processor", action="store_true", help="compare the time of the processors")
    options = parser.parse_args()
    seconds = attrgetter("processor" if options.processor else "seconds")
    wanted = set(filter(None, options.only.split(",")))
    all_hold = True
    with tempfile.TemporaryDirectory() as folder:
        for pair in pairs_of(Path(folder), options.plans, options.rounds):
            if not wanted or pair.name in wanted:
                found = timed(pair, seconds)
                all_hold = all_hold and found.holds
                print(found.line, flush=True)
    sys.exit(0 if all_hold else 1)


if __name__ == "__main__":
    main()
