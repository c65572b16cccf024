"""Files kept under random names, readable by the desk alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from doable.desk.models.attachments import new_name

if TYPE_CHECKING:
    from typing import BinaryIO


def store(content: bytes, *, durable: bool = True) -> str:
    """Keep a file; gives the name under which it lies. What is `durable` outlives a power cut."""
    name = new_name()
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    return name


def opened(name: str) -> BinaryIO:
    """A file that is kept, to read."""
    return path_of(name).open("rb")


def path_of(name: str) -> Path:
    """Where a file lies; a name that was never given out is none."""
    if not (name.isascii() and name.isalnum()):
        raise FileNotFoundError(name)
    return Path(settings.MEDIA_ROOT, name[:2], name)
