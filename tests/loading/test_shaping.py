"""Keys in either language become fields, short forms are written out, and what does not fit is named in its place."""

import unicodedata

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.loading.shapes import WORDS_FOR
from anhorig_cli.loading.shaping import MOST_SUGGESTIONS, Shaper
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.nodes import Scalar, is_blank
from anhorig_cli.source import Source
from anhorig_cli.vocabulary import Language
from plan_text import flaws, loaded, plan_in

Place = tuple[int, int, str]


def places(text: str) -> list[Place]:
    return [(f.line, f.column, f.slug) for f in flaws(text)]


def hints(text: str) -> list[str]:
    return [text_of(d.help, Language.EN) for d in loaded(text).diagnostics if d.help]


def plan_of(text: str) -> Plan:
    """Return the plan of a text without flaws."""
    result = loaded(text)
    assert result.diagnostics == []
    assert result.plan is not None
    return result.plan


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_a_key_in_either_language_gives_the_same_plan() -> None:
    swedish = plan_of("""\
        titel: Plan för anhörigstöd
        nämnd: Socialnämnden
        delmål:
          - id: d1
            titel: Fler nås
            påbörjas_senast: 2026-03
            ansvarig: [Enhetschef, Samordnare]
        """)
    english = plan_of("""\
        title: Plan för anhörigstöd
        committee: Socialnämnden
        subgoals:
          - id: d1
            title: Fler nås
            start_by: 2026-03
            responsible: [Enhetschef, Samordnare]
        """)
    assert swedish == english


def test_the_two_languages_may_be_mixed_in_a_file() -> None:
    plan = plan_of("{title: Plan, nämnd: Socialnämnden, subgoals: [{id: d1, titel: Fler nås}]}")
    assert plan.committee == ("Socialnämnden",)
    assert plan.subgoals[0].title == "Fler nås"


@pytest.mark.parametrize("key", ["indikatorer", "nyckeltal", "indicators"])
def test_a_key_may_have_more_spellings(key: str) -> None:
    assert plan_of(f"{{titel: Plan, {key}: [{{id: i1, titel: Väntetid}}]}}").indicators[0].id == "i1"


@pytest.mark.parametrize("key", ["e-post", "epost", "email"])
def test_so_may_the_email_of_a_contact(key: str) -> None:
    contact = plan_of(f"{{titel: Plan, kontakt: {{{key}: anhorig@kommunen.example}}}}").contact
    assert contact is not None
    assert contact.email == "anhorig@kommunen.example"


def test_a_key_is_the_same_however_its_letters_are_composed() -> None:
    text = "titel: Plan\nmål: Nå fler\n"
    assert plan_of(decomposed(text.replace("Nå", "Na"))).goal == "Na fler"


def test_keys_of_the_users_own_are_left_alone() -> None:
    plan = plan_of("""\
        x-mall: 2026
        titel: Plan
        x-mall: {en: annan, x: [1, [2]]}
        delmål:
          - id: d1
            titel: Fler nås
            x-mål: [a, b]
            x-: ~
        """)
    assert plan == plan_of("{titel: Plan, delmål: [{id: d1, titel: Fler nås}]}")


@pytest.mark.parametrize("key", ["X-mall", "xmall", "x_mall", "include", "no", "2026-01-01", "1", '""'])
def test_any_other_key_is_an_error_where_it_stands(key: str) -> None:
    assert places(f"titel: Plan\n{key}: a\n") == [(2, 1, "unknown-key")]


def test_each_unknown_key_is_named_and_the_known_ones_are_read() -> None:
    text = "1: a\ntitel: Plan\ntrue: b\n1.0: c\n"
    assert places(text) == [(1, 1, "unknown-key"), (3, 1, "unknown-key"), (4, 1, "unknown-key")]
    plan = plan_in(text)
    assert plan.title == "Plan"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("organistion", "organisation"),
        ("Titel", "titel"),
        ("subgaols", "delmål"),
        ("nämd", "nämnd"),
        ("delmal", "delmål"),
    ],
)
def test_a_key_nearly_right_has_a_suggestion(written: str, meant: str) -> None:
    assert hints(f"titel: Plan\n{written}: a\n") == [f"did you mean '{meant}'?"]


