"""The tables are those of the records."""

from django.core.management import call_command


def test_no_change_of_the_records_lacks_its_change_of_tables(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
