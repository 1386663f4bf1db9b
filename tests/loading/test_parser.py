"""YAML becomes a tree in which every value is the text that stands in the file; nothing is guessed or lost."""

import tracemalloc
from typing import Any

import pytest

from anhorig_cli.loading import parser
from anhorig_cli.loading.parser import DEEPEST, MOST_NODES, parse
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.source import Source
from effort import little_work
from plan_text import flaws, loaded, plan_in

Place = tuple[int, int, str]


def tree(node: Node) -> Any:
    """Show a tree as plain data."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.value
    if isinstance(node, Sequence):
        return [tree(item) for item in node.items]
    return {key.value: tree(value) for key, value in node.pairs()}


def parsed(text: str) -> Any:
    root, diagnostics = parse(Source("plan.yaml", text))
    assert diagnostics == []
    assert root is not None
    return tree(root)


def places(text: str) -> list[Place]:
    _, diagnostics = parse(Source("plan.yaml", text))
    return [(d.location.line, d.location.column, d.rule.slug) for d in diagnostics]


@pytest.fixture(params=["with libyaml", "without libyaml"])
def _both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test once more as it is where PyYAML was built without libyaml."""
    if request.param == "without libyaml":
        monkeypatch.setattr(parser, "_parser", None)


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "y", "n", "true", "010", "0x1F", "0b1", "0x_", "0b_", "1_000", "1e3", "12:30", ".nan", ".inf"],
)
@pytest.mark.usefixtures("_both_parsers")
def test_what_yaml_would_turn_into_something_else_stays_text(text: str) -> None:
    assert parsed(f"x: {text}\n{text}: x\n") == {"x": text, text: "x"}


@pytest.mark.parametrize("text", ["2021-11-30", "2021-11-30 12:00:00", "2021-11", "=", "-5", "+5", "10-06"])
def test_dates_and_signs_stay_text(text: str) -> None:
    assert parsed(f"x: {text}") == {"x": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL", "# kommentar"])
def test_nothing_is_nothing(text: str) -> None:
    assert parsed(f"x: {text}") == {"x": None}


@pytest.mark.parametrize("text", ['""', "''", '"~"', "'null'"])
def test_nothing_in_quotes_is_text(text: str) -> None:
    assert parsed(f"x: {text}") == {"x": text[1:-1]}


@pytest.mark.usefixtures("_both_parsers")
def test_blocks_flow_and_quotes_are_read_as_yaml_has_them() -> None:
    assert parsed("""\
titel: 'Anhörigas "rätt"'
mål: >
  En rad
  till

  ett stycke
bakgrund: |-
  rad ett
    indragen
lista: [a, "b, c", {d: e}]
""") == {
        "titel": 'Anhörigas "rätt"',
        "mål": "En rad till\nett stycke\n",
        "bakgrund": "rad ett\n  indragen",
        "lista": ["a", "b, c", {"d": "e"}],
    }


def test_an_alias_repeats_what_its_anchor_names() -> None:
    assert parsed("a: &namn [1, 2]\nb: *namn\nc: &text hej\nd: *text\n") == {
        "a": ["1", "2"],
        "b": ["1", "2"],
        "c": "hej",
        "d": "hej",
    }


def test_an_alias_may_be_a_key() -> None:
    assert parsed("a: &k titel\n*k : b\n") == {"a": "titel", "titel": "b"}


def test_a_merge_brings_in_what_is_not_written() -> None:
    assert parsed("a: &a {x: 1, y: 2}\nb: {y: 3, <<: *a}\n") == {
        "a": {"x": "1", "y": "2"},
        "b": {"y": "3", "x": "1"},
    }


def test_of_several_merged_mappings_the_first_goes_before() -> None:
    assert parsed("a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc: {<<: [*a, *b]}\n")["c"] == {"x": "1", "y": "3"}


def test_what_is_merged_may_itself_merge() -> None:
    assert parsed("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}\n")["c"] == {"y": "2", "x": "1"}


def test_the_mark_of_a_merge_in_quotes_is_a_key() -> None:
    assert parsed("'<<': a") == {"<<": "a"}


@pytest.mark.parametrize("value", ["1", "[1, 2]", "text", "[{}, 1]"])
def test_what_is_merged_must_be_a_mapping(value: str) -> None:
    assert places(f"titel: Plan\n<<: {value}\n") == [(2, 1, "bad-key")]


def test_a_mapping_cannot_be_merged_into_itself() -> None:
    assert places("a: &a\n  b: c\n  <<: *a\n") == [(3, 7, "bad-anchor"), (3, 3, "bad-key")]


@pytest.mark.usefixtures("_both_parsers")
def test_an_alias_without_an_anchor_is_an_error_where_it_stands() -> None:
    assert places("titel: Plan\nmål: *viktigt\n") == [(2, 6, "bad-anchor")]


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "a: &a [[[*a]]]"])
def test_an_alias_that_refers_to_what_it_stands_in_is_an_error(text: str) -> None:
    assert places(text) == [(1, text.index("*") + 1, "bad-anchor")]


