"""Plans that are broken or made to harm: each is read or refused quickly, at its line, and nothing is carried out.

All stand in one ordinary plan, of which one line is changed.
"""

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.characters import CONTROL
from anhorig_cli.diagnostics import Severity
from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load_texts
from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import Language
from check_fix import assert_fixed_once_is_fixed
from effort import little_work

LINES = """\
title: Plan för anhörigstöd 2026
organisation: Exempelkommun
committee: Socialnämnden
goal: Anhöriga ska få stöd i tid.
subgoals:
  - id: D1
    title: Fler anhöriga nås
    purpose: Tidigt stöd
    activities: [Informationsträff, Utskick]
    due: 2026-12-31
    responsible: Enhetschef
    status: expected
    comment: Bra.
indicators:
  - id: I1
    title: Antal anhöriga med stöd
    unit_of_measure: personer
    baseline: 40
    target: 80
    measurements:
      - {date: 2026-03-31, value: 45, source: Verksamhetssystem}
annual_cycle:
  - title: Uppföljning
    units: Anhörigcenter
    when: 2
    responsible: Samordnare
""".splitlines()
AFTER = len(LINES) + 1
"""The number of a line that is added last."""

TITLE, STATUS, COMMENT, TARGET, MEASUREMENT, WHEN = 7, 12, 13, 19, 21, 25


def plan(line: int, text: str) -> bytes:
    """Return the plan with another text on one line, or one line more."""
    lines = [*LINES[: line - 1], text, *LINES[line:], ""]
    return "\n".join(lines).encode()


def title(text: str) -> bytes:
    return plan(TITLE, f"    title: {text}")


def comment(text: str) -> bytes:
    return plan(COMMENT, f"    comment: {text}")


def target(text: str) -> bytes:
    return plan(TARGET, f"    target: {text}")


def value(text: str) -> bytes:
    return plan(MEASUREMENT, f"      - {{date: 2026-03-31, value: {text}, source: A}}")


def read(data: bytes, name: str = "plan.yaml") -> LoadedPlan:
    """Read a plan, and hold that it is quick and that all that is said of it can be written."""
    with little_work():
        result = load_texts(name, "plan", [FileText(name, "", data)], is_folder=False)
    for diagnostic in result.diagnostics:
        for language in Language:
            for message in filter(None, (diagnostic.message, diagnostic.help)):
                text = text_of(message, language)
                assert not re.search(f"[{CONTROL}]", text)
                assert len(text) < 1000
    if len(data) < 1 << 14:
        assert_fixed_once_is_fixed(data, name)
    return result


def errors(data: bytes, name: str = "plan.yaml") -> list[tuple[int, str]]:
    return [(d.location.line, d.rule.slug) for d in read(data, name).diagnostics if d.severity is Severity.ERROR]


def accepted(data: bytes, name: str = "plan.yaml") -> Plan:
    result = read(data, name)
    assert result.diagnostics == []
    assert result.plan is not None
    return result.plan


@pytest.fixture(autouse=True)
def _nothing_is_carried_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Fail a test in which reading text opens a file or a connection, or starts a program."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        pytest.fail("reading a plan's text reached out of it")

    read(title("a\x07"))  # models and catalogs are made ready at their first use
    with monkeypatch.context() as patch:
        patch.chdir(tmp_path)
        patch.setattr(Path, "open", refuse)
        patch.setattr(os, "open", refuse)
        patch.setattr(os, "system", refuse)
        patch.setattr(socket, "socket", refuse)
        patch.setattr(subprocess, "Popen", refuse)
        yield
    assert not list(tmp_path.iterdir())


def test_the_ordinary_plan_is_read() -> None:
    assert accepted(plan(1, LINES[0])).subgoals[0].title == "Fler anhöriga nås"


