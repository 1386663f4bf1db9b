"""As large a letterhead as is read takes work in proportion to its size."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from anhorig_cli.loading.letterhead.reading import read_letterhead
from effort import little_work, some
from hostile_letterheads import padding
from word_package import MAIN, OFFICE, SECTION, Package, document, drawing, p, package, png, t, wmf

MANY = 20_000


def of(body: str, styles: str = "") -> Package:
    return package(body + padding(), styles=styles)


def fields(inside: str) -> Package:
    return of(f"<w:p><w:r>{inside}</w:r></w:p>")


def char(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def styles() -> Package:
    chain = "".join(
        f'<w:style w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(MANY // 2)
    )
    return of(p(t("x")), chain)


def pictures() -> Package:
    """Return a letterhead that shows one picture many times, and has many relationships to one that is no picture."""
    made = package("")
    known = made.add(MAIN, "image", "word/media/bild.png", png())
    made.add(MAIN, "image", "word/media/bild.wmf", wmf(*[b"\3\0\0\0\0\0"] * 500_000)[:-6])
    made.relationships[MAIN] += [
        f'<Relationship Id="m{n}" Type="{OFFICE}image" Target="media/bild.wmf"/>' for n in range(MANY)
    ]
    body = "".join(p(drawing(known)) for _ in range(MANY // 20)) + padding()
    made.parts[MAIN] = document(body + SECTION.format("", "")).encode()
    return made


LARGE: Mapping[str, Callable[[], Package]] = {
    "paragraphs": lambda: of("<w:p/>" * MANY * 2),
    "runs": lambda: of(f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * MANY}</w:p>"),
    "fields within fields": lambda: fields(char("begin") * MANY),
    "fields within fields that end": lambda: fields(char("begin") * MANY + char("end") * MANY),
    "fields in a row": lambda: fields((char("begin") + "<w:instrText>PAGE</w:instrText>" + char("end")) * (MANY // 2)),
    "pieces of a code": lambda: fields(char("begin") + "<w:instrText>PAGE</w:instrText>" * MANY + char("end")),
    "paragraphs in a code": lambda: of(p(f"<w:r>{char('begin')}</w:r>") + "<w:p/>" * MANY),
    "what is left out": lambda: of("<w:p><w:hyperlink/><w:del/><x/></w:p>" * (MANY // 2)),
    "alternatives": lambda: of(
        p("<w:r><mc:AlternateContent><mc:Choice><w:t>x</w:t></mc:Choice></mc:AlternateContent></w:r>" * 9000)
    ),
    "styles": styles,
    "pictures": pictures,
}


@pytest.mark.parametrize("name", some([*LARGE]))
def test_a_large_letterhead(name: str, tmp_path: Path) -> None:
    (tmp_path / "mall.docx").write_bytes(LARGE[name]().packed())
    with little_work():
        assert read_letterhead(str(tmp_path / "mall.docx")).data
