"""Indicators and surveys in a report: what is told, and what is not told of few people."""

from datetime import date

import pytest

from anhorig_cli.model.project import Project
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.organisation import SurveyView
from anhorig_cli.views.report.report import report_view
from anhorig_cli.vocabulary import Language
from plan_text import plan_in
from report_views import report


def indicator(fields: str) -> IndicatorView:
    return report(f"titel: P\nindikatorer: [{{id: i, titel: I, {fields}}}]\n").indicators[0]


def survey(fields: str) -> SurveyView:
    return report(f"titel: P\nenkäter: [{{id: e, titel: E, {fields}}}]\n").surveys[0]


def test_a_share_prints_counts_and_percent() -> None:
    view = indicator("täljare: nöjda, nämnare: svarande, mätningar: [{datum: 2026-03, täljare: 30, nämnare: 40}]")
    assert (view.latest, view.latest_date) == ("75\u00a0% (30 av 40)", "mars 2026")
    assert not view.is_suppressed


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(3, 40), (38, 40), (0, 40), (4, 4)], ids=["few", "few others", "none", "few in all"]
)
def test_a_share_of_few_people_is_not_told_and_neither_is_the_rest(numerator: int, denominator: int) -> None:
    measurement = f"{{datum: 2026-03, täljare: {numerator}, nämnare: {denominator}, kvinnor: {numerator}, män: 20}}"
    view = indicator(f"personer: ja, täljare: nöjda, nämnare: svarande, mätningar: [{measurement}]")
    assert view.latest == "visas inte, få personer"
    assert view.measurements[0].counts == ""
    assert view.measurements[0].details == "kvinnor och män: visas inte, få personer"
    assert view.values == ()
    assert view.is_suppressed


def test_women_and_men_are_told_together_or_not_at_all() -> None:
    told = indicator("mätningar: [{datum: 2026-03, värde: 40, kvinnor: 30, män: 10}]")
    assert told.measurements[0].details == "kvinnor 30, män 10"
    few = indicator("mätningar: [{datum: 2026-03, värde: 40, kvinnor: 37, män: 3}]")
    assert few.measurements[0].details == "kvinnor och män: visas inte, få personer"
    assert few.is_suppressed
    assert indicator("mätningar: [{datum: 2026-03, värde: 20, män: 9}]").measurements[0].details == "män 9"


_NOT_TOLD = "kvinnor och män: visas inte, få personer"
_OF_UNKNOWN = "kvinnor och män: visas inte, eftersom det inte framgår hur många de är"


@pytest.mark.parametrize(
    ("whole", "sexes", "told"),
    [
        (
            "täljare: 63, nämnare: 90",
            "kvinnor: {täljare: 37, nämnare: 50}, män: {täljare: 26, nämnare: 40}",
            "kvinnor 74\u00a0% (37 av 50), män 65\u00a0% (26 av 40)",
        ),
        ("täljare: 63, nämnare: 90", "kvinnor: {täljare: 37, nämnare: 50}", "kvinnor 74\u00a0% (37 av 50)"),
        ("täljare: 63, nämnare: 90", "kvinnor: {täljare: 47, nämnare: 50}", _NOT_TOLD),  # three are not
        ("täljare: 63, nämnare: 90", "kvinnor: {täljare: 3, nämnare: 50}", _NOT_TOLD),
        ("täljare: 63, nämnare: 90", "kvinnor: {täljare: 60, nämnare: 80}", _NOT_TOLD),  # three men are
        ("täljare: 63, nämnare: 90", "kvinnor: {täljare: 63, nämnare: 80}", _NOT_TOLD),  # no man is
        ("täljare: 63, nämnare: 90", "kvinnor: {täljare: 40, nämnare: 64}", _NOT_TOLD),  # three men are not
        (
            "täljare: 63, nämnare: 90",
            "kvinnor: {täljare: 37, nämnare: 50}, män: {täljare: 24, nämnare: 38}",
            _NOT_TOLD,  # two are of neither
        ),
        ("täljare: 63, nämnare: 90", "kvinnor: 74, män: 65", _OF_UNKNOWN),  # of how many is not known
        ("täljare: 63, nämnare: 90", "kvinnor: {täljare: 37}", _OF_UNKNOWN),
        ("täljare: 3, nämnare: 90", "kvinnor: {täljare: 37, nämnare: 50}", _NOT_TOLD),
    ],
)
@pytest.mark.parametrize("people", ["", "personer: ja, "])
def test_shares_of_women_and_of_men_are_told_where_none_of_their_counts_is_few(
    whole: str, sexes: str, told: str, people: str
) -> None:
    words = f"{people}täljare: nöjda, nämnare: svarande"
    view = indicator(f"{words}, mätningar: [{{datum: 2026-03, {whole}, {sexes}}}]")
    if not people and "{" not in sexes:
        told = "kvinnor 74\u00a0%, män 65\u00a0%"  # nothing says that it is of people
    assert view.measurements[0].details == told


