"""A value that a field cannot understand is named where it stands and left out; the rest still becomes a plan."""

import unicodedata

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.loading.shaping import Shaper
from anhorig_cli.loading.validation import MOST_FLAWS, validate
from anhorig_cli.model.plan import Plan
from anhorig_cli.nodes import Mapping
from anhorig_cli.source import Source
from anhorig_cli.vocabulary import SCALES, Language
from effort import little_work
from plan_text import flaws, loaded, plan_in

Place = tuple[int, int, str]


def places(text: str) -> list[Place]:
    return [(f.line, f.column, f.slug) for f in flaws(text)]


def only_hint(text: str) -> str:
    (flaw,) = loaded(text).diagnostics
    assert flaw.help is not None
    return text_of(flaw.help, Language.EN)


def due(value: str) -> str:
    return f"titel: Plan\ndelmål:\n  - id: d1\n    titel: Fler nås\n    senast: {value}\n"


def baseline(value: str) -> str:
    return f"titel: Plan\nindikatorer:\n  - id: i1\n    titel: Väntetid\n    utgångsvärde: {value}\n"


def test_what_has_no_id_is_told_to_be_given_one() -> None:
    hint = only_hint("titel: Plan\ndelmål:\n  - titel: Fler nås\n")
    assert hint == "give it an id, a short name that others can refer to, such as 'id: reach-more'"


@pytest.mark.parametrize(("others", "slugs"), [(38, ["unknown-key"]), (39, ["missing-key", "unknown-key"])])
def test_a_misspelt_key_stands_for_the_one_that_is_missing_among_the_first_keys(others: int, slugs: list[str]) -> None:
    own = "".join(f"    x-{n}: a\n" for n in range(others))
    found = flaws(f"titel: Plan\nenheter:\n  - id: e\n{own}    tittel: Enhet\n")
    assert sorted(flaw.slug for flaw in found) == slugs


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("31/12/2026", "2026-12-31"),
        ("5.1.2026", "2026-01-05"),
        ("2026-1-5", "2026-01-05"),
        ("20261231", "2026-12-31"),
        ("2026/12/31", "2026-12-31"),
    ],
)
def test_a_day_written_in_another_order_is_written_out_in_the_hint(value: str, hint: str) -> None:
    assert places(due(value)) == [(5, 13, "bad-date")]
    assert hint in only_hint(due(value))


@pytest.mark.parametrize("value", ["2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "31/02/2026"])
def test_a_day_that_does_not_exist_is_said_not_to(value: str) -> None:
    assert places(due(value)) == [(5, 13, "bad-date")]
    assert "no such day" in only_hint(due(value))


@pytest.mark.parametrize(
    "value",
    [
        "i morgon",
        "2026-13",
        "2026-Q5",
        "2026-T4",
        "2026-H3",
        "2026-W53-1",
        "2025-W53-1",
        "2026-10/2026-09",
        "hösten 2026/2027",
        "vintern 2026/2028",
        "påsken 2026",
        "2026-" * 2000,
    ],
)
def test_what_is_no_date_is_told_the_ways_to_write_one(value: str) -> None:
    assert places(due(value)) == [(5, 13, "bad-date")]
    assert "2021-T3" in only_hint(due(value))


@pytest.mark.parametrize("value", ["9999-12-31", "1899-12-31", "2200-01-01"])
def test_a_year_out_of_reach_is_said_to_be(value: str) -> None:
    assert places(due(value)) == [(5, 13, "bad-date")]
    assert "between 1900 and 2199" in only_hint(due(value))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("2 500 kr", "2500"),
        ("2 500", "2500"),
        ("2.500.000", "2500000"),
        ("12,5", "12.5"),
        ("-12,5", "-12.5"),
        ("2 500,50", "2500.50"),
        ("50 %", "50"),
        ("12,5 %", "12.5"),
        ("45 personer", "45"),
        ("40 dagar", "40"),
    ],
)
def test_a_number_as_people_write_it_is_written_out_in_the_hint(value: str, number: str) -> None:
    assert places(baseline(value)) == [(5, 19, "bad-number")]
    assert only_hint(baseline(value)).endswith(f": {number}")


