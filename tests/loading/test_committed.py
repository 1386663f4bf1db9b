"""Which files of a revision are plans: the same as `discovery` finds on disk."""

from pathlib import Path

import pytest

from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.workspace.revision import committed_plans, folders_around, marks_of, may_be_of_a_plan

FILES = {
    "planer/10-sist.yaml": "titel: Tio\n",
    "planer/2-först.yml": "titel: Två\n",
    "planer/README.md": "---\ntitel: nej\n---\n",
    "planer/anteckning.md": "Ingen plan.\n",
    "planer/egen.md": "---\ntitel: Egen\n---\nBakgrund.\n",
    "planer/.gömd.yaml": "titel: Gömd\n",
    "planer/.mapp/a.yaml": "titel: Gömd\n",
    "planer/anhorig.yaml": "språk: sv\n",
    "planer/bild.png": "x",
    "planer/stor/plan.yaml": "titel: Stor\n",
    "planer/stor/arshjul.yaml": "årshjul: []\n",
    "planer/stor/README.md": "Läs.\n",
    "planer/stor/delmål/2-b.md": "---\ntitel: B\n---\n",
    "planer/stor/delmål/10-c.yaml": "titel: C\n",
    "planer/stor/delmål/djupt/plan.yaml": "titel: Passerad\n",
    "planer/stor/övrigt/d.yaml": "titel: D\n",
    "planer/under/a.yaml": "titel: A\n",
}


def _committed(place: str, shown: str, top: Path = Path("/r")) -> list[tuple[str, bool, list[str]]]:
    texts = {
        path: text.encode()
        for path, text in FILES.items()
        if (path == place or path.startswith(f"{place}/" if place else "")) and may_be_of_a_plan(path, place)
    }
    return [
        (plan.name, plan.is_folder, [name for name, _ in plan.files])
        for plan in committed_plans(texts, place, shown, top)
    ]


@pytest.mark.parametrize("place", ["planer", "planer/stor", "planer/egen.md", "planer/under", ""])
def test_the_plans_of_a_revision_are_those_on_disk(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = place or "."
    found = [(plan.name, plan.is_folder, [name for name, _ in plan.files]) for plan in find_plans(shown)]
    assert _committed(place, shown) == found


def test_a_plan_of_a_revision_is_read_from_its_bytes() -> None:
    texts = {path: text.encode() for path, text in FILES.items() if path.startswith("planer/stor/")}
    (plan,) = committed_plans(texts, "planer/stor", "min/stor", Path("/r"))
    loaded = load(plan)
    assert loaded.plan is not None
    assert (loaded.id, loaded.plan.title) == ("stor", "Stor")
    assert [subgoal.title for subgoal in loaded.plan.subgoals] == ["B", "C"]
    assert [d.location.file for d in loaded.diagnostics] == [
        "min/stor/delmål/djupt/plan.yaml",
        "min/stor/övrigt/d.yaml",
    ]


def test_the_folders_around_a_place_and_what_marks_them() -> None:
    assert folders_around("a/b/c.yaml") == ["a/b/c.yaml", "a/b", "a", ""]
    assert folders_around("") == [""]
    plans, project = marks_of("a/b")
    assert "a/b/plan.md" in plans
    assert project == "a/b/anhorig.yaml"
    assert marks_of("")[1] == "anhorig.yaml"
