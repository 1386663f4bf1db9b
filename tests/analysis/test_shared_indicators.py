"""Which indicators of several plans are the same, and which are measured alike."""

from datetime import date

import pytest

from anhorig_cli.analysis.shared_indicators import (
    Identity,
    Measure,
    comparable_groups,
    groups_named,
    identities,
    known_names,
    measure_of,
    same_indicators,
    suppressed_in,
)
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.usecases.across.overview_plans import KnownIndicators
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.packed import pack
from plan_text import plan_in

DAY = date(2026, 7, 1)


def known(*texts: str) -> list[Identity]:
    """Return what the indicators of plans are known by: the plans are called a, b, c."""
    plans = [
        plan_in(f"titel: P\nindikatorer: [{text}]\n", f"{name}.yaml")
        for name, text in zip("abcde", texts, strict=False)
    ]
    return [one for place, plan in enumerate(plans) for one in identities(Snapshot(plan, DAY), place)]


def names(groups: list[tuple[Identity, ...]]) -> list[list[str]]:
    return [[one.name for one in group] for group in groups]


def together(*texts: str) -> list[list[str]]:
    return names(same_indicators(known(*texts)))


def test_a_key_figure_in_kolada_is_the_same_in_every_plan() -> None:
    assert together("{id: x, titel: X, kolada: N21492}", "{id: y, titel: Y, kolada: N21492}") == [["a/x", "b/y"]]


def test_the_same_id_or_title_in_two_plans_says_nothing() -> None:
    assert together("{id: x, titel: X}", "{id: x, titel: X}") == [["a/x"], ["b/x"]]


def test_an_id_that_kolada_could_not_have_says_nothing() -> None:
    assert together("{id: x, titel: X, kolada: antal}", "{id: y, titel: Y, kolada: antal}") == [["a/x"], ["b/y"]]


def test_what_follows_an_indicator_is_the_same_as_it() -> None:
    assert together("{id: x, titel: X}", "{id: y, titel: Y, följer: a/x}") == [["a/x", "b/y"]]


def test_an_indicator_can_be_followed_by_its_title() -> None:
    assert together("{id: x, titel: Nöjda}", "{id: y, titel: Y, följer: a/nöjda}") == [["a/x", "b/y"]]


def test_two_that_follow_one_that_is_not_there_are_the_same() -> None:
    assert together("{id: x, titel: X, följer: lan/z}", "{id: y, titel: Y, följer: LAN/z}") == [["a/x", "b/y"]]


def test_two_that_are_each_the_same_as_a_third_are_the_same() -> None:
    found = together(
        "{id: x, titel: X, kolada: N21492}", "{id: y, titel: Y, följer: c/z}", "{id: z, titel: Z, kolada: N21492}"
    )
    assert found == [["a/x", "b/y", "c/z"]]


def test_indicators_that_follow_each_other_in_a_circle_are_the_same() -> None:
    assert together("{id: x, titel: X, följer: b/y}", "{id: y, titel: Y, följer: a/x}") == [["a/x", "b/y"]]


def test_a_name_means_a_key_figure_or_an_indicator_of_a_plan_before_an_id_or_a_title() -> None:
    groups = same_indicators(
        known(
            "{id: x, titel: Nöjda, kolada: N21492}",
            "{id: y, titel: Y, kolada: N21492}, {id: x, titel: Trygga}",
            "{id: nöjda, titel: Andra}",
        )
    )
    assert names(groups_named("n21492", groups)) == [["a/x", "b/y"]]
    assert names(groups_named("b/y", groups)) == [["a/x", "b/y"]]
    assert names(groups_named("a/NÖJDA", groups)) == [["a/x", "b/y"]]
    assert names(groups_named("nöjda", groups)) == [["c/nöjda"]]
    assert names(groups_named("trygga", groups)) == [["b/x"]]
    assert names(groups_named("x", groups)) == [["a/x", "b/y"], ["b/x"]]
    assert groups_named("z", groups) == []
    assert known_names(groups[0]) == ["N21492", "a/x", "b/y", "x", "Nöjda", "y", "Y"]


def measure(indicator: str, rest: str = "") -> Measure:
    plan = plan_in(f"titel: P\n{rest}indikatorer: [{{id: i, titel: I, {indicator}}}]\n")
    return measure_of(Snapshot(plan, DAY), plan.indicators[0])


def test_a_measure_is_its_unit_its_method_and_when_it_was_last_changed() -> None:
    assert measure("måttenhet: Timmar, mätningar: [{datum: 2026-05, värde: 4}]") == Measure("timmar")
    assert measure("mätningar: [{datum: 2026-05, täljare: 4, nämnare: 8}]") == Measure("%")
    assert measure("måttenhet: procent, mätningar: [{datum: 2026-05, värde: 4}]") == Measure("%")
    assert measure("måttenhet: ja/nej, mätningar: [{datum: 2026-05, värde: ja}]") == Measure("yes/no")
    asked = "mätningar: [{datum: 2026-05, värde: 4, enkät: e}]"
    assert measure(asked, "enkäter: [{id: e, titel: E, metod: Fokusgrupp}]\n") == Measure("", "focus_group")
    assert measure(asked, "enkäter: [{id: e, titel: E, metod: Telefon}]\n") == Measure("", "telefon")
    assert measure(asked, "enkäter: [{id: e, titel: E}]\n") == Measure("", "survey")
    changed = measure("mätningar: [{datum: 2026-03, värde: 4, metodbyte: ja}, {datum: 2026-05, värde: 4}]").changed
    assert changed is not None
    assert changed.written == "2026-03"


def test_a_value_to_come_says_nothing_of_how_it_is_measured() -> None:
    assert measure("måttenhet: timmar, mätningar: [{datum: 2026-07, värde: 4}]") == Measure("timmar", has_value=False)


def test_only_what_is_measured_alike_stands_together_and_most_first() -> None:
    hours, asked, unmeasured = Measure("timmar"), Measure("timmar", "survey"), Measure("timmar", has_value=False)
    assert comparable_groups([asked, hours, unmeasured, hours, Measure("%", has_value=False)]) == [[1, 2, 3], [0], [4]]


def test_of_very_many_only_those_that_may_be_shared_stay_in_memory() -> None:
    many = [Identity(0, "a", f"i{number}", f"Indikator {number}", "", "") for number in range(1000)]
    following = Identity(0, "b", "x", "X", "", "a/i7")
    packed = [pack(many), pack([following])]
    assert [one.id for one in KnownIndicators(packed).shared_or_called()] == ["i7", "x"]
    assert [one.id for one in KnownIndicators(packed).shared_or_called("indikator 9")] == ["i7", "i9", "x"]
    assert folded.cache_info().currsize == 0


@pytest.mark.parametrize(
    "told",
    [
        "utgångsvärde: {värde: 3, datum: 2023-12-31}, mätningar: [{datum: 2024-12-31, värde: 40}]",
        "mätningar: [{datum: 2023-12-31, värde: 3}, {datum: 2024-12-31, värde: 40}]",
        "mätningar: [{datum: 2024-12-31, värde: 40, kvinnor: 37, män: 3}]",
    ],
)
def test_an_indicator_with_few_people_at_any_time_or_of_a_sex_is_not_told_in_full(told: str) -> None:
    rows = f"[{{id: Stöd, titel: Stöd, personer: ja, {told}}}, {{id: annat, titel: Annat, personer: ja}}]"
    assert suppressed_in(plan_in(f"titel: P\nindikatorer: {rows}"), 5) == {"stöd"}
