"""A strategy leaves the work in its areas to other plans: an area that none contributes to is found, with them."""

from pathlib import Path

import pytest

from plan_text import checked

STRATEGY = """\
titel: Länets strategi
dokumenttyp: strategi
områden:
  - {id: stod, titel: Stöd}
  - {id: unga, titel: Unga}
  - {id: arbete, titel: Arbete, del_av: vuxna}
  - {id: vuxna, titel: Vuxna}
"""
OWN = "delmål: [{id: e, titel: Eget, bidrar_till: unga}]\n"


def subgoal(area: str, more: str = "") -> str:
    return f"{{id: d, titel: Delmål, ansvarig: X, bidrar_till: {area}{more}}}"


def found(folder: Path, **plans: str) -> list[str]:
    """Return what is said of the strategy's areas when all plans of a folder are checked."""
    for name, text in plans.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [one.message for one in checked(folder) if one.slug == "uncovered-area"]


def plan(*subgoals: str) -> str:
    return f"titel: Kommunens plan\ndelmål: [{', '.join(subgoals)}]\n"


@pytest.mark.parametrize("own", ["", OWN])
def test_an_area_that_no_plan_serves_is_found(own: str, tmp_path: Path) -> None:
    told = found(tmp_path, lanet=STRATEGY + own, a=plan(subgoal("lanet/stod")), b=plan(subgoal("lanet/arbete")))
    assert told == ["no plan contributes to the area 'Unga'"]


@pytest.mark.parametrize("own", ["", OWN])
def test_a_strategy_alone_lacks_nothing(own: str, tmp_path: Path) -> None:
    assert found(tmp_path, lanet=STRATEGY + own) == []


def test_plans_that_serve_other_things_are_not_the_strategys(tmp_path: Path) -> None:
    assert found(tmp_path, lanet=STRATEGY, a=plan(subgoal("annat/stod"), "{id: x, titel: X}")) == []


def test_what_was_dropped_serves_nothing(tmp_path: Path) -> None:
    dropped = subgoal("lanet/stod", ", bedömningar: [{datum: 2026-01-15, status: avfört, kommentar: Nej}]")
    told = found(tmp_path, lanet=STRATEGY, a=plan(dropped))
    assert told == [f"no plan contributes to the area '{area}'" for area in ("Stöd", "Unga", "Arbete", "Vuxna")]


def test_both_of_two_plans_with_one_id_serve(tmp_path: Path) -> None:
    told = found(
        tmp_path,
        lanet=STRATEGY,
        a="id: kommun\n" + plan(subgoal("lanet/stod")),
        b="id: kommun\n" + plan(subgoal("lanet/unga")),
        c=plan(subgoal("lanet/vuxna")),
    )
    assert told == ["no plan contributes to the area 'Arbete'"]


def test_an_indicator_of_a_plan_serves_an_area(tmp_path: Path) -> None:
    measuring = "titel: Plan\nindikatorer: [{id: i, titel: Antal, bidrar_till: [lanet/unga, lanet/stod]}]\n"
    told = found(tmp_path, lanet=STRATEGY, a=measuring, b=plan(subgoal("lanet/arbete")))
    assert told == []


def test_a_plan_serves_an_area_through_a_subgoal_of_another(tmp_path: Path) -> None:
    told = found(
        tmp_path,
        lanet=STRATEGY + "delmål: [{id: eget, titel: Eget, bidrar_till: unga}]\n",
        a=plan(subgoal("lanet/stod")),
        b=plan(subgoal("lanet/eget")),
    )
    assert told == [f"no plan contributes to the area '{area}'" for area in ("Arbete", "Vuxna")]
