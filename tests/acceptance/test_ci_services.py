"""The pre-commit hook and the GitHub action do what they promise."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
OVERDUE = "titel: P\ndelmål: [{id: a, titel: A, senast: 2020-01-01}]\n"


def action() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return loaded


def put_installed(folder: Path) -> None:
    """Put there what the action's first step installs: here it leads to what runs the tests."""
    python = folder / "anhorig" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/bash\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)


def test_the_action_is_an_action() -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("paths", "fail_on", "code"),
    [
        ("", "error", 1),
        ("plans/late.yaml\nplans/good.yaml", "error", 1),
        ("plans/good.yaml", "error", 0),
        ("", "never", 0),
    ],
)
def test_the_steps_of_the_action_check_the_plans(paths: str, fail_on: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "late.yaml").write_text(OVERDUE, encoding="utf-8")
    (tmp_path / "plans" / "good.yaml").write_text("titel: P\n", encoding="utf-8")
    put_installed(tmp_path / "temp")
    step = action()["runs"]["steps"][1]
    environment = {
        **os.environ,
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "ANHORIG_PATHS": paths,
        "ANHORIG_FAIL_ON": fail_on,
    }
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert ("::error file=plans/late.yaml,line=2" in done.stdout) == ("good" not in paths or "late" in paths)


PRETENDING = """\
#!/bin/bash
echo "$(basename "$0") $*" >> "$RUNNER_TEMP/log"
if [ "$1" = -m ]; then mkdir -p "$RUNNER_TEMP/uv/bin" && cp "$0" "$RUNNER_TEMP/uv/bin/uv"; fi
if [ "$1" = venv ]; then
  mkdir -p "$RUNNER_TEMP/anhorig/bin" "$RUNNER_TEMP/anhorig/lib/python3.12/site-packages"
  cp "$0" "$RUNNER_TEMP/anhorig/bin/python"
fi
"""


@pytest.mark.parametrize("place", ["", "a place; with spaces"])
def test_the_action_installs_what_is_locked_or_what_is_asked_for(place: str, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python3"
    python.write_text(PRETENDING, encoding="utf-8")
    python.chmod(0o755)
    environment = {
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "ACTION_PATH": str(ROOT),
        "INSTALL_FROM": place,
    }
    step = action()["runs"]["steps"][0]["run"]
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step], env=environment, check=True)
    log = (tmp_path / "log").read_text(encoding="utf-8").replace(str(ROOT), "ACTION").replace(str(tmp_path), "TEMP")
    pip = "python3 -m pip --disable-pip-version-check"
    locked = "--quiet --require-hashes --no-deps"
    assert log.splitlines() == [
        f"{pip} install {locked} --no-compile --target TEMP/uv -r ACTION/requirements/uv.txt",
        "uv venv --quiet --python TEMP/bin/python3 TEMP/anhorig",
        *(
            [f"uv pip install --quiet {place}"]
            if place
            else [
                f"uv pip install {locked} -r ACTION/requirements/build.txt -r ACTION/requirements/runtime.txt",
                "python ACTION/tools/build_hook.py",
            ]
        ),
    ]
    leads = [file.read_text(encoding="utf-8") for file in tmp_path.glob("anhorig/lib/*/site-packages/anhorig.pth")]
    assert leads == ([] if place else [f"{ROOT / 'src'}\n"])


def test_nothing_is_imported_from_the_repository_that_is_checked(tmp_path: Path) -> None:
    put_installed(tmp_path / "temp")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "good.yaml").write_text("titel: P\n", encoding="utf-8")
    for name in ("yaml", "anhorig_cli", "typer"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stranger was here')\n", encoding="utf-8")
    environment = {
        **os.environ,
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "ANHORIG_PATHS": "",
        "ANHORIG_FAIL_ON": "error",
    }
    step = action()["runs"]["steps"][1]["run"]
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "stranger" in done.stderr) == (0, False), done.stderr


def test_the_action_puts_no_input_into_a_script() -> None:
    assert not any("${{" in step["run"] for step in action()["runs"]["steps"])


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="pre-commit tries a repository, and this is none")
def test_the_hook_runs_on_the_plans_of_a_commit(tmp_path: Path) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["anhorig-check"]
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan-b.yaml").write_text(OVERDUE, encoding="utf-8")
    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "An old plan that is late"], cwd=tmp_path, check=True)
    (tmp_path / "plans" / "plan-a.yaml").write_text(OVERDUE, encoding="utf-8")
    (tmp_path / "anhorig.yaml").write_text("language: en\n", encoding="utf-8")
    (tmp_path / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    (tmp_path / "plans" / "README.md").write_text("# Läs mig\n", encoding="utf-8")
    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    # Built without isolation from what is installed beside the tests, so that nothing is fetched.
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(tmp_path / ".cache"),
        "ANHORIG_LANGUAGE": "en",
        "PIP_NO_BUILD_ISOLATION": "false",
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PYTHONPATH": str(Path(pytest.__file__).parents[1]),
    }
    done = subprocess.run(
        [BIN / "pre-commit", "try-repo", str(ROOT), "anhorig-check", "--all-files"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "plans/plan-a.yaml:2:" in done.stdout
    assert "ANH301" in done.stdout
    assert "plan-b" not in done.stdout  # it was late before, and hinders nothing
    assert "README" not in done.stdout
    assert "compose" not in done.stdout