@pytest.mark.parametrize(
    ("data", "line", "slug"),
    [
        pytest.param(title("Mål: nå fler"), TITLE, "yaml-syntax", id="colon in text"),
        pytest.param(title("%andel"), TITLE, "yaml-syntax", id="percent"),
        pytest.param(title("`kod`"), TITLE, "yaml-syntax", id="backtick"),
        pytest.param(comment("* punkt"), COMMENT, "yaml-syntax", id="star"),
        pytest.param(comment("- punkt"), COMMENT, "yaml-syntax", id="dash"),
        pytest.param(title("!viktigt nå fler"), TITLE, "tag", id="bang"),
        pytest.param(title("&viktigt nå fler"), TITLE, "unused-anchor", id="ampersand"),
        pytest.param(
            plan(12, "<<<<<<< HEAD\n    status: expected\n=======\n>>>>>>> b"), 12, "merge-conflict", id="conflict"
        ),
        pytest.param(plan(AFTER, "x-a: &x 1\nx-b: &x 2\nx-c: *x"), AFTER + 1, "bad-anchor", id="anchor twice"),
        pytest.param(plan(AFTER, "<<: 1"), AFTER, "bad-key", id="merge of a number"),
        pytest.param(plan(AFTER, "<<: [1, 2]"), AFTER, "bad-key", id="merge of numbers"),
        pytest.param(plan(1, "%YAML 2.0\n---\ntitle: Plan"), 1, "yaml-syntax", id="another version of YAML"),
        pytest.param(plan(AFTER, "---\ntitle: En annan"), AFTER, "second-document", id="second document"),
        pytest.param(plan(AFTER, "indicators: []"), AFTER, "duplicate-key", id="list twice"),
        pytest.param(plan(AFTER, "no: 1"), AFTER, "unknown-key", id="key that YAML takes for a truth value"),
        pytest.param(plan(AFTER, "2026-01-01: a"), AFTER, "unknown-key", id="key that YAML takes for a date"),
        pytest.param(plan(AFTER, "? [a, b]\n: 1"), AFTER, "bad-key", id="list as a key"),
        pytest.param(value('"12,5"'), MEASUREMENT, "bad-number", id="decimal comma"),
        pytest.param(value("50 %"), MEASUREMENT, "bad-number", id="percent sign"),
        pytest.param(value(".nan"), MEASUREMENT, "bad-number", id="not a number"),
        pytest.param(value("1.7e+308"), MEASUREMENT, "bad-number", id="number beyond reason"),
        pytest.param(target("9" * 400), TARGET, "bad-number", id="400 digits"),
        pytest.param(target("0x" + "f" * 4000), TARGET, "bad-number", id="4000 hexadecimal digits"),
        pytest.param(target("0x_"), TARGET, "bad-number", id="half a hexadecimal number"),
        pytest.param(target("!!int abc"), TARGET, "tag", id="tag for a number"),
        pytest.param(target("!!int ''"), TARGET, "tag", id="tag for a number of nothing"),
        pytest.param(title("!!bool abc"), TITLE, "tag", id="tag for a truth value"),
        pytest.param(title("!include /etc/passwd"), TITLE, "tag", id="tag for a file"),
        pytest.param(title("!ENV ${HOME}"), TITLE, "tag", id="tag for the environment"),
        pytest.param(plan(9, "    activities: !!set {a, b}"), 9, "tag", id="tag for a set"),
        pytest.param(plan(5, "subgoals: &a [*a]\nx-b:"), 5, "bad-anchor", id="list in itself"),
        pytest.param(title("a\x9b[31mb"), TITLE, "control-character", id="terminal sequence"),
        pytest.param(
            title(r'"\e]8;;file:///etc/passwd\e\\x\e]52;c;cHduZWQ=\a"'), TITLE, "control-character", id="escape"
        ),
        pytest.param(title(r'"ok\r\x08\x08FEL"'), TITLE, "control-character", id="backspace"),
        pytest.param(title(r'"a\0b"'), TITLE, "control-character", id="zero byte by escape"),
        pytest.param(title(r'"]]> & \uFFFE"'), TITLE, "control-character", id="what XML cannot hold"),
        pytest.param(plan(14, "\ufeffindicators:"), 14, "control-character", id="byte order mark inside"),
        pytest.param(plan(6, "  - {title: Fler}\n  - id: D1"), 6, "missing-key", id="no id"),
        pytest.param(plan(STATUS, "    Status: expected"), STATUS, "unknown-key", id="capital"),
        pytest.param(plan(STATUS, "    st\u0430tus: expected"), STATUS, "unknown-key", id="Cyrillic letter"),
        pytest.param(plan(9, "    activities: Informationsträff"), 9, "wrong-kind", id="text for a list"),
        pytest.param(plan(6, '  - id: "D1\u200b"'), 6, "bad-id", id="invisible letter in an id"),
        pytest.param(plan(6, '  - id: "../../../tmp/x"'), 6, "bad-id", id="path as an id"),
        pytest.param(plan(6, '  - id: "--output=/tmp/x"'), 6, "bad-id", id="option as an id"),
        pytest.param(plan(6, f"  - id: {'x' * 300}"), 6, "bad-id", id="long id"),
        pytest.param(plan(10, "    due: 2026-02-29"), 10, "bad-date", id="no leap year"),
        pytest.param(plan(10, "    due: 9999-12-31"), 10, "bad-date", id="the last year there is"),
        pytest.param(plan(10, "    due: 31/12/2026"), 10, "bad-date", id="slashes"),
        pytest.param(plan(10, "    due: 20261231"), 10, "bad-date", id="digits only"),
        pytest.param(plan(10, "    due: 2025-W53-1"), 10, "bad-date", id="week that the year lacks"),
        pytest.param(plan(10, f"    due: {'2026-' * 20_000}"), 10, "bad-date", id="long date"),
        pytest.param(plan(WHEN, "    when: 0"), WHEN, "bad-recurrence", id="month 0"),
        pytest.param(plan(WHEN, "    when: 010"), WHEN, "bad-recurrence", id="month in octal digits"),
        pytest.param(plan(WHEN, f"    when: {'mars ' * 20_000}"), WHEN, "bad-recurrence", id="long time of the year"),
        pytest.param(plan(STATUS, '    status: "]]>"'), STATUS, "unknown-word", id="status that is none"),
        pytest.param(plan(STATUS, f"    status: {'expected ' * 20_000}"), STATUS, "unknown-word", id="long status"),
        pytest.param(plan(AFTER, "include: /dev/zero"), AFTER, "unknown-key", id="include of a device"),
        pytest.param(plan(AFTER, "include: ~/.ssh/id_rsa"), AFTER, "unknown-key", id="include from home"),
        pytest.param(
            plan(AFTER, "include: http://127.0.0.1:9/x.yaml"), AFTER, "unknown-key", id="include from the net"
        ),
        pytest.param(plan(AFTER, r"include: C:\Windows\win.ini"), AFTER, "unknown-key", id="include on Windows"),
        pytest.param(plan(AFTER, r"include: \\host\share\x"), AFTER, "unknown-key", id="include from a share"),
        pytest.param(plan(AFTER, "include: plan.yaml"), AFTER, "unknown-key", id="include of itself"),
        pytest.param(plan(AFTER, "template: ../../../../etc/passwd"), AFTER, "unknown-key", id="template outside"),
    ],
)
def test_what_cannot_be_understood_is_an_error_on_its_line(data: bytes, line: int, slug: str) -> None:
    assert (line, slug) in errors(data)
    assert {found for found, _ in errors(data)} == {line}


