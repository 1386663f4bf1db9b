"""Only UTF-8 without control characters is read, and each flaw of the characters stands where an editor shows it."""

from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import MOST_ALIKE
from anhorig_cli.loading.files import LARGEST, MOST_STRANGE, decode
from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load_texts
from anhorig_cli.vocabulary import Language
from effort import little_work
from plan_text import checked, flaws, loaded, plan_in

Place = tuple[int, int, str]


def read(data: bytes) -> LoadedPlan:
    return load_texts("plan.yaml", "plan", [FileText("plan.yaml", "", data)], is_folder=False)


def found(data: bytes) -> list[Place]:
    return [(d.location.line, d.location.column, d.rule.slug) for d in read(data).diagnostics]


def messages(data: bytes) -> list[str]:
    return [text_of(d.message, Language.EN) for d in read(data).diagnostics]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    loaded_with = read(b"\xef\xbb\xbftitel: Plan\n")
    assert loaded_with.diagnostics == []
    assert loaded_with.plan == read(b"titel: Plan\n").plan


def test_a_byte_order_mark_takes_no_column() -> None:
    assert found(b"\xef\xbb\xbftitel: a\x07b\n") == [(1, 9, "control-character")]


def test_a_byte_order_mark_takes_no_column_before_a_byte_that_is_not_utf8() -> None:
    assert found(b"\xef\xbb\xbftitel: \xff\n") == [(1, 8, "not-utf8")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_file_in_another_unicode_encoding_is_an_error_at_its_top(encoding: str) -> None:
    assert found("\ufefftitel: Plan för anhörigstöd\n".encode(encoding)) == [(1, 1, "not-utf8")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_so_it_is_without_a_byte_order_mark(encoding: str) -> None:
    assert found("titel: Plan för anhörigstöd\n".encode(encoding)) == [(1, 1, "not-utf8")]


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32-be", "UTF-32")]
)
def test_the_message_names_the_encoding(encoding: str, name: str) -> None:
    assert name in messages("\ufefftitel: Plan\n".encode(encoding))[0]


def test_the_message_names_utf32_also_with_the_least_byte_first() -> None:
    assert "UTF-32" in messages("\ufefftitel: Plan\n".encode("utf-32-le"))[0]


def test_utf8_cut_in_the_middle_of_a_letter_is_an_error_on_the_last_line() -> None:
    assert found("titel: Plan\nmål: få".encode()[:-1]) == [(2, 7, "not-utf8")]


def test_the_first_byte_in_latin1_is_named_with_its_place() -> None:
    data = "titel: Plan\nx-mål: nå fler\n".encode("latin-1")
    assert found(data)[0] == (2, 4, "not-utf8")
    assert "0xE5" in messages(data)[0]


def test_a_byte_that_is_not_utf8_first_on_a_line_stands_on_that_line() -> None:
    assert found(b"titel: Plan\nx-a: b\n\xe5: c\n")[0] == (3, 1, "not-utf8")
    assert found(b"titel: Plan\r\nx-a: b\r\n\xe5: c\r\n")[0] == (3, 1, "not-utf8")


@pytest.mark.parametrize("data", [b"titel: Plan\rx-a: b\r\xe5: c\r", b"titel: Plan\rx-a: b\n\xe5: c\n"])
def test_so_it_does_after_a_line_that_ends_in_cr(data: bytes) -> None:
    assert found(data)[0] == (3, 1, "not-utf8")


def test_half_of_a_surrogate_pair_is_not_utf8() -> None:
    assert found(b"titel: a\xed\xa0\x80b\n") == [(1, 9, "not-utf8")]


def test_the_rest_of_a_file_with_one_bad_byte_is_read_all_the_same() -> None:
    plan = read(b"titel: Plan\norganisation: \xd6rebro\nspr\xc3\xa5k: en\n").plan
    assert plan is not None
    assert plan.title == "Plan"
    assert plan.language == "en"


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x80", "\x9b", "\ufeff", "\ufffe", "\uffff"],
)
def test_a_control_character_is_an_error_where_it_stands(character: str) -> None:
    assert found(f"titel: Plan\nmål: få {character}[2J\n".encode()) == [(2, 9, "control-character")]


