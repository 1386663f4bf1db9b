"""`anhorig renew`: the plan of the next period, beside the old one, which is not changed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anhorig_cli.cli import questions
from anhorig_cli.loading import folder
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.folder import ReadTree, read_plan_file
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.source import Source
from anhorig_cli.usecases.edit.renew_plan import RenewalRequest, RenewedPlan, parse_period, renew_plan
from anhorig_cli.usecases.offer_choices import PlanChoices, choices_in
from command_line import Anhorig
from random_plans import Hand, random_plan

OLD = """\
# Vår plan
titel: Plan för anhöriga 2025–2026
diarienummer: SN 2024/17
period: {från: 2025, till: 2026}

roller:
  - {id: konsulent, titel: Anhörigkonsulent}

delmål:
  - id: na-fler
    titel: Fler får stöd
    senast: 2026-12-31   # beslutat
    ansvarig: konsulent
    indikatorer: [stod]
    aktiviteter:
      - Ring alla
      - {titel: Möten, status: genomförd, klar: 2026-03-01}
    bedömningar:
      - {datum: 2026-06-30, status: bedöms uppfyllas, kommentar: Det går bra.}
  - id: kort
    titel: Korten används
    indikatorer: [kort]
    bedömningar:
      - {datum: 2026-06-30, status: uppfyllt, kommentar: Alla har kort.}

indikatorer:
  - id: stod
    titel: Anhöriga med stöd
    riktning: öka
    personer: ja
    utgångsvärde: 20
    målvärde: {minst: 80, senast: 2026}
    mätningar:
      - {datum: 2026-03-31, värde: 45, källa: Systemet}
      - {datum: 2026-06-30, värde: 3, källa: Systemet}
  - id: kort
    titel: Kort
    mätningar: []

beslut:
  - {id: b1, titel: Antagen, datum: 2024-12-01}

årshjul:
  - id: rapport
    titel: Rapportera
    när: kvartalsvis
    delmål: [na-fler, kort]
    utfört:
      - {datum: 2026-03-20}
"""
NEW = """\
titel: Plan för anhöriga 2027
period: {från: 2027, till: 2027}
ersätter: plan-2026

roller:
  - {id: konsulent, titel: Anhörigkonsulent}

delmål:
  - id: na-fler
    titel: Fler får stöd
    ansvarig: konsulent
    indikatorer: stod
    fortsätter: plan-2026/na-fler
    aktiviteter:
      - {titel: Ring alla}

indikatorer:
  - id: stod
    titel: Anhöriga med stöd
    riktning: öka
    personer: ja
    utgångsvärde:
      värde: 45
      datum: 2026-03-31

årshjul:
  - id: rapport
    titel: Rapportera
    när: kvartalsvis
    delmål: na-fler
    från: 2027
