"""Texts that have done harm somewhere come out of every output as they went in, as data only; or they are refused."""

import csv
import json
import re
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
import vobject
from pypdf import PdfReader

from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rendering.escaping import spreadsheet_cell
from anhorig_cli.rendering.paper.pdf_characters import shown
from command_line import Anhorig, Run
from plan_saying import quoted
from plan_text import loaded
from read_again import MARKDOWN_READERS, Page, one_line

AS_OF = ("--as-of", "2026-07-01")
IN_A_FILE = 15
"""How many texts stand in a file to check: of more findings of one kind, the check tells the number."""
NAUGHTY: dict[str, list[str]] = json.loads((Path(__file__).parent.parent / "naughty.json").read_text(encoding="utf-8"))
"""Texts by what they do."""
NAUGHTY["long"] = [*(character * 200 for character in "aå/*[<&`#\\😀"), "ord " * 200, "a-" * 200]
ALL = tuple(dict.fromkeys(text for texts in NAUGHTY.values() for text in texts))


def errors_of(text: str) -> set[str]:
    flaws = loaded(f"titel: {quoted(text)}\n").diagnostics
    return {flaw.rule.slug for flaw in flaws if flaw.severity is Severity.ERROR}


def as_read(text: str) -> str:
    """Return what is left of a text when it is read: characters that turn the direction are left out, and told."""
    plan = loaded(f"titel: {quoted(text)}\n").plan
    assert plan is not None
    return plan.title


REFUSED = tuple(text for text in ALL if "control-character" in errors_of(text))
SHOWN = tuple(as_read(text) for text in ALL if not errors_of(text))


