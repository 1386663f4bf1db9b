"""`anhorig rename`: an id and everything that refers to it, across the project, all together or not at all."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.cli.disk import writing
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.source import message
from command_line import Anhorig

PLAN = """\
# Planen
titel: Plan för anhörigstöd
period: 2026
ansvarig: "chef"
roller:
  - {id: chef, titel: Verksamhetschef}
  - {id: konsulent, titel: Anhörigkonsulent}
enheter:
  - id: norr
    titel: Norr
    ansvarig: chef
delmål:
  - id: d1   # det första
    titel: Fler får stöd
    enheter: norr
    ansvarig: [konsulent, chef]
    indikatorer:
      - antal  # räknas varje kvartal
    revideringar:
      - {till: 2027, beslut: 'paragraf', beslutad: 2026-03-01, skäl: Vakans}
    senast: 2027
  - id: d2
    titel: Stödet utvecklas
    fortsätter: planen/D1
indikatorer:
  - id: "antal"
    titel: Anhöriga med stöd
    källa: Systemet
årshjul:
  - titel: Genomgång
    när: årligen
    enheter: alla
    delmål: >-
      d1
beslut:
  - {id: paragraf, titel: Ny tid, datum: 2026-03-01}
"""
NEXT = """\
titel: Nästa plan
ersätter: [planen]
delmål:
  - {id: d1, titel: Ännu fler, fortsätter: "planen/d1", bidrar_till: [planen/d2, 'planen/d1']}
"""
SETTINGS = """\
planer: .
undanta:
  - regel: no-activity   # till hösten
    plats: planen/delmål/d1
    skäl: Beslut i oktober
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None]) -> Path:
    """A project with two plans, which we stand in."""
    on_a_day(date(2026, 10, 1))
    monkeypatch.chdir(tmp_path)
    write("planen.yaml", PLAN)
    write("nästa.yaml", NEXT)
    write("anhorig.yaml", SETTINGS)
    return tmp_path


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def read(name: str) -> str:
    return Path(name).read_bytes().decode()


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def test_a_subgoal_is_followed_in_its_plan_in_others_and_in_the_settings(anhorig: Anhorig) -> None:
    before = contents()
    run = anhorig("rename", "planen", "d1", "fler")
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines() == [
        "./planen.yaml: 'd1' heter nu 'fler', på 3 ställen",
        "./nästa.yaml: 'd1' heter nu 'fler', på 2 ställen",
        "anhorig.yaml: 'd1' heter nu 'fler'",
    ]
    assert read("planen.yaml") == (
        PLAN.replace("id: d1 ", "id: fler ").replace("planen/D1", "planen/fler").replace("      d1\n", "      fler\n")
    )
    assert read("nästa.yaml") == NEXT.replace("planen/d1", "planen/fler")
    assert read("anhorig.yaml") == SETTINGS.replace("delmål/d1", "delmål/fler")
    assert anhorig("undo", "nästa").code == 0
    assert contents() == before


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("chef", "vc", {'"chef"': '"vc"', "id: chef": "id: vc", ": chef\n": ": vc\n", ", chef]": ", vc]"}),
        ("norr", "norra", {"id: norr": "id: norra", "enheter: norr": "enheter: norra"}),
        ("antal", "stöd.2026", {'"antal"': '"stöd.2026"', "- antal": "- stöd.2026"}),
        ("paragraf", "null", {"id: paragraf": 'id: "null"', "'paragraf'": "'null'"}),
        ("Ny tid", "p12", {"id: paragraf": "id: p12", "'paragraf'": "'p12'"}),
        ("D2", "d2", {}),
    ],
)  # fmt: skip
def test_every_kind_keeps_its_quotes_and_its_comments(
    anhorig: Anhorig, old: str, new: str, changed: dict[str, str]
) -> None:
    run = anhorig("rename", "planen", old, new)
    assert run.code == (0 if changed else 2), run.err
    expected = PLAN
    for was, now in changed.items():
        expected = expected.replace(was, now)
    assert read("planen.yaml") == expected
    assert read("nästa.yaml") == NEXT


def test_the_plans_own_id_is_written_and_followed(anhorig: Anhorig) -> None:
    before = contents()
    run = anhorig("rename", "planen", "planen", "stöd-2026")
    assert run.code == 0
    assert run.err.splitlines()[-1] == "./planen.yaml: filen behåller sitt namn, och id:t står nu i den"
    assert read("planen.yaml") == (
        PLAN.replace("titel: Plan", "id: stöd-2026\ntitel: Plan", 1).replace("planen/D1", "stöd-2026/D1")
    )
    assert read("nästa.yaml") == NEXT.replace("planen", "stöd-2026")
    assert read("anhorig.yaml") == SETTINGS.replace("planen/", "stöd-2026/")
    assert anhorig("check", "--fail-on", "error").code == 0
    assert anhorig("undo").code == 0
    assert contents() == before


