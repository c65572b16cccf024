"""Messages as the records can hold them."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from doable.desk.incoming import Incoming, fitted

AT = datetime(2026, 10, 14, 9, tzinfo=UTC)
anything = st.text(st.characters(codec=None), max_size=400)


@given(anything, anything, anything)
def test_whatever_came_can_be_written_down(text: str, name: str, subject: str) -> None:
    found = fitted(Incoming("email", "key", AT, text, sender_name=name, subject=subject, signature=text))
    for kept in (found.text, found.sender_name, found.subject, found.signature):
        assert "\0" not in kept
        kept.encode()
    assert (len(found.sender_name) <= 200, len(found.subject) <= 300) == (True, True)


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_no_word_of_the_customer_is_lost(text: str) -> None:
    assert fitted(Incoming("email", "key", AT, text)).text == text


def test_two_long_keys_stay_two() -> None:
    keys = {fitted(Incoming("email", "k" * 300 + last, AT, "")).key for last in "ab"}
    assert len(keys) == 2
    assert all(len(key) <= 200 for key in keys)


def test_an_id_that_is_too_long_is_none() -> None:
    assert fitted(Incoming("email", "key", AT, "", mail_id=f"<{'x' * 2000}@a>")).mail_id == ""