def test_an_anchor_defined_twice_is_an_error_at_the_second() -> None:
    assert places("x-a: &x 1\nx-b: &x 2\nx-c: *x\n") == [(2, 6, "bad-anchor")]


def test_an_anchor_that_nothing_refers_to_is_an_error_where_it_stands() -> None:
    assert [(f.line, f.column, f.slug) for f in flaws("titel: &viktigt nå fler")] == [(1, 8, "unused-anchor")]
    assert "&viktigt" in flaws("titel: &viktigt nå fler")[0].message


def test_so_is_an_anchor_on_a_list_or_mapping() -> None:
    assert places("a: &b [1]\nc: &d {e: f}\n") == [(1, 4, "unused-anchor"), (2, 4, "unused-anchor")]


@pytest.mark.parametrize(
    "value",
    [
        "!viktigt nå fler",
        "!!int 5",
        "!!bool abc",
        "!!python/name:os.system",
        "!include /etc/passwd",
        "! text",
        "!!set {a}",
    ],
)
@pytest.mark.usefixtures("_both_parsers")
def test_a_tag_is_an_error_where_it_stands(value: str) -> None:
    assert places(f"titel: Plan\nx: {value}\n") == [(2, 4, "tag")]


def test_a_tag_that_the_file_defines_is_an_error_too() -> None:
    text = "%TAG ! tag:yaml.org,2002:python/\n---\ntitel: !object/apply:os.system ['touch x']\n"
    assert places(text) == [(3, 8, "tag")]


def test_the_tag_for_text_changes_nothing() -> None:
    assert parsed("x: !!str 5") == {"x": "5"}


@pytest.mark.parametrize("text", ["? [a, b]\n: 1\n", "{a: 1}: x\n", "? {a: 1}\n: x\n"])
@pytest.mark.usefixtures("_both_parsers")
def test_a_list_or_mapping_as_a_key_is_an_error_where_it_stands(text: str) -> None:
    column = min(text.index(mark) for mark in "[{" if mark in text) + 1
    assert places(text) == [(1, column, "bad-key")]


def test_the_other_keys_are_read_all_the_same() -> None:
    plan = plan_in("? [a, b]\n: 1\ntitel: Plan\n")
    assert plan.title == "Plan"


@pytest.mark.usefixtures("_both_parsers")
def test_a_second_document_is_an_error_where_it_begins_and_the_first_is_read() -> None:
    result = loaded("titel: Plan\n---\ntitel: En annan\n")
    assert [(d.location.line, d.location.column, d.rule.slug) for d in result.diagnostics] == [
        (2, 1, "second-document")
    ]
    assert result.plan is not None
    assert result.plan.title == "Plan"


@pytest.mark.parametrize("text", ["titel: Plan\n---\n", "titel: Plan\n...\n---\na: b\n", "titel: Plan\n---\n# slut\n"])
def test_an_empty_second_document_is_one_too(text: str) -> None:
    assert [slug for _, _, slug in places(text)] == ["second-document"]


@pytest.mark.parametrize(
    "text", ["---\ntitel: Plan\n", "%YAML 1.1\n---\ntitel: Plan\n...\n", "titel: Plan\n...\n# slut\n"]
)
def test_the_marks_around_one_document_are_no_second_one(text: str) -> None:
    assert parsed(text) == {"titel": "Plan"}


def test_a_part_of_a_text_is_parsed_with_the_places_of_the_whole() -> None:
    text = "---\ntitel: *a\n---\nmål: !x y\n"
    root, diagnostics = parse(Source("plan.md", text), 4, 14)
    assert isinstance(root, Mapping)
    assert [(d.location.line, d.location.column, d.rule.slug) for d in diagnostics] == [(2, 8, "bad-anchor")]


def test_a_text_that_breaks_off_gives_no_tree_and_one_flaw() -> None:
    root, diagnostics = parse(Source("plan.yaml", "titel: Plan\nmål: [a\n"))
    assert root is None
    assert [d.rule.slug for d in diagnostics] == ["yaml-syntax"]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_the_deepest_that_is_read_is_read(opening: str, closing: str) -> None:
    inner = DEEPEST - 1  # the mapping around is one level
    assert places("x-djup: " + opening * inner + "y" + closing * inner) == []


