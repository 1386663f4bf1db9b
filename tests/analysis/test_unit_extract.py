"""The part of a plan that concerns one unit."""

from datetime import date
from decimal import Decimal
from textwrap import dedent

import pytest

from anhorig_cli.analysis.occurrences import occurrences
from anhorig_cli.analysis.unit_extract import unit_extract
from anhorig_cli.model.plan import Plan
from plan_text import plan_in

DAY = date(2026, 7, 1)


WHO = """\
titel: P
enheter:
  - {id: norr, titel: Hemvård norr}
  - {id: dag, titel: Dagverksamheten, del_av: norr}
  - {id: syd, titel: Hemvård syd}
roller: [{id: ombud, titel: Anhörigombud, enheter: norr}, {id: konsulent, titel: Anhörigkonsulent}]
"""


def part(text: str, unit: str = "norr") -> Plan:
    plan = plan_in(WHO + dedent(text))
    return unit_extract(plan, unit, DAY)


@pytest.mark.parametrize(
    ("said", "is_kept"),
    [
        ("enheter: norr", True),
        ("enheter: [syd, Hemvård norr]", True),
        ("enheter: dag", True),
        ("enheter: alla", True),
        ("ansvarig: norr", True),
        ("ansvarig: ombud", True),
        ("ansvarig: Anhörigombud", True),
        ("enheter: syd", False),
        ("ansvarig: konsulent", False),
        ("senast: 2026", False),
    ],
)
def test_a_subgoal_is_the_units_by_its_units_or_who_answers_for_it(said: str, is_kept: bool) -> None:
    assert len(part(f"delmål: [{{id: a, titel: A, {said}}}]\n").subgoals) == is_kept


def test_what_a_units_own_responsible_answers_for_is_the_units() -> None:
    plan = """\
        titel: P
        enheter:
          - {id: norr, titel: Hemvård norr, ansvarig: [Enhetschef norr, syd]}
          - {id: dag, titel: Dagverksamheten, del_av: norr, ansvarig: samordnare}
          - {id: syd, titel: Hemvård syd, ansvarig: Enhetschef syd}
        roller: [{id: samordnare, titel: Samordnare}]
        delmål:
          - id: a
            titel: A
            ansvarig: Verksamhetschef
            aktiviteter:
              - {titel: Norr, ansvarig: enhetschef norr}
              - {titel: Dag, ansvarig: Samordnare}
              - {titel: Syd, ansvarig: Enhetschef syd}
              - {titel: Enheten syd, ansvarig: syd}
        indikatorer: [{id: i, titel: I, ansvarig: samordnare}]
        """
    kept = unit_extract(plan_in(plan), "norr", DAY)
    assert [[a.title for a in s.activities] for s in kept.subgoals] == [["Norr", "Dag"]]
    assert [i.id for i in kept.indicators] == ["i"]


def test_of_anothers_subgoal_only_the_units_activities_remain() -> None:
    kept = part("""\
        delmål:
          - id: a
            titel: A
            ansvarig: konsulent
            aktiviteter: [{titel: Ett, enheter: norr}, {titel: Två, enheter: syd}, Tre]
          - {id: b, titel: B, enheter: norr, aktiviteter: [{titel: Ett, enheter: syd}, Två]}
        """)
    assert [[a.title for a in s.activities] for s in kept.subgoals] == [["Ett"], ["Två"]]


def test_what_another_unit_has_carried_on_is_history() -> None:
    plan = """\
        delmål:
          - {id: a, titel: A, enheter: norr}
          - {id: b, titel: B, enheter: norr}
          - {id: c, titel: C, enheter: syd, fortsätter: a}
          - {id: d, titel: D, enheter: norr, fortsätter: b}
        """
    assert [s.id for s in part(plan).subgoals] == ["b", "d"]
    assert [s.id for s in part(plan, "Hemvård syd").subgoals] == ["c"]


