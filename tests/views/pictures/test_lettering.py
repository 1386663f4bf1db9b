"""Lettering: lines fit, long words are divided, and nothing of a text is lost on the way."""

from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.views.pictures.drawing import plain, width_of, wrapped

WORD = "Kommunikationsplaneringsarbetsgrupp"


def test_a_text_breaks_between_words() -> None:
    assert wrapped("Ta reda på vilka aktiviteter anhöriga behöver", 160) == [
        "Ta reda på vilka", "aktiviteter anhöriga", "behöver",
    ]  # fmt: skip


def test_a_word_too_long_for_a_line_is_divided() -> None:
    lines = wrapped(WORD, 120)
    assert len(lines) > 1
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(lines).replace("-", "") == WORD


def test_a_word_is_divided_at_its_own_hyphen() -> None:
    assert wrapped("Socialförvaltningens-anhörigstöd", 160) == ["Socialförvaltningens-", "anhörigstöd"]


def test_a_text_of_too_many_lines_is_cut_with_dots() -> None:
    lines = wrapped("ett två tre fyra fem sex sju åtta nio tio", 60, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_bold_and_large_text_is_wider() -> None:
    assert width_of("stöd") < width_of("stöd", bold=True) < width_of("stöd", 20)


def test_marks_above_a_letter_have_no_width_and_unknown_writing_is_wide() -> None:
    assert width_of("a\u0301") == width_of("a")
    assert width_of("支") > width_of("w")
    assert width_of("Å") > width_of("å")


def test_what_cannot_be_seen_or_turns_text_is_dropped() -> None:
    assert plain("a\u202eb\x00c\n d\ufffe") == "abc d"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zs", "Zl", "Zp"])))
def test_every_line_fits_unless_it_is_a_single_short_piece(text: str) -> None:
    lines = wrapped(text, 100)
    assert all(width_of(line) <= 100 or len(line) <= 4 for line in lines)
    kept = "".join(lines).replace("-", "")
    assert kept.replace(" ", "") == plain(text).replace("-", "").replace(" ", "")


def test_every_python_finds_the_same_width() -> None:
    from_3_12_on = 3.7199999999999998  # sums of floats are rounded once; before, `sum` rounded at each step, to 3.72
    assert width_of("o" * 6, 1) == from_3_12_on
