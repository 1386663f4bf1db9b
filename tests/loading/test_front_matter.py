"""A plan in Markdown: its fields between two lines of dashes, and the text after them as its background."""

import pytest

from anhorig_cli.loading.front_matter import read_markdown
from anhorig_cli.markdown_text import MOST_LINES
from anhorig_cli.model.plan import Plan
from anhorig_cli.nodes import Mapping
from anhorig_cli.source import Source
from plan_text import flaws, loaded, plan_in

NAME = "plan.md"


def places(text: str) -> list[tuple[int, int, str]]:
    return [(f.line, f.column, f.slug) for f in flaws(text, NAME)]


def plan_of(text: str) -> Plan:
    """Return the plan of a text without flaws."""
    result = loaded(text, NAME)
    assert result.diagnostics == []
    assert result.plan is not None
    return result.plan


def test_the_text_after_the_fields_is_the_background() -> None:
    plan = plan_of("""\
        ---
        titel: Plan för anhörigstöd
        mål: Anhöriga får stöd i tid.
        ---

        Anhöriga ger mycket av den vård som ges.

        ## Utgångspunkter

        Lagen ändrades 2009.
        """)
    assert plan.title == "Plan för anhörigstöd"
    assert plan.background == ("Anhöriga ger mycket av den vård som ges.\n\n## Utgångspunkter\n\nLagen ändrades 2009.")


def test_the_same_plan_in_yaml_is_the_same_plan() -> None:
    in_yaml = loaded("titel: Plan\nbakgrund: Så var det.\n", "plan.yaml").plan
    assert plan_of("---\ntitel: Plan\n---\nSå var det.\n") == in_yaml


@pytest.mark.parametrize("body", ["", "\n", "\n  \n\t\n", "\u200b\n", "\u00a0"])
def test_a_blank_text_is_no_background(body: str) -> None:
    assert plan_of(f"---\ntitel: Plan\n---\n{body}").background is None


def test_the_file_may_end_with_the_closing_line() -> None:
    assert plan_of("---\ntitel: Plan\n---").title == "Plan"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("opening", "closing"), [("---", "---"), ("--- ", "---\t"), ("---", "...")])
def test_the_lines_of_dashes_may_end_in_blanks_and_the_last_be_dots(opening: str, closing: str, end: str) -> None:
    plan = plan_of(end.join([opening, "titel: Plan", closing, "Text", ""]))
    assert plan.background == "Text"


def test_the_kind_of_line_break_changes_nothing() -> None:
    text = "---\ntitel: Plan\n---\nEtt.\n\nTvå.\n"
    assert plan_of(text.replace("\n", "\r\n")) == plan_of(text)


def test_a_file_with_cr_at_the_line_ends_is_read_as_well() -> None:
    assert plan_of("---\rtitel: Plan\r---\rText\r").background == "Text"


def test_a_byte_order_mark_may_stand_before_the_dashes() -> None:
    assert plan_of("\ufeff---\ntitel: Plan\n---\nText\n").background == "Text"


def test_a_rule_in_the_text_is_no_second_document() -> None:
    plan = plan_of("---\ntitel: Plan\n---\ntext\n\n---\n\ntitel: inte yaml: här\n\n---\n")
    assert plan.background == "text\n\n---\n\ntitel: inte yaml: här\n\n---"


def test_indented_dashes_do_not_end_the_fields() -> None:
    plan = plan_of("---\ntitel: Plan\nmål: |\n  rad\n  ---\n  rad\n---\nText\n")
    assert plan.goal == "rad\n---\nrad"
    assert plan.background == "Text"


@pytest.mark.parametrize(
    "text",
    [
        "# Bara text\n",
        "titel: Plan\n",
        "\n---\ntitel: Plan\n---\n",
        "----\ntitel: Plan\n----\n",
        "--- titel: Plan\n---\n",
    ],
)
def test_a_file_without_fields_is_an_error_at_its_top(text: str) -> None:
    assert places(text) == [(1, 1, "no-front-matter")]
    assert loaded(text, NAME).plan is None
    (flaw,) = loaded(text, NAME).diagnostics
    assert flaw.help is not None
    assert "write ---" in flaw.help.template


