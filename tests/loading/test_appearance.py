"""The municipality's face in the settings: a colour that can be read, a logo that is a picture, a typeface's name."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.loading.project_loader import Settings, load_project
from anhorig_cli.model.appearance import PNG, SVG, contrast, lightened, parse_colour, parse_typeface
from anhorig_cli.views.appearance import DARK, face_view
from anhorig_cli.vocabulary import Language
from pictures_of_logos import SVG as DRAWN
from pictures_of_logos import png
from touched import touched


def settings(folder: Path, text: str) -> Settings:
    (folder / "anhorig.yaml").write_text(text, encoding="utf-8")
    return load_project(folder)


def told(loaded: Settings) -> list[tuple[int, int, str, str, str]]:
    """Return the line, column, code, text and hint of each finding, in English."""
    return [
        (
            found.location.line,
            found.location.column,
            found.rule.code,
            text_of(found.message, Language.EN),
            text_of(found.help, Language.EN) if found.help else "",
        )
        for found in loaded.diagnostics
    ]


def of_logo(folder: Path, data: bytes) -> Settings:
    (folder / "logo").write_bytes(data)
    return settings(folder, "utseende:\n  logotyp: logo\n")


def test_a_face_is_read_in_either_language(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(DRAWN)
    swedish = settings(tmp_path, 'utseende: {färg: "#1F4E8C", logotyp: logo.svg, typsnitt: Open Sans}\n')
    english = settings(tmp_path, "appearance: {color: 1f4e8c, logo: logo.svg, typeface: Open Sans}\n")
    assert swedish.diagnostics == english.diagnostics == []
    assert swedish.project == english.project
    assert (swedish.project.appearance.color, swedish.project.appearance.typeface) == ("#1f4e8c", "Open Sans")
    assert swedish.logo is not None
    assert (swedish.logo.content_type, swedish.logo.width, swedish.logo.height) == (SVG, 100, 25)


def test_a_colour_that_is_too_weak_is_refused_with_one_that_is_not(tmp_path: Path) -> None:
    loaded = settings(tmp_path, 'utseende:\n  färg: "#ff9900"\n')
    assert told(loaded) == [
        (
            2,
            9,
            "ANH902",
            'the colour "#ff9900" is too weak on white paper: its contrast is 2.1 to 1, and text needs 7 to 1',
            'choose a darker one; the nearest of the same hue is "#804c00"',
        )
    ]
    assert loaded.project.appearance.color is None
    assert settings(tmp_path, 'utseende:\n  färg: "#804c00"\n').diagnostics == []


@pytest.mark.parametrize("written", ["blå", '"#12"', '"#1f4e8c; }"', '"#1f4e8g"', '"#1f4e8c #000000"', '"#١٢٣"'])
def test_what_is_no_colour_is_refused(tmp_path: Path, written: str) -> None:
    ((line, column, code, _, hint),) = told(settings(tmp_path, f"utseende:\n  färg: {written}\n"))
    assert (line, column, code) == (2, 9, "ANH902")
    assert hint == 'write six digits within quotes, such as "#1f4e8c"'


def test_a_colour_without_quotes_is_told_of_as_the_comment_it_is(tmp_path: Path) -> None:
    assert [found[:3] for found in told(settings(tmp_path, "utseende:\n  färg: #1f4e8c\n"))] == [(2, 8, "ANH113")]


def proposed_for(colour: str) -> str:
    """Return the colour that is proposed instead of one that is too weak."""
    with pytest.raises(UnreadableValueError) as refused:
        parse_colour(colour)
    hint = text_of(refused.value.help, Language.EN) if refused.value.help else ""
    return hint.split('"')[1]


@given(st.integers(0, 0xFFFFFF))
def test_what_is_taken_or_proposed_can_be_read_on_paper_and_on_a_dark_screen(number: int) -> None:
    colour = f"#{number:06x}"
    is_clear = contrast(colour, "#ffffff") >= 7
    taken = parse_colour(colour if is_clear else proposed_for(colour))
    assert taken == colour or not is_clear
    assert contrast(taken, "#ffffff") >= 7
    assert contrast(lightened(taken, DARK.page), DARK.page) >= 7


@pytest.mark.parametrize("name", ["Open Sans", "Källa", "Source Sans 3", "PT-Serif", "7"])
def test_a_typeface_is_a_name(name: str) -> None:
    assert parse_typeface(name) == name


@pytest.mark.parametrize(
    "name",
    ["Open Sans, serif", 'A"; } body { display: none', "A\\22", "A</style>", "-A", "#eval(1)", "A\nB", "a" * 61, "*"],
)
def test_what_could_mean_more_than_a_name_is_no_typeface(name: str) -> None:
    with pytest.raises(UnreadableValueError):
        parse_typeface(name)


def test_a_typeface_that_is_no_name_is_told_where_it_stands(tmp_path: Path) -> None:
    loaded = settings(tmp_path, 'utseende:\n  typsnitt: "Open Sans; color: red"\n')
    assert [found[:3] for found in told(loaded)] == [(2, 13, "ANH902")]
    assert loaded.project.appearance.typeface is None


# ---- the logo


def test_a_png_keeps_its_pixels_and_nothing_else(tmp_path: Path) -> None:
    with_author = png(more=((b"tEXt", b"Author\0Someone"),))
    loaded = of_logo(tmp_path, with_author + b"what follows the end")
    assert loaded.diagnostics == []
    assert loaded.logo == (PNG, png(), 40, 10)


def test_an_svg_keeps_shapes_and_colours_whatever_its_name(tmp_path: Path) -> None:
    logo = of_logo(tmp_path, DRAWN).logo
    assert logo is not None
    assert b'<rect width="100" height="25" fill="#123456"/>' in logo.data


def test_an_svg_is_as_large_as_it_says_in_whatever_measure(tmp_path: Path) -> None:
    logo = of_logo(tmp_path, drawn("", 'width="80.5px" height=" 20 mm "')).logo
    assert logo is not None
    assert logo[2:] == (80.5, 20)


@pytest.mark.parametrize(
    ("kind", "depth", "bits"),
    [(0, 1, 1), (0, 16, 16), (2, 16, 48), (3, 1, 1), (3, 2, 2), (3, 4, 4), (3, 8, 8), (4, 8, 16), (6, 16, 64)],
)
def test_a_png_of_grey_of_a_palette_or_with_alpha(kind: int, depth: int, bits: int, tmp_path: Path) -> None:
    palette = ((b"PLTE", b"\0\0\0\xff\xff\xff"),) if kind == 3 else ()
    data = png(40, 10, pixels=b"\0" * 10 * (1 + 40 * bits // 8), more=palette, kind=kind, depth=depth)
    assert of_logo(tmp_path, data).logo == (PNG, data, 40, 10)


BAD = "the logo is neither a PNG nor an SVG with nothing but shapes, colours and text"


def drawn(inner: str, attributes: str = 'viewBox="0 0 9 9"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inner}</svg>'.encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (drawn("<script>alert(1)</script>"), BAD),
        (drawn('<rect onload="a()" width="1" height="1"/>'), BAD),
        (drawn('<image href="https://example.org/a.png"/>'), BAD),
        (drawn('<rect fill="url(https://example.org/a)"/>'), BAD),
        (drawn("<style>@import 'a.css';</style>"), BAD),
        (drawn("<foreignObject/>"), BAD),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + drawn("<text>&a;</text>"), BAD),
        (b"\xff\xd8\xff\xe0 a JPEG", BAD),
        (b"", BAD),
        (b"just text", BAD),
        (drawn("", ""), "the logo does not say how large it is"),
        (drawn("", 'viewBox="0 0 0 9"'), "the logo does not say how large it is"),
        (drawn("", 'width="100%" height="9"'), "the logo does not say how large it is"),
        (drawn("", 'width="210" height="10"'), "the logo is more than 20 times as long as it is narrow"),
        (png(5000, 1000, pixels=b""), "the logo has more than 4 million pixels"),
        (png(pixels=b"\0" * 9), "the logo is a damaged PNG"),
        (png(pixels=b"\0" * 900_000), "the logo is a damaged PNG"),
        (png(kind=3, pixels=b"\0" * 410), "the logo is a damaged PNG"),
        (png(kind=5), "the logo is a damaged PNG"),
        (png(0, 0), "the logo is a damaged PNG"),
        (png()[:-20], "the logo is a damaged PNG"),
        (png().replace(b"IDAT", b"IDAX"), "the logo is a damaged PNG"),
        (b"\x89PNG\r\n\x1a\n", "the logo is a damaged PNG"),
        (png(more=((b"tEXt", b"a" * 500_000),)), "the logo is larger than 500 kB"),
    ],
)
def test_a_logo_that_cannot_be_used_is_told_where_it_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    loaded = of_logo(tmp_path, data)
    ((line, column, code, text, hint),) = told(loaded)
    assert (line, column, code, text) == (2, 12, "ANH902", said)
    assert hint
    assert loaded.logo is None


def test_a_logo_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    ((line, column, code, _, hint),) = told(settings(tmp_path, "utseende:\n  logotyp: borta.png\n"))
    assert (line, column, code) == (2, 12, "ANH116")
    assert hint == "write the path of the logo from the folder of the settings, such as pictures/logo.png"


@pytest.mark.parametrize(
    "named", ["../logo.png", "/logo.png", "C:/logo.png", ".git/logo.png", "aux.png", "..\\logo.png"]
)
def test_a_logo_outside_the_project_is_not_read(tmp_path: Path, named: str) -> None:
    project = tmp_path / "kommun"
    (project / ".git").mkdir(parents=True)
    for folder in (tmp_path, project / ".git"):
        (folder / "logo.png").write_bytes(png())
    with touched() as files:
        loaded = settings(project, f"utseende:\n  logotyp: {named}\n")
    assert [found[:3] for found in told(loaded)] == [(2, 12, "ANH131")]
    assert loaded.logo is None
    assert [path for path in files.below(tmp_path) if path.endswith("logo.png")] == []


def test_nothing_behind_a_link_out_of_the_project_is_read(tmp_path: Path) -> None:
    (tmp_path / "hemlig.png").write_bytes(png())
    project = tmp_path / "kommun"
    project.mkdir()
    (project / "logo.png").symlink_to(tmp_path / "hemlig.png")
    loaded = settings(project, "utseende:\n  logotyp: logo.png\n")
    assert [found[2] for found in told(loaded)] == ["ANH131"]
    assert loaded.logo is None


def test_a_face_has_its_logo_within_bounds_and_a_lighter_colour_in_the_dark(tmp_path: Path) -> None:
    face = face_view("#1f4e8c", "Open Sans", of_logo(tmp_path, png(400, 100)).logo)
    assert (face.width, face.height) == (224, 56)
    assert base64.b64decode(face.logo.removeprefix("data:image/png;base64,")) == png(400, 100)
    assert face.palettes["light"]["accent"] == "#1f4e8c"
    assert face.palettes["dark"]["accent"] == face.dark.accent != "#1f4e8c"
    assert {**face.palettes["dark"], "accent": DARK.accent} == DARK.inks