def test_a_number_with_points_between_thousands_is_not_taken_for_a_decimal_one() -> None:
    assert "1.250" not in only_hint(baseline("1.250,50 kr"))


@pytest.mark.parametrize(
    "value", [".nan", ".inf", "0x_", "0b_", "0x" + "f" * 400, "9" * 400, "1e308", "1_0", "tolv", "- 5", "٤٥"]
)
def test_what_is_no_number_within_reason_is_an_error(value: str) -> None:
    text = baseline(f"'{value}'")
    assert places(text) == [(5, 19, "bad-number")]


@pytest.mark.parametrize(("value", "number"), [("-0.0", "0"), ("-5", "-5"), ("0", "0"), (".5", "0.5")])
def test_other_ways_to_write_a_number_are_read(value: str, number: str) -> None:
    found = plan_in(baseline(value)).indicators[0].baseline
    assert found is not None
    assert found.value is not None
    assert found.value == float(number)


@pytest.mark.parametrize("key", ["täljare", "nämnare", "kvinnor", "män"])
def test_a_count_is_not_less_than_zero(key: str) -> None:
    text = f"""\
        titel: Plan
        indikatorer:
          - id: i1
            titel: Andel nådda
            mätningar:
              - datum: 2026
                {key}: -5
        """
    assert places(text) == [(7, 9 + len(key) + 2, "bad-number")]


@pytest.mark.parametrize("status", ["pågår", "påbörjad", "in_progress", "in progress", "genomförd", "done"])
def test_a_state_of_the_work_is_told_from_a_judgement(status: str) -> None:
    text = f"""\
        titel: Plan
        delmål:
          - id: d1
            titel: Fler nås
            status: {status}
        """
    assert places(text) == [(5, 13, "unknown-word")]
    hint = only_hint(text)
    assert "not a judgement" in hint
    assert "läge" in hint
    assert ": achieved, expected, " in hint


def test_so_it_is_in_a_dated_assessment() -> None:
    text = """\
        titel: Plan
        delmål:
          - id: d1
            titel: Fler nås
            bedömningar:
              - datum: 2026-03-31
                status: pågår
        """
    assert places(text) == [(7, 17, "unknown-word")]
    assert "not a judgement" in only_hint(text)


def test_late_is_worked_out_and_never_written() -> None:
    text = "titel: P\ndelmål: [{id: d, titel: T, aktiviteter: [{titel: A, status: försenad}]}]\n"
    assert "dates" in only_hint(text)


@pytest.mark.parametrize(("word", "meant"), [("uppfylt", "uppfyllt"), ("expectedg", "expected")])
def test_a_word_nearly_right_has_a_suggestion(word: str, meant: str) -> None:
    hint = only_hint(f"titel: P\ndelmål: [{{id: d, titel: T, status: {word}}}]\n")
    assert hint.startswith("did you mean")
    assert meant in hint


def test_a_word_like_none_is_told_all_of_them() -> None:
    hint = only_hint("titel: P\ndelmål: [{id: d, titel: T, status: ']]>'}]\n")
    assert all(word.name in hint for word in SCALES["assessment"].words)


@pytest.mark.parametrize("when", ["0", "010", "13", "v54", "30 februari", "13-01", "ibland", "mars och april"])
def test_what_is_no_time_of_the_year_is_an_error(when: str) -> None:
    assert places(f"titel: Plan\nårshjul:\n  - titel: Uppföljning\n    när: {when}\n") == [(4, 10, "bad-recurrence")]


def test_of_several_times_only_the_wrong_one_is_left_out() -> None:
    text = "titel: Plan\nårshjul:\n  - titel: Uppföljning\n    när: [mars, 0, v40]\n"
    assert places(text) == [(4, 17, "bad-recurrence")]
    assert [str(when) for when in plan_in(text).annual_cycle[0].when] == ["3", "v40"]