def test_fields_that_never_end_are_said_not_to() -> None:
    text = "---\ntitel: Plan\n\nText utan slut på fälten.\n"
    assert places(text) == [(1, 1, "no-front-matter")]
    assert "never ended" in flaws(text, NAME)[0].message


@pytest.mark.parametrize("fields", ["", "\n", "# bara en kommentar\n"])
def test_empty_fields_are_an_error_at_the_top(fields: str) -> None:
    assert places(f"---\n{fields}---\nText\n") == [(1, 1, "empty-file")]


def test_fields_of_nothing_are_empty_too() -> None:
    assert places("---\n~\n---\nText\n") == [(1, 1, "empty-file")]


def test_fields_that_are_a_list_are_an_error_where_it_begins() -> None:
    assert places("---\n- titel: Plan\n---\nText\n") == [(2, 1, "wrong-kind")]


def test_a_line_is_counted_in_the_markdown_file() -> None:
    text = """\
        ---
        titel: Plan
        delmål:
          - id: d1
            titel: Fler nås
            senast: 2026-02-30
        ---
        # Text
        """
    assert places(text) == [(6, 13, "bad-date")]


def test_fields_that_break_off_are_one_error_on_their_line() -> None:
    text = "---\ntitel: Plan\nmål: Mål: nå fler\n---\nText\n"
    assert places(text) == [(3, 9, "yaml-syntax")]
    assert loaded(text, NAME).plan is None


@pytest.mark.parametrize("key", ["bakgrund", "background"])
def test_a_background_in_the_fields_and_a_text_are_two(key: str) -> None:
    text = f"---\ntitel: Plan\n{key}: Så var det.\n---\n\nSå blev det.\n"
    (found,) = flaws(text, NAME)
    assert (found.line, found.column, found.slug) == (6, 1, "duplicate-key")
    assert key in found.message
    assert "line 3" in found.message
    plan = plan_in(text, NAME)
    assert plan.background == "Så var det."


def test_a_blank_background_in_the_fields_gives_way_to_the_text() -> None:
    assert plan_of("---\ntitel: Plan\nbakgrund:\n---\nSå blev det.\n").background == "Så blev det."


def test_a_background_that_is_merged_and_a_text_are_two_as_well() -> None:
    (found,) = flaws("---\nx-a: &a {mål: Nås, bakgrund: Så var det.}\ntitel: Plan\n<<: *a\n---\nSå blev det.\n", NAME)
    assert (found.line, found.slug) == (6, "duplicate-key")
    assert "line 2" in found.message


@pytest.mark.parametrize("merged", ["{mål: Nås}", "{mål: Nås, bakgrund: }"])
def test_what_is_merged_without_a_background_leaves_it_to_the_text(merged: str) -> None:
    text = f"---\nx-a: &a {merged}\ntitel: Plan\n<<: *a\n---\nSå blev det.\n"
    assert places(text) == []
    plan = plan_in(text, NAME)
    assert (plan.goal, plan.background) == ("Nås", "Så blev det.")


def test_hostile_markup_in_the_text_is_text() -> None:
    body = "<script>alert(1)</script>\n\n{{ 7*7 }} {% include '/etc/passwd' %}\n\n```\naldrig stängd"
    assert plan_of(f"---\ntitel: Plan\n---\n{body}\n").background == body


def test_the_parts_of_a_file_keep_its_places() -> None:
    source = Source(NAME, "---\ntitel: Plan\n---\nText\n")
    markdown = read_markdown(source)
    assert isinstance(markdown.fields, Mapping)
    assert markdown.fields.start == 4
    assert markdown.body_start == 20
    assert markdown.body == "Text\n"


def test_a_text_of_more_lines_and_comments_than_are_read_is_left_out_and_told_of() -> None:
    head = "---\ntitel: P\n---\n"
    longest = "- a\n" * MOST_LINES
    assert places(head + longest) == []
    assert places(head + longest + "\n") == [(4, 1, "too-large")]
    assert places(head + "\n" + "<!-- a --> " * MOST_LINES) == [(4, 1, "too-large")]
    result = loaded(head + longest + "\n", NAME)
    assert result.plan is not None
    assert result.plan.background is None
