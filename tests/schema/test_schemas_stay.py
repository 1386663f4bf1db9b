"""Every JSON Schema that others rely on: the same as last time."""

import pytest

from command_line import Anhorig
from conftest import Golden

WRITING = {"plan": ("schema",), "report": ("report", "--schema"), "status": ("status", "--schema")}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", WRITING)
def test_a_schema_stays(name: str, language: str, anhorig: Anhorig, golden: Golden) -> None:
    run = anhorig(*WRITING[name], "--language", language)
    assert (run.code, run.err) == (0, "")
    golden.check(f"schemas/{name}.{language}.json", run.out)
