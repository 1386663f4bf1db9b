"""What stands between `<!--` and `-->` is nobody's text, wherever in a plan it is written."""

import pytest

from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load_texts
from anhorig_cli.markdown_text import MOST_LINES
from effort import little_work


def loaded(text: str, name: str = "p.yaml") -> LoadedPlan:
    return load_texts(name, "p", [FileText(name, "", text.encode())], is_folder=False)


def background(text: str) -> str | None:
    result = loaded(f"---\ntitel: P\n---\n{text}", "p.md")
    assert (result.diagnostics, result.plan is None) == ([], False)
    return result.plan.background if result.plan else None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Stöd.\n\n<!-- internt: fråga först -->\n", "Stöd."),
        ("<!--\ninternt\n\nockså efter en tom rad\n-->\nStöd.\n", "Stöd."),
        ("Ett <!-- a --> två <!-- b --> tre.", "Ett två tre."),
        ("Ett <!-- över\nrader --> två.", "Ett\ntvå."),
        ("- punkt\n  <!-- internt -->\n- nästa\n", "- punkt\n\n- nästa"),
        ("> citat <!-- vems? -->\n", "> citat"),
        ("Stöd.\r\n\r\n<!-- a\r\nb -->\r\nMer.\r\n", "Stöd.\n\n\nMer."),
        ("<!-- bara det -->", None),
        ("<!---->Stöd.", "Stöd."),
        ("Skriv `<!-- så -->`.", "Skriv `<!-- så -->`."),
        ("```\n<!-- kod -->\n```", "```\n<!-- kod -->\n```"),
        ("Inte \\<!-- en kommentar -->.", "Inte \\<!-- en kommentar -->."),
    ],
)
def test_a_comment_in_markdown_is_not_read(text: str, said: str | None) -> None:
    assert background(text) == said


def test_nor_is_one_in_a_value() -> None:
    text = """titel: Stöd <!-- arbetsnamn -->
bakgrund: |
  Ett.

  <!-- internt

  över rader -->
  Två.
mål: "<!-- saknas än -->"
"""
    result = loaded(text)
    assert result.diagnostics == []
    assert result.plan is not None
    assert (result.plan.title, result.plan.background, result.plan.goal) == ("Stöd", "Ett.\n\n\nTvå.", None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Stöd.\n\n<!-- utan slut\n", 6),
        ("Stöd <!-- med en\n\ntom rad -->\n", 4),
        ("> <!-- citat\n\nutanför -->\n", 4),
        ("Stöd.\n<!-- a --> <!-- b\n\n-->\n", 5),
        ("- " * 30 + "a <!-- för djupt -->\n\n# r\n", 4),
    ],
)
def test_a_comment_without_an_end_in_its_paragraph_is_an_error_where_it_begins(text: str, line: int) -> None:
    flaws = loaded(f"---\ntitel: P\n---\n{text}", "p.md").diagnostics
    assert [(flaw.location.line, flaw.rule.slug) for flaw in flaws] == [(line, "open-comment")]


def test_of_very_many_comments_without_an_end_a_thousand_are_told() -> None:
    text = "".join(f"<!-- {number}\n\n" for number in range(1001))
    assert len(loaded(f"---\ntitel: P\n---\n{text}", "p.md").diagnostics) == 1000


def test_so_it_is_in_a_value() -> None:
    (flaw,) = loaded("titel: P\nmål: Stöd <!-- vilket?\n").diagnostics
    assert (flaw.location.line, flaw.location.column, flaw.rule.slug) == (2, 11, "open-comment")


def test_personal_numbers_are_looked_for_in_comments_too() -> None:
    flaws = loaded("---\ntitel: P\n---\n<!-- 811218-9876 -->\n", "p.md").diagnostics
    assert [flaw.rule.slug for flaw in flaws] == ["personal-number"]


def test_a_text_in_yaml_with_more_comments_than_are_read_is_left_out_and_told_of() -> None:
    result = loaded(f"titel: P\nbakgrund: {'<!-- a --> ' * (MOST_LINES + 1)}b\n")
    assert [(d.location.line, d.location.column, d.rule.slug) for d in result.diagnostics] == [(2, 11, "too-large")]
    assert result.plan is not None
    assert result.plan.background is None


def test_a_long_comment_with_text_after_it_is_taken_out_at_once() -> None:
    with little_work():
        assert background(f"<!-- {'a' * 900_000} --> Stöd.") == "Stöd."
