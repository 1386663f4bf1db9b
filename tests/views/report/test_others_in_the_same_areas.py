"""What a plan's report tells of others in the areas that it contributes to: the first, and how many more."""

from pathlib import Path

import pytest

from command_line import Anhorig

STRATEGY = "titel: Länet\norganisation: Regionen\nområden: [{id: stod, titel: Stöd}, {id: unga, titel: Unga}]\n"
PLAN = """\
titel: Plan {n}
organisation: Kommun {n}
delmål:
  - {{id: a, titel: Ett, bidrar_till: [lanet/stod, lanet/unga]}}
  - {{id: b, titel: Två, bidrar_till: lanet/stod}}
"""


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A strategy and fifteen plans, each with two subgoals in one area, one of which is in another area, too."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "anhorig.yaml").touch()
    (tmp_path / "plans" / "lanet.yaml").write_text(STRATEGY, encoding="utf-8")
    for n in range(15):
        (tmp_path / "plans" / f"plan-{n:02}.yaml").write_text(PLAN.format(n=n), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("county")
def test_a_subgoal_in_two_areas_is_counted_once_and_ones_own_are_not(anhorig: Anhorig) -> None:
    page = anhorig("report", "plans/plan-03.yaml", "--as-of", "2026-05-01", "--format", "md", "-o", "-").out
    assert "(där har andra planer 28 delmål: 28 saknar bedömning)" in page


@pytest.mark.usefixtures("county")
def test_the_first_are_told_and_how_many_more_there_are(anhorig: Anhorig) -> None:
    page = anhorig("report", "plans/plan-03.yaml", "--as-of", "2026-05-01", "--full", "--format", "md", "-o", "-").out
    told = page.partition("**Det som andra planer gör i samma områden**")[2]
    stod = next(line for line in told.splitlines() if line.startswith("| Stöd |"))
    assert stod.count("Kommun ") == 20
    assert "8 till" in stod
    assert "Kommun 3:" not in stod