@pytest.mark.parametrize(
    ("identity", "shown"),
    [
        ("nå fler", "' '"),
        ("../../etc/passwd", "'/'"),
        ("--output=x", "'='"),
        ("-x", "'-'"),
        ("D1\u200b", "U+200B"),
        ("D\uff11", "U+FF11"),
        ("\u0430bc", "U+0430"),
    ],
)
def test_a_character_that_an_id_cannot_have_is_shown(identity: str, shown: str) -> None:
    text = f'titel: Plan\ndelmål:\n  - id: "{identity}"\n    titel: Fler nås\n'
    found = flaws(text)[0]
    assert (found.line, found.column, found.slug) == (3, 9, "bad-id")
    assert shown in found.message


def test_an_id_too_long_is_told_how_long_it_may_be() -> None:
    assert flaws(f"titel: Plan\ndelmål:\n  - id: {'x' * 65}\n    titel: T\n")[0].slug == "bad-id"
    assert flaws(f"titel: Plan\ndelmål:\n  - id: {'x' * 64}\n    titel: T\n") == []


@pytest.mark.parametrize("identity", ["010", "1e3", "1_0", "null.", "no", "0x1F", "å-ä_ö.1", "2026-01-01"])
def test_an_id_is_text_as_it_stands(identity: str) -> None:
    assert plan_in(f"titel: Plan\ndelmål: [{{id: {identity}, titel: T}}]\n").subgoals[0].id == identity


def test_an_id_may_have_its_letters_decomposed() -> None:
    identity = unicodedata.normalize("NFD", "nå-fler")
    assert flaws(f"titel: Plan\ndelmål: [{{id: {identity}, titel: T}}]\n") == []


def test_a_season_may_have_its_letters_decomposed() -> None:
    assert flaws(due(unicodedata.normalize("NFD", "våren 2026"))) == []


def test_a_word_may_have_its_letters_decomposed() -> None:
    status = unicodedata.normalize("NFD", "bedöms uppfyllas")
    plan = plan_in(f"titel: P\ndelmål: [{{id: d, titel: T, status: {status}}}]\n")
    assert plan.subgoals[0].assessments[0].status == "expected"


@pytest.mark.parametrize("kind", ["delmål", "indikatorer", "enheter", "roller", "målgrupper", "enkäter", "områden"])
@pytest.mark.parametrize(("key", "missing"), [("id", "title"), ("titel", "id")])
def test_a_thing_without_an_id_or_a_title_is_an_error_at_the_thing(kind: str, key: str, missing: str) -> None:
    text = f"titel: Plan\n{kind}:\n  - {key}: a\n"
    result = loaded(text)
    (flaw,) = result.diagnostics
    assert (flaw.location.line, flaw.location.column, flaw.rule.slug) == (3, 5, "missing-key")
    assert missing in text_of(flaw.message, Language.EN)
    assert result.plan is not None


def test_a_party_needs_both_too() -> None:
    assert places("titel: Plan\nparter:\n  - roll: deltar\n") == [(3, 5, "missing-key"), (3, 5, "missing-key")]


@pytest.mark.parametrize("kind", ["beslut", "rapporter", "finansiering", "rekommendationer", "bilagor"])
def test_other_things_need_neither(kind: str) -> None:
    assert flaws(f"titel: Plan\n{kind}: [{{}}]\n") == []


def test_the_thing_without_an_id_is_left_out_and_the_others_kept() -> None:
    plan = plan_in("titel: P\ndelmål:\n  - titel: A\n  - {id: b, titel: B}\n  - titel: C\n  - {id: d, titel: D}\n")
    assert [subgoal.id for subgoal in plan.subgoals] == ["b", "d"]


def test_without_a_title_there_is_no_plan() -> None:
    result = loaded("organisation: Exempelkommun\n")
    assert [d.rule.slug for d in result.diagnostics] == ["missing-key"]
    assert result.plan is None


def test_every_flaw_of_a_plan_is_found_at_once() -> None:
    text = """\
        titel: Plan
        språk: tyska
        delmål:
          - id: d1
            titel: Fler nås
            senast: i morgon
            aktiviteter:
              - titel: Utskick
                status: på gång
        indikatorer:
          - id: i1
            titel: Väntetid
            riktning: upp
            mätningar:
              - {datum: 2026-03, värde: tolv}
        """
    assert sorted(places(text)) == [
        (2, 8, "unknown-word"),
        (6, 13, "bad-date"),
        (9, 17, "unknown-word"),
        (13, 15, "unknown-word"),
        (15, 33, "bad-number"),
    ]