def test_a_control_character_is_shown_by_its_code_point_and_never_echoed() -> None:
    data = "titel: a\x9bb\nx\x1bz: c\n".encode()
    text = "".join(messages(data))
    assert "U+009B" in text
    assert "U+001B" in text
    assert not {"\x9b", "\x1b"} & set(text)


def test_a_control_character_stays_out_of_the_plan() -> None:
    plan = read(b"titel: a\x1b[31mb\n").plan
    assert plan is not None
    assert "\x1b" not in plan.title


def test_tabs_and_line_breaks_are_ordinary_characters() -> None:
    assert found(b"titel:\tPlan\r\nx-a:\tb\r\n") == []


@pytest.mark.parametrize("character", ["\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"])
def test_a_character_that_turns_the_direction_of_writing_is_a_warning(character: str) -> None:
    result = read(f"titel: Plan\nmål: få {character}fler\n".encode())
    assert [(d.location.line, d.location.column, d.rule.slug) for d in result.diagnostics] == [
        (2, 9, "invisible-character")
    ]
    assert result.is_whole


def test_each_of_them_is_named() -> None:
    assert found("titel: a\u202eb\u202cc\n".encode()) == [(1, 9, "invisible-character"), (1, 11, "invisible-character")]


def test_it_is_named_once_in_quotes_too() -> None:
    assert found('titel: "a\u202eb"\n'.encode()) == [(1, 10, "invisible-character")]


