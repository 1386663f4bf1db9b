"""The same lack in three parts or more is told once, with the place of each."""

import json
from pathlib import Path

import pytest

from command_line import Anhorig

DAY = ("--as-of", "2026-07-01")
ONLY = ("--select", "no-responsible")


def plan_of(folder: Path, *responsible: str) -> Path:
    """Write a plan with a subgoal a line, each with these words for who is responsible."""
    subgoals = [f"  - {{id: d{i}, titel: D{i}, senast: 2027{words}}}\n" for i, words in enumerate(responsible)]
    file = folder / "p.yaml"
    file.write_text("titel: P\ndelmål:\n" + "".join(subgoals), encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_in_one_or_two_parts_it_is_told_at_each(tmp_path: Path, anhorig: Anhorig) -> None:
    plan_of(tmp_path, "", ", ansvarig: x", "")
    run = anhorig("check", "p.yaml", *DAY, *ONLY)
    assert [line.split(" –")[0] for line in run.out.splitlines()] == [
        "p.yaml:3:5: ANH304 ingen är ansvarig för delmålet 'D0'",
        "p.yaml:5:5: ANH304 ingen är ansvarig för delmålet 'D2'",
    ]


def test_in_three_it_is_told_once_where_their_list_begins(tmp_path: Path, anhorig: Anhorig) -> None:
    plan_of(tmp_path, "", ", ansvarig: x", "", "")
    run = anhorig("check", "p.yaml", *DAY, *ONLY)
    assert run.out == (
        "p.yaml:2:1: ANH304 3 av 4 öppna delmål har ingen ansvarig (rad 3, 5, 6)"
        " – ange rollen eller enheten under 'ansvarig' [varning]\n"
    )
    assert "1 varning" in run.err


def test_a_line_that_holds_several_of_them_is_named_once(tmp_path: Path, anhorig: Anhorig) -> None:
    listed = ", ".join(f"{{id: d{i}, titel: D{i}, senast: 2027}}" for i in range(3))
    (tmp_path / "p.yaml").write_text(f"titel: P\ndelmål: [{listed}]\n", encoding="utf-8")
    assert "3 av 3 öppna delmål har ingen ansvarig (rad 2) –" in anhorig("check", "p.yaml", *DAY, *ONLY).out


def test_of_what_is_counted_only_among_open_subgoals_it_is_said(tmp_path: Path, anhorig: Anhorig) -> None:
    met = ", bedömningar: [{datum: 2026-05-31, status: uppfyllt}]"
    plan_of(tmp_path, "", "", "", met)
    run = anhorig("check", "p.yaml", *DAY, "--select", "no-responsible,no-indicator,no-activity")
    assert run.out.count("3 av 3 öppna delmål") == 3


def test_one_subgoal_is_not_called_one_of_one(tmp_path: Path, anhorig: Anhorig) -> None:
    plan = plan_of(tmp_path, "", "")
    plan.write_text("ansvarig: Konsulent\n" + plan.read_text(encoding="utf-8"), encoding="utf-8")
    whose = "ingen ansvarig, så ansvaret ligger på den som ansvarar för planen eller området"
    assert f"ANH304 2 av 2 öppna delmål anger {whose}" in anhorig("check", "p.yaml", *DAY, *ONLY).out
    plan = plan_of(tmp_path, "")
    plan.write_text("ansvarig: Konsulent\n" + plan.read_text(encoding="utf-8"), encoding="utf-8")
    assert f"ANH304 det öppna delmålet anger {whose}" in anhorig("check", "p.yaml", *DAY, *ONLY).out


def test_each_is_told_of_where_that_is_asked_for(tmp_path: Path, anhorig: Anhorig) -> None:
    plan_of(tmp_path, "", "", "")
    run = anhorig("check", "p.yaml", *DAY, *ONLY, "--each")
    assert [line.split(":")[1] for line in run.out.splitlines()] == ["3", "4", "5"]


def test_what_is_excepted_counts_neither_among_those_nor_among_all(tmp_path: Path, anhorig: Anhorig) -> None:
    plan_of(tmp_path, "", "", "", "", ", ansvarig: x")
    (tmp_path / "anhorig.yaml").write_text(
        "planer: .\nundanta:\n  - {regel: no-responsible, plats: p/delmål/d1, skäl: Prövas i höst}\n", encoding="utf-8"
    )
    run = anhorig("check", "p.yaml", *DAY, *ONLY)
    assert "3 av 4 öppna delmål har ingen ansvarig (rad 3, 5, 6)" in run.out
    assert len(run.out.splitlines()) == 1


def test_many_lines_are_cut(tmp_path: Path, anhorig: Anhorig) -> None:
    plan_of(tmp_path, *[""] * 12)
    run = anhorig("check", "p.yaml", *DAY, *ONLY)
    assert "12 av 12 öppna delmål har ingen ansvarig (rad 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …)" in run.out


def test_parts_in_files_of_their_own_are_named_by_them(tmp_path: Path, anhorig: Anhorig) -> None:
    (tmp_path / "p" / "delmål").mkdir(parents=True)
    (tmp_path / "p" / "plan.yaml").write_text("titel: P\n", encoding="utf-8")
    for name in "abcde":
        file = tmp_path / "p" / "delmål" / f"{name}.md"
        file.write_text(f"---\ntitel: {name}\nsenast: 2027\n---\n", encoding="utf-8")
    run = anhorig("check", "p", *DAY, *ONLY)
    assert "5 av 5 öppna delmål har ingen ansvarig (a.md, b.md, c.md, d.md, …)" in run.out


def test_json_and_sarif_have_the_place_of_each(tmp_path: Path, anhorig: Anhorig) -> None:
    plan_of(tmp_path, "", "", "")
    (found,) = json.loads(anhorig("check", "p.yaml", *DAY, *ONLY, "--format", "json").out)["diagnostics"]
    assert (found["line"], found["message"]) == (2, "3 av 3 öppna delmål har ingen ansvarig")
    assert [(one["file"], one["line"], one["column"]) for one in found["places"]] == [
        ("p.yaml", 3, 5),
        ("p.yaml", 4, 5),
        ("p.yaml", 5, 5),
    ]
    assert found["places"][0]["message"] == "ingen är ansvarig för delmålet 'D0'"
    (run,) = json.loads(anhorig("check", "p.yaml", *DAY, *ONLY, "--format", "sarif").out)["runs"]
    (result,) = run["results"]
    related = result["relatedLocations"]
    assert [one["id"] for one in related] == [1, 2, 3]
    assert [one["physicalLocation"]["region"]["startLine"] for one in related] == [3, 4, 5]
    assert related[2]["message"]["text"] == "ingen är ansvarig för delmålet 'D2'"


def test_what_is_told_of_each_indicator_is_kept_apart(tmp_path: Path, anhorig: Anhorig) -> None:
    """Three lack a baseline, and one has neither: that is not the same lack."""
    names = ("a", "b", "c", "d")
    targets = ("5",) * 3 + ("",)
    rows = [
        f"  - {{id: {name}, titel: {name}{f', målvärde: {target}' if target else ''}}}\n"
        for name, target in zip(names, targets, strict=True)
    ]
    text = "titel: P\ndelmål:\n  - {id: x, titel: X, senast: 2027, indikatorer: [a, b, c, d]}\nindikatorer:\n"
    (tmp_path / "p.yaml").write_text(text + "".join(rows), encoding="utf-8")
    run = anhorig("check", "p.yaml", *DAY, "--select", "no-baseline-or-target")
    assert [line.split(" –")[0] for line in run.out.splitlines()] == [
        "p.yaml:4:1: ANH404 3 av 4 indikatorer har inget utgångsvärde (rad 5, 6, 7)",
        "p.yaml:8:5: ANH404 indikatorn 'd' har varken utgångsvärde eller målvärde",
    ]


MANY = {
    "unanswered-recommendation": "rekommendationer: [{text: A}, {text: B}, {text: C}, {text: D, svar: Ja}]",
    "uncovered-area": "områden: [{id: a, titel: A}, {id: b, titel: B}, {id: c, titel: C}]\ndelmål: [{id: d, titel: D}]",
    "unserved-target-group": (
        "målgrupper: [{id: a, titel: A}, {id: b, titel: B}, {id: c, titel: C}]\ndelmål: [{id: d, titel: D}]"
    ),
    "item-without-responsible": "årshjul: [{titel: A, när: mars}, {titel: B, när: mars}, {titel: C, när: mars}]",
    "next-occurrence": "årshjul: [{titel: A, när: juli}, {titel: B, när: juli}, {titel: C, när: juli}]",
    "unknown-name": (
        "roller: [{id: chef, titel: Chef}]\n"
        "delmål: [{id: a, titel: A, ansvarig: X}, {id: b, titel: B, ansvarig: Y}, {id: c, titel: C, ansvarig: Z}]"
    ),
    "late-activity": (
        "delmål: [{id: d, titel: D, aktiviteter:"
        " [{titel: A, senast: 2025}, {titel: B, senast: 2025}, {titel: C, senast: 2025}, {titel: D}]}]"
    ),
    "measurement-without-value": (
        "indikatorer: [{id: i, titel: I, mätningar: [{datum: 2025-01}, {datum: 2025-02}, {datum: 2025-03}]}]"
    ),
    "figure-awaited": (
        "indikatorer: [{id: i, titel: I, mätningar:"
        " [{datum: 2026, värde: 1}, {datum: 2026-07, värde: 1}, {datum: 2026-H2, värde: 1}]}]"
    ),
    "unserved-indicator": (
        "delmål: [{id: d, titel: D}]\nindikatorer:"
        " [{id: a, titel: A, målvärde: 1}, {id: b, titel: B, målvärde: 1}, {id: c, titel: C, målvärde: 1}]"
    ),
}
TOLD = {
    "unanswered-recommendation": "inget i planen besvarar 3 av 4 rekommendationer",
    "uncovered-area": "inget bidrar till 3 av 3 områden",
    "unserved-target-group": "inget gäller 3 av 3 målgrupper",
    "item-without-responsible": "ingen är ansvarig för 3 av 3 punkter i årshjulet",
    "next-occurrence": "3 punkter i årshjulet ska utföras inom 30 dagar",
    "unknown-name": "på 3 ställen står namn som inte finns i planens lista 'roller'",
    "late-activity": "3 av 4 aktiviteter är försenade",
    "measurement-without-value": "3 mätningar saknar värde",
    "figure-awaited": "3 värden räknas inte förrän deras tid är slut",
    "unserved-indicator": "målvärdet för 3 av 3 indikatorer hör inte till något delmål",
}


@pytest.mark.parametrize("slug", MANY)
def test_every_rule_that_says_the_same_of_many_says_it_once(tmp_path: Path, anhorig: Anhorig, slug: str) -> None:
    (tmp_path / "p.yaml").write_text(f"titel: P\n{MANY[slug]}\n", encoding="utf-8")
    (line,) = anhorig("check", "p.yaml", *DAY, "--select", slug).out.splitlines()
    assert TOLD[slug] in line
    assert len(anhorig("check", "p.yaml", *DAY, "--select", slug, "--each").out.splitlines()) == 3