def test_a_share_of_women_in_a_count_is_not_told() -> None:
    view = indicator("måttenhet: timmar, mätningar: [{datum: 2026-03, värde: 90, kvinnor: {täljare: 37, nämnare: 50}}]")
    assert view.measurements[0].details == _NOT_TOLD


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("måttenhet: '%'", "kvinnor 74\u00a0%, män 68\u00a0%"),
        ("måttenhet: timmar", "kvinnor 74 timmar, män 68 timmar"),
        ("personer: ja", "kvinnor 74, män 68"),
        ("personer: ja, måttenhet: anhöriga", "kvinnor 74, män 68"),
    ],
)
def test_women_and_men_bear_the_unit_of_the_indicator(fields: str, told: str) -> None:
    view = indicator(f"{fields}, mätningar: [{{datum: 2026-03, värde: 142, kvinnor: 74, män: 68}}]")
    assert view.measurements[0].details == told
    assert view.tells_more


def test_a_small_count_of_people_is_fewer_than_the_threshold() -> None:
    view = indicator("personer: ja, utgångsvärde: 2, målvärde: 50, mätningar: [{datum: 2026-03, värde: 4}]")
    assert (view.baseline, view.latest, view.way) == ("färre än 5", "färre än 5", "")
    assert view.values == ()
    assert indicator("mätningar: [{datum: 2026-03, värde: 4}]").latest == "4"


def test_per_cent_of_people_are_no_count_of_people() -> None:
    view = indicator("personer: ja, måttenhet: '%', utgångsvärde: 3, mätningar: [{datum: 2026-03, värde: 4}]")
    assert (view.baseline, view.latest) == ("3\u00a0%", "4\u00a0%")


def test_a_measurement_may_be_approximate_or_lack_a_value() -> None:
    assert (
        indicator("måttenhet: anhöriga, mätningar: [{datum: 2026-06, värde: 40, ungefär: ja}]").latest
        == "cirka 40 anhöriga"
    )
    view = indicator("mätningar: [{datum: 2026-06}]")
    assert view.latest == ""
    assert view.measurements[0].value == ""
    assert view.reason == "inget har mätts"


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("80", "80"),
        ("{minst: 10, senast: 2026-11-30}", "minst 10 senast 30 november 2026"),
        ("{minst: 10, högst: 20}", "minst 10, högst 20"),
        ("öka", "Ska öka"),
        ("{riktning: minska, senast: 2027}", "Ska minska senast 2027"),
        ("{senast: 2027}", ""),
    ],
)
def test_a_target_is_told_as_it_was_set(target: str, told: str) -> None:
    assert indicator(f"målvärde: {target}").target == told


def test_the_first_of_several_measurements_stands_for_a_baseline_that_is_missing() -> None:
    several = "mätningar: [{datum: 2026-01, värde: 10}, {datum: 2026-02, värde: 15}]"
    assert indicator(several).baseline == "10 (första mätningen, januari 2026)"
    assert indicator(f"utgångsvärde: {{värde: 9, datum: 2025}}, målvärde: 21, {several}").baseline == "9 (2025)"
    assert indicator(f"utgångsvärde: 9, målvärde: 21, {several}").way == "50\u00a0% av vägen till målvärdet"
    assert indicator("mätningar: [{datum: 2026-01, värde: 10}]").baseline == ""


@pytest.mark.parametrize(
    ("values", "trend", "step"),
    [
        ((180, 190), "worse", "bättre, från 180 (januari 2026) till 190 (februari 2026)"),
        ((290, 280), "better", "sämre, från 290 (januari 2026) till 280 (februari 2026)"),
        ((260, 260), "better", "oförändrad, från 260 (januari 2026) till 260 (februari 2026)"),
    ],
)
def test_the_headline_compares_with_the_start_and_a_sentence_of_its_own_with_the_measurement_before(
    values: tuple[int, int], trend: str, step: str
) -> None:
    measured = f"mätningar: [{{datum: 2026-01, värde: {values[0]}}}, {{datum: 2026-02, värde: {values[1]}}}]"
    view = indicator(f"utgångsvärde: 250, målvärde: {{minst: 1000}}, {measured}")
    assert (view.trend, view.step) == (trend, f"Sedan förra mätningen: {step}")
    assert view.change == f"jämfört med utgångsvärdet: från 250 till {values[1]} (februari 2026)"


