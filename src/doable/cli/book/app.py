"""`doable book`: its commands in one place."""

from __future__ import annotations

import typer

from doable.cli.book.check import check
from doable.cli.book.show import show
from doable.cli.book.test import test

book_app = typer.Typer(
    help="The policy owner's tools: check, test and show a book.", no_args_is_help=True, rich_markup_mode=None
)
book_app.command()(check)
book_app.command()(test)
book_app.command()(show)
