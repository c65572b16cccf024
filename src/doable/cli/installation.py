"""The desk made ready for a command, with errors that say what to mend."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import NoReturn

import typer

from doable.cli.console import complain
from doable.cli.findings import print_findings
from doable.policy.findings import BookNotLoaded

BROKEN = 2


def stop(message: str, remedy: str | None = None) -> NoReturn:
    """Say what is wrong and leave."""
    complain(message, remedy)
    raise typer.Exit(BROKEN)


def set_up(*, tables: bool = True) -> None:
    """Make Django ready; with `tables` also see that the records can be read."""
    if find_spec("django") is None:
        stop("the desk is not installed", 'install it with: pip install "doable[desk]"')
    import django
    from django.core.exceptions import ImproperlyConfigured

    from doable.project.configuration import WrongSetting

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doable.project.settings")
    try:
        django.setup()
    except WrongSetting as wrong:
        stop(f"setting `{wrong.name}`: {wrong.message}", wrong.help)
    except ImproperlyConfigured as wrong:
        stop(str(wrong), "see `doable doctor`")
    if tables:
        _see_tables()


def _see_tables() -> None:
    from django.db import Error

    from doable.desk.models import Job

    try:
        Job.objects.exists()
    except Error as trouble:
        remedy = "see that the database runs; `doable serve` makes its tables"
        stop(f"the records can't be read: {str(trouble).strip()}", remedy)


def prepare() -> str:
    """Make the installation ready to run; gives the book that is in force."""
    from django.db import Error
    from django.utils import timezone

    from doable.project.preparing import prepare as make_ready

    try:
        version = make_ready(now=timezone.now())
    except BookNotLoaded as broken:
        print_findings(broken.findings)
        stop("the policy book has errors", "mend them, or name another folder in the setting `book`")
    except Error as trouble:
        stop(f"the database can't be used: {str(trouble).strip()}", "see the setting `database_url`")
    return f"{version.name} {version.version}"
