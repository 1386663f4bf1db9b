"""`anhorig explain`: a rule's page, or all rules."""

import pytest

from anhorig_cli.rules.registry import RULES
from command_line import Anhorig


@pytest.mark.parametrize("name", ["ANH301", "anh301", "overdue-subgoal"])
def test_a_rule_is_explained_by_code_or_name(name: str, anhorig: Anhorig) -> None:
    out = anhorig("explain", name).out
    assert out.startswith("ANH301 overdue-subgoal (fel)\n\nSista dagen")
    assert "\nSå här gör du:" in out
    assert "\nMend it:" in anhorig("explain", name, "--language", "en").out


def test_a_threshold_is_told(anhorig: Anhorig) -> None:
    assert anhorig("explain", "postponed-twice").out.startswith("ANH313 postponed-twice (varning, gräns 2)")
    assert anhorig("explain", "ANH313", "--language", "en").out.startswith(
        "ANH313 postponed-twice (warning, threshold 2)"
    )


def test_without_a_rule_all_are_listed(anhorig: Anhorig) -> None:
    lines = anhorig("explain").out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.slug] for rule in RULES]


@pytest.mark.parametrize(("name", "hint"), [("overdue-subgol", "overdue-subgoal"), ("ANH999", "anhorig explain")])
def test_a_rule_that_is_none_is_wrong_usage(name: str, hint: str, anhorig: Anhorig) -> None:
    run = anhorig("explain", name)
    assert run.code == 2
    assert hint in run.err
    assert len(run.err.splitlines()) == 1
