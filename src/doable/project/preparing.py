"""An installation made ready to run: folders, tables, static files, the book in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command

from doable.desk import books

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import BookVersion


def prepare(*, now: datetime) -> BookVersion:
    """Everything an installation needs before it serves; raises BookNotLoaded for a broken book."""
    settings.DOABLE.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    return books.take_in(settings.DOABLE.book, now=now)
