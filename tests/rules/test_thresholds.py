"""Thresholds: what a rule finds with its own number, and when the project has set another."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from anhorig_cli.model.plan import Plan
from anhorig_cli.rules.registry import BY_SLUG, PLAN_RULES
from anhorig_cli.rules.rule import Case
from plan_text import Found, checked

JUMP = """\
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        mätningar:
          - {datum: 2025-12-31, värde: 140}
          - {datum: 2026-03-31, värde: 1680}
"""
STALE = """\
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        mätintervall: kvartal
        mätningar:
          - {datum: 2026-03-31, värde: 140}
"""
POSTPONED = """\
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        revideringar:
          - {fält: senast, från: 2025-12-31, till: 2026-06-30, beslutad: 2025-11-19, beslut: § 97, skäl: Vakans.}
          - {fält: senast, från: 2026-06-30, till: 2026-12-31, beslutad: 2026-05-20, beslut: § 41, skäl: Vakans.}
"""
REPORTED = """\
    rapporter:
      - {titel: Delårsrapport, datum: 2026-03-31}
    delmål:
      - {id: d1, titel: Fler anhöriga nås}
"""
ASSESSED = """\
    delmål:
      - {id: d1, titel: Fler anhöriga nås, senast: 2027, bedömningar: [{datum: 2025-06-30, status: bedöms uppfyllas}]}
"""


def found(folder: Path, plan: str, settings: str, slug: str, as_of: date) -> list[Found]:
    (folder / "anhorig.yaml").write_text(settings, encoding="utf-8")
    path = folder / "anhörigplan.yaml"
    path.write_text("titel: Plan\n" + dedent(plan), encoding="utf-8")
    return [one for one in checked(path, as_of) if one.slug == slug]


@pytest.mark.parametrize(
    ("slug", "plan", "as_of", "milder"),
    [
        ("improbable-jump", JUMP, date(2026, 7, 1), 12),
        ("stale-indicator", STALE, date(2026, 9, 1), 100),
        ("postponed-twice", POSTPONED, date(2026, 7, 1), 3),
        ("report-near", REPORTED, date(2026, 5, 15), 30),
        ("assessed-long-ago", ASSESSED, date(2026, 7, 1), 400),
    ],
)
def test_a_threshold_of_the_project_goes_before_the_rules_own(
    slug: str, plan: str, as_of: date, milder: int, tmp_path: Path
) -> None:
    own, code = BY_SLUG[slug].threshold, BY_SLUG[slug].code
    assert len(found(tmp_path, plan, "", slug, as_of)) == 1
    assert len(found(tmp_path, plan, f"gränser: {{{slug}: {own}}}\n", slug, as_of)) == 1
    assert found(tmp_path, plan, f"gränser: {{{slug}: {milder}}}\n", slug, as_of) == []
    assert found(tmp_path, plan, f"thresholds: {{{code}: {milder}}}\n", slug, as_of) == []


def test_every_rule_with_a_threshold_is_tried_above() -> None:
    assert {slug for slug, rule in BY_SLUG.items() if rule.threshold is not None} == {
        "improbable-jump",
        "stale-indicator",
        "postponed-twice",
        "report-near",
        "assessed-long-ago",
    }


@pytest.mark.parametrize(
    ("settings", "flaw"),
    [
        ("gränser: {late-start: 3}\n", (1, 11, "unknown-word", "the rule 'late-start' has no threshold")),
        ("gränser: {stale-indicatr: 3}\n", (1, 11, "unknown-word", "there is no rule 'stale-indicatr'")),
        ("gränser: {stale-indicator: halva}\n", (1, 28, "bad-number", '"halva" is not a number')),
        ("gränser: {stale-indicator: 2.5}\n", (1, 28, "bad-number", '"2.5" is not a whole number')),
    ],
)
def test_a_threshold_that_says_nothing_is_a_flaw(
    settings: str, flaw: tuple[int, int, str, str], tmp_path: Path
) -> None:
    (tmp_path / "anhorig.yaml").write_text(settings, encoding="utf-8")
    plan = tmp_path / "plan.yaml"
    plan.write_text("titel: Plan\n", encoding="utf-8")
    assert checked(plan) == [Found(*flaw)]


def test_a_rule_without_one_cannot_ask_for_it() -> None:
    without = next(one for one in PLAN_RULES if one.rule.slug == "late-start")
    with pytest.raises(TypeError, match="late-start"):
        Case(Plan(id="plan", title="Plan"), date(2026, 7, 1)).threshold(without)