@pytest.mark.parametrize(
    ("where", "hint"),
    [
        ("indikatorer: [{id: i, titel: I, mål: 80}]", "did you mean 'målvärde'?"),
        ("delmål: [{id: d, titel: D, slut: 2026}]", "did you mean 'senast'?"),
        ("indikatorer: [{id: i, titel: I, mätningar: [{datum: 2026, utfall: 5}]}]", "did you mean 'värde'?"),
        ("rapporter: [{titel: R, ärendemening: X}]", "did you mean 'ärende'?"),
        ("aktiviteter: [Ring]", "write activities on the subgoal that they are for, under 'aktiviteter'"),
        ("delmål: [{id: d, titel: D, mål: 80}]", "what is to be reached in numbers is the 'målvärde' (target)"),
    ],
)
def test_a_key_that_people_would_write_leads_to_the_one_that_is_meant(where: str, hint: str) -> None:
    assert hints(f"titel: Plan\n{where}\n")[0].startswith(hint)


def test_the_suggestion_is_in_the_language_of_the_plan() -> None:
    assert hints("titel: Plan\ndelmål: [{id: d, titel: D, start: 2026}]") == ["did you mean 'påbörjas_senast'?"]
    assert hints("title: Plan\nsubgoals: [{id: d, title: D, start: 2026}]") == ["did you mean 'start_by'?"]


@pytest.mark.parametrize(
    ("roles", "hint"),
    [
        ("[Enhetschef]", "write it as {id: enhetschef, titel: Enhetschef}"),
        ("Chef för hemvård", "write each on a line of its own, as - {id: chef-for-hemvard, titel: Chef för hemvård}"),
        ("['Chef: A']", "write it as {id: …, titel: …}"),
    ],
)
def test_a_role_that_is_a_text_is_shown_as_a_role(roles: str, hint: str) -> None:
    (told,) = hints(f"titel: Plan\nroller: {roles}\n")
    assert hint in told.replace("title: ", "titel: ")


def test_the_suggestion_is_of_the_part_that_the_key_stands_in() -> None:
    text = """\
        titel: Plan
        delmål:
          - id: d1
            titel: Fler nås
            aktivteter: [Utskick]
        """
    assert places(text) == [(5, 5, "unknown-key")]
    assert hints(text) == ["did you mean 'aktiviteter'?"]


def test_a_key_like_nothing_is_told_what_is_known_there() -> None:
    (hint,) = hints("titel: Plan\nperiod: {qwerty: 1}\n")
    assert "from, to" in hint
    assert "x-" in hint


def test_a_letter_that_only_looks_like_another_is_shown_by_its_code_point() -> None:
    cyrillic = "st\u0430tus"
    text = f"titel: Plan\ndelmål:\n  - id: d1\n    titel: Fler nås\n    {cyrillic}: expected\n"
    assert places(text) == [(5, 5, "unknown-key")]
    assert "U+0430" in hints(text)[0]


@pytest.mark.parametrize("key", ["enhet", "unit"])
def test_the_unit_of_an_indicator_is_told_from_its_unit_of_measure(key: str) -> None:
    text = f"""\
        titel: Plan
        indikatorer:
          - id: i1
            titel: Nådda anhöriga
            {key}: personer
        """
    assert places(text) == [(5, 5, "unknown-key")]
    assert "måttenhet" in hints(text)[0]


def test_a_measurement_has_a_unit() -> None:
    plan = plan_of("{titel: P, indikatorer: [{id: i, titel: T, mätningar: [{datum: 2026, enhet: Hemtjänsten}]}]}")
    assert plan.indicators[0].measurements[0].unit == "Hemtjänsten"


@pytest.mark.parametrize(
    "activity",
    [
        "{titel: Dela ut kort, i hemvård}",
        "{titel: Dela ut kort, 5–10 st}",
        "{titel: Dela ut kort, 25}",
        "{titel: Dela ut kort, enligt ”Nå fler”}",
    ],
)
def test_a_comma_in_braces_is_told_to_be_quoted(activity: str) -> None:
    text = f"titel: Plan\ndelmål:\n  - id: d1\n    titel: Fler nås\n    aktiviteter:\n      - {activity}\n"
    assert places(text) == [(6, 31, "unknown-key")]
    assert hints(text)[0].endswith("put text that contains a comma in quotes")


def test_a_space_that_is_none_to_yaml_before_a_key_is_named() -> None:
    (hint,) = hints("titel: Plan\n\u00a0mål: Fler nås\n")
    assert hint.startswith("line 2 contains a no-break space (U+00A0)")


