"""What a name that is not known may mean is looked for the first times only, since it takes time."""

from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.vocabulary import Language
from plan_text import Found, checked, findings

MOST = 20


def plan(path: Path, *units: str) -> Path:
    lines = ["titel: Plan", "enheter:", "  - {id: hemvard, titel: Hemvården}", "delmål:"]
    lines += [f"  - {{id: d{n}, titel: D{n}, senast: löpande, enheter: [{unit}]}}" for n, unit in enumerate(units)]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def of(slug: str, found: list[Found]) -> int:
    return sum(one.slug == slug for one in found)


def test_a_near_miss_is_an_error_whatever_stands_before_it(tmp_path: Path) -> None:
    unknown = [f"Förvaltning {n}" for n in range(MOST - 1)]
    found = checked(plan(tmp_path / "plan.yaml", *unknown, "hemvrad"))
    assert (of("broken-reference", found), of("unknown-name", found)) == (1, MOST - 1)


def test_after_many_names_that_are_not_known_a_near_miss_is_only_unknown(tmp_path: Path) -> None:
    unknown = [f"Förvaltning {n}" for n in range(MOST)]
    found = checked(plan(tmp_path / "plan.yaml", *unknown, "hemvrad"))
    assert of("broken-reference", found) == 0


def test_the_same_near_miss_is_an_error_wherever_it_stands(tmp_path: Path) -> None:
    found = checked(plan(tmp_path / "plan.yaml", *["hemvrad"] * (MOST - 2)))
    assert (of("broken-reference", found), of("unknown-name", found)) == (MOST - 2, 0)


def test_ordinary_text_is_no_name_that_is_not_known(tmp_path: Path) -> None:
    path = plan(tmp_path / "plan.yaml", "hemvrad")
    people = "".join(f"  - {{id: a{n}, titel: A{n}, målgrupper: [Grupp {n}]}}\n" for n in range(MOST * 2))
    path.write_text(path.read_text(encoding="utf-8").replace("delmål:\n", f"delmål:\n{people}"), encoding="utf-8")
    assert of("broken-reference", checked(path)) == 1


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("skäl: S", "write 'beslut' (decision) in the revision"),
        ("beslut: SN § 4", "write 'skäl' (reason) in the revision"),
        ("", "write 'skäl' (reason) and 'beslut' (decision) in the revision"),
    ],
)
def test_of_a_move_only_what_is_not_said_is_asked_for(said: str, advice: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    moved = f"revideringar: [{{från: 2026-06-30, till: 2026-12-31, beslutad: 2026-05-20, {said}}}]"
    path.write_text(f"titel: P\ndelmål: [{{id: d, titel: D, senast: 2026-12-31, {moved}}}]\n", encoding="utf-8")
    found = [one.help for one in findings(path) if one.rule.slug == "moved-without-reason"]
    assert [text_of(one, Language.EN) for one in found if one] == [advice]


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("riktning: behålla", "a number, or only 'behålla' (hold)"),
        ("riktning: minska", "a number, or only 'minska' (decrease)"),
        ("riktning: öka", "a number, or only 'öka' (increase)"),
        ("måttenhet: dagar", "a number, or only 'öka' (increase)"),
    ],
)
def test_a_target_is_asked_for_in_the_direction_of_its_indicator(said: str, advice: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    measured = "mätningar: [{datum: 2026-01, värde: 4}]"
    indicator = f"indikatorer: [{{id: i, titel: I, {said}, {measured}}}]"
    path.write_text(f"titel: P\ndelmål: [{{id: d, titel: D, indikatorer: i}}]\n{indicator}\n", encoding="utf-8")
    found = [one.help for one in findings(path) if one.rule.slug == "no-baseline-or-target"]
    assert [text_of(one, Language.EN).rpartition(": ")[2] for one in found if one] == [advice]
