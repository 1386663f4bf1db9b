"""What a name that is not known may mean is looked for the first times only, since it takes time."""

from pathlib import Path

from plan_text import Found, checked

MOST = 20


def plan(path: Path, *units: str) -> Path:
    lines = ["titel: Plan", "enheter:", "  - {id: hemvard, titel: Hemvården}", "delmål:"]
    lines += [f"  - {{id: d{n}, titel: D{n}, senast: löpande, enheter: [{unit}]}}" for n, unit in enumerate(units)]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def of(slug: str, found: list[Found]) -> int:
    return sum(one.slug == slug for one in found)


def test_a_near_miss_is_an_error_whatever_stands_before_it(tmp_path: Path) -> None:
    unknown = [f"Förvaltning {n}" for n in range(MOST - 1)]
    found = checked(plan(tmp_path / "plan.yaml", *unknown, "hemvrad"))
    assert (of("broken-reference", found), of("unknown-name", found)) == (1, MOST - 1)


def test_after_many_names_that_are_not_known_a_near_miss_is_only_unknown(tmp_path: Path) -> None:
    unknown = [f"Förvaltning {n}" for n in range(MOST)]
    found = checked(plan(tmp_path / "plan.yaml", *unknown, "hemvrad"))
    assert of("broken-reference", found) == 0


def test_the_same_near_miss_is_an_error_wherever_it_stands(tmp_path: Path) -> None:
    found = checked(plan(tmp_path / "plan.yaml", *["hemvrad"] * (MOST - 2)))
    assert (of("broken-reference", found), of("unknown-name", found)) == (MOST - 2, 0)


def test_ordinary_text_is_no_name_that_is_not_known(tmp_path: Path) -> None:
    path = plan(tmp_path / "plan.yaml", "hemvrad")
    people = "".join(f"  - {{id: a{n}, titel: A{n}, målgrupper: [Grupp {n}]}}\n" for n in range(MOST * 2))
    path.write_text(path.read_text(encoding="utf-8").replace("delmål:\n", f"delmål:\n{people}"), encoding="utf-8")
    assert of("broken-reference", checked(path)) == 1