def test_against_few_people_at_the_start_no_trend_is_compared() -> None:
    measured = "mätningar: [{datum: 2026-01, värde: 9}, {datum: 2026-02, värde: 8}]"
    assert indicator(f"personer: ja, utgångsvärde: 4, målvärde: {{minst: 12}}, {measured}").reason == ""


def test_a_survey_tells_its_response_rate() -> None:
    view = survey("metod: enkät, period: hösten 2025, utskickade: 200, besvarade: 120, population: Alla")
    assert (view.method, view.period, view.sent, view.answered) == ("Enkät", "hösten 2025", "200", "120")
    assert view.response_rate == "60\u00a0%"
    assert survey("metod: Telefonsamtal").method == "Telefonsamtal"


@pytest.mark.parametrize(
    ("sent", "answered", "told"),
    [
        (40, 3, ("40", "färre än 5")),
        (40, 38, ("", "38")),
        (4, 4, ("färre än 5", "färre än 5")),
        (6, 4, ("", "färre än 5")),
    ],
)
def test_a_survey_tells_of_no_few_who_answered_or_did_not(sent: int, answered: int, told: tuple[str, str]) -> None:
    """How many answered is told rather than how many were asked: every share of the survey has it as its base."""
    view = survey(f"utskickade: {sent}, besvarade: {answered}")
    assert (view.sent, view.answered) == told
    assert view.response_rate == ""
    assert view.is_suppressed


def test_the_report_says_that_it_leaves_counts_out() -> None:
    held = "tillfällen: {hållna: [{deltagare: 3}, {deltagare: 12, ungefär: ja, organisationer: [Röda Korset, Kyrkan]}]}"
    view = report(f"titel: P\ndelmål: [{{id: d, titel: D, aktiviteter: [{{titel: A, {held}}}]}}]\n")
    assert view.subgoals[0].activities[0].occasions == (
        "2 genomförda träffar",
        "färre än 5 deltagare",
        "cirka 12 deltagare, Röda Korset och Kyrkan",
    )
    assert view.suppression == "Antal som gäller färre än 5 personer visas inte."
    assert report("titel: P\n").suppression == ""


@pytest.mark.parametrize(
    "measurement",
    [
        "värde: 10, kvinnor: 7",
        "värde: 10, kvinnor: 10",
        "värde: 20, kvinnor: 9, män: 8",
    ],
)
def test_those_who_remain_of_a_total_are_not_few_either(measurement: str) -> None:
    view = indicator(f"mätningar: [{{datum: 2026-01, {measurement}}}]")
    assert view.measurements[0].details == "kvinnor och män: visas inte, få personer"


def test_a_baseline_or_survey_of_a_later_day_is_not_known() -> None:
    assert indicator("utgångsvärde: {värde: 1234, datum: 2028}").baseline == ""
    view = survey("period: 2028, utskickade: 100, besvarade: 60")
    assert (view.sent, view.answered, view.response_rate) == ("", "", "")


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ("kolada: N21492", "nyckeltal N21492 i Kolada"),
        ("källa: Brukarundersökning, kolada: U21401", "Brukarundersökning, nyckeltal U21401 i Kolada"),
        ("källa: Kolada, kolada: U21401", "Kolada, nyckeltal U21401"),
        ("källa: Brukarundersökning, kolada: hej", "Brukarundersökning"),
    ],
)
def test_a_key_figure_in_kolada_is_told_with_the_source(fields: str, source: str) -> None:
    view = indicator(fields)
    assert (view.source, view.tells_more) == (source, True)


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ("kolada: N21492", "nyckeltal N21492 i Kolada; "),
        ("källa: Kolada", "Kolada; "),
        ("källa: Brukarundersökning", "Brukarundersökning"),
    ],
)
def test_what_is_worked_out_of_koladas_values_is_said_to_be_our_own_work(fields: str, source: str) -> None:
    own = "förändringar, andelar av vägen och prognoser är egen bearbetning" if source.endswith("; ") else ""
    assert (
        indicator(f"{fields}, utgångsvärde: 40, målvärde: 80, mätningar: [{{datum: 2026-03, värde: 60}}]").source
        == source + own
    )


