"""The commands on the pages do what the pages show."""

import re
from pathlib import Path

import pytest

from docs.consoles import Ran, agrees, commands, run_page

ROOT = Path(__file__).parents[2]
PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md")))
    if "```console" in page.read_text()
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_do_what_it_shows(page: Path) -> None:
    ran = [each for block in run_page(page.read_text()) for each in block]
    wrong = [each for each in ran if each.code > 1 or (each.shown and not agrees(each))]
    assert ran
    assert not wrong, "\n".join(f"$ {each.command}\n" + "\n".join(each.printed) for each in wrong)


def test_another_output_than_shown_is_found() -> None:
    assert not agrees(Ran("echo a", shown=["b"], printed=["a"]))


def test_lines_may_be_left_out() -> None:
    assert agrees(Ran("seq 4", shown=["1", "...", "4"], printed=["1", "2", "3", "4"]))


def test_lines_left_out_keep_their_order() -> None:
    assert not agrees(Ran("seq 4", shown=["4", "...", "1"], printed=["1", "2", "3", "4"]))


def test_a_block_is_taken_apart_into_its_commands() -> None:
    assert [(each.command, each.shown) for each in commands("$ a\nx\ny\n$ b\n")] == [
        ("a", ["x", "y"]),
        ("b", []),
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_listing_that_is_a_file_shows_its_name_to_the_reader(page: Path) -> None:
    text = page.read_text()
    names = re.findall(r"<!-- file: (\S+) -->", text)
    assert [name for name in names if f"**`{name}`**\n\n<!-- file: {name} -->" not in text] == []
