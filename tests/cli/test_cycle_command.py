"""`anhorig cycle`: what was missed, what comes next and what is done, for people and for other programs."""

import csv
import json
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from command_line import Anhorig
from conftest import PLANS, Golden

SALEM = PLANS / "salem.yaml"
AS_OF = ("--as-of", "2026-07-01")
PLAN = """\
titel: Plan för anhörigstöd i Hemkommun
enheter:
  - {id: norr, titel: Hemtjänst norr, ansvarig: Enhetschef}
  - {id: söder, titel: Hemtjänst söder}
årshjul:
  - id: genomgång
    titel: Genomgång av stödet
    när: mars
    enheter: alla
    från: 2025
    utfört:
      - {tillfälle: 2026-03, datum: 2026-03-12, enheter: norr, notering: Gick bra}
      - {tillfälle: 2025-03}
  - {titel: Träff, när: månadsvis, enheter: söder, från: 2026, utfört: [2026-01-20]}
  - {titel: Anhörigdagen, när: 6 oktober, från: 2026, ansvarig: norr}
  - {titel: Samtal}
"""
COLUMNS = ["plan", "item", "title", "unit", "from", "due", "state", "done", "note", "responsible", "organisation"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "hemkommun.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def on_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Make standard output a terminal without colour, so many columns wide."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))


def occurrences(run_out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run_out)["occurrences"]
    return found


@pytest.mark.parametrize("ending", ["txt", "md", "json", "csv"])
def test_the_cycle_of_salem(ending: str, anhorig: Anhorig, golden: Golden) -> None:
    run = anhorig(
        "cycle", SALEM, "--as-of", "2024-06-01", "--format", "text" if ending == "txt" else ending, "--days", 150
    )
    assert (run.code, run.err) == (0, "")
    golden.check(f"cycle/salem.{ending}", run.out.replace("\r\n", "\n"))


