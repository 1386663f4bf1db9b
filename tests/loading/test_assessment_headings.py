"""In a subgoal's Markdown file, headings with a date and a status open assessments; the rest is its description."""

import unicodedata
from textwrap import dedent

import pytest

from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load_texts
from anhorig_cli.model.assessment import Assessment
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.source import Where
from effort import calls

HEAD = "---\ntitel: Digital plattform\n---\n"


def loaded(body: str, head: str = HEAD) -> LoadedPlan:
    """Load a folder plan with one subgoal, whose text begins on line 4."""
    texts = [
        FileText("plan/delmål/d1.md", "delmål/d1.md", (head + dedent(body)).encode()),
        FileText("plan/plan.yaml", "plan.yaml", b"titel: Plan\n"),
    ]
    return load_texts("plan", "plan", texts, is_folder=True)


def places(body: str, head: str = HEAD) -> list[tuple[int, int, str]]:
    return [(d.location.line, d.location.column, d.rule.slug) for d in loaded(body, head).diagnostics]


def subgoal(body: str, head: str = HEAD) -> Subgoal:
    """Return the subgoal of a text without flaws."""
    result = loaded(body, head)
    assert result.diagnostics == []
    assert result.plan is not None
    return result.plan.subgoals[0]


def only_assessment(body: str) -> Assessment:
    (assessment,) = subgoal(body).assessments
    return assessment


def test_the_text_is_the_description() -> None:
    found = subgoal("""
        Anhöriga ska hitta stöd när de behöver det.

        - på nätet
        - i telefon
        """)
    assert found.description == "Anhöriga ska hitta stöd när de behöver det.\n\n- på nätet\n- i telefon"
    assert found.assessments == ()


def test_a_heading_with_a_date_and_a_status_opens_an_assessment() -> None:
    found = subgoal("""\
        Anhöriga ska hitta stöd och fakta när de behöver det.

        ## 2021-11-20 partly_expected
        Fler använder plattformen än i våras.
        Orsak: Informationen har inte nått alla enheter.
        """)
    assert found.description == "Anhöriga ska hitta stöd och fakta när de behöver det."
    (assessment,) = found.assessments
    assert str(assessment.date) == "2021-11-20"
    assert assessment.status == "partly_expected"
    assert assessment.comment == "Fler använder plattformen än i våras."
    assert assessment.cause == "Informationen har inte nått alla enheter."


def test_each_such_heading_opens_one() -> None:
    found = subgoal("""\
        ## 2021-05-01 bedöms uppfyllas
        Vår.

        ## 2021-11-20 uppfyllt
        Höst.
        """)
    assert [(str(a.date), a.status, a.comment) for a in found.assessments] == [
        ("2021-05-01", "expected", "Vår."),
        ("2021-11-20", "achieved", "Höst."),
    ]
    assert found.description is None


@pytest.mark.parametrize(
    ("heading", "date", "status"),
    [
        ("2021-11 bedöms inte uppfyllas", "2021-11", "unlikely"),
        ("2021-Q4 ej uppfyllt", "2021-Q4", "not_achieved"),
        ("2021-T3 delvis uppfyllt", "2021-T3", "partly_achieved"),
        ("2021-H2 avfört", "2021-H2", "discontinued"),
        ("2021 bedömning saknas", "2021", "not_assessed"),
        ("2021-09/2021-10 uppfyllt", "2021-09/2021-10", "achieved"),
        ("hösten 2021 uppfyllt", "autumn 2021", "achieved"),
        ("Vintern 2021/2022 Ej tillämpligt", "winter 2021/2022", "not_applicable"),
        ("vt 2022 expected", "spring 2022", "expected"),
        ("2021-11-20 – uppfyllt", "2021-11-20", "achieved"),
        ("2021-11-20 - uppfyllt", "2021-11-20", "achieved"),
        ("2021-11-20 : partly_expected", "2021-11-20", "partly_expected"),
        ("  2021-11-20   bedöms  delvis uppfyllas  ##", "2021-11-20", "partly_expected"),
        ("\t2021-11-20\tuppfyllt", "2021-11-20", "achieved"),
    ],
)
def test_the_date_and_the_status_may_be_written_in_every_way(heading: str, date: str, status: str) -> None:
    assessment = only_assessment(f"## {heading}\n")
    assert (str(assessment.date), assessment.status) == (date, status)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_may_end_in_every_way(end: str) -> None:
    body = end.join(["Text", "", "## 2021-11-20 uppfyllt", "Bra.", "Orsak: Stöd.", "Åtgärd: Mer.", ""])
    found = subgoal(body)
    assert found.description == "Text"
    (assessment,) = found.assessments
    assert (assessment.comment, assessment.cause, assessment.action) == ("Bra.", "Stöd.", "Mer.")


