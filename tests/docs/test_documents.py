"""The pages and what they point to."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from doable.policy.loading.marked import parse_yaml

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for folder in (".", "docs", "examples", "bench", "tests")
    for page in (ROOT / folder).glob("**/*.md" if folder != "." else "*.md")
)
MARKDOWN = MarkdownIt("commonmark").enable("table")


def tokens(text: str) -> Iterator[Token]:
    """Every token of a page, those inside lines included."""
    for block in MARKDOWN.parse(text):
        yield block
        yield from block.children or ()


def anchors(page: str) -> set[str]:
    """The anchors that headings get: their letters in lower case, with `-` for each space."""
    blocks = MARKDOWN.parse(page)
    heads = [text for opened, text in pairwise(blocks) if opened.type == "heading_open"]
    titles = ("".join(child.content for child in head.children or ()) for head in heads)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def broken_links(text: str, page: Path) -> list[str]:
    """The links within the repository that lead nowhere."""
    hrefs = [str(token.attrs.get("href") or token.attrs.get("src") or "") for token in tokens(text)]
    return [href for href in hrefs if href and not leads_somewhere(href, text, page)]


def leads_somewhere(href: str, text: str, page: Path) -> bool:
    """Whether a link leads to a file, and to a heading in it if it names one; addresses outside pass."""
    parts = urlsplit(href)
    if parts.scheme:
        return True
    target = page.parent / unquote(parts.path) if parts.path else page
    if not target.exists():
        return False
    there = text if target == page else target.read_text() if target.suffix == ".md" else ""
    return not parts.fragment or parts.fragment in anchors(there)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page.read_text(), page) == []


@pytest.mark.parametrize(
    "href", ["nowhere.md", "#no-such-heading", "README.md#no-such-heading", "docs/nowhere/"]
)
def test_a_link_that_leads_nowhere_is_found(href: str) -> None:
    assert broken_links(f"# A page\n\n| [there]({href}) |\n|---|\n", ROOT / "README.md") == [href]


@pytest.mark.parametrize("href", ["LICENSE", "#a-page-with-code", "docs/", "https://example.org/"])
def test_a_link_that_leads_somewhere_is_not(href: str) -> None:
    assert broken_links(f"# A page, with `code`\n\n[there]({href})\n", ROOT / "README.md") == []


def listings(page: Path, kind: str) -> list[str]:
    """The listings of a page in one language."""
    return [
        token.content for token in tokens(page.read_text()) if token.type == "fence" and token.info == kind
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_listing_is_well_formed(page: Path) -> None:
    for listing in listings(page, "yaml"):
        assert parse_yaml(listing, page.name)[1] == []
    for listing in listings(page, "json"):
        whole = listing.startswith("{\n")
        assert [json.loads(text) for text in ([listing] if whole else listing.splitlines())]
    for listing in listings(page, "python") if page.name != "STYLE.md" else []:
        ast.parse(listing)


def test_generated_parts_are_as_the_program_is() -> None:
    result = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_every_page_for_users_can_be_reached_from_the_index() -> None:
    index = (ROOT / "docs/index.md").read_text()
    pages = {
        page.relative_to(ROOT / "docs").with_suffix("")
        for page in PAGES
        if page.is_relative_to(ROOT / "docs")
    }
    users = {page for page in pages if page.parts[0] != "decisions" and page.name != "index"}

    assert {str(page) for page in users if f"\n{page}\n" not in index} == set()


def tree_of(document: str) -> Iterator[Path]:
    """The paths in the drawn tree of ARCHITECTURE.md: folders end in `/`, modules stand side by side."""
    open_folders: list[tuple[int, Path]] = []
    for line in re.findall(r"^ {4} *\S.*$", document, re.MULTILINE):
        depth, names = len(line) - len(line.lstrip()), re.split(r" {2,}", line.strip())[0]
        if not re.fullmatch(r"[\w./]+(, [\w./]+)*", names):
            continue
        open_folders = [(outer, folder) for outer, folder in open_folders if outer < depth]
        within = open_folders[-1][1] if open_folders else Path()
        if names.endswith("/") and "," not in names:
            open_folders.append((depth, within / names))
        yield from (
            within / (name if name.endswith(("/", ".py")) else f"{name}.py") for name in names.split(", ")
        )


TREES = ("ARCHITECTURE.md", "docs/inside.md", "docs/inside-workbench.md", "docs/inside-desk.md")
# Whose modules are drawn one by one; of other folders it is enough that they are there.
DRAWN = ("policy", "workbench", "desk", "channels", "project")
LAYERS = ("cli", "project", "web", "channels", "desk", "workbench", "reply", "understanding", "policy")
OBVIOUS = ("__init__.py", "urls.py", "views.py", "apps.py")


def drawn_in(*documents: str) -> set[Path]:
    """Every path in the drawn trees of some documents."""
    return {path for document in documents for path in tree_of((ROOT / document).read_text())}


def test_the_drawn_trees_are_the_tree() -> None:
    drawn = drawn_in(*TREES)
    modules = {
        path.relative_to(ROOT)
        for layer in DRAWN
        for path in (ROOT / "src/doable" / layer).rglob("*.py")
        if path.name not in OBVIOUS and path.parent.name != "migrations"
    }

    assert {str(path) for path in drawn if not (ROOT / path).exists()} == set()
    assert modules
    assert {str(path) for path in modules - drawn} == set()


def test_every_folder_is_drawn_in_the_architecture() -> None:
    drawn = drawn_in("ARCHITECTURE.md")
    folders = {
        path.parent.relative_to(ROOT)
        for layer in LAYERS
        for path in (ROOT / "src/doable" / layer).glob("**/__init__.py")
        if len(path.relative_to(ROOT / "src/doable").parts) <= 3
    }

    assert folders
    assert {str(path) for path in folders - drawn} == set()


def test_a_tree_with_a_module_that_is_not_there_is_found() -> None:
    assert set(tree_of("    src/doable/  all\n      policy/\n        tree, gone   two\n")) == {
        Path("src/doable"),
        Path("src/doable/policy"),
        Path("src/doable/policy/tree.py"),
        Path("src/doable/policy/gone.py"),
    }


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")), ids=lambda page: page.name)
def test_files_that_root_documents_name_are_there(page: Path) -> None:
    named = re.findall(r"`((?:src|docs)/[\w./-]+)`", page.read_text())

    assert [path for path in named if not (ROOT / path).exists()] == []
