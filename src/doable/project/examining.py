"""An installation looked over: each thing that can be wrong, in the order in which to mend them."""

from __future__ import annotations

import shutil
import socket
import stat
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from doable.desk import books, deciding, sealing
from doable.desk.models import Event, Job, Outgoing, Person, Publication, Ruling
from doable.desk.models.people import ADMINISTRATOR, POLICY_OWNER
from doable.policy.findings import BookNotLoaded
from doable.policy.loading.building import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

FINE, LOOK, MEND = "fine", "look", "mend"
_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587, "imap": 143, "imaps": 993}
_LATE = timedelta(minutes=5)
_LEAST_SPACE = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Look:
    """What was found on one thing, and what to do about it."""

    state: str
    what: str
    remedy: str = ""


def examine(*, rulings: int, now: datetime) -> Iterator[Look]:
    """Look everything over; without a database the rest can't be seen."""
    yield from _folder()
    yield _book_folder()
    database = _database()
    yield database
    if database.state == MEND:
        return
    checks: list[Callable[[datetime], Iterator[Look]]] = [_book_in_force, _people, _jobs, _mail, _events]
    for check in checks:
        yield from check(now)
    yield _rulings(rulings)


def _folder() -> Iterator[Look]:
    data = settings.DOABLE.data
    if not data.is_dir():
        yield Look(MEND, f"there is no data folder `{data}`", "start `doable serve` once, or set `data`")
        return
    mode = stat.S_IMODE(data.stat().st_mode)
    if mode & 0o077:
        yield Look(MEND, f"others can read the data folder `{data}`", f"chmod 700 {data}")
    free = shutil.disk_usage(data).free
    if free < _LEAST_SPACE:
        yield Look(MEND, f"only {free // 2**20} MB are left for `{data}`", "make room")
    yield Look(FINE, f"data folder `{data}`, {free // 2**30} GB free")


def _book_folder() -> Look:
    folder = settings.DOABLE.book
    if not folder.is_dir():
        remedy = "copy an example's folder there to begin with, or name yours in the setting `book`"
        return Look(MEND, f"there is no book folder `{folder}`", remedy)
    try:
        contents = load(settings.DOABLE.book)
    except BookNotLoaded as broken:
        first = next(iter(broken.findings))
        return Look(
            MEND,
            f"the book in `{settings.DOABLE.book}` has errors: {first.message}",
            f"doable book check {settings.DOABLE.book}",
        )
    return Look(FINE, f"the book in `{settings.DOABLE.book}`: {contents.name} {contents.version}")


def _database() -> Look:
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as trouble:
        return Look(MEND, f"the database can't be used: {str(trouble).strip()}", "see `database_url`")
    if missing:
        return Look(MEND, f"the database lacks {len(missing)} changes of tables", "start `doable serve` once")
    return Look(FINE, f"{connection.display_name}, all tables as they should be")


def _book_in_force(now: datetime) -> Iterator[Look]:
    version = books.in_force_version(now)
    if version is None:
        yield Look(MEND, "no book is in force", "start `doable serve` once")
        return
    yield Look(FINE, f"in force: {version}, {version.digest[:12]}")
    if _digest_of_folder() not in {None, version.digest}:
        yield Look(
            LOOK,
            f"in force is {version}, not what lies in `{settings.DOABLE.book}`",
            f"publish it: doable book publish {settings.DOABLE.book} --because .. --by ..",
        )
    for alone in Publication.objects.to_confirm().select_related("version", "by"):
        remedy = "another policy owner looks at it on the desk, under Book"
        yield Look(LOOK, f"{alone.by} put {alone.version} in force alone: nobody has confirmed it", remedy)


def _digest_of_folder() -> str | None:
    try:
        return load(settings.DOABLE.book).digest
    except BookNotLoaded:
        return None


def _people(_now: datetime) -> Iterator[Look]:
    working = Person.objects.working()
    for duty, name in ((ADMINISTRATOR, "administrator"), (POLICY_OWNER, "policy owner")):
        if not working.filter(duties__kind=duty).exists():
            remedy = (
                'doable invite .. --name ".." --administrator'
                if duty == ADMINISTRATOR
                else "an administrator gives the duty to somebody, under People"
            )
            yield Look(LOOK, f"nobody is {name}", remedy)
    if working.filter(duties__kind=POLICY_OWNER).count() == 1:
        remedy = "an administrator gives the duty to a second person, under People"
        yield Look(
            LOOK, "only one person is policy owner: no new version of the book can be published", remedy
        )
    contents = books.in_force().contents if books.in_force_version() else None
    known = contents.grades if contents else ()
    function = settings.DOABLE.function
    if contents and function and function not in contents.functions:
        remedy = f"set `function` to one of {', '.join(contents.functions)}"
        yield Look(MEND, f"new cases go to `{function}`, which the book lacks: nobody sees them", remedy)
    for person in working.exclude(grade="").exclude(grade__in=known):
        yield Look(
            MEND, f"{person} has the grade `{person.grade}`, which the book lacks", "change it under People"
        )
    yield Look(FINE, f"{working.count()} people")


def _jobs(now: datetime) -> Iterator[Look]:
    dead = Job.objects.exclude(dead_at=None).count()
    if dead:
        yield Look(MEND, f"{dead} jobs were given up", "look at them under Administration")
    late = Job.objects.filter(dead_at=None, run_at__lt=now - _LATE).count()
    if late:
        yield Look(MEND, f"{late} jobs are more than five minutes late", "see that `doable work` runs")
    if not dead and not late:
        yield Look(FINE, f"{Job.objects.count()} jobs, none late")


def _mail(_now: datetime) -> Iterator[Look]:
    configured = settings.DOABLE
    if not configured.mail_address:
        yield Look(LOOK, "no mail: customers can't be answered", "set `mail_address`, `smtp_url`, `imap_url`")
        return
    for name in ("smtp_url", "imap_url"):
        url = getattr(configured, name)
        if url:
            yield _reachable(name, url)
        else:
            yield Look(
                LOOK,
                f"`{name}` is not set",
                "nothing is sent" if name == "smtp_url" else "nothing is fetched; or use `doable mail-in`",
            )
    failed = Outgoing.objects.exclude(failed_at=None).count()
    if failed:
        yield Look(LOOK, f"{failed} replies could not be delivered", "their cases wait in the queue")


def _reachable(name: str, url: str) -> Look:
    parts = urlsplit(url)
    place = f"{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"
    try:
        socket.create_connection(
            (parts.hostname or "", parts.port or _PORTS[parts.scheme]), timeout=5
        ).close()
    except OSError as trouble:
        return Look(MEND, f"`{name}`: {place} does not answer: {trouble}", "see that the server runs")
    return Look(FINE, f"`{name}`: {place} answers")


def _events(_now: datetime) -> Iterator[Look]:
    sealing.seal_some()
    for fault in list(sealing.faults())[:5]:
        yield Look(MEND, f"log of events, place {fault.place}: {fault.because}", "find out who changed it")
    head = sealing.head()
    yield Look(FINE, f"log of {Event.objects.count():,} events; its head is {head.place} {head.link}")


def _rulings(most: int) -> Look:
    latest = Ruling.objects.select_related("book").order_by("-id")[:most]
    wrong = [ruling.pk for ruling in latest if deciding.decide_again(ruling) != ruling.output]
    if wrong:
        named = ", ".join(str(pk) for pk in wrong[:5])
        return Look(MEND, f"{len(wrong)} rulings come out differently now: {named}", "please report this")
    return Look(FINE, f"{len(latest)} rulings decided again, each the same byte for byte")
