"""What plans are called side by side: no two alike, and no more said than tells them apart."""

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import (
    PlanName,
    alphabetical,
    common_name,
    distinct_names,
    first_names,
    ids_apart,
    keys,
    short_names,
    title_with_organisation,
)
from anhorig_cli.vocabulary import Language

TITLE = "Plan för anhörigstöd"
ALE = PlanName(TITLE, "anhorigplan", "Ale kommun", "ale/plans/anhorigplan.yaml")
BERGA = PlanName(TITLE, "anhorigplan", "Berga kommun", "berga/plans/anhorigplan.yaml")
NEXT = PlanName(TITLE, "anhorigplan-2028", "Ale kommun", "ale/plans/anhorigplan-2028.yaml")
TWIN = PlanName(TITLE, "anhorigplan", "Ale kommun", "ale/utkast/anhorigplan.yaml")
SCHOOL = PlanName("Skolans plan", "skolan", "Ale kommun", "ale/plans/skolan.yaml")
SWEDISH = Formatter.of(Language.SV)


def test_a_title_that_no_other_has_is_enough() -> None:
    assert distinct_names([ALE, SCHOOL]) == [TITLE, "Skolans plan"]


def test_a_shared_title_is_told_apart_by_whose_it_is_then_by_id_then_by_place() -> None:
    assert distinct_names([ALE, BERGA]) == [f"{TITLE} (Ale kommun)", f"{TITLE} (Berga kommun)"]
    assert distinct_names([ALE, NEXT, BERGA]) == [
        f"{TITLE} (anhorigplan)", f"{TITLE} (anhorigplan-2028)", f"{TITLE} (Berga kommun)",
    ]  # fmt: skip
    assert distinct_names([ALE, TWIN]) == [
        f"{TITLE} (anhorigplan, ale/plans/anhorigplan.yaml)", f"{TITLE} (anhorigplan, ale/utkast/anhorigplan.yaml)",
    ]  # fmt: skip


def test_plans_of_different_organisations_are_short_by_them() -> None:
    assert short_names([ALE, BERGA]) == ["Ale kommun", "Berga kommun"]
    assert short_names([ALE, SCHOOL]) == [TITLE, "Skolans plan"]
    assert short_names([ALE, BERGA._replace(organisation="")]) == [f"{TITLE} (Ale kommun)", TITLE]


def test_ids_that_are_shared_are_told_with_their_places() -> None:
    assert ids_apart([ALE, SCHOOL]) == ["anhorigplan", "skolan"]
    assert ids_apart([ALE, BERGA]) == [f"anhorigplan ({ALE.place})", f"anhorigplan ({BERGA.place})"]


def test_a_plan_is_known_by_its_id_and_where_others_choose_it_by_whose_it_is_too() -> None:
    assert keys([ALE, SCHOOL]) == ["anhorigplan", "skolan"]
    assert keys([ALE, BERGA]) == ["Ale kommun/anhorigplan", "Berga kommun/anhorigplan"]
    elsewhere = BERGA._replace(is_elsewhere=True)
    assert keys([SCHOOL, elsewhere]) == ["skolan", "Berga kommun/anhorigplan"]


def test_plans_together_have_the_name_of_whose_they_are_or_how_many() -> None:
    assert common_name([ALE], SWEDISH) == TITLE
    assert common_name([ALE, NEXT, SCHOOL], SWEDISH) == "Ale kommun"
    assert common_name([ALE, BERGA], SWEDISH) == "2 planer"


def test_names_stand_as_in_a_swedish_list() -> None:
    names = ["Örebro", "Åre", "Ängelholm", "Ale", "Zinkgruvan", "Älvdalen", "Édenryd", "Falun"]
    assert sorted(names, key=alphabetical) == [
        "Ale", "Édenryd", "Falun", "Zinkgruvan", "Åre", "Älvdalen", "Ängelholm", "Örebro",
    ]  # fmt: skip


def test_of_many_names_some_are_told_and_the_rest_counted() -> None:
    assert first_names("abc", SWEDISH) == "a, b och c"
    assert first_names("abcdef", SWEDISH) == "a, b, c, d, e och f"
    assert first_names("abcdefg", SWEDISH) == "a, b, c, d, e och 2 till"


def test_in_another_plan_a_plan_is_called_with_whose_it_is_unless_both_are_the_same_s() -> None:
    assert (
        title_with_organisation("Länets strategi", "Region Exempel", "Ale kommun") == "Länets strategi, Region Exempel"
    )
    assert title_with_organisation("Skolans plan", "ale kommun", "Ale kommun") == "Skolans plan"
    assert title_with_organisation("Plan för Ale kommun", "Ale kommun", None) == "Plan för Ale kommun"
    assert title_with_organisation("Plan", None, "Ale kommun") == "Plan"