@pytest.mark.parametrize(
    ("laws", "heading"),
    [
        ("5 kap. 10 § socialtjänstlagen", "Lagrum"),
        ("Socialtjänstlagen (2025:400)", "Lagstöd"),
        ("[Socialtjänstlagen, 9 § LSS]", "Lagrum"),
    ],
)
def test_laws_without_a_section_are_headed_as_acts(laws: str, heading: str) -> None:
    assert report(f"titel: P\nlagrum: {laws}\n").laws_label == heading


def test_anothers_values_stand_beside_ours_and_what_is_missing_is_told_as_it_was_said() -> None:
    view = indicator(
        'måttenhet: "%", mätningar: [{datum: 2023, saknas: Stängt}, {datum: 2024, värde: 64}, '
        "{datum: 2024, värde: 72, jämförelse: Riket}, {datum: 2024-12, värde: 70, jämförelse: Länet}, "
        "{datum: 2022, värde: 66, jämförelse: Riket, notering: Preliminärt}]"
    )
    assert (view.latest, view.comparison) == ("64\u00a0%", "Riket: 72\u00a0%; Länet: 70\u00a0%")
    assert [(row.date, row.value, row.comparison) for row in view.rows] == [
        ("2022", "", "Riket: 66\u00a0%"),
        ("2023", "Stängt", ""),
        ("2024", "64\u00a0%", "Riket: 72\u00a0%; Länet: 70\u00a0%"),
    ]
    assert view.rows[0].note == "Preliminärt"
    assert [one.date for one in view.measurements] == ["2024"]


def test_an_older_value_of_another_stands_with_its_date() -> None:
    view = indicator("mätningar: [{datum: 2024, värde: 64}, {datum: 2022, värde: 66, jämförelse: Riket}]")
    assert view.comparison == "Riket: 66, 2022"


def test_a_part_has_anothers_value_of_the_same_part_beside_it() -> None:
    view = indicator(
        "mätningar: [{datum: 2024, värde: 64, enhet: A}, {datum: 2024, värde: 70, enhet: A, jämförelse: Riket}, "
        "{datum: 2024, saknas: Stängt, enhet: B}, {datum: 2020, värde: 60, enhet: B, jämförelse: Riket}]"
    )
    assert [(part.name, part.date, part.value, part.comparison) for part in view.parts] == [
        ("A", "2024", "64", "Riket: 70"),
        ("B", "2024", "Stängt", ""),
        ("B", "2020", "", "Riket: 60"),
    ]


def test_yes_and_no_are_told_in_words_and_units_answer_together() -> None:
    view = indicator(
        "måttenhet: ja/nej, utgångsvärde: nej, målvärde: ja, mätningar: [{datum: 2024, värde: ja, enhet: A}, "
        "{datum: 2024, värde: nej, enhet: B}, {datum: 2023, värde: nej, enhet: A}, {datum: 2025, värde: ja, enhet: C}]"
    )
    assert (view.latest, view.latest_date) == ("ja på 2 av 3 enheter (66,7\u00a0%)", "2025")
    assert (view.baseline, view.target) == ("nej", "ja")
    assert [part.value for part in view.parts] == ["nej", "ja", "nej", "ja"]


@pytest.mark.parametrize(
    ("value", "state"), [("ja", "met"), ("nej", "missed")], ids=["the answer asked for", "the other answer"]
)
def test_a_yes_or_a_no_meets_its_target_or_not_and_goes_no_way(value: str, state: str) -> None:
    view = indicator(
        f"måttenhet: ja/nej, utgångsvärde: {{värde: nej, datum: 2020}}, målvärde: {{värde: ja, senast: 2025}}, "
        f"mätningar: [{{datum: 2024, värde: {value}}}]"
    )
    assert (view.latest, view.standing.state, view.trend) == (value, state, "unknown")
    assert view.reason == "ja eller nej har ingen riktning"
    assert (view.way, view.values, view.path.tells) == ("", (), False)


