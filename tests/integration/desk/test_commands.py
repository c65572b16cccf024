"""The commands of an installation, as somebody new to it meets them."""

import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from doable.cli.app import app
from doable.desk import sealing
from doable.desk.models import Event, Person, Publication, Ruling
from doable.desk.models.events import record
from tests.company import BOOK, NOW, Company, asked
from tests.editions import edition, put_in_force


def doable(*words: object) -> tuple[int, str]:
    """A command's exit code, and all that it says."""
    result = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200", "NO_COLOR": "1"})
    return result.exit_code, result.output


def test_an_installation_that_is_well_is_said_to_be(
    company: Company, settings: Settings, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    settings.DOABLE = replace(settings.DOABLE, data=tmp_path)
    asked("refund", of="hirsch@mail.example", facts={"order.number": "CC-48219"})
    code, said = doable("doctor")
    assert (code, "mend" in said) == (0, False), said
    assert "1 rulings decided again, each the same byte for byte" in said


@pytest.mark.usefixtures("company")
def test_each_thing_that_is_wrong_is_told_with_its_remedy(settings: Settings, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    settings.DOABLE = replace(settings.DOABLE, data=tmp_path, book=tmp_path / "none", function="sales")
    case = asked("refund", of="hirsch@mail.example", facts={"order.number": "CC-48219"})
    Ruling.objects.filter(case=case).update(output="{}")
    record(None, "noted", by=None, now=NOW)
    sealing.seal_some()
    Event.objects.filter(kind="noted").update(at=NOW - timedelta(days=1))
    Person.objects.filter(record_id="p-12").update(grade="emperor")

    code, said = doable("doctor")

    assert code == 1
    for told in (
        f"others can read the data folder `{tmp_path}`",
        f"chmod 700 {tmp_path}",
        f"there is no book folder `{tmp_path / 'none'}`",
        "new cases go to `sales`, which the book lacks",
        "set `function` to one of support, finance, field_service",
        "Ayla Demir has the grade `emperor`, which the book lacks",
        "is not as it was written",
        "1 rulings come out differently now",
    ):
        assert told in said, said


def test_a_book_that_one_person_put_in_force_alone_is_looked_at(
    company: Company, settings: Settings, tmp_path: Path
) -> None:
    settings.DOABLE = replace(settings.DOABLE, data=tmp_path)
    company.second_owner.duties.all().delete()
    Publication.objects.update(urgent=True, by=company.policy_owner)
    put_in_force(edition(), at=timezone.now())
    code, said = doable("doctor")
    assert (code, "publish it: doable book publish examples/copperline" in said) == (0, True)
    assert "Olga Policy put Copperline Coffee 1.4.0 in force alone: nobody has confirmed it" in said
    assert "only one person is policy owner: no new version of the book can be published" in said


@pytest.mark.usefixtures("company")
def test_records_come_in_from_their_folder_again_and_again() -> None:
    for _ in range(2):
        assert doable("import", BOOK / "records") == (0, "14 people, 44 customers, 144 records taken in.\n")


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "holds no records\n  help: put people.yaml or customers.yaml there"),
        ("- id: [", "people.yaml:1:8: error:"),
        ("name: Ada", "holds no list of records\n  help: write `- id: ..` with its keys below"),
        ("- {id: a, name: Ada}", "people `a` has no `email`: add it to the record"),
    ],
)
def test_a_folder_that_can_not_be_taken_in_is_explained(tmp_path: Path, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / "people.yaml").write_text(text)
    code, said = doable("import", tmp_path)
    assert (code, told in said) == (2, True), said


def test_somebody_new_is_invited_by_a_link(company: Company) -> None:
    code, said = doable("invite", "Zoe@Example.com", "--name", "Zoe Ray", "--administrator")
    assert (code, said.startswith("http://127.0.0.1:8000/invitation/")) == (0, True)
    zoe = Person.objects.get(email="zoe@example.com")
    assert (zoe.has_duty("administrator"), zoe.grade) == (True, "")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "zoe@example.com",
            "there is nobody with the address `zoe@example.com`\n  help: give their name as well",
        ),
        ("zoe", "`zoe` is no e-mail address\n  help: write one like ada@example.com"),
        ("ayla.demir@copperline.example", "the entry of Ayla Demir is closed"),
    ],
)
def test_who_can_not_be_invited_is_explained(company: Company, address: str, told: str) -> None:
    Person.objects.filter(pk=company.agent.pk).update(is_active=False)
    code, said = doable("invite", address)
    assert (code, told in said) == (2, True), said


def test_a_desk_does_not_share_its_port_with_another(tmp_path: Path) -> None:
    from doable.cli.serve import run_server  # noqa: PLC0415 - loads what serves

    with socket.socket() as taken, pytest.raises(SystemExit) as ended:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        try:
            run_server(f"127.0.0.1:{taken.getsockname()[1]}", 1, worker=False)
        except Exception as left:  # typer's own way to leave
            raise SystemExit(getattr(left, "exit_code", 1)) from None
    assert ended.value.code == 2
