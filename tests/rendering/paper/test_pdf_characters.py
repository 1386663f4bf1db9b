"""Characters that the fonts have, and signs for those they lack."""

import pytest

from anhorig_cli.rendering.paper.pdf_characters import REPLACEMENT, shown, with_breaks
from anhorig_cli.vocabulary import SYMBOLS


@pytest.mark.parametrize(
    "text",
    [
        "Anhörigstöd – ’stöd’ § 5, 10\u00a0% ≥ 3 €",
        "".join(SYMBOLS.values()),
        "Ελλάδα Україна",
        "av\u00adlösning",
        "a\n\tb",
    ],
)
def test_what_the_fonts_have_stays(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("glad 😀!", f"glad {REPLACEMENT}!"),
        ("👩\u200d👧", REPLACEMENT * 2),
        ("中文", REPLACEMENT * 2),
        ("a\u202eb\ufeffc", "abc"),
        ("a\u030a", "å"),
        ("\x07", "\x07"),
        ("é\x07", f"é{REPLACEMENT}"),
    ],
)
def test_what_they_lack_is_replaced_and_what_is_invisible_left_out(text: str, put: str) -> None:
    assert shown(text) == put


def test_a_word_that_no_line_has_room_for_may_be_broken() -> None:
    assert with_breaks("kort " + "a" * 41) == f"kort {'a' * 20}\u200b{'a' * 20}\u200ba"
    assert with_breaks("a" * 40 + " b") == "a" * 40 + " b"


def test_plainly_no_writing_from_right_to_left() -> None:
    assert shown("stöd דעם") == "stöd דעם"
    assert shown("stöd דעם", plainly=True) == f"stöd {REPLACEMENT * 3}"