def test_indicators_stand_year_by_year_with_targets_others_and_parts() -> None:
    text = """
titel: P
indikatorer:
  - id: i
    titel: Nöjda
    måttenhet: "%"
    utgångsvärde: {värde: 60, datum: 2022}
    målvärde: [{minst: 65, senast: 2024}, {minst: 70, senast: 2025}]
    mätningar:
      - {datum: 2023-06, värde: 61}
      - {datum: 2023-12, värde: 62}
      - {datum: 2023, värde: 71, jämförelse: Riket}
      - {datum: 2024, saknas: Stängt}
      - {datum: 2023, värde: 50, enhet: A}
"""
    table = report(text, "2026-06-01", full=True).indicator_years
    assert table is not None
    assert [column.heading for column in table.columns] == ["Indikator", "2022", "2023", "2024", "2025"]
    assert [[" / ".join(line.text for line in cell.lines) for cell in row.cells] for row in table.rows] == [
        [
            "Nöjda",
            "60\u00a0%",
            "62\u00a0% / Riket: 71\u00a0%",
            "Stängt / målvärde: minst 65\u00a0%",
            "målvärde: minst 70\u00a0%",
        ],
        ["Nöjda: A", "", "50\u00a0%", "", ""],
    ]


def test_a_table_of_years_says_once_what_is_counted() -> None:
    text = """
titel: P
indikatorer:
  - id: i
    titel: Träffar
    måttenhet: deltagare
    målvärde: {minst: 65, senast: 2025}
    mätningar: [{datum: 2023, värde: 61}, {datum: 2024, värde: 6200}]
  - {id: b, titel: Andel, måttenhet: procent, mätningar: [{datum: 2023, värde: 61}, {datum: 2024, värde: 62}]}
"""
    table = report(text, "2026-06-01", full=True).indicator_years
    assert table is not None
    assert [[" / ".join(line.text for line in cell.lines) for cell in row.cells] for row in table.rows] == [
        ["Träffar (deltagare)", "61", "6\u00a0200", "målvärde: minst 65"],
        ["Andel", "61\u00a0%", "62\u00a0%", ""],
    ]


def test_a_table_of_years_needs_two_and_in_a_short_report_someone_to_compare_with() -> None:
    one = "titel: P\nindikatorer: [{id: i, titel: I, mätningar: [{datum: 2024, värde: 1}%s]}]\n"
    assert report(one % "", full=True).indicator_years is None
    assert report(one % ", {datum: 2023, värde: 2}").indicator_years is None
    assert report(one % ", {datum: 2023, värde: 2, jämförelse: Riket}").indicator_years is not None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("riktning: följa, ", "värdet följs bara: ingen riktning är bättre"),
        ("", "planen anger inte om värdet ska öka eller minska"),
    ],
)
def test_a_change_that_is_neither_better_nor_worse_is_not_said_to_be_impossible_to_follow(
    fields: str, reason: str
) -> None:
    values = "[{datum: 2024, värde: 40}, {datum: 2025, värde: 50}]"
    view = report(f"titel: P\nindikatorer: [{{id: i, titel: I, {fields}mätningar: {values}}}]\n")
    one = view.indicators[0]
    assert (one.trend, one.trend_label, one.reason) == ("unknown", "Går inte att kalla bättre eller sämre", reason)
    assert "Det går inte att säga om en indikator har blivit bättre eller sämre." in view.summary.sentences


def test_the_summary_does_not_call_any_value_compared_with_the_first() -> None:
    values = "[{datum: 2019, värde: 40}, {datum: 2020, värde: 70}, {datum: 2025, värde: 66}]"
    text = f"titel: P\nperiod: 2024/2027\nindikatorer: [{{id: i, titel: I, riktning: öka, mätningar: {values}}}]\n"
    assert "En indikator har blivit sämre jämfört med ett tidigare värde." in report(text).summary.sentences


def test_where_each_unit_answers_yes_or_no_nothing_is_said_to_be_unmeasured() -> None:
    answers = "[{datum: 2025, värde: ja, enhet: a}, {datum: 2025, värde: nej, enhet: b}]"
    units = "enheter: [{id: a, titel: A}, {id: b, titel: B}]"
    view = report(f"titel: P\n{units}\nindikatorer: [{{id: i, titel: I, måttenhet: ja/nej, mätningar: {answers}}}]\n")
    assert view.indicators[0].latest.startswith("ja på 1 av 2 enheter")
    assert view.indicators[0].reason == "varje enhet svarar för sig"


def test_women_in_per_cent_alone_are_not_called_few() -> None:
    text = """\
        titel: P
        indikatorer:
          - id: i
            titel: I
            personer: ja
            täljare: de som har gått
            nämnare: personal
            mätningar: [{datum: 2020-06, täljare: 34, nämnare: 110, kvinnor: 28}]
        """
    told = report(text).indicators[0].measurements[0].details
    assert told == _OF_UNKNOWN