def test_the_kind_of_line_break_changes_nothing() -> None:
    body = "Ett.\n\nTvå.\n\n## 2021-11-20 uppfyllt\nTre.\n\nFyra.\nOrsak: Fem\noch sex.\n"
    assert subgoal(body.replace("\n", "\r\n")) == subgoal(body)


@pytest.mark.parametrize("words", [("Orsak", "Åtgärd", "Nytt datum"), ("Cause", "Action", "New date")])
def test_lines_with_a_name_fill_their_fields_in_either_language(words: tuple[str, str, str]) -> None:
    cause, action, new_date = words
    assessment = only_assessment(f"""\
        ## 2021-11-20 unlikely
        {cause}: Få kände till den.
        {action}: Affischer.
        {new_date}: 2022-03
        """)
    assert assessment.cause == "Få kände till den."
    assert assessment.action == "Affischer."
    assert str(assessment.new_date) == "2022-03"
    assert assessment.comment is None


@pytest.mark.parametrize("line", ["orsak: a", "ORSAK : a", "Orsak:a", "Orsak:   a  "])
def test_their_names_may_be_written_freely(line: str) -> None:
    assert only_assessment(f"## 2021-11-20 uppfyllt\n{line}\n").cause == "a"


def test_a_named_field_runs_to_the_next_blank_line_and_the_rest_is_comment() -> None:
    assessment = only_assessment("""\
        ## 2021-11-20 uppfyllt
        Före.

        Orsak: Den första raden
        och den andra.

        Efter.
        """)
    assert assessment.cause == "Den första raden\noch den andra."
    assert assessment.comment == "Före.\n\n\nEfter."


def test_a_named_line_outside_an_assessment_is_description() -> None:
    assert subgoal("Orsak: Det behövs.\n").description == "Orsak: Det behövs."


def test_a_field_named_twice_is_an_error_at_the_second() -> None:
    body = "## 2021-11-20 uppfyllt\nOrsak: a\n\nOrsak: b\n"
    assert places(body) == [(7, 1, "duplicate-key")]


def test_a_new_date_that_is_none_is_an_error_where_it_stands() -> None:
    assert places("## 2021-11-20 uppfyllt\nNytt datum: snart\n") == [(5, 13, "bad-date")]


def test_what_is_said_of_a_field_is_told_where_it_stands() -> None:
    result = loaded("## 2021-11-20  ej uppfyllt\n\nSent.\r\nOrsak:\tFå\r\nkom.\n\nOch mer.\n")
    assessment = ("subgoals", 0, "assessments", 0)
    fields = {"date": "", "status": "", "comment": "mer", "cause": "kom"}
    found = [result.locate(Where((*assessment, name), words=words)) for name, words in fields.items()]
    assert [(place.line, place.column) for place in found] == [(4, 4), (4, 16), (10, 5), (8, 1)]
    assert [result.locate(Where((*assessment, name))).line for name in ("comment", "cause")] == [6, 7]


def test_a_comment_runs_to_the_next_heading_of_the_second_level() -> None:
    found = subgoal("""\
        ## 2021-11-20 uppfyllt
        Bra.

        ### Siffror
        71 användare.

        # Stor rubrik
        Mer.

        ## Bakgrund
        Detta hör till beskrivningen.
        """)
    (assessment,) = found.assessments
    assert assessment.comment == "Bra.\n\n### Siffror\n71 användare.\n\n# Stor rubrik\nMer."
    assert found.description == "## Bakgrund\nDetta hör till beskrivningen."


def test_the_description_is_what_stands_before_and_after() -> None:
    found = subgoal("Före.\n\n## 2021-11-20 uppfyllt\nBra.\n\n## Mer\nEfter.\n")
    assert found.description == "Före.\n\n## Mer\nEfter."


@pytest.mark.parametrize(
    "heading",
    [
        "Bakgrund",
        "2021 års mål",
        "10 åtgärder",
        "Uppfyllt behov",
        "uppfyllt",
        "Nästa steg – hösten",
        "5/6 kommuner",
        "v40",
        "#",
    ],
)
def test_an_ordinary_heading_is_description(heading: str) -> None:
    assert subgoal(f"## {heading}\nText.\n").description == f"## {heading}\nText."


@pytest.mark.parametrize("heading", ["Delmål 3 uppfyllt", "5 av 9 uppfyllda", "Enkäten 2021 uppfylld"])
def test_so_is_one_that_has_a_number_and_ends_like_a_status(heading: str) -> None:
    assert subgoal(f"## {heading}\nText.\n").description == f"## {heading}\nText."


