"""What comes in: into the right case, once, and into nobody's way."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from doable.desk import acknowledging, receiving, taking
from doable.desk.incoming import AUTOMATIC, BOUNCE, CLAIMED, FORGED, PROVEN, Enclosed, Incoming
from doable.desk.models import Address, Attachment, Case, Job, Message, Outgoing
from doable.desk.storing import opened
from tests.company import NOW, Company

HIRSCH, STRANGER = "hirsch@mail.example", "stranger@evil.example"


@pytest.fixture(autouse=True)
def _files(company: Company, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def receive(text: str, sender: str = HIRSCH, **more: object) -> Message | None:
    now = more.pop("now", NOW)
    incoming = Incoming(
        channel="email",
        key=str(more.pop("key", text)),
        received_at=now,  # type: ignore[arg-type]  # a time
        text=text,
        sender=sender,
        identity=str(more.pop("identity", PROVEN)),
        **more,  # type: ignore[arg-type]  # fields of Incoming by name
    )
    return receiving.receive(incoming, now=now)  # type: ignore[arg-type]  # a time


def received(text: str, sender: str = HIRSCH, **more: object) -> Message:
    message = receive(text, sender, **more)
    assert message is not None
    return message


def to_be_read() -> set[int]:
    return {job.args[0] for job in Job.objects.filter(task="doable.desk.reading.read")}


def answer_to(case: Case, mail_id: str = "<ours@copperline.example>") -> str:
    """A reply of ours in a case, by its id."""
    Outgoing.objects.create(
        case=case, channel="email", to=case.sender, text="..", mail_id=mail_id, made_at=NOW
    )
    case.messages.create(
        channel="email", key=mail_id, sender_kind="company", text="..", mail_id=mail_id, at=NOW
    )
    return mail_id


def test_a_first_message_opens_a_case_that_is_ours_to_answer_by_tomorrow() -> None:
    message = received("Where is my jug?", subject="My jug")
    case = message.case
    assert (case.state, case.waiting, case.subject, case.function) == ("open", "us", "My jug", "support")
    assert (case.due_at, str(case.customer)) == (NOW + timedelta(days=1), "Ms Hirsch")
    assert to_be_read() == {message.pk}


def test_a_second_delivery_changes_nothing() -> None:
    received("Where is my jug?", key="one")
    assert receive("Where is my jug?", key="one") is None
    assert (Case.objects.count(), Message.objects.count(), len(to_be_read())) == (1, 1, 1)


def test_an_answer_comes_into_the_case_that_it_answers() -> None:
    case = received("Where is my jug?", mail_id="<a@mail.example>").case
    again = received("Any news?", references=("<nobody@x>", answer_to(case)))
    assert again.case == case


def test_an_answer_from_another_address_of_the_same_customer_comes_there_too(company: Company) -> None:
    case = received("Where is my jug?").case
    Address.objects.create(customer=company.hirsch, kind="email", value="elisabeth@work.example")
    assert received("Any news?", "Elisabeth@Work.example", references=(answer_to(case),)).case == case


def test_who_only_knows_the_number_of_our_mail_does_not_get_into_the_case() -> None:
    case = received("Where is my jug?").case
    other = received("Give it to me.", STRANGER, references=(answer_to(case),), identity=CLAIMED).case
    assert other != case
    assert other.customer is None


def test_a_number_of_ours_in_a_strangers_mail_does_not_lead_the_customer_astray() -> None:
    case = received("Where is my jug?").case
    ours = answer_to(case)
    received("Catch.", STRANGER, mail_id=ours, identity=CLAIMED)
    assert received("Any news?", references=(ours,)).case == case


def test_the_address_of_a_case_leads_into_it() -> None:
    case = received("Where is my jug?").case
    assert received("Me too.", STRANGER, token=case.token, identity=CLAIMED).case == case
    assert received("Me too!", STRANGER, token="0" * 30, identity=CLAIMED).case != case
    case.refresh_from_db()
    assert case.sender == HIRSCH


def test_who_asks_again_does_not_wait_longer_for_it() -> None:
    case = received("Where is my jug?").case
    received("Any news?", token=case.token, now=NOW + timedelta(hours=20))
    case.refresh_from_db()
    assert (case.due_at, case.last_at) == (NOW + timedelta(days=1), NOW + timedelta(hours=20))


@pytest.mark.parametrize("state", ["settled", "aside"])
def test_a_case_that_is_closed_opens_when_the_customer_writes_again(company: Company, state: str) -> None:
    case = received("Where is my jug?").case
    if state == "settled":
        taking.settle(case, because="It came.", by=company.agent, now=NOW)
    else:
        Case.objects.filter(pk=case.pk).update(state="aside")
    received("It is the wrong one.", token=case.token, now=NOW + timedelta(days=3))
    case.refresh_from_db()
    assert (case.state, case.waiting, case.due_at) == ("open", "us", case.due_at)
    assert not case.settlements.filter(undone_at=None).exists()


@pytest.mark.parametrize(("kind", "identity"), [(AUTOMATIC, PROVEN), (BOUNCE, PROVEN), ("written", FORGED)])
def test_what_no_person_wrote_or_somebody_forged_is_put_aside_unread(kind: str, identity: str) -> None:
    case = received("I am away until Monday.", kind=kind, identity=identity).case
    assert (case.state, case.customer, to_be_read()) == ("aside", None, set())
    assert not Outgoing.objects.exists()


def test_what_was_set_aside_is_read_once_somebody_says_so(company: Company) -> None:
    message = received("Where is my jug?", identity=FORGED)
    taking.reopen(message.case, by=company.agent, now=NOW)
    assert to_be_read() == {message.pk}


@pytest.mark.parametrize("identity", [CLAIMED, FORGED])
def test_only_a_proven_address_makes_a_case_a_customers(identity: str) -> None:
    assert received("Where is my jug?", identity=identity).case.customer is None


def test_a_case_becomes_the_customers_once_they_have_proven_who_they_are() -> None:
    case = received("Where is my jug?", identity=CLAIMED).case
    received("It is me.", token=case.token)
    case.refresh_from_db()
    assert (str(case.customer), case.tied_how) == ("Ms Hirsch", "mail")


def test_an_address_of_two_customers_makes_it_nobodys(company: Company) -> None:
    Address.objects.create(customer=company.okafor, kind="email", value=HIRSCH)
    assert received("Where is my jug?").case.customer is None


def test_a_proven_stranger_does_not_become_the_customer_of_the_case_they_write_to() -> None:
    case = received("Where is my jug?", "somebody@new.example").case
    received("I am Ms Hirsch.", HIRSCH, token=case.token)
    case.refresh_from_db()
    assert case.customer is None


def test_who_writes_too_much_is_kept_but_nobody_is_kept_busy(settings: Settings) -> None:
    settings.DOABLE = replace(settings.DOABLE, mail_per_hour=2)
    states = [received(f"Help {number}").case.state for number in range(4)]
    assert states == ["open", "open", "aside", "aside"]
    assert len(to_be_read()) == 2
    assert received("Help!", now=NOW + timedelta(hours=2)).case.state == "open"


def test_who_writes_in_somebodys_name_does_not_silence_them(settings: Settings) -> None:
    settings.DOABLE = replace(settings.DOABLE, mail_per_hour=2)
    for number in range(3):
        received(f"Spam {number}", identity=CLAIMED)
        received(f"Forged {number}", identity=FORGED)
    assert received("Where is my jug?").case.state == "open"


def test_a_mail_of_ours_that_came_back_wakes_its_case(company: Company) -> None:
    case = received("Where is my jug?").case
    answer_to(case)
    taking.settle(case, because="Answered.", by=company.agent, now=NOW)
    received(
        "550 no such user",
        "mailer-daemon@mail.example",
        kind=BOUNCE,
        bounced="<ours@copperline.example>",
        identity=CLAIMED,
    )
    case.refresh_from_db()
    outgoing = case.outgoing.get()
    assert (case.state, case.waiting, outgoing.failed_at, outgoing.because) == (
        "open",
        "us",
        NOW,
        "550 no such user",
    )


def test_nobody_but_the_first_message_of_a_case_is_told_that_it_arrived(settings: Settings) -> None:
    settings.DOABLE = replace(settings.DOABLE, acknowledge=True, automatic_per_day=2)
    word = "<b>Buy my watches</b> http://evil.example"
    first = received(f"{word} 1", subject=word, sender_name=word, mail_id="<1@mail.example>")
    received(f"{word} 2", token=first.case.token)
    told = Outgoing.objects.get()
    assert (told.to, told.automatic, told.references) == (HIRSCH, True, ["<1@mail.example>"])
    assert (told.subject, told.to_name) == (acknowledging.SUBJECT, "")
    assert "watches" not in told.text
    assert "15 October 2026" in told.text


def test_one_address_is_told_so_only_a_few_times_a_day(settings: Settings) -> None:
    settings.DOABLE = replace(settings.DOABLE, acknowledge=True, automatic_per_day=2)
    for number in range(4):
        received(f"Hello {number}")
    assert Outgoing.objects.count() == 2
    received("Hello", now=NOW + timedelta(days=1, hours=1))
    assert Outgoing.objects.count() == 3


def test_what_came_with_a_message_is_kept_under_a_name_that_nobody_can_guess() -> None:
    picture = Enclosed("../../etc/passwd", "image/png", b"\x89PNG", cid="one")
    message = received("See the picture.", enclosed=(picture,), raw=b"as it came")
    kept = Attachment.objects.get()
    assert (kept.name, kept.size, read(kept.stored)) == ("../../etc/passwd", 4, b"\x89PNG")
    assert "passwd" not in kept.stored
    assert read(message.original) == b"as it came"


def read(name: str) -> bytes:
    with opened(name) as file:
        return file.read()


@pytest.mark.parametrize("name", ["", "../secret_key", "a/b", "ab\0", "ä"])
def test_no_other_file_is_opened_by_a_made_up_name(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        opened(name)


def test_a_message_that_no_database_takes_as_it_is_comes_in_all_the_same() -> None:
    message = received(
        "a\0b\ud800", "x" * 300 + "@mail.example", subject="\0" + "s" * 900, key="k" * 900, identity=CLAIMED
    )
    assert (message.text, len(message.subject), len(message.case.sender)) == ("ab?", 300, 254)