def test_a_decimal_comma_in_braces_is_told_to_be_a_point() -> None:
    text = """\
        titel: Plan
        indikatorer:
          - id: i1
            titel: Väntetid
            mätningar:
              - {datum: 2026-03-31, värde: 12,5}
        """
    assert places(text) == [(6, 39, "unknown-key")]
    assert "12.5" in hints(text)[0]


def test_a_key_with_a_value_in_braces_is_only_misspelt() -> None:
    assert hints("titel: Plan\nperiod: {frn: 2026}\n") == ["did you mean 'från'?"]
    assert hints("titel: Plan\nperiod: {frn: [2026]}\n") == ["did you mean 'från'?"]


def test_the_same_key_twice_names_the_line_of_the_first() -> None:
    (found,) = flaws("titel: Plan\nx-a: b\ntitel: En annan\n")
    assert (found.line, found.column, found.slug) == (3, 1, "duplicate-key")
    assert "line 1" in found.message


def test_so_does_the_same_key_in_the_other_language() -> None:
    (found,) = flaws("""\
        titel: Plan
        delmål:
          - id: d1
            titel: Fler nås
            senast: 2026
            due: 2027
        """)
    assert (found.line, found.column, found.slug) == (6, 5, "duplicate-key")
    assert "'due'" in found.message
    assert "'senast'" in found.message
    assert "line 5" in found.message


def test_so_does_the_same_key_in_another_composition() -> None:
    text = "titel: Plan\nmål: a\n" + decomposed("mål: b\n")
    assert places(text) == [(3, 1, "duplicate-key")]


def test_a_list_given_twice_is_an_error_too_and_the_first_holds() -> None:
    text = "titel: Plan\nindikatorer: [{id: i1, titel: T}]\nnyckeltal: []\n"
    assert places(text) == [(3, 1, "duplicate-key")]
    plan = plan_in(text)
    assert len(plan.indicators) == 1


def test_a_merged_key_gives_way_to_the_written_one_in_either_language() -> None:
    plan = plan_of("""\
        x-gemensamt: &gemensamt {responsible: Enhetschef, due: 2026}
        titel: Plan
        delmål:
          - <<: *gemensamt
            id: d1
            titel: Fler nås
            senast: 2027
        """)
    assert str(plan.subgoals[0].due) == "2027"
    assert plan.subgoals[0].responsible == ("Enhetschef",)


def test_it_does_so_without_a_word_where_it_is_the_first_that_is_merged() -> None:
    text = "x-a: &a {due: 2026}\ntitel: Plan\ndelmål: [{<<: *a, id: d1, titel: Fler nås, senast: 2027}]\n"
    assert places(text) == []
    assert str(plan_in(text).subgoals[0].due) == "2027"


def test_a_merged_key_that_is_unknown_is_an_error_where_it_is_written() -> None:
    text = "x-a: &a {snart: 1}\ntitel: Plan\n<<: *a\n"
    assert places(text) == [(1, 10, "unknown-key")]


@pytest.mark.parametrize("value", ["[a, b]", "{a: b}", "[]", "{}"])
def test_a_list_or_mapping_where_one_value_belongs_is_an_error_there(value: str) -> None:
    assert places(f"titel: Plan\nmål: {value}\n") == [(2, 6, "wrong-kind")]


def test_a_text_in_brackets_is_told_to_be_quoted() -> None:
    (hint,) = hints("titel: Plan\nmål: [utkast]\n")
    assert "quotes" in hint


@pytest.mark.parametrize("value", ["{a: b}", "[{a: b}]", "[[a]]"])
def test_a_mapping_where_several_texts_belong_is_an_error_there(value: str) -> None:
    inner = 1 if value.startswith("[") else 0
    assert places(f"titel: Plan\nlagrum: {value}\n") == [(2, 9 + inner, "wrong-kind")]


def test_the_texts_beside_it_are_kept() -> None:
    plan = plan_in("titel: Plan\nlagrum: [a, {b: c}, d]\n")
    assert plan.laws == ("a", "d")


