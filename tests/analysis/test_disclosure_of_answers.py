"""What can be worked out of answers to one question."""

import re
from decimal import Decimal

import pytest

from anhorig_cli.analysis import disclosure as disclosure_module
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.disclosure_of_answers import PartOfAll, beside_small_ones
from anhorig_cli.model.plan import Plan
from plan_text import plan_in

MINIMUM = 5


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((32, 5, 3), {1, 2}),
        ((20, 17, 3), {1, 2}),
        ((36, 1, 3), {1, 2}),
        ((37, 1, 2), {0, 1, 2}),
        ((20, 10, 10), set[int]()),
        ((20, 10, 3), {2}),
        ((20, 15, 3, 2), {2, 3}),
        ((30, 3, 7, 20, 20, 0), {1, 2, 3, 5}),
        ((30, 21, 7, 3), {2, 3}),
        ((20, 33, 10, 21, 7, 3), {4, 5}),
        ((30, 26, 20, 28, 7, 8, 9, 6, 3, 6, 11, 6), {4, 8}),
    ],
    ids=[
        "three",
        "the least first",
        "two small",
        "two too small",
        "none small",
        "not all",
        "four",
        "two questions",
        "another between",
        "two others between",
        "answer by answer",
    ],
)
def test_of_shares_that_make_up_all_enough_are_hidden(counts: tuple[int, ...], hidden: set[int]) -> None:
    shares = [PartOfAll(key, Decimal(count), count < MINIMUM) for key, count in enumerate(counts)]
    assert beside_small_ones(shares, Decimal(40), MINIMUM) == hidden


def test_of_very_many_shares_all_are_hidden_where_one_is_small() -> None:
    shares = [PartOfAll(key, Decimal(key), key < MINIMUM) for key in range(61)]
    assert beside_small_ones(shares, Decimal(40), MINIMUM) == set(range(61))


TITLES = "titel: P\nenheter: [{id: norr, titel: N}, {id: söder, titel: S}]\n"
SURVEY = "enkäter: [{id: e, titel: E, utskickade: 80, besvarade: 40}]\n"
SHARE = "personer: ja, täljare: med svaret, nämnare: svarande"


def answers(*indicators: str) -> Plan:
    """Return a plan with indicators, each of measurements in its survey as `norr 10/20`: where, and how many."""
    listed = (
        f"{{id: s{n}, titel: S{n}, {SHARE}, mätningar: [{', '.join(map(_measured, one.split(', ')))}]}}"
        for n, one in enumerate(indicators)
    )
    return plan_in(f"{TITLES}{SURVEY}indikatorer: [{', '.join(listed)}]\n")


def _measured(told: str) -> str:
    where, _, counts = told.rpartition(" ")
    people, of_women = (re.findall(r"\d+", one) for one in f"{counts};".split(";", 1))
    women = f", kvinnor: {{täljare: {of_women[0]}, nämnare: {of_women[1]}}}" if of_women else ""
    unit = f", enhet: {where}" if where else ""
    return f"{{datum: 2025, enkät: e, täljare: {people[0]}, nämnare: {people[1]}{unit}{women}}}"


def hidden(*indicators: str) -> list[str]:
    """Return for each indicator a letter for each measurement: `x` where it is suppressed."""
    plan = answers(*indicators)
    disclosure = Disclosure(plan, MINIMUM)
    return ["".join("-x"[disclosure.is_suppressed(one, m)] for m in one.measurements) for one in plan.indicators]


def test_answers_to_one_question_are_told_of_all_units_or_of_none() -> None:
    """Twenty answered at one unit; ten and eight of them gave the first two answers, and so two the third."""
    of_three = ("20/40, norr 10/20, söder 10/20", "14/40, norr 8/20, söder 6/20", "6/40, norr 2/20, söder 4/20")
    assert hidden(*of_three) == ["-xx", "-xx", "-xx"]
    enough = ("20/40, norr 10/20, söder 10/20", "10/40, norr 5/20, söder 5/20", "10/40, norr 5/20, söder 5/20")
    assert hidden(*enough) == ["---", "---", "---"]


