"""`doable book publish`: a folder brought to the desk, asked about there, published once agreed to."""

from pathlib import Path

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from doable.cli.app import app
from doable.desk import books, publishing
from doable.desk.models import BookApproval, BookDraft, Event, Publication
from tests.company import Company
from tests.editions import REFUND, edition, put_in_force


@pytest.fixture(autouse=True)
def first(company: Company) -> None:
    Publication.objects.all().delete()
    put_in_force(edition(), at=timezone.now())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The next edition, as it lies in a folder."""
    return written(tmp_path / "shop", edition("1.1.0", limit=80))


def written(folder: Path, texts: dict[str, str]) -> Path:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def publish(folder: Path, *more: str, by: str = "owner@copperline.example") -> tuple[int, str]:
    """The command's exit code, and all that it says."""
    words = ["book", "publish", str(folder), "--because", "Fewer questions", "--by", by, *more]
    result = CliRunner().invoke(app, words, env={"COLUMNS": "200", "NO_COLOR": "1"})
    return result.exit_code, result.output


def agree(company: Company, *, yes: bool = True) -> None:
    (question,) = BookApproval.objects.waiting()
    publishing.answer(question, yes=yes, because="Too much.", by=company.second_owner, now=timezone.now())


def test_a_folder_becomes_a_draft_with_a_change_a_file_and_is_asked_about(
    company: Company, folder: Path
) -> None:
    code, said = publish(folder)
    draft = BookDraft.objects.get()
    assert (code, said.splitlines()) == (
        0,
        [
            f"  ~ {REFUND}",
            "  ~ book.yaml",
            "A second person was asked for an approval: wait for it.",
            f"http://127.0.0.1:8000/book/drafts/{draft.pk}/",
        ],
    )
    assert (draft.texts, draft.opened_by) == (edition("1.1.0", limit=80), company.policy_owner)
    question = BookApproval.objects.get()
    assert (question.asked_by, question.note.splitlines()[0]) == (company.policy_owner, "Fewer questions")


def test_the_same_again_asks_nobody_twice(folder: Path) -> None:
    once = publish(folder)
    assert publish(folder) == once
    assert (BookDraft.objects.count(), BookApproval.objects.count()) == (1, 1)


def test_the_same_again_after_the_yes_publishes_it(company: Company, folder: Path) -> None:
    publish(folder)
    agree(company)
    code, said = publish(folder)
    assert code == 0
    assert said.startswith("✓ Small Shop 1.1.0 decides from ")
    publication = books.publication_in_force()
    assert publication is not None
    assert (publication.by, publication.approved_by) == (company.policy_owner, company.second_owner)
    assert publish(folder) == (1, "This is Small Shop 1.1.0 already, to the last character.\n")


def test_after_a_no_it_is_not_published(company: Company, folder: Path) -> None:
    publish(folder)
    agree(company, yes=False)
    code, said = publish(folder)
    assert (code, "Sami Second said no: “Too much.”" in said) == (1, True)
    assert (BookApproval.objects.count(), Publication.objects.latest("id").version.version) == (1, "1.0.0")


def test_a_day_is_one_of_the_books_time_zone(company: Company, folder: Path) -> None:
    publish(folder)
    agree(company)
    code, said = publish(folder, "--from", "2199-12-01")
    assert (code, said) == (0, "✓ Small Shop 1.1.0 decides from 2199-12-01 00:00 CET on.\n")
    version = books.in_force_version()
    assert version is not None
    assert version.version == "1.0.0"


def test_alone_is_at_once_and_to_be_confirmed(company: Company, folder: Path) -> None:
    code, said = publish(folder, "--alone")
    assert code == 0
    assert said.splitlines()[-1] == "Another policy owner is to confirm it, on the desk."
    (publication,) = Publication.objects.to_confirm()
    assert (publication.by, publication.approved_by) == (company.policy_owner, None)
    assert books.in_force_version() == publication.version
    event = Event.objects.select_related("payload").get(kind="book_published", by=company.policy_owner)
    assert "from its folder, without a second person" in event.payload.data
    publishing.confirm(publication, by=company.second_owner, now=timezone.now())
    assert publish(folder, "--alone") == (1, "This is Small Shop 1.1.0 already, to the last character.\n")


def test_alone_does_not_overtake_what_is_planned(company: Company, folder: Path, tmp_path: Path) -> None:
    publish(folder)
    agree(company)
    publish(folder, "--from", "2199-12-01")
    other = written(tmp_path / "other", edition("1.2.0", limit=90))
    assert publish(other, "--alone") == (
        1, "Small Shop 1.1.0 is planned and would undo this: withdraw it first.\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({REFUND: "ask: refund\n"}, "asks/refund.yaml:1:1: error"),
        (
            edition(limit=10),
            "stories/refunds.yaml:1:3: a small one\n    `verdict` should be doable, is declined",
        ),
        ({"facts.yaml": "\udcff"}, "facts.yaml:1:1: error: this character is not written as UTF-8"),
    ],
)
def test_what_does_not_pass_does_not_reach_the_desk(folder: Path, texts: dict[str, str], told: str) -> None:
    for path, text in texts.items():
        (folder / path).write_text(text, errors="surrogateescape")
    code, said = publish(folder)
    assert (code, told in said) == (1, True), said
    assert said.endswith(f"{folder} was not brought to the desk: mend this first.\n")
    assert not BookDraft.objects.exists()


@pytest.mark.parametrize(
    ("more", "by", "told"),
    [
        ((), "nobody@copperline.example", "nobody who works here has the address"),
        ((), "ayla.demir@copperline.example", "Only a policy owner changes the book."),
        (("--alone",), "ayla.demir@copperline.example", "Only a policy owner changes the book."),
        (
            ("--from", "soon"),
            "owner@copperline.example",
            "`soon` is no date\n  help: write one like 2026-12-01",
        ),
        (
            ("--alone", "--from", "2199-12-01"),
            "owner@copperline.example",
            "--alone is at once and has no date",
        ),
    ],
)
def test_wrong_use_is_explained(folder: Path, more: tuple[str, ...], by: str, told: str) -> None:
    code, said = publish(folder, *more, by=by)
    assert (code, told in said) == (2, True), said


def test_a_folder_that_is_not_there_is_explained(tmp_path: Path) -> None:
    code, said = publish(tmp_path / "none")
    assert (code, "there is no folder" in said) == (1, True)
