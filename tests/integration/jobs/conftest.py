"""Jobs on each database that a desk may have, with connections of their own for several workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import database_at
from tests.faults.effects import broken, stop, tables


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Empty for SQLite."""
    return request.getfixturevalue("postgres_url") if request.param == "postgres" else ""


@pytest.fixture
def records(database_url: str, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database with the tables for jobs and for what they leave behind."""
    stop.clear()
    broken.clear()
    with django_db_blocker.unblock(), database_at(database_url, tmp_path), tables():
        yield
