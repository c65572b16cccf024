"""A desk that is set up for mail, and the servers it talks to."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from doable.channels.memory import outbound as memory
from doable.desk import books
from tests import mailservers
from tests.company import NOW
from tests.mailservers import Imap, Sink


@pytest.fixture
def desk(settings: Settings, tmp_path: Path) -> Settings:
    """The desk's settings: our address, our name, files in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    settings.DOABLE = replace(
        settings.DOABLE,
        data=tmp_path,
        company="Copperline",
        mail_address="help@copperline.example",
        base_url="https://desk.copperline.example",
    )
    return settings


@pytest.fixture
def open_desk(desk: Settings, db: None) -> Settings:
    """The desk with a book in force, without which no case can be opened: a small one, quickly loaded."""
    books.take_in(Path("tests/stories/meaning/known"), now=NOW)
    return desk


@pytest.fixture
def sink(desk: Settings) -> Iterator[Sink]:
    """An SMTP server that the desk sends to."""
    with mailservers.smtp_sink() as running:
        desk.DOABLE = replace(desk.DOABLE, smtp_url=running.url)
        yield running


@pytest.fixture(scope="session")
def imap_server(request: pytest.FixtureRequest) -> Iterator[Imap]:
    """An IMAP server: the one that a test names, else dovecot where it is on this machine, else pymap."""
    here = ["dovecot", "pymap"] if mailservers.dovecot_program() else ["pymap"]
    name = getattr(request, "param", here[0])
    if name not in here:
        pytest.skip(f"{name} is not installed")
    with getattr(mailservers, name)() as running:
        yield running


@pytest.fixture
def imap(imap_server: Imap, desk: Settings) -> Imap:
    """An IMAP server with an empty folder `Help` that the desk reads."""
    imap_server.create("Help")
    desk.DOABLE = replace(desk.DOABLE, imap_url=imap_server.url("Help"), imap_seconds=1)
    return imap_server


@pytest.fixture
def box() -> Iterator[None]:
    """The memory channel, empty before and after."""
    memory.clear()
    yield
    memory.clear()
