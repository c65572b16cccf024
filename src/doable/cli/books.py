"""Loading the book that a command is to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from doable import Book, BookNotLoaded
from doable.cli.console import complain
from doable.cli.findings import print_findings

if TYPE_CHECKING:
    from pathlib import Path


def load_book(folder: Path) -> Book:
    """The book, or its errors on standard error and exit 2."""
    try:
        return Book.load(folder)
    except BookNotLoaded as error:
        print_findings(error.findings)
        complain(
            f"the book in `{folder}` can't be used", f"`doable book check {folder}` says all there is to mend"
        )
        raise typer.Exit(2) from None
