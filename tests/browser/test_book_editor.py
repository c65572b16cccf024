"""A policy owner at work on the book: by form and by text, by keyboard, and beside a colleague."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.desks import errors_of, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.desks import Desk

REFUND = "asks/refund.yaml"


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    with desk.context(browser, "manager") as context:
        page = context.new_page()
        errors = errors_of(page)
        yield page
        # That a text was not saved over a colleague's is an answer of its own, which browsers log.
        assert [each for each in errors if "409 (Conflict)" not in each] == []


def opened(page: Page, title: str) -> str:
    """A draft of one's own; where it is."""
    page.goto("/book/drafts/")
    page.get_by_label("What is the change for?").fill(title)
    page.get_by_role("button", name="Open a draft").click()
    page.wait_for_url(re.compile(r"/book/drafts/\d+/$"))
    return page.url


def file(page: Page, draft: str, path: str = REFUND, at: str = "rules/0") -> None:
    page.goto(f"{draft}files/{path}?at={at}")


def text_of(page: Page) -> str:
    return page.locator("#text").input_value()


def save(page: Page, because: str) -> None:
    page.get_by_label("Why", exact=True).fill(because)
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def test_a_condition_changed_in_the_form_breaks_a_story_and_mends_it(page: Page) -> None:
    file(page, opened(page, "Shorter returns"))
    condition = page.get_by_label("If", exact=True)
    good = condition.input_value()

    condition.fill(good.replace("<= 30", "<= 3"))
    expect(page.locator("#checked .is-broken").first).to_be_visible()
    assert "order.days_since_delivery <= 3" in text_of(page)
    assert "Not saved yet" in page.locator("#checked").inner_text()
    expect(page.locator(".gutter .is-changed").first).to_be_visible()

    condition.fill(good)
    expect(page.locator("#checked .is-broken")).to_have_count(0)
    assert condition.input_value() == good
    save(page, "Nothing after all.")
    assert "Saved: Nothing after all." in page.locator("#toasts").inner_text()


def test_a_mistake_in_the_text_is_seen_at_its_line_and_in_the_form(page: Page) -> None:
    file(page, opened(page, "A slip"))
    text = text_of(page)
    page.locator("#text").fill(text.replace("!item.opened && !order.made", "!item.openend && !order.made", 1))

    mark = page.locator(".gutter .is-error")
    expect(mark).to_have_count(1)
    number = mark.inner_text().strip()
    found = page.locator("#checked .finding-list li").first
    assert f"Line {number}" in found.inner_text()
    assert "item.opened" in found.inner_text()
    expect(page.locator("#f-when-found")).to_be_visible()

    found.get_by_role("button").click()
    chosen = page.evaluate(
        """() => { const t = document.getElementById('text');
        return t.value.slice(t.selectionStart, t.selectionEnd) }"""
    )
    assert "openend" in chosen
    page.locator("#text").fill(text)
    expect(page.locator(".gutter .is-error")).to_have_count(0)


def test_a_text_that_is_no_yaml_says_so_and_the_form_comes_back(page: Page) -> None:
    file(page, opened(page, "No YAML"))
    text = text_of(page)
    page.locator("#text").fill(text.replace("rules:\n", "rules: [\n", 1))
    expect(page.locator("#form-pane .banner")).to_be_visible()

    page.locator("#text").fill(text)
    expect(page.get_by_label("If", exact=True)).to_be_visible()


def test_the_form_follows_the_text(page: Page) -> None:
    file(page, opened(page, "By hand"))
    page.locator("#text").fill(text_of(page).replace("clause: Terms 2.1", "clause: Terms 2.9", 1))

    expect(page.get_by_label("Clause", exact=True)).to_have_value("Terms 2.9")


