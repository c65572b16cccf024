"""The policy book that decides: kept version by version, loaded once a process."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone

from doable import Book
from doable.desk.models import BookVersion, Publication
from doable.desk.models.events import record
from doable.policy.findings import BookNotLoaded
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files, read_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from django.db import models

    from doable.desk.models import Person
    from doable.policy.book import Contents


@dataclass(slots=True)
class _Held:
    """The publication that was looked up, while one is held, and the moments for which it is the one."""

    publication: Publication | None = None
    since: datetime | None = None
    until: datetime | None = None

    def covers(self, now: datetime | None) -> bool:
        if self.publication is None:
            return False
        return now is None or (
            (self.since is None or self.since <= now) and (self.until is None or now < self.until)
        )


_held: ContextVar[_Held | None] = ContextVar("book held", default=None)


class NoBook(Exception):
    """No version of a book was taken in yet."""

    def __init__(self) -> None:
        super().__init__("no policy book was taken in yet: run `doable serve` or `doable doctor`")


def take_in(
    folder: Path, *, now: datetime, because: str = "taken in from its folder", by: Person | None = None
) -> BookVersion:
    """Put the book in a folder in force without a second person; raises BookNotLoaded if it has errors.

    So comes the first version, by nobody; and what somebody puts in force from the command line alone,
    which another is to confirm. The worker sees that it has come in force.
    """
    files = read_files(folder)
    contents = contents_of(files)
    latest = publication_in_force(now)
    if latest is not None and latest.version.digest == contents.digest:
        return latest.version
    with transaction.atomic():
        version = keep(files, contents, now=now)
        publication = Publication.objects.create(
            version=version, in_force_from=now, by=by, because=because, at=now, urgent=by is not None
        )
        told = {"publication": publication.pk, "digest": version.digest, "version": version.version}
        record(
            None, "book_published", by=by, now=now, how="from its folder, without a second person",
            because=because, second_person=None, **told,
        )  # fmt: skip
    forget()
    return version


def contents_of(files: Files) -> Contents:
    """The book that files make; raises BookNotLoaded with every error."""
    contents, findings = examine(files)
    if contents is None:
        raise BookNotLoaded(finding for finding in findings if finding.severity == "error")
    return contents


def keep(files: Files, contents: Contents, *, now: datetime) -> BookVersion:
    """The version that files are; the one kept before where they are the same to the last character."""
    return BookVersion.objects.get_or_create(
        digest=contents.digest,
        defaults={
            "name": contents.name,
            "version": contents.version,
            "language_version": contents.language_version,
            "texts": dict(files.texts),
            "taken_in_at": now,
        },
    )[0]


def in_force_version(now: datetime | None = None) -> BookVersion | None:
    """The version that decides at a moment, else now, without its texts."""
    publication = publication_in_force(now)
    return publication.version if publication else None


def publication_in_force(now: datetime | None = None) -> Publication | None:
    """The publication by which a version decides at a moment, else now.

    What was before the first one is decided by it.
    """
    held = _held.get()
    if held is None:
        return _looked_up(now or timezone.now()).publication
    if not held.covers(now):
        found = _looked_up(now or timezone.now())
        held.publication, held.since, held.until = found.publication, found.since, found.until
    return held.publication


def newest_publication() -> Publication | None:
    """The latest publication there is, also one planned for later: what comes next builds on it."""
    return _publications().first()


def _looked_up(now: datetime) -> _Held:
    to_come = Publication.objects.to_come(now)
    next_one = Subquery(to_come.order_by("in_force_from").values("in_force_from")[:1])
    found = _publications().filter(in_force_from__lte=now).annotate(until=next_one).first()
    if found:
        return _Held(found, found.in_force_from, found.until)
    first = _publications().order_by("in_force_from", "id").first()
    return _Held(first, None, first.in_force_from if first else None)


def _publications() -> models.QuerySet[Publication]:
    return Publication.objects.standing().select_related("version").defer("version__texts")


@contextmanager
def held() -> Iterator[None]:
    """While inside, the version in force is looked up once: one page, or one job, goes by one book."""
    before = _held.set(_held.get() or _Held())
    try:
        yield
    finally:
        _held.reset(before)


def forget() -> None:
    """Look the version in force up again, because another one is."""
    if held := _held.get():
        held.publication = None


def in_force(now: datetime | None = None) -> Book:
    """The book that decides at a moment, else now."""
    version = in_force_version(now)
    if version is None:
        raise NoBook
    return loaded(version.digest)


@lru_cache(maxsize=8)
def loaded(digest: str) -> Book:
    """A version of the book by its digest, also one that no longer decides."""
    return Book(contents_of(Files(BookVersion.objects.get(digest=digest).texts)))
