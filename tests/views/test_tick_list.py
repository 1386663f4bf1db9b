"""What a unit is to tick off in a year, as a table."""

import pytest

from anhorig_cli.views.formatter import Formatter, TableView
from anhorig_cli.views.work_lists import tick_list
from anhorig_cli.vocabulary import Language
from report_views import report

SWEDISH = Formatter.of(Language.SV)
HEAD = "titel: P\nroller: [{id: chef, titel: Enhetschef}]\n"


def ticks_of(cycle: str) -> tuple[str, TableView]:
    shown = tick_list(report(f"{HEAD}årshjul: {cycle}\n", "2026-06-30"), SWEDISH)
    assert shown.table is not None
    return shown.shared, shown.table


def rows(table: TableView) -> list[list[str]]:
    return [["; ".join(line.text for line in cell.lines) for cell in row.cells] for row in table.rows]


def test_what_remains_has_a_box_and_what_is_done_says_so_and_when() -> None:
    _, table = ticks_of("[{titel: A, när: mars, utfört: [2026-03-05]}, {titel: B, när: september}]")
    assert rows(table) == [
        ["Utfört", "mars 2026", "A", "5 mars 2026"],
        ["inte avbockat", "september 2026; Härnäst", "B", ""],
    ]
    assert [row.cells[0].lines[0].tone for row in table.rows] == ["good", "big-box"]


def test_there_is_room_to_sign_though_nobody_has() -> None:
    _, table = ticks_of("[{titel: B, när: september}]")
    assert [column.heading for column in table.columns] == ["Utfört", "När", "Vad", "Utfört den, av (roll)"]


def test_what_is_the_same_for_every_row_is_said_once() -> None:
    shared, table = ticks_of(
        "[{titel: A, när: september, ansvarig: chef, rapporteras_till: Nämnden},"
        " {titel: B, när: oktober, ansvarig: chef, rapporteras_till: Nämnden}]"
    )
    assert shared.startswith("Ansvarig för allt: Enhetschef. Rapporteras till: Nämnden. ")
    assert [row[2] for row in rows(table)] == ["A", "B"]


def test_what_differs_stands_in_each_row() -> None:
    shared, table = ticks_of(
        "[{titel: A, när: september, ansvarig: chef, rapporteras_till: Nämnden}, {titel: B, när: oktober}]"
    )
    assert "Ansvarig för allt" not in shared
    assert [row[2:4] for row in rows(table)] == [
        ["A; Rapporteras till: Nämnden", "Enhetschef"],
        ["B", "inte angiven"],
    ]


@pytest.mark.parametrize(("times", "tone"), [(12, "big-box"), (13, "box")])
def test_boxes_are_big_while_they_are_few(times: int, tone: str) -> None:
    cycle = ", ".join(f"{{titel: T{number}, när: december}}" for number in range(times))
    _, table = ticks_of(f"[{cycle}]")
    assert {row.cells[0].lines[0].tone for row in table.rows} == {tone}


def test_a_year_without_items_has_no_table() -> None:
    assert tick_list(report("titel: P\n"), SWEDISH).table is None
