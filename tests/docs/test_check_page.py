"""The page about `book check` and the program say the same."""

import re
from pathlib import Path

import pytest

from doable.workbench.checks.kinds import KINDS
from tests.unit.policy.loading.base_book import changed, checked
from tests.unit.policy.loading.test_broken_books import BROKEN, the_change
from tests.unit.workbench.test_checking import DOUBTFUL

PAGE = Path(__file__).parents[2] / "docs" / "books" / "check.md"
SECTION = re.compile(r"^## `(?P<name>\w+)`\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
SECTIONS = {found["name"]: found["text"] for found in SECTION.finditer(PAGE.read_text())}
EXAMPLE = re.compile(r"```text\n(.*?)\n```", re.DOTALL)


def test_every_kind_has_its_section_in_the_order_of_the_program() -> None:
    assert list(SECTIONS) == list(KINDS)


def test_the_table_lists_every_kind_with_its_level() -> None:
    rows = re.findall(r"^\| \[`(\w+)`\]\(#\1\) \| (\w+) \| (.+) \|$", PAGE.read_text(), re.MULTILINE)

    assert rows == [(name, kind.level, kind.says) for name, kind in KINDS.items()]


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_says_what_the_program_says(name: str) -> None:
    assert " ".join(SECTIONS[name].split()).startswith(f"{KINDS[name].says} {KINDS[name].why} ")


def test_every_example_is_what_the_program_says_of_some_book() -> None:
    examples = {name: EXAMPLE.findall(text) for name, text in SECTIONS.items()}
    wanted = {found[0] for found in examples.values()}
    books = [
        book
        for book in (*BROKEN, *DOUBTFUL)
        if any(example.partition("\n")[0] in book["says"] for example in wanted)
    ]
    findings = [finding for book in books for finding in checked(changed(*the_change(book)))[1]]
    said = {(finding.check, str(finding)) for finding in findings}

    assert {name: len(found) for name, found in examples.items()} == dict.fromkeys(KINDS, 1)
    assert [name for name, found in examples.items() if (name, found[0]) not in said] == []
