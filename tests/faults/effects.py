"""Tasks that leave a trace: one row for each time they had an effect."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django_tasks import TaskContext, task

from doable.desk.jobs.enqueueing import enqueue
from doable.desk.jobs.tasks import outside
from doable.desk.models import Job

stop = threading.Event()
broken = threading.Event()


@contextmanager
def tables() -> Iterator[None]:
    """The tables for jobs and their traces, as long as this lasts."""
    with connection.schema_editor() as editor:
        editor.create_model(Job)
        editor.execute("CREATE TABLE effects (what text NOT NULL)")
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Job)
            editor.execute("DROP TABLE effects")


def noted() -> list[str]:
    """Every effect there was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM effects ORDER BY what")
        return [what for (what,) in cursor.fetchall()]


def _write(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effects VALUES (%s)", [what])


@task
def note(what: str, milliseconds: int = 0) -> None:
    """Leave a trace, after and before some work."""
    time.sleep(milliseconds / 2000)
    _write(what)
    time.sleep(milliseconds / 2000)


@task(priority=10)
def note_first(what: str) -> None:
    """Leave a trace before others do."""
    _write(what)


@task
@outside
def send(what: str, file: str) -> None:
    """Tell the world, which can't be taken back, then note it unless it is noted already."""
    with Path(file).open("ab", buffering=0) as world:
        os.write(world.fileno(), f"{what}\n".encode())
    with transaction.atomic():
        if what not in noted():
            _write(what)


@task
@outside
def send_slowly(what: str, file: str, seconds: float) -> None:
    """Tell the world, then take long."""
    with Path(file).open("a") as world:
        world.write(f"{what}\n")
    time.sleep(seconds)


@task
@outside
def note_in_transaction() -> None:
    """Note whether a transaction is open."""
    _write(str(connection.in_atomic_block))


@task
def note_then_fail(what: str) -> None:
    """Leave a trace that must not stay, while something is broken."""
    _write(what)
    if broken.is_set():
        raise ConnectionError("no way to smtp://sender:geheim@mail.example: password=geheim")


@task
def fail_while_broken() -> None:
    """Fail while something is broken."""
    if broken.is_set():
        raise ConnectionError("nobody there")


@task
def note_then_exit(what: str) -> None:
    """Leave a trace that must not stay, and try to end the worker."""
    _write(what)
    raise SystemExit(3)


@task
def note_over_an_error(what: str) -> None:
    """Leave a trace, and swallow a database error after which nothing can be kept."""
    _write(what)
    with suppress(DatabaseError), transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")


@task
def note_then_stop(what: str) -> None:
    """Leave a trace, and have the worker told to stop while at it."""
    _write(what)
    stop.set()


@task
def note_and_again(what: str) -> None:
    """Leave a trace, and enqueue the next one under the same name."""
    _write(what)
    enqueue(note, f"{what} again", dedup=what)


@task(takes_context=True)
def note_attempt(context: TaskContext) -> None:
    """Note which attempt this is."""
    _write(f"attempt {context.attempt}")


def no_task() -> None:
    """A function that no job may name."""
    _write("never")