@pytest.mark.parametrize("value", ["Fler nås", "{d1: {titel: Fler nås}}", "5"])
def test_a_list_of_things_is_never_one_thing(value: str) -> None:
    text = f"titel: Plan\ndelmål: {value}\n"
    assert places(text) == [(2, 9, "wrong-kind")]
    assert hints(text)[0].startswith("write a dash before" if value.startswith("{") else "write each on a line")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("målgrupper: Unga", "write each on a line of its own, as - {id: unga, title: Unga}"),
        ("enheter: [Norr]", "write it as {id: norr, title: Norr}"),
        ("kontakt: Anhörigkonsulenten", "write it as {function: …, email: …}"),
        ("beslut: Nämnden i mars", "write each on a line of its own, as - {title: …, date: …, body: …, paragraph: …}"),
    ],
)
def test_a_name_where_a_thing_belongs_is_told_what_a_thing_must_have(text: str, hint: str) -> None:
    assert hints(f"titel: Plan\n{text}\n") == [hint]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("    indikatorer:\n      - titel: Anhöriga med stöd", "indicators"),
        ("    indikatorer: {titel: Anhöriga med stöd}", "indicators"),
        ("    ansvarig:\n      titel: Enhetschef", "roles"),
    ],
)
def test_a_thing_described_where_its_id_belongs_is_told_its_list(text: str, listed: str) -> None:
    told = f"describe it in the plan's list '{listed}', with an id, and write only the id here"
    assert hints(f"titel: Plan\ndelmål:\n  - id: d\n    titel: D\n{text}\n") == [told]


def test_a_misspelt_key_is_not_missing_too() -> None:
    text = "titel: Plan\ndelmål:\n  - {ID: a, titel: A}\n  - {id: b, titell: B}\n  - {id: c, rubrik: C, x-titel: C}\n"
    found = sorted((line, slug) for line, _, slug in places(text))
    assert found == [(3, "unknown-key"), (4, "unknown-key"), (5, "missing-key"), (5, "unknown-key")]


def test_nor_are_activities_one_text() -> None:
    text = """\
        titel: Plan
        delmål:
          - id: d1
            titel: Fler nås
            aktiviteter: Informationsträff
        """
    assert places(text) == [(5, 18, "wrong-kind")]


def test_a_subgoal_is_never_one_text() -> None:
    assert places("titel: Plan\ndelmål:\n  - Fler nås\n") == [(3, 5, "wrong-kind")]


@pytest.mark.parametrize("value", ["Enhetschef", "[Enhetschef]"])
def test_a_contact_is_a_mapping(value: str) -> None:
    assert places(f"titel: Plan\nkontakt: {value}\n") == [(2, 10, "wrong-kind")]


@pytest.mark.parametrize("item", ["", " ~", ' ""', ' "\u200b"'])
def test_an_empty_item_in_a_list_of_things_is_an_error(item: str) -> None:
    result = loaded(f"titel: Plan\ndelmål:\n  -{item}\n  - id: d1\n    titel: Fler nås\n")
    assert [(d.location.line, d.rule.slug) for d in result.diagnostics] == [(3, "wrong-kind")]
    assert result.plan is not None
    assert [subgoal.id for subgoal in result.plan.subgoals] == ["d1"]


def test_an_empty_item_in_a_list_of_texts_is_passed_over() -> None:
    assert plan_of("titel: Plan\nlagrum: [a, '', ~, ' ', b]\n").laws == ("a", "b")


@pytest.mark.parametrize("root", ["text", "- titel: Plan", "[titel, Plan]", '"titel"'])
def test_a_plan_is_a_mapping(root: str) -> None:
    assert [slug for _, _, slug in places(root)] == ["wrong-kind"]
    assert loaded(root).plan is None


def test_a_text_in_the_place_of_a_plan_gives_no_data() -> None:
    """Files are held to be mappings before they are shaped; this holds whoever shapes something else."""
    shaper = Shaper()
    assert shaper.shape(Scalar(Source("plan.yaml", "text"), 0, 4, "text"), Plan) == {}
    assert [d.rule.slug for d in shaper.diagnostics] == ["wrong-kind"]


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u00a0", "\u200b", "\u2060\ufeff", "\u202e\u2003"])
def test_text_that_cannot_be_seen_is_blank(blank: str) -> None:
    assert is_blank(blank)


