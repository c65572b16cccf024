"""`doable book show`: a book as a readable document."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markdown import Markdown

from doable.cli.book.folder import Folder
from doable.cli.books import load_book
from doable.cli.console import out
from doable.cli.lines import wrong_use
from doable.policy.findings import did_you_mean


def show(
    folder: Folder,
    ask: Annotated[str | None, typer.Option("--ask", help="Only this ask.")] = None,
    *,
    plain: Annotated[bool, typer.Option("--plain", help="Markdown as it is, for a file.")] = False,
) -> None:
    """Show a book as a readable document.

    Example:

      doable book show examples/airline --ask cancel_reservation

    Exit codes: 0 shown, 2 the book or the ask can't be used.
    """
    from doable.workbench.showing import show_book

    contents = load_book(folder).contents
    if ask is not None and ask not in contents.asks:
        wrong_use(f"the book has no ask `{ask}`", did_you_mean(ask, contents.asks))
    text = show_book(contents, ask)
    if plain or not out.is_terminal:
        typer.echo(text, nl=False)
    else:
        out.print(Markdown(text))
