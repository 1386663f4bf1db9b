"""Sheets change a plan as the commands do, and not at all where nothing was answered."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from anhorig_cli.cli.typed import future_day, number, past_day
from anhorig_cli.diagnostics import AnhorigError, CannotWorkError
from anhorig_cli.loading.workbook_reading import filled_of, read_filled, read_filled_csv
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import entry
from anhorig_cli.model.project import Project
from anhorig_cli.rendering.workbook import as_workbook, csv_files
from anhorig_cli.usecases.check.new_findings import findings_of_edit
from anhorig_cli.usecases.edit.change_subgoal import assess_subgoal
from anhorig_cli.usecases.edit.edit_plan import EditedPlan
from anhorig_cli.usecases.edit.record_measurement import record_measurement
from anhorig_cli.usecases.edit.tick_off import Tick, tick_off
from anhorig_cli.usecases.sheets.answers import TypedReaders
from anhorig_cli.usecases.sheets.merge_sheets import MergedSheets, merge_sheets
from anhorig_cli.usecases.sheets.rows import make_sheet, make_sheets
from anhorig_cli.usecases.sheets.sent_sheets import SentSheet
from anhorig_cli.views.sheets import SheetScope, SheetView, parted, sheet_view
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan
from effort import calls, tries
from filled_sheets import HEADINGS
from plan_text import plan_in
from random_plans import TEXTS, Hand, random_plan

PLANS = Path(__file__).parents[2] / "plans"
DAY = date(2026, 7, 1)
TYPED = TypedReaders(lambda text: past_day(text, DAY), lambda text: future_day(text, DAY), number)


def back(name: str, data: bytes) -> SentSheet:
    return SentSheet(name, filled_of(next(read_filled((name, data)))))


def merged(plan: WorkspacePlan, sent: list[SentSheet]) -> MergedSheets:
    found = merge_sheets(plan, sent, DAY, TYPED)
    assert isinstance(found, MergedSheets)
    return found


def meant(data: bytes) -> tuple[Plan, Counter[str]]:
    """Return what a file says as a plan, and its remarks; how it is set is left to whoever writes it."""
    text = data.decode("utf-8-sig")
    return plan_in(text), Counter(re.findall("# (?:anm|djupare|en kommentar|inga än)", text))


def of_units(random: Random, folder: str) -> WorkspacePlan:
    """Return a random plan with units that do, reach and measure what is in it."""
    data = random_plan(random)
    data["units"] = [{"id": "e1", "title": "Enhet 1"}, {"id": "e2", "title": "Enhet 2"}]
    for item in data.get("annual_cycle", ()):
        item |= {"when": random.choice(["monthly", "quarterly", "march"]), "units": "all", "from": "2026"}
        item["done"] = [{"date": "2026-01-10", "occurrence": "2026-01", "units": "e1"}] if random.random() < 0.5 else []
    for subgoal in data["subgoals"]:
        subgoal["units"] = random.choice(["all", "e1", "e2"])
        subgoal["indicators"] = [indicator["id"] for indicator in data.get("indicators", ())]
    path = Path(folder, "planen.yaml")
    path.write_bytes(Hand.any(random).file("plan", data))
    return Workspace.named(str(path))


@pytest.mark.parametrize(
    "name", ["fou-nu.md", "nestor.yaml", "salem.yaml", "sormland.yaml", "tibro.yaml", "trelleborg"]
)
@pytest.mark.parametrize("day", [date(2021, 9, 20), date(2022, 6, 1), DAY])
def test_no_example_plan_is_changed_by_sheets_that_come_back_as_they_went_out(name: str, day: date) -> None:
    plan = Workspace.named(str(PLANS / name))
    views = make_sheets(plan, day, day.year)
    workbooks = [back(view.name, as_workbook(view, day)) for view in views]
    tables = [SentSheet(title, read_filled_csv(title, data)) for view in views for title, data in csv_files(view)]
    for sent in (workbooks, tables):
        assert merged(plan, sent) == MergedSheets(None, ())


@settings(max_examples=tries(200))
@given(st.integers(0, 2**32))
def test_no_random_plan_is_changed_by_sheets_that_come_back_as_they_went_out(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - for plans, not for secrets
    with TemporaryDirectory() as folder:
        plan = of_units(random, folder)
        views = make_sheets(plan, DAY, DAY.year)
        assert len(views) == 2
        assert merged(plan, [back(view.name, as_workbook(view, DAY)) for view in views]) == MergedSheets(None, ())


Answers = Mapping[str, str]


def answers_to(random: Random, kind: str) -> dict[str, str]:
    """Return answers to a row of a kind of table, by the names of the columns."""
    day = (date(2025, 9, 1) + timedelta(days=random.randrange(330))).isoformat()
    text = random.choice(TEXTS)
    if kind == "cycle":
        return {"done_on": day, "note": random.choice(["", text])}
    if kind == "subgoals":
        word = random.choice(["Uppfyllt", "Bedöms delvis uppfyllas", "Achieved", "ej uppfyllt"])
        new_date = random.choice(["", "2027-01"])
        return {"date": day, "status": word, "comment": text, "cause": random.choice(["", text]), "new_date": new_date}
    if kind == "activities":
        return {"status": random.choice(["Genomförd", "Done", "Avförd"]), "done_on": day}
    share = {"numerator": "12", "denominator": "40"}
    figure = random.choice([share, {"value": "12,5"}, {"value": "7"}])
    return {"date": day, "source": text, **figure}


def by_command(parts: list[str], answers: Answers) -> Any:
    """Return what the command would do that says the same as the answers to a row."""
    kind, name, *rest = parts
    given = {column: text for column, text in answers.items() if text}
    if kind == "cycle":
        tick = Tick(given["done_on"], DAY, (rest[0],) if rest[0] else (), rest[1], given.get("note"))
        return lambda files: tick_off(files, name, tick)
    if kind == "activities":
        tick = Tick(given["done_on"], DAY, cancelled=given["status"] == "Avförd")
        return lambda files: tick_off(files, f"{name}/{rest[0]}", tick)
    if kind == "subgoals":
        status = given.pop("status")
        told = entry("assessment", **given)
        return lambda files: assess_subgoal(files, name, status.lower(), told)
    value = number(given["value"]) if "value" in given else None
    share = {name: given.get(name) for name in ("numerator", "denominator")}
    measured = entry("measurement", date=given["date"], value=value, **share, unit=rest[0], source=given["source"])
    return lambda files: record_measurement(files, name, measured, DAY, replace=False)


def answered(random: Random, view: SheetView, path: Path) -> Iterator[tuple[list[str], Answers]]:
    """Fill in some rows of a sheet, and give what each is of, in order, with its answers."""
    book = openpyxl.load_workbook(path)
    for table in view.tables:
        letters = {column.name: get_column_letter(at) for at, column in enumerate(table.columns, 2)}
        for at, row in enumerate(table.rows, HEADINGS + 1):
            if random.random() < 0.5:
                answers = answers_to(random, table.kind)
                for name, text in answers.items():
                    book[table.title][f"{letters[name]}{at}"] = text or None
                yield parted(row.key), answers
    book.save(path)


@settings(max_examples=tries(40))
@given(st.integers(0, 2**32))
def test_what_is_answered_in_cells_means_what_the_commands_write(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - for plans, not for secrets
    with TemporaryDirectory() as folder:
        plan = of_units(random, folder)
        view = make_sheet(plan, DAY, SheetScope("e1", None, DAY.year))
        path = Path(folder, "ark.xlsx")
        path.write_bytes(as_workbook(view, DAY))
        asked = list(answered(random, view, path))
        found = merged(plan, [back("ark.xlsx", path.read_bytes())])
        file = Path(folder, "planen.yaml")
        before = file.read_bytes()
        refused = 0
        for parts, answers in asked:
            refused += not _run(plan, by_command(parts, answers))
        assert meant(found.edited.files[0].after or b"" if found.edited else before) == meant(file.read_bytes())
        assert len(found.problems) == refused


@settings(max_examples=tries(40))
@given(st.integers(0, 2**32))
def test_what_several_units_answer_at_once_means_what_each_answer_alone_would_mean(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - for plans, not for secrets
    with TemporaryDirectory() as folder:
        plan = of_units(random, folder)
        sent: list[SentSheet] = []
        asked: list[tuple[list[str], Answers]] = []
        for unit in ("e1", "e2"):
            view = make_sheet(plan, DAY, SheetScope(unit, None, DAY.year))
            path = Path(folder, f"{unit}.xlsx")
            path.write_bytes(as_workbook(view, DAY))
            asked += answered(random, view, path)
            sent.append(back(path.name, path.read_bytes()))
        found = merged(plan, sent)
        file = Path(folder, "planen.yaml")
        before = file.read_bytes()
        rows = [parts for parts, _ in asked]
        of_one = [(parts, answers) for parts, answers in asked if rows.count(parts) == 1]
        refused = sum(not _run(plan, by_command(parts, answers)) for parts, answers in of_one)
        assert meant(found.edited.files[0].after or b"" if found.edited else before) == meant(file.read_bytes())
        assert len(found.problems) == refused + len(asked) - len(of_one)


def of_many_rows(number: int) -> str:
    """Return a plan in which a unit has so many rows of each kind to answer."""
    numbers = range(number)
    goals = [
        f"  - {{id: d{n}, titel: Mål {n}, enheter: a, senast: 2028, indikatorer: i{n},\n"
        f"     aktiviteter: [{{id: s{n}, titel: Steg {n}, enheter: a, senast: 2026-06}}]}}"
        for n in numbers
    ]
    indicators = [f"  - {{id: i{n}, titel: Mått {n}, måttenhet: timmar}}" for n in numbers]
    cycle = [f"  - {{id: c{n}, titel: Träff {n}, när: maj, enheter: a, från: 2026}}" for n in numbers]
    return "\n".join(
        ["titel: P", "enheter: [{id: a, titel: A}]", "delmål:", *goals, "indikatorer:", *indicators, "årshjul:", *cycle]
    )


def work_of_merging(number: int, folder: Path) -> int:
    """Return how much work it is to merge a sheet of so many rows of each kind, all of them answered."""
    day = "2026-05-20"
    folder.mkdir()
    file = folder / "planen.yaml"
    file.write_text(of_many_rows(number), encoding="utf-8")
    plan = Workspace.named(str(file))
    view = make_sheet(plan, DAY, SheetScope("a", None, DAY.year))
    path = folder / "ark.xlsx"
    path.write_bytes(as_workbook(view, DAY))
    book = openpyxl.load_workbook(path)
    answers: dict[str, dict[str, str]] = {
        "cycle": {"done_on": day},
        "subgoals": {"date": day, "status": "Uppfyllt"},
        "activities": {"done_on": day, "status": "Genomförd"},
        "indicators": {"date": day, "value": "7", "source": "Räkning"},
    }
    for table in view.tables:
        letters = {column.name: get_column_letter(at) for at, column in enumerate(table.columns, 2)}
        for at in range(HEADINGS + 1, HEADINGS + 1 + len(table.rows)):
            for name, text in answers[table.kind].items():
                book[table.title][f"{letters[name]}{at}"] = text
    book.save(path)
    sent = back("ark.xlsx", path.read_bytes())
    found: list[MergedSheets] = []
    work = calls(lambda: found.append(merged(plan, [sent])))
    assert found[0].problems == ()
    assert found[0].edited is not None
    assert found[0].edited.summary.values["n"] == 4 * number
    return work


def test_answers_four_times_as_many_are_little_more_than_four_times_the_work(tmp_path: Path) -> None:
    few, many = (work_of_merging(number, tmp_path / str(number)) for number in (10, 40))
    assert many < 5 * few


STRANGE = (
    None,
    "",
    "x",
    "=1",
    7,
    -1.5,
    True,
    DAY,
    "9999",
    "[[" * 5000,
    '["status"]',
    "table",
    "row",
    "cycle",
    "a|b",
    "{file}",
)


def spoil(random: Random, path: Path) -> None:
    """Change a workbook as nobody who only answers does, in the hidden sheets, too."""
    book = openpyxl.load_workbook(path)
    for _ in range(random.randint(1, 6)):
        sheet = book[random.choice(book.sheetnames)]
        row, column = random.randint(1, sheet.max_row), random.randint(1, sheet.max_column)
        change = random.randrange(5)
        if change == 0:
            sheet.delete_rows(row)
        elif change == 1:
            sheet.delete_cols(column, random.randint(1, 9))
        elif change == 2 and len(book.sheetnames) > 1:
            book.remove(sheet)
        else:
            sheet.cell(row, column).value = random.choice(STRANGE)
    book.save(path)


@settings(max_examples=tries(60))
@given(st.integers(0, 2**32))
def test_whatever_was_done_to_a_workbook_it_is_told_or_nothing_is_written(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - for plans, not for secrets
    with TemporaryDirectory() as folder:
        plan = of_units(random, folder)
        path = Path(folder, "ark.xlsx")
        path.write_bytes(as_workbook(make_sheet(plan, DAY, SheetScope("e1", None, DAY.year)), DAY))
        spoil(random, path)
        try:
            sent = back("ark.xlsx", path.read_bytes())
        except CannotWorkError:
            return  # which says so
        found = merged(plan, [sent])
        assert all(problem.file == "ark.xlsx" for problem in found.problems)
        assert found.edited is None or all(one.before != one.after for one in found.edited.files)


def _run(plan: WorkspacePlan, edit: Any) -> bool:
    """Run a command on a plan, and return whether it wrote."""
    try:
        edited = edit(plan.files)
    except AnhorigError:
        return False
    assert isinstance(edited, EditedPlan)
    if findings_of_edit(plan, edited, DAY).is_refused:
        return False
    for one in edited.files:
        one.path.write_bytes(one.after or b"")
    return True


def test_a_sheet_tells_a_unit_nothing_that_its_report_does_not_tell() -> None:
    plan = plan_in(
        """
        titel: P
        enheter: [{id: a, titel: A}, {id: b, titel: B}]
        delmål: [{id: d, titel: Hemligt för a, enheter: b}, {id: e, titel: Vårt, enheter: a, indikatorer: i}]
        årshjul: [{id: r, titel: Bara b, när: mars, enheter: b, från: 2026}]
        indikatorer:
          - id: i
            titel: Anhöriga
            personer: ja
            mätningar:
              - {datum: 2026-01-31, värde: 3, enhet: a}
              - {datum: 2026-01-31, värde: 44, enhet: b}
        """
    )
    view = sheet_view(plan, DAY, SheetScope("a", None, 2026), Project.default(), lambda _: None)
    data = as_workbook(view, DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = archive.read("xl/sharedStrings.xml").decode()
    assert "färre än 5" in everything
    assert [secret for secret in ("Hemligt", "Bara b", ">3<", ">44", "47 ") if secret in everything] == []
