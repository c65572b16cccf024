"""Cases handled by keyboard alone, from opening to sent; each key chord and each typed text counts as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.browser import desks
from tests.browser.desks import settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.desks import Desk

CASES, MOST, FAR_TOO_MANY = 10, 6, 20
SENT = ".composer.undo"
# The keys that lead to asking somebody for an approval, or to talk a no over: each to a field for a note.
ASKING = {key: f'input[data-key="{key}"]' for key in "ac"}


@dataclass
class Hands:
    """Somebody at a keyboard, without a mouse."""

    page: Page
    done: list[str] = field(default_factory=list)

    def press(self, chord: str) -> None:
        """One key, or several at once."""
        self.done.append(chord)
        self.page.keyboard.press(chord)
        settled(self.page)

    def go(self, chord: str) -> None:
        """One key that leads to another page."""
        self.done.append(chord)
        with self.page.expect_navigation():
            self.page.keyboard.press(chord)
        settled(self.page)


def shown(page: Page, selector: str) -> bool:
    """Whether something is there to be seen."""
    return page.locator(selector).first.is_visible()


def has_focus(page: Page, selector: str) -> bool:
    """Whether the focus is on or in something."""
    return bool(page.evaluate("selector => !!document.activeElement?.closest(selector)", selector))


def handle(hands: Hands) -> None:
    """Do what the page of a case says is next, until the reply is sent."""
    while not shown(hands.page, SENT):
        assert len(hands.done) < FAR_TOO_MANY, hands.done
        next_step(hands)


def next_step(hands: Hands) -> None:
    """What somebody does who reads the page: ask whom one has to ask, mend what is found, send."""
    page = hands.page
    for key, field_of in ASKING.items():
        if shown(page, field_of):
            if not has_focus(page, field_of):
                hands.press(key)
            hands.press("Enter")
            return
    if shown(page, "#send:not([aria-disabled])"):
        hands.press("Control+Enter")
    elif shown(page, "#held .is-blocking"):
        hands.press("Alt+Enter")
    else:
        pytest.fail(f"no key leads on: {page.locator('#held-why').inner_text()} {hands.done}")


@pytest.fixture
def ten(morning: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk where ten cases wait."""
    told = desks.copied(morning, tmp_path)
    told |= desks.filled(desks.installed(tmp_path), "ten")
    with desks.serving(tmp_path, told) as running:
        yield running


def test_ten_cases_by_keyboard(browser: Browser, ten: Desk) -> None:
    counts: dict[str, list[str]] = {}
    with ten.context(browser, "agent") as context:
        page = context.new_page()
        errors = desks.errors_of(page)
        page.goto("/")
        opening = ["j"]
        for _ in range(CASES):
            hands = Hands(page)
            for key in opening:
                hands.press(key)
            hands.go("Enter")
            handle(hands)
            counts[page.url] = hands.done
            opening = []  # the next case has the focus already

    for done in counts.values():
        print(f"{len(done):3} {' '.join(done)}")
    taken = median(len(done) for done in counts.values())
    print(f"median {taken}")
    assert errors == []
    assert taken <= MOST
    assert len(counts) == CASES
    assert {"approval", "consultation"} < set(ten.told["kinds"])
