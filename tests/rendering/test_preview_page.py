"""The page of a preview: the report as it is, and above it what is wrong."""

import re

import pytest

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.rendering.preview_page import PreviewState, preview_page
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, message
from anhorig_cli.vocabulary import Language
from elements import elements

REPORT = (
    "<!DOCTYPE html>\n<html><head><title>&lt;body&gt;</title></head>\n<body class='a'>\n<h1>Plan</h1>\n</body></html>\n"
)


def finding(severity: Severity, text: str = "it is wrong", line: int = 3) -> Diagnostic:
    place = Location("plans/a.yaml", line, 5)
    return Diagnostic(place, reading.WRONG_KIND, severity, message("{text}", text=text), message("add it"))


def page_of(shown: PreviewState, language: Language = Language.EN) -> str:
    return preview_page(shown, language, state="abc", nonce="n0nce")


def test_the_report_stays_as_it_is_around_the_panel() -> None:
    page = page_of(PreviewState(REPORT, is_older=False, findings=()))
    assert re.sub(r"\n<aside.*</aside>\n", "", page, flags=re.DOTALL) == REPORT
    assert page.index("<body class='a'>") < page.index("<aside") < page.index("<h1>")


def test_the_only_script_is_the_panels_own() -> None:
    page = page_of(PreviewState(REPORT, is_older=False, findings=()))
    assert [attributes for tag, attributes in elements(page) if tag == "script"] == [{"nonce": "n0nce"}]
    assert 'data-state="abc"' in page


def test_errors_come_first_and_are_open() -> None:
    found = [finding(Severity.WARNING, line=1), finding(Severity.ERROR, line=9)]
    page = page_of(PreviewState(REPORT, is_older=False, findings=found))
    assert "<details open>" in page
    assert page.index("plans/a.yaml:9:5") < page.index("plans/a.yaml:1:5")
    assert "Errors: 1, warnings: 1, information: 0" in page
    assert "it is wrong – add it" in page


def test_warnings_alone_are_folded() -> None:
    page = page_of(PreviewState(REPORT, is_older=False, findings=[finding(Severity.WARNING)]))
    assert "<details>" in page
    assert 'class="anhorig-preview"' in page


def test_where_there_is_no_report_the_page_says_so() -> None:
    page = page_of(PreviewState(None, is_older=False, findings=[finding(Severity.ERROR)]), Language.SV)
    assert "<h1>Förhandsvisning</h1>" in page
    assert "Rapporten visas här så snart planen går att läsa." in page
    assert ">Fel</span>" in page


def test_an_older_report_is_said_to_be_one() -> None:
    page = page_of(
        PreviewState(REPORT, is_older=True, findings=(), trouble=message("{file} is gone", file="a<b>.yaml"))
    )
    assert "the report below is the last one that could be made." in page
    assert "a&lt;b&gt;.yaml is gone" in page
    assert "anhorig-preview-alarm" in page


@pytest.mark.parametrize("text", ["</li><script>alert(1)</script>", "{{ panel }}", "\u202eabc"])
def test_what_a_plan_says_stays_text(text: str) -> None:
    page = page_of(PreviewState(REPORT, is_older=False, findings=[finding(Severity.ERROR, text)]))
    assert [tag for tag, _ in elements(page)].count("script") == 1
    assert text.replace("<", "&lt;").replace(">", "&gt;") in page


def test_a_template_without_a_body_is_shown_all_the_same() -> None:
    assert page_of(PreviewState("<p>Hej</p>", is_older=False, findings=())).endswith("<p>Hej</p>")