def test_two_who_save_the_same_file_lose_nothing(page: Page, browser: Browser, desk: Desk) -> None:
    draft = opened(page, "Two at once")
    with desk.context(browser, "director") as context:
        other = context.new_page()
        file(page, draft)
        file(other, draft, at="rules/1")
        other.get_by_label("Clause", exact=True).fill("Terms 2.8")
        expect(other.locator("#checked .unsaved")).to_be_visible()
        save(other, "Theirs.")

        page.get_by_label("Clause", exact=True).fill("Terms 2.9")
        expect(page.locator("#checked .unsaved")).to_be_visible()
        page.get_by_label("Why", exact=True).fill("Mine.")
        page.keyboard.press("Control+s")
        page.locator(".conflict").wait_for()

    assert "saved this file while you were writing" in page.locator(".conflict").inner_text()
    assert "clause: Terms 2.8" in page.locator(".theirs").input_value()
    assert "clause: Terms 2.9" in text_of(page)


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    file(page, opened(page, "By keyboard"))
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#form-title")).to_have_text("refund.withdrawal")
    expect(page.locator("#form-title")).to_be_focused()

    text = page.locator("#text")
    text.focus()
    page.evaluate(
        """() => { const t = document.getElementById('text');
        const at = t.value.indexOf('otherwise:'); t.setSelectionRange(at, at) }"""
    )
    page.keyboard.type("  - id: refund.by_hand\nwhen: item.f")
    page.keyboard.press("Control+Space")
    expect(page.locator("#names [aria-selected=true] code")).to_have_text("item.faulty")
    page.keyboard.press("Enter")
    page.keyboard.type("\nthen: refer\n")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#file-list .entry", has_text="refund.by_hand")).to_be_visible()
    assert "  - id: refund.by_hand\n    when: item.faulty\n    then: refer\n" in text_of(page)

    page.keyboard.press("Tab")
    expect(text).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(text).not_to_be_focused()

    page.keyboard.press("Control+s")
    expect(page.get_by_label("Why", exact=True)).to_be_focused()
    page.keyboard.type("Shown by hand.")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    settled(page)
    assert "refund.by_hand" in text_of(page)


def test_a_rule_and_its_exception_are_added_by_buttons(page: Page) -> None:
    file(page, opened(page, "A new rule"))
    page.get_by_role("button", name="Add a rule").click()
    expect(page.locator("#form-title")).to_have_text("refund.new")
    page.get_by_label("If", exact=True).fill("item.opened")
    page.get_by_label("Then", exact=True).select_option("approve")
    expect(page.get_by_label("Grade", exact=True)).to_be_visible()
    page.get_by_label("Grade", exact=True).fill("supervisor")
    expect(page.locator("#checked")).to_contain_text("No errors")
    assert "  - id: refund.new\n    when: item.opened\n    then: approve\n" in text_of(page)


def test_a_rule_is_edited_from_the_reader(page: Page) -> None:
    opened(page, "From the reader")
    page.goto("/book/asks/refund/")
    page.locator("[id='refund.opened'] .edit-rule", has_text="Edit").first.click()
    page.locator(".draft-row", has_text="From the reader").first.click()
    expect(page.locator("#form-title")).to_have_text("refund.opened")


def test_a_playbook_is_seen_as_letters_while_it_is_written(page: Page) -> None:
    file(page, opened(page, "Kinder words"), "playbooks/decline.md", "")
    expect(page.locator(".preview")).to_have_count(3)
    page.locator("#text").fill(text_of(page).replace("I'm afraid", "Sadly, I have to say that"))
    expect(page.locator("#previews")).to_contain_text("Sadly, I have to say that")


def test_without_javascript_a_change_is_checked_and_saved(browser: Browser, desk: Desk, page: Page) -> None:
    draft = opened(page, "Without JavaScript")
    with desk.context(browser, "manager", java_script_enabled=False) as context:
        plain = context.new_page()
        file(plain, draft)
        plain.get_by_label("Clause", exact=True).fill("Terms 2.9")
        plain.locator(".save-bar").get_by_role("button", name="Check").click()
        assert "Not saved yet" in plain.locator("#checked").inner_text()
        assert "clause: Terms 2.9" in text_of(plain)
        plain.get_by_label("Why", exact=True).fill("As the law says.")
        plain.get_by_role("button", name=re.compile("^Save")).click()
        assert "As saved" in plain.locator("#checked").inner_text()
        assert "clause: Terms 2.9" in text_of(plain)
