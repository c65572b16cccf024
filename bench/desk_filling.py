"""A hundred thousand cases in a minute or two: the example's, worked on by the desk, copied row by row.

Every copy has ids, a customer, times and words of its own; what was read, decided and drafted is as the desk
wrote it. Only the links of the chain of events are made up.
"""

from __future__ import annotations

import json
import random
import uuid
from datetime import datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from bench.desk_rows import KINDS, finish, index, last_of, likes, moment, values, write
from doable.cli.records import load_records
from doable.desk import approving, importing, receiving, sending
from doable.desk import models as desk
from doable.desk.authorising import NotAllowed
from doable.desk.incoming import PROVEN, Incoming
from doable.desk.jobs.working import Worker
from doable.desk.models.cases import ASIDE, OPEN, SETTLED

if TYPE_CHECKING:
    from bench.desk_rows import Kind, Like, Values

BOOK = Path("examples/copperline")
RARE, COMMON = "vermillionquartz", "machine"
AGENT = "p-12"
_AT_ONCE = 2_000
_DAYS = 900


def fill(cases: int, *, now: datetime) -> None:
    """Fill records that hold only a book: people, customers, and as many cases as a company has in years."""
    importing.take_in(load_records(BOOK / "records"), now=now)
    _work(now)
    copies = _Copies(now)
    customers = copies.customers(max(cases // 5, 50))
    numbers = iter(range(cases))
    while batch := list(islice(numbers, _AT_ONCE)):
        with transaction.atomic():
            copies.cases(batch, customers)
    finish([*KINDS, desk.Customer, desk.Address, desk.Record])


def _work(now: datetime) -> None:
    """One day's mail taken in and read; what can be answered is, and for some a colleague is asked."""
    for told in mails():
        receiving.receive(incoming(told, f"template {told['id']}", now), now=now)
    Worker().drain()
    agent = desk.Person.objects.get(record_id=AGENT)
    for case in desk.Case.objects.order_by("id"):
        try:
            _answer(case, agent, now)
        except (sending.NotSendable, sending.DecisionChanged, NotAllowed):
            continue
    desk.Job.objects.filter(dedup__startswith="deliver").delete()


def _answer(case: desk.Case, agent: desk.Person, now: datetime) -> None:
    ruling, draft = case.rulings.last(), case.replies.filter(sent_at=None).first()
    for ask in case.asks.standing():
        if ruling and approving.needed(ruling, ask.ask):
            approving.ask(case, ask.ask, note="I would say yes.", by=agent, now=now)
    if draft and case.waiting == "us":
        sending.send(case, draft.text, by=agent, now=now)
        case.settle(by=agent, now=now, because="answered")


def mails() -> list[dict[str, str]]:
    """The mail of the example's day."""
    lines = (BOOK / "demo" / "messages.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def incoming(told: dict[str, str], key: str, now: datetime) -> Incoming:
    """One of them as a message from its customer."""
    known = desk.Address.objects.filter(customer__record_id=told.get("customer") or "", kind="email").first()
    return Incoming(
        channel="email",
        key=key,
        received_at=now,
        text=told["text"],
        sender=known.value if known else f"{told['id']}@elsewhere.example",
        subject=told["text"].strip().splitlines()[0][:60],
        identity=PROVEN,
        mail_id=f"<{key.replace(' ', '.')}@elsewhere.example>",
    )


class _Copies:
    """Copies of what is there, with ids that go on where those end."""

    def __init__(self, now: datetime) -> None:
        self.chance, self.now = random.Random(7), now
        self.last = {kind: last_of(kind) for kind in (*KINDS, desk.Customer, desk.Address, desk.Record)}
        cases = list(desk.Case.objects.order_by("id"))
        self.templates = [[like for kind in KINDS for like in likes(kind, case)] for case in cases]
        self.people = list(desk.Person.objects.filter(function="support").values_list("pk", flat=True))
        self.place = desk.Event.objects.count()
        self.words = ["".join(self.chance.choices("aeioulnrstmkpd", k=7)) for _ in range(20_000)]
        self.weights = list(accumulate(1 / rank for rank in range(1, 20_001)))

    def customers(self, count: int) -> list[tuple[int, str, str]]:
        """So many customers, each with a file like one of the example's: id, name, address."""
        files = [(one, list(one.records.all())) for one in desk.Customer.objects.order_by("id")]
        made, rows = [], {kind: [] for kind in (desk.Customer, desk.Address, desk.Record)}
        for number in range(count):
            like, records = files[number % len(files)]
            pk, name = (
                self._next(desk.Customer),
                f"{self.chance.choice(self.words).title()} {like.name.split()[-1]}",
            )
            address = f"{name.replace(' ', '.').lower()}.{number}@mail.example"
            known = {
                "pk": pk,
                "record_id": f"k-{number}",
                "name": name,
                "data": {**like.data, "id": f"k-{number}"},
            }
            rows[desk.Customer].append(desk.Customer(**known, language=like.language, company=like.company))
            rows[desk.Address].append(
                desk.Address(pk=self._next(desk.Address), customer_id=pk, kind="email", value=address)
            )
            for record in records:
                its = {"pk": self._next(desk.Record), "record_id": f"{record.record_id}-{number}"}
                rows[desk.Record].append(
                    desk.Record(customer_id=pk, kind=record.kind, data=record.data, **its)
                )
            made.append((pk, name, address))
        for kind, those in rows.items():
            write(kind, [values(each) for each in those])
        index("desk_customer_words", [(pk, name, address) for pk, name, address in made])
        return made

    def cases(self, numbers: list[int], customers: list[tuple[int, str, str]]) -> None:
        """A batch of cases with all that belongs to them."""
        rows: dict[Kind, list[Values]] = {kind: [] for kind in KINDS}
        words = [self._case(rows, number, self.chance.choice(customers)) for number in numbers]
        for kind, those in rows.items():
            write(kind, those)
        index("desk_case_words", words)

    def _case(
        self, rows: dict[Kind, list[Values]], number: int, customer: tuple[int, str, str]
    ) -> tuple[int, str, str]:
        """One copy; gives what it is found by."""
        ids: dict[tuple[Kind, int], int] = {}
        at = moment(self.now - timedelta(minutes=self.chance.randrange(_DAYS * 1440)))
        extra = " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=15))
        extra += f" {RARE}" if number % 14_000 == 5 else ""
        said = []
        for like in self.chance.choice(self.templates):
            copy = self._copied(like, ids, at)
            self._change(like.kind, copy, number, customer)
            if like.kind is desk.Message:
                copy["text"] += f"\n\n{extra}"
                said.append(copy["text"])
            rows[like.kind].append(copy)
        case = rows[desk.Case][-1]
        return case["id"], f"{case['id']} {case['subject']} {customer[1]} {customer[2]}", "\n".join(said)

    def _copied(self, like: Like, ids: dict[tuple[Kind, int], int], at: object) -> Values:
        copy = dict(like.values)
        copy["id"] = ids[like.kind, like.values["id"]] = self._next(like.kind)
        for name in like.times:
            copy[name] = at
        for name, kind, pk in like.links:
            copy[name] = ids[kind, pk]
        return copy

    def _change(self, kind: Kind, copy: Values, number: int, customer: tuple[int, str, str]) -> None:
        """What is each one's own."""
        if kind is desk.Case:
            self._place(copy, customer)
        elif kind is desk.Message:
            copy["key"] = copy["mail_id"] = f"<{number}.{copy['id']}@copies.example>"
            if copy["sender_kind"] == "customer":
                copy["sender"], copy["sender_name"] = customer[2], customer[1]
        elif kind is desk.Outgoing:
            copy["to"], copy["mail_id"] = customer[2], f"<{copy['id']}@copies.example>"
            copy["sent_at"] = copy["made_at"]
        elif kind is desk.Event:
            self.place += 1
            copy["place"], copy["link"] = self.place, copy["digest"]

    def _place(self, case: Values, customer: tuple[int, str, str]) -> None:
        """Where it stands: most are over; of the others half wait for us, some of them late."""
        drawn = self.chance.random()
        case["token"] = uuid.UUID(int=self.chance.getrandbits(128)).hex
        case["customer_id"], case["sender"], case["sender_name"] = customer[0], customer[2], customer[1]
        case["state"] = SETTLED if drawn < 0.86 else ASIDE if drawn < 0.88 else OPEN
        case["owner_id"] = self.chance.choice(self.people) if drawn < 0.95 else None
        case["waiting"] = "us" if drawn > 0.94 else "colleague" if drawn > 0.93 else "customer"
        if case["state"] == OPEN:
            last = self.now - timedelta(minutes=self.chance.randrange(30 * 1440))
            case["last_at"] = moment(last)
            case["due_at"] = moment(last + timedelta(days=2)) if case["waiting"] == "us" else None

    def _next(self, kind: Kind) -> int:
        self.last[kind] += 1
        return self.last[kind]
