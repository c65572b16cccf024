"""Without JavaScript everything can be read, and the main acts are plain forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser import desks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.desks import Desk


@pytest.fixture(scope="module")
def ten(morning: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk where ten cases wait for the agent."""
    folder = tmp_path_factory.mktemp("plain")
    told = desks.copied(morning, folder)
    told |= desks.filled(desks.installed(folder), "ten")
    with desks.serving(folder, told) as running:
        yield running


@pytest.fixture
def page(browser: Browser, ten: Desk) -> Iterator[Page]:
    with ten.context(browser, "agent", java_script_enabled=False) as context:
        yield context.new_page()


def open_case(page: Page, number: int = 0) -> None:
    page.goto("/")
    page.locator(".case-row a.open").nth(number).click()
    page.locator("#case").wait_for()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(name)).first.click()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Take"),
        ("/approvals/", "Approvals"),
        ("/customers/", "Mr Tolland"),
        ("/book/", "Refund"),
        ("/book/asks/refund/", "Terms 2.1"),
        ("/people/", "Priska Nolte"),
        ("/search/?q=Tolland", "Mr Tolland"),
        ("/settings/", "Signature"),
    ],
)
def test_a_page_can_be_read(page: Page, path: str, words: str) -> None:
    page.goto(path)

    assert words in page.locator("main").inner_text()


def test_a_case_can_be_read(page: Page) -> None:
    open_case(page)

    assert page.locator(".messages .said").first.inner_text()
    assert page.locator(".decision .ask h2").first.is_visible()
    assert page.locator("#reply").input_value()


def test_a_case_is_taken_noted_on_and_answered(page: Page, ten: Desk) -> None:
    open_case(page)
    press(page, "Take it")
    page.get_by_text("Write a note to colleagues").click()
    page.get_by_label("Note", exact=True).fill("She called as well.")
    press(page, "Leave the note")
    assert "She called as well." in page.locator(".messages").inner_text()

    press(page, "Send reply")

    assert "The reply leaves in" in page.locator(".undo").inner_text()
    press(page, "Call back")
    assert page.locator("#reply").is_visible()


def open_case_with(page: Page, selector: str) -> None:
    """Open the first case of the queue that has something to be seen."""
    for number in range(10):
        open_case(page, number)
        if page.locator(selector).count():
            return
    pytest.fail(f"no case has {selector}")


def test_a_colleague_is_asked_and_answers(page: Page, browser: Browser, ten: Desk) -> None:
    open_case_with(page, "button:text('Ask for approval')")
    case, form = page.url, page.locator(".ask-form", has_text="Ask for approval").first
    asked = form.locator("label").inner_text().removeprefix("Note for ")
    who = next(who for who, login in ten.told["people"].items() if login["name"] == asked)
    form.get_by_label("Note for").fill("I would.")
    press(page, "Ask for approval")
    assert "was asked for approval" in page.locator("main").inner_text()

    with ten.context(browser, who, java_script_enabled=False) as context:
        above = context.new_page()
        above.goto("/approvals/")
        question = above.locator(".question", has_text="I would.")
        with above.expect_navigation():
            question.get_by_role("button", name=re.compile("^Yes")).click()

    page.goto(case)
    assert "said yes" in page.locator(".decision").inner_text()


def test_a_case_is_settled(page: Page) -> None:
    open_case(page, 1)
    page.get_by_role("button", name=re.compile("^Settle")).first.click()
    page.get_by_label("How did it end?").fill("By telephone.")
    press(page, "Settle the case")

    assert "Settled" in page.locator(".case-state").inner_text()


def test_a_fact_is_put_right(page: Page) -> None:
    open_case_with(page, "button.chip.fact:visible")
    page.locator("button.chip.fact:visible").first.click()
    page.locator("[popover]:popover-open").get_by_label("Why").fill("She said so.")
    page.locator("[popover]:popover-open").get_by_role("button", name="Decide with this").click()

    page.get_by_text("What happened so far").click()
    assert "She said so" in page.locator(".timeline").inner_text()
