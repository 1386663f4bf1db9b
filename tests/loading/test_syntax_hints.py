"""What YAML makes of ordinary Swedish text is told with a hint that fixes it, at the line a person must change."""

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.source import Message
from anhorig_cli.vocabulary import Language
from plan_text import flaws, loaded, plan_in

QUOTE_IT = "put text that contains ': ' in quotes: "


def only_hint(text: str, name: str = "plan.yaml") -> tuple[int, str]:
    """Return the line of a text's only finding, an error of syntax, and its hint."""
    (flaw,) = loaded(text, name).diagnostics
    assert flaw.rule.slug == "yaml-syntax"
    assert flaw.help is not None
    return flaw.location.line, text_of(flaw.help, Language.EN)


def hint_for(value: str) -> str:
    """Return the hint for a value on line 2 of a plan."""
    line, hint = only_hint(f"titel: Plan\nmål: {value}\nx-a: b\n")
    assert line == 2
    return hint


def test_a_colon_in_plain_text_is_shown_in_quotes() -> None:
    text = """\
        titel: Plan
        mål: Mål: nå fler anhöriga
        """
    assert [(f.line, f.column) for f in flaws(text)] == [(2, 9)]
    assert only_hint(text) == (2, f'{QUOTE_IT}mål: "Mål: nå fler anhöriga"')


def test_so_it_is_after_a_dash() -> None:
    line, hint = only_hint("""\
        titel: Plan
        delmål:
          - titel: Mål 1: nå fler
        """)
    assert line == 3
    assert hint == f'{QUOTE_IT}- titel: "Mål 1: nå fler"'


@pytest.mark.parametrize(
    "value",
    [
        "Mål: nå fler",
        "Läs 'Nå fler': en rapport",
        'Rapporten "Nå fler": en läsning',
        r"Katalog: C:\nytt",
    ],
)
def test_the_line_that_the_hint_gives_says_what_was_meant(value: str) -> None:
    mended = hint_for(value).removeprefix(QUOTE_IT)
    plan = plan_in(f"titel: Plan\n{mended}\n")
    assert plan.goal == value


def test_a_colon_in_plain_text_in_braces_has_the_same_hint() -> None:
    _, hint = only_hint("titel: Plan\ndelmål: [{id: d1, titel: Mål: nå fler}]\n")
    assert "': '" in hint


def test_and_in_brackets_over_several_lines() -> None:
    line, hint = only_hint("titel: Plan\nkontakt: {\n  funktion: Läs: rapporten\n}\n")
    assert line == 3
    assert "': '" in hint


@pytest.mark.parametrize("start", ["%", "@", "`"])
def test_a_value_cannot_begin_with_a_reserved_character(start: str) -> None:
    text = f"titel: Plan\nmål: {start}andel\n"
    assert [(f.line, f.column) for f in flaws(text)] == [(2, 6)]
    assert hint_for(f"{start}andel") == f"a value cannot begin with '{start}': put the text in quotes"


@pytest.mark.parametrize("value", ["* punkt", "*", "**viktigt**"])
def test_a_value_that_begins_with_a_star_is_told_of_the_text_block_too(value: str) -> None:
    hint = hint_for(value)
    assert "'*'" in hint
    assert "'|'" in hint


def test_a_star_and_a_word_are_told_to_be_quoted_twice_over() -> None:
    """The alias leads nowhere, and the words after it break off the parsing: both lie on the line."""
    diagnostics = loaded("titel: Plan\nmål: *viktigt nå fler\n").diagnostics
    assert [(d.location.line, d.rule.slug) for d in diagnostics] == [(2, "bad-anchor"), (2, "yaml-syntax")]
    assert all("quotes" in text_of(d.help, Language.EN) for d in diagnostics if d.help)


@pytest.mark.parametrize("value", ["& co", "&", "> 10 personer", ">5 st", "| rör", "!x!y"])
def test_a_value_that_begins_with_another_mark_is_told_to_be_quoted(value: str) -> None:
    hint = hint_for(value)
    assert f"'{value[0]}'" in hint
    assert "put the text in quotes" in hint


@pytest.mark.parametrize("value", ["- punkt", "? vad"])
def test_so_is_one_that_begins_with_a_dash_or_question_mark_and_a_space(value: str) -> None:
    assert f"'{value[:2]}'" in hint_for(value)


