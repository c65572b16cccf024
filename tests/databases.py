"""Another database under Django's default connection, for tests with several connections to a real one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from doable.project.databases import database


@contextmanager
def database_at(url: str, folder: Path) -> Iterator[None]:
    """While inside, records are at `url`, which is emptied first, or in an SQLite file in the folder."""
    connection, settings = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**settings, **database(url, folder)}
    del connections["default"]
    if url:
        with connections["default"].cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"], connections["default"] = settings, connection