@pytest.mark.parametrize(
    "heading",
    [
        "2021-11-31 uppfyllt",
        "2021-13-01 uppfyllt",
        "31/11/2021 uppfyllt",
        "2021.11.20 uppfyllt",
        "2021-1-5 uppfyllt",
        "20211120 uppfyllt",
        "2021-Q5 uppfyllt",
        "2021-11-20 uppfylt",
        "2021-11-20 pågår",
        "2021-11-20 klart",
        "2021-11-20",
        "2021-11-20: uppfyllt",
        "2021 uppfylt",
        "hösten 2021 uppfylt",
    ],
)
def test_a_heading_that_is_almost_one_is_an_error_on_its_line(heading: str) -> None:
    assert places(f"Text.\n\n## {heading}\nBra.\n") == [(6, 1, "bad-heading")]


@pytest.mark.parametrize("heading", ["##2021-11-30 uppfyllt", "# 2021-11-30 uppfyllt", "#2021-11-30 uppfyllt ##"])
def test_a_date_and_a_status_behind_other_marks_is_an_error_too(heading: str) -> None:
    result = loaded(f"Text.\n\n{heading}\nBra.\n\n## 2021-12-01 uppfyllt\nKlart.\n")
    assert [(d.location.line, d.rule.slug) for d in result.diagnostics] == [(6, "bad-heading")]
    assert result.plan is not None
    assert result.plan.subgoals[0].description == "Text."
    assert [a.comment for a in result.plan.subgoals[0].assessments] == ["Klart."]


@pytest.mark.parametrize(
    "line", ["#3 är klart", "# Bakgrund", "##Mål", "# 2021", "### 2021-11-30", "### Uppfyllt", "#1 uppfyllt"]
)
def test_other_marks_before_other_text_are_description(line: str) -> None:
    assert subgoal(f"{line}\nText.\n").description == f"{line}\nText."


def test_what_stands_under_it_is_not_taken_for_description() -> None:
    plan = loaded("Text.\n\n## 2021-11-31 uppfyllt\nBra.\n\n## 2021-12-01 uppfyllt\nKlart.\n").plan
    assert plan is not None
    assert plan.subgoals[0].description == "Text."
    assert [a.comment for a in plan.subgoals[0].assessments] == ["Klart."]


@pytest.mark.parametrize(
    "heading", ["20 november 2021 uppfyllt", "20 nov 2021 bedöms uppfyllas", "november 2021 uppfyllt"]
)
def test_a_day_in_words_is_almost_one_too(heading: str) -> None:
    assert places(f"Text.\n\n## {heading}\nBra.\n") == [(6, 1, "bad-heading")]


def test_the_hint_for_a_day_in_words_is_the_day() -> None:
    (flaw,) = loaded("Text.\n\n## 1 mars 2021 uppfyllt\nBra.\n").diagnostics
    assert flaw.help is not None
    assert flaw.help.values == {"day": "2021-03-01"}


def test_a_heading_may_stand_in_by_a_space() -> None:
    assert only_assessment("Text.\n\n ## 2021-11-20 uppfyllt\nBra.\n").status == "achieved"


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_a_heading_in_fenced_code_is_code(fence: str) -> None:
    body = f"{fence}markdown\n## 2021-11-20 uppfyllt\n{fence}\n"
    assert subgoal(body).description == body.strip()


def test_another_fence_inside_does_not_end_the_code() -> None:
    body = "~~~~\n```\n## 2021-11-20 uppfyllt\n~~~\n```\n~~~~\n\n## 2021-12-01 uppfyllt\n"
    assert [str(a.date) for a in subgoal(body).assessments] == ["2021-12-01"]


def test_what_stands_right_below_code_is_no_code() -> None:
    assessment = only_assessment("```\nkod\n```\n## 2021-11-20 uppfyllt\n```\nkod\n```\nOrsak: a\n")
    assert (assessment.comment, assessment.cause) == ("```\nkod\n```", "a")


def test_a_heading_in_code_that_never_ends_is_an_error_that_names_where_it_begins() -> None:
    (flaw,) = loaded("Så här:\n```\nkod\n## 2021-11-20 uppfyllt\n").diagnostics
    assert (flaw.location.line, flaw.rule.slug) == (7, "bad-heading")
    assert flaw.message.values["line"] == 5


def test_so_is_one_between_a_fence_without_an_end_and_the_next_one() -> None:
    body = "```\nkod\n\n## 2021-11-20 uppfyllt\n\n```\nmer kod\n```\n"
    assert places(body) == [(7, 1, "bad-heading")]


