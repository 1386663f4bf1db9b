"""Text that YAML takes for a comment is warned of, unless it looks like one."""

import pytest

from plan_text import Found, flaws, loaded


def warned(text: str, name: str = "plan.yaml") -> list[tuple[int, int]]:
    return [(f.line, f.column) for f in only_hash(flaws(text, name))]


def only_hash(found: list[Found]) -> list[Found]:
    assert {f.slug for f in found} <= {"text-after-hash"}
    return found


def test_text_after_a_hash_is_a_warning_at_its_value() -> None:
    (found,) = only_hash(flaws("titel: Mål #1 nå fler"))
    assert (found.line, found.column) == (1, 8)
    assert '"#1 nå fler"' in found.message


def test_it_is_only_a_warning_and_the_plan_is_whole() -> None:
    result = loaded("titel: Mål #1 nå fler")
    assert result.is_whole
    assert result.plan is not None
    assert result.plan.title == "Mål"


def test_each_value_has_its_own_warning() -> None:
    text = """\
        titel: Plan #2
        delmål:
          - id: d1
            titel: Nå fler #anhörigstöd
            ansvarig:
              - Enhetschef #1
        """
    assert sorted(warned(text)) == [(1, 8), (4, 12), (6, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "titel: Plan # reviderad",
        "titel: Plan  #  reviderad",
        "titel: Plan #",
        "titel: Plan # #1",
        "titel: Plan ## rubrik",
        "titel: Plan#1 nå fler",
        "titel: C#",
        "titel: 'Mål #1 nå fler'",
        'titel: "Mål #1 nå fler"',
        "titel: |\n  Mål #1 nå fler",
        "#1 en rad för sig\ntitel: Plan",
        "titel: Plan\n  #1 en rad för sig",
        "titel: 'Plan' #1",
    ],
)
def test_what_looks_like_a_comment_or_is_kept_is_left_alone(text: str) -> None:
    assert warned(text) == []


def test_an_unfinished_flow_list_is_not_an_ordinary_comment() -> None:
    assert [f.slug for f in flaws("titel: [Mål #1, nå fler]")] == ["yaml-syntax"]


def test_front_matter_is_looked_through_and_the_body_is_not() -> None:
    text = "---\ntitel: Mål #1 nå fler\n---\nAnhöriga #1 är viktiga.\n"
    assert warned(text, "plan.md") == [(2, 8)]


def test_a_value_that_aliases_repeat_is_warned_of_once() -> None:
    text = """\
        titel: Plan
        x-a: &lista
          - Enhetschef #1
        ansvarig: *lista
        """
    assert warned(text) == [(3, 5)]


def test_text_after_a_tab_and_a_hash_is_lost_too() -> None:
    assert warned("titel: Mål\t#1 nå fler") == [(1, 8)]


def test_a_long_text_is_cut_in_the_message() -> None:
    (found,) = only_hash(flaws("titel: Mål #" + "a" * 200))
    assert "a" * 31 not in found.message


@pytest.mark.parametrize("value", ["#metoo-arbetet når fler", "#1 nå fler"])
def test_a_value_that_begins_with_a_hash_is_lost_too(value: str) -> None:
    assert [line for line, _ in warned(f"titel: Plan\nmål: {value}")] == [2]
