"""`doable demo`: it opens, its logins work, and what it decided comes out the same anywhere."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from doable.project.postbox import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

DOABLE = str(Path(sys.executable).with_name("doable"))
PATIENCE = 240
# Another machine, as far as a program can tell: hashes, clock and language are all different.
ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
}


class Demo:
    """A demo that runs, what it printed, and where."""

    def __init__(self, printed: str, folder: Path) -> None:
        self.printed, self.folder = printed, folder
        found = re.search(r"http://127\.0\.0\.1:\d+", printed)
        assert found, printed
        self.address = found[0]

    def login(self, name: str) -> tuple[str, str]:
        """The address and password that were printed for somebody."""
        lines = self.printed[self.printed.index(name) :]
        email, password = re.search(r"e-mail +(\S+)", lines), re.search(r"password +(\S+)", lines)
        assert email and password
        return email[1], password[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo as `make demo` opens it, with a folder and a port of its own."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    command = [
        DOABLE,
        "demo",
        "--listen",
        f"127.0.0.1:{free_port()}",
        "--data",
        str(folder),
    ]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=own()
    )
    assert running.stdout
    printed = ""
    for line in running.stdout:
        printed += line
        if "Ctrl+C" in line:
            break
    try:
        yield Demo(printed, folder)
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)


def own(**more: str) -> dict[str, str]:
    """The environment without any setting of the desk."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOABLE_", "DJANGO_"))}
    return {**kept, **more}


def test_whoever_has_a_printed_login_comes_in(demo: Demo) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = opened(browser, f"{demo.address}/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    email, password = demo.login("Ayla Demir")
    fields = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
    asked = urllib.request.Request(
        f"{demo.address}/account/login/",
        urllib.parse.urlencode(fields).encode(),
        {"Referer": demo.address, "Origin": demo.address},
    )
    with browser.open(asked, timeout=PATIENCE) as response:
        queue = response.read().decode()
    assert "Ayla Demir" in queue
    assert "Ms Ferreira" in queue
    assert "Sign in" not in queue


def opened(browser: urllib.request.OpenerDirector, address: str) -> str:
    """A page, once the desk answers."""
    for _second in range(PATIENCE):
        try:
            with browser.open(address, timeout=PATIENCE) as response:
                return str(response.read().decode())
        except urllib.error.URLError:
            time.sleep(0.5)
    raise AssertionError(f"{address} never answered")


def test_each_ruling_comes_out_the_same_elsewhere(demo: Demo) -> None:
    settings = {"DOABLE_DATA": str(demo.folder), "DOABLE_BOOK": "examples/copperline", "DOABLE_CONFIG": ""}
    command = [DOABLE, "doctor", "--rulings", "1000"]
    looked = subprocess.run(
        command, capture_output=True, text=True, env=own(**settings, **ELSEWHERE), check=False
    )
    again = re.search(r"fine\s+(\d+) rulings decided again, each the same byte for byte", looked.stdout)
    assert again, looked.stdout + looked.stderr
    assert int(again[1]) >= 47
    assert "mend" not in looked.stdout
