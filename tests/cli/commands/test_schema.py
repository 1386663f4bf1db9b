"""`anhorig schema`: written where one asks, and of use to others."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from anhorig_cli.schema.schema_kind import SchemaKind
from command_line import Anhorig
from conftest import PLANS


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("part", SchemaKind)
def test_every_schema_is_one(part: SchemaKind, language: str, anhorig: Anhorig) -> None:
    run = anhorig("schema", "--part", part, "--language", language)
    assert (run.code, run.err) == (0, "")
    Draft202012Validator.check_schema(json.loads(run.out))


def test_without_options_it_is_that_of_a_plan_in_swedish(anhorig: Anhorig) -> None:
    schema = json.loads(anhorig("schema").out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "En plan för anhörigstöd"
    assert "delmål" in schema["properties"]


def test_a_file_is_written(anhorig: Anhorig, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    run = anhorig("schema", "-o", file, "--language", "en")
    assert (run.code, run.out, run.err) == (0, "", f"written: {file}\n")
    assert file.read_text(encoding="utf-8") == anhorig("schema", "--language", "en").out


def test_a_folder_gets_a_schema_for_each_kind_of_file(anhorig: Anhorig, tmp_path: Path) -> None:
    assert anhorig("schema", "-o", f"{tmp_path}/new/").code == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == {f"{part}.schema.json" for part in SchemaKind}


def test_an_unknown_part_is_wrong_usage(anhorig: Anhorig) -> None:
    run = anhorig("schema", "--part", "chapters")
    assert run.code == 2
    assert "chapters" in run.err


def test_check_jsonschema_can_use_it(anhorig: Anhorig, tmp_path: Path) -> None:
    schema, bad = tmp_path / "plan.json", tmp_path / "bad.yaml"
    anhorig("schema", "-o", schema)
    bad.write_text("titel: P\ndelmål: [{id: a, titel: A, senast: 2021-02-30}]\n", encoding="utf-8")
    tool = [str(Path(sys.executable).with_name("check-jsonschema")), "--schemafile", str(schema)]
    good = subprocess.run([*tool, *map(str, PLANS.glob("*.yaml"))], capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stdout
    refused = subprocess.run([*tool, str(bad)], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "2021-02-30" in refused.stdout


def test_a_file_is_told_of_in_one_line_that_does_nothing(anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("schema", "-o", tmp_path / "röd\x1b[31m.json")
    assert run.err == f"skrev {tmp_path}/röd\\u001b[31m.json\n"
