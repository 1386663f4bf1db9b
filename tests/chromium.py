"""A real browser for the tests of pages: Debian's Chromium, started once for all of them, and axe in it."""

import asyncio
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any, TypeVarTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""The rules of axe that every page keeps: WCAG 2.2 AA, and what is good besides."""
IN_TWO_WINDOWS = pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
"""A wide window and a narrow one, light and dark: each is seen with every rule."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


Ts = TypeVarTuple("Ts")

if sys.version_info < (3, 12) and hasattr(os, "pidfd_open"):

    class _WithoutThread(asyncio.PidfdChildWatcher):
        """Waits for the browser's driver as Python does by itself from 3.12 on.

        Else a thread waits, and beside a second thread the tool forks no process: each that a test has it start, from
        the first page on, would be begun anew, which takes ten times as long.
        """

        def is_active(self) -> bool:
            return True

        def add_child_handler(self, pid: int, callback: "Callable[[int, int, *Ts], object]", *args: *Ts) -> None:
            self.attach_loop(asyncio.get_running_loop())
            super().add_child_handler(pid, callback, *args)

    asyncio.set_child_watcher(_WithoutThread())


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how pytest-playwright starts the browser; where none is installed, say so, or fail if one must be."""
    if CHROMIUM is None:
        reason = "no Chromium is installed ('apt-get install chromium'), so no page is tried in a browser"
        if os.environ.get("ANHORIG_NEEDS_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def window(browser: "Browser") -> "Iterator[BrowserContext]":
    """Return a window that reaches no network."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    yield context
    context.close()


@pytest.fixture(scope="session")
def tab(window: "BrowserContext") -> "Page":
    """Return the one tab that all pages are opened in."""
    return window.new_page()


def flaws(tab: "Page", *rules: str) -> list[str]:
    """Return what axe has against the page in a tab, by some of its rules or by all of `WCAG`, with each element."""
    if tab.evaluate("!window.axe"):
        tab.evaluate(AXE_SCRIPT)
    run_only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    found = tab.evaluate(
        "options => axe.run(options).then(found => found.violations)",
        {"resultTypes": ["violations"], "runOnly": run_only, "preload": False},  # nothing stands elsewhere,
    )
    return [f"{flaw['id']}: {node['html'][:160]}" for flaw in found for node in flaw["nodes"]]


def show(tab: "Page", file: "Path", width: int, scheme: str) -> None:
    """Open a page in the tab, in a window of a width, light or dark."""
    tab.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(file.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
