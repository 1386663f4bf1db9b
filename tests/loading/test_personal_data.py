"""A personal identity number anywhere in a plan's files is found where it stands, and never repeated.

The numbers are invented; their check digits are right.
"""

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import Severity
from anhorig_cli.loading.plan_loader import FileText, load_texts
from anhorig_cli.vocabulary import Language
from plan_text import flaws, loaded


def test_a_personal_number_in_a_value_is_an_error_where_it_stands() -> None:
    (diagnostic,) = loaded("titel: Plan\nmål: Kontakta 19811218-9876 om stödet\n").diagnostics
    assert (diagnostic.location.line, diagnostic.location.column) == (2, 15)
    assert (diagnostic.rule.slug, diagnostic.severity) == ("personal-number", Severity.ERROR)
    assert "9876" not in text_of(diagnostic.message, Language.EN)


def test_so_is_one_in_a_comment_or_a_key_of_the_users_own() -> None:
    found = flaws("titel: Plan # 811218-9876\nx-vem: 811218-9876\n")
    assert [(f.line, f.column, f.slug) for f in found] == [(1, 15, "personal-number"), (2, 8, "personal-number")]


def test_so_is_one_in_the_text_of_a_markdown_file() -> None:
    found = flaws("---\ntitel: Plan\n---\nFråga 811218-9876.\n", "plan.md")
    assert [(f.line, f.column, f.slug) for f in found] == [(4, 7, "personal-number")]


def test_ten_digits_that_could_be_something_else_are_a_warning() -> None:
    (diagnostic,) = loaded("titel: Plan\nx-vem: 8112189876\n").diagnostics
    assert (diagnostic.rule.slug, diagnostic.severity) == ("personal-number", Severity.WARNING)


def test_one_in_a_part_of_a_folder_plan_stands_in_the_part() -> None:
    texts = [
        FileText("plan/delmål/a.md", "delmål/a.md", b"---\ntitel: A\n---\n811218-9876\n"),
        FileText("plan/plan.yaml", "plan.yaml", b"titel: Plan\n"),
    ]
    (diagnostic,) = load_texts("plan", "plan", texts, is_folder=True).diagnostics
    assert (diagnostic.location.file, diagnostic.location.line) == ("plan/delmål/a.md", 4)


def test_registry_numbers_and_dates_are_left_alone() -> None:
    assert flaws("titel: Plan\ndiarienummer: [SN 2021/123, 2021-11-30, 20211130, 556677-8899]\n") == []


def test_so_is_one_in_what_a_file_or_folder_is_called() -> None:
    found = flaws("titel: Plan\n", "811218-9876/plan-8112189876.yaml")
    assert [(one.line, one.column) for one in found if one.slug == "personal-number"] == [(1, 1)] * 2


def test_of_an_absolute_path_the_last_step_alone_is_the_plans() -> None:
    assert [one.slug for one in flaws("titel: Plan\n", "/tmp/811218-9876/plan.yaml")] == []  # noqa: S108 - only a name
    assert "personal-number" in [one.slug for one in flaws("titel: Plan\n", "/tmp/811218-9876.yaml")]  # noqa: S108


def test_so_is_one_in_the_names_inside_a_folder_plan() -> None:
    texts = [
        FileText("plan/delmål/811218-9876.md", "delmål/811218-9876.md", b"---\ntitel: A\n---\n"),
        FileText("plan/plan.yaml", "plan.yaml", b"titel: Plan\n"),
    ]
    found = load_texts("plan", "plan", texts, is_folder=True).diagnostics
    named = [one for one in found if one.rule.slug == "personal-number"]
    assert [(one.location.file, one.location.line) for one in named] == [("plan/delmål/811218-9876.md", 1)]
    assert "9876" not in text_of(named[0].sentence, Language.SV)


def test_a_thousand_numbers_are_told_of_and_no_more() -> None:
    found = loaded("titel: Plan\nx-a: >\n" + "  811218-9876\n" * 1200).diagnostics
    assert sum(one.rule.slug == "personal-number" for one in found) == 1000
