"""Letterheads that would do harm: refused with a sentence, or made into something that cannot."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.letterhead.reading import Letterhead, read_letterhead
from anhorig_cli.vocabulary import Language
from hostile_letterheads import HOSTILE, Hostile
from odd_letterheads import ODD
from sound_word_file import text, wrongs

ALL = {**HOSTILE, **ODD}


def read(data: bytes, folder: Path) -> Letterhead:
    (folder / "mall.docx").write_bytes(data)
    return read_letterhead(str(folder / "mall.docx"))


def sentence(hostile: Hostile, folder: Path) -> str:
    """Return why a letterhead is refused."""
    with pytest.raises(CannotWorkError) as told:
        read(hostile.make(), folder)
    return text_of(told.value.message, Language.EN)


@pytest.mark.parametrize("name", [name for name, one in ALL.items() if one.refused])
def test_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    hostile = ALL[name]
    said = sentence(hostile, tmp_path)
    assert said.startswith(f"{tmp_path / 'mall.docx'} cannot be the letterhead: ")
    assert hostile.refused in said
    assert len(said) < 500
    assert [path.name for path in tmp_path.iterdir()] == ["mall.docx"]


@pytest.mark.parametrize("name", [name for name, one in ALL.items() if not one.refused])
def test_made_into_what_does_no_harm(name: str, tmp_path: Path) -> None:
    hostile = ALL[name]
    letterhead = read(hostile.make(), tmp_path)
    assert wrongs(letterhead.data) == []
    with zipfile.ZipFile(io.BytesIO(letterhead.data)) as archive:
        everything = "".join(part + archive.read(part).decode("latin-1") for part in archive.namelist())
    for gone in hostile.gone:
        assert gone not in everything
    shown = text(letterhead.data)
    for stays in hostile.stays:
        assert stays in shown
    told = [text_of(one, Language.EN) for one in letterhead.left_out]
    assert any(hostile.told in one for one in told) or not hostile.told
    assert len(told) == len(set(told))
    assert docx.Document(io.BytesIO(letterhead.data)).paragraphs