@pytest.mark.parametrize("text", ["!!python/name:os.system", "!!python/object/apply:os.system ['touch x']"])
def test_a_tag_that_would_call_python_is_an_error_on_its_line(text: str) -> None:
    """It leaves no title, which is said at the subgoal."""
    assert errors(title(text))[0] == (TITLE, "tag")


def test_a_tag_given_another_meaning_is_still_a_tag() -> None:
    data = plan(1, "%TAG ! tag:yaml.org,2002:python/\n---\ntitle: !object/apply:os.system ['touch x']")
    assert errors(data)[0] == (3, "tag")


def test_a_quote_that_is_never_closed_names_the_line_where_it_was_opened() -> None:
    (diagnostic,) = read(title('"Fler anhöriga')).diagnostics
    assert f"line {TITLE}" in text_of(diagnostic.message, Language.EN)


def test_a_key_twice_names_the_line_of_the_first() -> None:
    (diagnostic,) = read(plan(AFTER, "indicators: []")).diagnostics
    assert "line 14" in text_of(diagnostic.message, Language.EN)


def test_an_include_by_a_name_with_a_zero_byte_is_two_errors_on_its_line() -> None:
    assert errors(plan(AFTER, r'include: "plan.yaml\0.txt"')) == [
        (AFTER, "control-character"),
        (AFTER, "unknown-key"),
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (title("Mål #1 nå fler"), TITLE),
        (title(r'"\u202Egnissap\u202C \u2066x\u2069"'), TITLE),
        (title("\u202egnissap\u202c"), TITLE),
        (title(r'"</script>\u2028"'), TITLE),
    ],
)
def test_what_is_not_what_it_seems_is_a_warning_on_its_line(data: bytes, line: int) -> None:
    result = read(data)
    assert {(d.location.line, d.severity) for d in result.diagnostics} == {(line, Severity.WARNING)}
    assert result.is_whole


