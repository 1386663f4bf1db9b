"""Rules whose bad plans cannot lie in the repository: too large, or not ordinary files."""

import os
from pathlib import Path

import pytest

from anhorig_cli.loading.files import LARGEST
from plan_text import Found, checked


def test_a_file_larger_than_any_plan_is_not_read(tmp_path: Path) -> None:
    plan = tmp_path / "large.yaml"
    plan.write_bytes(b"titel: Plan\n" + b"# x\n" * (LARGEST // 4 + 1))
    assert checked(plan) == [Found(1, 1, "too-large", "the file is larger than 1 MiB, which is the limit")]


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    plan = tmp_path / "large.yaml"
    text = b"titel: Plan\n"
    plan.write_bytes(text + b"#" * (LARGEST - len(text)))
    assert checked(plan) == []


def test_aliases_that_multiply_are_too_large(tmp_path: Path) -> None:
    plan = tmp_path / "bomb.yaml"
    lines = ["x-0: &a0 [a, a, a, a, a, a, a, a, a, a]"]
    lines += [f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    plan.write_text("titel: Plan\n" + "\n".join(lines) + "\nx-9: *a8\n", encoding="utf-8")
    assert [f.slug for f in checked(plan)] == ["too-large"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    plan = tmp_path / "pipe.yaml"
    os.mkfifo(plan)
    assert checked(plan) == [Found(1, 1, "unreadable-file", "this is not an ordinary file")]


def test_a_part_that_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("titel: Plan\n", encoding="utf-8")
    (tmp_path / "subgoals").mkdir()
    (tmp_path / "subgoals" / "d1.md").mkdir()
    assert [f.slug for f in checked(tmp_path)] == ["unreadable-file"]
