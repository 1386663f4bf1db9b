"""`anhorig site`: pages that lead to each other, alike each time, and a folder where nothing of others' is lost."""

import csv
import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from anhorig_cli.cli import preview
from anhorig_cli.loading.boundary import unfit_for_windows
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import LoadedPlan, load
from anhorig_cli.workspace import whole_plans
from command_line import Anhorig
from conftest import PLANS
from elements import elements
from past import Past

if TYPE_CHECKING:
    from anhorig_cli.cli.preview import Pages

AS_OF = ("--as-of", "2026-05-20")
PLAN = """\
titel: Plan för anhörigstöd
organisation: {name} kommun
period: 2026/2027
delmål: [{{id: a, titel: Fler får stöd, senast: 2027-06-30, indikatorer: i}}]
indikatorer:
  - id: i
    titel: Anhöriga med stöd
    personer: ja
    mätningar: [{{datum: 2026-03-01, värde: {value}}}]
"""
ATOM = "{http://www.w3.org/2005/Atom}"
STATEMENT = "tillgänglighetsredogörelse: |\n  Webbplatsen följer lagen *delvis*.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three plans; one stands in their project."""
    (tmp_path / "plans").mkdir()
    for name, value in (("Ale", 30), ("Berga", 3), ("Öckerö", 50)):
        text = PLAN.format(name=name, value=value)
        (tmp_path / "plans" / f"{name.lower()}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "anhorig.yaml").write_text(STATEMENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files_in(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_site_is_an_overview_a_page_a_plan_the_data_and_what_it_is(project: Path, anhorig: Anhorig) -> None:
    run = anhorig("site", "-o", "webb", *AS_OF)
    assert (run.code, run.out) == (0, "")
    made = files_in(project / "webb")
    assert set(made) == {
        "anhorig-site.json", "index.html", "data.html", "om.html",
        "planer/ale.html", "planer/berga.html", "planer/öckerö.html",
        "data/subgoals.csv", "data/areas.csv", "data/activities.csv", "data/measurements.csv", "data/cycle.csv",
        "data/export.json", "data/datapackage.json",
    }  # fmt: skip
    assert "Läget i 3 planer" in made["index.html"].decode()
    assert "Webbplatsen följer lagen <em>delvis</em>." in made["om.html"].decode()
    assert json.loads(made["data/export.json"])["subgoals"][0]["plan"] == "ale"


def test_every_link_leads_to_a_page_of_the_site_and_nothing_is_asked_for_outside(
    project: Path, anhorig: Anhorig
) -> None:
    anhorig("site", "-o", "webb", *AS_OF)
    pages = sorted((project / "webb").rglob("*.html"))
    reached = {project / "webb" / "index.html"}
    for page in pages:
        found = list(elements(page.read_text(encoding="utf-8")))
        assert not {"link", "iframe"} & {tag for tag, _ in found}
        for _, attributes in found:
            assert "src" not in attributes
            link = attributes.get("href") or ""
            if link and not link.startswith("#"):
                assert "://" not in link
                target = (page.parent / unquote(link).partition("#")[0]).resolve()
                assert target.is_file(), link
                reached.add(target)
    assert set(pages) <= reached


def test_the_same_plans_give_the_same_bytes_and_nothing_is_written_again(project: Path, anhorig: Anhorig) -> None:
    anhorig("site", "-o", "webb", *AS_OF)
    anhorig("site", "-o", "annan", *AS_OF)
    assert files_in(project / "webb") == files_in(project / "annan")
    before = {path: path.stat().st_mtime_ns for path in (project / "webb").rglob("*")}
    assert anhorig("site", "-o", "webb", *AS_OF).err == ""
    assert {path: path.stat().st_mtime_ns for path in (project / "webb").rglob("*")} == before


def test_only_what_changes_is_written(project: Path, anhorig: Anhorig) -> None:
    anhorig("site", "-o", "webb", *AS_OF)
    plan = project / "plans" / "ale.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Fler får stöd", "Alla får stöd"), encoding="utf-8")
    told = anhorig("site", "-o", "webb", *AS_OF).err.splitlines()
    assert told[:-1] == [
        f"skrev webb/{name}"
        for name in ("anhorig-site.json", "planer/ale.html", "data/subgoals.csv", "data/export.json")
    ]


def test_the_page_of_a_plan_that_is_gone_is_removed_unless_somebody_has_changed_it(
    project: Path, anhorig: Anhorig
) -> None:
    anhorig("site", "-o", "webb", *AS_OF)
    (project / "webb" / "egen.html").write_text("egen", encoding="utf-8")
    (project / "plans" / "ale.yaml").unlink()
    (project / "plans" / "berga.yaml").unlink()
    (project / "webb" / "planer" / "berga.html").write_text("ändrad", encoding="utf-8")
    run = anhorig("site", "-o", "webb", *AS_OF)
    assert "webb/planer/berga.html har ändrats av någon och lämnas därför kvar" in run.err
    left = files_in(project / "webb")
    assert "planer/ale.html" not in left
    assert (left["planer/berga.html"], left["egen.html"]) == ("ändrad".encode(), b"egen")


