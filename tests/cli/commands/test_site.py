"""`anhorig site`: pages that lead to each other, alike each time, and a folder where nothing of others' is lost."""

import csv
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import Loaded, load
from anhorig_cli.workspace import whole_plans
from command_line import Anhorig
from conftest import PLANS
from elements import elements

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
        "data/subgoals.csv", "data/activities.csv", "data/measurements.csv", "data/cycle.csv", "data/export.json",
        "data/datapackage.json",
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
        assert not {"script", "link", "iframe"} & {tag for tag, _ in found}
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
    assert told == [
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
    assert "webb/planer/berga.html har ändrats av någon, och lämnas kvar" in run.err
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
        assert "script" not in tags
        assert tags.count("body") == 1
        assert "<body><script>" not in text


def test_a_site_of_the_real_plans_can_be_made(tmp_path: Path, anhorig: Anhorig) -> None:
    run = anhorig("site", PLANS, "-o", tmp_path / "webb", "--as-of", "2024-06-01")
    assert run.code == 0, run.err
    assert len(list((tmp_path / "webb" / "planer").iterdir())) == 6


def plans_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of plans, each as it is read from now on."""
    read: list[str] = []

    def noted(files: PlanFiles) -> Loaded:
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
    assert len(read) == 3


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
