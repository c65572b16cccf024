"""`doable book show`: a book as a readable document."""

from __future__ import annotations

from datetime import datetime, time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markdown import Markdown

from doable.cli.book.folder import Folder
from doable.cli.books import load_book
from doable.cli.console import errors, out
from doable.cli.lines import wrong_use
from doable.policy.findings import did_you_mean

if TYPE_CHECKING:
    from datetime import date

    from doable.policy.book import Contents
    from doable.workbench.showing.document import Document

_FORMATS = {".md": "markdown", ".html": "html", ".htm": "html", ".pdf": "pdf"}


def show(  # noqa: PLR0913 - one parameter for each option
    folder: Folder,
    ask: Annotated[str | None, typer.Option("--ask", help="Only this ask.")] = None,
    *,
    public: Annotated[bool, typer.Option("--public", help="Only what customers may see.")] = False,
    html: Annotated[bool, typer.Option("--html", help="A web page, complete in itself.")] = False,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write a PDF to this file.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", help="Write to this file: .md, .html or .pdf by its ending.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="One of the book's languages (default: its first).")
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            formats=["%Y-%m-%d"],
            metavar="<date>",
            help="The date to put on it.",
            show_default="today",
        ),
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Markdown as it is, for a file.")] = False,
) -> None:
    """Show a book as a readable document: for colleagues, or with --public for customers.

    Example:

      doable book show examples/airline --ask cancel_reservation

      doable book show examples/copperline --output copperline.pdf

    Exit codes: 0 shown, 2 the book or the ask can't be used, or the file can't be written.
    """
    format_ = _format(html=html, pdf=pdf, output=output)
    contents = load_book(folder).contents
    _check(contents, ask, language)
    dated = (day or datetime.now(contents.zone)).date()
    spoken = language or contents.languages[0]
    document = _document(contents, ask, spoken, dated, public=public)
    if format_ == "pdf":
        written = _pdf(document, datetime.combine(dated, time(), contents.zone))
    else:
        written = _text(document, format_).encode()
    target = pdf or output
    if target:
        _write(target, written)
    elif format_ == "html" or plain or not out.is_terminal:
        typer.echo(written, nl=False)
    else:
        out.print(Markdown(written.decode()))


def _document(contents: Contents, ask: str | None, language: str, day: date, *, public: bool) -> Document:
    from doable.workbench.showing.describing import describe
    from doable.workbench.showing.disclosing import public_page

    if public:
        return public_page(contents, language, ask=ask, day=day)
    return describe(contents, ask=ask, language=language, day=day)


def _format(*, html: bool, pdf: Path | None, output: Path | None) -> str:
    """What to write: by option, or by the ending of the file."""
    if pdf and (html or output):
        wrong_use(
            "`--pdf` names the file already", "leave out `--html` and `--output`, or call them one by one"
        )
    if pdf:
        return "pdf"
    if output is None or html:
        return "html" if html else "markdown"
    if output.suffix.lower() not in _FORMATS:
        wrong_use(f"`{output}` has no ending that says what to write", "end it in `.md`, `.html` or `.pdf`")
    return _FORMATS[output.suffix.lower()]


def _check(contents: Contents, ask: str | None, language: str | None) -> None:
    if ask is not None and ask not in contents.asks:
        wrong_use(f"the book has no ask `{ask}`", did_you_mean(ask, contents.asks))
    if language is not None and language not in contents.languages:
        known = ", ".join(f"`{each}`" for each in contents.languages)
        wrong_use(f"the book has no texts in `{language}`", f"its languages: {known}")


def _text(document: Document, format_: str) -> str:
    from doable.workbench.showing.writing_html import html
    from doable.workbench.showing.writing_markdown import markdown

    return html(document) if format_ == "html" else markdown(document)


def _pdf(document: Document, made: datetime) -> bytes:
    """The PDF; who can't print is told what to install, and what became of rare characters."""
    if find_spec("fpdf") is None:
        wrong_use("PDF needs a package that is not installed", 'install `pip install "doable[print]"`')
    from doable.workbench.showing.folding import has_names
    from doable.workbench.showing.writing_markdown import markdown
    from doable.workbench.showing.writing_pdf import pdf

    if has_names(markdown(document)):
        errors.print(
            "note: some letters are not in the fonts of a PDF and are named in brackets, as in [omega];"
            " `--html` has them as they are"
        )
    return pdf(document, made)


def _write(target: Path, written: bytes) -> None:
    try:
        target.write_bytes(written)
    except OSError as error:
        wrong_use(f"`{target}` can't be written: {error.strerror}")
