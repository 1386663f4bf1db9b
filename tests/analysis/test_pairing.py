"""The same things in two versions."""

from dataclasses import dataclass

import pytest

from anhorig_cli.analysis.pairing import paired, paired_things


@dataclass(frozen=True)
class Thing:
    id: str | None
    title: str | None = None
    more: int = 0


def test_things_are_paired_by_id_then_by_title_then_by_being_the_same() -> None:
    before = [Thing("a", "Ett"), Thing("b", "Två"), Thing(None, None, 3), Thing("borta", "Borta")]
    after = [Thing("B", "Nytt namn"), Thing("ny-id", "ett"), Thing(None, None, 3), Thing("ny", "Ny")]
    found = paired_things(before, after)
    assert found.kept == ((before[1], after[0]), (before[0], after[1]), (before[2], after[2]))
    assert found.added == (after[3],)
    assert found.removed == (before[3],)
    assert found.changed == [(before[1], after[0]), (before[0], after[1])]


def test_an_id_goes_before_a_title_that_another_thing_has() -> None:
    before = [Thing("a", "Ett"), Thing("b", "Två")]
    after = [Thing("a", "Två"), Thing("c", "Ett")]
    assert paired_things(before, after).kept == ((before[0], after[0]),)


@pytest.mark.parametrize(("before", "after", "kept"), [("aab", "aa", 2), ("a", "aaa", 1), ("", "a", 0), ("a", "", 0)])
def test_what_a_key_cannot_tell_apart_is_paired_in_order(before: str, after: str, kept: int) -> None:
    was = [(letter, n) for n, letter in enumerate(before)]
    now = [(letter, n) for n, letter in enumerate(after)]
    found = paired(was, now, lambda thing: thing[0])
    assert [(b[1], a[1]) for b, a in found.kept] == [(n, n) for n in range(kept)]
    assert len(found.added) == len(after) - kept
    assert len(found.removed) == len(before) - kept