@pytest.mark.parametrize("value", ["-", "?"])
def test_so_is_one_that_is_nothing_else(value: str) -> None:
    assert f"'{value}" in hint_for(value)


@pytest.mark.parametrize(("value", "close"), [("[utkast] Plan", "']'"), ("{kommun} plan", "'}'")])
def test_a_value_in_brackets_with_text_after_is_told_what_the_brackets_mean(value: str, close: str) -> None:
    assert close in hint_for(value)


@pytest.mark.parametrize("value", ["[utkast", "{kommun"])
def test_brackets_that_are_never_closed_are_named_by_their_line(value: str) -> None:
    _, hint = only_hint(f"titel: Plan\nmål: {value}\nx-a: b\n")
    assert f"'{value[0]}'" in hint
    assert "line 2" in hint


@pytest.mark.parametrize("quote", ["'", '"'])
def test_text_after_the_closing_quote_has_its_own_hint(quote: str) -> None:
    value = f"{quote}Nå fler{quote} är målet"
    assert [(f.line, f.column) for f in flaws(f"titel: Plan\nmål: {value}\n")] == [(2, 16)]
    assert "after the closing quote" in hint_for(value)


@pytest.mark.parametrize(
    "line",
    [
        'delmål: [{id: a, titel: "Hem"tjänsten}]',
        "delmål: [{id: a, titel: 'Hem' tjänsten, senast: 2026}]",
        'målgrupper: ["Hem"tjänsten, b]',
    ],
)
def test_text_after_the_closing_quote_is_named_in_brackets_too(line: str) -> None:
    _, hint = only_hint(f"titel: Plan\n{line}\n")
    assert "after the closing quote" in hint


@pytest.mark.parametrize("line", ['delmål: [{id: a, titel: "Hem" senast: 2026}]', 'målgrupper: ["Hem" "borta"]'])
def test_what_lacks_a_comma_after_the_closing_quote_is_no_text_of_its(line: str) -> None:
    _, hint = only_hint(f"titel: Plan\n{line}\n")
    assert "after the closing quote" not in hint


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quote_that_is_never_closed_is_named_by_its_line(quote: str) -> None:
    text = f"""\
        titel: Plan
        mål: {quote}Nå fler
        delmål:
          - id: d1
        """
    assert [f.message for f in flaws(text)] == ["the quote opened on line 2 is never closed"]
    assert only_hint(text)[1] == "close the quote on line 2"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_the_end_of_the_text_is_the_end_of_its_last_line(end: str) -> None:
    text = f'titel: "Plan\nmål: x{end}'
    (flaw,) = flaws(text)
    assert flaw.column <= len(text.splitlines()[flaw.line - 1]) + 1


def test_a_quote_that_the_next_one_closes_is_named_by_its_line() -> None:
    text = """\
        delmål:
          - id: d1
            titel: "Nå fler
            senast: 2026-12-31
          - id: d2
            titel: "Fler utbildas"
        """
    (flaw,) = flaws(text)
    assert (flaw.line, flaw.column) == (6, 13)
    assert "line 3" in flaw.message
    assert only_hint(text)[1] == "close the quote on line 3"


def test_a_long_text_in_quotes_does_not_take_the_blame_for_what_comes_after() -> None:
    line, hint = only_hint("""\
        titel: "Plan för
          anhörigstöd"
        mål: nå fler
        bakgrund: Läs: rapporten
        """)
    assert line == 4
    assert hint.startswith(QUOTE_IT)


def test_nor_for_a_tab_on_the_line_after_it() -> None:
    line, hint = only_hint('titel: "Plan för\n  anhörigstöd"\n\tmål: nå fler\n')
    assert line == 3
    assert "tab" in hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("titel: Plan\n\tmål: x\n", 2),
        ("titel: Plan\ndelmål:\n\t- id: d1\n", 3),
        ("titel: Plan\ndelmål:\n  - id: d1\n\ttitel: T\n", 4),
        ("titel: Plan\ndelmål:\n  - id: d1\n  \ttitel: T\n", 4),
    ],
)
def test_a_tab_in_the_indentation_has_its_own_hint(text: str, line: int) -> None:
    found_on, hint = only_hint(text)
    assert found_on == line
    assert "tab" in hint


