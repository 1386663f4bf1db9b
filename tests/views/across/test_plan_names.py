"""What plans are called beside each other, and in which order they stand."""

from anhorig_cli.views.across.plan_names import PlanName, alphabetical, names_apart, some_of
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.vocabulary import Language

SWEDISH = Formatter.of(Language.SV)


def test_a_plan_is_called_by_its_organisation_where_each_has_its_own() -> None:
    assert names_apart([PlanName("a", "Plan", "Åby"), PlanName("b", "Plan", "Berg")]) == ["Åby", "Berg"]


def test_plans_of_one_organisation_are_called_by_their_titles() -> None:
    assert names_apart([PlanName("a", "Skolan", "Åby"), PlanName("b", "Vården", "åby ")]) == ["Skolan", "Vården"]


def test_a_title_that_several_share_is_told_apart_by_id() -> None:
    named = names_apart([PlanName("a", "Plan", "Åby"), PlanName("b", "plan", ""), PlanName("c", "Vård", "")])
    assert named == ["Plan (a)", "plan (b)", "Vård"]


def test_names_stand_as_in_a_swedish_list() -> None:
    names = ["Örebro", "Åre", "Ängelholm", "Ale", "Zinkgruvan", "Älvdalen", "Édenryd", "Falun"]
    assert sorted(names, key=alphabetical) == [
        "Ale",
        "Édenryd",
        "Falun",
        "Zinkgruvan",
        "Åre",
        "Älvdalen",
        "Ängelholm",
        "Örebro",
    ]


def test_of_many_names_some_are_told_and_the_rest_counted() -> None:
    assert some_of("abc", SWEDISH) == "a, b och c"
    assert some_of("abcdef", SWEDISH) == "a, b, c, d, e och f"
    assert some_of("abcdefg", SWEDISH) == "a, b, c, d, e och 2 till"
