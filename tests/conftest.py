"""What all tests share: the flag that renews golden files, and plans written as text."""

import gc
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from datetime import date
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

from anhorig_cli.cli.surroundings import session
from command_line import Anhorig
from effort import TORTURE, tries

pytest_plugins = ["chromium"]

settings.register_profile(
    "the same each time, on any machine",
    max_examples=tries(100),
    deadline=None,
    derandomize=TORTURE <= 1,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("the same each time, on any machine")

_COLLECTED = gc.get_threshold()
"""How often Python looks for garbage, where no tool that soon ends has set it otherwise."""
_STATES = count()
"""Numbers for the folders of what is undone: to ask pytest for a new one is to have it look through all so far."""

GOLDEN = Path(__file__).parent / "golden"
PLANS = Path(__file__).parent.parent / "plans"
COUNTY = PLANS / "county"
REAL_PLANS = sorted(one for one in PLANS.iterdir() if one != COUNTY and one.name != "README.md")
"""The plans from public documents, each a file or a folder."""


MEMORY = Path("/dev/shm")  # noqa: S108 - each process makes a folder of its own there, as it would in /tmp
ROOM = 2 << 30
"""So much must be free in memory for what is written there; a container's is often smaller."""


def _write_to_memory() -> None:
    """Have what the tests write kept in memory where there is room for it: on a disk, much of their time is waiting.

    Programs are run there too, so it is left where the system allows none; `TMPDIR` says where else.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK | os.X_OK):
        return
    if shutil.disk_usage(MEMORY).free >= ROOM and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


_write_to_memory()


def _stop_measuring() -> None:
    """Keep a forked process out of the coverage: it may be killed while it writes, or be allowed to write nothing.

    Coverage has `os._exit` write its data; in the forked process it is the system's own again.
    """
    if measured := Coverage.current():
        measured.stop()
    os._exit = import_module("posix")._exit  # noqa: SLF001 - what `os` calls so too


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_stop_measuring)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let nobody look through all tests for what is garbage: while they are collected, later, or in a forked process.

    What they are made of is never garbage, and to look through it again and again is a third of collecting them.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _threads_are_not_measured() -> None:
    """Let a thread begin without what measures coverage: two that begin at once would end with an error of Python's."""
    threading.settrace(None)


@pytest.fixture(autouse=True, scope="module")
def _little_is_left() -> Iterator[None]:
    """Throw away what the tests of a module have made, and do not look through what is left again.

    A process that holds much is forked slowly.
    """
    yield
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


class Golden:
    """Compares a text with the file of that name in tests/golden, or renews the file."""

    def __init__(self, *, update: bool) -> None:
        self._update = update

    def check(self, name: str, text: str) -> None:
        path = GOLDEN / name
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; `make golden` renews it"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the language and colours of whoever runs the tests out of them, and their changes out of what is undone.

    No power fails in a test, so none waits until the disk has what is written. And whereas the tool seldom looks for
    garbage, or not at all, since its process soon ends, the one that runs the tests does not end.
    """
    gc.enable()
    gc.set_threshold(*_COLLECTED)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "states" / str(next(_STATES))))
    for name in ("ANHORIG_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Return what makes it another day for the commands that write a plan."""

    def becomes(day: date) -> None:
        monkeypatch.setattr(session, "day", day)

    return becomes


@pytest.fixture
def anhorig(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Anhorig:
    return Anhorig(monkeypatch, capsys)
