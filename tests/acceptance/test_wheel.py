"""The built wheel, installed in a fresh environment away from the checkout, does the main job."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from anhorig_cli.rendering.compiled_templates import FOLDER, SHIPPED, kept_templates

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a fresh environment with the wheel; what it needs comes from the locked one."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    site = next(folder.glob("lib/python*/site-packages"), folder / "Lib" / "site-packages")
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    locked = Path(pytest.__file__).parents[1]
    needed = [p for p in locked.iterdir() if not p.name.startswith(("anhorig", "_editable", "__editable", "_anhorig"))]
    for path in needed:
        if not (site / path.name).exists() and path.suffix != ".pth":
            (site / path.name).symlink_to(path)
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def anhorig(python: Path, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([python.with_name("anhorig"), *arguments], cwd=cwd, capture_output=True, check=False)


def test_the_wheel_holds_the_templates_and_the_catalogs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    templates = [path for path in (ROOT / "templates").rglob("*.*") if path.parent.name != "__pycache__"]
    shipped = {Path(name) for name in names if name.startswith("anhorig_cli/templates/")}
    assert {path.name for path in templates} == {path.name for path in shipped if path.parent.name != SHIPPED}
    texts = [path.read_text(encoding="utf-8") for path in templates if path.suffix == ".j2"]
    assert {path.name for path in shipped if path.parent.name == SHIPPED} == {
        kept_templates().shipped_file(kept_templates().get_source_checksum(text)).name for text in texts
    }
    assert "anhorig_cli/locale/sv/LC_MESSAGES/anhorig.mo" in names
    assert not any(name.startswith(("plans/", "tests/", "templates/")) for name in names)


def test_the_installed_tool_checks_and_reports(python: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plans" / "plan-a.yaml"
    plan.parent.mkdir()
    plan.write_text("titel: Plan för anhörigstöd\ndelmål: [{id: a, titel: A, senast: 2021}]\n", encoding="utf-8")
    check = anhorig(python, "check", "--as-of", "2022-01-01", cwd=tmp_path)
    assert check.returncode == 1
    assert b"plans/plan-a.yaml:2:" in check.stdout
    assert b"ANH301" in check.stdout
    files = ("-o", "r.html", "-o", "r.pdf", "-o", "r.docx")
    report = anhorig(python, "report", *files, "--as-of", "2022-01-01", cwd=tmp_path)
    assert report.returncode == 0, report.stderr
    assert "Lägesrapport" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert zipfile.is_zipfile(tmp_path / "r.docx")


def test_the_installed_tool_compiles_no_template(python: Path, tmp_path: Path) -> None:
    (tmp_path / "plan-a.yaml").write_text("titel: A\ndelmål: [{id: a, titel: A}]\n", encoding="utf-8")
    [templates] = python.parents[1].rglob("anhorig_cli/templates")
    for name in ("lagesrapport", "tjansteskrivelse", "atgardsplan", "sammanfattning"):
        files = ("-o", f"{name}.md", "-o", f"{name}.html")
        report = anhorig(python, "report", "plan-a.yaml", "--template", name, *files, cwd=tmp_path)
        assert report.returncode == 0, report.stderr
    assert not list(templates.glob(f"{FOLDER}/*"))


def test_the_package_comes_from_the_wheel(python: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [python, "-P", "-c", "import anhorig_cli; print(anhorig_cli.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert str(ROOT) not in where


def test_output_is_utf8_on_every_system(python: Path, tmp_path: Path) -> None:
    (tmp_path / "plan-å.yaml").write_text("titel: Överens\ndelmål: [{id: ö, titel: Öka}]\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "C", "PYTHONUTF8": "0"}
    command = [str(python.with_name("anhorig")), "check", "plan-å.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment, check=False)
    assert "delmålet 'Öka'" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("example", [(), ("--from", "trelleborg")])
def test_the_installed_tool_starts_a_project(example: tuple[str, ...], python: Path, tmp_path: Path) -> None:
    assert anhorig(python, "init", *example, cwd=tmp_path).returncode == 0
    report = anhorig(python, "report", "-o", "r.html", cwd=tmp_path)
    assert report.returncode == 0, report.stderr
    wanted = "plans/trelleborg/subgoals/9-nya-aktiviteter.md" if example else "plans/anhorigplan.yaml"
    assert (tmp_path / wanted).is_file()
    assert (tmp_path / ".github" / "workflows" / "anhorig.yml").is_file()
