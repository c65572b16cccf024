"""`doable book`: its commands in one place."""

from __future__ import annotations

import typer

from doable.cli.book.check import check
from doable.cli.book.diff import diff
from doable.cli.book.prove import prove
from doable.cli.book.publish import publish
from doable.cli.book.replay import replay
from doable.cli.book.show import show
from doable.cli.book.test import test

book_app = typer.Typer(
    help="The policy owner's tools: a book checked, proved, compared, replayed, shown, published.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
book_app.command()(check)
book_app.command()(test)
book_app.command()(prove)
book_app.command()(diff)
book_app.command()(replay)
book_app.command()(show)
book_app.command()(publish)
