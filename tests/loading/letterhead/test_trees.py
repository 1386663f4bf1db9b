"""XML to trees with one prefix for each namespace, within bounds, and back."""

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.loading.letterhead.left_out import UnfitError
from anhorig_cli.loading.letterhead.trees import (
    DEEPEST,
    LARGEST_TEXT,
    LONGEST,
    MOST_NAMES,
    Budget,
    parse_xml,
    to_xml,
)
from anhorig_cli.vocabulary import Language

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def again(text: str) -> str:
    """Return a part as it is written when it was read, without what it begins with."""
    return to_xml(parse_xml("a.xml", text.encode(), Budget())).decode().partition("?>\n")[2]


def refused(text: str) -> str:
    with pytest.raises(UnfitError) as told:
        parse_xml("a.xml", text.encode(), Budget())
    return text_of(told.value.reason, Language.EN)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (f'<a:p xmlns:a="{W}" a:id="1"/>', f'<w:p xmlns:w="{W}" w:id="1"/>'),
        (f'<p xmlns="{W}" id="1">x</p>', f'<w:p xmlns:w="{W}" id="1">x</w:p>'),
        (f'<w:p xmlns:w="{W}" w:id="&lt;&quot;&#9;&#10;&#13;>&amp;"/>',
         f'<w:p xmlns:w="{W}" w:id="&lt;&quot;&#9;&#10;&#13;&gt;&amp;"/>'),
        (f'<w:p xmlns:w="{W}">&lt;&#13;<w:r/>&amp;<w:r/>]]&gt;</w:p>',
         f'<w:p xmlns:w="{W}">&lt;&#13;<w:r/>&amp;<w:r/>]]&gt;</w:p>'),
        (f'<w:p xmlns:w="{W}" xmlns:x="{W14}"><x:y/></w:p>',
         f'<w:p xmlns:mc="{MC}" xmlns:w="{W}" xmlns:w14="{W14}" mc:Ignorable="w14"><w14:y/></w:p>'),
    ],
)  # fmt: skip
def test_a_part_is_written_with_the_usual_prefixes(text: str, becomes: str) -> None:
    assert again(text) == becomes


def test_what_is_of_another_namespace_is_named_so() -> None:
    declared = f'xmlns:w="{W}" xmlns:x="urn:x" xmlns:y="urn:y" xmlns:mc="{MC}" mc:Ignorable="y"'
    root = parse_xml("a.xml", f'<w:p {declared}><x:a y:b=""/></w:p>'.encode(), Budget())
    assert (root[0].tag, list(root[0].attrib)) == ("?:a", ["-:b"])


def test_only_what_the_outermost_element_says_may_be_ignored() -> None:
    run = f'<w:r xmlns:x="urn:x" xmlns:mc="{MC}" mc:Ignorable="x"><x:a/></w:r>'
    root = parse_xml("a.xml", f'<w:p xmlns:w="{W}">{run}</w:p>'.encode(), Budget())
    assert root[0][0].tag == "?:a"


def with_attributes(many: int) -> str:
    return "<a " + " ".join(f"a{n}='1'" for n in range(many)) + "/>"


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        ("<a>" * DEEPEST + "</a>" * DEEPEST, "<a>" * (DEEPEST + 1) + "</a>" * (DEEPEST + 1)),
        (f"<a>{'x' * LONGEST}</a>", f"<a>{'x' * (LONGEST + 1)}</a>"),
        (f"<a><b/>{'x' * LONGEST}</a>", f"<a><b/>{'x' * (LONGEST + 1)}</a>"),
        (f"<a b='{'x' * LONGEST}'/>", f"<a b='{'x' * (LONGEST + 1)}'/>"),
        (with_attributes(200), with_attributes(201)),
        (f"<a>{'<b/>' * (MOST_NAMES // 2 - 1)}</a>", f"<a>{'<b/>' * (MOST_NAMES // 2)}</a>"),
        (f"<a c='1'>{'<b/>' * (MOST_NAMES // 2 - 2)}</a>", f"<a c='1'>{'<b/>' * (MOST_NAMES // 2 - 1)}</a>"),
    ],
    ids=["depth", "text", "text after an element", "value", "attributes", "elements", "names"],
)  # fmt: skip
def test_bounds(fits: str, does_not: str) -> None:
    assert parse_xml("a.xml", fits.encode(), Budget()).tag == "a"
    assert refused(does_not).startswith("a part of it is larger, longer or deeper than a letterhead needs (a.xml)")


def test_a_part_may_have_so_many_bytes() -> None:
    test_bounds(*(f"<a><!--{'x' * (LARGEST_TEXT - around)}--></a>" for around in (14, 13)))


def test_what_is_read_of_one_part_is_not_left_for_another() -> None:
    budget = Budget(5)
    parse_xml("a.xml", b"<a/>", budget)
    parse_xml("b.xml", b"<a b='1'/>", budget)
    with pytest.raises(UnfitError):
        parse_xml("c.xml", b"<a/>", budget)


NOT_WELL_FORMED = ["", "x", "<a>", "<a b='1' b='2'/>", "<a>&e;</a>", "<?xml version='1.0' encoding='x'?><a/>", "<w:a/>"]


@pytest.mark.parametrize("text", NOT_WELL_FORMED)
def test_what_is_not_well_formed(text: str) -> None:
    assert refused(text) == "a part of it is not well-formed (a.xml)"


@pytest.mark.parametrize("text", ["<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"])
def test_a_document_type(text: str) -> None:
    assert refused(text) == "a part of it has a document type definition (a.xml)"
