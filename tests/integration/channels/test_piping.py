"""Mail that a mail server hands to a program: the exit code decides who keeps it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from doable.channels.email import inbound
from doable.channels.email.piping import LATER, TAKEN, pipe
from doable.desk.models import Event, Message
from tests.company import NOW
from tests.integration.channels.letters import mail

pytestmark = pytest.mark.django_db


def test_a_mail_is_taken_in(open_desk: Settings) -> None:
    assert pipe(mail("Where is it?"), NOW) == TAKEN
    assert Message.objects.get().text == "Where is it?"


def test_a_mail_that_is_here_already_counts_as_taken(open_desk: Settings) -> None:
    pipe(mail(), NOW)

    assert pipe(mail(), NOW) == TAKEN
    assert Message.objects.count() == 1


def test_a_desk_that_is_not_ready_leaves_the_mail_to_the_mail_server(desk: Settings) -> None:
    assert pipe(mail(), NOW) == LATER
    assert not Message.objects.exists()


def test_trouble_leaves_the_mail_to_the_mail_server(open_desk: Settings, tmp_path: Path) -> None:
    (tmp_path / "attachments").write_text("a file where the folder should be")

    assert pipe(mail(), NOW) == LATER
    assert not Message.objects.exists()


def test_a_mail_that_cannot_be_read_is_kept_here(desk: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_raw: bytes, **_more: object) -> None:
        raise ValueError("what is this")

    monkeypatch.setattr(inbound, "read_mail", breaks)

    assert pipe(mail(), NOW) == TAKEN
    assert [path.read_bytes() for path in inbound.quarantine().iterdir()] == [mail()]
    assert Event.objects.get().kind == "mail_unreadable"


@pytest.mark.parametrize("nothing", [b"", b"\r\n"])
def test_nothing_is_not_a_mail(desk: Settings, nothing: bytes) -> None:
    assert pipe(nothing, NOW) == LATER


def test_the_command_tells_the_mail_server_to_come_again_where_the_settings_are_wrong(tmp_path: Path) -> None:
    run = "import typer; from doable.cli.mail_in import mail_in; typer.run(mail_in)"

    ended = subprocess.run(
        [sys.executable, "-c", run],
        input=mail(),
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "doable.project.settings", "DOABLE_LISTEN_TO": "x"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    assert ended.returncode == LATER
    assert b"no mail can be taken in" in ended.stderr
