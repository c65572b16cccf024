from datetime import UTC, datetime

import pytest

from doable.desk.jobs.telling import tell_error, without_secrets

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no way to smtp://me:geheim@mail.example:25", "no way to smtp://***@mail.example:25"),
        ("imaps://me@shop.example:ge/heim@mail.example/INBOX", "imaps://***@mail.example/INBOX"),
        ("password=geheim, user=me", "password=***, user=me"),
        ("{'smtp_password': 'geheim'}", "{'smtp_password': '***'}"),
        ("Authorization: Bearer geheim", "Authorization: Bearer ***"),
        ("PGPASSWORD: geheim", "PGPASSWORD: ***"),
        ("case 7 has no message", "case 7 has no message"),
        ("see https://mail.example/a and me@mail.example", "see https://mail.example/a and me@mail.example"),
    ],
)
def test_secrets_are_hidden_and_the_rest_is_kept(text: str, told: str) -> None:
    assert without_secrets(text) == told


def test_an_error_is_told_with_its_places_and_without_values() -> None:
    def fall(password: str) -> None:
        raise ValueError(f"{len(password)} letters")

    try:
        fall("geheim")
    except ValueError as error:
        told = tell_error(error, now=NOW)
    assert (told["at"], told["error"], told["message"]) == (
        "2026-03-02T09:00:00+00:00",
        "builtins.ValueError",
        "6 letters",
    )
    last = told["traceback"].splitlines()[-1]
    assert last.startswith("desk/jobs/test_telling.py:")
    assert last.endswith(" fall")


def test_a_long_message_is_cut() -> None:
    assert len(tell_error(ValueError("x" * 9999), now=NOW)["message"]) == 500
