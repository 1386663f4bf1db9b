"""A Word document is unpacked within bounds, or refused with a sentence; what is made of it is the same each time."""

import io
import stat
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.letterhead import reading
from anhorig_cli.loading.letterhead.reading import Letterhead, read_letterhead
from anhorig_cli.rendering.paper.word.word_writer import built_in_letterhead
from anhorig_cli.vocabulary import Language
from hostile_letterheads import HOSTILE
from sound_word_file import text, wrongs
from word_file import TYPES, changed, packed, parts, related, saying


def read(data: bytes, folder: Path) -> Letterhead:
    (folder / "mall.docx").write_bytes(data)
    return read_letterhead(str(folder / "mall.docx"))


def refused(data: bytes, folder: Path) -> str:
    """Return why a document is refused, without its name."""
    with pytest.raises(CannotWorkError) as told:
        read(data, folder)
    said = text_of(told.value.message, Language.EN)
    assert said.startswith(f"{folder / 'mall.docx'} cannot be the letterhead: ")
    assert "\n" not in said
    return said.removeprefix(f"{folder / 'mall.docx'} cannot be the letterhead: ")


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
        changed(TYPES, "</Types>", '<Default Extension="svg" ContentType="image/svg+xml"/></Types>'),
        added("word/nobody-refers-to-it.bin"),
    ],
)
def test_of_an_ordinary_document_nothing_is_told(data: bytes, tmp_path: Path) -> None:
    letterhead = read(data, tmp_path)
    assert letterhead.left_out == ()
    assert wrongs(letterhead.data) == []
    assert text(letterhead.data) == text(data)


def test_the_same_document_gives_the_same_parts_and_sentences(tmp_path: Path) -> None:
    data = HOSTILE["mail merge"].make()
    one, two = read(data, tmp_path), read(data, tmp_path)
    assert (parts(one.data), one.left_out) == (parts(two.data), two.left_out)


def test_a_sentence_names_the_file_the_place_and_the_kind(tmp_path: Path) -> None:
    letterhead = read(related("hyperlink", "https://www.example.org/"), tmp_path)
    file = tmp_path / "mall.docx"
    assert [text_of(one, Language.EN) for one in letterhead.left_out] == [
        f"{file}: left out of the letterhead, in the document: links; the text stays"
    ]


@pytest.mark.parametrize(
    "name", ["../../PWNED.txt", "/etc/passwd", "C:/PWNED.txt", "word\\..\\..\\PWNED.txt", "word/../../PWNED.txt"]
)
def test_a_part_that_leads_outside(name: str, tmp_path: Path) -> None:
    assert refused(added(name), tmp_path) == f"it has a part that leads outside it: {name}"
    assert {path.name for path in tmp_path.iterdir()} == {"mall.docx"}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = added("word/big.xml", b"<a>" + b" " * reading.LARGEST_UNPACKED + b"</a>")
    tight = added("word/big.xml", b" " * 5_000_000)

    def unpacked(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(zipfile.ZipFile, "open", unpacked)
    assert refused(bomb, tmp_path) == "unpacked it is larger than 40 MB"
    assert refused(tight, tmp_path).startswith("it is packed more tightly than any letterhead")


def test_no_more_is_unpacked_than_a_part_is_said_to_have(tmp_path: Path) -> None:
    data = HOSTILE["size that lies"].make()
    tracemalloc.start()
    assert refused(data, tmp_path) == "it is not a whole Word document (.docx)"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * reading.LARGEST_FILE


def test_a_file_that_is_too_large_or_has_too_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PARTS", 3)
    assert refused(built_in_letterhead(), tmp_path) == "it has more than 3 parts"
    monkeypatch.setattr(reading, "LARGEST_FILE", 1000)
    assert refused(built_in_letterhead(), tmp_path) == "it is larger than 0 MB"


def test_the_bounds_are_the_most_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = built_in_letterhead()
    contents = parts(data)
    unpacked = sum(map(len, contents.values()))
    monkeypatch.setattr(reading, "MOST_PARTS", len(contents))
    monkeypatch.setattr(reading, "LARGEST_FILE", len(data))
    monkeypatch.setattr(reading, "LARGEST_UNPACKED", unpacked)
    monkeypatch.setattr(reading, "LONGEST_NAME", max(map(len, contents)))
    assert read(data, tmp_path).left_out == ()
    monkeypatch.setattr(reading, "LARGEST_UNPACKED", unpacked - 1)
    assert refused(data, tmp_path) == "unpacked it is larger than 0 MB"


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    assert refused(added("word/DOCUMENT.xml", b"<a/>"), tmp_path) == "it has two parts with the same name"


def test_a_part_that_is_a_link_or_locked(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refused(with_entry(link), tmp_path) == "it has a part that is locked or a link: word/link.xml"
    locked = added("word/locked.xml", b"<a/>").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )
    assert refused(locked, tmp_path).startswith("it has a part that is locked or a link: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", TYPES])
def test_a_document_type_definition(part: str, encoding: str, tmp_path: Path) -> None:
    said = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    old = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    written = parts(built_in_letterhead())[part].decode().replace(old, said)
    contents = {**parts(built_in_letterhead()), part: written.encode(encoding)}
    assert refused(packed(contents), tmp_path) == f"a part of it has a document type definition ({part})"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("document.main+xml", "template.main+xml"),
        ("wordprocessingml.document", "spreadsheetml.sheet"),
    ],
)
def test_another_kind_of_document(old: str, new: str, tmp_path: Path) -> None:
    assert refused(changed(TYPES, old, new), tmp_path) == "it is not an ordinary Word document; save it as .docx"


def test_types_are_compared_without_regard_to_case(tmp_path: Path) -> None:
    assert read(changed(TYPES, "styles+xml", "styles+XML"), tmp_path).left_out == ()


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


def test_strict_open_xml_is_refused_with_how_to_save_it(tmp_path: Path) -> None:
    said = refused(HOSTILE["Strict Open XML"].make(), tmp_path)
    assert "choose Save As, and Word Document (*.docx) without Strict" in said


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert "cannot be read" in refused_name(str(tmp_path / "none.docx"))
    assert "not an ordinary file" in refused_name("/dev/null")


def refused_name(name: str) -> str:
    with pytest.raises(CannotWorkError) as told:
        read_letterhead(name)
    return text_of(told.value.message, Language.EN)
