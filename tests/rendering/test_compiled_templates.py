"""Compiled templates are shipped or kept beside the templates, and used while nothing they come from has changed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from anhorig_cli.cli.disk.outputs import keep_compiled
from anhorig_cli.rendering import compiled_templates, pictures
from anhorig_cli.rendering.compiled_templates import COMPILERS, FOLDER, CompiledTemplates
from anhorig_cli.rendering.pictures import picture_environment, svg
from anhorig_cli.views.pictures.drawing import Sheet


@pytest.fixture
def compiler(tmp_path: Path) -> Path:
    path = tmp_path / "compiler.py"
    path.write_text("one way", encoding="utf-8")
    return path


@pytest.fixture
def new_environment() -> Iterator[None]:
    """Have the environment of pictures made anew, before and after."""
    picture_environment.cache_clear()
    yield
    picture_environment.cache_clear()


class Compiling(Environment):
    """Counts how many templates it has compiled."""

    compiled = 0

    def compile(self, *arguments: object, **options: object) -> object:  # type: ignore[override] # handed over as it is
        self.compiled += 1
        return super().compile(*arguments, **options)  # type: ignore[call-overload] # as above


def compiled(text: str, folder: Path, compiler: Path) -> int:
    """Return how many templates were compiled to print a text."""
    kept = CompiledTemplates(folder, compiler)
    environment = Compiling(autoescape=True, loader=DictLoader({"a": text}), bytecode_cache=kept)
    assert environment.get_template("a").render() == text
    keep_compiled(kept.fresh)
    return environment.compiled


def test_a_template_is_compiled_once_and_again_when_it_has_changed(tmp_path: Path, compiler: Path) -> None:
    assert compiled("ett", tmp_path, compiler) == 1
    assert compiled("ett", tmp_path, compiler) == 0
    assert compiled("två", tmp_path, compiler) == 1
    assert len(list((tmp_path / FOLDER).iterdir())) == 1


def test_another_compiler_or_version_makes_it_stale(
    tmp_path: Path, compiler: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiled("ett", tmp_path, compiler) == 1
    compiler.write_text("another way", encoding="utf-8")
    assert compiled("ett", tmp_path, compiler) == 1
    monkeypatch.setattr(compiled_templates, "__version__", "99")
    assert compiled("ett", tmp_path, compiler) == 1
    assert compiled("ett", tmp_path, compiler) == 0


def test_every_module_with_a_filter_that_is_handed_more_than_a_value_makes_it_stale() -> None:
    folder = Path(compiled_templates.__file__).parent
    marked = {path for path in folder.rglob("*.py") if re.search(r"^@pass_", path.read_text("utf-8"), re.MULTILINE)}
    assert marked <= set(COMPILERS)


def test_what_is_broken_is_compiled_anew(tmp_path: Path, compiler: Path) -> None:
    assert compiled("ett", tmp_path, compiler) == 1
    [kept] = (tmp_path / FOLDER).iterdir()
    kept.write_bytes(kept.read_bytes()[:-20])
    assert compiled("ett", tmp_path, compiler) == 1
    kept.write_bytes(kept.read_bytes()[:20])
    assert compiled("ett", tmp_path, compiler) == 1
    kept.write_bytes(b"")
    assert compiled("ett", tmp_path, compiler) == 1


def test_what_is_shipped_is_used_as_long_as_it_holds(tmp_path: Path, compiler: Path) -> None:
    shipped = CompiledTemplates(tmp_path, compiler)
    module = shipped.shipped_file(shipped.get_source_checksum("ett"))
    module.parent.mkdir()
    module.write_text(Environment(autoescape=True).compile("ett", "a", raw=True), encoding="utf-8")
    assert compiled("ett", tmp_path, compiler) == 0
    assert not (tmp_path / FOLDER).exists()
    assert compiled("två", tmp_path, compiler) == 1
    module.write_text("no Python", encoding="utf-8")
    assert compiled("ett", tmp_path, compiler) == 1
    compiler.write_text("another way", encoding="utf-8")
    assert compiled("ett", tmp_path, compiler) == 1


def test_they_are_kept_where_python_keeps_no_modules(
    tmp_path: Path, compiler: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert compiled("ett", tmp_path, compiler) == 1
    assert compiled("ett", tmp_path, compiler) == 0


def test_where_nothing_can_be_kept_it_is_compiled_each_time(tmp_path: Path, compiler: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    assert compiled("ett", tmp_path, compiler) == 1
    assert compiled("ett", tmp_path, compiler) == 1
    (tmp_path / FOLDER).unlink()
    (tmp_path / FOLDER).mkdir()
    assert compiled("ett", tmp_path, compiler) == 1
    [kept] = (tmp_path / FOLDER).iterdir()
    kept.unlink()
    kept.mkdir()
    (kept / "full").mkdir()
    assert compiled("ett", tmp_path, compiler) == 1
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [kept.name]


@pytest.mark.usefixtures("new_environment")
def test_the_templates_of_pictures_are_kept_as_those_of_pages(
    tmp_path: Path, compiler: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = CompiledTemplates(tmp_path, compiler)
    monkeypatch.setattr(pictures, "kept_templates", lambda: kept)
    drawn = svg(Sheet().finished(10, 10, "Titel", "Beskrivning"), "bild")
    assert drawn.endswith("</svg>")
    assert len(kept.fresh) == 1
