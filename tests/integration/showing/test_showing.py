"""Documents of the example books, as files and on the command line."""

import json
import re
import subprocess
import sys
import zlib
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from doable import Book
from doable.cli.app import app
from doable.policy.book import Contents
from doable.workbench.showing.describing import describe
from doable.workbench.showing.disclosing import public_page
from doable.workbench.showing.writing_html import html
from doable.workbench.showing.writing_markdown import markdown
from doable.workbench.showing.writing_pdf import pdf
from tests.unit.workbench.showing import telling_books
from tests.unit.workbench.showing.leaking import leaks

ROOT = Path(__file__).parents[3]
BOOKS = ["copperline", "airline", "retail"]
MADE = datetime(2026, 5, 3, tzinfo=UTC)


@cache
def contents(name: str) -> Contents:
    return Book.load(ROOT / "examples" / name).contents


def show(*words: object) -> Result:
    return CliRunner().invoke(app, ["book", "show", *map(str, words)])


def drawn(made: bytes) -> str:
    """The text of a PDF in the order in which it was written, a line for each piece."""
    pages = (zlib.decompress(stream) for stream in re.findall(rb"stream\n(.*?)\nendstream", made, re.DOTALL))
    pieces = re.findall(rb"\((.*?)(?<!\\)\) Tj", b"\n".join(pages), re.DOTALL)
    return "\n".join(re.sub(rb"\\(.)", rb"\1", piece).decode("cp1252") for piece in pieces)


@pytest.mark.parametrize("name", BOOKS)
def test_nothing_of_the_companys_own_is_in_what_customers_see(name: str) -> None:
    document = public_page(contents(name), "en")
    assert leaks(contents(name), markdown(document)) == set()
    assert leaks(contents(name), html(document)) == set()


@pytest.mark.parametrize("name", BOOKS)
def test_what_colleagues_read_of_the_example_books_would_be_found_out(name: str) -> None:
    assert {"rule", "fact", "digest", "number"} <= leaks(contents(name), html(describe(contents(name))))


@pytest.mark.parametrize("name", BOOKS)
def test_every_rule_fact_and_clause_of_a_book_is_in_its_document(name: str) -> None:
    page = html(describe(contents(name), day=date(2026, 5, 3)))
    for ask in contents(name).asks.values():
        for rule in ask.every_rule():
            assert f'<li id="rule-{rule.id}"' in page
    assert all(f'<tr role=row id="fact-{fact}">' in page for fact in contents(name).facts)


def test_a_pdf_has_umlauts_the_euro_sign_page_numbers_bookmarks_and_links() -> None:
    made = pdf(describe(telling_books.contents(), language="de", day=date(2026, 5, 3)), MADE)
    words = drawn(made)
    assert "Kaffee Müller" in words
    assert "für 5 €" in words.replace("\n", " ")
    assert re.search(r"^3$", words, re.MULTILINE)
    assert b"/Outlines" in made
    assert b"/Subtype /Link" in made
    assert b"rule-refund.opened" in made


def test_the_same_book_of_the_same_day_is_the_same_pdf() -> None:
    document = public_page(telling_books.contents(), "en")
    assert pdf(document, MADE) == pdf(document, MADE)


@pytest.mark.parametrize("public", [False, True])
def test_the_pdf_of_a_whole_book_holds_every_ask(*, public: bool) -> None:
    book = contents("retail")
    made = drawn(pdf(public_page(book, "en") if public else describe(book), MADE))
    assert all(name.replace("_", " ").capitalize() in made for name in book.asks)


def test_a_file_is_written_as_its_ending_says(tmp_path: Path) -> None:
    for name, begins in (("b.md", b"# Retail"), ("b.html", b"<!doctype html>"), ("b.pdf", b"%PDF-")):
        shown = show(ROOT / "examples/retail", "--output", tmp_path / name)
        assert (shown.exit_code, shown.output) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_web_page_goes_to_standard_output_and_the_date_is_the_one_given() -> None:
    page = show(ROOT / "examples/retail", "--html", "--public", "--date", "2026-05-03").output
    assert page.startswith("<!doctype html>")
    assert "3 May 2026" in page
    assert "undo_cancel.otherwise" not in page


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--output", "book.docx"], "has no ending that says what to write"),
        (["--pdf", "b.pdf", "--html"], "`--pdf` names the file already"),
        (["--language", "de"], "the book has no texts in `de`"),
        (["--ask", "undo_cancle"], "did you mean `undo_cancel`?"),
        (["--pdf", "nowhere/at/all.pdf"], "can't be written"),
    ],
)
def test_what_can_not_be_done_is_said(words: list[str], message: str) -> None:
    shown = show(ROOT / "examples/retail", *words)
    assert shown.exit_code == 2
    assert message in " ".join(shown.stderr.split())


def test_letters_that_a_pdf_can_not_have_are_announced(tmp_path: Path) -> None:
    heading = {**telling_books.HEADING, "name": "Shop Ω", "languages": ["en", "de"]}
    for stem, data in {**telling_books.FILES, "book": heading}.items():
        file = tmp_path / "book" / f"{stem}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data))
    shown = show(tmp_path / "book", "--pdf", tmp_path / "b.pdf")
    assert shown.exit_code == 0
    assert "named in brackets" in " ".join(shown.stderr.split())
    assert "Shop [omega]" in drawn((tmp_path / "b.pdf").read_bytes())


def test_who_has_nothing_to_print_with_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doable.cli.book.show.find_spec", lambda _name: None)
    shown = show(ROOT / "examples/retail", "--pdf", "b.pdf")
    assert shown.exit_code == 2
    assert 'pip install "doable[print]"' in " ".join(shown.stderr.split())


def test_markdown_and_html_need_no_package_for_printing() -> None:
    code = (
        "import sys; sys.modules['fpdf'] = None; from typer.testing import CliRunner;"
        "from doable.cli.app import app;"
        "sys.exit(CliRunner().invoke(app, ['book', 'show', 'examples/retail', '--html']).exit_code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == 0
