"""`anhorig add`: new things in the language and the hand of the file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from command_line import Anhorig
from plan_in_file import PLAN, written_plan


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 10, 1))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path)


def test_a_subgoal_stands_last_with_an_id_of_its_title(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig(
        "add", "subgoal", plan, "--title", "Nå fler: män", "--due", "2027-06-30", "--indicator", "stod",
        "--unit", "hemvard", "--unit", "boende", "--continues", "kort", "--purpose", "Alla",
    )  # fmt: skip
    assert run.err.startswith(
        f"{plan}: delmålet na-fler-man är tillagt: Nå fler: män, 2027-06-30\n{plan}:15:5: ANH304 ingen är ansvarig"
    )
    after = "    titel: Korten används\n"
    new = (
        "  - id: na-fler-man\n"
        '    titel: "Nå fler: män"\n'
        "    syfte: Alla\n"
        "    tillagd: 2026-10-01\n"
        "    senast: 2027-06-30\n"
        "    enheter: [hemvard, boende]\n"
        "    indikatorer: stod\n"
        "    fortsätter: kort\n"
    )
    assert plan.read_text(encoding="utf-8") == PLAN.replace(after, after + new)


def test_an_indicator_has_its_target_in_lines(anhorig: Anhorig, plan: Path) -> None:
    anhorig(
        "add", "indicator", plan, "--title", "Nöjda", "--direction", "increase", "--baseline", "40", "--at-least", "80",
        "--by", "2027", "--frequency", "år", "--people",
    )  # fmt: skip
    after = "    mätningar: []\n"
    new = (
        "  - id: nojda\n    titel: Nöjda\n    riktning: öka\n    utgångsvärde:\n      värde: 40\n"
        "    målvärde:\n      minst: 80\n      senast: 2027\n    mätintervall: år\n    personer: ja\n"
    )
    assert plan.read_text(encoding="utf-8") == PLAN.replace(after, after + new)


def test_an_activity_takes_the_form_of_the_others(anhorig: Anhorig, plan: Path) -> None:
    anhorig("add", "activity", plan, "na-fler", "--title", "Brev", "--status", "not_started", "--due", "2027")
    anhorig("add", "activity", plan, "kort", "--title", "Dela ut kort")
    text = plan.read_text(encoding="utf-8")
    assert "      - {titel: Brev, status: ej påbörjad, senast: 2027}\n" in text
    assert "    titel: Korten används\n    aktiviteter:\n      - {titel: Dela ut kort}\n" in text


def test_an_item_of_the_annual_cycle(anhorig: Anhorig, plan: Path) -> None:
    anhorig(
        "add", "cycle-item", plan, "--title", "Följ upp", "--when", "mars", "--when", "v40", "--unit", "alla",
        "--from", "2026", "--subgoal", "kort",
    )  # fmt: skip
    new = "  - id: folj-upp\n    titel: Följ upp\n    när: [mars, v40]\n    enheter: alla\n    delmål: kort\n"
    assert plan.read_text(encoding="utf-8") == PLAN + new + "    från: 2026\n"


def test_an_item_that_comes_back_every_other_year_on_a_weekday(anhorig: Anhorig, plan: Path) -> None:
    anhorig(
        "add", "cycle-item", plan, "--title", "Fråga", "--when", "första tisdagen i mars", "--every", "vartannat år",
        "--from", "2026", "--unit", "alla",
    )  # fmt: skip
    new = "    när: första tisdagen i mars\n    hur_ofta: vartannat år\n    enheter: alla\n    från: 2026\n"
    assert plan.read_text(encoding="utf-8").endswith(f"    titel: Fråga\n{new}")


def test_a_subgoal_contributes_to_areas_also_of_other_plans(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, "titel: Plan\nområden: [{id: stod, titel: Stöd}]\ndelmål: []\n")
    strategy = "titel: Strategi\nområden: [{id: stod, titel: Stöd}]\n"
    (tmp_path / "sormland.yaml").write_text(strategy, encoding="utf-8")
    areas = ("--contributes-to", "stod", "--contributes-to", "sormland/stod")
    assert anhorig("add", "subgoal", plan, "--title", "Fler nås", *areas).code == 0
    assert "    bidrar_till: [stod, sormland/stod]\n" in plan.read_text(encoding="utf-8")
    run = anhorig("add", "subgoal", plan, "--title", "Nytt", "--contributes-to", "stöd2")
    assert run.code == 2
    assert "stöd2" in run.err


def test_an_indicator_of_an_area_whose_target_is_a_change(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, "titel: Plan\nområden: [{id: stod, titel: Stöd}]\nindikatorer: []\n")
    run = anhorig(
        "add", "indicator", plan, "--title", "Utanförskap", "--contributes-to", "stod", "--baseline", "40",
        "--change", "-20 %", "--by", "2027", "--tolerance", "0,5",
    )  # fmt: skip
    assert run.code == 0
    text = plan.read_text(encoding="utf-8")
    assert "förändring: -20 %" in text
    assert "oförändrat_inom: 0.5\n" in text
    assert "bidrar_till: stod\n" in text


def test_an_occasion_has_a_matter(anhorig: Anhorig, plan: Path) -> None:
    command = (
        "add",
        "occasion",
        plan,
        "--title",
        "Årsrapport",
        "--date",
        "2027-02",
        "--matter",
        "Stödet till anhöriga",
    )
    assert anhorig(*command).code == 0
    assert "ärende: Stödet" in plan.read_text(encoding="utf-8")


def test_the_first_of_its_kind_makes_the_list(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, "title: Plan\nsubgoals:\nannual_cycle: [] # none yet\n")
    anhorig("add", "subgoal", plan, "--title", "More")
    anhorig("add", "cycle-item", plan, "--title", "Count", "--when", "monthly")
    anhorig("add", "indicator", plan, "--title", "How many")
    assert plan.read_text(encoding="utf-8") == (
        "title: Plan\nsubgoals:\n  - id: more\n    title: More\n    added: 2026-10-01\n"
        "indicators:\n  - id: how-many\n    title: How many\n"
        "annual_cycle: # none yet\n  - title: Count\n    when: monthly\n"
    )


def test_a_folder_plan_gets_a_file_beside_the_others(anhorig: Anhorig, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    (folder / "delmål").mkdir(parents=True)
    (folder / "plan.yaml").write_text("titel: Planen\n", encoding="utf-8")
    (folder / "delmål" / "b.md").write_bytes(b"---\r\ntitel: B\r\n---\r\n")
    run = anhorig(
        "add", "subgoal", folder, "--title", "Nytt mål", "--id", "a-ny", "--description", "Så här.\n\nOch så."
    )
    assert run.code == 0
    assert (folder / "delmål" / "a-ny.md").read_bytes() == (
        "---\r\ntitel: Nytt mål\r\ntillagd: 2026-10-01\r\n---\r\nSå här.\r\n\r\nOch så.\r\n".encode()
    )
    assert anhorig("add", "subgoal", folder, "--title", "Nytt mål", "--id", "b").code == 2
    anhorig("add", "subgoal", folder, "--title", "Stort", "--id", "STORT")
    assert (
        folder / "delmål" / "stort.md"
    ).read_bytes() == b"---\r\nid: STORT\r\ntitel: Stort\r\ntillagd: 2026-10-01\r\n---\r\n"
    shown = anhorig("add", "subgoal", folder, "--title", "Tredje", "--dry-run").out
    assert shown.startswith(f"--- /dev/null\n+++ {folder}/delmål/tredje.md\n")
    anhorig("add", "indicator", folder, "--title", "Antal")
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == (
        "titel: Planen\nindikatorer:\n  - id: antal\n    titel: Antal\n"
    )


def test_a_folder_plans_list_grows_in_the_file_where_it_stands(anhorig: Anhorig, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text("titel: Planen\n", encoding="utf-8")
    (folder / "hjul.yaml").write_text("årshjul:\n", encoding="utf-8")
    anhorig("add", "cycle-item", folder, "--title", "Räkna", "--when", "maj")
    assert (folder / "hjul.yaml").read_text(encoding="utf-8") == "årshjul:\n  - titel: Räkna\n    när: maj\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("subgoal", "--title", "X", "--id", "kort"), "id:t 'kort' är upptaget"),
        (("subgoal", "--title", "X", "--id", "å å"), "id:t"),
        (("subgoal", "--title", "X", "--indicator", "saknas"), "det finns ingen indikator 'saknas'"),
        (("subgoal", "--title", "X", "--unit", "hemvrd"), "menade du 'hemvard'?"),
        (("subgoal", "--title", "X", "--due", "snart"), "är inget datum"),
        (("subgoal", "--title", "X", "--contributes-to", "halsa"), "lägg till det med 'anhorig add area' först"),
        (("indicator", "--title", "X", "--direction", "uppåt"), "riktning"),
        (("cycle-item", "--title", "X", "--when", "ibland"), "är ingen tid på året"),
        (("cycle-item", "--title", " "), "en tom text"),
    ],
)
def test_what_has_no_meaning_is_wrong_usage(
    arguments: tuple[str, ...], told: str, anhorig: Anhorig, plan: Path
) -> None:
    run = anhorig("add", arguments[0], plan, *arguments[1:])
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert told in run.err
    assert plan.read_text(encoding="utf-8") == PLAN


def test_an_id_that_is_taken_is_numbered(anhorig: Anhorig, plan: Path) -> None:
    for last in ("enheter", "verksamheter"):
        anhorig("add", "subgoal", plan, "--title", f"Stöd åt män, i hela kommunen och dess alla {last}")
    text = plan.read_text(encoding="utf-8")
    assert "id: stod-at-man-i-hela-kommunen-och-dess\n" in text
    assert "id: stod-at-man-i-hela-kommunen-och-dess-2\n" in text


def test_a_subgoal_came_into_the_plan_today_unless_another_day_is_told(anhorig: Anhorig, plan: Path) -> None:
    anhorig("add", "subgoal", plan, "--title", "Nytt")
    anhorig("add", "subgoal", plan, "--title", "Äldre", "--added", "2026-05-20")
    text = plan.read_text(encoding="utf-8")
    assert "    titel: Nytt\n    tillagd: 2026-10-01\n" in text
    assert "    titel: Äldre\n    tillagd: 2026-05-20\n" in text


@pytest.mark.parametrize(
    "words",
    [
        ("subgoal", "--title", "Korten används"),
        ("indicator", "--title", "anhöriga med stöd"),
        ("activity", "na-fler", "--title", "MÖTEN"),
        ("cycle-item", "--title", "Rapportera", "--when", "mars"),
    ],
)
def test_the_same_is_not_added_twice_unless_it_has_an_id_of_its_own(
    anhorig: Anhorig, plan: Path, words: tuple[str, ...]
) -> None:
    kind, *rest = words
    run = anhorig("add", kind, plan, *rest)
    assert run.code == 2
    assert "finns redan" in run.err
    assert plan.read_text(encoding="utf-8") == PLAN
    assert anhorig("add", kind, plan, *rest, "--id", "ett-till").code == 0


def test_a_subgoal_that_carries_on_another_may_share_its_title(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("add", "subgoal", plan, "--title", "Korten används", "--continues", "kort")
    assert run.code == 0
    assert "id: korten-anvands\n" in plan.read_text(encoding="utf-8")


def test_a_subgoal_that_is_written_down_afterwards_says_when_it_came_into_the_plan(
    anhorig: Anhorig, plan: Path
) -> None:
    told = "2026-03 hade passerat när delmålet kom till, 2026-10-01; om det kom till tidigare, ange när (--added)\n"
    run = anhorig("add", "subgoal", plan, "--title", "Från i fjol", "--due", "2026-03")
    assert (run.code, run.err) == (2, told)
    assert plan.read_text(encoding="utf-8") == PLAN
    run = anhorig("add", "subgoal", plan, "--title", "Från i fjol", "--due", "2026-03", "--added", "2025-05")
    assert run.code == 0
    assert "ANH301" in run.err
    assert "    titel: Från i fjol\n    tillagd: 2025-05\n    senast: 2026-03\n" in plan.read_text(encoding="utf-8")


def test_a_decision_may_have_brought_a_subgoal_into_the_plan(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("add", "subgoal", plan, "--title", "Beslutat", "--due", "2026-03", "--added", "Beslut 12")
    assert run.code == 0


@pytest.mark.parametrize("title", ["Readme", "CHANGELOG", "README"])
def test_a_file_that_would_be_passed_by_is_not_made(anhorig: Anhorig, tmp_path: Path, title: str) -> None:
    folder = tmp_path / "m"
    (folder / "delmål").mkdir(parents=True)
    (folder / "plan.yaml").write_text("titel: M\n", encoding="utf-8")
    (folder / "delmål" / "a.md").write_text("---\ntitel: A\n---\n", encoding="utf-8")
    run = anhorig("add", "subgoal", folder, "--title", title, "--due", "2027-01-01")
    assert ([file.name for file in (folder / "delmål").iterdir()], "--id" in run.err) == (["a.md"], True)
    assert run.code != 0


def test_a_part_called_plan_is_a_part(anhorig: Anhorig, tmp_path: Path) -> None:
    folder = tmp_path / "m"
    (folder / "delmål").mkdir(parents=True)
    (folder / "plan.yaml").write_text("titel: M\n", encoding="utf-8")
    (folder / "delmål" / "a.md").write_text("---\ntitel: A\n---\n", encoding="utf-8")
    assert anhorig("add", "subgoal", folder, "--title", "Plan", "--due", "2027-01-01").code == 0
    run = anhorig("check", folder / "delmål" / "plan.md", "--select", "ANH1")
    assert (run.code, run.out) == (0, "")


@pytest.mark.parametrize(
    ("what", "arguments", "new"),
    [
        ("decision", ("--title", "Planen", "--date", "2026-09-02", "--body", "SN", "--paragraph", "§ 4"),
         "beslut:\n  - titel: Planen\n    datum: 2026-09-02\n    organ: SN\n    paragraf: § 4\n"),
        ("occasion", ("--title", "Årsrapport", "--date", "2026-12-31", "--committee", "SN"),
         "rapporter:\n  - titel: Årsrapport\n    datum: 2026-12-31\n    nämnd: SN\n"),
        ("survey", ("--title", "Enkät", "--from", "2026-09-01", "--to", "2026-09-20", "--sent", "9", "--answered", "6"),
         ("enkäter:\n  - id: enkat\n    titel: Enkät\n    period:\n      från: 2026-09-01\n      till: 2026-09-20\n"
         "    utskickade: 9\n    besvarade: 6\n")),
    ],
)  # fmt: skip
def test_what_happens_once_is_added(
    what: str, arguments: tuple[str, ...], new: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    plan = written_plan(tmp_path)
    assert anhorig("add", what, plan, *arguments).code == 0
    assert new in plan.read_text(encoding="utf-8")
    again = anhorig("add", what, plan, *arguments)
    assert (again.code, "finns redan" in again.err) == (2, True)


def test_a_decision_goes_where_its_date_is(anhorig: Anhorig, tmp_path: Path) -> None:
    text = "titel: P\nbeslut: [{titel: A, datum: 2026-01-01}, {titel: B, datum: 2026-06-01}]\n"
    plan = written_plan(tmp_path, text)
    assert anhorig("add", "decision", plan, "--title", "Mellan", "--date", "2026-03-01").code == 0
    assert "2026-01-01}, {titel: Mellan, datum: 2026-03-01}, {titel: B" in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "    indikatorer: ny\n"),
        ("    indikatorer: stod\n", "    indikatorer: [stod, ny]\n"),
        ("    indikatorer: [stod]\n", "    indikatorer: [stod, ny]\n"),
        ("    indikatorer:\n      - stod\n", "    indikatorer:\n      - stod\n      - ny\n"),
    ],
)
def test_an_indicator_is_given_to_its_subgoal(before: str, after: str, anhorig: Anhorig, tmp_path: Path) -> None:
    title = "    titel: Korten används\n"
    plan = written_plan(tmp_path, PLAN.replace(title, title + before))
    assert anhorig("add", "indicator", plan, "--title", "Ny", "--subgoal", "kort").code == 0
    text = plan.read_text(encoding="utf-8")
    assert title + after in text
    assert "  - id: ny\n    titel: Ny\n" in text


def test_an_indicator_and_its_subgoal_in_files_of_their_own_are_written_both_or_neither(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plan"
    (folder / "delmål").mkdir(parents=True)
    (folder / "indikatorer").mkdir()
    (folder / "plan.yaml").write_text("titel: P\n", encoding="utf-8")
    subgoal = folder / "delmål" / "d.yaml"
    subgoal.write_text("titel: D\n", encoding="utf-8")
    (folder / "indikatorer" / "i.yaml").write_text("titel: I\n", encoding="utf-8")
    subgoal.chmod(0o444)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert anhorig("add", "indicator", folder, "--title", "Ny", "--subgoal", "d").code == 3
    assert [path.name for path in (folder / "indikatorer").iterdir()] == ["i.yaml"]
    monkeypatch.undo()
    subgoal.chmod(0o644)
    assert anhorig("add", "indicator", folder, "--title", "Ny", "--subgoal", "d").code == 0
    assert subgoal.read_text(encoding="utf-8") == "titel: D\nindikatorer: ny\n"
    assert (folder / "indikatorer" / "ny.yaml").exists()


@pytest.mark.parametrize(
    ("typed", "day"), [("1 mars", "2027-03-01"), ("2 oktober", "2026-10-02"), ("hösten 2027", None)]
)
def test_the_day_that_was_read_is_told(anhorig: Anhorig, plan: Path, typed: str, day: str | None) -> None:
    run = anhorig("add", "activity", plan, "na-fler", "--title", "Skriv brev", "--due", typed)
    assert run.err.startswith(f"{plan}: aktiviteten är tillagd i na-fler: Skriv brev, {day or typed}\n")


def test_a_unit_and_a_role_have_an_id_for_others_to_refer_to(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("add", "unit", plan, "--title", "Natt: öst", "--part-of", "hemvard", "--responsible", "Chef")
    assert run.err.splitlines()[0] == f"{plan}: enheten är tillagd: Natt: öst"
    assert '  - {id: natt-ost, titel: "Natt: öst", ansvarig: Chef, del_av: hemvard}' in told(plan)
    anhorig("add", "role", plan, "--title", "Ombud", "--unit", "natt-ost", "--extent", "75 %", "--vacant")
    role = {"id": "ombud", "titel": "Ombud", "enheter": "natt-ost", "omfattning": "75 %", "vakant": "ja"}
    assert "roller:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in role.items()) + "\n" in told(plan)
    assert anhorig("check", plan, "--select", "ANH2").code == 0


def test_an_area_money_and_a_recommendation_stand_last_in_their_lists(anhorig: Anhorig, plan: Path) -> None:
    anhorig("add", "area", plan, "--title", "Tidigt stöd", "--excludes", "Barn")
    anhorig("add", "area", plan, "--title", "Samtal", "--part-of", "tidigt-stod")
    anhorig("add", "funding", plan, "--title", "Bidrag", "--amount", "450000", "--from", "2026-01", "--to", "2026-12")
    anhorig(
        "add", "recommendation", plan, "--title", "Följ upp", "--from", "Revisorerna", "--to", "Nämnden",
        "--answered-by", "kort", "--due", "1 mars",
    )  # fmt: skip
    assert (
        "områden:\n  - id: tidigt-stod\n    titel: Tidigt stöd\n    avgränsning: Barn\n"
        "  - id: samtal\n    titel: Samtal\n    del_av: tidigt-stod\ndelmål:\n"
    ) in told(plan)
    assert told(plan).endswith(
        "finansiering:\n  - titel: Bidrag\n    belopp: 450000\n    period:\n      från: 2026-01\n      till: 2026-12\n"
        "rekommendationer:\n  - titel: Följ upp\n    från: Revisorerna\n    till: Nämnden\n    datum: 2026-10-01\n"
        "    senast: 2027-03-01\n    besvaras_av: kort\n"
    )


@pytest.mark.parametrize(
    ("words", "told_why"),
    [
        (("unit", "--title", "X", "--part-of", "hemvrad"), "menade du 'hemvard'?"),
        (("unit", "--title", "Hemvården"), "'hemvard – Hemvården' finns redan"),
        (("area", "--title", "X", "--part-of", "ingen"), "det finns inget som heter 'ingen' i planen"),
        (("funding", "--title", "X", "--amount", "450k"), '"450k" är inget tal'),
        (("recommendation", "--title", "X", "--answered-by", "ingen"), "det finns inget delmål 'ingen'"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    anhorig: Anhorig, plan: Path, words: tuple[str, ...], told_why: str
) -> None:
    kind, *options = words
    run = anhorig("add", kind, plan, *options)
    assert (run.code, told(plan)) == (2, PLAN)
    assert told_why in run.err


def told(plan: Path) -> str:
    return plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "meant"),
    [
        (("add", "delmål"), "subgoal"),
        (("add", "indikatorer"), "indicator"),
        (("add", "Enheter"), "unit"),
        (("add", "årshjul"), "cycle-item"),
        (("add", "sugboal"), "subgoal"),
        (("årshjul",), "cycle"),
        (("schema", "--part", "delmål"), "subgoals"),
    ],
)
def test_a_swedish_name_of_a_kind_is_understood(anhorig: Anhorig, command: tuple[str, ...], meant: str) -> None:
    run = anhorig(*command)
    assert run.code == 2
    assert "menade du " in run.err
    assert run.err.rstrip().rstrip("?").strip("'").endswith(meant)
