"""The policy book that decides: kept version by version, loaded once a process."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.db import transaction

from doable import Book
from doable.desk.models import BookVersion
from doable.desk.models.events import record
from doable.policy.loading.files import read_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


# The version that was looked up, while one is held; an empty list before it is.
_held: ContextVar[list[BookVersion | None] | None] = ContextVar("book held", default=None)


class NoBook(Exception):
    """No version of a book was taken in yet."""


def take_in(folder: Path, *, now: datetime) -> BookVersion:
    """Put the book in a folder in force; raises BookNotLoaded if it has errors."""
    book = Book.load(folder)
    contents = book.contents
    latest = _latest()
    if latest is not None and latest.digest == contents.digest:
        return latest
    with transaction.atomic():
        version, _new = BookVersion.objects.update_or_create(
            digest=contents.digest,
            defaults={"in_force_from": now},
            create_defaults={
                "name": contents.name,
                "version": contents.version,
                "language_version": contents.language_version,
                "texts": dict(read_files(folder).texts),
                "taken_in_at": now,
                "in_force_from": now,
            },
        )
        record(None, "book_in_force", by=None, now=now, digest=contents.digest, version=contents.version)
    (_held.get() or []).clear()
    return version


def in_force_version() -> BookVersion | None:
    """The version that decides now, without its texts."""
    known = _held.get()
    if known is None:
        return _latest()
    if not known:
        known.append(_latest())
    return known[0]


@contextmanager
def held() -> Iterator[None]:
    """While inside, the version in force is looked up once: one page, or one job, goes by one book."""
    before = _held.set(known if (known := _held.get()) is not None else [])
    try:
        yield
    finally:
        _held.reset(before)


def _latest() -> BookVersion | None:
    return BookVersion.objects.defer("texts").order_by("-in_force_from", "-id").first()


def in_force() -> Book:
    """The book that decides now."""
    version = in_force_version()
    if version is None:
        raise NoBook("no policy book was taken in yet: run `doable serve` or `doable doctor`")
    return loaded(version.digest)


@lru_cache(maxsize=8)
def loaded(digest: str) -> Book:
    """A version of the book by its digest, also one that no longer decides."""
    texts = BookVersion.objects.get(digest=digest).texts
    with TemporaryDirectory(prefix="doable-book-") as folder:
        for path, text in texts.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", "surrogatepass"))
        return Book.load(folder)