@pytest.mark.parametrize("opening", ["[", "{a: "])
@pytest.mark.usefixtures("_both_parsers")
def test_one_level_deeper_is_an_error_where_that_level_begins(opening: str) -> None:
    text = "x-djup: " + opening * DEEPEST
    assert places(text + "y") == [(1, len(text) - len(opening) + 1, "too-deep")]


@pytest.mark.parametrize(
    "text",
    [
        "x-d: " + "[" * 100_000,
        "x-d:\n " + "- " * 30_000,
        "x-d: " + "{a: " * 30_000,
        "? " * 30_000,
        "[" * 150 + "]" * 150,
    ],
)
def test_no_depth_exhausts_the_computer(text: str) -> None:
    with little_work():
        assert places(text)[-1][2] == "too-deep"


def bomb(levels: int) -> str:
    lines = [f"x{n}: &x{n} [{','.join([f'*x{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(["x0: &x0 [lol]", *lines, f"x-b: *x{levels - 1}", ""])


def test_aliases_that_grow_beyond_measure_are_an_error_and_quickly_answered() -> None:
    with little_work():
        assert places("titel: Plan\n" + bomb(60)) == [(1, 1, "too-large")]


def test_the_limit_counts_the_values_once_aliases_are_followed() -> None:
    values = 499  # with the list itself, 500 for each alias
    head = f"x-a: &a [{','.join(['b'] * values)}]\nx-b: "
    assert places(head + f"[{','.join(['*a'] * (MOST_NODES // 500 - 2))}]") == []
    assert places(head + f"[{','.join(['*a'] * (MOST_NODES // 500 + 1))}]") == [(1, 1, "too-large")]


def test_a_modest_use_of_aliases_is_read() -> None:
    assert places(bomb(4)) == []


def test_aliases_in_keys_cannot_stack_the_depth() -> None:
    levels = "".join(f"? &a{n} {'[' * 35}{f'*a{n - 1}' if n else 'x'}{']' * 35}\n: 1\n" for n in range(40))
    assert "bad-key" in [slug for _, _, slug in places(levels + "x-z: *a39\n")]


def test_a_long_chain_of_merges_is_read() -> None:
    assert "yaml-syntax" not in [slug for _, _, slug in places(merges(1200, 1))]


def merges(levels: int, times: int) -> str:
    """Return mappings that each merge the one before, so and so many times."""
    chain = [f"x{n}: &x{n} {{<<: [{', '.join([f'*x{n - 1}'] * times)}]}}" for n in range(1, levels)]
    return "\n".join(["x0: &x0 {x-a: b}", *chain, f"x-z: *x{levels - 1}", ""])


def test_merges_that_grow_beyond_measure_are_quickly_answered() -> None:
    with little_work():
        places(merges(9, 4))


def test_merges_that_each_add_a_key_do_not_fill_the_memory() -> None:
    levels = "".join(f"x{n}: &x{n} {{<<: *x{n - 1}, x-k{n}: b}}\n" for n in range(1, 2000))
    tracemalloc.start()
    found = places("x0: &x0 {x-a: b}\n" + levels)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [slug for _, _, slug in found] == ["too-large"]
    assert peak < 20_000_000


@pytest.mark.usefixtures("_both_parsers")
def test_a_syntax_error_is_found_by_either_parser() -> None:
    assert [slug for _, _, slug in places("titel: [a\n")] == ["yaml-syntax"]
    assert places("titel: Mål: nå fler\n") == [(1, 11, "yaml-syntax")]


def test_an_escape_beyond_unicode_is_an_error() -> None:
    assert [slug for _, _, slug in places(r'titel: "\UFFFFFFFF"')] == ["yaml-syntax"]


def test_so_it_is_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_parser", None)
    assert [slug for _, _, slug in places(r'titel: "\UFFFFFFFF"')] == ["yaml-syntax"]


def test_half_a_surrogate_pair_is_no_text_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_parser", None)
    root, _ = parse(Source("plan.yaml", r'titel: "a\uD800b"'))
    assert root is None or tree(root)["titel"].encode("utf-8")


def test_a_text_with_more_values_than_a_plan_has_is_not_read() -> None:
    with little_work():
        assert places(f"titel: Plan\nlagrum: [{'a,' * MOST_NODES}]") == [(1, 1, "too-large")]
    assert places(f"titel: Plan\nlagrum: [{'a,' * (MOST_NODES - 10)}]") == []


def test_many_mappings_are_merged_into_one_quickly() -> None:
    anchors = "".join(f"x-{number}: &a{number} {{x-k{number}: 1}}\n" for number in range(4000))
    merged = ", ".join(f"*a{number}" for number in range(4000))
    with little_work():
        assert places(f"titel: Plan\n{anchors}period: {{<<: [{merged}], från: 2026}}\n") == []
