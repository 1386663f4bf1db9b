"""The locks are whole: whatever a locked package needs stands in the same lock, so that nothing is ever resolved."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from anhorig_cli.usecases.start_project import UV

LOCKS = Path(__file__).parents[1] / "requirements"


def locked(group: str) -> dict[str, Requirement]:
    """Return what a lock names for this machine, by name."""
    text = (LOCKS / f"{group}.txt").read_text(encoding="utf-8")
    lines = (line.rstrip(" \\") for line in text.splitlines() if re.match(r"\w", line))
    requirements = map(Requirement, lines)
    return {canonicalize_name(one.name): one for one in requirements if not one.marker or one.marker.evaluate()}


def needs(package: Requirement) -> list[Requirement]:
    """Return what an installed package needs here, with the extras that the lock asks for."""
    found = [Requirement(line) for line in distribution(package.name).requires or []]
    extras = ("", *package.extras)
    return [one for one in found if not one.marker or any(one.marker.evaluate({"extra": extra}) for extra in extras)]


@pytest.mark.parametrize("group", ["runtime", "build", "uv", "dev"])
def test_what_a_locked_package_needs_is_locked_too(group: str) -> None:
    lock = locked(group)
    assert lock
    for package in lock.values():
        for need in needs(package):
            held = lock.get(canonicalize_name(need.name))
            assert held is not None, f"{package.name} needs {need}, which {group}.txt does not hold"
            version = next(iter(held.specifier)).version
            assert need.specifier.contains(version, prereleases=True), f"{package.name} needs {need}, not {version}"


def test_a_package_that_several_groups_lock_is_the_same_in_all() -> None:
    groups = [locked(group) for group in ("runtime", "build", "uv", "dev", "fuzz")]
    names = {name for group in groups for name in group}
    for name in names:
        assert len({str(group[name].specifier) for group in groups if name in group}) == 1, name


def test_each_is_installed_as_it_is_locked() -> None:
    for name, requirement in locked("dev").items():
        try:
            installed = distribution(name).version
        except PackageNotFoundError:
            pytest.fail(f"{name} is locked and not installed")
        assert requirement.specifier.contains(installed, prereleases=True)


def test_what_installs_the_tool_in_ci_is_as_it_is_locked() -> None:
    text = (LOCKS / "uv.txt").read_text(encoding="utf-8")
    name, *hashes = UV.split(" ")
    assert f"\n{name} \\\n" in text
    assert len(hashes) == 2
    assert all(one in text for one in hashes)


def test_no_lock_names_an_address() -> None:
    for path in LOCKS.iterdir():
        assert "://" not in path.read_text(encoding="utf-8"), path.name
