"""A page that shows a hostile mail: nothing of it runs, nothing of it is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import desks
from tests.browser.desks import errors_of, settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.desks import Desk


@pytest.fixture(scope="module")
def desk(morning: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that got a hostile mail."""
    folder = tmp_path_factory.mktemp("hostile")
    told = desks.copied(morning, folder)
    told |= desks.filled(desks.installed(folder), "hostile")
    with desks.serving(folder, told) as running:
        yield running


def test_nothing_of_a_hostile_mail_runs(browser: Browser, desk: Desk) -> None:
    with desk.context(browser, "agent") as context:
        page = context.new_page()
        errors = errors_of(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in ("/?q=Grinder", f"/cases/{desk.told['hostile']}/", "/search/?q=Grinder"):
            page.goto(path)
            settled(page)
            scripts = page.locator("script").evaluate_all("all => all.map(each => each.src)")
            assert all(src.startswith(f"{desk.url}/static/") for src in scripts)
            assert page.locator("main svg[onload], main [onerror], main [onclick]").count() == 0
            assert page.evaluate("() => window.pwned") is None

        page.goto(f"/cases/{desk.told['hostile']}/")
        page.get_by_text("As it was laid out").click()
        frame = page.frame_locator("iframe.frame-html")
        frame.get_by_text("my grinder").wait_for()
        assert frame.locator("script, iframe, object, form, [onerror], [onload], link").count() == 0
        assert page.title().count("<script") <= 1

        with page.expect_download() as loaded:
            page.get_by_role("link", name="grinder.svg").click()
        assert loaded.value.suggested_filename == "grinder.svg"
    assert [url for url in asked if not url.startswith((desk.url, "data:"))] == []
    assert errors == []
