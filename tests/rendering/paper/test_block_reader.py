"""What an element holds, to blocks."""

import pytest

from anhorig_cli.rendering.paper.document import (
    Beside,
    Blocks,
    Cell,
    Divider,
    Facts,
    Heading,
    Items,
    Kept,
    Listing,
    NamedFact,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
)
from anhorig_cli.rendering.paper.elements import parsed
from anhorig_cli.rendering.paper.page_reader import read_blocks

SVG = '<svg viewBox="0 0 10 20"><title>Läget</title></svg>'


def blocks(page: str) -> Blocks:
    return read_blocks(parsed(page))


def paragraph(text: str, tone: str = "") -> Paragraph:
    return Paragraph((Run(text, tone=tone),))


def cell(text: str, *, is_header: bool = False) -> Cell:
    return Cell((paragraph(text),), is_header)


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("<h2>Mål</h2><p>Text", (Heading(2, (Run("Mål"),)), paragraph("Text"))),
        ("löst <div>inne</div> efter", (paragraph("löst"), paragraph("inne"), paragraph("efter"))),
        ("<h2> </h2><p></p><ul></ul><dl></dl><table></table><pre> </pre><blockquote></blockquote>", ()),
        ("<nav><a href='#a'>Innehåll</a></nav><p class=skip>Hoppa<p hidden>Dold", ()),
        ("<blockquote><p>Så var det.</p></blockquote>", (Quote((paragraph("Så var det."),)),)),
        ("<pre>\n a  b\nc\n</pre>", (Listing(" a  b\nc"),)),
        ("<hr>", (Divider(),)),
        ('<div class="goal"><p>Mål</p></div>', (paragraph("Mål", "goal"),)),
        ('<p class="kind">Rapport', (paragraph("Rapport", "kind"),)),
        ("<footer><p>Gjord</p></footer><footer></footer>", (Divider(), paragraph("Gjord", "soft"))),
    ],
)
def test_blocks(page: str, read: Blocks) -> None:
    assert blocks(page) == read


def test_lists() -> None:
    assert blocks("<ul><li>a<ul><li>b</ul><li></ul>") == (Items(((paragraph("a"), Items(((paragraph("b"),),))),)),)
    assert blocks('<ol start="3"><li>a</ol>') == (Items(((paragraph("a"),),), first=3),)
    assert blocks('<ol start="-9"><li>a</ol>') == (Items(((paragraph("a"),),), first=1),)
    assert blocks('<ul><li class="alarm">3</ul>') == (Items(((paragraph("3", "alarm"),),)),)


def test_tiles_are_for_a_screen() -> None:
    page = '<ul><li>a</ul><ul class="figures"><li class="alarm"><strong>3</strong> försenade</ul><p>b'
    assert blocks(page) == (Items(((paragraph("a"),),)), paragraph("b"))


def test_names_with_what_is_said_under_them() -> None:
    page = "<dl><div><dt>Nämnd</dt><dd>A</dd><dd>B</dd></div><dt>E<dt>F<dd>C</dl>"
    assert blocks(page) == (
        Facts(
            (
                NamedFact((Run("Nämnd"),), (paragraph("A"), paragraph("B"))),
                NamedFact((Run("E"), Run("\n"), Run("F")), (paragraph("C"),)),
            )
        ),
    )
    assert blocks("<dl><dd>utan namn</dl>") == ()


def test_a_table_has_its_caption_its_head_and_rows_that_are_filled() -> None:
    page = (
        "<table><caption>Läget</caption><thead><tr><th>A<th>B<th>C</thead>"
        "<tbody><tr><th>a<td colspan=2>b<tr><td>c</tbody><tfoot><tr><td>d</tfoot></table>"
    )
    assert blocks(page) == (
        Table(
            (Run("Läget"),),
            3,
            ((cell("A", is_header=True), cell("B", is_header=True), cell("C", is_header=True)),),
            (
                (cell("a", is_header=True), Cell((paragraph("b"),), columns=2)),
                (cell("c"), Cell(()), Cell(())),
                (cell("d"), Cell(()), Cell(())),
            ),
        ),
    )


def test_a_first_row_of_header_cells_is_the_head() -> None:
    (table,) = blocks("<table><tr><th>A<tr><td>a</table>")
    assert isinstance(table, Table)
    assert (len(table.head), len(table.body)) == (1, 1)


def test_a_figures_caption_goes_with_its_picture_or_table() -> None:
    assert [type(b) for b in blocks(f"<figure>{SVG}<figcaption>Bild 1</figcaption></figure>")] == [Picture]
    (picture,) = blocks(f"<figure>{SVG}<figcaption>Bild 1</figcaption></figure>")
    assert isinstance(picture, Picture)
    assert (picture.alternative, picture.caption) == ("Läget.", (Run("Bild 1"),))
    assert blocks("<figure><p>a</p><figcaption>Om a</figcaption></figure>") == (paragraph("a"), paragraph("Om a"))
    assert blocks("<figure><p>a</p></figure>") == (paragraph("a"),)


def test_what_a_page_folds_lies_open_on_paper() -> None:
    table = "<table><caption>Läget</caption><tr><td>a</table>"
    assert [type(b) for b in blocks(f"<details><summary>Som tabell</summary>{table}</details>")] == [Table]
    assert blocks("<details><summary>Mer</summary><p>a</details>") == (
        Paragraph((Run("Mer", strong=True),)),
        paragraph("a"),
    )


def test_a_figure_that_is_kept_stands_on_one_page_with_what_its_marks_mean() -> None:
    (kept,) = blocks("<figure class='matrix kept'><table><tr><td>✔1</table><p class='key'>✔ utfört 1</p></figure>")
    assert isinstance(kept, Kept)
    table, legend = kept.content
    assert isinstance(table, Table)
    assert legend == paragraph("✔ utfört 1")


def test_a_letter_has_its_title_beside_a_few_facts() -> None:
    page = '<div class="letter"><div><h1>Ärendet</h1></div><dl class="facts brief"><dt>Datum<dd>1 mars</dl></div>'
    (beside,) = blocks(page)
    assert beside == Beside(
        (
            (Heading(1, (Run("Ärendet"),)),),
            (Facts((NamedFact((Run("Datum"),), (paragraph("1\u00a0mars"),)),), are_short=True),),
        ),
        "letter",
    )


def test_the_key_of_a_picture_stands_in_columns() -> None:
    (key,) = blocks("<ul class='key'><li>✔ Uppfyllt 4<li>▲ Bedöms uppfyllas 3</ul>")
    assert key == Beside(((paragraph("✔ Uppfyllt 4"),), (paragraph("▲ Bedöms uppfyllas 3"),)), "key")
