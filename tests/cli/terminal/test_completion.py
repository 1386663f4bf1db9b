"""Tab in the shell: plans, and what stands in the plan that is named already."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from command_line import Anhorig, forked
from plan_in_file import written_plan


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    (tmp_path / "plans").mkdir()
    written_plan(tmp_path / "plans")
    return tmp_path


MAIN = "import sys; sys.argv[0] = 'anhorig'; from anhorig_cli.cli.entry import main; main()"


def asked(line: str, shell: str) -> dict[str, str]:
    """Return how a shell asks what to offer for a command line that ends where the cursor stands."""
    return {
        "_ANHORIG_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COLUMNS": "40",
    }


def offered(folder: Path, line: str, shell: str = "bash") -> list[str]:
    """Return what a shell is given."""
    with TemporaryFile() as out, TemporaryFile() as errors:
        surroundings = os.environ | asked(line, shell)
        os.waitpid(forked([], out.fileno(), errors.fileno(), folder=folder, environment=surroundings), 0)
        out.seek(0)
        return out.read().decode().split("\n")


@pytest.mark.parametrize(
    ("line", "choices"),
    [
        ("anhorig record ", ["plans/planen.yaml", "stod", "andel"]),
        ("anhorig record a", ["andel"]),
        ("anhorig record andel ", []),
        ("anhorig record andel 5 --unit b", ["boende"]),
        ("anhorig history s", ["stod"]),
        ("anhorig assess k", ["kort"]),
        ("anhorig assess kort bedöms_u", ["bedöms_uppfyllas"]),
        ("anhorig done ", ["plans/planen.yaml", "rapport", "Ring\\ alla", "Möten"]),
        ("anhorig undo ", ["plans/planen.yaml"]),
        ("anhorig record planen ", ["stod", "andel"]),
        ("anhorig record planen a", ["andel"]),
        ("anhorig record planen stod 7 --unit b", ["boende"]),
        ("anhorig assess planen k", ["kort"]),
        ("anhorig assess planen kort bedöms_u", ["bedöms_uppfyllas"]),
        ("anhorig add cycle-item planen --every varta", ["vartannat_år"]),
        ("anhorig postpone planen na", ["na-fler"]),
        ("anhorig done planen ", ["rapport", "Ring\\ alla", "Möten"]),
        ("anhorig add activity planen k", ["kort"]),
        ("anhorig add in", ["indicator"]),
        ("anhorig report --template samm", ["sammanfattning"]),
        ("anhorig report planen --unit h", ["hemvard"]),
        ("anhorig todo --responsible b", ["boende"]),
        ("anhorig rename planen na", ["na-fler"]),
        ("anhorig rename planen p", ["planen"]),
        ("anhorig rename planen na-fler ", []),
        ("anhorig reassign b", ["boende"]),
        ("anhorig reassign boende h", ["hemvard"]),
        ("anhorig reassign boende hemvard ", ["plans/planen.yaml"]),
        ("anhorig add activity planen na-fler --responsible h", ["hemvard"]),
    ],
)
def test_what_is_offered(
    line: str, choices: list[str], project: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    for name, value in asked(line, "bash").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(sys.modules, "rich", sys.modules.get("rich"))  # so that it is there again when this is over
    assert [one for one in anhorig().out.split("\n") if one] == choices


def test_a_plan_that_is_not_there_offers_nothing(project: Path) -> None:
    assert not any(offered(project, "anhorig record saknas "))
    assert not any(offered(project.parent, "anhorig record "))


def test_completion_is_installed_by_an_option(anhorig: Anhorig) -> None:
    shown = " ".join(anhorig("--help").out.replace("│", " ").split())
    assert "--install-completion" in shown
    assert "Låt skalet fylla i planer" in shown
    assert "--install-completion" not in anhorig("check", "--help").out


LONG = "Stöd [/x] och [bold]mer[/bold] till alla anhöriga som hjälper en närstående i hela kommunen"


def test_a_title_is_one_line_and_no_markup_to_the_shell(tmp_path: Path) -> None:
    plan = f'titel: P\ndelmål:\n  - {{id: a, titel: "{LONG}"}}\n  - {{id: b, titel: "två\\nrader"}}\n'
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    assert offered(tmp_path, "anhorig postpone plan.yaml ", "fish") == [f"a\t{LONG}", "b\ttvå\\nrader", ""]


def test_no_title_acts_in_a_shell_that_evaluates_what_it_is_given(tmp_path: Path) -> None:
    subgoal, item = r"{id: a, titel: 'x\$(touch a)'}", r"{titel: '\$(touch${IFS}b)', när: mars}"
    plan = f"titel: P\ndelmål:\n  - {subgoal}\nårshjul:\n  - {item}\n"
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    assert '"x\\$(touch a)"' in offered(tmp_path, "anhorig assess plan.yaml ", "zsh")[0]
    assert "IFS" not in "".join(offered(tmp_path, "anhorig done plan.yaml ", "zsh"))


def test_what_is_said_of_an_option_is_one_line(project: Path) -> None:
    assert all(line.startswith("-") for line in offered(project, "anhorig check --", "fish") if line)


@pytest.fixture
def in_a_shell(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(shell: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        line = shlex.join([sys.executable, "-m", "anhorig_cli", *arguments])
        return subprocess.run(
            [shell, "-c", f"{line}; exit $?"],
            env=os.environ | {"HOME": str(tmp_path)}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def test_the_shell_is_set_up_and_it_is_told(
    tmp_path: Path, in_a_shell: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = in_a_shell("bash", "--install-completion")
    script = tmp_path / ".bash_completions" / "anhorig.sh"
    assert done.stdout == "klart: i en ny terminal fyller Tab i planer och id:n\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert "complete_bash" in script.read_text(encoding="utf-8")
    shown = in_a_shell("bash", "--show-completion", "--language", "en")
    assert shown.stdout == script.read_text(encoding="utf-8") + "\n"


TABS = """
source "$HOME/.bash_completions/anhorig.sh"
compopt() { files="no files"; }
while read -r line; do
    files=""
    COMP_WORDS=( $line ); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
    _anhorig_completion anhorig
    printf '%s\\n' "${COMPREPLY[*]}$files"
