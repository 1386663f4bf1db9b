"""Every command holds, whatever it is given and wherever it runs: a part of what `make hunt` does for longer."""

import subprocess
import sys
from pathlib import Path

import pytest

from effort import tries

HUNT = Path(__file__).parent.parent.parent / "fuzz" / "commands.py"


@pytest.mark.skipif(sys.platform != "linux", reason="the hunt makes processes as Linux does")
@pytest.mark.parametrize("seed", range(0, tries(2) * 1_000, 1_000))
def test_nothing_breaks_a_command(seed: int) -> None:
    run = subprocess.run(
        [sys.executable, HUNT, "--runs", "8", "--seconds", "600", "--seed", str(seed)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("runs: 8, wrong: 0"), run.stdout


def test_the_hunt_knows_the_options_of_every_command() -> None:
    code = (
        "from commands import commands; print({len(words) for words, params in commands().items() if len(params) < 2})"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=HUNT.parent, capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