"""


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 11, 30))


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "plan-2026.yaml"
    path.write_text(OLD, encoding="utf-8")
    return path


def test_carry_over_is_written_anew_and_what_has_happened_stays(anhorig: Anhorig, old: Path) -> None:
    run = anhorig("renew", "--period", "2027")
    new = old.with_name("plan-2027.yaml")
    assert (run.code, new.read_text(encoding="utf-8")) == (0, NEW)
    assert old.read_text(encoding="utf-8") == OLD
    assert "plan-2027.yaml: en plan för 2027, som ersätter 'plan-2026'; delmål som drivs vidare: 1" in run.err
    assert "diarienummer" in run.err
    assert "  na-fler – Fler får stöd" in run.err
    assert "  kort" not in run.err
    assert "ANH404" in run.err
    assert anhorig("undo").code == 0
    assert not new.exists()


def test_subgoals_are_chosen_and_id_and_title_given(anhorig: Anhorig, old: Path) -> None:
    run = anhorig(
        "renew", "plan-2026", "--period", "2027-2029", "--id", "nasta", "--title", "Nästa", "--subgoal", "kort"
    )
    assert run.code == 0
    plan = load(find_plans(str(old.with_name("nasta.yaml")))[0]).plan
    assert plan is not None
    assert (plan.title, plan.id, [one.id for one in plan.subgoals]) == ("Nästa", "nasta", ["kort"])
    assert [one.id for one in plan.indicators] == ["kort"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--period", "2026"),
        ("--period", "sen"),
        ("--period", "2027", "--id", "plan-2026"),
        ("--period", "2027", "--id", "PLAN-2026"),
        ("--period", "2027", "--id", "README"),
        ("--period", "2027", "--id", "a/b"),
        ("--period", "2027", "--subgoal", "finns-inte"),
        (),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(wrong: tuple[str, ...], anhorig: Anhorig, old: Path) -> None:
    run = anhorig("renew", "plan-2026", *wrong)
    assert run.code == 2
    assert sorted(path.name for path in old.parent.iterdir()) == ["anhorig.yaml", "plan-2026.yaml"]


@pytest.mark.parametrize("period", ["2025", "2025-2026", "2026-2027"])
def test_a_plan_whose_period_has_begun_is_written_with_what_is_late_in_it(
    period: str, anhorig: Anhorig, old: Path
) -> None:
    text = OLD.replace("2025–2026", "2023–2024").replace("{från: 2025, till: 2026}", "{från: 2023, till: 2024}")
    text = text.replace("riktning: öka", "riktning: öka\n    mätintervall: kvartal").replace("2026-", "2024-")
    old.write_text(text, encoding="utf-8")
    run = anhorig("renew", "--period", period)
    assert (run.code, run.err.count("ANH401")) == (0, 1)
    assert anhorig("check", f"plan-{period}.yaml", "--select", "ANH401").code == 1
    assert anhorig("record", f"plan-{period}.yaml", "stod", "50", "--source", "S", "--date", "2026-11-20").code == 0
    assert anhorig("check", f"plan-{period}.yaml", "--select", "ANH401").code == 0


def test_a_plan_with_errors_is_not_renewed(anhorig: Anhorig, old: Path) -> None:
    old.write_text(OLD + "okänd: 1\n", encoding="utf-8")
    run = anhorig("renew", "--period", "2027")
    assert (run.code, run.err.splitlines()[-1]) == (1, "ingen ny plan är skriven: rätta det först")
    assert sorted(path.name for path in old.parent.iterdir()) == ["anhorig.yaml", "plan-2026.yaml"]


@pytest.mark.parametrize("name", ["plan-2027.yaml", "plan-2027.md", "PLAN-2027.yml", "plan-2027"])
def test_nothing_is_written_over_what_is_there(name: str, anhorig: Anhorig, old: Path) -> None:
    old.with_name(name).write_text("titel: Annan\n", encoding="utf-8")
    assert anhorig("renew", "plan-2026.yaml", "--period", "2027").code == 2
    assert old.with_name(name).read_text(encoding="utf-8") == "titel: Annan\n"


def test_the_old_plan_is_read_for_choices_only_where_a_subgoal_was_chosen(
    anhorig: Anhorig, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def noted(plan: str) -> PlanChoices:
        asked.append(plan)
        return choices_in(plan)

    monkeypatch.setattr(questions, "choices_in", noted)
    assert anhorig("renew", old, "--period", "2027", "--dry-run").code == 0
    assert not asked


def test_the_plan_is_read_once_for_its_id_however_often_that_is_asked_for(
    anhorig: Anhorig, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.write_text("id: stor-plan\n" + old.read_text(encoding="utf-8"), encoding="utf-8")
    read: list[str] = []

    def noted(source: Source) -> ReadTree:
        read.append(source.name)
        return read_plan_file(source)

    monkeypatch.setattr(folder, "read_plan_file", noted)
    assert anhorig("renew", "stor-plan", "--period", "2027", "--dry-run").code == 0
    assert read.count(old.name) == 1


def test_a_dry_run_shows_the_text(anhorig: Anhorig, old: Path) -> None:
    run = anhorig("renew", "--period", "2027", "--dry-run")
    assert (run.code, "+ersätter: plan-2026" in run.out) == (0, True)
    assert not old.with_name("plan-2027.yaml").exists()


def test_a_folder_becomes_a_folder_with_files_of_the_same_names(anhorig: Anhorig, old: Path) -> None:
    old.unlink()
    folder = old.with_name("plan")
    (folder / "delmål").mkdir(parents=True)
    (folder / "plan.yaml").write_bytes("titel: P\r\nmål: M\r\n".encode())
    (folder / "cykel.yaml").write_text("årshjul:\n  - titel: Räkna\n    när: mars\n", encoding="utf-8")
    (folder / "delmål" / "1-d.md").write_text(
        "---\nid: d\ntitel: D\n---\nTexten.\n\n## 2026-06-30 bedöms uppfyllas\nBra.\n", encoding="utf-8"
    )
    assert anhorig("renew", "plan", "--period", "2027").code == 0
    new = old.with_name("plan-2027")
    assert (new / "delmål" / "1-d.md").read_text(encoding="utf-8") == (
        "---\nid: d\ntitel: D\nfortsätter: plan/d\n---\nTexten.\n"
    )
    assert (new / "plan.yaml").read_bytes().startswith(b"titel: P\r\nperiod:\r\n")
    assert (new / "cykel.yaml").read_text(encoding="utf-8").endswith("    från: 2027\n")
    assert anhorig("undo").code == 0
    assert not new.exists()


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_any_plan_is_renewed_so_that_it_reads_whole(tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    random = Random(number)  # noqa: S311 - for plans, not for secrets
    path = tmp_path_factory.mktemp("plan") / "planen.yaml"
    path.write_bytes(Hand.any(random).file("plan", random_plan(random)))
    made = renew_plan(find_plans(str(path))[0], RenewalRequest(parse_period("2160")), ["planen"], date(2026, 11, 30), 5)
    assert isinstance(made, RenewedPlan)
    loaded = load(made.plan)
    assert loaded.is_whole
    assert loaded.plan is not None
    assert loaded.plan.replaces == ("planen",)
    assert not any(one.assessments or one.revisions for one in loaded.plan.subgoals)
    assert not any(one.measurements for one in loaded.plan.indicators)


def test_a_plan_outside_the_folder_that_the_settings_name_is_renewed_too(anhorig: Anhorig, old: Path) -> None:
    (old.parent / "anhorig.yaml").write_text("planer: borta\n", encoding="utf-8")
    assert anhorig("renew", old, "--period", "2055").code == 0
