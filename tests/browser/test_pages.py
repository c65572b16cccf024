"""Every page, wide and narrow, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.desks import NARROW, WIDE, errors_of, settled
from tests.browser.looking import CONTRAST, grave_findings, headings, too_wide, unreachable
from tests.browser.pages import LOOKS, Look, pages_without_a_look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.desks import Desk

    Windows = Callable[[str, tuple[int, int]], BrowserContext]


@pytest.fixture(scope="module")
def windows(browser: Browser, desk: Desk) -> Iterator[Windows]:
    """A window for each person and width, opened once."""
    opened: dict[tuple[str, tuple[int, int]], BrowserContext] = {}

    def window(who: str, size: tuple[int, int]) -> BrowserContext:
        if (who, size) not in opened:
            opened[who, size] = desk.context(browser, who, size=size)
        return opened[who, size]

    yield window
    for each in opened.values():
        each.close()


def test_every_page_is_looked_at() -> None:
    assert pages_without_a_look() == set()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_page(look: Look, size: tuple[int, int], windows: Windows, desk: Desk) -> None:
    page = windows(look.who, size).new_page()
    errors = errors_of(page)
    try:
        path = look.path(desk.told)
        response = page.goto(path)
        settled(page)
        assert response is not None
        assert response.status == look.status
        assert page.url == desk.url + path

        expected = [] if look.status == 200 else [each for each in errors if str(look.status) in each]
        assert [*faults(page, size), *(each for each in errors if each not in expected)] == []
    finally:
        page.close()


def faults(page: Page, size: tuple[int, int]) -> list[str]:
    """What is wrong with a page."""
    found = [*headings(page), *too_wide(page), *unreachable(page)]
    if size == NARROW:
        # As tall as the page is: what a bar at the foot half covers is a matter of where one has scrolled to.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size[0], "height": max(size[1], height)})
        return found + grave_findings(page, without=CONTRAST)
    found += grave_findings(page)
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {each}" for each in grave_findings(page, only=CONTRAST)]
