"""Every name that a template may use; the templates that people have written rely on them."""

import pytest

from anhorig_cli.views.template_reference import ROOT, FieldReference, view_reference
from conftest import GOLDEN

NAMES = GOLDEN / "template-names.txt"


def told(field: FieldReference) -> str:
    listed = f"list of {field.kind}" if field.is_list else field.kind
    return f"{listed}, or nothing" if field.may_be_missing else listed


def test_no_name_has_gone_or_holds_something_else(request: pytest.FixtureRequest) -> None:
    """New names are welcome (`make golden`); one that goes breaks somebody's template, and belongs in CHANGELOG."""
    names = {f"{view.name}.{field.name}: {told(field)}" for view in view_reference() for field in view.fields}
    if request.config.getoption("--update-golden"):
        NAMES.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8", newline="\n")
    gone = set(NAMES.read_text(encoding="utf-8").splitlines()) - names
    assert not gone


def test_views_are_met_once_each_and_described() -> None:
    views = view_reference()
    assert views[0].name == ROOT
    assert len({view.name for view in views}) == len(views)
    assert all(view.description for view in views)
    plain = {"text", "number", "yes or no"}
    assert {field.kind for view in views for field in view.fields} - plain <= {view.name for view in views}
