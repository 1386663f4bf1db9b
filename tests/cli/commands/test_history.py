"""`anhorig history`: the life of a plan's deadlines and targets through git."""

import json
import unicodedata
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from command_line import Anhorig
from conftest import PLANS, Golden
from past import Past

AS_OF = ("--as-of", "2022-09-01")
PLAN = "titel: Plan för anhörigstöd\ndelmål:\n  - {id: a, titel: Fler nås, senast: 2021-06-30}\n"
MOVED = """
    titel: Plan för anhörigstöd
    delmål:
      - id: a
        titel: Fler nås
        senast: 2021-11-30
        revideringar:
          - {från: 2021-06-30, till: 2021-11-30, beslutad: 2021-05-20, beslut: Socialnämnden § 41, skäl: Vakans}
    """


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """A repository with a plan in two versions: 2020-01-15 and 2021-06-01."""
    past = Past(tmp_path_factory.mktemp("r"))
    past.commit("2020-01-15", {"plans/min-plan.yaml": PLAN})
    past.commit("2021-06-01", {"plans/min-plan.yaml": MOVED})
    return past


@pytest.fixture
def past(committed: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """The repository, in which we stand."""
    monkeypatch.chdir(tmp_path)
    return committed.copied(tmp_path)


@pytest.fixture(scope="module")
def of_trelleborg(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """The Trelleborg plan as it was before the revision, after it, and with two more moves of our own."""
    past = Past(tmp_path_factory.mktemp("t"))
    files = {
        f"plans/trelleborg/{path.relative_to(PLANS / 'trelleborg').as_posix()}": path.read_bytes()
        for path in sorted((PLANS / "trelleborg").rglob("*"))
        if path.is_file()
    }
    past.commit("2020-06-15", {name: data for name, data in files.items() if "/subgoals/r" not in name})
    past.commit("2021-09-20", files)
    name = "plans/trelleborg/subgoals/r1-gora-plattformen-kand.md"
    revision = (
        "senast: 2022-06-30\nrevideringar:\n  - från: 2021-11-30\n    till: 2022-06-30\n    beslutad: 2021-11-18\n"
        "    beslut: Socialnämnden\n    skäl: Befattningen tillsattes sent."
    )
    later = files[name].decode().replace("senast: 2021-11-30", revision)
    past.commit("2021-11-25", {name: later.encode()})
    past.commit("2022-06-10", {name: later.replace("senast: 2022-06-30", "senast: 2022-12-31").encode()})
    return past


@pytest.fixture
def trelleborg(of_trelleborg: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """The repository of the Trelleborg plan, in which we stand."""
    monkeypatch.chdir(tmp_path)
    return of_trelleborg.copied(tmp_path)


def _without_names(past: Past, page: str) -> str:
    for n, name in enumerate(past.git("rev-list", "HEAD").split()):
        page = page.replace(name[:10], f"VERSION-{n}")
    return page


@pytest.mark.parametrize("ending", ["text", "json", "svg"])
def test_the_history_of_the_trelleborg_plan(ending: str, trelleborg: Past, anhorig: Anhorig, golden: Golden) -> None:
    run = anhorig("history", "plans/trelleborg", *AS_OF, "--format", ending)
    assert (run.code, run.err) == (0, "")
    golden.check(f"history/trelleborg.{ending}", _without_names(trelleborg, run.out))


@pytest.mark.usefixtures("trelleborg")
def test_how_far_the_deadlines_of_trelleborg_have_slipped(anhorig: Anhorig) -> None:
    found = json.loads(anhorig("history", "plans/trelleborg", "--as-of", "2021-10-01", "--format", "json").out)
    slips = [
        (life["id"][:2], d["name"], d["moved"], d["slip"]) for life in found["subgoals"] for d in life["deadlines"]
    ]
    assert slips == [
        ("r1", "due", 1, 365),
        ("r2", "due", 1, 334),
        ("r3", "due", 1, 365),
        ("r4", "due", 1, 150),
        ("r5", "due", 1, 303),
        ("r6", "start_by", 1, 214),
        ("r7", "due", 1, 214),
        ("r8", "due", 1, 122),
        ("r9", "due", 0, 0),
    ]
    assert found["editions"] == 2


@pytest.mark.usefixtures("trelleborg")
@pytest.mark.parametrize(
    "name", ["r1-gora-plattformen-kand", "1-digital-plattform", "göra den digitala plattformen en bra plats känd"]
)
def test_one_subgoal_by_its_id_its_title_or_that_of_one_it_carries_on(name: str, anhorig: Anhorig) -> None:
    out = anhorig("history", "plans/trelleborg", name, *AS_OF).out
    assert "Senast: 2022-12-31, flyttat 3 gånger, 761 dagar senare än från början" in out
    assert "Ny enkät" not in out
    assert "beslut: Socialnämnden, 2021-11-18" in out


@pytest.mark.usefixtures("past")
def test_a_move_with_its_reason_and_who_decided(anhorig: Anhorig, past: Past) -> None:
    assert _without_names(past, anhorig("history", "plans/min-plan.yaml", *AS_OF).out).splitlines()[4:] == [
        "Fler nås",
        "  Senast: 2021-11-30, flyttat 1 gång, 153 dagar senare än från början",
        "    2020-01-15: från början 2021-06-30  [VERSION-1]",
        "    2021-05-20: 2021-06-30 → 2021-11-30 (153 dagar senare)  [VERSION-0]",
        "      skäl: Vakans",
        "      beslut: Socialnämnden § 41, 2021-05-20",
    ]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("{id: ändring, titel: Planen ändras, organ: Nämnden}, {id: b1, titel: Nytt}", "Planen ändras, Nämnden"),
        ("{id: b1, titel: Nytt}", "Planen ändras"),
        ("{id: b1, titel: Nämnden ändrar planen, datum: 2021-11-18}", "Nämnden ändrar planen"),
    ],
)
def test_a_decision_is_told_by_its_title_whatever_its_id_has_become(
    later: str, told: str, anhorig: Anhorig, past: Past
) -> None:
    again = "          - {från: 2021-11-30, till: 2022-12-31, beslutad: 2021-11-18, beslut: b1, skäl: Vakans}\n"
    moved = MOVED.rstrip().replace("senast: 2021-11-30", "senast: 2022-12-31") + f"\n{again}"
    decided = "    beslut: [{id: b1, titel: Planen ändras, datum: 2021-11-18}]\n"
    past.commit("2022-01-15", {"plans/min-plan.yaml": moved + decided})
    past.commit("2022-02-15", {"plans/min-plan.yaml": moved + f"    beslut: [{later}]\n"})
    assert f"      beslut: {told}, 2021-11-18\n" in anhorig("history", "min-plan", *AS_OF).out


def test_the_only_plan_need_not_be_named(anhorig: Anhorig, past: Past) -> None:
    past.write({"anhorig.yaml": "planer: plans\n"})
    assert anhorig("history", "Fler nås", *AS_OF).out == anhorig("history", "min-plan", "a", *AS_OF).out
    run = anhorig("history", "fler-nas", *AS_OF)
    assert (run.code, run.err) == (2, "det finns inget som heter 'fler-nas' i planen – menade du 'Fler nås'?\n")


def test_an_area_the_plan_or_an_indicator_is_followed_alone(anhorig: Anhorig, past: Past) -> None:
    judged = "bedömningar: [{datum: 2021-12-31, status: uppfyllt}]"
    goals = f"områden: [{{id: kf, titel: Fullmäktiges mål, {judged}}}, {{id: tom, titel: Ett till}}]\n{judged}\n"
    text = PLAN + goals + "indikatorer: [{id: i, titel: Antal, målvärde: 80}]\n"
    past.commit("2022-01-15", {"plans/min-plan.yaml": text})

    def told(name: str) -> list[str]:
        lines = _without_names(past, anhorig("history", "min-plan", name, *AS_OF).out).splitlines()
        return [line for line in lines[3:] if line]

    assert told("kf") == ["Fullmäktiges mål", "  Bedömningar:", "    2021-12-31: ✔ uppfyllt  [VERSION-0]"]
    assert told("min-plan") == ["Plan för anhörigstöd", *told("kf")[1:]]
    assert told("Antal") == ["Målvärde:", "  Antal: 80, inte ändrat"]
    run = anhorig("history", "min-plan", "tom", *AS_OF)
    assert (run.code, run.err) == (2, "'Ett till' har varken bedömts eller haft ett målvärde\n")


def test_the_files_as_they_are_now_are_the_last_edition(anhorig: Anhorig, past: Past) -> None:
    past.write({"plans/min-plan.yaml": MOVED.replace("senast: 2021-11-30", "senast: 2022-12-31")})
    out = anhorig("history", "plans/min-plan.yaml", *AS_OF).out
    assert "2 sparade versioner av planen, från 2020-01-15 till 2021-06-01, och filerna som de är nu" in out
    assert "    2022-09-01: 2021-11-30 → 2022-12-31 (396 dagar senare)\n" in out
    assert "2022-12-31" not in anhorig("history", "plans/min-plan.yaml", "--as-of", "2021-05-31").out


def test_a_plan_is_followed_back_through_its_names(anhorig: Anhorig, past: Past) -> None:
    folder = {
        "plans/ny/plan.yaml": "titel: Plan för anhörigstöd\n",
        "plans/ny/delmål/a.yaml": "titel: Fler nås\nsenast: 2022-06-30\n",
    }
    past.commit("2022-01-15", folder, remove=("plans/min-plan.yaml",))
    past.git("mv", "plans/ny", "plans/åäö plan")
    past.commit("2022-02-15")
    found = json.loads(anhorig("history", "plans/åäö plan", *AS_OF, "--format", "json").out)
    (life,) = found["subgoals"]
    assert [step["iso_day"] for step in life["deadlines"][0]["steps"]] == ["2020-01-15", "2021-05-20", "2022-01-15"]
    assert found["editions"] == 4


def test_a_plan_that_is_gone_can_still_be_named(anhorig: Anhorig, past: Past) -> None:
    (past.top / "plans/min-plan.yaml").unlink()
    assert "flyttat 1 gång" in anhorig("history", "plans/min-plan.yaml", *AS_OF).out


@pytest.mark.parametrize("name", ["min-plan", "Min Plan", "plans/min-plan.yaml"])
@pytest.mark.parametrize("others", [True, False])
def test_a_plan_that_is_gone_from_the_files_is_still_found(
    name: str, others: bool, anhorig: Anhorig, past: Past
) -> None:
    past.commit("2021-06-02", {"plans/q.yaml": "titel: Q\n"} if others else {})
    (past.top / "plans/min-plan.yaml").unlink()
    if not others:
        (past.top / "plans").rmdir()
    run = anhorig("history", name)
    assert run.code == 0
    assert "2 sparade versioner" in run.out


def test_what_could_not_be_read_later_than_the_day_is_not_told_of(anhorig: Anhorig, past: Past) -> None:
    past.commit("2021-07-01", {"plans/min-plan.yaml": "x: ["})
    past.commit("2021-07-02", {"plans/min-plan.yaml": MOVED})
    assert "gick inte att läsa" not in anhorig("history", "min-plan", "--as-of", "2021-06-30").out
    assert "gick inte att läsa" in anhorig("history", "min-plan", "--as-of", "2021-07-02").out


def test_what_cannot_be_read_in_an_edition_is_left_out_and_told_of(anhorig: Anhorig, past: Past) -> None:
    past.commit("2021-07-01", {"plans/min-plan.yaml": MOVED.replace("2021-11-30", "i höst")})
    past.commit("2021-07-02", {"plans/min-plan.yaml": MOVED})
    out = anhorig("history", "plans/min-plan.yaml", *AS_OF).out
    assert "1 version gick inte att läsa i sin helhet. Det som inte gick att läsa är inte med." in out
    assert "flyttat 1 gång" in out


def test_a_flaw_that_stands_for_years_does_not_hide_the_rest(anhorig: Anhorig, past: Past) -> None:
    flawed = PLAN + "  - {id: b, titel: B, okänd: x, senast: 2021-01-31}\n"
    past.commit("2021-07-01", {"plans/c.yaml": flawed})
    past.commit("2021-07-02", {"plans/c.yaml": flawed.replace("2021-06-30", "2021-09-30")})
    out = anhorig("history", "plans/c.yaml", *AS_OF).out
    assert "2 versioner gick inte att läsa i sin helhet" in out
    assert "Senast: 2021-09-30, flyttat 1 gång, 92 dagar senare än från början" in out
    assert "borttagen" not in out


def test_a_part_with_a_flaw_is_found_missing_each_time(anhorig: Anhorig, past: Past) -> None:
    good, bad = "titel: D\nsenast: 2021-01-31\n", "titel: D\nsenast: i höst\n"
    past.commit("2021-07-01", {"plans/p/plan.yaml": "titel: P\n", "plans/p/delmål/d.yaml": good})
    past.commit("2021-07-02", {"plans/p/delmål/d.yaml": bad})
    past.commit("2021-07-03", {"plans/p/plan.yaml": "titel: PP\n"})
    past.commit("2021-07-04", {"plans/p/delmål/d.yaml": good})
    out = anhorig("history", "plans/p", *AS_OF).out
    assert "2 versioner gick inte att läsa i sin helhet. Det som inte gick att läsa är inte med." in out
    assert "Senast: 2021-01-31, inte flyttat" in out


def test_a_shallow_clone_says_so(anhorig: Anhorig, past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    past.git("clone", "--quiet", "--depth", "1", f"file://{past.top}", str(tmp_path / "grund"))
    monkeypatch.chdir(tmp_path / "grund")
    run = anhorig("history", "plans/min-plan.yaml", *AS_OF)
    assert run.code == 0
    assert "Hela historiken finns inte här. Det som är äldre visas därför inte." in run.out
    assert "1 sparad version av planen, från 2021-06-01" in run.out


def test_judgements_and_targets_are_followed_too(anhorig: Anhorig, past: Past) -> None:
    text = """
        titel: Plan för anhörigstöd
        delmål:
          - id: a
            titel: Fler nås
            bedömningar: [{datum: 2022-01-31, status: bedöms uppfyllas}]
        indikatorer: [{id: i, titel: Antal, målvärde: 80}]
        """
    past.commit("2022-02-01", {"plans/min-plan.yaml": text})
    later = text.replace("bedöms uppfyllas}", "ej uppfyllt}").replace("80", "60")
    past.commit("2022-03-01", {"plans/min-plan.yaml": later})
    lines = _without_names(past, anhorig("history", "plans/min-plan.yaml", *AS_OF).out).splitlines()
    assert "    2022-01-31: ▲ bedöms uppfyllas  [VERSION-1]" in lines
    assert "    2022-01-31: ! ändrad i efterhand, 2022-03-01: bedöms uppfyllas → ej uppfyllt  [VERSION-0]" in lines
    assert "  Antal: 60, ändrat 1 gång" in lines
    assert "    2022-03-01: 80 → 60  [VERSION-0]" in lines
    assert "  Senast: borttaget, flyttat 1 gång" in lines


@pytest.mark.usefixtures("past")
def test_the_picture_is_valid_names_itself_and_says_so_where_nothing_has_moved(
    anhorig: Anhorig, tmp_path: Path, past: Past
) -> None:
    past.commit("2022-01-01", {"plans/stilla.yaml": PLAN.replace("Fler nås", "<Fler & nås>")})
    for plan, said in (("min-plan", "Hur datumen har flyttats"), ("stilla", "Plan för anhörigstöd")):
        picture = tmp_path / f"{plan}.svg"
        run = anhorig("history", f"plans/{plan}.yaml", *AS_OF, "--format", "svg", "-o", picture)
        assert (run.code, run.out, run.err) == (0, "", f"skrev {picture}\n")
        root = ET.fromstring(picture.read_text(encoding="utf-8"))  # noqa: S314 - our own picture
        assert root.findtext("{http://www.w3.org/2000/svg}title") == said
    assert "Inget datum har flyttats." in (tmp_path / "stilla.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("past")
def test_the_text_can_be_written_to_a_file(anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("history", "plans/min-plan.yaml", *AS_OF, "-o", tmp_path / "h.txt")
    assert (run.code, run.out) == (0, "")
    assert (tmp_path / "h.txt").read_text(encoding="utf-8") == anhorig("history", "plans/min-plan.yaml", *AS_OF).out


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ("plans/min-plan.yaml", "fler-nas"),
            2,
            "det finns inget som heter 'fler-nas' i planen – menade du 'Fler nås'?\n",
        ),
        (("plans/min-plan.yaml", "zzz"), 2, "det finns inget som heter 'zzz' i planen – det finns: a\n"),
        (
            ("plans/saknas.yaml",),
            2,
            "plans/saknas.yaml: här finns ingen plan, varken nu eller i den senaste versionen\n",
        ),
        (
            ("plans/min-plan.yaml", "--as-of", "2019"),
            3,
            "plans/min-plan.yaml: planen fanns inte i git 2019-12-31\n",
        ),
    ],
)
def test_what_cannot_be_followed_is_one_line(words: tuple[str, ...], code: int, told: str, anhorig: Anhorig) -> None:
    run = anhorig("history", *words)
    assert (run.code, run.out, run.err) == (code, "", told)


def test_a_folder_of_several_plans_is_not_one(anhorig: Anhorig, past: Past) -> None:
    past.commit("2022-01-01", {"plans/b.yaml": "titel: B\n"})
    run = anhorig("history", "plans")
    assert (run.code, run.err) == (2, "plans: här finns 2 planer: ange en av dem\n")


@pytest.mark.usefixtures("past")
def test_the_plan_can_be_named_by_its_id_as_in_the_commands_that_change_it(anhorig: Anhorig) -> None:
    by_path, by_id = (anhorig("history", plan, *AS_OF) for plan in ("plans/min-plan.yaml", "min-plan"))
    assert (by_id.code, by_id.out) == (0, by_path.out)


def test_a_judgement_is_dated_no_more_exactly_than_it_was_written(anhorig: Anhorig, past: Past) -> None:
    status = "    bedömningar: [{datum: 2021-05, status: bedöms uppfyllas}, {datum: hösten 2021, status: uppfyllt}]\n"
    past.commit(
        "2022-01-01",
        {
            "plans/min-plan.yaml": PLAN.replace(
                "{id: a, titel: Fler nås, senast: 2021-06-30}", "id: a\n    titel: Fler nås"
            )
            + status
        },
    )
    lines = anhorig("history", "plans/min-plan.yaml", *AS_OF).out.splitlines()
    assert [line.split(":")[0].strip() for line in lines if "uppfyll" in line] == ["2021-05", "hösten 2021"]


def test_a_name_whose_letters_are_taken_apart_as_on_macos_has_its_history(anhorig: Anhorig, past: Past) -> None:
    past.commit("2021-07-01", {"plans/åtgärder.yaml": PLAN})
    apart = unicodedata.normalize("NFD", "plans/åtgärder.yaml")
    (past.top / "plans/åtgärder.yaml").rename(past.top / apart)
    assert "1 sparad version av planen, från 2021-07-01" in anhorig("history", apart, *AS_OF).out


def test_a_plan_that_is_not_in_git_yet_is_its_own_only_edition(anhorig: Anhorig, past: Past) -> None:
    past.write({"plans/ny.yaml": PLAN})
    assert "inte sparad i git ännu" in anhorig("history", "plans/ny.yaml", *AS_OF).out


@pytest.mark.usefixtures("trelleborg")
@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_report_with_history_tells_how_the_dates_have_been_moved(ending: str, anhorig: Anhorig) -> None:
    command = ("report", "plans/trelleborg", *AS_OF, "--format", ending, "--no-footer")
    run = anhorig(*command, "--with-history")
    assert (run.code, run.err) == (0, "")
    section = run.out.partition("Datumen genom åren")[2] if ending == "md" else run.out.partition('id="historia"')[2]
    assert "4 sparade versioner av planen, från 15 juni 2020 till 10 juni 2022" in section
    assert "184 dagar senare" in section
    assert "Befattningen tillsattes sent." in section
    assert "Hur datumen har flyttats" in section or ending == "md"
    assert "historia" not in anhorig(*command).out


def test_a_report_from_before_the_plan_was_in_git_says_so(past: Past, anhorig: Anhorig) -> None:
    past.write({"plans/min-plan.yaml": PLAN})
    for ending in ("md", "html"):
        run = anhorig("report", "--as-of", "2019", "--with-history", "--format", ending)
        assert run.code == 0
        assert "Planen fanns inte i git 31 december 2019." in run.out
        assert "Inget datum har flyttats." in run.out


def test_a_report_with_history_needs_git(tmp_path: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = anhorig("report", "a.yaml", "--with-history")
    assert (run.code, run.out) == (3, "")
    assert " finns inte i git: tidigare versioner hämtas därifrån; börja där med git init" in run.err


def test_a_units_report_has_the_history_of_its_own_subgoals(past: Past, anhorig: Anhorig) -> None:
    def plan(day: str) -> str:
        units = "enheter: [{id: n, titel: Norr}, {id: s, titel: Söder}]\n"
        listed = ", ".join(f"{{id: {name}, titel: Delmål {name}, senast: {day}, enheter: {name}}}" for name in "ns")
        return f"titel: Enheternas plan\n{units}delmål: [{listed}]\n"

    past.commit("2022-01-15", {"plans/enheter.yaml": plan("2022-06-30")})
    past.commit("2022-02-15", {"plans/enheter.yaml": plan("2022-09-30")})
    run = anhorig("report", "plans/enheter.yaml", *AS_OF, "--with-history", "--unit", "n")
    assert (run.code, run.err) == (0, "")
    section = run.out.partition("## Datumen genom åren")[2].partition("##")[0]
    assert "Delmål n" in section
    assert "Delmål s" not in section


def test_each_of_several_targets_is_followed(past: Past, anhorig: Anhorig) -> None:
    def plan(level: int) -> str:
        return (
            "titel: Plan\nenheter: [{id: u, titel: Hemtjänst}]\nindikatorer:\n  - id: i\n    titel: Nöjda\n"
            f"    målvärde: [{{minst: 50, senast: 2025}}, {{minst: {level}, senast: 2026}}, {{minst: 40, enhet: u}}]\n"
        )

    past.commit("2022-01-15", {"plans/min-plan.yaml": plan(80)})
    past.commit("2022-02-15", {"plans/min-plan.yaml": plan(70)})
    run = anhorig("history", "plans/min-plan.yaml", "nöjda", *AS_OF)
    assert "Nöjda: minst 50 senast 2025, inte ändrat" in run.out
    assert "Nöjda: minst 70 senast 2026, ändrat 1 gång" in run.out
    assert "Nöjda (Hemtjänst): minst 40, inte ändrat" in run.out
