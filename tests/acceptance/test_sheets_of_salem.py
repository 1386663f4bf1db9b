"""Thirteen units that do not have the tool: their sheets go out, are filled in, some of them wrongly, and are merged.

The sheet of unit 9, `sheets/enhet-9-libreoffice.xlsx`, was filled in and then saved by LibreOffice Calc 7.4.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from command_line import Anhorig, Run
from conftest import Golden
from filled_sheets import fill

PLANS = Path(__file__).parents[2] / "plans"
SAVED_BY_LIBREOFFICE = Path(__file__).parent / "sheets" / "enhet-9-libreoffice.xlsx"
SENT, BACK = date(2022, 3, 20), date(2022, 4, 5)
JANUARY, MARCH, MAY = "2022-01", "2022-03", "2022-05"

ANSWERS: dict[int, list[tuple[str, str, dict[str, Any]]]] = {
    1: [("Årshjul", JANUARY, {"Gjort_den": "2022-01-20"})],
    2: [
        ("Årshjul", JANUARY, {"Gjort_den": "2022-01-27", "Notering": "På enhetens möte"}),
        ("Årshjul", MARCH, {"Gjort_den": "2022-03-25", "Notering": "Makar och vuxna barn"}),
    ],
    3: [("Årshjul", JANUARY, {"Gjort_den": date(2022, 1, 31)})],
    4: [("Årshjul", JANUARY, {"Gjort_den": "18 jan 2022"}), ("Årshjul", MARCH, {"Gjort_den": "2022-03"})],
    5: [("Årshjul", JANUARY, {"Gjort_den": "i januari"}), ("Årshjul", MARCH, {"Gjort_den": "2022-03-22"})],
    6: [("Årshjul", JANUARY, {"Gjort_den": "=TODAY()"})],
    7: [("Delmål", "Starkare samverkan", {"Bedömt_den": "2022-03-28", "Bedömning": "Bedöms uppfyllas"})],
    8: [("Delmål", "Starkare samverkan", {"Bedömt_den": "2022-03-29", "Bedömning": "Bedöms inte uppfyllas"})],
    10: [
        (
            *("Delmål", "verksamheters årshjul"),
            {
                "Bedömt_den": "2022-03-31",
                "Bedömning": "Bedöms delvis uppfyllas",
                "Kommentar": "Nio enheter har börjat",
                "Orsak": "Sen start",
                "Åtgärd": "Stöd till de fyra andra",
                "Nytt_datum": "2022-09",
            },
        ),
        ("Aktiviteter", "Föra in anhörigstödet", {"Status": "Genomförd", "Gjort_den": "2022-03-31"}),
    ],
    11: [("Årshjul", MAY, {"Gjort_den": "2022-05-10"})],
    13: [
        ("Årshjul", JANUARY, {"Gjort_den": "2022-01-11", "Notering": "Med samordnare Anna Svensson"}),
        ("Årshjul", MARCH, {"Gjort_den": "2022-03-15"}),
    ],
}  # fmt: skip


@pytest.fixture
def sheets(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None]
) -> list[str]:
    """Return the sheets that have come back; the adviser has meanwhile ticked off what unit 2 tells otherwise."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PLANS, tmp_path / "plans")
    (tmp_path / "anhorig.yaml").write_text("planer: plans\n", encoding="utf-8")
    on_a_day(SENT)
    assert anhorig("sheet", "salem", "--each-unit", "-o", "ark/").code == 0
    for unit, answers in ANSWERS.items():
        for table, row, answer in answers:
            fill(Path(f"ark/enhet-{unit}.xlsx"), table, row, **answer)
    shutil.copy(SAVED_BY_LIBREOFFICE, "ark/enhet-9.xlsx")
    on_a_day(BACK)
    ours = ("done", "salem", "genomgang", "--unit", "enhet-2", "--occurrence", "2022-01", "--date", "2022-01-24")
    assert anhorig(*ours).code == 0
    return [f"ark/enhet-{unit}.xlsx" for unit in range(1, 14)]


def told(run: Run) -> str:
    """Return what is told of the files."""
    return "".join(line for line in run.err.splitlines(keepends=True) if line.startswith("ark/"))


def test_what_thirteen_units_answer_is_in_the_plan_and_the_rest_is_told(
    anhorig: Anhorig, sheets: list[str], golden: Golden
) -> None:
    before = Path("plans/salem.yaml").read_bytes()
    shown = anhorig("merge", *sheets, "--dry-run")
    assert shown.code == 1
    golden.check("sheets/salem-changed.txt", shown.out)
    golden.check("sheets/salem-told.txt", told(shown))
    assert Path("plans/salem.yaml").read_bytes() == before
    merged = anhorig("merge", *sheets)
    assert (merged.code, told(merged)) == (1, told(shown))
    assert "plans/salem.yaml: svar inskrivna: 11\n" in merged.err
    once = Path("plans/salem.yaml").read_bytes()
    again = anhorig("merge", *sheets)
    assert (again.code, told(again)) == (1, told(shown))
    assert Path("plans/salem.yaml").read_bytes() == once
    assert anhorig("undo", "salem").code == 0
    assert Path("plans/salem.yaml").read_bytes() == before
