"""Time sheets and surveys against the least work possible, in pairs: ratios are comparable on a busy machine.

usage: tables.py [--answers N] [--rounds R]

sheet   the sheets of Salem's 13 units          / an interpreter that writes 13 such workbooks with XlsxWriter
merge   13 answered sheets, in a dry run        / an interpreter that reads the same 13 workbooks with calamine
survey  N answers counted, in a dry run         / an interpreter that reads the same file with csv

A run that does not write 13 sheets, merge 13 answers or count N answers is not timed.
"""

import argparse
import csv
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

BIN = Path(sys.executable).parent
ANHORIG, PYTHON = str(BIN / "anhorig"), str(BIN / "python")
SALEM = Path(__file__).parents[1] / "plans" / "salem.yaml"
UNITS = 13
IMPORTED = "from pydantic import BaseModel; import yaml"
FLOOR_OF_SHEETS = f"""
{IMPORTED}
import xlsxwriter
for number in range({UNITS}):
    book = xlsxwriter.Workbook(f"golv-{{number}}.xlsx")
    for title in range(7):
        sheet = book.add_worksheet(str(title))
        for row in range(20):
            for column in range(10):
                sheet.write_string(row, column, "Se över stödet")
    book.close()
"""
FLOOR_OF_MERGING = f"""
{IMPORTED}
import pathlib, python_calamine
for path in pathlib.Path("ark").iterdir():
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for title in book.sheet_names:
        book.get_sheet_by_name(title).to_python()
"""
FLOOR_OF_SURVEY = f"""
{IMPORTED}
import csv
rows = list(csv.reader(open("svar.csv", encoding="utf-8", newline="")))
"""
MAP = """\
kolumner:
  - {kolumn: Dag, typ: dag}
  - {kolumn: Svars-ID, typ: svarande}
  - {kolumn: Nöjd, typ: skala, alternativ: [1, 2, 3, 4, 5], räknas: [4, 5], indikator: nojda}
  - {kolumn: Stöd, typ: flera, skiljetecken: ;, alternativ: [Råd, Samtal, Avlösning], räknas: Råd, indikator: rad}
"""
PLAN = """\
titel: P
enkäter: [{id: enkat, titel: Enkät}]
indikatorer:
  - {id: nojda, titel: Nöjda, måttenhet: "%", källa: Enkät}
  - {id: rad, titel: Råd, måttenhet: "%", källa: Enkät}
"""
SHEETS = [ANHORIG, "sheet", "salem", "--each-unit", "--year", "2022", "--as-of", "2022-03-20", "-o", "ark/"]
SURVEY = [ANHORIG, "survey", "import", "svar.csv", "--map", "karta.yaml", "--plan", "enkatplan", "--survey", "enkat"]
FIRST_ROW = 4
DAY = "2022-01-20"


def run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command, and return its exit code and output."""
    return subprocess.run(command, capture_output=True, text=True, check=False)


def seconds(command: list[str]) -> float:
    """Return the processor time of a command and its child processes."""
    before = os.times()
    done = run(command)
    after = os.times()
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command[:3])} … {done.stderr[-300:]}")
    return after.children_user + after.children_system - before.children_user - before.children_system


def answer(path: Path) -> None:
    """Tick off the first row of a unit's annual cycle in its sheet."""
    book = openpyxl.load_workbook(path)
    sheet = book["Årshjul"]
    headings = [cell.value for cell in sheet[FIRST_ROW - 1]]
    sheet[f"{get_column_letter(headings.index('Gjort den') + 1)}{FIRST_ROW}"] = DAY
    book.save(path)


def write_answers(number: int) -> None:
    """Write a file of survey answers, with free text that must not be read."""
    dice = random.Random(0)  # noqa: S311 - answers, not secrets
    support = ("", "Råd", "Råd;Samtal", "Samtal;Avlösning", "Avlösning")
    with Path("svar.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Svars-ID", "Dag", "Nöjd", "Stöd", *(f"Fråga {n}" for n in range(10)), "Berätta"])
        for n in range(number):
            others = [dice.choice("12345") for _ in range(10)]
            mine = [n, "2026-10-05 10:00", dice.choice(["", *"12345"]), dice.choice(support)]
            writer.writerow([*mine, *others, "Vi har fått god hjälp av personalen, men helgerna är svåra."])


def prepare(answers: int) -> list[str]:
    """Write the plans, the answered sheets and the file of answers, and return the command that merges the sheets."""
    Path("anhorig.yaml").write_text("planer: planer\n", encoding="utf-8")
    Path("planer").mkdir()
    shutil.copy(SALEM, "planer/salem.yaml")
    Path("planer/enkatplan.yaml").write_text(PLAN, encoding="utf-8")
    Path("karta.yaml").write_text(MAP, encoding="utf-8")
    write_answers(answers)
    run(SHEETS)
    sheets = sorted(Path("ark").iterdir())
    for path in sheets:
        answer(path)
    merge = [ANHORIG, "merge", *map(str, sheets), "--dry-run"]
    merged = run(merge)  # exits with 1 if an answer is not accepted
    if len(sheets) != UNITS or merged.returncode or DAY not in merged.stdout:
        sys.exit("the tool does not write the sheets, or does not read the answers: there is nothing to time")
    if f"besvarade: {answers}" not in run([*SURVEY, "--dry-run"]).stdout:
        sys.exit("the tool does not count the answers: there is nothing to time")
    return merge


def main() -> None:
    """Print a line for each pair: the median ratio, and the shortest time of each command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        merge = prepare(options.answers)
        new = [*SHEETS[:-1], "nya/"]
        for name, ours, floor in (
            ("sheet", new, FLOOR_OF_SHEETS),
            ("merge", merge, FLOOR_OF_MERGING),
            ("survey", [*SURVEY, "--dry-run"], FLOOR_OF_SURVEY),
        ):
            times = [(seconds(ours), seconds([PYTHON, "-c", floor])) for _ in range(options.rounds)]
            ratio = statistics.median(a / b for a, b in times)
            ours_ms, floor_ms = (1000 * min(column) for column in zip(*times, strict=True))
            print(f"{name:6} {ratio:6.2f}   ({ours_ms:.0f} ms / {floor_ms:.0f} ms)", flush=True)
        os.chdir("/")


if __name__ == "__main__":
    main()
