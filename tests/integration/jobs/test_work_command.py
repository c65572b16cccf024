"""`doable work`, as a person meets it."""

import pytest
from django.db import connection
from django.utils import timezone
from typer import Exit

from doable.cli.work import work
from doable.desk.jobs.enqueueing import enqueue
from doable.desk.models import Job
from doable.project import working
from tests.faults import effects

pytestmark = pytest.mark.usefixtures("records")


@pytest.fixture(autouse=True)
def nothing_periodic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the tables for jobs are there."""
    monkeypatch.setattr(working, "PERIODIC", ())


def test_the_command_does_what_is_due_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    enqueue(effects.note, "a", run_at=timezone.now())
    work(once=True)
    work(once=True)
    assert capsys.readouterr().out == "1 done\nNothing was due.\n"
    assert effects.noted() == ["a"]


def test_the_command_says_when_a_person_has_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    now = timezone.now()
    Job.objects.create(task="nowhere.at_all", enqueued_at=now, run_at=now)
    work(once=True)
    assert capsys.readouterr().out == "1 given up; a person has to look at them\n"


def test_the_command_says_how_to_make_tables_that_are_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(Job)
    try:
        with pytest.raises(Exit) as ended:
            work(once=True)
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(Job)
    assert ended.value.exit_code == 2
    assert "`doable serve` makes its tables" in capsys.readouterr().err
