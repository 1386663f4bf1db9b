"""Who is responsible: what a part does not say itself, what stands above it does."""

from pathlib import Path

import pytest

from anhorig_cli.analysis.responsibility import Answerable, Duties, Responsibility
from anhorig_cli.model.plan import Plan
from command_line import Anhorig
from plan_text import plan_in

AREAS = """
titel: Plan
ansvarig: Förvaltningschef
områden:
  - {id: mål, titel: Målet, ansvarig: Direktör}
  - {id: del, titel: Delen, del_av: mål}
  - {id: egen, titel: Egen, ansvarig: Utredare}
  - {id: utan, titel: Utan}
delmål:
  - {id: a, titel: A, ansvarig: Konsulent, bidrar_till: egen}
  - {id: b, titel: B, bidrar_till: [egen, utan]}
  - {id: c, titel: C, bidrar_till: del}
  - {id: d, titel: D, bidrar_till: utan}
  - {id: e, titel: E, bidrar_till: plan/egen}
  - {id: f, titel: F, bidrar_till: annan/egen}
  - {id: g, titel: G, bidrar_till: [egen, del]}
"""


@pytest.mark.parametrize(
    ("subgoal", "names", "origin"),
    [
        ("a", ("Konsulent",), "own"),
        ("b", ("Utredare",), "area"),
        ("c", ("Direktör",), "area"),
        ("d", ("Förvaltningschef",), "plan"),
        ("e", ("Utredare",), "area"),
        ("f", ("Förvaltningschef",), "plan"),
        ("g", ("Direktör", "Utredare"), "area"),
    ],
)
def test_a_subgoal_has_its_own_else_that_of_its_areas_else_the_plans(
    subgoal: str, names: tuple[str, ...], origin: str
) -> None:
    plan = plan_in(AREAS)
    found = next(one for one in plan.subgoals if one.id == subgoal)
    assert Responsibility(plan).of_subgoal(found) == Answerable(names, origin)  # type: ignore[arg-type]


def one_subgoal(more: str) -> Plan:
    return plan_in(
        f"""
        titel: P
        ansvarig: Chef
        delmål: [{{id: a, titel: A, indikatorer: i, {more}}}]
        indikatorer: [{{id: i, titel: I}}]
        """
    )


@pytest.mark.parametrize(
    ("more", "names", "origin"),
    [
        ("ansvarig: Konsulent, aktiviteter: [{titel: X, ansvarig: Y}]", ("Y",), "own"),
        ("ansvarig: Konsulent, aktiviteter: [X]", ("Konsulent",), "subgoal"),
        ("aktiviteter: [X]", ("Chef",), "plan"),
    ],
)
def test_an_activity_has_its_own_else_its_subgoals(more: str, names: tuple[str, ...], origin: str) -> None:
    plan = one_subgoal(more)
    subgoal = plan.subgoals[0]
    found = Responsibility(plan).of_activity(subgoal, subgoal.activities[0])
    assert found == (names, origin)


def test_an_indicator_has_its_own_else_its_subgoals() -> None:
    plan = one_subgoal("ansvarig: Konsulent")
    responsibility = Responsibility(plan)
    assert responsibility.of_indicator(plan.indicators[0], plan.subgoals) == (("Konsulent",), "subgoal")
    assert responsibility.of_indicator(plan.indicators[0], ()) == ((), "subgoal")


def test_a_cycle_item_has_its_own_else_its_units_else_the_plans() -> None:
    plan = plan_in(
        """
        titel: Plan
        ansvarig: Chef
        enheter: [{id: a, titel: A, ansvarig: Enhetschef}, {id: b, titel: B, del_av: a}, {id: c, titel: C}]
        årshjul:
          - {titel: X, enheter: alla}
          - {titel: Y}
          - {titel: Z, enheter: c, ansvarig: Konsulent}
        """
    )
    duties = Duties(plan)
    x, y, z = plan.annual_cycle
    assert duties.of_item(x) == {"a": ("Enhetschef",), "b": ("Enhetschef",), "c": ("Chef",)}
    assert duties.of_item(y) == {None: ("Chef",)}
    assert duties.of_item(z) == {"c": ("Konsulent",)}
    assert [duties.is_of_plan(x, unit) for unit in "abc"] == [False, False, True]
    assert (duties.is_of_plan(y, None), duties.is_of_plan(z, "c")) == (True, False)


INHERITED = """titel: Plan
ansvarig: Enhetschef
delmål:
  - {id: a, titel: Fler får stöd, senast: 2025-12-31}
  - {id: b, titel: Fler får råd, senast: 2025-12-31, ansvarig: Konsulent}
årshjul: [{titel: Möte, när: juni}]
"""


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("report", "--full"), "Enhetschef, för hela planen"),
        (("report", "--template", "tjansteskrivelse"), "Enhetschef, för hela planen"),
        (("status",), "Fler får stöd (delmål; Enhetschef, för hela planen)"),
        (("cycle",), "Möte (ansvarig: Enhetschef, för hela planen)"),
        (("calendar", "--subgoals"), "Ansvarig: Enhetschef\\, för hela planen"),
    ],
)
def test_what_is_inherited_is_printed_as_such(
    anhorig: Anhorig, tmp_path: Path, command: tuple[str, ...], told: str
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(INHERITED, encoding="utf-8")
    out = anhorig(command[0], path, "--as-of", "2026-05-20", *command[1:]).out
    assert told in out.replace("\r\n ", "")
    assert "Konsulent, för" not in out


def test_and_check_tells_it_once_and_misses_nobody(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(INHERITED, encoding="utf-8")
    out = anhorig("check", path, "--as-of", "2026-05-20").out
    told = [line for line in out.splitlines() if "ANH304" in line or "ANH503" in line]
    assert len(told) == 1
    answer = "1 av 2 öppna delmål anger ingen ansvarig, så ansvaret ligger på den som ansvarar för planen eller området"
    assert f"{path}:2:11: ANH304 {answer}" in told[0]
    assert told[0].endswith("[upplysning]")


def test_a_unit_has_on_its_sheet_what_it_answers_for_as_the_whole_plans(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    units = "enheter: [{id: u, titel: Enheten}]\nroller: [{id: chef, titel: Enhetschef, enheter: u}]\n"
    path.write_text(INHERITED.replace("delmål", units + "delmål", 1).replace("Konsulent", "chef"), encoding="utf-8")
    out = anhorig("report", path, "--as-of", "2026-05-20", "--template", "enhet", "--unit", "u").out
    assert "Fler får stöd" in out
    assert "Möte" in out