def test_a_next_line_character_ends_no_line_in_an_editor() -> None:
    assert found("titel: a\u0085b\nx-a: c\nfel: d\n".encode()) == [
        (1, 9, "control-character"),
        (3, 1, "unknown-key"),
    ]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_a_line_separator_ends_no_line_in_an_editor(separator: str) -> None:
    data = f"titel: a{separator}b\nx-a: c\nfel: d\n".encode()
    assert found(data) == [(1, 9, "invisible-character"), (3, 1, "unknown-key")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_break_that_an_editor_knows_gives_the_same_places(end: str) -> None:
    text = end.join(["titel: Plan", "delmål:", "  - id: d1", "    titel: T", "    senast: i morgon", "fel: x", ""])
    assert found(text.encode()) == [(6, 1, "unknown-key"), (5, 13, "bad-date")]


def test_line_breaks_of_several_kinds_may_be_mixed() -> None:
    result = read(b"titel: Plan\r\nx-a: b\rx-c: d\nmal: e\r\n")
    assert [(d.location.line, d.location.column) for d in result.diagnostics] == [(4, 1)]


@pytest.mark.parametrize("escape", [r"\x07", r"\0", r"\e", r"\b", r"\x9B", r"\uFFFE", r"\uFEFF", r"\N"])
def test_a_control_character_by_escape_is_an_error_at_the_quote(escape: str) -> None:
    text = f'titel: Plan\nmål: "få {escape} fler"\n'
    assert found(text.encode()) == [(2, 6, "control-character")]
    plan = plan_in(text)
    assert plan.goal == "få \ufffd fler"


@pytest.mark.parametrize("escape", [r"\u202E", r"\u2066", r"\L", r"\P"])
def test_a_bidirectional_or_parting_character_by_escape_is_a_warning_and_taken_out(escape: str) -> None:
    result = loaded(f'titel: "få {escape}fler"')
    assert [(d.location.line, d.location.column, d.rule.slug) for d in result.diagnostics] == [
        (1, 8, "invisible-character")
    ]
    assert result.plan is not None
    assert result.plan.title == "få fler"


@pytest.mark.parametrize("escape", [r"\n", r"\r\n", r"\t", r"\\", r"\/", r"\xe5", r"\u00E5"])
def test_other_escapes_are_ordinary_text(escape: str) -> None:
    assert flaws(f'titel: "a{escape}b"') == []


def test_a_backslash_in_single_quotes_or_plain_text_is_a_backslash() -> None:
    plan = plan_in(r"""
        titel: 'C:\x07'
        mål: C:\x07
        """)
    assert plan.title == plan.goal == r"C:\x07"


def test_a_key_with_a_control_character_by_escape_is_an_error_too() -> None:
    assert [(f.line, f.column, f.slug) for f in flaws(r'{titel: Plan, "x-\x07": a}')] == [(1, 15, "control-character")]


def test_half_of_a_surrogate_pair_by_escape_is_an_error() -> None:
    assert [f.slug for f in flaws(r'titel: "a\uD800b"')] == ["yaml-syntax"]


def test_a_merge_conflict_is_named_and_nothing_else_is_said() -> None:
    text = b"titel: Plan\n<<<<<<< HEAD\nx-a: b\n=======\nx-a: c\n>>>>>>> gren\n"
    assert found(text) == [(2, 1, "merge-conflict")]
    assert found(text.replace(b"\n", b"\r\n")) == [(2, 1, "merge-conflict")]


def test_a_merge_conflict_is_named_in_a_file_with_cr_too() -> None:
    assert found(b"titel: Plan\r<<<<<<< HEAD\rx-a: b\r=======\rx-a: c\r>>>>>>> gren\r") == [(2, 1, "merge-conflict")]


def test_the_marks_of_a_conflict_inside_text_are_text() -> None:
    assert flaws("titel: Plan\nmål: |\n  <<<<<<< HEAD\n") == []


@pytest.mark.parametrize("data", [b"", b"\n", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_file_without_text_is_an_error_at_its_top(data: bytes) -> None:
    assert found(data) == [(1, 1, "empty-file")]


@pytest.mark.parametrize("data", [b"# bara en kommentar\n", b"---\n...\n", b"---\n", b"~\n", b"null\n"])
def test_a_file_that_says_nothing_is_an_error_at_its_top(data: bytes) -> None:
    assert found(data) == [(1, 1, "empty-file")]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        bytes(1000),
        b"PK\x03\x04" + bytes(30),
        b"%PDF-1.7\n%\x80\x80\n1 0 obj\n",
    ],
)
def test_a_file_that_is_not_text_is_said_to_be_so_once(data: bytes) -> None:
    assert found(data) == [(1, 1, "not-utf8")]
    assert "not text" in messages(data)[0]


def test_a_file_over_the_largest_size_is_not_read() -> None:
    with little_work():
        assert found(b"titel: Plan\n" + b"#" * LARGEST) == [(1, 1, "too-large")]


def test_a_file_of_the_largest_size_is_read() -> None:
    head = b"titel: Plan\n"
    assert found(head + b"#" * (LARGEST - len(head))) == []


def test_how_to_divide_a_file_that_is_too_large_is_told() -> None:
    _, (flaw,) = decode("plan.yaml", b"#" * (LARGEST + 1))
    told = text_of(flaw.sentence, Language.EN)
    assert told.startswith("the file is larger than 1 MiB, which is the limit – divide the plan into a folder")


def test_very_many_strange_characters_are_counted() -> None:
    with little_work():
        _, found = decode("plan.yaml", b"titel: Plan\n# " + b"\x07" * (MOST_STRANGE + 5000))
    assert len(found) == MOST_STRANGE + 1 == 1001
    assert found[-1].number == 5000
    assert text_of(found[-1].message, Language.EN) == "… and 5000 more of the same kind in this file"


def test_what_is_counted_together_is_counted_in_the_check_too(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(b"titel: Plan\n# " + b"\x07" * (MOST_STRANGE + 5000))
    *told, last = checked(plan)
    assert [one.slug for one in told] == ["control-character"] * MOST_ALIKE
    assert last.message == f"… and {MOST_STRANGE + 5000 - MOST_ALIKE} more of the same kind in this file"
