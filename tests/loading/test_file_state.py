"""The state of files: another as soon as one is saved, comes or goes."""

import os
from pathlib import Path

from anhorig_cli.usecases.report.preview_plan import checksum_of_files


def test_a_file_saved_another_and_one_removed_change_the_state(tmp_path: Path) -> None:
    plan = tmp_path / "plans" / "a.yaml"
    plan.parent.mkdir()
    plan.write_text("titel: A\n", encoding="utf-8")
    states = [checksum_of_files([tmp_path])]
    plan.write_text("titel: AB\n", encoding="utf-8")
    states.append(checksum_of_files([tmp_path]))
    os.utime(plan, ns=(0, 1))
    states.append(checksum_of_files([tmp_path]))
    (plan.parent / "b.yaml").touch()
    states.append(checksum_of_files([tmp_path]))
    plan.unlink()
    states.append(checksum_of_files([tmp_path]))
    assert len(set(states)) == len(states)
    assert checksum_of_files([tmp_path]) == states[-1]


def test_a_place_may_be_a_file_or_not_there(tmp_path: Path) -> None:
    file = tmp_path / "anhorig.yaml"
    missing = checksum_of_files([file])
    file.touch()
    assert checksum_of_files([file]) != missing


def test_hidden_files_and_folders_are_passed_by(tmp_path: Path) -> None:
    before = checksum_of_files([tmp_path])
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index").touch()
    (tmp_path / ".a.yaml.swp").touch()
    assert checksum_of_files([tmp_path]) == before


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (inside / "link").symlink_to(outside)
    before = checksum_of_files([inside])
    (outside / "a.yaml").touch()
    assert checksum_of_files([inside]) == before
