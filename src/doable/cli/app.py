"""The table of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from doable import __version__
from doable.cli.book.app import book_app
from doable.cli.cel import cel
from doable.cli.check_reply import check_reply
from doable.cli.decide import decide
from doable.cli.demo import demo
from doable.cli.doctor import doctor
from doable.cli.draft import draft
from doable.cli.import_records import import_records
from doable.cli.invite import invite
from doable.cli.mail_in import mail_in
from doable.cli.read import read
from doable.cli.serve import serve
from doable.cli.work import work

app = typer.Typer(
    name="doable",
    help="Decides what a company can promise a customer, who may promise it, and how to say so.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:  # typer calls it with the flag
    if asked:
        typer.echo(f"doable {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hold the options that stand before a command."""


app.command()(demo)
app.command()(read)
app.command()(decide)
app.command()(draft)
app.command()(check_reply)
app.command()(cel)
app.add_typer(book_app, name="book")
app.command()(serve)
app.command()(work)
app.command()(doctor)
app.command("import")(import_records)
app.command()(invite)
app.command("mail-in")(mail_in)
