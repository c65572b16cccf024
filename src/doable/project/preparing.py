"""An installation made ready to run: folders, tables, static files, the book in force."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from doable.desk import books

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import BookVersion


def prepare(*, now: datetime) -> BookVersion:
    """Everything an installation needs before it serves; raises BookNotLoaded if its first book is broken.

    Only the first book comes from the folder by itself: later ones are published, with a second person.
    """
    settings.DOABLE.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", interactive=False, verbosity=0)
    _collect_static()
    return books.in_force_version(now) or books.take_in(settings.DOABLE.book, now=now)


def _collect_static() -> None:
    """Style sheets and scripts, packed and named by their content; left alone while they are the same."""
    mark, now = Path(settings.STATIC_ROOT, "made-from"), _static_digest()
    if mark.exists() and mark.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(now)


def _static_digest() -> str:
    """What the static files are made from: their paths, sizes and times."""
    summed = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            file = Path(storage.path(path)).stat()
            summed.update(f"{path} {file.st_size} {file.st_mtime_ns}\n".encode())
    return summed.hexdigest()