def test_a_tab_after_the_colon_is_a_space() -> None:
    assert flaws("titel:\tPlan\nmål:\t Nå fler\n") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("titel: Plan\n mål: x\n", 2),
        ("titel: Plan\ndelmål:\n  - id: d1\n   titel: T\n", 4),
        ("- titel: Plan\nmål: x\n", 2),
    ],
)
def test_what_is_out_of_line_is_told_to_look_at_the_indentation(text: str, line: int) -> None:
    found_on, hint = only_hint(text)
    assert found_on == line
    assert "indentation" in hint


def test_a_version_of_yaml_that_does_not_exist_is_told_to_be_removed() -> None:
    line, hint = only_hint("%YAML 2.0\n---\ntitel: Plan\n")
    assert line == 1
    assert "%YAML" in hint


def test_the_line_is_counted_in_the_markdown_file() -> None:
    line, hint = only_hint("---\ntitel: Plan\nmål: Mål: nå fler\n---\nText\n", "plan.md")
    assert line == 3
    assert hint == f'{QUOTE_IT}mål: "Mål: nå fler"'


def test_a_quote_never_closed_in_front_matter_is_named_by_its_line_in_the_file() -> None:
    (flaw,) = flaws('---\ntitel: "Plan\nmål: x\n---\n"Text"\n', "plan.md")
    assert flaw.message == "the quote opened on line 2 is never closed"


def test_every_hint_can_be_put_in_swedish() -> None:
    values = [
        "%a",
        "@a",
        "`a",
        "* a",
        "& a",
        "!x!y",
        ">5 a",
        "| a",
        "- a",
        "? a",
        "[a] b",
        "{a} b",
        "'a' b",
        "a: b",
        '"a',
    ]
    for value in values:
        (flaw,) = loaded(f"titel: Plan\nmål: {value}\n").diagnostics
        assert flaw.help is not None
        assert text_of(flaw.help, Language.SV) != text_of(flaw.help, Language.EN)


@pytest.mark.parametrize(
    "lines",
    [
        ["delmål:", "  - id: a", "    titel:\u00a0A", "    senast: 2026"],
        ["delmål:", "\u00a0 - id: a", "    titel: A"],
        ["delmål:", "  - id: a", "    titel: A", "    indikatorer:\u202fx"],
    ],
)
def test_a_space_that_is_none_to_yaml_is_pointed_out(lines: list[str]) -> None:
    _, hint = only_hint("\n".join(["titel: Plan", *lines, ""]))
    line, character = next((n, c) for n, line in enumerate(lines, 2) for c in line if c in "\u00a0\u202f")
    assert hint.startswith(f"line {line} contains a no-break space (U+{ord(character):04X})")


def test_such_a_space_in_running_text_is_not_blamed() -> None:
    assert hint_for("Mål: nå 2\u00a0500").startswith(QUOTE_IT)


@pytest.mark.parametrize("mark", ["\u2013", "\u2014", "\u2022", "\u00b7"])
@pytest.mark.parametrize(
    "lines",
    [
        "delmål:\n  {} id: a\n    titel: A\n",
        "delmål:\n  {} id: a\n",
        "delmål:\n  {} Fler anhöriga\n  {} Bättre stöd\n",
        "delmål:\n  - id: a\n    titel: A\n    aktiviteter:\n      {} Broschyr\n",
        "delmål:\n{} titel: A\n",
    ],
)
def test_another_mark_than_a_hyphen_before_items_is_pointed_out(mark: str, lines: str) -> None:
    flaw = loaded("titel: Plan\n" + lines.replace("{}", mark), "plan.yaml").diagnostics[0]
    assert flaw.help is not None
    assert flaw.help.values["mark"] == mark
    assert text_of(flaw.help, Language.EN).startswith("write an ordinary hyphen and a space, '- ', where line")


@pytest.mark.parametrize("quotes", ["\u201d\u201d", "\u201c\u201d", "\u201e\u201c", "\u00bb\u00bb", "\u2019\u2019"])
def test_curly_quotation_marks_are_to_be_ordinary_ones(quotes: str) -> None:
    hint = hint_for(f"{quotes[0]}Alla ska bli sedda: var och en{quotes[1]}")
    assert hint == 'write ordinary quotation marks around the text: mål: "Alla ska bli sedda: var och en"'


ACTIVITIES = "titel: Plan\ndelmål:\n  - id: a\n    titel: A\n    aktiviteter:\n"