def test_a_part_in_a_file_of_its_own_gets_its_id_written_first(anhorig: Anhorig) -> None:
    write("mapp/plan.yaml", "titel: Mapp\nansvarig: chef\n")
    write("mapp/delmål/a.md", "---\n# om delmålet\ntitel: A\nindikatorer: i\n---\nText om a.\n")
    write("mapp/delmål/b.yaml", "titel: B\nfortsätter: a\n")
    write("mapp/indikatorer/i.yaml", "{titel: I, källa: K}\n")
    before = contents()
    run = anhorig("rename", "mapp", "a", "första")
    assert run.err.splitlines()[-1] == "mapp/delmål/a.md: filen behåller sitt namn, och id:t står nu i den"
    assert read("mapp/delmål/a.md") == ("---\n# om delmålet\nid: första\ntitel: A\nindikatorer: i\n---\nText om a.\n")
    assert read("mapp/delmål/b.yaml") == "titel: B\nfortsätter: första\n"
    assert anhorig("rename", "mapp", "i", "antal").code == 0
    assert read("mapp/indikatorer/i.yaml") == "{id: antal, titel: I, källa: K}\n"
    assert "indikatorer: antal\n" in read("mapp/delmål/a.md")
    assert [anhorig("undo").code, anhorig("undo").code] == [0, 0]
    assert contents() == before


def test_a_dry_run_shows_the_differences_and_writes_nothing(anhorig: Anhorig) -> None:
    before = contents()
    run = anhorig("rename", "planen", "d1", "fler", "--dry-run")
    assert (run.code, run.err) == (0, "")
    assert [line for line in run.out.splitlines() if line.startswith("+")] == [
        "+++ ./planen.yaml",
        "+  - id: fler   # det första",
        "+    fortsätter: planen/fler",
        "+      fler",
        "+++ ./nästa.yaml",
        "+  - {id: d1, titel: Ännu fler, fortsätter: \"planen/fler\", bidrar_till: [planen/d2, 'planen/fler']}",
        "+++ anhorig.yaml",
        "+    plats: planen/delmål/fler",
    ]
    assert contents() == before
    assert anhorig("undo").code == 3


@pytest.mark.parametrize(
    "new",
    [
        *("<script>x</script>", "två ord", "a/b", "x" * 300, "\u202egnorw", "", " ", "a\nb", "{{ x }}", "[x]"),
        *("con", "LPT1", "aux.fler", "slut."),
        *("d2", "D2", "Stödet utvecklas", "d1"),
        "19811228-9874",
    ],
)
def test_what_is_no_id_or_is_taken_changes_nothing(anhorig: Anhorig, new: str) -> None:
    before = contents()
    run = anhorig("rename", "planen", "d1", new)
    assert (run.code, run.out, len(run.err.splitlines())) == (2, "", 1)
    assert "1228" not in run.err
    assert contents() == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("norr", "alla", "alla enheter"),
        ("norr", "konsulent", "upptaget, av 'Anhörigkonsulent'"),
        ("konsulent", "Norr", "upptaget, av 'Norr'"),
        ("planen", "nästa", "upptaget, av 'nästa'"),
        ("finns-inte", "x", "det finns inget som heter 'finns-inte'"),
        ("anta", "x", "menade du 'antal'?"),
        ("Genomgång", "x", "'Genomgång' har inget id"),
    ],
)
def test_why_an_id_cannot_become_another(anhorig: Anhorig, old: str, new: str, told: str) -> None:
    before = contents()
    run = anhorig("rename", "planen", old, new)
    assert run.code == 2
    assert told in run.err
    assert contents() == before


def test_a_reference_that_would_come_to_mean_something_else_stops_it(anhorig: Anhorig) -> None:
    write("planen.yaml", PLAN.replace("ansvarig: [konsulent, chef]", "ansvarig: [Samordnare, chef]"))
    before = contents()
    run = anhorig("rename", "planen", "konsulent", "samordnare")
    assert (run.code, run.err.split(":")[:2]) == (2, ["./planen.yaml", "16"])
    write("planen.yaml", PLAN.replace("fortsätter: planen/D1", "tillagd: 2026-03-01"))
    write("nästa.yaml", NEXT.replace("planen/d2", "planen/d9"))
    assert anhorig("rename", "planen", "d2", "d9").err.startswith("./nästa.yaml:4: ")
    assert contents() == before | {"planen.yaml": contents()["planen.yaml"], "nästa.yaml": contents()["nästa.yaml"]}


def test_a_decision_whose_id_would_be_read_as_a_day_stays(anhorig: Anhorig) -> None:
    write("planen.yaml", PLAN.replace("fortsätter: planen/D1", "tillagd: paragraf"))
    before = contents()
    assert anhorig("rename", "planen", "paragraf", "2026-03-01").code == 2
    assert contents() == before
    assert anhorig("rename", "planen", "paragraf", "sn-12").code == 0
    assert "tillagd: sn-12\n" in read("planen.yaml")