def test_what_somebody_else_has_put_there_is_not_written_over(project: Path, anhorig: Anhorig) -> None:
    (project / "webb").mkdir()
    (project / "webb" / "index.html").write_text("egen", encoding="utf-8")
    run = anhorig("site", "-o", "webb", *AS_OF)
    assert run.code != 0
    assert "webb/index.html har inte gjorts av anhorig site: välj en annan mapp" in run.err
    assert files_in(project / "webb") == {"index.html": b"egen"}


@pytest.mark.parametrize("name", ["../hemlig.txt", "/etc/hosts", "planer/../../hemlig.txt", "länk/hemlig.txt", "..\\x"])
def test_a_list_that_somebody_has_written_removes_nothing_outside(name: str, project: Path, anhorig: Anhorig) -> None:
    secret = project / "hemlig.txt"
    secret.write_text("hemlig", encoding="utf-8")
    (project / "webb").mkdir()
    (project / "webb" / "länk").symlink_to(project, target_is_directory=True)
    listed = {"version": 1, "files": {name: sha256(secret.read_bytes()).hexdigest()}}
    (project / "webb" / "anhorig-site.json").write_text(json.dumps(listed), encoding="utf-8")
    anhorig("site", "-o", "webb", *AS_OF)
    assert secret.read_text(encoding="utf-8") == "hemlig"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 3}', '{"files": {"index.html": 5}}', "[" * 100_000])
def test_a_list_that_cannot_be_read_is_none(text: str, project: Path, anhorig: Anhorig) -> None:
    (project / "webb").mkdir()
    (project / "webb" / "anhorig-site.json").write_text(text, encoding="utf-8")
    assert anhorig("site", "-o", "webb", *AS_OF).code == 0


def test_where_a_plan_cannot_be_read_nothing_is_written(project: Path, anhorig: Anhorig) -> None:
    (project / "plans" / "dålig.yaml").write_text("titel: [\n", encoding="utf-8")
    run = anhorig("site", "-o", "webb", *AS_OF)
    assert run.code == 1
    assert "plans/dålig.yaml:" in run.err
    assert not (project / "webb").exists()


def test_a_count_of_few_stands_in_no_file(project: Path, anhorig: Anhorig) -> None:
    anhorig("site", "-o", "webb", *AS_OF)
    made = files_in(project / "webb")
    measurements = made["data/measurements.csv"].decode("utf-8-sig").splitlines()
    assert [row.split(";")[0] for row in measurements[1:]] == ["ale", "berga", "öckerö"]
    assert ";3;" not in measurements[2]
    assert not re.search(r"\b3 (?:anhöriga|personer)\b", made["planer/berga.html"].decode())


WHOLE = """\
titel: Länets strategi
organisation: Länet
indikatorer:
  - id: stod
    titel: Anhöriga med stöd
    personer: ja
    utgångsvärde: {{värde: 5812, datum: 2025-03-01}}
    mätningar: [{{datum: 2026-03-01, värde: {value}}}]
    {follows}
"""
FOLLOWING = """\
titel: Plan för {name}
organisation: {name} kommun
indikatorer:
  - id: stod
    titel: Anhöriga med stöd
    personer: ja
    följer: lanet/stod
    mätningar:
      - {{datum: 2026-03-01, värde: {value}}}
      - {{datum: 2026-03-01, värde: {other}, jämförelse: {beside} kommun}}
"""


