"""`anhorig diff`: what changed in meaning between two versions in git, or since the last one."""

import json
from pathlib import Path

import pytest

from command_line import Anhorig
from conftest import PLANS, Golden
from past import Past

PLAN = "titel: Plan för anhörigstöd\ndelmål:\n  - {id: a, titel: Fler nås, senast: 2021-06-30}\n"
MOVED = PLAN.replace("2021-06-30", "2021-11-30")


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """A repository with a plan in two versions: 2020-01-15 and 2021-01-15."""
    past = Past(tmp_path_factory.mktemp("r"))
    past.commit("2020-01-15", {"plans/min-plan.yaml": PLAN})
    past.commit("2021-01-15", {"plans/min-plan.yaml": MOVED})
    return past


@pytest.fixture
def past(committed: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """The repository, in which we stand."""
    monkeypatch.chdir(tmp_path)
    return committed.copied(tmp_path)


def trelleborg(past: Past) -> None:
    """Commit the Trelleborg plan as it was before the revision, and write it as it is after it."""
    files = {
        f"plans/trelleborg/{path.relative_to(PLANS / 'trelleborg').as_posix()}": path.read_bytes()
        for path in sorted((PLANS / "trelleborg").rglob("*"))
        if path.is_file()
    }
    past.commit("2021-01-15", {name: data for name, data in files.items() if "/subgoals/r" not in name})
    past.write(files)


@pytest.mark.parametrize("ending", ["text", "md", "json"])
def test_the_trelleborg_plan_before_and_after_its_revision(
    ending: str, tmp_path: Path, anhorig: Anhorig, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = Past(tmp_path)
    trelleborg(past)
    monkeypatch.chdir(tmp_path)
    run = anhorig("diff", "--format", ending)
    assert (run.code, run.err) == (0, "")
    name = past.git("rev-parse", "HEAD")
    page = run.out.replace(name, "VERSION").replace(name[:10], "VERSION")
    golden.check(f"diff/trelleborg.{ending}", page)


def test_the_deadlines_that_trelleborg_moved(tmp_path: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    trelleborg(Past(tmp_path))
    monkeypatch.chdir(tmp_path)
    (plan,) = json.loads(anhorig("diff", "--format", "json").out)["plans"]
    moved = [change for change in plan["changes"] if change["kind"] == "deadline-moved"]
    assert [(m["continues"][0], m["field"], m["from"], m["to"], m["days"], m["reason"]) for m in moved] == [
        ("1", "due", "2020-11-30", "2021-11-30", 365, None),
        ("2", "due", "2020-12-31", "2021-11-30", 334, None),
        ("3", "due", "2020-11-30", "2021-11-30", 365, None),
        ("4", "due", "2021-01-31", "2021-06-30", 150, None),
        ("5", "due", "2021-01-31", "2021-11-30", 303, None),
        ("6", "start_by", "2021-02-28", "2021-09-30", 214, None),
        ("7", "due", "2021-02-28", "2021-09-30", 214, None),
        ("8", "due", "2021-02-28", "2021-06-30", 122, None),
    ]
    carried_on = [change["continues"] for change in plan["changes"] if change["kind"] == "subgoal-carried-on"]
    assert len(carried_on) == 9


@pytest.mark.usefixtures("past")
def test_without_a_version_the_last_one_is_compared_with_the_files(anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("diff")
    assert run.out.splitlines()[1:] == ["inget har ändrats i planernas innehåll"]
    (tmp_path / "plans/min-plan.yaml").write_text(MOVED.replace("2021-11-30", "2022-02-28"), encoding="utf-8")
    run = anhorig("diff")
    assert "Senast: 2021-11-30 → 2022-02-28 (90 dagar senare)" in run.out
    assert run.out.startswith("Ändrat sedan ")


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(
    "words",
    [("HEAD~1",), ("HEAD~1..",), ("HEAD~1..HEAD",), ("HEAD~1...main", "plans"), ("HEAD~1", "plans/min-plan.yaml")],
)
def test_versions_are_named_as_in_git(words: tuple[str, ...], anhorig: Anhorig) -> None:
    run = anhorig("diff", *words, "--language", "en")
    assert (run.code, run.err) == (0, "")
    assert "Due: 2021-06-30 → 2021-11-30 (153 days later)" in run.out
    assert run.out.startswith("Changed from " if ".." in words[0] else "Changed since ")


@pytest.mark.usefixtures("past")
def test_an_open_start_is_the_last_version(anhorig: Anhorig) -> None:
    assert "2021-11-30 → 2021-06-30 (153 dagar tidigare)" in anhorig("diff", "..HEAD~1").out


def test_three_dots_compare_with_what_the_branches_have_in_common(anhorig: Anhorig, past: Past) -> None:
    past.git("checkout", "--quiet", "-b", "gren", "HEAD~1")
    past.commit("2021-02-01", {"plans/min-plan.yaml": PLAN.replace("Fler nås", "Ännu fler nås")})
    out = anhorig("diff", "main...gren").out
    assert "Titel: Fler nås → Ännu fler nås" in out
    assert "Senast" not in out


def test_a_plan_that_is_renamed_or_split_into_a_folder_is_the_same(anhorig: Anhorig, past: Past) -> None:
    folder = {
        "plans/min-plan/plan.yaml": "titel: Plan för anhörigstöd\n",
        "plans/min-plan/delmål/a.md": "---\ntitel: Fler nås\nsenast: 2022-01-31\n---\n",
    }
    past.commit("2022-01-15", folder, remove=("plans/min-plan.yaml",))
    for words in (("HEAD~1",), ("HEAD~1", "plans/min-plan"), ("HEAD~1..HEAD", "plans/min-plan.yaml")):
        out = anhorig("diff", *words).out
        assert "Planen hette plans/min-plan.yaml förut." in out
        assert "Senast: 2021-11-30 → 2022-01-31 (62 dagar senare)" in out
    past.git("mv", "plans/min-plan", "plans/nytt-namn")
    assert "Planen hette plans/min-plan förut." in anhorig("diff", "HEAD", "plans/nytt-namn").out
    (Path("plans/nytt-namn/plan.yaml")).write_text("titel: Annan\n", encoding="utf-8")
    assert "Titel: Plan för anhörigstöd → Annan" in anhorig("diff", "HEAD", "plans/nytt-namn/delmål/a.md").out


def test_plans_are_added_and_removed(anhorig: Anhorig, past: Past) -> None:
    past.commit("2022-01-15", {"plans/ny.yaml": "titel: Ny plan\n"}, remove=("plans/min-plan.yaml",))
    out = anhorig("diff", "HEAD~1").out
    assert "Ny plan (plans/ny.yaml)\nPlanen är ny.\n" in out
    assert "Plan för anhörigstöd (plans/min-plan.yaml)\nPlanen är borttagen.\n" in out
    assert "Ny plan" not in anhorig("diff", "HEAD~1", "plans/min-plan.yaml").out


@pytest.mark.parametrize("words", [("HEAD~1",), ("HEAD~1..HEAD",)])
def test_where_the_last_plan_is_gone_it_is_said_to_be_removed(
    anhorig: Anhorig, past: Past, words: tuple[str, ...]
) -> None:
    past.commit("2022-01-15", {"annat.txt": "x"}, remove=("plans/min-plan.yaml",))
    Path("plans").rmdir()
    run = anhorig("diff", *words)
    assert (run.code, run.err) == (0, "")
    assert "Plan för anhörigstöd (plans/min-plan.yaml)\nPlanen är borttagen.\n" in run.out


def test_where_no_plans_were_ever_that_is_said(anhorig: Anhorig, past: Past) -> None:
    past.commit("2022-01-15", {"annat.txt": "x"}, remove=("plans/min-plan.yaml",))
    past.commit("2022-02-15", {"mer.txt": "x"})
    run = anhorig("diff", "HEAD~1")
    assert run.code == 3
    assert "här finns ingen plan i någon av versionerna" in run.err


def test_a_part_of_a_folder_plan_means_the_plan(anhorig: Anhorig, past: Past) -> None:
    parts = {"plans/stor/plan.yaml": "titel: Stor\n", "plans/stor/delmål/d.yaml": "titel: D\nsenast: 2021\n"}
    past.commit("2022-01-15", parts)
    past.write({"plans/stor/delmål/d.yaml": "titel: D\nsenast: 2022\n"})
    for path in ("plans/stor", "plans/stor/delmål/d.yaml", "plans/stor/plan.yaml"):
        assert "Stor (plans/stor)\n  Datum som har flyttats: 1" in anhorig("diff", "HEAD", path).out


@pytest.mark.usefixtures("past")
def test_what_could_not_be_read_is_told_and_the_rest_compared(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plans/min-plan.yaml"
    path.write_text(MOVED.replace("2021-11-30", "2022-11-30") + "okänd: x\n", encoding="utf-8")
    out = anhorig("diff").out
    assert "plans/min-plan.yaml gick inte att läsa i sin helhet" in out
    assert "2021-11-30 → 2022-11-30" in out
    assert json.loads(anhorig("diff", "--format", "json").out)["damaged"] == ["plans/min-plan.yaml"]


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nope",), 2, "'nope' är varken en version eller en sökväg här"),
        (("nope..HEAD",), 2, "det finns ingen version 'nope' här"),
        (("HEAD..--all",), 2, "det finns ingen version '--all' här"),
        (("HEAD", "plans/saknas.yaml"), 3, "plans/saknas.yaml: här finns ingen plan i någon av versionerna"),
        (("HEAD", "plans", "/"), 3, "/ ligger utanför git-mappen "),
    ],
)
def test_what_cannot_be_compared_is_one_line(words: tuple[str, ...], code: int, told: str, anhorig: Anhorig) -> None:
    run = anhorig("diff", *words)
    assert (run.code, run.out) == (code, "")
    assert run.err.startswith(told)
    assert run.err.count("\n") == 1


def test_a_word_that_is_both_a_version_and_a_path_is_asked_about(anhorig: Anhorig, past: Past) -> None:
    past.git("branch", "plans")
    run = anhorig("diff", "plans")
    assert (run.code, run.err) == (2, "'plans' är både en version och en sökväg: skriv ./plans för sökvägen\n")
    assert anhorig("diff", "./plans").code == 0


def test_no_repository_and_nothing_committed_are_one_line_each(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/a.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    begins = 'git add . and git commit -m "First version"'
    where = f"{tmp_path} is not in a git repository: earlier versions are looked up in git"
    run = anhorig("diff", "--language", "en")
    assert (run.code, run.err) == (3, f"{where}; begin there with git init, {begins}\n")
    Past(tmp_path)
    run = anhorig("diff", "--language", "en")
    assert (run.code, run.err) == (3, f"nothing is committed in this repository yet; begin with {begins}\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    run = anhorig("diff", "--language", "en")
    assert (run.code, run.err) == (
        3,
        "git is not installed: it is needed to look at earlier versions; install it, and begin with git init\n",
    )


def test_text_of_a_plan_stays_text_in_every_format(anhorig: Anhorig, past: Past) -> None:
    evil = 'titel: "[x](javascript:y) <b>\\e[31m #1 @alla"\ndelmål:\n  - {id: a, titel: "**A**", senast: 2022-01-31}\n'
    past.commit("2022-01-15", {"plans/min-plan.yaml": evil})
    page = anhorig("diff", "HEAD~1", "--format", "md").out
    assert "<b>" not in page
    assert r"\[x\](javascript:y) &lt;b>" in page
    assert r"\*\*A\*\*" in page
    assert "\x1b" not in anhorig("diff", "HEAD~1").out


def test_swedish_letters_in_paths_and_a_plan_in_the_top_folder(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = Past(tmp_path)
    past.commit("2021-01-15", {"åtgärdsplan för söder.yaml": PLAN, "under/x.yaml": "titel: X\n"})
    past.write({"åtgärdsplan för söder.yaml": MOVED})
    monkeypatch.chdir(tmp_path)
    for words in ((".",), ("HEAD", "åtgärdsplan för söder.yaml")):
        assert "(153 dagar senare)" in anhorig("diff", *words).out
    monkeypatch.chdir(tmp_path / "under")
    assert "(153 dagar senare)" in anhorig("diff", "HEAD", "../åtgärdsplan för söder.yaml").out


def test_what_was_ticked_off_in_the_annual_cycle_is_told_by_its_days(anhorig: Anhorig, past: Past) -> None:
    text = """
        titel: Plan för anhörigstöd
        årshjul:
          - titel: Följa upp
            när: kvartalsvis
            utfört: [{datum: 2021-03-31}, {datum: 2021-06-30}]
        """
    past.commit("2021-07-01", {"plans/min-plan.yaml": text})
    later = "[{datum: 2021-03-31, notering: Bara en del}, {datum: 2021-09-30}, {datum: 2021-Q4}]"
    past.write({"plans/min-plan.yaml": text.replace("[{datum: 2021-03-31}, {datum: 2021-06-30}]", later)})
    assert (
        "Följa upp: Utfört: 2021-09-30 och 2021-Q4 har lagts till; 2021-03-31 har ändrats; 2021-06-30 har tagits bort"
        in anhorig("diff").out
    )


def test_in_a_shallow_clone_a_version_that_is_not_there_is_said_to_be_in_the_rest(
    anhorig: Anhorig, past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.git("clone", "--quiet", "--depth", "1", f"file://{past.top}", str(tmp_path / "grund"))
    monkeypatch.chdir(tmp_path / "grund")
    run = anhorig("diff", "HEAD~1")
    assert (run.code, run.out) == (2, "")
    assert "klonen har inte hela historiken: hämta resten (git fetch --unshallow)" in run.err


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("delmål: [{id: a, titel: A}, {id: b, titel: B}]", "delmål: [{id: b, titel: B}, {id: a, titel: A}]"),
        (
            "delmål: [{id: a, titel: A, aktiviteter: [Utskick, Träff]}]",
            "delmål: [{id: a, titel: A, aktiviteter: [Träff, Utskick]}]",
        ),
        ("delmål: [{id: a, titel: A, senast: 2021-06}]", "delmål: [{id: a, titel: A, senast: juni 2021}]"),
        ("delmål: [{id: a, titel: A, senast: 2021-06-30}]", "delmål: [{id: a, titel: A, senast: 2021-06}]"),
        (
            "indikatorer: [{id: a, titel: A, mätningar: [{datum: 2021-01, värde: 1}, {datum: 2021-02, värde: 2}]}]",
            "indikatorer: [{id: a, titel: A, mätningar: [{datum: 2021-02, värde: 2}, {datum: 2021-01, värde: 1}]}]",
        ),
        ("roller: [{id: a, titel: A}, {id: b, titel: B}]", "roller: [{id: b, titel: B}, {id: a, titel: A}]"),
    ],
)
def test_no_plan_is_named_without_a_word_of_what_changed(
    before: str, after: str, tmp_path: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = Past(tmp_path)
    past.commit("2020-01-15", {"plans/p.yaml": f"titel: P\n{before}\n"})
    past.write({"plans/p.yaml": f"titel: P\n{after}\n"})
    monkeypatch.chdir(tmp_path)
    for page_format in ("text", "md"):
        told = [line for line in anhorig("diff", "--format", page_format).out.splitlines() if line]
        assert not told[-1].endswith("P (plans/p.yaml)")
        assert told[-1] != "### P"


def test_that_only_the_order_differs_is_said(anhorig: Anhorig, past: Past) -> None:
    past.commit("2021-07-01", {"plans/min-plan.yaml": "titel: P\ndelmål: [{id: a, titel: A}, {id: b, titel: B}]\n"})
    past.write({"plans/min-plan.yaml": "titel: P\ndelmål: [{id: b, titel: B}, {id: a, titel: A}]\n"})
    assert anhorig("diff").out.endswith("P (plans/min-plan.yaml)\nBara ordningen eller skrivsättet har ändrats.\n")


def test_a_renamed_thing_is_neither_removed_nor_added(past: Past, anhorig: Anhorig) -> None:
    plan = (
        "titel: P\nenheter:\n  - {id: norr, titel: Norr}\nenkäter:\n  - {id: e, titel: Enkäten}\n"
        "delmål:\n  - {id: a, titel: Fler nås, enheter: norr, indikatorer: [i]}\n"
        "indikatorer:\n  - id: i\n    titel: Andel\n    mätningar:\n"
        "      - {datum: 2021-01-31, värde: 40, enkät: e, enhet: norr}\n"
    )
    past.commit("2021-02-15", {"plans/min-plan.yaml": plan})
    for old, new in (("a", "fler"), ("i", "andel"), ("norr", "norra"), ("e", "enkaten")):
        assert anhorig("rename", "min-plan", old, new).code == 0
    run = anhorig("diff")
    assert run.out.splitlines()[3:] == [
        "  Nya id: 4",
        "    Norr: norr → norra",
        "    Fler nås: a → fler",
        "    Andel: i → andel",
        "    Enkäten: e → enkaten",
    ]
    (plan_changes,) = json.loads(anhorig("diff", "--format", "json").out)["plans"]
    assert {(one["kind"], one["earlier"]) for one in plan_changes["changes"]} == {
        *(("id-changed", one) for one in ("norr", "a", "i", "e"))
    }


def test_judgements_of_the_plan_and_its_areas_are_told_with_what_was_judged(anhorig: Anhorig, tmp_path: Path) -> None:
    past = Past(tmp_path)
    judged = "bedömningar: [{{datum: 2025-12-31, status: delvis uppfyllt}}{more}]"
    text = "titel: Min plan\n{plan}\nområden:\n  - {{id: kf, titel: Fullmäktiges mål, {area}}}\n"
    past.commit("2026-01-15", {"plan.yaml": text.format(plan=judged.format(more=""), area=judged.format(more=""))})
    more = judged.format(more=", {datum: 2026-06-30, status: uppfyllt}")
    past.write(
        {"plan.yaml": text.format(plan=more, area=judged.format(more="").replace("delvis uppfyllt", "uppfyllt"))}
    )
    run = anhorig("diff", "HEAD", tmp_path / "plan.yaml")
    assert run.out.splitlines()[3:] == [
        "  Bedömningar: 2",
        "    Min plan: ny, 2026-06-30: uppfyllt",
        "    ! Fullmäktiges mål: ändrad i efterhand, 2025-12-31: delvis uppfyllt → uppfyllt",
    ]


CONFLICT = "<<<<<<< HEAD\ntitel: Plan\n=======\ntitel: Planen\n>>>>>>> gren\n"


def test_a_plan_that_cannot_be_read_now_is_not_said_to_be_removed(past: Past, anhorig: Anhorig) -> None:
    past.write({"plans/min-plan.yaml": CONFLICT})
    run = anhorig("diff")
    assert "plans/min-plan.yaml gick inte att läsa i sin helhet" in run.out + run.err
    assert "inget har ändrats i det som gick att läsa" in run.out + run.err
    assert "borttagen" not in run.out


def test_a_plan_that_could_not_be_read_then_is_not_said_to_be_new(past: Past, anhorig: Anhorig) -> None:
    past.commit("2021-02-15", {"plans/min-plan.yaml": CONFLICT})
    past.commit("2021-03-15", {"plans/min-plan.yaml": MOVED})
    run = anhorig("diff", "HEAD~1")
    assert "inget har ändrats i det som gick att läsa" in run.out + run.err
    assert "ny" not in run.out.split()
    assert json.loads(anhorig("diff", "HEAD~1", "--format", "json").out)["plans"] == []


def test_a_measurement_of_a_unit_is_told_by_the_units_title(past: Past, anhorig: Anhorig) -> None:
    plan = (
        "titel: P\nenheter: [{id: norr, titel: Hemtjänsten norr}]\n"
        "indikatorer:\n  - id: i\n    titel: Väntetid\n    måttenhet: dagar\n    mätningar:\n"
        "      - {datum: 2021-01-31, värde: 40}\n"
    )
    measured = "      - {datum: 2021-02-28, värde: 38, enhet: norr}\n"
    past.commit("2021-02-15", {"plans/min-plan.yaml": plan})
    past.commit("2021-03-15", {"plans/min-plan.yaml": plan + measured})
    assert "ny, 2021-02-28, Hemtjänsten norr: 38 dagar" in anhorig("diff", "HEAD~1..HEAD").out
    past.write({"plans/min-plan.yaml": plan.replace("{id: norr, titel: Hemtjänsten norr}", "")})
    assert "borttagen, 2021-02-28, Hemtjänsten norr: 38 dagar" in anhorig("diff").out