def test_a_units_sheet_tells_none_of_the_answers_that_are_not_told_of_it() -> None:
    plan = answers("20/40, norr 10/20", "14/40, norr 8/20", "6/40")
    disclosure = Disclosure(plan, MINIMUM)
    assert [disclosure.suppressed_at(unit) for unit in ("norr", "N", "söder")] == [{"s0", "s1"}, {"s0", "s1"}, set()]


def test_an_answer_that_the_plan_does_not_tell_of_a_unit_is_worked_out_from_the_others() -> None:
    assert hidden("20/40, norr 10/20", "14/40, norr 8/20", "6/40") == ["-x", "-x", "-"]
    assert hidden("20/40, norr 8/20", "14/40, norr 7/20", "6/40") == ["--", "--", "-"]


def test_units_do_not_tell_an_answer_that_is_suppressed_of_all() -> None:
    assert hidden("22/40", "15/40, norr 8/20, söder 7/20", "3/40") == ["-", "xxx", "x"]


def test_answers_to_several_questions_are_judged_each_by_itself() -> None:
    other = ("12/40, norr 6/20", "11/40, norr 5/20", "17/40, norr 9/20")
    assert hidden("20/40, norr 10/20", "14/40, norr 8/20", "6/40, norr 2/20", *other) == ["-x"] * 3 + ["--"] * 3


@pytest.mark.parametrize(("base", "is_hidden"), [(35, "-"), (36, "x"), (39, "x"), (40, "-")])
def test_those_who_answered_a_survey_are_the_whole_of_those_at_a_unit(base: int, is_hidden: str) -> None:
    assert hidden(f"norr 20/{base}") == [is_hidden]


def test_how_many_answered_at_units_is_told_by_all_indicators_together() -> None:
    assert hidden("norr 8/17", "söder 10/20") == ["x", "x"]
    assert hidden("norr 8/15", "söder 10/20") == ["-", "-"]


def test_of_too_many_answers_at_units_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure_module, "_MOST_COUNTS", 4)
    assert hidden("norr 8/15", "söder 10/20") == ["x", "x"]


def test_answers_with_others_between_them_are_told_of_all_units_or_of_none() -> None:
    """Whether they make up all at a unit, too, tells an answer to the question from one to another."""
    between = ("20/40, norr 10/20", "12/40, norr 6/20", "14/40, norr 8/20", "6/40, norr 2/20")
    assert hidden(*between) == ["-x", "--", "-x", "-x"]
    assert hidden("20/40, norr 10/20", "12/40, norr 6/20", "14/40, norr 8/20", "6/40, norr 1/20") == ["--"] * 3 + ["-x"]


def test_shares_of_so_many_that_some_make_up_all_by_chance_are_told() -> None:
    """Of thirty shares any number may make up forty; those that stand here and there are no question."""
    counts = [20, 3, *(range(5, 30)), 17, 20, 20]
    shares = [PartOfAll(key, Decimal(count), count < MINIMUM) for key, count in enumerate(counts)]
    assert 27 not in beside_small_ones(shares, Decimal(40), MINIMUM)


def test_women_and_men_of_answers_are_told_of_all_or_of_none() -> None:
    plan = answers("20/40;9/19", "10/40;8/19", "10/40;2/19")
    disclosure = Disclosure(plan, MINIMUM)
    assert [disclosure.sexes_are_suppressed(one, one.measurements[0]) for one in plan.indicators] == [True] * 3


def test_answers_in_per_cent_of_a_unit_are_told_of_all_or_of_none() -> None:
    """The unit has forty answers at most, and five in a hundred of them are two."""
    shares = ", ".join(
        f"{{id: s{value}, titel: S, måttenhet: '%', "
        f"mätningar: [{{datum: 2025, enkät: e, enhet: norr, värde: {value}}}]}}"
        for value in (50, 45, 5)
    )
    plan = plan_in(f"{TITLES}{SURVEY}indikatorer: [{shares}]\n")
    disclosure = Disclosure(plan, MINIMUM)
    assert [disclosure.is_suppressed(one, one.measurements[0]) for one in plan.indicators] == [True] * 3