def test_what_lies_near_is_told_in_order(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("cycle", plan, *AS_OF).out.splitlines() == [
        "Plan för anhörigstöd i Hemkommun – 2026-07-01",
        "Inte utfört i tid:",
        "  ✖ inte utfört i tid 2026-02-28: Träff (Hemtjänst söder)",
        "  ✖ inte utfört i tid 2026-03-31: Genomgång av stödet (Hemtjänst söder)",
        "  ✖ inte utfört i tid 2026-03-31: Träff (Hemtjänst söder)",
        "  ✖ inte utfört i tid 2026-04-30: Träff (Hemtjänst söder)",
        "  ✖ inte utfört i tid 2026-05-31: Träff (Hemtjänst söder)",
        "  ✖ inte utfört i tid 2026-06-30: Träff (Hemtjänst söder)",
        "Härnäst:",
        "  ▶ härnäst 2026-07-31: Träff (Hemtjänst söder), 30 dagar kvar",
        "Utfört:",
        "  ✔ utfört 2026-01-20: Träff (Hemtjänst söder)",
        "  ✔ utfört 2026-03-12: Genomgång av stödet (Hemtjänst norr; ansvarig: Enhetschef). Gick bra",
        "Utan bestämd tid:",
        "  Samtal",
    ]


def test_days_look_further_ahead(anhorig: Anhorig, plan: Path) -> None:
    out = anhorig("cycle", plan, *AS_OF, "--days", 100).out
    assert "▶ härnäst 2026-07-31: Träff (Hemtjänst söder), 30 dagar kvar" in out
    assert "○ kommande 2026-10-06: Anhörigdagen (ansvarig: Hemtjänst norr), 97 dagar kvar" in out
    assert "○ kommande 2026-08-31: Träff" in out


def test_the_time_of_the_day_is_told(anhorig: Anhorig, plan: Path) -> None:
    plan.write_text(PLAN.replace("när: 6 oktober", "när: 6 oktober, tid: 13.00–15.00"), encoding="utf-8")
    out = anhorig("cycle", plan, *AS_OF, "--days", 100).out
    assert "○ kommande 2026-10-06, 13.00–15.00: Anhörigdagen (ansvarig: Hemtjänst norr), 97 dagar kvar" in out
    assert "▶ härnäst 2026-10-06, 13.00–15.00: Anhörigdagen" in anhorig("cycle", plan, *AS_OF, "--unit", "norr").out


def test_where_nothing_is_near_the_first_that_comes_is_told(anhorig: Anhorig, plan: Path) -> None:
    lines = anhorig("cycle", plan, *AS_OF, "--unit", "norr", "--language", "en").out.splitlines()
    assert lines[1:3] == [
        "Next, after the time that is shown:",
        "  ▶ next 2026-10-06: Anhörigdagen (responsible: Hemtjänst norr), 97 days left",
    ]


def test_a_year_is_told_whole(anhorig: Anhorig, plan: Path) -> None:
    out = anhorig("cycle", plan, *AS_OF, "--year", 2026).out
    assert "kommande 2026-12-31: Träff" in out
    assert "2025" not in out
    assert "✔ utfört mars 2025: Genomgång av stödet (alla" not in out
    assert "✔ utfört 2025-03: Genomgång av stödet" in anhorig("cycle", plan, *AS_OF, "--year", 2025).out


def test_a_time_in_which_nothing_comes(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("titel: Plan\nårshjul: [{titel: Möte, när: juni}]\n", encoding="utf-8")
    lines = anhorig("cycle", path, "--as-of", "2026-01-15", "--period", "2026-Q1").out.splitlines()
    assert lines[1:] == ["Härnäst: inget inom den tid som visas"]


def test_what_nothing_tells_had_begun_is_not_called_missed(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan-a.yaml"
    plan.write_text("titel: P\nårshjul: [{titel: Träff, när: kvartalsvis}]\n", encoding="utf-8")
    out = anhorig("cycle", plan, *AS_OF).out
    assert "inte utfört i tid 20" not in out
    assert out.splitlines()[-1].startswith("4 tidigare uppgifter räknas inte")
    assert [one["state"] for one in occurrences(anhorig("cycle", plan, *AS_OF, "--format", "json").out)] == [
        "passed", "passed", "next", "coming",
    ]  # fmt: skip
    page = anhorig("cycle", plan, *AS_OF, "--format", "md").out
    assert "Inte utfört i tid" not in page
    assert page.splitlines()[-1].startswith("4 tidigare uppgifter räknas inte")


def test_a_plan_without_a_cycle_says_so(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "plan-a.yaml").write_text("titel: A\n", encoding="utf-8")
    assert anhorig("cycle", tmp_path, *AS_OF).out == "A – 2026-07-01\n  planen har inget årshjul\n"
    page = anhorig("cycle", tmp_path, *AS_OF, "--format", "md").out
    assert page == "# A\n\n**Årshjul, 1 juli 2026**\n\nPlanen har inget årshjul.\n"


def test_of_several_plans_those_without_a_cycle_are_named_last(anhorig: Anhorig, plan: Path) -> None:
    for name in ("a", "b"):
        (plan.parent / f"plan-{name}.yaml").write_text("titel: Utan\n", encoding="utf-8")
    run = anhorig("cycle", plan.parent, *AS_OF)
    assert run.out.splitlines()[0] == "Plan för anhörigstöd i Hemkommun – 2026-07-01"
    assert run.out.splitlines()[-4:] == ["", "Utan årshjul:", "  Utan (plan-a)", "  Utan (plan-b)"]
    page = anhorig("cycle", plan.parent, *AS_OF, "--format", "md").out
    assert page.endswith("\n\n# Utan årshjul\n\n- Utan (plan-a)\n- Utan (plan-b)\n")


def test_rows_of_plans_with_one_id_say_where_each_stands_and_whose_it_is(anhorig: Anhorig, tmp_path: Path) -> None:
    for name in ("Ale", "Berga"):
        folder = tmp_path / name.lower() / "plans"
        folder.mkdir(parents=True)
        text = f"titel: Plan\norganisation: {name} kommun\nårshjul: [{{titel: Träff, när: mars}}]\n"
        (folder / "anhorigplan.yaml").write_text(text, encoding="utf-8")
    run = anhorig("cycle", tmp_path, *AS_OF, "--format", "json")
    assert [(one["plan"], one["organisation"]) for one in occurrences(run.out)] == [
        (f"anhorigplan ({tmp_path}/ale/plans/anhorigplan.yaml)", "Ale kommun"),
        (f"anhorigplan ({tmp_path}/berga/plans/anhorigplan.yaml)", "Berga kommun"),
    ]
    heads = [line for line in anhorig("cycle", tmp_path, *AS_OF).out.splitlines() if line.startswith("Plan")]
    assert heads == ["Plan (Ale kommun) – 2026-07-01", "Plan (Berga kommun) – 2026-07-01"]


def test_json_has_every_occurrence_of_the_year_for_each_unit(anhorig: Anhorig, plan: Path) -> None:
    document = json.loads(anhorig("cycle", plan, *AS_OF, "--format", "json").out)
    assert {key: document[key] for key in ("version", "as_of", "year")} == {
        "version": 1, "as_of": "2026-07-01", "year": 2026,
    }  # fmt: skip
    found = document["occurrences"]
    assert all(list(one) == COLUMNS for one in found)
    assert len(found) == 2 + 12 + 1
    assert found[2] == {
        "plan": "hemkommun",
        "item": "genomgång",
        "title": "Genomgång av stödet",
        "unit": "norr",
        "from": "2026-03-01",
        "due": "2026-03-31",
        "state": "done",
        "done": "2026-03-12",
        "note": "Gick bra",
        "responsible": ["Enhetschef"],
        "organisation": None,
    }
    assert found[-4]["title"] == "Anhörigdagen"
    assert (found[-4]["unit"], found[-4]["done"], found[-4]["note"]) == (None, None, None)


def test_csv_has_the_same_rows(anhorig: Anhorig, plan: Path) -> None:
    out = anhorig("cycle", plan, *AS_OF, "--format", "csv").out
    rows = list(csv.DictReader(StringIO(out, newline="")))
    assert list(rows[0]) == COLUMNS
    expected = occurrences(anhorig("cycle", plan, *AS_OF, "--format", "json").out)
    assert rows == [
        {name: value or "" for name, value in one.items()} | {"responsible": "; ".join(one["responsible"])}
        for one in expected
    ]


def test_json_and_csv_can_be_of_another_year_and_of_a_part(anhorig: Anhorig, plan: Path) -> None:
    asked = ("cycle", plan, *AS_OF, "--format", "json")
    assert {one["due"][:4] for one in occurrences(anhorig(*asked, "--year", 2030).out)} == {"2030"}
    assert {one["unit"] for one in occurrences(anhorig(*asked, "--unit", "Hemtjänst Söder").out)} == {"söder"}
    assert [one["title"] for one in occurrences(anhorig(*asked, "--responsible", "enhetschef").out)] == [
        "Genomgång av stödet"
    ]
    assert [one["title"] for one in occurrences(anhorig(*asked, "--unit", "norr").out)] == [
        "Genomgång av stödet", "Anhörigdagen",
    ]  # fmt: skip


def test_a_period_may_be_shorter_than_a_year(anhorig: Anhorig, plan: Path) -> None:
    document = json.loads(anhorig("cycle", plan, *AS_OF, "--period", "2025-T1", "--format", "json").out)
    assert (document["year"], [one["due"] for one in document["occurrences"]]) == (2025, ["2025-03-31"] * 2)
    out = anhorig("cycle", plan, *AS_OF, "--period", "2026-Q4").out
    assert out.splitlines()[1:5] == [
        "Härnäst:",
        "  ▶ härnäst 2026-10-06: Anhörigdagen (ansvarig: Hemtjänst norr), 97 dagar kvar",
        "  ○ kommande 2026-10-31: Träff (Hemtjänst söder), 122 dagar kvar",
        "  ○ kommande 2026-11-30: Träff (Hemtjänst söder), 152 dagar kvar",
    ]


def test_a_year_and_a_period_are_too_much(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("cycle", plan, "--year", 2026, "--period", "2026-Q1")
    assert (run.code, run.err) == (2, "skriv --year eller --period, inte båda\n")


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--unit", "söderr", "det finns ingen enhet 'söderr': menade du 'söder'?"),
        ("--unit", "xyz", "det finns ingen enhet 'xyz'; enheterna är: norr, söder"),
        ("--responsible", "Enhetschefen", "'Enhetschefen' ansvarar inte för något: menade du 'Enhetschef'?"),
        ("--responsible", "xyz", "'xyz' ansvarar inte för något; de som gör det är: norr, söder, "),
        ("--period", "snart", "--period snart: skriv ett kvartal som 2024-Q1"),
        ("--year", "1066", "--year 1066: skriv ett år från 1900 till 2199"),
    ],
)
def test_what_nobody_knows_is_wrong_usage(option: str, name: str, said: str, anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("cycle", plan, *AS_OF, option, name)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(said)


def test_a_unit_of_one_plan_may_be_missing_in_another(anhorig: Anhorig, plan: Path) -> None:
    plan.with_name("plan-b.yaml").write_text("titel: B\nårshjul: [{titel: T, när: maj}]\n", encoding="utf-8")
    run = anhorig("cycle", plan.parent, *AS_OF, "--unit", "norr", "--format", "json")
    assert {one["plan"] for one in occurrences(run.out)} == {"hemkommun"}


def test_a_plan_that_does_not_load_is_told_and_the_others_are_shown(anhorig: Anhorig, plan: Path) -> None:
    plan.with_name("bad.yaml").write_text("titel: [\n", encoding="utf-8")
    run = anhorig("cycle", plan.parent, *AS_OF)
    assert run.code == 1
    assert "Hemkommun" in run.out
    assert "bad.yaml:" in run.err


def test_the_missed_are_those_that_the_check_and_the_report_tell_of(anhorig: Anhorig, plan: Path) -> None:
    checked = anhorig("check", plan, *AS_OF, "--select", "ANH501").out
    report = anhorig("report", plan, *AS_OF, "--full").out
    cycle = occurrences(anhorig("cycle", plan, *AS_OF, "--format", "json").out)
    missed = {(one["title"], one["due"]) for one in cycle if one["state"] == "missed"}
    assert {title for title, _ in missed} == {"Genomgång av stödet", "Träff"}
    for title, when in (("Genomgång av stödet", "2026-03"), ("Träff", "2026-06")):
        assert f"'{title}' i årshjulet skulle ha utförts {when} men är inte avbockat" in checked
    assert checked.count("ANH501") == 2
    assert "| ✖ Inte utfört i tid<br>mars 2026 | Genomgång av stödet |" in report
    assert "| ✖ Inte utfört i tid<br>juni 2026 | Träff |" in report
    assert "\nEnheter (alla rader): Hemtjänst söder\n" in report
    # The check tells the latest of each item; the report and the list have every time within a year.
    assert report.count("✖ Inte utfört i tid") == anhorig("cycle", plan, *AS_OF).out.count("✖ inte utfört i tid") == 6


@pytest.mark.parametrize("width", [80, 160])
def test_a_terminal_gets_columns_and_a_wide_one_a_table(
    width: int, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    on_terminal(monkeypatch, width)
    run = anhorig("cycle", SALEM, "--as-of", "2024-06-01")
    assert max(map(len, run.out.splitlines())) <= width
    assert ("Årshjul 2024" in run.out) is (width == 160)
    golden.check(f"cycle/salem-{width}.txt", "".join(line.rstrip() + "\n" for line in run.out.splitlines()))


def test_many_in_a_month_are_counted_in_the_table(
    anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch, plan: Path
) -> None:
    on_terminal(monkeypatch, 120)
    out = anhorig("cycle", plan, *AS_OF).out
    row = next(line for line in out.splitlines() if line.startswith("Hemtjänst söder") and "▶" in line)
    assert row.split() == ["Hemtjänst", "söder", "✔", "✖", "✖2", "✖", "✖", "✖", "▶", "○", "○", "○", "○", "○"]
    assert out.splitlines()[-1] == "✔ utfört   ✖ inte utfört i tid   ▶ härnäst   ○ kommande"


def test_a_wide_terminal_gets_no_empty_table(anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch, plan: Path) -> None:
    on_terminal(monkeypatch, 160)
    assert "Årshjul" not in anhorig("cycle", plan, *AS_OF, "--year", "1990").out


HOSTILE = '=HYPERLINK("http://x") | <b> [/red] `rm`; +1 \u202e'


@pytest.mark.parametrize("name", ["text", "json", "csv", "md"])
def test_plan_text_stays_text(name: str, anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan-a.yaml"
    quoted = json.dumps(HOSTILE)
    plan.write_text(
        f"titel: {quoted}\nårshjul:\n  - {{titel: {quoted}, när: mars, från: 2026, enheter: [{quoted}]}}\n",
        encoding="utf-8",
    )
    out = anhorig("cycle", plan, *AS_OF, "--format", name, "--year", "2026").out
    assert "\u202e" not in out
    if name == "csv":
        (row,) = csv.DictReader(StringIO(out, newline=""))
        assert row["title"].startswith("'=HYPERLINK")
        assert "; '+1" in row["title"]
    elif name == "json":
        assert occurrences(out)[0]["title"].startswith("=HYPERLINK")
    elif name == "md":
        assert r"\|" in out
        assert "&lt;b>" in out
    else:
        assert "[/red]" in out


@pytest.mark.parametrize("width", [16, 24, 40])
def test_a_narrow_terminal_gets_title_and_day_whole_on_lines_of_their_own(
    width: int, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch, plan: Path
) -> None:
    on_terminal(monkeypatch, width)
    out = anhorig("cycle", plan, *AS_OF).out
    words = out.split()
    assert "…" not in out
    assert "2026-06-30" in words
    assert " ".join(words).count("Genomgång av stödet") >= 1
