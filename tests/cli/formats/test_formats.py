"""The formats that programs read: each is parsed back, and nothing of a plan acts in any of them."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sarif_pydantic import Sarif

from command_line import Anhorig
from conftest import PLANS

HOSTILE = "::error file=x::y ##[command]z %0A %25 <b> ]]> & \" ' [/red] {0}"
SCHEMA = Path(__file__).parents[4] / "shared" / "schemas" / "sarif-schema-2.1.0.json"
"""The official schema, which is not ours to commit: where it lies beside the checkout, it has its say too."""
AS_OF = ("--as-of", "2021-09-20")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan-a.yaml"
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    path.write_text(f"titel: P\ndelmål:\n  - id: a\n    titel: {quoted}\n    senast: 2020\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["text", "github"])
def test_no_line_is_a_command_but_our_own(name: str, anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("check", plan, "--format", name, *AS_OF)
    for line in (run.out + run.err).splitlines():
        assert "##[" not in line
        if line.lstrip().startswith("::"):
            assert name == "github"
            assert line.startswith(("::error file=", "::warning file=", "::notice file="))
            assert line.count("::") == 2 + HOSTILE.count("::") or "::error file=x::y" in line.split("::", 2)[2]


def test_a_file_named_like_a_command_is_none(anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "::error::x.yaml").write_text("titel: P\nfel: 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    out = anhorig("check", "::error::x.yaml", "--format", "text").out
    assert all(line.startswith("./::error::x.yaml:") for line in out.splitlines())


def test_a_github_annotation_unescapes_to_what_was_said(anhorig: Anhorig, plan: Path) -> None:
    line = next(x for x in anhorig("check", plan, "--format", "github", *AS_OF).out.splitlines() if "ANH301" in x)
    head, _, text = line.removeprefix("::").partition("::")
    assert head.startswith("error file=")
    assert ",line=5,col=13,title=ANH301 overdue-subgoal" in head
    assert HOSTILE.replace("##[", "#\u2060#[") in text.replace("%25", "%")


def test_gitlab_has_what_it_asks_for_and_marks_that_stay(anhorig: Anhorig, plan: Path) -> None:
    def issues() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(anhorig("check", plan, "--format", "gitlab", *AS_OF).out)
        return found

    before = issues()
    plan.write_text("# en ny rad\n" + plan.read_text(encoding="utf-8"), encoding="utf-8")
    after = issues()
    assert [i["fingerprint"] for i in before] == [i["fingerprint"] for i in after]
    assert len({i["fingerprint"] for i in before}) == len(before)
    assert [i["location"]["lines"]["begin"] + 1 for i in before] == [i["location"]["lines"]["begin"] for i in after]
    assert {frozenset(i) for i in before} == {
        frozenset({"description", "check_name", "fingerprint", "severity", "location"})
    }
    assert {i["severity"] for i in before} <= {"info", "minor", "major"}


@pytest.mark.parametrize("path", [PLANS, None], ids=["plans", "hostile"])
def test_sarif_is_valid(path: Path | None, anhorig: Anhorig, plan: Path) -> None:
    log = json.loads(anhorig("check", path or plan, "--format", "sarif", *AS_OF).out)
    if SCHEMA.exists():
        jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8")))
    run = Sarif.model_validate(log).runs[0]
    assert run.results
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1


def test_no_text_of_a_plan_is_a_link_in_sarif(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan-a.yaml"
    plan.write_text("titel: P\ndelmål: [{id: a, titel: 'Se [här](https://x.example)'}]\n", encoding="utf-8")
    results = json.loads(anhorig("check", plan, "--format", "sarif", *AS_OF).out)["runs"][0]["results"]
    said = [result["message"]["text"] for result in results]
    assert any("[här]\u2060(https://x.example)" in text for text in said)
    assert not any("](" in text for text in said)


def test_junit_is_xml_with_a_failure_for_each_finding(anhorig: Anhorig, plan: Path) -> None:
    root = ET.fromstring(anhorig("check", plan, "--format", "junit", *AS_OF).out)  # noqa: S314 - our own
    assert root.attrib["failures"] == str(len(root.findall(".//failure")))
    assert root.attrib["tests"] == str(len(root.findall(".//testcase")))
    texts = [failure.attrib["message"] for failure in root.findall(".//failure")]
    assert any(HOSTILE in text for text in texts)


def test_junit_fails_where_the_check_does(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text("titel: P\ndelmål: [{id: a, titel: A, senast: 2027}]\n", encoding="utf-8")
    for level, failures in (("error", 0), ("warning", 4), ("never", 0)):
        run = anhorig("check", plan, "--format", "junit", "--fail-on", level, *AS_OF)
        root = ET.fromstring(run.out)  # noqa: S314 - our own
        assert (root.attrib["failures"], bool(run.code)) == (str(failures), failures > 0)
        assert len(root.findall(".//failure")) == failures
        assert len(root.findall(".//system-out")) == 4 - failures


def test_gitlab_gets_its_list_and_whoever_reads_the_log_how_much_was_found(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("check", plan, "--format", "gitlab", *AS_OF)
    assert json.loads(run.out)
    assert run.err.startswith("1 plan kontrollerad per 2021-09-20: ")


def test_junit_tells_information_as_a_test_that_passed(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "soon.yaml"
    plan.write_text("titel: P\ndelmål: [{id: a, titel: A, senast: 2021-09-30}]\n", encoding="utf-8")
    root = ET.fromstring(anhorig("check", plan, "--format", "junit", "--select", "due-soon", *AS_OF).out)  # noqa: S314 - our own
    assert root.attrib["failures"] == "0"
    assert root.find(".//system-out") is not None


@pytest.mark.parametrize(
    ("variable", "begins"), [("GITHUB_ACTIONS", "::error file="), ("GITLAB_CI", "["), ("OTHER", "")]
)
def test_the_format_is_the_ci_services_unless_one_is_given(
    variable: str, begins: str, anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "true")
    assert anhorig("check", plan, "--select", "ANH301", *AS_OF).out.startswith(begins or str(plan))
    assert anhorig("check", plan, "--format", "text", "--select", "ANH301", *AS_OF).out.startswith(str(plan))