def test_a_later_flaw_is_placed_right_after_an_earlier_thing_was_left_out() -> None:
    text = """\
        titel: Plan
        indikatorer:
          - titel: Utan id
          - id: i2
            titel: Väntetid
            mätningar:
              - värde: 1
              - {datum: 2026-01, värde: 2}
              - värde: 3
              - {datum: 2026-02, värde: fyra}
        """
    assert sorted(places(text)) == [
        (3, 5, "missing-key"),
        (7, 9, "missing-key"),
        (9, 9, "missing-key"),
        (10, 33, "bad-number"),
    ]
    (indicator,) = plan_in(text).indicators
    assert [str(m.date) for m in indicator.measurements] == ["2026-01", "2026-02"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("titel: [Plan]\n", (1, 8, "wrong-kind")),
        ("titel: Plan\ndelmål:\n  - id: nå fler\n    titel: T\n", (3, 9, "bad-id")),
        ("titel: P\nindikatorer: [{id: i, titel: T, mätningar: [{datum: 31/12/2026}]}]\n", (2, 53, "bad-date")),
    ],
)
def test_a_key_that_is_written_wrong_is_not_said_to_be_missing(text: str, place: Place) -> None:
    assert places(text) == [place]


def test_a_period_in_short_form_is_named_once() -> None:
    assert places("titel: Plan\nperiod: 31/12/2026\n") == [(2, 9, "bad-date")]


@pytest.mark.parametrize("revision", ["{från: 2026-12-31, till: löpande}", "{från: ongoing, till: 2026}"])
def test_a_deadline_may_be_revised_to_and_from_ongoing(revision: str) -> None:
    assert flaws(f"titel: P\ndelmål: [{{id: d, titel: T, senast: 2026, revideringar: [{revision}]}}]\n") == []


def test_a_revision_of_an_unknown_field_is_one_error() -> None:
    text = "titel: P\ndelmål: [{id: d, titel: T, revideringar: [{fält: målvrde, från: 10, till: 20}]}]\n"
    assert [slug for _, _, slug in places(text)] == ["unknown-word"]


@pytest.mark.parametrize("added", ["2026-02-30", "2026-13"])
def test_a_date_gone_wrong_is_no_decision(added: str) -> None:
    text = f"titel: Plan\ndelmål:\n  - id: d1\n    titel: T\n    tillagd: {added}\n"
    assert places(text) == [(5, 14, "bad-date")]


def test_the_plan_remembers_where_something_was_left_out() -> None:
    result = loaded(due("i morgon"))
    assert not result.is_whole
    assert [node.source.location(node.start).line for node in result.damaged] == [5]


def test_what_a_field_refuses_for_another_reason_is_an_error_all_the_same() -> None:
    """No file leads here, since every value comes as text; it is for the day a model gets a stricter field."""
    root = Mapping(Source("plan.yaml", "titel: 5"), 0)
    shaper = Shaper()
    assert validate({"id": "plan", "title": 5}, root, Plan, shaper) is None
    assert [d.rule.slug for d in shaper.diagnostics] == ["wrong-kind", "missing-key"]


def test_a_plan_with_very_many_values_that_cannot_be_read_is_not_read() -> None:
    lines = [f"  - {{id: d{number}, titel: Fler nås, senast: snart {number}}}" for number in range(MOST_FLAWS + 500)]
    with little_work():
        result = loaded("\n".join(["titel: Plan", "delmål:", *lines]))
    assert result.plan is None
    found = [diagnostic.rule.slug for diagnostic in result.diagnostics]
    assert found == ["bad-date"] * MOST_FLAWS + ["too-large"]


def test_a_plan_with_as_many_as_may_be_is_read_without_them() -> None:
    lines = [f"  - {{id: d{number}, titel: Fler nås, senast: snart {number}}}" for number in range(MOST_FLAWS)]
    result = loaded("\n".join(["titel: Plan", "delmål:", *lines]))
    assert result.plan is not None
    assert len(result.plan.subgoals) == MOST_FLAWS
