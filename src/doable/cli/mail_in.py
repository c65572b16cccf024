"""`doable mail-in`: takes a mail from a mail server."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import typer

from doable.cli.console import complain

_LATER = 75  # EX_TEMPFAIL, for when not even the mail channel can be loaded


def mail_in() -> None:
    """Take in one mail from standard input, for mail servers that hand mail to a program.

    Example:

      doable mail-in < message.eml

    In Postfix's aliases file that is: help: "|/usr/local/bin/doable mail-in"

    Exit codes: 0 taken in, also if it was here already; 75 not now: the mail server keeps it and tries again.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doable.project.settings")
    try:
        import django

        django.setup()
        from doable.channels.email.piping import pipe
    except Exception as trouble:  # whatever is wrong here: the mail server keeps the mail
        complain(f"no mail can be taken in: {trouble}")
        raise typer.Exit(_LATER) from None
    raise typer.Exit(pipe(sys.stdin.buffer.read(), datetime.now(UTC)))