@pytest.mark.parametrize(
    "text",
    [
        "{% for x in range(10**9) %}{% endfor %}{# dold #}{% raw %}",
        "{{ 7*7 }}",
        "{0.__class__} %s %n {title!r:>999999999}",
        "&lt;b&gt; &amp;amp; &#106;avascript",
        "<script>alert(1)</script>",
        "@everyone #1 org/repo#2 closes #3",
        "=HYPERLINK('http://x','klick')",
        "+1-1",
        "-5 jämfört",
        "_x0041_ _x000D_",
        "${HOME} $HOME ~ %USERPROFILE% ${jndi:ldap://x}",
        "![x](http://169.254.169.254/latest/) <img src=file:///etc/passwd>",
        "👩\u200d👧 Familj 😀 stöd",
        "Åtgärder för äldre – ”öka” kännedomen, 50 % fler €",
        "=",
        "0b_",
        "Ja",
        "*a " * 5_000 + "b",
        " " * 30_000 + "a",
    ],
)
def test_text_in_quotes_is_text_whatever_it_says(text: str) -> None:
    data = title("'" + text.replace("'", "''") + "'")
    assert accepted(data).subgoals[0].title == text.strip()


def test_text_that_another_format_would_take_for_lines_of_its_own_is_kept() -> None:
    written = r'"\n::error file=app.py,line=1::falskt\r\nATTENDEE:mailto:x@example.org"'
    found = accepted(title(written)).subgoals[0].title
    assert found == "::error file=app.py,line=1::falskt\r\nATTENDEE:mailto:x@example.org"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (plan(6, "  - id: 010"), "010"),
        (plan(6, "  - id: 1e3"), "1e3"),
        (plan(6, "  - id: 1_0"), "1_0"),
        (plan(6, "  - id: no"), "no"),
        (plan(6, "  - id: 0x1F"), "0x1F"),
    ],
)
def test_an_id_is_kept_as_it_is_written(data: bytes, expected: str) -> None:
    assert accepted(data).subgoals[0].id == expected


def test_a_number_keeps_its_digits_and_zero_has_no_sign() -> None:
    assert str(accepted(value("0.30000000000000004")).indicators[0].measurements[0].value) == "0.30000000000000004"
    assert str(accepted(value("-0.0")).indicators[0].measurements[0].value) == "0.0"