def test_an_indicator_is_the_units_by_its_subgoals_or_its_own_measurements() -> None:
    kept = part("""\
        delmål: [{id: a, titel: A, enheter: norr, indikatorer: [i, j]}]
        indikatorer:
          - id: i
            titel: I
            utgångsvärde: 1
            målvärde: 90
            mätningar:
              - {datum: 2026-01, värde: 50}
              - {datum: 2026-02, värde: 7, enhet: norr}
              - {datum: 2026-02, värde: 8, enhet: syd}
          - {id: j, titel: J, målvärde: 80, mätningar: [{datum: 2026-01, värde: 5}]}
          - {id: k, titel: K}
          - {id: l, titel: L, enheter: norr}
          - id: m
            titel: M
            enheter: norr
            målvärde: 50
            täljare: kända
            nämnare: alla anhöriga
            mätningar: [{datum: 2026-01, täljare: 10, nämnare: 40, enhet: norr}]
        """)
    assert [i.id for i in kept.indicators] == ["i", "j", "l", "m"]
    own, whole, _, share = kept.indicators
    assert [(m.value, m.unit) for m in own.measurements] == [(Decimal(7), None)]
    assert (own.baseline, own.target) == (None, None)
    assert whole.target is not None
    assert share.target is not None


def test_a_target_in_per_cent_and_one_that_is_a_direction_hold_for_a_unit_too() -> None:
    kept = part("""\
        indikatorer:
          - id: i
            titel: I
            enheter: norr
            måttenhet: "%"
            målvärde: 90
            mätningar: [{datum: 2026, värde: 7, enhet: norr}]
          - {id: j, titel: J, enheter: norr, målvärde: öka, mätningar: [{datum: 2026, värde: 7, enhet: norr}]}
          - {id: k, titel: K, enheter: norr, målvärde: 90, mätningar: [{datum: 2026, värde: 7, enhet: norr}]}
        """)
    assert [indicator.target is not None for indicator in kept.indicators] == [True, True, False]


def test_of_the_annual_cycle_the_units_own_items_remain() -> None:
    kept = part("""\
        årshjul:
          - {titel: Alla, när: mars, enheter: alla}
          - {titel: Två, när: mars, enheter: [norr, syd]}
          - {titel: Syd, när: mars, enheter: syd}
          - {titel: Ombudet, när: mars, ansvarig: ombud}
          - {titel: Konsulenten, när: mars, ansvarig: konsulent}
        """)
    assert [(c.title, c.units) for c in kept.annual_cycle] == [
        ("Alla", ("norr", "dag")),
        ("Två", ("norr",)),
        ("Ombudet", ()),
    ]
    assert [u.id for u in kept.units] == ["norr", "dag"]
    assert [r.id for r in kept.roles] == ["ombud"]


@pytest.mark.parametrize("period", ["", "period: {från: 2026-04}\n"])
def test_what_others_have_ticked_off_tells_of_the_units_own_items_too(period: str) -> None:
    cycle = """\
        årshjul:
          - {titel: Syd, när: februari, enheter: syd, utfört: [2026-02-10]}
          - {titel: Norr, när: [mars, maj], enheter: norr}
          - {titel: Gemensamt, när: mars, ansvarig: norr}
        """
    plan = plan_in(WHO + period + dedent(cycle))
    found = occurrences(plan, range(2026, 2027), DAY)
    whole = [one for one in found if one.unit == "norr" or one.item.title == "Gemensamt"]
    own = occurrences(unit_extract(plan, "norr", DAY), range(2026, 2027), DAY, whole=plan)
    assert [(one.period, one.state) for one in own] == [(one.period, one.state) for one in whole]
    assert whole[-1].state == "passed"


def test_units_that_are_part_of_each_other_are_gone_round_once() -> None:
    plan = plan_in("""\
        titel: P
        enheter: [{id: a, titel: A, del_av: b}, {id: b, titel: B, del_av: a}, {id: c, titel: C}]
        """)
    assert [u.id for u in unit_extract(plan, "a", DAY).units] == ["a", "b"]