def test_a_text_with_a_colon_in_a_list_is_shown_in_quotes() -> None:
    (flaw,) = loaded(f"{ACTIVITIES}      - Utskick till alla: 2 ggr/år\n      - Ring\n", "plan.yaml").diagnostics
    assert (flaw.rule.slug, flaw.location.line) == ("unknown-key", 6)
    assert flaw.help is not None
    assert flaw.help.values == {"example": '"Utskick till alla: 2 ggr/år"'}


def test_a_misspelt_key_in_a_list_is_no_such_text() -> None:
    found = loaded(f"{ACTIVITIES}      - titl: Ring\n", "plan.yaml").diagnostics
    assert [flaw.help.values for flaw in found if flaw.help and flaw.rule.slug == "unknown-key"] == [{"near": "titel"}]


@pytest.mark.parametrize(
    ("value", "values"),
    [
        ("12,5", {"number": "12.5"}),
        ("-12,5", {"number": "-12.5"}),
        ("12,5 %", {"number": "12.5"}),
        ("1,234,567", {"number": "1234567"}),
        ("1,234", {"decimal": "1.234", "whole": "1234"}),
        ("1,2,3", {}),
    ],
)
def test_a_number_that_commas_part_inside_braces_is_put_together(value: str, values: dict[str, str]) -> None:
    found = loaded(f"titel: P\nindikatorer:\n  - {{id: i, titel: I, utgångsvärde: {value}}}\n", "plan.yaml").diagnostics
    hints = [flaw.help.values["hint"] for flaw in found if flaw.help and flaw.rule.slug == "unknown-key"]
    assert hints
    assert all(isinstance(hint, Message) and hint.values == values for hint in hints)


@pytest.mark.parametrize("mark", ["|", ">", "|-"])
@pytest.mark.parametrize("after", ["nämnd: Socialnämnden", "- a"])
def test_text_below_a_key_that_is_not_indented_is_told_to_be(mark: str, after: str) -> None:
    _, hint = only_hint(f"titel: Plan\nbakgrund: {mark}\nMånga hör av sig sent.\n{after}\n")
    assert hint == f"indent the lines of 'bakgrund' by two spaces, below '{mark[0]}'"


@pytest.mark.parametrize("below", ["  Många hör av sig.\n", "\n"])
def test_what_goes_wrong_after_text_that_is_indented_says_nothing_of_the_text(below: str) -> None:
    line, hint = only_hint(f"titel: Plan\nbakgrund: |\n{below}}}: b\n")
    assert (line, hint) == (4, "look at the indentation: things that belong together begin in the same column")


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("titel: Plan\nmål Nå fler i tid\nbakgrund: |\n  Text.\n", "mål", 2),
        ("titel: Plan\ndelmål\n  - titel: Nå fler\n", "delmål", 2),
        ("titel Plan\nmål: Nå fler\n", "titel", 1),
    ],
)
def test_a_key_without_its_colon_is_told_of_on_its_own_line(text: str, key: str, line: int) -> None:
    assert only_hint(text)[1] == f"write a colon after '{key}' on line {line}: {key}: …"


def test_a_text_that_goes_on_with_the_word_of_a_key_is_no_key_without_a_colon() -> None:
    _, hint = only_hint("titel: Plan\nsyfte: Vi har ett\n  mål som är viktigt\n  dålig: rad\n")
    assert "colon" not in hint


def test_braces_with_two_keys_that_are_never_closed_are_told_to_be() -> None:
    _, hint = only_hint("titel: Plan\nperiod: {från: 2026, till: 2028\nmål: Nå fler, i tid\n")
    assert hint == "close what begins with '{' on line 2"


def test_nor_is_a_text_that_is_not_indented_below_its_key() -> None:
    _, hint = only_hint("titel: Plan\nbakgrund: |\nmål som vi har\nmål: Nå fler\n")
    assert hint == "indent the lines of 'bakgrund' by two spaces, below '|'"


@pytest.mark.parametrize("value", ["@alla", "`alla`", "%andel", "*fet* text", "- punkt", "> fler"])
@pytest.mark.parametrize("line", ["delmål: [{{id: a, titel: {value}}}]", "nämnd: [SN, {value}]"])
def test_a_value_in_brackets_is_told_by_its_own_beginning(line: str, value: str) -> None:
    _, hint = only_hint(f"titel: Plan\n{line.format(value=value)}\n")
    assert f"with '{value[:1]}" in hint
    assert "': '" not in hint
