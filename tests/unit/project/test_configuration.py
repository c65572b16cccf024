"""What an installation can set, and what it is told where a setting can't be used."""

from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import pytest

from doable.project.configuration import Configuration, WrongSetting, configuration

# Of each setting a text that the environment may give, and what it is read as.
GIVEN: dict[str, tuple[str, object]] = {
    "data": ("/var/lib/doable", Path("/var/lib/doable")),
    "book": ("/srv/book", Path("/srv/book")),
    "database_url": ("postgresql://a:b@db/doable", "postgresql://a:b@db/doable"),
    "secret_key": ("very secret", "very secret"),
    "base_url": ("https://desk.example.com/", "https://desk.example.com"),
    "hosts": ("localhost, 127.0.0.1, desk.example.com", ("localhost", "127.0.0.1", "desk.example.com")),
    "listen": ("[::1]:8080", "[::1]:8080"),
    "web_workers": ("2", 2),
    "proxies": ("10.0.0.1", ("10.0.0.1",)),
    "second_factor": ("everyone", "everyone"),
    "undo_seconds": ("0", 0),
    "company": ("Müller & Söhne", "Müller & Söhne"),
    "function": ("finance", "finance"),
    "mail_address": ("help@example.com", "help@example.com"),
    "mail_own_domains": ("example.com,example.org", ("example.com", "example.org")),
    "imap_url": ("imaps://u:p%23@mail.example.com/INBOX", "imaps://u:p%23@mail.example.com/INBOX"),
    "imap_seconds": ("5", 5),
    "smtp_url": ("smtp+starttls://u:p@mail.example.com:587", "smtp+starttls://u:p@mail.example.com:587"),
    "authserv_ids": ("mx.example.com", ("mx.example.com",)),
    "mail_dns": ("yes", True),
    "mail_per_hour": ("50", 50),
    "automatic_per_day": ("0", 0),
    "acknowledge": ("true", True),
    "webform": ("0", False),
    "demo": ("No", False),
}
MAIL = {"DOABLE_MAIL_ADDRESS": "help@example.com"}


def told(**environ: str) -> str:
    """What a wrong setting is told."""
    with pytest.raises(WrongSetting) as wrong:
        configuration({"DOABLE_CONFIG": "", **environ})
    return str(wrong.value)


def test_there_is_an_example_of_each_setting() -> None:
    assert set(GIVEN) == {each.name for each in fields(Configuration)}


def test_each_setting_has_a_line_that_says_what_it_is_for() -> None:
    for name, hint in get_type_hints(Configuration, include_extras=True).items():
        (line,) = hint.__metadata__
        assert line.endswith(".") or "empty" in line, name


@pytest.mark.parametrize("name", GIVEN)
def test_a_setting_comes_from_the_environment(name: str) -> None:
    text, value = GIVEN[name]
    environ = {"DOABLE_CONFIG": "", **MAIL, f"DOABLE_{name.upper()}": text}
    read = getattr(configuration(environ), name)
    assert read == value


def test_without_anything_set_the_desk_is_for_this_machine_alone() -> None:
    assert configuration({"DOABLE_CONFIG": ""}).listen == "127.0.0.1:8000"


def test_the_desk_answers_under_the_name_in_its_own_address() -> None:
    read = configuration({"DOABLE_CONFIG": "", "DOABLE_BASE_URL": "https://desk.example.com"})
    assert read.hosts == ("127.0.0.1", "localhost", "desk.example.com")


def test_a_setting_that_is_none_is_named() -> None:
    assert told(DOABLE_LISEN="x") == (
        "setting `lisen`: there is no such setting; docs/running/settings has all of them"
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("MAIL_DNS", "maybe", "setting `mail_dns`: `maybe` is neither yes nor no; write true or false"),
        ("WEB_WORKERS", "two", "setting `web_workers`: `two` is no whole number; write digits"),
        ("WEB_WORKERS", "0", "setting `web_workers`: is too small; write 1 or more"),
        ("UNDO_SECONDS", "-1", "setting `undo_seconds`: is too small; write 0 or more"),
        ("IMAP_SECONDS", "0", "setting `imap_seconds`: is too small; write 1 or more"),
        ("MAIL_PER_HOUR", "0", "setting `mail_per_hour`: is too small; write 1 or more"),
        ("DATA", " ", "setting `data`: is empty; name a folder"),
        ("BASE_URL", "", "setting `base_url`: is empty; write https:// and the name of the desk"),
        ("LISTEN", "8000", "setting `listen`: `8000` is no address with a port; write 127.0.0.1:8000"),
        (
            "SECOND_FACTOR",
            "none",
            "setting `second_factor`: `none` is unknown; write one of approvers, everyone, nobody",
        ),
        (
            "DATABASE_URL",
            "mysql://u:p@h/d",
            "setting `database_url`: has an unknown beginning; begin it with postgresql:// or postgres://",
        ),
        (
            "MAIL_ADDRESS",
            "Help <help@example.com>",
            "setting `mail_address`: `Help <help@example.com>` is no plain address; "
            "write it like help@example.com",
        ),
        (
            "MAIL_ADDRESS",
            "hilfe@exämple.com",
            "setting `mail_address`: `hilfe@exämple.com` is no plain address; write it like help@example.com",
        ),
        (
            "SMTP_URL",
            "smtp://localhost",
            "setting `mail_address`: is missing; name the address customers write to",
        ),
    ],
)
def test_a_wrong_setting_says_what_to_write(name: str, value: str, message: str) -> None:
    assert told(**{f"DOABLE_{name}": value}) == message


@pytest.mark.parametrize(
    "url", ["smtp://u:pa#ss@mail.example.com", "smtp://u:pa/ss@mail.example.com", "smtp://[broken", "smtp://"]
)
def test_a_password_that_breaks_an_address_is_explained_and_not_repeated(url: str) -> None:
    message = told(DOABLE_SMTP_URL=url, **MAIL)
    assert "write # as %23" in message
    assert "ss@" not in message
