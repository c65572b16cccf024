"""Another database under Django's default connection, for tests with several connections to a real one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from doable.project.databases import database


@contextmanager
def database_at(url: str, folder: Path) -> Iterator[None]:
    """While inside, records are in the database at `url`, or in an SQLite file in the folder."""
    connection, settings = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**settings, **database(url, folder)}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"], connections["default"] = settings, connection
