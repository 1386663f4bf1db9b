"""How answers are counted: of those who answered each question, how many gave an answer that counts."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.loading.survey_files import AnswerTable, read_csv_answers, read_map
from anhorig_cli.model.survey import SurveyMap
from anhorig_cli.usecases.surveys.count_answers import CountedAnswers, count_answers, day_in
from survey_files import as_csv


def answers_of(rows: Sequence[Sequence[str]]) -> AnswerTable:
    return read_csv_answers("svar.csv", as_csv(rows).encode(), lambda _: True)


def map_of(*columns: str) -> SurveyMap:
    return read_map(("kolumner:\n" + "".join(f"  - {{{one}}}\n" for one in columns)).encode(), "karta.yaml").map


def counted(rows: Sequence[Sequence[str]], *columns: str, since: date | None = None) -> CountedAnswers:
    return count_answers(answers_of(rows), map_of(*columns), since)


def shares(found: CountedAnswers) -> list[tuple[int, int]]:
    return [(one.numerator, one.denominator) for one in found.shares]


SCALE = "kolumn: F, typ: skala, alternativ: [1, 2, 3, 4, 5], räknas: [4, 5], indikator: a"
SEVERAL = (
    'kolumn: F, typ: flera, skiljetecken: ",", alternativ: ["Råd, stöd", Råd, Avlösning], räknas: Råd, indikator: a'
)


def test_a_question_is_of_those_who_answered_it() -> None:
    found = counted([["F"], ["5"], ["4"], ["1"], [" "], ["3"]], SCALE)
    assert shares(found) == [(2, 4)]


@pytest.mark.parametrize(
    ("cells", "share"),
    [
        (["Råd", "Avlösning"], (1, 2)),
        (["Råd, stöd", "Råd, Avlösning"], (1, 2)),
        (["Råd, stöd, Råd", "Avlösning,Råd,"], (2, 2)),
        (["råd", "AVLÖSNING ,  råd"], (2, 2)),
    ],
)
def test_of_several_in_a_cell_the_longest_that_fits_is_meant(cells: list[str], share: tuple[int, int]) -> None:
    found = counted([["F"], *([cell] for cell in cells)], SEVERAL)
    assert (shares(found), found.flaws) == ([share], [])


@pytest.mark.parametrize("cell", ["Rådd", "Råd, annat", "Råd stöd"])
def test_an_answer_of_ones_own_counts_as_an_answer_only_where_the_map_says_so(cell: str) -> None:
    rows = [["F"], ["Avlösning"], [cell]]
    refused, allowed = counted(rows, SEVERAL), counted(rows, f"{SEVERAL}, övrigt: ja")
    assert [(flaw.row, flaw.heading) for flaw in refused.flaws] == [(3, "F")]
    assert (allowed.flaws, shares(allowed)) == ([], [(int(cell.startswith("Råd,")), 2)])


def test_who_has_ticked_any_option_of_a_question_has_answered_it() -> None:
    ticked = "typ: kryss, räknas: Y, fråga: Q"
    rows = [["A", "B"], ["Y", ""], ["N", "Y"], ["N", "N"], ["", ""]]
    assert shares(counted(rows, f"kolumn: A, {ticked}, indikator: a", f"kolumn: B, {ticked}")) == [(1, 2)]


def test_rows_without_a_day_and_those_before_the_first_are_left_out() -> None:
    rows = [["D", "F"], ["2026-01-09", "5"], ["2026-01-10 09:00", "5"], ["", "5"]]
    found = counted(rows, "kolumn: D, typ: dag", SCALE, since=date(2026, 1, 10))
    assert (found.answered, found.unfinished, found.before, shares(found)) == (1, 1, 1, [(1, 1)])


def test_who_does_not_say_who_it_is_counts_as_one() -> None:
    rows = [["R", "F"], ["a", "5"], ["A", "1"], ["", "5"], ["", "5"]]
    found = counted(rows, "kolumn: R, typ: svarande", SCALE)
    assert (found.answered, found.again, shares(found)) == (3, 1, [(2, 3)])


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-10-05 12:33:11", None, date(2026, 10, 5)),
        ("2026/10/05 8:15:00 fm EET", None, date(2026, 10, 5)),
        ("10-05-2026", "month_first", date(2026, 10, 5)),
        ("10-05-2026", "day_first", date(2026, 5, 10)),
        ("10/05/2026 12:33", None, None),
        ("25/10/2026", None, date(2026, 10, 25)),
        ("10/25/2026", None, date(2026, 10, 25)),
        ("02-30-2026", "month_first", None),
        ("5 oktober", None, None),
        ("5 oktober 2026 kl. 09:00", None, date(2026, 10, 5)),
        ("5. okt. 2026", None, date(2026, 10, 5)),
        ("5 October 2026", None, date(2026, 10, 5)),
        ("5 oktobr 2026", None, None),
        ("10/5/26 9:00:00", "month_first", date(2026, 10, 5)),
        ("5/10/26", "day_first", date(2026, 10, 5)),
        ("10/25/26", None, None),
        ("26-10-05", "day_first", None),
        ("", None, None),
    ],
)
def test_days_as_systems_write_them(text: str, order: str | None, day: date | None) -> None:
    assert day_in(text, order) == day


_STEPS = st.sampled_from(["", "1", "2", "3", "4", "5"])
_WHO = st.sampled_from(["", "a", "b", "c", "d"])
_SUPPORT = st.lists(st.sampled_from(["Råd", "Avlösning", "Samtal"]), unique=True)


@given(st.lists(st.tuples(_WHO, _STEPS, _SUPPORT), max_size=30))
def test_answers_are_counted_as_one_would_by_hand(rows: list[tuple[str, str, list[str]]]) -> None:
    several = "typ: flera, skiljetecken: ;, alternativ: [Råd, Avlösning, Samtal], räknas: [Råd, Samtal]"
    found = counted(
        [["R", "F", "S"], *([who, step, ";".join(support)] for who, step, support in rows)],
        "kolumn: R, typ: svarande",
        SCALE,
        f"kolumn: S, {several}, indikator: b",
    )
    rows = [row for row in rows if any((row[0], row[1], row[2]))]  # an empty row of a table is none
    latest = {who: (who, step, support) for who, step, support in rows if who}
    one_each = [row for row in rows if not row[0]] + list(latest.values())
    satisfied = [step for _, step, _ in one_each if step]
    supported = [set(support) for _, _, support in one_each if support]
    assert found.answered == len(one_each)
    assert shares(found) == [
        (sum(step in {"4", "5"} for step in satisfied), len(satisfied)),
        (sum(bool(one & {"Råd", "Samtal"}) for one in supported), len(supported)),
    ]