@pytest.mark.parametrize(
    "extra",
    [
        "x-djup: " + "[" * 150 + "]" * 150,
        "x-djup: " + "{a: " * 150 + "}" * 150,
        "x-djup:\n " + "- " * 30_000,
        "x-djup: " + "[" * 200_000,
    ],
)
def test_depth_is_answered_quickly_on_its_line(extra: str) -> None:
    data = plan(AFTER, extra)
    assert [slug for _, slug in errors(data)] == ["too-deep"]


def test_aliases_that_grow_beyond_measure_are_answered_quickly() -> None:
    bomb = ["x0: &x0 [lol]"] + [f"x{n}: &x{n} [{','.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert errors(plan(AFTER, "\n".join([*bomb, "x-b: *x11"]))) == [(1, "too-large")]


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_instructions_to_yaml_without_end_are_answered_quickly(end: str) -> None:
    many = "".join(f"%TAG !{n:x}! b{end}" for n in range(60_000))
    with little_work():
        assert (1, "too-large") in errors(f"{many}---{end}title: Plan\n".encode())
        assert (1, "too-large") in errors(f"title: Plan\n...\n{many}---\n".encode())
    few = "".join(f"%TAG !{n:x}! b\n" for n in range(90))
    assert accepted(f"{few}---\ntitle: Plan\n".encode()).title == "Plan"


def test_a_thousand_subgoals_are_read_quickly() -> None:
    one = "  - {{id: d{n}, title: T{n}, purpose: p, activities: [], due: 2026-12-31, responsible: R, status: expected}}"
    data = "\n".join(["title: Plan", "subgoals:", *(one.format(n=n) for n in range(1000))]).encode()
    assert len(accepted(data).subgoals) == 1000


def test_a_thousand_flaws_are_told_quickly() -> None:
    data = "\n".join(["title: Plan", "subgoals:", *("  - {id: d, titl: T, due: snart}" for _ in range(600))]).encode()
    assert len(errors(data)) > 1000


@pytest.mark.parametrize("line", ["measurements", "mätningar", "xmeasurements"])
def test_a_long_key_or_value_is_cut_in_what_is_said_of_it(line: str) -> None:
    """`read` holds that no message is long."""
    assert errors(plan(AFTER, f"{line * 5_000}: a"))
    assert errors(plan(AFTER, f"  ? {line * 5_000}\n  : a"))


def fields(*more: str) -> str:
    return "\n".join(["---", *LINES, *more, ""])


@pytest.mark.parametrize(
    "body",
    [
        "text\n\n---\n\ntitle: inte yaml: här\n\n---",
        "<script>alert(1)</script>\n<img src=x onerror=alert(1)>\n[x](javascript:alert(1))",
        '{{ 7*7 }} {% include "/etc/passwd" %}',
        "```\nkod",
        "<form action=https://x.example><input name=p></form><iframe src=//x></iframe>",
        "\n".join("  " * depth + "- a" for depth in range(150)),
        "[" * 50_000 + "](" * 50_000 + "*a_" * 50_000,
        "|".join("a" * 5_000) + "\n" + "|".join("-" * 5_000),
        "## 2026-03-31\n\nHär är det bara en rubrik.",
    ],
)
def test_the_text_of_a_markdown_plan_is_text_whatever_it_says(body: str) -> None:
    assert accepted(f"{fields('---')}{body}\n".encode(), "plan.md").background == body.strip()


def test_dashes_in_a_text_block_do_not_end_the_fields() -> None:
    data = fields("background: |", "  rad", "  ---", "  rad", "---").encode()
    assert accepted(data, "plan.md").background == "rad\n---\nrad"


@pytest.mark.parametrize("text", ["# Bara text\n", "---\n---\n", "---\n# tomt\n---\nText\n"])
def test_a_markdown_file_without_fields_is_an_error_at_its_top(text: str) -> None:
    (found,) = errors(text.encode(), "plan.md")
    assert found[0] == 1
