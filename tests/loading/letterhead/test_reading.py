"""A letterhead is read only when it can do no harm."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.errors import CannotWorkError
from anhorig_cli.loading import letterhead as reading
from anhorig_cli.loading.letterhead import read_letterhead
from anhorig_cli.rendering.paper.word.package_file import built_in_letterhead
from anhorig_cli.vocabulary import Language
from word_file import MAIN, TYPES, changed, packed, parts, related, saying, with_body

RUN = '<w:p><w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r></w:p>'


def refused(data: bytes, folder: Path) -> str:
    """Return why a document is refused, without its name."""
    file = folder / "mall.docx"
    file.write_bytes(data)
    with pytest.raises(CannotWorkError) as told:
        read_letterhead(str(file))
    text = text_of(told.value.message, Language.EN)
    assert text.startswith(str(file))
    assert "\n" not in text
    return text.removeprefix(f"{file} cannot be the letterhead: ")


def added(name: str, data: bytes = b"x") -> bytes:
    return packed({**parts(built_in_letterhead()), name: data})


def with_entry(entry: zipfile.ZipInfo) -> bytes:
    file = io.BytesIO(built_in_letterhead())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(entry, b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        built_in_letterhead(),
        saying(["Tjänsteskrivelse", "[RAPPORT]"]),
        related("hyperlink", "https://www.example.org/"),
        related("hyperlink", "mailto:kommun@example.org"),
        with_body(RUN.format(" PAGE ") + RUN.format(' HYPERLINK "https://example.org/link" ')),
        changed(TYPES, "</Types>", '<Default Extension="svg" ContentType="image/svg+xml"/></Types>'),
    ],
)
def test_an_ordinary_document_is_read_as_it_is(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "mall.docx"
    file.write_bytes(data)
    assert read_letterhead(str(file)) == data


@pytest.mark.parametrize(
    "name", ["../../PWNED.txt", "/etc/passwd", "C:/PWNED.txt", "word\\..\\..\\PWNED.txt", "word/../../PWNED.txt"]
)
def test_a_part_that_leads_outside(name: str, tmp_path: Path) -> None:
    assert refused(added(name), tmp_path) == f"it has a part that leads outside it: {name}"
    assert {path.name for path in tmp_path.iterdir()} == {"mall.docx"}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = added("word/big.xml", b"<a>" + b" " * reading.LARGEST_UNPACKED + b"</a>")
    assert len(bomb) < 100_000

    def unpacked(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(zipfile.ZipFile, "read", unpacked)
    assert refused(bomb, tmp_path) == "unpacked it is larger than 40 MB"


def test_a_file_that_is_too_large_or_has_too_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PARTS", 3)
    assert refused(built_in_letterhead(), tmp_path) == "it has more than 3 parts"
    monkeypatch.setattr(reading, "LARGEST_FILE", 1000)
    assert refused(built_in_letterhead(), tmp_path) == "it is larger than 0 MB"


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    assert refused(added("word/DOCUMENT.xml", b"<a/>"), tmp_path) == "it has two parts of one name"


def test_a_part_that_is_a_link_or_locked(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refused(with_entry(link), tmp_path) == "it has a part that is locked or a link: word/link.xml"
    locked = added("word/locked.xml", b"<a/>").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )
    assert refused(locked, tmp_path).startswith("it has a part that is locked or a link: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [MAIN, "word/styles.xml", "word/_rels/document.xml.rels", TYPES])
def test_a_document_type_definition(part: str, encoding: str, tmp_path: Path) -> None:
    said = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    text = (
        parts(built_in_letterhead())[part]
        .decode()
        .replace('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', said)
    )
    contents = {**parts(built_in_letterhead()), part: text.encode(encoding)}
    assert refused(packed(contents), tmp_path) == f"a part of it has a document type definition ({part})"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "https://example.org/mall.dotm"),
        ("oleObject", "file:///C:/a.xlsx"),
        ("vbaProject", "vbaProject.bin"),
        ("aFChunk", "https://example.org/a.html"),
        ("subDocument", "annat.docx"),
    ],
)
def test_what_is_tied_to_a_template_or_a_program(kind: str, target: str, tmp_path: Path) -> None:
    assert refused(related(kind, target), tmp_path) == (f"it is tied to a template, a macro or another file ({target})")


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "https://example.org/logo.png"),
        ("image", "file://server/logo.png"),
        ("hyperlink", "javascript:alert(1)"),
        ("hyperlink", "file:///etc/passwd"),
        ("settings", "https://example.org/settings.xml"),
    ],
)
def test_what_is_fetched_from_outside(kind: str, target: str, tmp_path: Path) -> None:
    assert refused(related(kind, target), tmp_path) == f"it fetches something from outside ({target})"


@pytest.mark.parametrize("target", ["media/none.png", "../../../none.xml", "/none.xml"])
def test_a_part_that_is_named_and_not_there(target: str, tmp_path: Path) -> None:
    assert refused(related("image", target, "Internal"), tmp_path) == f"it lacks a part that it names ({target})"


def test_macros(tmp_path: Path) -> None:
    kind = "application/vnd.ms-office.vbaProject"
    data = changed(TYPES, "</Types>", f'<Default Extension="bin" ContentType="{kind}"/></Types>')
    assert refused(data, tmp_path) == f"it holds macros or embedded programs ({kind})"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("document.main+xml", "template.main+xml"),
        ("wordprocessingml.document", "spreadsheetml.sheet"),
    ],
)
def test_another_kind_of_document(old: str, new: str, tmp_path: Path) -> None:
    assert refused(changed(TYPES, old, new), tmp_path) == "it is not an ordinary Word document; save it as .docx"


def test_xml_under_another_name_is_not_taken_on_trust(tmp_path: Path) -> None:
    data = changed(TYPES, 'PartName="/word/styles.xml"', 'PartName="/word/styles.bin"')
    assert refused(data, tmp_path) == "it is not a whole Word document (.docx)"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (RUN.format(" DDEAUTO c:\\\\windows\\\\cmd.exe "), "DDEAUTO"),
        (
            '<w:p><w:r><w:instrText> IN</w:instrText></w:r><w:r><w:instrText>CLUDETEXT "a"</w:instrText></w:r></w:p>',
            "INCLUDETEXT",
        ),
        ('<w:p><w:fldSimple w:instr=" includepicture &quot;https://example.org&quot; "/></w:p>', "INCLUDEPICTURE"),
        (RUN.format("PAGE") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + RUN.format("LINK x"), "LINK"),
    ],
)
def test_fields_that_run_or_fetch(body: str, field: str, tmp_path: Path) -> None:
    assert refused(with_body(body), tmp_path) == f"it has a field that fetches or runs something ({field})"


def test_a_part_that_is_broken_or_nested_without_measure(tmp_path: Path) -> None:
    assert refused(changed(MAIN, "</w:body>", ""), tmp_path) == f"a part of it is not well-formed ({MAIN})"
    assert refused(with_body("<w:p>" * 300 + "</w:p>" * 300), tmp_path) == (
        f"a part of it is nested without measure ({MAIN})"
    )


@pytest.mark.parametrize("data", [b"", b"text", built_in_letterhead()[:-200], packed({"a.txt": b"x"})])
def test_what_is_no_word_document(data: bytes, tmp_path: Path) -> None:
    assert refused(data, tmp_path) == "it is not a whole Word document (.docx)"


def test_a_part_that_is_damaged(tmp_path: Path) -> None:
    data = bytearray(packed({**parts(built_in_letterhead()), "a.txt": b"x" * 9}))
    place = data.index(b"a.txt") + len("a.txt")
    data[place : place + 4] = b"\xff\xff\xff\xff"
    assert refused(bytes(data), tmp_path) == "it is not a whole Word document (.docx)"


def test_a_part_packed_in_an_unusual_way(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("a.txt")
    entry.compress_type = zipfile.ZIP_LZMA
    assert refused(with_entry(entry), tmp_path) == "it is not a whole Word document (.docx)"


def test_an_old_word_document(tmp_path: Path) -> None:
    assert "save it as .docx" in refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600, tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert "cannot be read" in refused_name(str(tmp_path / "none.docx"))
    assert "not an ordinary file" in refused_name("/dev/null")


def refused_name(name: str) -> str:
    with pytest.raises(CannotWorkError) as told:
        read_letterhead(name)
    return text_of(told.value.message, Language.EN)
