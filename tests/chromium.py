"""A real browser for the tests of pages: Debian's Chromium, started once for all of them."""

import asyncio
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


if sys.version_info < (3, 12) and hasattr(os, "pidfd_open"):
    # As Python does by itself from 3.12 on. Else a thread waits for the browser, and where there is a second thread the
    # tool forks no process: from then on each that a test starts would be begun anew, which takes ten times as long.
    asyncio.set_child_watcher(asyncio.PidfdChildWatcher())


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
