"""Desks that browsers look at: `doable serve` in a process of its own, with people who can sign in."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from tests.installation import Installation
from tests.mailservers import smtp_sink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.mailservers import Sink

WIDE, NARROW = (1440, 900), (390, 844)


@dataclass(frozen=True)
class Login:
    """Somebody at a desk: how they sign in, and a session in which they have."""

    pk: int
    name: str
    email: str
    password: str
    secret: str
    session: str


@dataclass
class Desk:
    """A desk that runs, and what is on it."""

    installation: Installation
    told: dict[str, Any]
    sink: Sink

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://{self.installation.address}"

    def login(self, who: str) -> Login:
        """How somebody signs in."""
        return Login(**self.told["people"][who])

    def context(self, browser: Browser, who: str = "", **options: Any) -> BrowserContext:
        """A browser's window of somebody's own, in which they are signed in."""
        width, height = options.pop("size", WIDE)
        options.setdefault("color_scheme", "light")
        context = browser.new_context(
            base_url=self.url,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/Berlin",
            **options,
        )
        context.set_default_timeout(20_000)
        if who:
            session = self.login(who).session
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])
        return context


@contextlib.contextmanager
def serving(folder: Path, told: dict[str, Any], url: str = "", **settings: str) -> Iterator[Desk]:
    """A desk that was filled, running; its mail goes to a server that keeps it."""
    with smtp_sink() as sink:
        desk = Desk(
            installed(folder, url, smtp_url=sink.url, **{"undo_seconds": "60", **settings}), told, sink
        )
        try:
            desk.installation.start("serve")
            desk.installation.wait_for_pages()
            yield desk
        finally:
            desk.installation.end()


def installed(folder: Path, url: str = "", **settings: str) -> Installation:
    """A desk's settings, with its pages where nobody else listens."""
    installation = Installation.at(folder, url, mail_own_domains="copperline.example", **settings)
    installation.environment["DOABLE_BASE_URL"] = f"http://{installation.address}"
    return installation


def filled(installation: Installation, how: str) -> dict[str, Any]:
    """Fill a desk's records, in a process of its own; what is there then."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("DOABLE_")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.filling", how],
        env={**others, **installation.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return cast("dict[str, Any]", json.loads(done.stdout))


def copied(template: Path, folder: Path) -> dict[str, Any]:
    """A filled desk's folder copied; what is there."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return cast("dict[str, Any]", json.loads((folder / "told.json").read_text()))


def morning_in(folder: Path) -> None:
    """A folder with the example company's desk of a morning, to copy."""
    folder.mkdir(parents=True)
    told = filled(installed(folder), "morning")
    (folder / "told.json").write_text(json.dumps(told))


def errors_of(page: Page) -> list[str]:
    """What a page complains of in its console from now on; it fills as that happens."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("dialog", lambda dialog: (found.append(f"dialog {dialog.message}"), dialog.dismiss()))
    return found


def settled(page: Page) -> None:
    """Wait until nothing that the page asked for is under way."""
    page.wait_for_load_state("load")
    page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(state="detached")
