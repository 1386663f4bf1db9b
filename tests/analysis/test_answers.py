"""A target for the share of units that answer yes: who has answered, and when, decides whether it is met."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.vocabulary import Language
from plan_text import findings
from report_views import report

TEXT = """
titel: Plan
enheter: [{{id: a, titel: A}}, {{id: b, titel: B}}, {{id: c, titel: C}}, {{id: d, titel: D}}]
indikatorer:
  - id: rutin
    titel: Enheten har en rutin
    måttenhet: ja/nej
    enheter: [{named}]
    målvärde: {target}
    mätningar: [{answers}]
"""
DUE = "{minst: 75, senast: 2025}"
YES = {unit: f"{{datum: 2025-06-30, värde: ja, enhet: {unit}}}" for unit in "abcd"}
NO = {unit: f"{{datum: 2025-06-30, värde: nej, enhet: {unit}}}" for unit in "abcd"}
LATE_YES = {unit: f"{{datum: 2026-03-31, värde: ja, enhet: {unit}}}" for unit in "abcd"}
LATE_NO = {unit: f"{{datum: 2026-03-31, värde: nej, enhet: {unit}}}" for unit in "abcd"}


def plan(*answers: str, target: str = DUE, named: str = "") -> str:
    return TEXT.format(target=target, named=named, answers=", ".join(answers))


@pytest.mark.parametrize(
    ("answers", "state", "label"),
    [
        ((YES["a"], YES["b"], YES["c"], NO["d"]), "met", "Målvärdet är nått"),
        ((YES["a"], YES["b"], NO["c"], NO["d"]), "missed", "Målvärdet nåddes inte i tid"),
        ((YES["a"], YES["b"], NO["c"], LATE_YES["c"], NO["d"]), "met", "Målvärdet nåddes, men efter sitt datum"),
        (
            (YES["a"], YES["b"], YES["c"], NO["d"], LATE_NO["a"]),
            "passed",
            "Målvärdet nåddes i tid, men det senaste värdet når det inte",
        ),
        ((), "unmeasured", "Målvärdets dag har passerat, och det finns inget värde"),
    ],
    ids=["enough", "too few", "enough too late", "no longer enough", "nobody has answered"],
)
def test_the_units_that_say_yes_meet_the_share_or_not(answers: tuple[str, ...], state: str, label: str) -> None:
    view = report(plan(*answers), "2026-06-01").indicators[0]
    assert view.target == "ja på minst 75\u00a0% av enheterna senast 2025"
    assert (view.standing.state, view.standing.label) == (state, label)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((YES["a"], YES["b"], YES["c"]), "met"),
        ((YES["a"], YES["b"]), "unknown"),
        ((YES["a"], NO["b"], NO["c"]), "missed"),
    ],
    ids=["whatever the last one answers", "it hangs on those", "whatever it answers, too few"],
)
def test_a_unit_that_has_not_answered_is_neither_yes_nor_no(answers: tuple[str, ...], state: str) -> None:
    text = plan(*answers, named="a, B, c, D")
    assert report(text, "2026-06-01").indicators[0].standing.state == state


def test_a_unit_is_the_same_by_its_id_and_its_title() -> None:
    view = report(plan(NO["a"], "{datum: 2025-09, värde: ja, enhet: A}"), "2026-06-01").indicators[0]
    assert (view.latest, view.standing.state) == ("ja på 1 av 1 enhet som har svarat (100\u00a0%)", "met")


def test_several_shares_are_judged_each_by_its_day() -> None:
    target = "[{minst: 25, senast: 2024}, {minst: 75, senast: 2025}, {minst: 100, senast: 2027}]"
    view = report(plan(YES["a"], NO["b"], target=target), "2026-06-01").indicators[0]
    assert [(one.target, one.standing) for one in view.targets] == [
        ("ja på minst 25\u00a0% av enheterna senast 2024", "Målvärdet är nått"),
        ("ja på minst 75\u00a0% av enheterna senast 2025", "Målvärdet nåddes inte i tid"),
        ("ja på minst 100\u00a0% av enheterna senast 2027", ""),
    ]


def test_a_missed_share_is_told_by_check_with_how_many_say_yes(tmp_path: Path) -> None:
    found = told(tmp_path, plan(YES["a"], NO["b"]), "ANH402")
    assert len(found) == 1
    assert "was to be yes at no less than 75 per cent of the units by 2025, but is at 1 of 2" in found[0].message


@pytest.mark.parametrize(
    "target",
    [
        "{minst: 120}",
        "{minst: 0}",
        "{minst: 1}",
        "{högst: 20}",
        "80",
        "{minst: 80, enhet: a}",
        "{minst: 50, högst: 80}",
    ],
    ids=["over all", "none", "a yes as a number", "at most", "a number alone", "of one unit", "a span"],
)
def test_other_numbers_are_told_what_they_could_be(tmp_path: Path, target: str) -> None:
    found = told(tmp_path, plan(YES["a"], target=target), "ANH413")
    assert len(found) == 1
    assert "målvärde: {minst: 80}" in found[0].help


def test_a_share_is_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path, plan(YES["a"]), "ANH413") == []


@pytest.mark.parametrize("word", ["alla", "Samtliga", "alla enheter"])
def test_all_units_is_a_share_of_a_hundred(tmp_path: Path, word: str) -> None:
    found = told(tmp_path, plan(YES["a"], target=word), "ANH125")
    assert [one.help for one in found] == [
        "write 'minst: 100' (at_least: 100) if every unit is to answer yes; else digits, such as 2500"
    ]


class Told(NamedTuple):
    message: str
    help: str


def told(folder: Path, text: str, code: str) -> list[Told]:
    """Return what a rule tells of a plan on 1 June 2026, in English."""
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return [
        Told(text_of(one.message, Language.EN), text_of(one.help, Language.EN) if one.help else "")
        for one in findings(path, date(2026, 6, 1))
        if one.rule.code == code
    ]