def test_code_between_backticks_on_one_line_begins_no_block() -> None:
    assert only_assessment("```anhorig check```\n\n## 2021-11-20 uppfyllt\n").status == "achieved"


def test_a_named_line_in_code_is_code() -> None:
    assessment = only_assessment("## 2021-11-20 uppfyllt\n```\nOrsak: a\n```\n")
    assert (assessment.comment, assessment.cause) == ("```\nOrsak: a\n```", None)


def test_a_heading_may_be_underlined() -> None:
    found = subgoal("Text.\n\n2021-11-20 uppfyllt\n-------\nBra.\n")
    assert found.description == "Text."
    assert [(a.status, a.comment) for a in found.assessments] == [("achieved", "Bra.")]


@pytest.mark.parametrize(
    "heading",
    [
        "2021-11-20\u00a0ej\u00a0uppfyllt",
        "2021-11-20\u202fej uppfyllt",
        "2021-11-20&nbsp;ej uppfyllt",
        "2021\u201311\u201320 ej uppfyllt",
        "2021\u201111\u201120 – ej uppfyllt",
        "2021-11\u201120 \u2014 ej uppfyllt",
        "2021-11-20 ej <!-- enligt nämnden --> uppfyllt",
    ],
)
def test_spaces_and_dashes_of_a_word_processor_are_understood(heading: str) -> None:
    assessment = only_assessment(f"## {heading}\n")
    assert (str(assessment.date), assessment.status) == ("2021-11-20", "not_achieved")


@pytest.mark.parametrize(
    "lines",
    [
        "##\u00a02021-11-20 ej uppfyllt",
        "##\u200b2021-11-20 ej uppfyllt",
        "### 2021-11-20 ej uppfyllt",
        "2021-11-20 ej uppfyllt\n======",
        "Höstens läge\n2021-11-20 ej uppfyllt\n------",
        "> ## 2021-11-20 ej uppfyllt",
        "- ## 2021-11-20 ej uppfyllt",
        "    ## 2021-11-20 ej uppfyllt",
        "Mer text\n     ## 2021-11-20 ej uppfyllt",
        "## Bedömning 2021-11-20: ej uppfyllt",
        "## Målet är uppfyllt sedan 2021-11",
        "## Ej uppfyllt den 20 november 2021",
        "## Uppfyllt (20/11-2021)",
        "## Status: bedöms uppfyllas, hösten 2021",
        "#### Vad som är uppfyllt 2021-11",
        "<!-- utkast --> ## 2021-11-20 uppfyllt",
        "## [2021-11-20](protokoll.pdf) ej uppfyllt",
        "<h2>2021-11-20 ej uppfyllt</h2>",
        "**2021-11-20 ej uppfyllt**",
        "1. ### 2021-11-20 ej uppfyllt",
        "## 2021-11-20 | ej uppfyllt",
    ],
)
def test_a_date_and_a_status_in_any_other_heading_is_an_error(lines: str) -> None:
    assert [slug for _, _, slug in places(f"Text.\n\n{lines}\nBra.\n")] == ["bad-heading"]


def test_a_date_and_a_status_in_running_text_are_text() -> None:
    text = "**2021-11-20** var målet ej uppfyllt, men **det ändrades**.\nMål #1 är uppfyllt 2021-11-20."
    assert subgoal(text).description == text


def test_what_stands_in_a_comment_is_no_assessment() -> None:
    found = subgoal("""\
        Anhöriga ska hitta stöd.

        ## 2021-11-20 bedöms uppfyllas
        Det går bra.

        <!--
        ## 2021-12-01 uppfyllt

        Inte beslutat.
        -->
        """)
    assert found.description == "Anhöriga ska hitta stöd."
    assert [(a.status, a.comment) for a in found.assessments] == [("expected", "Det går bra.")]


def test_a_comment_is_no_part_of_what_it_stands_in() -> None:
    found = subgoal("""\
        Stöd <!-- vilket? --> för alla.
        <!-- fråga nämnden -->
        Även för unga.

        ## 2021-11-20 ej uppfyllt
        Få känner till det. <!-- enligt enkäten -->
        <!-- stryk? -->
        Fler behövs.
        Orsak: Sjukdom. <!-- vem? -->
        Åtgärd:
        <!-- nästa rad är inte beslutad -->
        Affischer.
        """)
    assert found.description == "Stöd för alla.\n\nÄven för unga."
    (assessment,) = found.assessments
    assert assessment.comment == "Få känner till det.\nFler behövs."
    assert (assessment.cause, assessment.action) == ("Sjukdom.", "Affischer.")