@pytest.mark.parametrize("text", ["a", " a ", "-", "0", "\u200ba", "😀"])
def test_text_that_can_be_seen_is_not(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize("value", ["", "~", '""', "'   '", '"\u200b"', '"\\u00a0"', "|\n  \n"])
def test_a_blank_value_counts_as_absent(value: str) -> None:
    plan = plan_of(f"titel: Plan\nansvarig: {value}\nmål: {value}\ndelmål: {value}\nperiod: {value}\n")
    assert plan == plan_of("titel: Plan")


def test_a_blank_title_is_a_missing_one() -> None:
    assert places('titel: " "') == [(1, 1, "missing-key")]


def test_text_is_trimmed() -> None:
    plan = plan_of("titel: ' Plan '\nlagrum: [' a ']\ndelmål: [{id: ' d1 ', titel: T, status: 'expected '}]\n")
    assert (plan.title, plan.laws, plan.subgoals[0].id) == ("Plan", ("a",), "d1")
    assert plan.subgoals[0].assessments[0].status == "expected"


def test_a_status_on_a_subgoal_is_an_assessment_without_a_date() -> None:
    plan = plan_of("""\
        titel: Plan
        delmål:
          - id: d1
            titel: Fler nås
            status: bedöms delvis uppfyllas
            kommentar: Det går framåt.
            orsak: Få kände till stödet.
            åtgärd: Affischer på vårdcentralen.
            nytt_datum: 2027-03
        """)
    (assessment,) = plan.subgoals[0].assessments
    assert assessment.date is None
    assert assessment.status == "partly_expected"
    assert assessment.comment == "Det går framåt."
    assert assessment.cause == "Få kände till stödet."
    assert assessment.action == "Affischer på vårdcentralen."
    assert str(assessment.new_date) == "2027-03"


@pytest.mark.parametrize("key", ["status: uppfyllt", "kommentar: Klart."])
def test_a_status_or_comment_beside_assessments_is_an_error_at_the_key(key: str) -> None:
    result = loaded(f"""\
        titel: Plan
        delmål:
          - id: d1
            titel: Fler nås
            {key}
            bedömningar:
              - datum: 2026-03-31
                status: bedöms uppfyllas
        """)
    (flaw,) = result.diagnostics
    assert (flaw.location.line, flaw.location.column, flaw.rule.slug) == (5, 5, "two-assessments")
    assert result.plan is not None
    assert [a.status for a in result.plan.subgoals[0].assessments] == ["expected"]


def test_a_blank_status_beside_assessments_is_nothing() -> None:
    plan = plan_of("{titel: P, delmål: [{id: d, titel: T, status: '', bedömningar: [{status: uppfyllt}]}]}")
    assert [a.status for a in plan.subgoals[0].assessments] == ["achieved"]


def test_a_status_beside_a_blank_list_of_assessments_is_an_assessment() -> None:
    plan = plan_of("titel: P\ndelmål:\n  - id: d\n    titel: T\n    status: uppfyllt\n    bedömningar:\n")
    assert [a.status for a in plan.subgoals[0].assessments] == ["achieved"]


def test_an_aliased_list_reads_the_same_in_both_places() -> None:
    plan = plan_of("""\
        titel: Plan
        x-alla: &alla [Enhetschef, '', Samordnare]
        delmål:
          - {id: d1, titel: T, ansvarig: *alla}
          - {id: d2, titel: T, ansvarig: *alla}
        """)
    assert plan.subgoals[0].responsible == plan.subgoals[1].responsible == ("Enhetschef", "Samordnare")


def test_only_of_the_first_keys_that_are_not_known_it_is_told_what_they_may_mean() -> None:
    keys = [f"sensast{number}" for number in range(MOST_SUGGESTIONS + 2)]
    result = loaded(
        "\n".join(["titel: Plan", "delmål:", "  - id: d", "    titel: D", *(f"    {key}: 2026" for key in keys)])
    )
    hints = [text_of(found.sentence, Language.EN) for found in result.diagnostics]
    assert ["did you mean 'senast'?" in hint for hint in hints] == [True] * MOST_SUGGESTIONS + [False] * 2


def test_the_same_misspelt_key_is_told_what_it_means_wherever_it_stands() -> None:
    lines = [f"  - {{id: d{number}, titel: D, sensat: 2026}}" for number in range(MOST_SUGGESTIONS * 2)]
    result = loaded("\n".join(["titel: Plan", "delmål:", *lines]))
    assert all("did you mean 'senast'?" in text_of(found.sentence, Language.EN) for found in result.diagnostics)


def test_no_word_that_means_another_key_is_one_itself() -> None:
    for part, words in WORDS_FOR.items():
        for name, others in words.items():
            assert name in PARTS[part].names
            assert [word for word in others if word in PARTS[part].names] == []