def with_whole(project: Path, small: int) -> None:
    """Write two municipalities' plans, a strategy whose value is the sum of theirs, and another that has it too."""
    large, all_of_them = 5900, 5900 + small
    texts = {
        "riket": WHOLE.format(value=all_of_them, follows="").replace("Länet", "Riket"),
        "lanet": WHOLE.format(value=all_of_them, follows="följer: riket/stod"),
        "dalby": FOLLOWING.format(name="Dalby", value=small, beside="Eksta", other=large),
        "eksta": FOLLOWING.format(name="Eksta", value=large, beside="Dalby", other=small),
    }
    for name, text in texts.items():
        (project / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_small_count_cannot_be_worked_out_of_the_whole_that_another_plan_tells(
    project: Path, anhorig: Anhorig
) -> None:
    made: list[dict[str, bytes]] = []
    for small in (3, 4):
        with_whole(project, small)
        assert anhorig("site", "-o", f"webb-{small}", *AS_OF).code == 0
        made.append(files_in(project / f"webb-{small}"))
    assert made[0] == made[1]
    rows = made[0]["data/measurements.csv"].decode("utf-8-sig").splitlines()
    assert [row for row in rows if row.startswith("eksta;")] == [
        "eksta;stod;Anhöriga med stöd;;2026-03-01;5900;;;;;;;;;;;;;;;;nej"
    ]
    assert all(b"5812" not in data and b"5 812" not in data for data in made[0].values())
    assert "visas inte, få personer" in made[0]["planer/lanet.html"].decode()


def test_nor_of_the_reports_of_several_plans(project: Path, anhorig: Anhorig) -> None:
    made: list[str] = []
    for small in (3, 4):
        with_whole(project, small)
        made.append(anhorig("report", "plans", "--full", *AS_OF).out)
    assert made[0] == made[1]
    assert re.search(r"\b5\s900\b", made[0])
    assert not re.search(r"\b5\s90[34]\b", made[0])


def test_nor_of_a_baseline_in_the_overview(project: Path, anhorig: Anhorig) -> None:
    with_whole(project, 3)
    for path in (project / "plans").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        target = "    personer: ja\n    målvärde: {minst: 6000, senast: 2026-12-31}\n"
        path.write_text(text.replace("    personer: ja\n", target), encoding="utf-8")
    lines = anhorig("overview", "plans", *AS_OF).out.splitlines()
    assert not [line for line in lines if re.search(r"5.?812", line)]


def test_a_value_withheld_for_the_sake_of_another_plan_is_not_called_missing(project: Path, anhorig: Anhorig) -> None:
    with_whole(project, 3)
    whole = project / "plans" / "lanet.yaml"
    target = "    målvärde: {minst: 6000, senast: 2026-04-30}\n"
    also = "  - {id: tid, titel: Väntetid, mätningar: [{datum: 2026-03-01, värde: 12}]}\n"
    whole.write_text(whole.read_text(encoding="utf-8") + target + also, encoding="utf-8")
    anhorig("site", "-o", "webb", *AS_OF)
    page = files_in(project / "webb")["planer/lanet.html"].decode()
    assert "visas inte, få personer" in page
    assert "inget värde" not in page


def test_nor_of_the_tables_of_several_plans(project: Path, anhorig: Anhorig) -> None:
    tables: list[str] = []
    for small in (3, 4):
        with_whole(project, small)
        anhorig("site", "-o", f"webb-{small}", *AS_OF)
        tables.append(anhorig("export", "--table", "measurements", *AS_OF).out)
        assert tables[-1].encode() == files_in(project / f"webb-{small}")["data/measurements.csv"]
    assert tables[0] == tables[1]
    (whole,) = [row for row in tables[0].splitlines() if row.startswith("lanet;")]
    assert (whole.split(";")[5], whole.endswith(";ja")) == ("", True)


def test_nor_of_what_is_told_of_several_plans_at_a_glance(project: Path, anhorig: Anhorig) -> None:
    told: list[tuple[str, str]] = []
    for small in (3, 4):
        with_whole(project, small)
        text, data = (anhorig("status", "--format", form, *AS_OF).out for form in ("text", "json"))
        told.append((text, data))
    assert told[0] == told[1]
    assert "visas inte, få personer" in told[0][0]
    with_whole(project, 30)
    assert "5930" in anhorig("status", *AS_OF).out.replace("\u00a0", "").replace(" ", "")


def test_nor_of_an_earlier_year_in_an_overview(project: Path, anhorig: Anhorig) -> None:
    made: list[str] = []
    for small in (3, 4):
        with_whole(project, 30)
        for name, value in (("riket", 10 + small), ("lanet", 10 + small), ("dalby", small), ("eksta", 10)):
            file = project / "plans" / f"{name}.yaml"
            earlier = f"mätningar:\n      - {{datum: 2025-03-01, värde: {value}}}\n"
            text = re.sub(r", jämförelse: (\w+) kommun", r", jämförelse: Någon annan", file.read_text(encoding="utf-8"))
            file.write_text(text.replace("mätningar:\n", earlier), encoding="utf-8")
        made.append(anhorig("overview", "--format", "html", *AS_OF).out)
    assert made[0] == made[1]


def test_where_nothing_is_small_the_whole_is_told_beside_its_parts(project: Path, anhorig: Anhorig) -> None:
    with_whole(project, 30)
    anhorig("site", "-o", "webb", *AS_OF)
    rows = files_in(project / "webb")["data/measurements.csv"].decode("utf-8-sig").splitlines()
    assert [row.split(";")[5] for row in rows if row.startswith(("lanet;", "riket;"))] == ["5930", "5930"]
    assert "eksta;stod;Anhöriga med stöd;;2026-03-01;30;;;;;;;;;;;;;;;Dalby kommun;nej" in rows


def test_no_page_is_named_after_a_personal_number(project: Path, anhorig: Anhorig) -> None:
    (project / "plans" / "plan-6408233234.yaml").write_text("titel: P\n", encoding="utf-8")
    assert anhorig("site", "-o", "out/", *AS_OF).code == 0
    assert "planer/plan-personnummer.html" in files_in(project / "out")
    assert not [name for name, data in files_in(project / "out").items() if b"6408233234" in name.encode() + data]


def test_without_a_statement_it_is_told_what_the_law_asks(project: Path, anhorig: Anhorig) -> None:
    (project / "anhorig.yaml").write_text("", encoding="utf-8")
    run = anhorig("site", "-o", "webb", *AS_OF)
    assert run.code == 0
    assert "2018:1937, 13 §" in run.err
    assert "Tillgänglighetsredogörelse" not in (project / "webb" / "om.html").read_text(encoding="utf-8")


def test_others_plans_have_addresses_of_their_own(project: Path, anhorig: Anhorig) -> None:
    for name in ("Dalby", "Eksta"):
        place = project.parent / name.lower() / "plans"
        place.mkdir(parents=True)
        (place / "ale.yaml").write_text(PLAN.format(name=name, value=20), encoding="utf-8")
    (project / "anhorig.yaml").write_text("andra_planer: [../dalby/plans, ../eksta/plans]\n", encoding="utf-8")
    run = anhorig("site", "-o", "webb", "--with-others", *AS_OF)
    assert run.code == 0, run.err
    pages = sorted(path.name for path in (project / "webb" / "planer").iterdir())
    assert pages == [
        "ale-kommun-ale.html", "berga.html", "dalby-kommun-ale.html", "eksta-kommun-ale.html", "öckerö.html",
    ]  # fmt: skip
    rows = json.loads((project / "webb" / "data" / "export.json").read_text(encoding="utf-8"))["subgoals"]
    assert len({row["plan"] for row in rows}) == 5


def test_text_of_a_plan_stays_text(project: Path, anhorig: Anhorig) -> None:
    hostile = "'</title><body><script>alert(1)</script> {{ 7*7 }}'"
    (project / "plans" / "ale.yaml").write_text(f"titel: {hostile}\norganisation: {hostile}\n", encoding="utf-8")
    (project / "anhorig.yaml").write_text(f"tillgänglighetsredogörelse: {hostile}\n", encoding="utf-8")
    assert anhorig("site", "-o", "webb", *AS_OF).code == 0
    for page in (project / "webb").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        tags = [tag for tag, _ in elements(text)]
        assert tags.count("script") == text.count("<script>addEventListener(") <= 1
        assert tags.count("body") == 1
        assert "<body><script>" not in text


def test_a_site_of_the_real_plans_can_be_made(tmp_path: Path, anhorig: Anhorig) -> None:
    run = anhorig("site", PLANS, "-o", tmp_path / "webb", "--as-of", "2024-06-01")
    assert run.code == 0, run.err
    assert len(list((tmp_path / "webb" / "planer").iterdir())) == 15


def plans_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of plans, each as it is read from now on."""
    read: list[str] = []

    def noted(files: PlanFiles) -> LoadedPlan:
        read.append(files.name)
        return load(files)

    monkeypatch.setattr(whole_plans, "load", noted)
    return read


@pytest.mark.usefixtures("project")
def test_a_site_that_would_be_the_same_is_not_made_again(anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    first = anhorig("site", "-o", "webb", *AS_OF)
    read = plans_read(monkeypatch)
    again = anhorig("site", "-o", "webb", *AS_OF)
    assert (first.code, again.code, read) == (0, 0, [])


@pytest.mark.parametrize(
    ("file", "old", "new", "page", "told"),
    [
        ("plans/berga.yaml", "Fler får stöd", "Alla får stöd", "planer/berga.html", "Alla får stöd"),
        ("anhorig.yaml", "*delvis*", "*helt*", "om.html", "<em>helt</em>"),
        ("webb/planer/ale.html", "Fler får stöd", "Ingen får stöd", "planer/ale.html", "Fler får stöd"),
    ],
)
def test_what_has_changed_is_made_again(
    file: str, old: str, new: str, page: str, told: str, project: Path, anhorig: Anhorig
) -> None:
    anhorig("site", "-o", "webb", *AS_OF)
    text = (project / file).read_text(encoding="utf-8")
    (project / file).write_text(text.replace(old, new), encoding="utf-8")
    anhorig("site", "-o", "webb", *AS_OF)
    assert told in (project / "webb" / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [("--as-of", "2027-01-01"), (*AS_OF, "--footer"), (*AS_OF, "--language", "en")])
def test_what_is_asked_for_in_another_way_is_made_again(
    options: tuple[str, ...], project: Path, anhorig: Anhorig
) -> None:
    anhorig("site", "-o", "webb", *AS_OF)
    anhorig("site", "-o", "webb", *options)
    anhorig("site", "-o", "annan", *options)
    assert files_in(project / "webb") == files_in(project / "annan")


def test_a_page_is_made_again_where_a_plan_beside_has_changed_what_it_tells(project: Path, anhorig: Anhorig) -> None:
    beside = project / "plans" / "berga.yaml"
    text = "titel: Berga\ndelmål: [{id: b, titel: Berga gör det, senast: 2027-06-30, bidrar_till: ale/a}]\n"
    beside.write_text(text, encoding="utf-8")
    anhorig("site", "plans/ale.yaml", "-o", "webb", *AS_OF)
    page = project / "webb" / "planer" / "ale.html"
    assert "Berga gör det" in page.read_text(encoding="utf-8")
    beside.write_text(text.replace("Berga gör det", "Berga gör mer"), encoding="utf-8")
    anhorig("site", "plans/ale.yaml", "-o", "webb", *AS_OF)
    assert "Berga gör mer" in page.read_text(encoding="utf-8")


def test_a_site_with_templates_of_its_own_is_always_made(
    project: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "templates").mkdir()
    anhorig("site", "-o", "webb", *AS_OF)
    read = plans_read(monkeypatch)
    anhorig("site", "-o", "webb", *AS_OF)
    assert sorted(read) == sorted(2 * [f"plans/{name}.yaml" for name in ("ale", "berga", "öckerö")])


def test_no_checksum_of_what_is_not_disclosed_stands_on_the_site(project: Path, anhorig: Anhorig) -> None:
    anhorig("site", "-o", "webb", *AS_OF)
    listed = json.loads((project / "webb" / "anhorig-site.json").read_text(encoding="utf-8"))
    assert set(listed) == {"version", "files"}
    assert set(listed["files"].values()) == {
        sha256(data).hexdigest() for name, data in files_in(project / "webb").items() if name != "anhorig-site.json"
    }


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_data_are_described_as_they_are_written(language: str, project: Path, anhorig: Anhorig) -> None:
    anhorig("site", "-o", "webb", *AS_OF, "--language", language)
    folder = project / "webb" / "data"
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["path"] for one in described["resources"]} == {path.name for path in folder.iterdir()} - {
        "datapackage.json"
    }
    for resource in described["resources"][:-1]:
        with (folder / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file, delimiter=resource["dialect"]["delimiter"])
        fields = resource["schema"]["fields"]
        assert head == [one["name"] for one in fields]
        for row in rows:
            for cell, field in zip(row, fields, strict=True):
                assert_is_of_type(cell, field)


def assert_is_of_type(cell: str, field: dict[str, Any]) -> None:
    if field["type"] == "boolean":
        assert cell in (*field["trueValues"], *field["falseValues"])
    if field["type"] == "number" and cell:
        float(cell.replace(field["decimalChar"], "."))


STRATEGY = """\
titel: Länets strategi
områden: [{id: barn, titel: Barn som anhöriga}, {id: arbete, titel: Arbete och anhörigskap}]
"""


def test_a_strategy_that_plans_serve_has_a_page_of_its_areas(project: Path, anhorig: Anhorig) -> None:
    (project / "plans" / "länet.yaml").write_text(STRATEGY, encoding="utf-8")
    serving = "titel: Dalby\ndelmål: [{id: b, titel: Grupper för barn, bidrar_till: länet/barn}]\n"
    (project / "plans" / "dalby.yaml").write_text(serving, encoding="utf-8")
    assert anhorig("site", "-o", "webb", *AS_OF).code == 0
    made = files_in(project / "webb")
    assert [name for name in made if name.startswith("tackning/")] == ["tackning/länet.html"]
    page = made["tackning/länet.html"].decode()
    assert "Dalby: Grupper för barn" in page
    assert 'href="../index.html"' in page
    assert '<a href="tackning/länet.html">' in made["index.html"].decode()


def test_a_plan_with_areas_that_no_other_plan_serves_has_no_page_of_them(project: Path, anhorig: Anhorig) -> None:
    (project / "plans" / "länet.yaml").write_text(STRATEGY, encoding="utf-8")
    assert anhorig("site", "-o", "webb", *AS_OF).code == 0
    assert not (project / "webb" / "tackning").exists()


def test_every_plan_is_read_twice_however_many_strategies_there_are(
    project: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("länet", "riket"):
        (project / "plans" / f"{name}.yaml").write_text(STRATEGY, encoding="utf-8")
    for name in ("dalby", "eksta"):
        serving = f"titel: {name}\ndelmål: [{{id: b, titel: Grupper, bidrar_till: [länet/barn, riket/arbete]}}]\n"
        (project / "plans" / f"{name}.yaml").write_text(serving, encoding="utf-8")
    read = plans_read(monkeypatch)
    assert anhorig("site", "-o", "webb", *AS_OF).code == 0
    assert {name: read.count(name) for name in read} == dict.fromkeys(read, 2)
    assert len(set(read)) == 7


def test_an_area_has_a_page_that_says_who_serves_it_with_what(project: Path, anhorig: Anhorig) -> None:
    (project / "plans" / "länet.yaml").write_text(STRATEGY, encoding="utf-8")
    subgoals = (
        "{id: b, titel: Grupper för barn, bidrar_till: länet/barn}, "
        "{id: c, titel: Barn frågas, bidrar_till: länet/barn, "
        "bedömningar: [{datum: 2026-05-01, status: bedöms uppfyllas}]}"
    )
    (project / "plans" / "dalby.yaml").write_text(f"titel: Dalby\ndelmål: [{subgoals}]\n", encoding="utf-8")
    anhorig("site", "-o", "webb", *AS_OF)
    made = files_in(project / "webb")
    page = made["omraden/länet/barn.html"].decode()
    assert (
        "1 av 4 planer bidrar till området. De har 2 delmål där: ett saknar bedömning och ett bedöms bli uppfyllt."
        in page
    )
    assert '<a href="../../planer/dalby.html">Dalby</a>' in page
    assert "Bidrar inte till området: Ale kommun, Berga kommun och Öckerö kommun." in page
    empty = made["omraden/länet/arbete.html"].decode()
    assert "0 av 4 planer bidrar till området." in empty
    assert '<a href="../omraden/länet/barn.html">' in made["tackning/länet.html"].decode()


SHARED = """\
titel: Plan för {name}
organisation: {name} kommun
indikatorer:
  - id: {own}
    titel: Nöjda anhöriga
    kolada: N21813
    måttenhet: "{unit}"
    mätningar: [{{datum: 2025-12-31, värde: 40}}]
"""


def test_an_indicator_that_plans_share_has_a_page_at_an_address_that_stays(project: Path, anhorig: Anhorig) -> None:
    for name, unit in (("Dalby", "%"), ("Eksta", "%"), ("Fors", "antal")):
        text = SHARED.format(name=name, own=f"i-{name.lower()}", unit=unit)
        (project / "plans" / f"{name.lower()}.yaml").write_text(text, encoding="utf-8")
    anhorig("site", "-o", "webb", *AS_OF)
    made = files_in(project / "webb")
    assert [name for name in made if name.startswith("indikatorer/")] == ["indikatorer/n21813.html"]
    page = made["indikatorer/n21813.html"].decode()
    assert "Jämförs inte, eftersom måttenheterna är olika" in page
    assert '<a href="../planer/fors.html">Fors kommun</a>' in page
    assert '<a href="indikatorer/n21813.html">Nöjda anhöriga</a> (3 planer)' in made["index.html"].decode()
    shown = anhorig("compare", "N21813", *AS_OF, "--format", "html").out
    table = shown.partition("<table>")[2].partition("</table>")[0]
    assert table
    assert table in page


def test_an_indicator_that_others_follow_is_called_as_the_one_they_follow(project: Path, anhorig: Anhorig) -> None:
    for name in ("dalby", "eksta"):
        text = f"titel: {name}\nindikatorer: [{{id: x, titel: Egen, följer: ale/i}}]\n"
        (project / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    anhorig("site", "-o", "webb", *AS_OF)
    assert (project / "webb" / "indikatorer" / "ale-i.html").is_file()


def test_every_page_says_what_it_may_do_and_only_the_one_script_is_known(project: Path, anhorig: Anhorig) -> None:
    (project / "plans" / "länet.yaml").write_text(STRATEGY, encoding="utf-8")
    (project / "plans" / "dalby.yaml").write_text(
        "titel: Dalby\ndelmål: [{id: b, titel: Grupper, bidrar_till: länet/barn}]\n", encoding="utf-8"
    )
    anhorig("site", "-o", "webb", *AS_OF)
    for page in (project / "webb").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        found = list(elements(text))
        policy = next(one["content"] or "" for tag, one in found if one.get("http-equiv") == "Content-Security-Policy")
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
        scripts = re.findall("<script>(.*?)</script>", text, re.DOTALL)
        known = re.findall("'sha256-([^']*)'", policy)
        assert known == [b64encode(sha256(one.encode()).digest()).decode() for one in scripts]


def test_two_indicators_that_would_have_one_address_are_refused(project: Path, anhorig: Anhorig) -> None:
    for name, follows in (("dalby", "a-b/c"), ("eksta", "a-b/c"), ("fors", "a/b-c"), ("gislaved", "a/b-c")):
        text = f"titel: {name}\nindikatorer: [{{id: x, titel: Egen, följer: {follows}}}]\n"
        (project / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    run = anhorig("site", "-o", "webb", *AS_OF)
    assert run.code == 2
    assert "två sidor skulle få adressen indikatorer/a-b-c.html: ändra ett av id:na" in run.err
    assert not (project / "webb").exists()


def committed(project: Path) -> Past:
    """Commit the project, and then one change of each kind, on days of their own."""
    past = Past(project)
    past.commit("2026-01-10")
    ale = (project / "plans" / "ale.yaml").read_text(encoding="utf-8")
    later = ale.replace("2027-06-30", "2027-12-31")
    past.commit("2026-02-10", {"plans/ale.yaml": later})
    past.commit("2026-03-10", {"plans/ale.yaml": later.replace("värde: 30", "värde: 31")})
    berga = (project / "plans" / "berga.yaml").read_text(encoding="utf-8")
    past.commit("2026-04-10", {"plans/berga.yaml": berga.replace("Fler får stöd", "Anna Hemlig får stöd")})
    past.commit("2026-04-11", {"plans/berga.yaml": berga.replace("Fler får stöd", "Alla får stöd")})
    past.commit("2026-05-10", {"plans/dalby.yaml": "titel: Dalby\n"}, remove=("plans/öckerö.yaml",))
    past.commit("2026-06-10", {"plans/ale.yaml": ale})
    return past


def entries(project: Path) -> list[str]:
    """Return the changes on the page, each as its words."""
    page = (project / "webb" / "andrat.html").read_text(encoding="utf-8")
    listed = page.partition('<ul class="plain changes"')[2].partition('<p><a href="andrat.atom">')[0]
    return [" ".join(re.sub("<[^>]*>", " ", item).split()) for item in listed.split("<li><h2>")[1:]]


def test_what_has_changed_is_told_from_git_up_to_the_day(project: Path, anhorig: Anhorig) -> None:
    committed(project)
    assert anhorig("site", "-o", "webb", *AS_OF).code == 0
    told = entries(project)
    assert [re.findall(r"\d+ \w+ 2026", one)[0] for one in told] == [
        "10 maj 2026", "10 maj 2026", "11 april 2026", "10 april 2026", "10 mars 2026",
        "10 februari 2026", "10 januari 2026", "10 januari 2026", "10 januari 2026",
    ]  # fmt: skip
    assert told[0].endswith("Planen är ny.")
    assert told[1].endswith("Öckerö kommun, 10 maj 2026 Planen är borttagen.")
    assert "Datum som har flyttats Fler får stöd: Senast: 30 juni 2027 → 31 december 2027 (184 dagar senare)" in told[5]
    assert all("Planen är ny." in one for one in told[6:])


def test_no_measured_value_and_no_text_that_is_gone_is_told_of_what_has_changed(
    project: Path, anhorig: Anhorig
) -> None:
    committed(project)
    anhorig("site", "-o", "webb", *AS_OF)
    told = entries(project)
    assert told[4].endswith("Mätningar Anhöriga med stöd")
    made = files_in(project / "webb")
    assert "Alla får stöd" in told[2]
    assert "Anna Hemlig" not in told[2]
    assert "31" not in told[4]
    assert b"v\xc3\xa4rde" not in made["andrat.atom"]


def feed_of(project: Path) -> ET.Element:
    return ET.fromstring(files_in(project / "webb")["andrat.atom"])  # noqa: S314 - what the tool has made


def test_the_head_of_each_page_says_where_the_feed_is(project: Path, anhorig: Anhorig) -> None:
    committed(project)
    anhorig("site", "-o", "webb", *AS_OF)
    for page in (project / "webb").rglob("*.html"):
        head = page.read_text(encoding="utf-8").partition("</head>")[0]
        (link,) = [attributes for tag, attributes in elements(head) if tag == "link"]
        assert (link["rel"], link["type"]) == ("alternate", "application/atom+xml")
        assert (page.parent / (link["href"] or "")).resolve() == project / "webb" / "andrat.atom"


def test_the_feed_has_the_same_and_its_marks_stay(project: Path, anhorig: Anhorig) -> None:
    past = committed(project)
    anhorig("site", "-o", "webb", "--as-of", "2026-07-01")
    feed = feed_of(project)
    found = feed.findall(f"{ATOM}entry")
    assert len(found) == len(entries(project))
    ids = [one.findtext(f"{ATOM}id") for one in found]
    assert len(set(ids)) == len(ids)
    assert [one.findtext(f"{ATOM}updated") for one in found[:3]] == [
        "2026-06-10T00:00:00Z", "2026-05-10T00:00:00Z", "2026-05-10T00:00:00Z",
    ]  # fmt: skip
    for one in found:
        link = one.find(f"{ATOM}link")
        assert link is not None
        assert (project / "webb" / link.attrib["href"]).is_file()
    past.commit("2026-06-15", {"plans/dalby.yaml": "titel: Dalby gör mer\n"})
    anhorig("site", "-o", "webb", "--as-of", "2026-07-01")
    later = feed_of(project)
    assert later.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")
    assert [one.findtext(f"{ATOM}id") for one in later.findall(f"{ATOM}entry")][1:] == ids


def test_a_version_that_brings_many_plans_is_told_in_a_line(project: Path, anhorig: Anhorig) -> None:
    many = {f"plans/plan-{n:02}.yaml": f"titel: Plan {n}\n" for n in range(30)}
    Past(project).commit("2026-01-10", many)
    anhorig("site", "-o", "webb", *AS_OF)
    assert entries(project) == ["Flera planer, 10 januari 2026 Många planer är nya, ändrade eller borttagna."]


def test_a_site_of_some_plans_tells_nothing_of_others(project: Path, anhorig: Anhorig) -> None:
    committed(project)
    anhorig("site", "plans/ale.yaml", "-o", "webb", *AS_OF)
    assert len(entries(project)) == 3
    assert all("Ale kommun" in one for one in entries(project))


def test_what_has_changed_is_told_of_plans_at_the_top_of_a_repository_too(
    tmp_path: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = Past(tmp_path / "topp")
    past.commit(
        "2026-01-10", {"anhorig.yaml": "språk: sv\n", "p.yaml": "titel: P\nmål: Fler\n", "q.yaml": "titel: Q\n"}
    )
    past.commit("2026-02-10", {"p.yaml": "titel: P\nmål: Flest\n"})
    monkeypatch.chdir(past.top)
    anhorig("site", ".", "-o", "webb", *AS_OF)
    told = [" ".join(one.split()[:5]) for one in entries(past.top)]
    assert told == ["P , 10 februari 2026", "P , 10 januari 2026", "Q , 10 januari 2026"]


def test_plans_that_are_moved_between_folders_of_a_repository_are_the_same_plans(
    tmp_path: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = Past(tmp_path / "topp")
    goals = "språk: sv\ndelmål: [{id: a, titel: Träffar}]\n"
    first, second = f"titel: A\norganisation: Ale\n{goals}", f"titel: B\norganisation: Bo\n{goals}"
    past.commit("2026-01-10", {"norr/a.yaml": first, "b.yaml": second})
    past.commit("2026-02-10", {"norr/a.yaml": first + "mål: Fler\n"})
    past.git("rm", "-q", "norr/a.yaml", "b.yaml")
    past.commit("2026-03-10", {"söder/a.yaml": first + "mål: Fler\n", "norr/b.yaml": second})
    past.commit("2026-04-10", {"annat/c.yaml": "titel: C\n"})
    monkeypatch.chdir(past.top)
    anhorig("site", "söder", "norr", "-o", "webb", *AS_OF)
    told = entries(past.top)
    assert [re.findall(r"10 \w+ 2026", one)[0] for one in told] == ["10 februari 2026", "10 januari 2026"]
    assert all(one.startswith("A, Ale, ") for one in told)
    assert [one.endswith("Planen är ny.") for one in told] == [False, True]


def test_no_page_has_a_name_that_windows_keeps_for_a_device(
    tmp_path: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    areas = "områden: [{id: aux, titel: A}, {id: com1.txt, titel: B}]"
    (plans / "s.yaml").write_text(f"id: con\ntitel: S\n{areas}\n", encoding="utf-8")
    serving = "delmål: [{id: a, titel: T, bidrar_till: con/aux}]"
    (plans / "p.yaml").write_text(f"id: nul\ntitel: P\n{serving}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    anhorig("site", "-o", "webb", *AS_OF)
    anhorig("report", "--format", "md", "-o", "papper/", *AS_OF)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    assert made >= {"webb/planer/_con.html", "webb/planer/_nul.html", "webb/omraden/_con/_aux.html"}
    assert made >= {"webb/omraden/_con/_com1.txt.html", "webb/tackning/_con.html"}
    assert {path.name for path in (tmp_path / "papper").iterdir()} == {"_con.md", "_nul.md"}
    assert [one for one in made if unfit_for_windows(one)] == []


def test_without_git_what_has_changed_is_left_out_with_a_word(project: Path, anhorig: Anhorig) -> None:
    run = anhorig("site", "-o", "webb", *AS_OF)
    assert "planerna finns inte i git: sidan om vad som har ändrats utelämnas" in run.err
    assert "andrat" not in (project / "webb" / "index.html").read_text(encoding="utf-8")


def test_a_site_is_made_again_where_something_is_committed(project: Path, anhorig: Anhorig) -> None:
    past = committed(project)
    anhorig("site", "-o", "webb", *AS_OF)
    past.commit("2026-05-16", {"plans/dalby.yaml": "titel: Dalby gör mer\n"})
    anhorig("site", "-o", "webb", *AS_OF)
    assert "16 maj 2026" in entries(project)[0]


def test_a_site_is_served_by_its_list_and_nothing_else_is(
    project: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Pages] = []
    monkeypatch.setattr(preview, "serve", lambda pages, _: given.append(pages))
    assert anhorig("site", "-o", "webb", "--serve", *AS_OF).code == 0
    (project / "webb" / "egen.html").write_text("egen", encoding="utf-8")
    pages = given[0]
    first, plan = pages.answer("/"), pages.answer("/planer/%C3%B6cker%C3%B6.html?x")
    assert first is not None
    assert (first.kind, first.data) == ("text/html", files_in(project / "webb")["index.html"])
    assert plan is not None
    assert plan.data == files_in(project / "webb")["planer/öckerö.html"]
    for path in ("/egen.html", "/../anhorig.yaml", "/planer/", "/anhorig-site.json", "//etc/hosts", "/%2e%2e/x"):
        assert pages.answer(path) is None


def test_what_is_not_written_cannot_be_served(project: Path, anhorig: Anhorig) -> None:
    run = anhorig("site", "-o", "webb", "--serve", "--dry-run", *AS_OF)
    assert (run.code, (project / "webb").exists()) == (2, False)
