"""The desk's programs killed at random moments: nothing lost, nothing doubled that is not marked.

python -m tests.faults.desk [--mails 1000] [--kills 12] [--replies 250] [--seed 1] [--postgres] [--quick]

Mail lies on a real IMAP server, replies go to a real SMTP server. With `--quick` workers are forked off a
process that has learnt the book; else `doable serve` and `doable work` are started and killed as they are.
"""

import argparse
import contextlib
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests import mailservers
from tests.faults.counting import Figures, count
from tests.faults.running import Forked, Started
from tests.installation import Installation, folder, postgres
from tests.mailservers import Imap, Sink

BOOK = Path("examples/copperline")
OURS = "help@copperline.example"
MOST_SECONDS = 480.0


def main(words: list[str]) -> int:
    """1 if anything was lost, or done twice without saying so."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.desk")
    for name, standard in {"mails": 1000, "kills": 12, "replies": 0, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=standard)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args(words)
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(postgres()) if asked.postgres else ""
        figures = survive(asked, url)
    print(f"{'PostgreSQL' if asked.postgres else 'SQLite'}, {time.monotonic() - began:.0f} s: {figures}")
    return 1 if figures.wrong else 0


def survive(asked: argparse.Namespace, url: str) -> Figures:
    """Fill a mailbox, work and be killed until all is done, then count."""
    has_dovecot = mailservers.dovecot_program() is not None
    server = mailservers.dovecot if has_dovecot else mailservers.pymap
    with server() as imap, mailservers.smtp_sink() as sink, folder() as data:
        installation = Installation.at(
            data,
            url,
            imap_url=imap.url("INBOX"),
            imap_seconds="1",
            smtp_url=sink.url,
            authserv_ids="mx.copperline.example",
            mail_own_domains="copperline.example",
            undo_seconds="0",
            acknowledge="yes",
        )
        installation.enter()
        sink.waits = 0.1  # so that some are killed while a mail has arrived and nobody knows
        _found()
        chance = random.Random(asked.seed)
        _post(imap, chance, asked.mails)
        replies = asked.replies or asked.mails // 4
        run = Forked if asked.quick else Started
        _live(run(installation, replies), sink, chance, asked)
        return count(sink, data, mails=asked.mails, kills=asked.kills)


def _found() -> None:
    """The company, its customers, its book."""
    from django.core.management import call_command  # noqa: PLC0415 - needs Django made ready
    from django.db import connections  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from doable.cli.records import load_records  # noqa: PLC0415
    from doable.desk import books, importing  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    books.take_in(BOOK, now=timezone.now())
    importing.take_in(load_records(BOOK / "records"), now=timezone.now())
    connections.close_all()


def _post(imap: Imap, chance: random.Random, count: int) -> None:
    """Mails of known customers into the mailbox, one in twelve of them twice."""
    from doable.desk.models import Address  # noqa: PLC0415 - needs Django made ready

    at = dict(Address.objects.filter(kind="email").values_list("customer__record_id", "value"))
    lines = (BOOK / "demo" / "messages.jsonl").read_text("utf-8").splitlines()
    told = [each for each in map(json.loads, lines) if each.get("customer")]
    mails = [_mail(told[number % len(told)], at, number) for number in range(count)]
    mails += mails[::12]
    chance.shuffle(mails)
    imap.put("INBOX", *mails)


def _mail(told: dict[str, str], at: dict[str, str], number: int) -> bytes:
    sender = at[told["customer"]]
    domain = sender.partition("@")[2]
    head = (
        f"Authentication-Results: mx.copperline.example; dmarc=pass header.from={domain}",
        f"From: <{sender}>",
        f"To: {OURS}",
        f"Subject: Message {number}",
        f"Message-ID: <{number}@faults.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    )
    return "\r\n".join((*head, "", *told["text"].splitlines(), "")).encode()


def _live(run: Forked | Started, sink: Sink, chance: random.Random, asked: argparse.Namespace) -> None:
    """Start, kill at some moment, start again; in the end leave it alone until all is done."""
    end = time.monotonic() + MOST_SECONDS
    try:
        for turn in range(asked.kills):
            run.start(turn)
            _wait_for_a_moment(sink, chance, quick=asked.quick)
            run.kill()
        run.start(asked.kills)
        _wait(lambda: _is_done(asked), end)
    finally:
        run.kill()


def _wait_for_a_moment(sink: Sink, chance: random.Random, *, quick: bool) -> None:
    """Some time; half of the turns then until a mail has just arrived, which nobody has noted yet."""
    time.sleep(chance.uniform(0.1, 1.5) if quick else chance.uniform(3, 14))
    if chance.random() < 0.5:
        before, until = len(sink.mails), time.monotonic() + (3 if quick else 15)
        while len(sink.mails) == before and time.monotonic() < until:
            time.sleep(0.0005)


def _wait(is_done: Callable[[], bool], until: float) -> None:
    while not is_done() and time.monotonic() < until:
        time.sleep(0.25)


def _is_done(asked: argparse.Namespace) -> bool:
    """Whether every mail is in and read, and every reply gone."""
    from django.db import connection  # noqa: PLC0415 - needs Django made ready

    from doable.desk.models import Job, Mailbox, Message, Outgoing, Reply  # noqa: PLC0415

    try:
        box = Mailbox.objects.first()
        replies = asked.replies or asked.mails // 4
        return (
            box is not None
            and box.last_uid >= asked.mails + len(range(0, asked.mails, 12))
            and not Message.objects.filter(sender_kind="customer", understanding__isnull=True).exists()
            and Reply.objects.exclude(sent_at=None).count() >= replies
            and not Outgoing.objects.filter(sent_at=None, failed_at=None).exists()
            and not Job.objects.filter(every=None, dead_at=None).exists()
        )
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
