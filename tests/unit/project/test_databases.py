"""Where records are kept, by one URL."""

from pathlib import Path
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from doable.project.databases import database

DATA = Path("data")


@settings(max_examples=30)
@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_a_password_may_have_any_characters_once_they_are_quoted(password: str) -> None:
    found = database(f"postgresql://ada:{quote(password, safe='')}@db.example.com:5433/desk", DATA)
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("ada", password, "db.example.com")
    assert (found["PORT"], found["NAME"]) == ("5433", "desk")


def test_a_socket_is_named_as_the_host() -> None:
    found = database("postgresql://postgres@/desk?host=%2Fvar%2Frun&sslmode=disable", DATA)
    assert (found["HOST"], found["OPTIONS"]) == ("/var/run", {"sslmode": "disable"})


def test_without_a_url_the_records_are_a_file_in_the_data_folder() -> None:
    found = database("", DATA)
    assert found["NAME"] == "data/doable.sqlite3"


def test_a_record_once_written_to_the_file_outlives_a_power_cut() -> None:
    assert "synchronous=FULL" in str(database("", DATA)["OPTIONS"])
