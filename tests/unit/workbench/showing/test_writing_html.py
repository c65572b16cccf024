import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from doable.workbench.showing.describing import describe
from doable.workbench.showing.disclosing import public_page
from doable.workbench.showing.document import Document
from doable.workbench.showing.writing_html import html
from tests.unit.workbench.showing.telling_books import contents

VOID = {"meta", "col", "use", "path"}


class Outline(HTMLParser):
    """What a page is made of; complains of what is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.ids += [str(named["id"])] if "id" in named else []
        self.links += [str(named["href"])] if "href" in named else []
        self.levels += [int(tag[1])] if re.fullmatch(r"h\d", tag) else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [str(value) for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


DOCUMENTS = [describe(contents()), describe(contents(), ask="swap"), public_page(contents(), "de")]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_of_the_page_leads_somewhere_in_it(document: Document) -> None:
    outline = Outline(html(document))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.open == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_there_is_one_main_heading_and_no_level_is_left_out(document: Document) -> None:
    levels = Outline(html(document)).levels
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_places_to_jump_to_have_headings_of_their_own() -> None:
    page = html(public_page(contents(), "en"))
    labels = re.findall(r'<section id="[^"]+" aria-labelledby="([^"]+)">', page)
    headings = [re.search(rf'id="{label}">([^<]+)<', page)[1] for label in labels]
    assert headings == ["Refund", "Swap", "Others who can help"]


def test_texts_are_shown_as_they_are_written() -> None:
    page = html(describe(contents()))
    assert "I want &lt;b&gt;all&lt;/b&gt; of it" in page
    assert "Repairs &amp; Sons" in page


def test_words_of_another_language_than_the_page_say_so() -> None:
    page = html(describe(contents(), language="de"))
    assert '<html lang="en">' in page
    assert '<span lang="de">Gebrauchtes können wir nicht für 5 € verkaufen.</span>' in page
    assert '<html lang="de">' in html(public_page(contents(), "de"))


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = html(describe(contents()))
    assert not re.search(r"<(script|link|img|iframe)|https?:|url\(|@import", page)


def test_a_table_says_which_cells_are_heads() -> None:
    page = html(describe(contents()))
    assert '<table role=table aria-label="Who may grant what">' in page
    assert "<th scope=col role=columnheader>Up to where</th>" in page
    assert "<th scope=row role=rowheader>Agent</th>" in page
