"""`doable doctor`: looks an installation over and says what to mend."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from doable.cli.console import out
from doable.cli.installation import set_up

MARKS = {"fine": "[green]fine[/]  ", "look": "[yellow]look[/]  ", "mend": "[red]mend[/]  "}


def doctor(
    *,
    rulings: Annotated[
        int, typer.Option("--rulings", min=0, help="How many of the latest rulings to decide again.")
    ] = 200,
) -> None:
    """See whether settings, database, book, mail, worker and records are as they should be.

    Also decides the latest rulings again, byte for byte, and follows the log of events link by link.

    Example:

      doable doctor --rulings 1000

    Exit codes: 0 all is well, 1 something is to be mended, 2 the settings or the database can't be used.
    """
    set_up(tables=False)
    from django.utils import timezone

    from doable.project.examining import examine

    worst = "fine"
    for look in examine(rulings=rulings, now=timezone.now()):
        out.print(f"{MARKS[look.state]}{escape(look.what)}", highlight=False, soft_wrap=True)
        if look.remedy:
            out.print(f"      help: {escape(look.remedy)}", highlight=False, soft_wrap=True)
        worst = "mend" if "mend" in {look.state, worst} else look.state if worst == "fine" else worst
    if worst == "mend":
        raise typer.Exit(1)
