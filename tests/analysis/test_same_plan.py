"""The same plan, renamed or split into a folder."""

from anhorig_cli.analysis.pairing import Version, same_plans
from plan_text import plan_in


def _version(path: str, text: str) -> Version:
    plan = plan_in(text, path)
    return Version(path, path, plan)


def _subgoals(*names: str) -> str:
    return "delmål: [" + ", ".join(f"{{id: {name}, titel: {name}}}" for name in names) + "]\n"


def _paths(before: list[Version], after: list[Version]) -> list[tuple[str, str]]:
    return [(b.path, a.path) for b, a in same_plans(before, after).kept]


def test_a_plan_keeps_its_path_though_all_else_changes() -> None:
    assert _paths([_version("a.yaml", "titel: A\n")], [_version("a.yaml", "titel: B\nid: c\n")]) == [
        ("a.yaml", "a.yaml")
    ]


def test_a_plan_that_becomes_a_folder_has_the_same_id() -> None:
    assert _paths([_version("p/a.yaml", "titel: A\n")], [_version("p/a/plan.yaml", "id: a\ntitel: Annat\n")]) == [
        ("p/a.yaml", "p/a/plan.yaml")
    ]


def test_a_renamed_plan_has_the_same_title_or_most_of_the_subgoals() -> None:
    before = [_version("a.yaml", "titel: Plan\n"), _version("b.yaml", "titel: Gammal\n" + _subgoals("x", "y", "z"))]
    after = [_version("c.yaml", "titel: Ny\n" + _subgoals("x", "y", "w")), _version("d.yaml", "titel: plan\n")]
    assert sorted(_paths(before, after)) == [("a.yaml", "d.yaml"), ("b.yaml", "c.yaml")]


def test_plans_with_little_in_common_are_two() -> None:
    before = [_version("a.yaml", "titel: A\n" + _subgoals("x", "y", "z"))]
    after = [_version("b.yaml", "titel: B\n" + _subgoals("x", "v", "w"))]
    found = same_plans(before, after)
    assert (found.kept, [v.path for v in found.added], [v.path for v in found.removed]) == ((), ["b.yaml"], ["a.yaml"])
    assert same_plans([_version("a.yaml", "titel: A\n")], [_version("b.yaml", "titel: B\n")]).kept == ()