done
"""
ANSWERS = {
    "anhorig record planen st": "stod",
    "anhorig assess planen x": "no files",
    "anhorig rename planen na-fler x": "no files",
    "anhorig reassign x": "no files",
    "anhorig record x": "",
    "anhorig report --template x": "",
}


def test_bash_offers_no_file_where_an_id_is_meant(
    project: Path, in_a_shell: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    assert in_a_shell("bash", "--install-completion").returncode == 0
    program = project / "bin" / "anhorig"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{MAIN}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    done = subprocess.run(
        ["bash", "--norc", "-c", TABS],
        input="\n".join([*ANSWERS, ""]), cwd=project, capture_output=True, text=True, check=False,
        env=os.environ | {"HOME": str(tmp_path), "PATH": f"{program.parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.stdout.split("\n")[:-1] == list(ANSWERS.values()), done.stderr


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_a_shell_that_cannot_be_set_up(
    option: str, in_a_shell: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = in_a_shell("dash", option)
    told = "det här skalet går inte att ställa in: gör det i bash, zsh, fish eller PowerShell\n"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", told)


def test_settings_that_cannot_be_written(
    tmp_path: Path, in_a_shell: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / ".bashrc").mkdir()
    done = in_a_shell("bash", "--install-completion")
    assert (done.returncode, done.stderr) == (3, f"{tmp_path}/.bashrc: går inte att skriva (det är en mapp)\n")


@pytest.mark.parametrize(
    ("shell", "choice"),
    [
        ("bash", "Ring\\ alla"),
        ("zsh", '"Ring alla"'),
        ("fish", "Ring alla\tRing alla"),
        ("pwsh", '"Ring alla":::Ring alla'),
    ],
)
def test_a_title_of_many_words_is_one_word_to_each_shell(shell: str, choice: str, project: Path) -> None:
    found = "\n".join(offered(project, "anhorig done planen ", shell))
    assert choice in found


def test_the_reports_occasions_are_offered(tmp_path: Path) -> None:
    plan = "titel: P\nrapporter: [{id: host, titel: Höst, datum: 2026-10-01}]\n"
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    assert "host" in offered(tmp_path, "anhorig report plan.yaml --occasion ")


@pytest.mark.parametrize("plan", ["--plan plans/plan.yaml ", ""])
def test_a_plans_surveys_are_offered_where_it_is_named_by_an_option_or_is_the_only_one(
    plan: str, tmp_path: Path
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.yaml").write_text("titel: P\nenkäter: [{id: enkat, titel: Enkät}]\n", encoding="utf-8")
    assert "enkat" in offered(tmp_path, f"anhorig survey import svar.csv {plan}--survey ")


def test_tables_are_offered_by_their_names_in_the_readers_language(project: Path) -> None:
    assert offered(project, "anhorig export --table m")[0] == "mätningar"
    assert offered(project, "anhorig export --table x")[0] != "mätningar"
