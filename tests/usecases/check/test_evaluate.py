"""Every text of a plan is judged, wherever it stands, and each finding is placed where its words are."""

from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import pytest
import yaml

from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.usecases.check.check_plans import check_with
from anhorig_cli.usecases.check.evaluate import CheckOptions
from anhorig_cli.workspace.workspace import Workspace
from plan_text import AS_OF, checked

NUMBER = "070-174 06 05"
TEXT = f"Fråga chef Anna Andersson, {NUMBER}"
NEEDED = {"id": "a", "date": "2026-01-01", "from_": "2026-01", "to": "2026-02", "occurrence": "2026-01"}
NO_TEXT_OF_ITS_OWN = {"kolada", "registry_number", "file", "part_of", "unit_of_measure", "phone"}


def full(model: type[Part]) -> dict[str, Any]:
    """Return a part as plain data, with the same words in each of its texts."""
    found = {info.alias or name: _value(name, info.annotation) for name, info in model.model_fields.items()}
    return {key: value for key, value in found.items() if value is not None}


def _value(name: str, annotation: Any) -> Any:
    if name in NEEDED:
        return NEEDED[name]
    if get_origin(annotation) in {Union, UnionType}:
        annotation = next(inner for inner in get_args(annotation) if inner is not NoneType)
    if get_origin(annotation) is tuple:
        one = _value(name, get_args(annotation)[0])
        return None if one is None else [one]
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return full(annotation)
    if annotation is str and name not in NO_TEXT_OF_ITS_OWN:
        return TEXT
    return None


@pytest.mark.parametrize("slug", ["private-phone", "personal-name"])
def test_every_text_is_judged_where_it_stands(slug: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    text = yaml.safe_dump(full(Plan), allow_unicode=True, sort_keys=False, width=1000)
    plan.write_text(text, encoding="utf-8")
    words = NUMBER if slug == "private-phone" else "Anna"
    lines = text.splitlines()
    places = [(n, line.index(words) + 1) for n, line in enumerate(lines, 1) if words in line]
    result = check_with(Workspace.of([str(plan)]), CheckOptions(AS_OF, uncapped=True))
    assert [(f.location.line, f.location.column) for f in result.findings if f.rule.slug == slug] == places


def test_a_personal_number_hides_no_other_finding(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    text = "titel: Plan\nbakgrund: Anhörig till 811228-9874\ndelmål:\n  - {id: a, titel: A, fortsätter: saknas}\n"
    plan.write_text(text, encoding="utf-8")
    assert {"personal-number", "broken-reference"} <= {found.slug for found in checked(plan)}
