"""Pictures of a letterhead are known by their first bytes."""

import struct

import pytest

from anhorig_cli.loading.letterhead.pictures import MOST_PIXELS, known_picture, safe_svg
from anhorig_cli.loading.letterhead.trees import Budget
from odd_letterheads import gif_with, png_with
from word_package import emf, emf_saying, gif, jpeg, png, wmf


@pytest.mark.parametrize(
    ("data", "ending", "pixels"),
    [
        (png(30, 20), "png", 600),
        (gif(30, 20), "gif", 600),
        (b"GIF87a" + gif(3, 2)[6:], "gif", 6),
        (jpeg(30, 20), "jpeg", 600),
        (b"\xff\xd8\xff\xff" + jpeg(30, 20)[3:], "jpeg", 600),
        (jpeg(30, 20).replace(b"\xff\xc0", b"\xff\xcf"), "jpeg", 600),
        (emf(), "emf", 0),
        (wmf(), "wmf", 0),
        (wmf()[22:], "wmf", 0),
        (wmf(struct.pack("<IHHHI", 7, 0x0626, 15, 4, 0)), "wmf", 0),
    ],
)
def test_kinds_that_are_known(data: bytes, ending: str, pixels: int) -> None:
    picture = known_picture(data)
    assert picture is not None
    assert (picture.ending, picture.pixels, picture.data) == (ending, pixels, data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"BM" + b"\0" * 60,
        b"II*\0",
        b"\x1f\x8b" + b"\0" * 60,
        b"%PDF-1.7",
        png()[:20],
        png().replace(b"IHDR", b"IDAT", 1),
        png(1, 1)[:16] + struct.pack(">II", 0, 5) + png(1, 1)[24:],
        gif()[:8],
        gif(0, 9),
        jpeg()[:12],
        jpeg().replace(b"\xff\xc0", b"\0\xc0"),
        jpeg().replace(b"\xff\xe0", b"\xff\xda"),
        jpeg().replace(b"\xff\xc0", b"\xff\xc4"),
        b"\xff\xd8\xff\xda" + b"\0" * 60,
        b"\xff\xd8\xff" + b"\xff" * 100_000,
        emf()[:60],
        emf()[:-8],
        wmf()[:30],
        wmf().replace(struct.pack("<HHH", 1, 9, 0x300), struct.pack("<HHH", 1, 8, 0x300)),
        wmf(struct.pack("<IHHH", 6, 0x0626, 9, 0)),
        wmf(struct.pack("<IH", 3, 0x1E), struct.pack("<IHHH", 6, 0x0626, 9, 0)),
        wmf() + b"\0" * 4_000_000,
    ],
)
def test_what_is_none_of_them_or_damaged(data: bytes) -> None:
    assert known_picture(data) is None


def test_a_picture_may_have_so_many_pixels() -> None:
    size = int(MOST_PIXELS**0.5)
    for width, is_fit in ((size, True), (size * 2, False)):
        assert (known_picture(png_with(width=width, height=size)) is not None) is is_fit


