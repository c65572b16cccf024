"""A browser, and desks that it looks at."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.browser import desks


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; its tests are skipped, not silently, where there is none."""
    program = chromium.found()
    if program is None:
        pytest.skip(f"NO BROWSER, THE PAGES ARE NOT TESTED: {chromium.HOW}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(chromium.FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to copy: the desk of a morning, filled once for all of xdist's workers."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "morning"
    with (shared / "morning.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "told.json").exists():
            desks.morning_in(folder)
    return folder


@pytest.fixture(scope="module")
def desk(morning: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[desks.Desk]:
    """A desk of a morning for the tests of one module."""
    folder = tmp_path_factory.mktemp("desk")
    told = desks.copied(morning, folder)
    with desks.serving(folder, told) as running:
        yield running
