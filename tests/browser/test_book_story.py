"""A policy owner's day: a rule changed, tried on stories and past cases, agreed to, published with a date."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.browser.desks import errors_of, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.browser.desks import Desk

RULE, STORY = "asks/missed_promise.yaml", "stories/talking_to_us.yaml"
NO_LONGER = "{verdict: doable, rules: [missed_promise.otherwise]}"
BROKEN = "The call that never came is made tomorrow, by somebody who knows the whole story."
# So long after it was typed it decides; the worker looks every few seconds.
SOON = timedelta(seconds=20)


def when(holds: Callable[[], bool], page: Page, seconds: float = 90) -> None:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, page.locator("main").inner_text()
        page.wait_for_timeout(300)


def rewrite(page: Page, old: str, new: str, because: str) -> None:
    """Change the text of the file that is open, and save it."""
    text = page.locator("#text")
    before = text.input_value()
    assert old in before
    text.fill(before.replace(old, new, 1))
    page.get_by_label("Why", exact=True).fill(because)
    settled(page)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Save")).click()
    settled(page)


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="The draft").get_by_role("link", name=name, exact=True).click()
    settled(page)


def verdict_of(page: Page, case: int) -> str:
    """What the desk says of a case now."""
    page.goto(f"/cases/{case}/")
    settled(page)
    return str(page.locator(".case-state .verdict").first.inner_text())


def test_a_rule_is_changed_from_the_first_thought_to_the_first_case(browser: Browser, desk: Desk) -> None:
    case = int(desk.told["changed"])
    with desk.context(browser, "manager") as his, desk.context(browser, "director") as above:
        page, second = his.new_page(), above.new_page()
        errors = [errors_of(page), errors_of(second)]
        address = write_it(page)
        mend_the_story(page, address)
        replay_it(page)
        assert ask_for_a_yes(page) == []
        agree(second)
        assert verdict_of(page, case) == "Doable"

        publish(page, address)
        assert verdict_of(page, case) == "Doable"
        when(lambda: verdict_of(page, case) == "Needs approval", page)

        page.goto("/book/versions/")
        in_force = page.locator(".version.is-in-force").inner_text()
        assert "Broken promises are looked at by a supervisor." in in_force
        assert "Published by Henrik Bassett" in in_force
        assert "agreed to by Marit Aldous" in in_force
    assert errors == [[], []]


def write_it(page: Page) -> str:
    """Open a draft and change the rule; where the draft is. The editor says which story breaks."""
    page.goto("/book/drafts/")
    page.get_by_label("What is the change for?").fill("Supervisors hear of broken promises")
    page.get_by_role("button", name="Open a draft").click()
    settled(page)
    address = page.url
    page.goto(f"{address}files/{RULE}")
    settled(page)
    rewrite(
        page,
        "otherwise:\n  then: grant\n",
        "otherwise:\n  then: approve\n  by: supervisor\n",
        "The same promise was broken twice.",
    )
    page.locator("#checked", has_text=BROKEN).wait_for()
    save(page)
    return address


def mend_the_story(page: Page, address: str) -> None:
    """See which story breaks now, and let it expect what shall hold from now on."""
    tab(page, "Stories")
    broken = page.locator(".is-broken")
    assert broken.count() == 1
    assert "should be doable, is needs_approval" in broken.inner_text()
    broken.get_by_role("link", name=BROKEN).click()
    settled(page)
    assert STORY in page.url
    rewrite(page, NO_LONGER, NO_LONGER.replace("doable", "needs_approval"), "A supervisor looks first.")
    save(page)
    page.goto(f"{address}stories/")
    assert re.search(r"All \d+ stories come out as expected", page.locator("main").inner_text())


def replay_it(page: Page) -> None:
    """Decide the desk's cases again, and look at three that change."""
    tab(page, "Replay")
    page.get_by_role("button", name="Replay the desk's cases").click()
    page.get_by_text(re.compile("^Decided again")).wait_for(timeout=90_000)
    settled(page)
    page.locator(".matrix a").first.click()
    settled(page)
    listed = page.url
    assert "old=doable&new=needs_approval" in listed
    assert page.locator(".case-changed").count() >= 3
    for number in range(3):
        page.locator(".case-changed").nth(number).click()
        settled(page)
        sides = page.locator(".beside", has=page.locator('[data-verdict="needs_approval"]')).first
        assert "Doable" in sides.locator(".decided").first.inner_text()
        assert "Needs the yes of a supervisor" in sides.locator(".decided").last.inner_text()
        page.goto(listed)


def ask_for_a_yes(page: Page) -> list[str]:
    """Ask the second person; what the page says is missing besides."""
    tab(page, "Publish")
    page.get_by_label("Who").select_option(label="Marit Aldous")
    page.get_by_label("A note for them").fill("Three customers wrote to you.")
    page.get_by_role("button", name="Ask for approval").click()
    page.get_by_role("heading", name="Waiting for a second person").wait_for()
    return page.locator(".banner.is-warning").all_inner_texts()


def agree(page: Page) -> None:
    """The second person finds the question, sees what changes and what it comes to, and says yes."""
    page.goto("/book/")
    page.get_by_role("link", name=re.compile("Supervisors hear of broken promises")).click()
    settled(page)
    shown = page.locator("main").inner_text()
    assert "Three customers wrote to you." in shown
    assert "yes, once approved by supervisor" in shown
    assert "Come out otherwise" in shown
    page.get_by_role("button", name="Yes, it may be published").click()
    page.get_by_role("heading", name="Publish it").wait_for()


def publish(page: Page, address: str) -> None:
    """Publish it from a moment on that lies a little ahead, by the company's clocks."""
    page.goto(f"{address}publish/")
    page.get_by_label("From a date", exact=True).check()
    since = datetime.now(ZoneInfo("Europe/Berlin")) + SOON
    field = page.locator("#since")
    field.evaluate("field => { field.step = 1; }")
    field.fill(f"{since:%Y-%m-%dT%H:%M:%S}")
    page.get_by_label(re.compile("What changes for customers")).fill(
        "Broken promises are looked at by a supervisor."
    )
    page.get_by_role("button", name=re.compile("^Publish")).click()
    page.get_by_role("heading", name="Versions").wait_for()
    assert page.locator(".version.is-coming").count() == 1