def without_space(text: str) -> str:
    return "".join(one_line(text).split())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with one plan that says each text as a subgoal and in the annual cycle."""
    subgoals = (f"  - {{id: d{n}, titel: {quoted(text)}, senast: 2026-06-01}}\n" for n, text in enumerate(SHOWN))
    items = (
        f"  - {{id: h{n}, titel: {quoted(text)}, när: mars, från: 2026, enheter: e,"
        f" utfört: [{{datum: 2026-03-01, notering: {quoted(text)}}}]}}\n"
        for n, text in enumerate(SHOWN)
    )
    plan = f"titel: x\nenheter: [{{id: e, titel: E}}]\ndelmål:\n{''.join(subgoals)}årshjul:\n{''.join(items)}"
    written(tmp_path, "plan", plan)
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "5000")
    return tmp_path


def written(project: Path, name: str, plan: str) -> None:
    file = project / "plans" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(plan, encoding="utf-8", newline="\n")


def missing(found: Iterable[str], wanted: Iterable[str] = SHOWN) -> list[str]:
    has = set(found)
    return [text for text in map(one_line, wanted) if text not in has]


def test_there_are_enough_of_each_class() -> None:
    assert len(ALL) > 400
    assert len(REFUSED) == 68
    assert all(len(texts) >= 3 for texts in NAUGHTY.values())


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_a_text_with_controls_stops_a_report_and_the_message_shows_no_controls(
    text: str, anhorig: Anhorig, project: Path
) -> None:
    written(project, "plan", f"titel: x\nmål: {quoted(text)}\n")
    run = anhorig("report", "-o", "r.md")
    assert (run.code, run.out) == (1, "")
    assert "control-character" in anhorig("check", "--format", "json").out
    assert re.search(r"U\+[0-9A-F]{4}", run.err)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]", run.err)
    assert not (project / "r.md").exists()


def test_half_a_character_is_refused(anhorig: Anhorig, project: Path) -> None:
    written(project, "plan", 'titel: "a\\ud800b"\n')
    assert anhorig("report", "-o", "r.md").code == 1
    (project / "plans" / "plan.yaml").write_bytes(b"titel: a\xed\xa0\x80b\n")
    assert anhorig("report", "-o", "r.md").code == 1
    assert not (project / "r.md").exists()


@pytest.mark.usefixtures("project")
def test_in_markdown(anhorig: Anhorig) -> None:
    for command in (("report", *AS_OF, "--full"), ("cycle", *AS_OF, "--format", "md", "--year", "2026")):
        page = anhorig(*command).out
        for reader in MARKDOWN_READERS.values():
            again = Page(reader(page))
            assert missing(again.blocks) == []
            assert again.links == []


@pytest.mark.usefixtures("project")
def test_in_html(anhorig: Anhorig) -> None:
    page = Page(anhorig("report", *AS_OF, "--full", "--format", "html").out)
    assert missing(page.blocks) == []
    assert all(link.startswith("#") for link in page.links)


def test_in_word(anhorig: Anhorig, project: Path) -> None:
    assert anhorig("report", *AS_OF, "--template", "atgardsplan", "-o", "r.docx").code == 0
    document = docx.Document(str(project / "r.docx"))
    cells = ("".join(text.text or "" for text in cell.iter(TEXT)) for cell in document.element.iter(TABLE_CELL))
    assert missing({without_space(cell) for cell in cells}, map(without_space, SHOWN)) == []
    assert not [one for one in document.part.rels.values() if one.is_external]
    assert not list(document.element.iter(FIELD))


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE_CELL, TEXT, FIELD = f"{WORD}tc", f"{WORD}t", f"{WORD}instrText"


def test_in_pdf(anhorig: Anhorig, project: Path) -> None:
    """What fonts lack is replaced by a sign, and writing from right to left is extracted in an order of its own.

    A letter that is struck through somewhere is extracted as struck through wherever it stands: they share a glyph.
    """
    assert anhorig("report", *AS_OF, "--template", "atgardsplan", "-o", "r.pdf").code == 0
    reader = PdfReader(project / "r.pdf")
    said = without_space("".join(sheet.extract_text() for sheet in reader.pages))
    said = said.replace("\u200b", "").replace("\u0336", "")
    wanted = [without_space(shown(text)) for text in SHOWN if text.isascii()]
    assert [text for text in wanted if text not in said] == []
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(reader.root_object)
    notes = [note.get_object() for sheet in reader.pages for note in sheet.get("/Annots", [])]
    assert not [note for note in notes if "/URI" in note.get("/A", {}) or note.get("/A", {}).get("/S") != "/GoTo"]


@pytest.mark.usefixtures("project")
def test_in_a_calendar(anhorig: Anhorig) -> None:
    run = anhorig("calendar", "plans/plan.yaml", *AS_OF, "--year", "2026")
    calendar = vobject.readOne(run.out)
    assert {one.name for one in calendar.components()} == {"VEVENT"}
    assert {line.name for one in calendar.components() for line in one.lines()} == EVENT
    summaries = {one_line(event.summary.value) for event in calendar.vevent_list}
    assert [text for text in map(one_line, SHOWN) if f"{text} (E)" not in summaries] == []
    assert max(len(line.encode()) for line in run.out.splitlines()) <= 75


EVENT = {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES", "TRANSP", "DESCRIPTION"}


def test_in_a_picture(anhorig: Anhorig, project: Path) -> None:
    assert anhorig("wheel", "plans/plan.yaml", *AS_OF, "-o", "w.svg").code == 0
    tree = ET.fromstring((project / "w.svg").read_text(encoding="utf-8"))  # noqa: S314 - made by the tool itself
    tags = {one.tag.removeprefix("{http://www.w3.org/2000/svg}") for one in tree.iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "text", "tspan", "circle", "rect", "line", "style"}
    attributes = {name for one in tree.iter() for name in one.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name]


@pytest.mark.usefixtures("project")
def test_in_a_table_for_spreadsheets(anhorig: Anhorig) -> None:
    run = anhorig("cycle", *AS_OF, "--format", "csv", "--year", "2026")
    rows = list(csv.DictReader(StringIO(run.out, newline="")))
    assert {row["title"] for row in rows} == {spreadsheet_cell(text) for text in SHOWN}
    assert not [cell for row in rows for cell in row.values() if re.match(r"\s*[-=+@\uff1d\uff0b\uff0d\uff20]", cell)]
    assert len(run.out.splitlines()) == len(rows) + 1


@pytest.mark.usefixtures("project")
def test_in_json(anhorig: Anhorig) -> None:
    run = anhorig("cycle", *AS_OF, "--format", "json", "--year", "2026")
    assert run.out.isascii()
    assert [one["title"] for one in by_number(json.loads(run.out)["occurrences"])] == list(SHOWN)


def by_number(occurrences: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(occurrences, key=lambda one: int(one["item"][1:]))


@pytest.fixture
def findings(project: Path, anhorig: Anhorig) -> Anhorig:
    """Return the command in a project whose plans refer to things by each of the texts, so that messages quote them."""
    (project / "plans" / "plan.yaml").unlink()
    for first in range(0, len(SHOWN), IN_A_FILE):
        rows = (
            f"  - {{id: d{n}, titel: x{n}, bidrar_till: [{quoted(text)}]}}\n"
            for n, text in enumerate(SHOWN[first : first + IN_A_FILE])
        )
        written(project, f"plan{first:04}", f"titel: x\ndelmål:\n{''.join(rows)}")
    return anhorig


def checked(findings: Anhorig, name: str) -> Run:
    run = findings("check", *AS_OF, "--format", name)
    assert run.code == 1
    assert not run.err or " kontrollera" in run.err
    return run


def unsaid(messages: Iterable[str]) -> list[str]:
    """Return the texts that no message quotes: as a message shows them, on one line."""
    said = "\n".join(messages)
    return [text for text in SHOWN if f"'{visible(text).strip()}'" not in said and f"'{visible(text)}'" not in said]


def test_in_findings_as_text(findings: Anhorig) -> None:
    lines = checked(findings, "text").out.splitlines()
    assert all(re.match(r"plans[/\\]plan\d{4}\.yaml:\d+:\d+: ANH\d{3} ", line) for line in lines)
    assert not [line for line in lines if "##[" in line]
    assert unsaid(line.replace("#\u2060#[", "##[") for line in lines) == []


def test_in_findings_on_a_terminal(findings: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    out = findings("check", *AS_OF).out
    assert {*re.findall(r"\x1b.*?[A-Za-z]", out)} <= {f"\x1b[{style}m" for style in ("0", "1", "2", "33", "36", "1;31")}
    assert "\x1b]" not in out
    assert unsaid([re.sub(r"\x1b\[[0-9;]*m", "", out)]) == []


def test_in_findings_as_json(findings: Anhorig) -> None:
    out = checked(findings, "json").out
    assert out.isascii()
    messages = [one["message"] for one in json.loads(out)["diagnostics"]]
    assert [text for text in SHOWN if not any(f"'{text}'" in message for message in messages)] == []


def test_in_findings_for_github(findings: Anhorig) -> None:
    lines = checked(findings, "github").out.split("\n")[:-1]
    commands = [
        re.fullmatch(r"::(?:error|warning|notice) file=[^,:]*,line=\d+,col=\d+,title=[^,:]*::(.*)", line)
        for line in lines
    ]
    assert all(commands)
    assert not [line for line in lines if "##[" in line]
    said = [re.sub("%25", "%", command[1]).replace("#\u2060#[", "##[") for command in commands if command]
    assert unsaid(said) == []


def test_in_findings_for_gitlab(findings: Anhorig) -> None:
    assert unsaid(one["description"] for one in json.loads(checked(findings, "gitlab").out)) == []


def test_in_findings_as_sarif(findings: Anhorig) -> None:
    results = json.loads(checked(findings, "sarif").out)["runs"][0]["results"]
    messages = [one["message"]["text"] for one in results]
    assert not [message for message in messages if "](" in message]
    assert unsaid(message.replace("]\u2060(", "](") for message in messages) == []


def test_in_findings_as_junit(findings: Anhorig) -> None:
    tree = ET.fromstring(checked(findings, "junit").out)  # noqa: S314 - made by the tool itself
    assert {one.tag for one in tree.iter()} == {"testsuites", "testsuite", "testcase", "failure", "system-out"}
    failures = [one.attrib["message"] for one in tree.iter("failure")]
    assert unsaid([*failures, *(one.text or "" for one in tree.iter("system-out"))]) == []
