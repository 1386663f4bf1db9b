"""HTML to elements: well-formed, or with end tags left out where HTML allows it."""

import pytest

from anhorig_cli.rendering.paper.elements import DEEPEST, Element, parsed


def outline(element: Element) -> str:
    return "".join(c if isinstance(c, str) else f"{c.tag}({outline(c)})" for c in element.children)


@pytest.mark.parametrize(
    ("page", "tree"),
    [
        ("<p>ett<br>två</p>", "p(ettbr()två)"),
        ("<ul><li>ett<li>två<ul><li>tre</ul></ul>", "ul(li(ett)li(tvåul(li(tre))))"),
        ("<p>ett<p>två<h2>tre</h2>", "p(ett)p(två)h2(tre)"),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>e", "dl(dt(a)dd(b)dt(c)dd(d))e"),
        ("<table><tr><th>a<td>b<tr><td>c</table>", "table(tr(th(a)td(b))tr(td(c)))"),
        ("<svg><path/><text>a</text></svg>", "svg(path()text(a))"),
        ("a</em>b", "ab"),
        ("&lt;b&gt; &amp;auml;", "<b> &auml;"),
    ],
)
def test_a_page_is_a_tree(page: str, tree: str) -> None:
    assert outline(parsed(page)) == tree


def test_what_lies_too_deep_is_text() -> None:
    root = parsed("<div>" * 10_000 + "text" + "</div>" * 10_000 + "efter")
    assert root.text == "textefter"
    depth, element = 0, root
    while element := next(element.elements(), None):  # type: ignore[assignment] # the loop ends with None
        depth += 1
    assert depth == DEEPEST


def test_attributes_without_a_value_are_empty() -> None:
    assert next(parsed('<p hidden class="a b">').elements()).attributes == {"hidden": "", "class": "a b"}
    assert next(parsed('<p class="a b">').elements()).classes == {"a", "b"}
