"""Pictures of every page, wide and narrow, light and dark, to look at.

python -m tests.browser.pictures FOLDER
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests import chromium
from tests.browser import desks
from tests.browser.desks import NARROW, WIDE, settled
from tests.browser.pages import LOOKS


def main(folder: Path) -> None:
    """Take all pictures."""
    program = chromium.found()
    if program is None:
        sys.exit(f"no browser: {chromium.HOW}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        desks.morning_in(Path(place) / "morning")
        told = desks.copied(Path(place) / "morning", Path(place) / "desk")
        with desks.serving(Path(place) / "desk", told) as desk:
            browser = playwright.chromium.launch(executable_path=program, args=list(chromium.FLAGS))
            for number, look in enumerate(LOOKS):
                for scheme in ("light", "dark"):
                    for width, size in (("wide", WIDE), ("narrow", NARROW)):
                        with desk.context(browser, look.who, size=size, color_scheme=scheme) as context:
                            page = context.new_page()
                            page.goto(look.path(desk.told))
                            settled(page)
                            name = f"{number:02} {look} {width} {scheme}.png".replace(" ", "-")
                            page.screenshot(path=folder / name, full_page=width == "narrow")
            browser.close()
    print(f"{4 * len(LOOKS)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
