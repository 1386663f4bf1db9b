"""How far a node reaches, without the comments and empty lines that follow it."""

import pytest

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.editing.style import end_of, is_flow
from anhorig_cli.loading.parser import parse
from anhorig_cli.nodes import Mapping, Node
from anhorig_cli.source import Source


def value_of(text: str) -> Node:
    root, _ = parse(Source("p.yaml", text))
    assert isinstance(root, Mapping)
    return root.items[-1][1]


@pytest.mark.parametrize(
    ("text", "ends_with"),
    [
        ("a: b # c\n", "b"),
        ("a: 'b' # c\n", "'b'"),
        ("a: |\n  b\n  c\n\n# d\n", "c"),
        ("a:\n  - b: c\n    d: >-\n      e\n\n  # f\n", "e"),
        ("a: [b, {c: d}] # e\n", "}]"),
        ("a:\n  b:\n  c: # d\n", "c:"),
    ],
)
def test_the_end_is_the_last_that_is_written(text: str, ends_with: str) -> None:
    node = value_of(text)
    assert text[: end_of(node)].endswith(ends_with)


def test_an_alias_has_no_end() -> None:
    with pytest.raises(CannotWorkError):
        end_of(value_of("x: &x 1\na:\n  - 2\n  - *x\n"))


def test_braces_and_brackets_are_flow() -> None:
    assert [is_flow(value_of(text)) for text in ("a: {}", "a: []", "a:\n- b", "a:\n  b: c", "a: b")] == [
        True, True, False, False, False
    ]  # fmt: skip