def test_the_whole_in_a_units_report_is_said_to_be_of_all_units() -> None:
    text = """\
        titel: P
        enheter: [{id: norr, titel: Norr}, {id: söder, titel: Söder}]
        delmål: [{id: d, titel: D, enheter: ENHETER, indikatorer: i}]
        indikatorer: [{id: i, titel: I, måttenhet: timmar, mätningar: [{datum: 2020-06, värde: 34MER}]}]
        """

    def day(units: str, more: str = "") -> str:
        plan = plan_in(text.replace("ENHETER", units).replace("MER", more))
        view = report_view(plan, date(2021, 9, 20), Project.default(), lambda _: None, unit="norr")
        return view.indicators[0].latest_date

    assert day("alla") == "juni 2020, alla enheter tillsammans"
    assert day("norr") == "juni 2020"
    assert day("alla", ", enhet: norr") == "juni 2020"


FROM_40 = "riktning: öka, utgångsvärde: {värde: 40, datum: 2026-01-31}"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (f"personer: ja, {FROM_40}, mätningar: [{{datum: 2026-05-31, värde: 66}}]", "26 fler än utgångsvärdet"),
        (f"personer: ja, {FROM_40}, mätningar: [{{datum: 2026-05-31, värde: 33}}]", "7 färre än utgångsvärdet"),
        (
            f"måttenhet: dagar, {FROM_40}, mätningar: [{{datum: 2026-05-31, värde: 34.5}}]",
            "minskat med 5,5 dagar sedan utgångsvärdet",
        ),
        (
            "täljare: a, nämnare: b, mätningar: [{datum: 2026-01, värde: 75}, {datum: 2026-05, värde: 76}]",
            "ökat med en procentenhet sedan första mätningen",
        ),
        ("mätningar: [{datum: 2024, värde: 300}, {datum: 2025, värde: 347}]", "ökat med 47 sedan första mätningen"),
    ],
    ids=["more people", "fewer people", "a measure", "per cent", "whole years"],
)
def test_a_difference_is_told_in_words(fields: str, said: str) -> None:
    assert indicator(fields).difference == said


def test_a_year_is_over_on_its_last_day() -> None:
    plan = (
        "titel: P\nindikatorer: [{id: i, titel: I, mätningar: [{datum: 2024, värde: 90}, {datum: 2025, värde: 80}]}]\n"
    )
    assert report(plan, "2025-12-31").indicators[0].difference == "minskat med 10 sedan första mätningen"


@pytest.mark.parametrize(
    "fields",
    [
        f"{FROM_40}, mätningar: [{{datum: 2026-05-31, värde: 40}}]",
        f"{FROM_40}, mätningar: [{{datum: 2026-05-31, värde: 60, ungefär: ja}}]",
        f"personer: ja, {FROM_40}, mätningar: [{{datum: 2026-05-31, värde: 3}}]",
        "personer: ja, utgångsvärde: {värde: 3, datum: 2026-01-31}, mätningar: [{datum: 2026-05-31, värde: 60}]",
        f"{FROM_40}, mätningar: [{{datum: 2026-05-31, värde: 60, metodbyte: ja}}]",
        "mätningar: [{datum: 2025, värde: 300}, {datum: 2026-05, värde: 120}]",
        "mätningar: [{datum: 2025, värde: 300}, {datum: 2026, värde: 120, rapporterad: 2026-05-31}]",
        "måttenhet: ja/nej, mätningar: [{datum: 2025, värde: nej}, {datum: 2026-05, värde: ja}]",
        "täljare: a, nämnare: b, mätningar: [{datum: 2026-01, värde: 55.04}, {datum: 2026-05, värde: 63.25}]",
    ],
    ids=["same", "about", "few now", "few then", "new method", "month and year", "year not over", "yes", "rounded"],
)
def test_a_difference_is_told_only_of_what_can_be_compared_and_is_told_exactly(fields: str) -> None:
    assert indicator(fields).difference == ""


def test_yes_and_no_are_words_of_english_too() -> None:
    view = report(
        "titel: P\nindikatorer: [{id: i, titel: I, måttenhet: ja/nej, utgångsvärde: {värde: nej, datum: 2020}, "
        "mätningar: [{datum: 2024, värde: ja}]}]\n",
        language=Language.EN,
    ).indicators[0]
    assert (view.latest, view.baseline) == ("yes", "no (2020)")