def test_the_kind_is_asked_for_where_several_have_the_id(anhorig: Anhorig) -> None:
    write("planen.yaml", PLAN.replace("id: norr", "id: d1").replace("enheter: norr", "enheter: d1"))
    run = anhorig("rename", "planen", "d1", "x")
    assert (run.code, "--kind enheter: d1 – Norr" in run.err, "--kind delmål: d1 – Fler" in run.err) == (2, True, True)
    assert anhorig("rename", "planen", "d1", "x", "--kind", "delmal").code == 2
    assert anhorig("rename", "planen", "d1", "x", "--kind", "units").code == 0
    assert "id: x\n    titel: Norr" in read("planen.yaml")
    assert "enheter: x\n" in read("planen.yaml")
    assert "planen/D1" in read("planen.yaml")
    assert read("nästa.yaml") == NEXT


def test_an_alias_is_followed_where_it_stands_for_the_id_alone(anhorig: Anhorig) -> None:
    write("planen.yaml", PLAN.replace("id: d1 ", "id: &forst d1 ").replace("planen/D1", "*forst"))
    assert anhorig("rename", "planen", "d1", "fler").code == 0
    assert "id: &forst fler   # det första" in read("planen.yaml")
    assert "fortsätter: *forst\n" in read("planen.yaml")
    write("planen.yaml", PLAN.replace("id: d1 ", "id: &forst d1 ").replace("titel: Stödet utvecklas", "titel: *forst"))
    write("nästa.yaml", NEXT)
    before = contents()
    assert anhorig("rename", "planen", "d1", "fler").code == 3
    assert contents() == before


def test_another_plan_that_cannot_be_read_and_names_it_stops_it(anhorig: Anhorig) -> None:
    write("nästa.yaml", NEXT + "okänd: nyckel\n")
    before = contents()
    run = anhorig("rename", "planen", "d1", "fler")
    assert (run.code, run.err.startswith("./nästa.yaml:5:1: ANH")) == (1, True), run.err
    assert contents() == before
    write("nästa.yaml", NEXT.replace("planen/", "gamla/").replace("[planen]", "gamla") + "okänd: nyckel\n")
    assert anhorig("rename", "planen", "d1", "fler").code == 0


def test_when_the_second_file_cannot_be_written_the_first_is_put_back(
    anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, change = contents(), writing.change_file

    def full_disk(path: Path, was: bytes | None, now: bytes) -> None:
        if path.name == "anhorig.yaml":
            raise CannotWorkError(message("{path}: the disk is full", path=path.name))
        change(path, was, now)

    monkeypatch.setattr(writing, "change_file", full_disk)
    run = anhorig("rename", "planen", "d1", "fler")
    assert (run.code, "anhorig.yaml" in run.err) == (3, True)
    assert contents() == before
    assert anhorig("undo").code == 3


def test_what_is_half_written_is_taken_back(anhorig: Anhorig) -> None:
    before = contents()
    anhorig("rename", "planen", "d1", "fler")
    write("nästa.yaml", NEXT)  # as if the process had been killed before it came there
    assert anhorig("undo").code == 0
    assert contents() == before
    assert anhorig("undo").code == 3


def test_a_role_in_the_list_of_addresses_is_told_and_the_list_left_alone(anhorig: Anhorig) -> None:
    write(".anhorig/adresser.yaml", "Konsulent: stod@kommunen.example\n")
    run = anhorig("rename", "planen", "konsulent", "stödet")
    assert run.code == 0
    assert run.err.splitlines()[-1] == ".anhorig/adresser.yaml nämner 'konsulent': skriv det nya id:t där också"
    assert read(".anhorig/adresser.yaml") == "Konsulent: stod@kommunen.example\n"


def test_where_there_is_one_plan_it_need_not_be_named(anhorig: Anhorig) -> None:
    Path("nästa.yaml").unlink()
    assert anhorig("rename", "d1", "fler").code == 0
    assert "id: fler " in read("planen.yaml")
    assert anhorig("rename", "d2").code == 2


def test_without_settings_the_plans_beside_it_are_followed(anhorig: Anhorig) -> None:
    Path("anhorig.yaml").unlink()
    assert anhorig("rename", "planen.yaml", "d1", "fler").code == 0
    assert read("nästa.yaml") == NEXT.replace("planen/d1", "planen/fler")


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
def test_a_link_out_of_the_project_is_not_followed(anhorig: Anhorig, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("utanför") / "annan.yaml"
    outside.write_text(NEXT, encoding="utf-8")
    Path("annan.yaml").symlink_to(outside)
    before = contents()
    assert anhorig("rename", "planen", "d1", "fler").code == 1
    assert contents() == before
