"""What a check asks for depends on what kind of document it is, and on whether it has ended."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.analysis.document_types import APPLIES_BEFORE_A_REPORT, APPLIES_TO, FORWARD_LOOKING
from anhorig_cli.rules.registry import BY_SLUG
from plan_text import checked

SUBGOAL = "delmål: [{id: d, titel: D, senast: 2027, tillagd: 2025-01}]\n"
DAY = date(2026, 7, 1)


LACKS = {
    "no-responsible": "ANH304",
    "no-indicator": "ANH305",
    "not-assessed": "ANH306",
    "no-activity": "ANH308",
}


@pytest.fixture
def asked(tmp_path: Path) -> Callable[..., set[str]]:
    """Return what gives the codes of what a document with one subgoal, of which nothing more is said, lacks."""

    def check(document: str, more: str = "", day: date = DAY) -> set[str]:
        file = tmp_path / "p.yaml"
        file.write_text(f"titel: P\n{document}{more}{SUBGOAL}", encoding="utf-8")
        return {LACKS[one.slug] for one in checked(file, day) if one.slug in LACKS}

    return check


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        ("", {"ANH304", "ANH305", "ANH306", "ANH308"}),
        ("dokumenttyp: plan\n", {"ANH304", "ANH305", "ANH306", "ANH308"}),
        ("dokumenttyp: handlingsplan\n", {"ANH304", "ANH305", "ANH306", "ANH308"}),
        ("dokumenttyp: program\n", {"ANH304", "ANH306", "ANH308"}),
        ("dokumenttyp: strategi\n", set[str]()),
        ("dokumenttyp: policy\n", set[str]()),
        ("dokumenttyp: riktlinje\n", {"ANH304"}),
        ("dokumenttyp: rutin\n", {"ANH304"}),
        ("dokumenttyp: uppföljning\n", {"ANH306"}),
        ("document_type: response\n", {"ANH304"}),
    ],
)
def test_of_each_type_other_things_are_asked(document: str, codes: set[str], asked: Callable[..., set[str]]) -> None:
    assert asked(document) == codes


def test_a_strategy_is_to_be_assessed_where_it_is_reported(asked: Callable[..., set[str]]) -> None:
    assert asked("dokumenttyp: strategi\n", "rapporter: [{id: r, datum: 2026-03-01}]\n") == {"ANH306"}


def test_of_what_has_ended_nothing_is_to_begin(asked: Callable[..., set[str]]) -> None:
    assert asked("", "period: {från: 2024, till: 2025}\n") == {"ANH306"}
    assert asked("", "period: {från: 2024, till: 2025}\n", date(2025, 12, 31)) == {
        "ANH304",
        "ANH305",
        "ANH306",
        "ANH308",
    }


@pytest.mark.parametrize(
    ("more", "day", "is_asked"),
    [
        ("period: {från: 2026, till: 2027}\n", date(2026, 7, 1), False),
        ("period: {från: 2026, till: 2027}\n", date(2026, 7, 3), True),
        ("period: {från: 2026, till: 2027}\nrapporter: [{id: r, datum: 2026-03-01}]\n", date(2026, 5, 1), True),
        ("period: {från: 2026, till: 2027}\nrapporter: [{id: r, datum: 2026-03-01}]\n", date(2026, 2, 28), False),
        ("period: {från: 2025, till: 2027}\nbeslut: [{id: b, titel: B, datum: 2026-06-01}]\n", date(2026, 7, 1), False),
        ("dokumenttyp: uppföljning\nperiod: {från: 2026, till: 2027}\n", date(2026, 1, 2), True),
    ],
)
def test_an_assessment_is_asked_for_from_the_first_report_or_after_half_a_year(
    more: str, day: date, is_asked: bool, asked: Callable[..., set[str]]
) -> None:
    assert bool(asked("", more, day) & {"ANH306", "ANH701"}) is is_asked


def test_what_is_asked_names_rules_and_types_that_exist() -> None:
    assert set(APPLIES_TO) | set(APPLIES_BEFORE_A_REPORT) | FORWARD_LOOKING <= set(BY_SLUG)
