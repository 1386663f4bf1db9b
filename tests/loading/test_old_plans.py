"""Plans as they stood in November 2026 load as they did then: nothing new is told, and no value is another.

The file holds their texts, with every value that was read of them and every finding of reading. It is not made anew.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load_texts

OLD: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("old-plans-2026-11.json").read_text(encoding="utf-8")
)


def read(name: str, old: dict[str, Any]) -> LoadedPlan:
    is_folder: bool = old["is_folder"]
    texts = [
        FileText(f"{name}/{path}" if is_folder else path, path, text.encode()) for path, text in old["files"].items()
    ]
    plan_id = Path(name).name if is_folder else Path(name).stem
    return load_texts(name, plan_id, texts, is_folder=is_folder)


def values(dumped: object) -> Iterator[str]:
    if isinstance(dumped, dict):
        for one in cast("dict[str, object]", dumped).values():
            yield from values(one)
    elif isinstance(dumped, list):
        for one in cast("list[object]", dumped):
            yield from values(one)
    elif dumped is not None:
        yield str(dumped)


@pytest.mark.parametrize("name", OLD)
def test_a_plan_of_then_loads_as_it_did(name: str) -> None:
    found = read(name, OLD[name])
    assert found.plan is not None
    assert sorted(one.rule.code for one in found.diagnostics) == OLD[name]["told"]
    dumped = found.plan.model_dump(mode="json", exclude_defaults=True)
    assert Counter(values(dumped)) == Counter(OLD[name]["values"])
