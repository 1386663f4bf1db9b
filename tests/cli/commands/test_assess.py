"""`anhorig assess`: a judgement more, in a list or under a heading."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from command_line import Anhorig
from conftest import PLANS
from plan_in_file import PLAN, written_plan

LONG = "Fler använder plattformen än i våras, men långt ifrån alla som har fått ett kort har aktiverat det än så länge."


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 10, 1))


def test_the_first_assessment_makes_the_list_in_its_place(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    run = anhorig(
        "assess", plan, "na-fler", "partly_expected", "--date", "2026-05-02", "--comment", LONG,
        "--cause", "Sjukdom", "--action", "Vikarie", "--new-date", "2026-12-31",
    )  # fmt: skip
    assert run.code == 0
    after = "      - {titel: Möten, status: pågår}\n"
    new = (
        "    bedömningar:\n"
        "      - datum: 2026-05-02\n"
        "        status: bedöms delvis uppfyllas\n"
        "        kommentar: >-\n"
        "          Fler använder plattformen än i våras, men långt ifrån alla som har\n"
        "          fått ett kort har aktiverat det än så länge.\n"
        "        orsak: Sjukdom\n"
        "        åtgärd: Vikarie\n"
        "        nytt_datum: 2026-12-31\n"
    )
    assert plan.read_text(encoding="utf-8") == PLAN.replace(after, after + new)


def test_a_markdown_file_gets_a_heading(anhorig: Anhorig, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    (folder / "delmål").mkdir(parents=True)
    (folder / "plan.yaml").write_text("titel: Planen\n", encoding="utf-8")
    part = folder / "delmål" / "na-fler.md"
    part.write_bytes(b"---\r\ntitel: Fler\r\n---\r\nText.\r\n\r\n## 2026-01-31 uppfyllt\r\n\r\nBra.\r\n")
    run = anhorig("assess", folder, "na-fler", "avfört", "--date", "2026-05-02", "--comment", LONG, "--cause", LONG)
    assert run.code == 0
    assert part.read_bytes().decode() == (
        "---\r\ntitel: Fler\r\n---\r\nText.\r\n\r\n## 2026-01-31 uppfyllt\r\n\r\nBra.\r\n\r\n"
        "## 2026-05-02 avfört\r\n\r\n"
        "Fler använder plattformen än i våras, men långt ifrån alla som har fått ett kort\r\n"
        "har aktiverat det än så länge.\r\n"
        "Orsak: Fler använder plattformen än i våras, men långt ifrån alla som har fått\r\n"
        "ett kort har aktiverat det än så länge.\r\n"
    )


def test_a_heading_follows_the_text_also_where_empty_lines_end_the_file(anhorig: Anhorig, tmp_path: Path) -> None:
    part = tmp_path / "m" / "delmål" / "x.md"
    part.parent.mkdir(parents=True)
    (tmp_path / "m" / "plan.yaml").write_text("titel: P\n", encoding="utf-8")
    part.write_text("---\ntitel: X\n---\n\nText.\n\n\n", encoding="utf-8")
    run = anhorig("assess", tmp_path / "m", "x", "uppfyllt", "--date", "2026-05-02", "--comment", "Klart.")
    assert run.code == 0
    assert part.read_text(encoding="utf-8") == "---\ntitel: X\n---\n\nText.\n\n## 2026-05-02 uppfyllt\nKlart.\n\n\n"


def test_a_heading_has_its_place_among_the_dates(anhorig: Anhorig, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    (folder / "subgoals").mkdir(parents=True)
    (folder / "plan.yaml").write_text("title: The plan\n", encoding="utf-8")
    part = folder / "subgoals" / "more.md"
    text = "---\ntitle: More\n---\n\n## 2026-03-31 expected\nSo.\n\n## 2026-09-30 achieved\nDone."
    part.write_text(text, encoding="utf-8")
    assert anhorig("assess", folder, "more", "unlikely", "--date", "2026-06-30", "--comment", "Late.").code == 0
    assert anhorig("assess", folder, "more", "unlikely", "--date", "2026-01-31", "--comment", "Early.").code == 0
    assert part.read_text(encoding="utf-8") == (
        "---\ntitle: More\n---\n\n## 2026-01-31 unlikely\nEarly.\n\n## 2026-03-31 expected\nSo.\n\n"
        "## 2026-06-30 unlikely\nLate.\n\n## 2026-09-30 achieved\nDone."
    )


def test_a_file_that_lists_its_assessments_among_the_fields_goes_on_so(anhorig: Anhorig, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    (folder / "subgoals").mkdir(parents=True)
    (folder / "plan.yaml").write_text("title: The plan\n", encoding="utf-8")
    part = folder / "subgoals" / "more.md"
    part.write_text(
        "---\ntitle: More\nassessments:\n- date: 2026-03-31\n  status: expected\n---\nText.\n", encoding="utf-8"
    )
    assert anhorig("assess", folder, "more", "achieved", "--date", "2026-06-30", "--comment", "Done.").code == 0
    assert part.read_text(encoding="utf-8") == (
        "---\ntitle: More\nassessments:\n- date: 2026-03-31\n  status: expected\n"
        "- date: 2026-06-30\n  status: achieved\n  comment: Done.\n---\nText.\n"
    )


def test_a_comment_that_would_be_read_as_something_else_is_refused(anhorig: Anhorig, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    (folder / "subgoals").mkdir(parents=True)
    (folder / "plan.yaml").write_text("title: The plan\n", encoding="utf-8")
    part = folder / "subgoals" / "more.md"
    part.write_text("---\ntitle: More\n---\n", encoding="utf-8")
    run = anhorig("assess", folder, "more", "achieved", "--date", "2026", "--comment", "So.\n## 2025 achieved\nNo.")
    assert (run.code, len(run.err.splitlines())) == (3, 1)
    assert part.read_text(encoding="utf-8") == "---\ntitle: More\n---\n"


@pytest.mark.parametrize("status", ["pågår", "nästan"])
def test_a_word_of_no_scale_or_another_is_wrong_usage(status: str, anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    assert anhorig("assess", plan, "kort", status, "--date", "2026", "--comment", "x").code == 2
    assert plan.read_text(encoding="utf-8") == PLAN


def test_an_assessment_without_a_date_must_get_one_first(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("Korten används\n", "Korten används\n    status: uppfyllt\n"))
    run = anhorig("assess", plan, "kort", "uppfyllt", "--date", "2026", "--comment", "x")
    assert run.code == 2
    assert "utan datum" in run.err


def test_every_real_plan_takes_an_assessment(anhorig: Anhorig) -> None:
    for plan, subgoal in (
        ("trelleborg", "2-enkat-behov"), ("salem.yaml", "samverkan"), ("nestor.yaml", "redskap"),
        ("sormland.yaml", "battre-stod"), ("fou-nu.md", "framkant"), ("tibro.yaml", "neutral-part"),
    ):  # fmt: skip
        run = anhorig(
            "assess", PLANS / plan, subgoal, "uppfyllt", "--date", "2026-01-31", "--comment", "Klart.", "--dry-run"
        )
        added = [line for line in run.out.splitlines()[2:] if line[:1] in "+-"]
        assert run.code == 0
        assert all(line.startswith("+") for line in added)
        assert 3 <= len(added) <= 4


def test_a_second_assessment_of_the_same_day_is_refused(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    command = ("assess", plan, "kort", "bedöms uppfyllas", "--comment", "x", "--date")
    assert anhorig(*command, "2026-05-02").code == 0
    once = plan.read_text(encoding="utf-8")
    again = anhorig(*command, "2026-05-02")
    assert again.code == 2
    assert "har redan en bedömning från 2026-05-02" in again.err
    assert plan.read_text(encoding="utf-8") == once
    assert anhorig(*command, "2026-05-03").code == 0


@pytest.mark.parametrize(
    ("option", "text", "field", "why"),
    [
        ("--cause", "Ett.\n\nTvå.", "orsak", "tomrad"),
        ("--action", "Ett.\n\nTvå.", "åtgärd", "tomrad"),
        ("--comment", "Så.\n## 2025 uppfyllt\nNej.", "kommentar", "rubrik"),
        ("--comment", "Så.\nOrsak: Vakans.", "kommentar", "'Orsak:'"),
        ("--comment", "Så. <!-- internt -->", "kommentar", "<!--"),
    ],
)
def test_what_cannot_be_written_is_named_and_told_why(
    anhorig: Anhorig, tmp_path: Path, option: str, text: str, field: str, why: str
) -> None:
    folder = tmp_path / "plan"
    (folder / "delmål").mkdir(parents=True)
    (folder / "plan.yaml").write_text("titel: Planen\n", encoding="utf-8")
    part = folder / "delmål" / "x.md"
    part.write_text("---\ntitel: X\n---\n", encoding="utf-8")
    texts = {"--comment": "Nej", "--cause": "Vakans", "--action": "Rekrytera"} | {option: text}
    options = [word for pair in texts.items() for word in pair]
    run = anhorig("assess", folder, "x", "ej uppfyllt", "--date", "2026-06-30", *options)
    assert (run.code, f"'{field}'" in run.err, why in run.err) == (3, True, True)
    assert part.read_text(encoding="utf-8") == "---\ntitel: X\n---\n"


def test_what_shows_it_goes_with_the_subgoals_evidence(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    command = ("assess", plan, "kort", "uppfyllt", "--date", "2026-06-30", "--comment", "K")
    assert anhorig(*command, "--evidence", "Dnr 2026/4", "--evidence", "Enkäten").code == 0
    assert "underlag: [Dnr 2026/4, Enkäten]" in plan.read_text(encoding="utf-8")


def test_an_area_and_the_plan_are_assessed_by_id_or_title(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text("titel: Min plan\nområden:\n  - id: kf\n    titel: Fullmäktiges mål\n", encoding="utf-8")
    area = anhorig("assess", plan, "kf", "achieved", "--date", "2026-05-02", "--comment", "Ja")
    whole = anhorig("assess", plan, "Min plan", "achieved", "--date", "2026-05-02", "--comment", "Ja")
    assert (area.code, whole.code) == (0, 0)
    assessed = "bedömningar:\n{0}- datum: 2026-05-02\n{0}  status: uppfyllt\n{0}  kommentar: Ja\n"
    assert plan.read_text(encoding="utf-8") == (
        f"titel: Min plan\n{assessed.format('  ')}"
        f"områden:\n  - id: kf\n    titel: Fullmäktiges mål\n    {assessed.format('      ')}"
    )


def test_evidence_goes_with_a_subgoal_only(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text("titel: Min plan\n", encoding="utf-8")
    run = anhorig("assess", plan, "p", "achieved", "--date", "2026-05-02", "--comment", "Ja", "--evidence", "Enkät")
    assert run.code == 2
    assert "bara ett delmål har underlag" in run.err


@pytest.mark.parametrize("status", ["uppfyllt", "delvis uppfyllt", "ej uppfyllt", "avfört"])
def test_each_assessment_that_the_finding_of_a_late_subgoal_names_answers_it(
    status: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    plan = written_plan(tmp_path)
    select = ("check", plan, "--as-of", "2026-07-15", "--select", "ANH301")
    assert f" {status}" in anhorig(*select).out
    texts = ("--comment", "K", "--cause", "O", "--action", "Å", "--date", "2026-07-10")
    assert anhorig("assess", plan, "na-fler", "bedöms delvis uppfyllas", *texts[:-1], "2026-07-05").code == 0
    assert anhorig(*select).code == 1
    assert anhorig("assess", plan, "na-fler", status, *texts).code == 0
    assert anhorig(*select).code == 0