def test_a_comment_shown_as_code_is_text() -> None:
    assert subgoal("Skriv `<!-- så -->`.\n").description == "Skriv `<!-- så -->`."


@pytest.mark.parametrize("name", ["plan.md", "indikatorer/i.md"])
def test_an_assessment_in_another_text_than_a_subgoals_is_an_error(name: str) -> None:
    texts = [
        FileText(f"plan/{name}", name, b"---\ntitel: P\nid: p\n---\nText.\n\n## 2026-03-31 uppfyllt\n"),
        FileText("plan/mer.yaml", "mer.yaml", b"organisation: K\n"),
    ]
    flaws = [(d.location.line, d.rule.slug) for d in load_texts("plan", "plan", texts, is_folder=True).diagnostics]
    assert (7, "bad-heading") in flaws


@pytest.mark.parametrize("key", ["bedömningar", "assessments"])
def test_headings_are_added_to_the_assessments_in_the_fields(key: str) -> None:
    head = f"---\ntitel: T\n{key}:\n  - {{datum: 2021-05-01, status: expected}}\n---\n"
    found = subgoal("## 2021-11-20 uppfyllt\n", head)
    assert [str(a.date) for a in found.assessments] == ["2021-05-01", "2021-11-20"]


def test_so_they_are_to_a_blank_list() -> None:
    found = subgoal("## 2021-11-20 uppfyllt\n", "---\ntitel: T\nbedömningar:\n---\n")
    assert [str(a.date) for a in found.assessments] == ["2021-11-20"]


def test_an_undated_status_beside_a_heading_is_an_error_at_the_status() -> None:
    head = "---\ntitel: T\nstatus: uppfyllt\n---\n"
    assert places("## 2021-11-20 uppfyllt\n", head) == [(3, 1, "two-assessments")]


def test_a_description_in_the_fields_and_in_the_text_are_two() -> None:
    head = "---\ntitel: T\nbeskrivning: a\n---\n"
    assert places("\nb\n", head) == [(6, 1, "duplicate-key")]
    assert places("\n## 2021-11-20 uppfyllt\n", head) == []


def test_a_named_line_may_have_its_letters_decomposed() -> None:
    line = unicodedata.normalize("NFD", "Åtgärd: Affischer.")
    assert only_assessment(f"## 2021-11-20 uppfyllt\n{line}\n").action == "Affischer."


def test_a_status_may_have_its_letters_decomposed() -> None:
    heading = unicodedata.normalize("NFD", "2021-11-20 bedöms uppfyllas")
    assert only_assessment(f"## {heading}\n").status == "expected"


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Uppfyllt 2021-12-01", "2021-12-01 Uppfyllt"),
        ("Bedöms uppfyllas (2021-11)", "2021-11 Bedöms uppfyllas"),
        ("2021-11-20: uppfyllt", "2021-11-20 uppfyllt"),
        ("**2021-11-20** uppfyllt", "2021-11-20 uppfyllt"),
    ],
)
def test_a_heading_with_marks_or_the_date_last_is_told_how_to_be_written(heading: str, meant: str) -> None:
    (found,) = loaded(f"## {heading}\n").diagnostics
    assert found.help
    assert (found.rule.slug, found.help.values) == ("bad-heading", {"meant": meant})


@pytest.mark.parametrize("heading", ["Uppfyllt 2021", "Vad som gjorts 2021-11", "Bedömning 2021-12-01"])
def test_an_ordinary_heading_may_end_with_a_date(heading: str) -> None:
    assert loaded(f"## {heading}\n").diagnostics == []


@pytest.mark.parametrize("heading", ["Mötet om anhöriga", "Grupp {n}", "2021 träff {n}", "Träff {n} maj uppfyllt"])
def test_an_ordinary_heading_takes_little_work(heading: str) -> None:
    body = "".join(f"## {heading}\n".format(n=n) for n in range(500))
    loaded(body)  # what is remembered of words is then no part of it
    assert calls(lambda: loaded(body)) < 500 * 500


@pytest.mark.parametrize("heading", ["2026-02-03: pågår", "2026-02-03, uppfylt", "3 februari 2026: uppfylt"])
def test_a_mark_after_the_date_does_not_hide_an_unknown_status(heading: str) -> None:
    assert places(f"## {heading}\n") == [(4, 1, "bad-heading")]


def test_what_a_markdown_text_is_read_as_does_not_show_the_language_of_the_keys() -> None:
    found = loaded("Beskrivning.\n\n## 2026-02-03 uppfyllt\nOrsak: a\nOrsak: b\n")
    assert found.language_of_keys == "sv"
    assert [d.message.values["key"] for d in found.diagnostics] == ["orsak"]
