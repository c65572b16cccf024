"""What becomes of a draft, without JavaScript: started, followed, kept as a story, answered, gone back."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.desks import Desk


def look_until_it_is_done(page: Page, done: str) -> None:
    """Follow a run by hand, as one does where no script does it."""
    until = time.monotonic() + 90
    while not page.get_by_text(re.compile(f"^{done}")).count():
        assert time.monotonic() < until, page.locator("main").inner_text()
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look again").or_(page.get_by_role("link", name="Proofs")).first.click()


def test_the_main_acts_need_no_script(browser: Browser, desk: Desk) -> None:
    with desk.context(browser, "manager", java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(f"/book/drafts/{desk.told['draft']}/proofs/")
        page.get_by_role("button", name="Prove the book").click()
        look_until_it_is_done(page, "Proved")
        assert re.search(r"\d+ of \d+ proved", page.locator("main").inner_text())

        tried = f"/book/drafts/{desk.told['tried']}"
        page.goto(f"{tried}/compare/")
        page.get_by_role("button", name="Keep as a story").first.click()
        page.locator(".chip", has_text="Kept as a story").wait_for()
        assert "Only stories were added since" in page.locator("main").inner_text()

        page.goto(f"{tried}/replay/")
        page.locator(".matrix a").first.click()
        page.locator(".case-changed").first.click()
        page.locator(".decided").nth(1).wait_for()

        page.goto(f"{tried}/publish/")
        page.get_by_label("Who").select_option(label="Marit Aldous")
        page.get_by_role("button", name="Ask for approval").click()
        page.get_by_text("Marit Aldous was asked.").wait_for()
    with desk.context(browser, "director", java_script_enabled=False) as window:
        page = window.new_page()
        page.goto("/approvals/")
        page.get_by_role("link", name=re.compile("Broken promises go to a supervisor")).click()
        page.get_by_role("button", name="No", exact=True).click()
        refused = page.get_by_role("alert").inner_text()
        assert "write what should be different" in refused
        page.get_by_label(re.compile("A sentence")).fill("Let the team leads do it.")
        page.get_by_role("button", name="No", exact=True).click()
        page.get_by_text("“Let the team leads do it.”").first.wait_for()