def test_of_a_png_its_pixels_stay() -> None:
    made = known_picture(png_with((b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\1"), (b"tIME", b"\7\xea\1\1\0\0\0")))
    assert made is not None
    assert made.data == png_with((b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\1"))


COMMENT = b"!\xfe\4evil\0"


def test_of_a_gif_its_frames_stay_up_to_its_end() -> None:
    data = gif_with(1, 9)
    made = known_picture(data + b"mer")
    assert made is not None
    assert COMMENT in data
    assert made.data == data.replace(COMMENT, b"")
    shown_long = b"!\xf9\4\0\0\0\0\0"
    again = b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0"
    of_others = b"!\xff\x0bXMP DataXMP\4evil\0"
    made = known_picture(data.replace(COMMENT, again + of_others + shown_long))
    assert made is not None
    assert made.data == data.replace(COMMENT, again + shown_long)
    assert known_picture(gif_with(2, 9)) is None


def segment(sign: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, sign, len(body) + 2) + body


ADOBE = segment(0xEE, b"Adobe\0d\0\0\0\0\1")
SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\0\x34\xff\xd0\x56"


@pytest.mark.parametrize(
    "other",
    [
        segment(0xFE, b"Anna 640823-3234"),
        segment(0xE1, b"Exif\0\0Anna 640823-3234"),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Anna</x:xmpmeta>"),
        segment(0xE2, b"ICC_PROFILE\0"),
        segment(0xED, b"Photoshop 3.0\0Anna"),
        segment(0xE0, b"JFXX\0\x10"),
        segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1abc"),
        segment(0xF0, b"Anna"),
    ],
)
def test_of_a_jpeg_its_pixels_stay_up_to_its_end(other: bytes) -> None:
    end = b"\xff\xd9"
    whole = jpeg(30, 20, ADOBE)[:-2] + SCAN + SCAN + end
    made = known_picture(jpeg(30, 20, other, ADOBE)[:-2] + SCAN + other + SCAN + end + b"mer")
    assert made is not None
    assert made.data == whole
    assert known_picture(whole) == made
    assert known_picture(whole[:-2]) is None


def test_a_picture_of_lines_with_numbers_that_are_no_persons_is_known() -> None:
    for said in ("08-123 456 78", "640823-3235", "2024-05-01 – 2024-12-31"):
        picture = known_picture(emf_saying(said.encode("utf-16-le")))
        assert picture is not None
        assert not picture.has_personal_number


@pytest.mark.parametrize(
    "inside",
    [
        "<text>640823<tspan>-</tspan>3234</text>",
        "<text><tspan>640823</tspan><tspan>-32</tspan>34</text>",
        "<text>640823</text><style>.a{fill:red}</style><text>-3234</text>",
        "<title>Anna 640823-3234</title>",
        '<g id="x640823-3234"/>',
    ],
)
def test_a_number_in_an_svg_is_seen_in_whatever_parts_it_stands(inside: str) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}<path d="M640823-3234"/></svg>'
    picture = safe_svg("a.svg", text.encode(), Budget())
    assert picture is not None
    assert picture.has_personal_number
    without = safe_svg("a.svg", text.replace(inside, "<text>640823</text>").encode(), Budget())
    assert without is not None
    assert not without.has_personal_number


def test_an_svg_may_cut_out_many_things_and_few_within_each_other() -> None:
    cut = '<clipPath id="c{}"><rect class="b" x="1"/></clipPath><g class="a" clip-path="url(#c{})"/>'
    style = "<style>.a{clip-path:url(#c1)}.b{fill:url(#g)}</style>"
    assert svg(style + "".join(cut.format(n, n) for n in range(99)))
    within = '<pattern id="n">{}</pattern>'
    assert svg(within.format('<rect fill="url(#n)"/>' * 12))
    assert svg(within.format('<rect fill="url(#n)"/>' * 13)) is None
    assert svg(within.format('<rect fill="url(#n)"/>' * 12) + '<use href="#n"/>') is None


def svg(inside: str, attributes: str = "") -> str | None:
    text = f"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
      xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" {attributes}>{inside}</svg>"""
    picture = safe_svg("a.svg", text.encode(), Budget())
    return picture.data.decode() if picture else None


def test_an_ordinary_svg_is_written_anew() -> None:
    made = svg(
        '<!-- ritad --><metadata><x/></metadata><inkscape:page a="b"/><title>Vapen</title><defs><linearGradient id="g">'
        '<stop offset="0" stop-color="rgb(0, 91, 150)"/></linearGradient></defs><style>.a{fill:url(#g)}</style>'
        '<g transform="translate(1 2) rotate(45)" inkscape:label="Lager">'
        '<path d="M0 0L9 9" style="fill:url(\'#g\')"/></g>'
        '<use xlink:href="#g"/><text>a<tspan>b</tspan>c</text>',
        'viewBox="0 0 9 9" data-name="x"',
    )
    assert made == (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
        '<title>Vapen</title><defs><linearGradient id="g"><stop offset="0" stop-color="rgb(0, 91, 150)"/>'
        "</linearGradient></defs><style>.a{fill:url(#g)}</style>"
        '<g transform="translate(1 2) rotate(45)"><path d="M0 0L9 9" style="fill:url(\'#g\')"/></g>'
        '<use xlink:href="#g"/><text>a<tspan>b</tspan>c</text></svg>'
    )


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="data:image/png;base64,AAAA"/>',
        '<use href="data:image/svg+xml,x#a"/>',
        '<rect filter="url(x.svg#a)" style="mask:url(x.svg#a)"/>',
        "<style>a{background:image-set('x.png')}</style>",
        "<style>a{fill:URL(x)}</style>",
        "<style>@font-face{}</style>",
        "<style>a{b:expression(1)}</style>",
        "<style>a{b:u\\72l(x)}</style>",
        "<handler/>",
        "<animate/>",
        "<rect onclick='x'/>",
        '<rect fill="url("/>',
    ],
)
def test_an_svg_that_acts_or_leads_out_is_not_carried_over(inside: str) -> None:
    assert svg(inside) is None


@pytest.mark.parametrize(("uses", "is_fit"), [(12, True), (13, False)])
def test_an_svg_draws_few_things_again(uses: int, is_fit: bool) -> None:
    assert (svg('<use href="#a"/>' * uses) is not None) is is_fit


def test_what_is_no_svg() -> None:
    for text in (
        "",
        "<svg/>",
        "<a:svg xmlns:a='http://www.w3.org/2000/svg'>",
        "<html xmlns='http://www.w3.org/1999/xhtml'/>",
    ):
        assert safe_svg("a.svg", text.encode(), Budget()) is None
