"""Findings of many plans: in order, as many as there are, and packed."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.diagnostics import Diagnostic, Related, Rule, Severity
from anhorig_cli.source import Location, message
from anhorig_cli.usecases.check.check_plans import Findings, FindingsChunk

OVERDUE = Rule("ANH301", "overdue-subgoal", "A deadline has passed.", Severity.ERROR)
SOON = Rule("ANH303", "due-soon", "A deadline is near.", Severity.WARNING)


def finding(file: str, line: int, rule: Rule = OVERDUE) -> Diagnostic:
    return rule.at(Location(file, line, 1), message("'{title}' is late", title=f"Delmål {line}"))


ANY = st.builds(finding, st.sampled_from("abcd"), st.integers(1, 9), st.sampled_from([OVERDUE, SOON]))


@given(st.lists(st.lists(ANY, max_size=5), max_size=4), st.lists(ANY, max_size=3), st.booleans())
def test_all_findings_come_in_order_however_they_are_parted(
    parts: list[list[Diagnostic]], more: list[Diagnostic], packed: bool
) -> None:
    every = sorted([one for part in parts for one in part] + more, key=lambda one: one.sort_key)
    found = Findings([FindingsChunk.of(part, packed=packed) for part in parts], more)
    assert list(found) == every
    assert list(found) == every, "one can go through them again"
    assert len(found) == len(every)
    assert found.tally[SOON, Severity.WARNING] == sum(one.rule == SOON for one in every)


def test_the_findings_of_some_rules_alone() -> None:
    found = Findings([FindingsChunk.of([finding("a", 1), finding("a", 2, SOON)], packed=True)], [finding("b", 1, SOON)])
    soon = found.only(lambda rule: rule == SOON)
    assert [one.location for one in soon] == [Location("a", 2, 1), Location("b", 1, 1)]
    assert dict(soon.tally) == {(SOON, Severity.WARNING): 2}
    assert len(found.only(lambda _: False)) == 0
    assert list(soon.only(lambda rule: rule == OVERDUE)) == [], "what was left out stays so"


def test_packed_findings_take_a_hundredth_of_the_memory() -> None:
    part = FindingsChunk.of((finding(f"plans/plan-{n:03}.yaml", n, SOON) for n in range(1000)), packed=True)
    assert isinstance(part.data, bytes)
    assert sys.getsizeof(part.data) < 10 * 1000  # of some 1,000 bytes each


def test_the_places_of_a_finding_are_unpacked_as_they_were() -> None:
    other = finding("a", 2)
    one = finding("a", 1)._replace(related=(Related(other.location, other.message),))
    (unpacked,) = FindingsChunk.of([one], packed=True).unpacked()
    assert unpacked == one
    assert unpacked.related[0].location.line == 2
    assert unpacked.related[0].message.values == {"title": "Delmål 2"}
