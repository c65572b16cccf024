"""What came of mails and replies, held against what was posted and what arrived."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.mailservers import Sink


@dataclass
class Figures:
    """What was counted in the end."""

    mails: int
    kills: int
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    replies_lost: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    replies: int = 0
    deliveries: int = 0
    repeated: int = 0
    others: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether anything was lost, or done twice without saying so."""
        found = (self.lost, self.doubled, self.replies_lost, self.unmarked, self.unknown, self.others)
        return any(found)

    def __str__(self) -> str:
        return (
            f"{self.mails} mails, {self.kills} kills: {len(self.lost)} mails lost, "
            f"{len(self.doubled)} doubled;\n"
            f"{self.replies} replies: {len(self.replies_lost)} lost, {self.deliveries} deliveries, of which "
            f"{self.repeated} repeated under the same id and marked, {len(self.unmarked)} not marked, "
            f"{len(self.unknown)} under an unknown id" + "".join(f"\n  {each}" for each in self.others)
        )


def count(sink: Sink, data: Path, *, mails: int, kills: int) -> Figures:
    """What is in the records, held against what was posted and what arrived."""
    from doable.desk.models import Message, Outgoing  # noqa: PLC0415 - needs Django made ready

    figures = Figures(mails, kills)
    taken = Counter(Message.objects.filter(sender_kind="customer").values_list("mail_id", flat=True))
    posted = [f"<{number}@faults.example>" for number in range(mails)]
    figures.lost = [each for each in posted if not taken[each]]
    figures.doubled = [each for each, times in taken.items() if times > 1]
    arrived = Counter(_id_of(mail.raw) for mail in sink.mails)
    rows = {each.mail_id: each for each in Outgoing.objects.all()}
    figures.replies = sum(not each.automatic for each in rows.values())
    figures.deliveries = len(sink.mails)
    figures.repeated = sum(
        min(times - 1, rows[each].repeated) for each, times in arrived.items() if each in rows
    )
    figures.replies_lost = [each for each in rows if not arrived[each]]
    figures.unknown = [each for each in arrived if each not in rows]
    figures.unmarked = [
        each for each, times in arrived.items() if each in rows and times - 1 > rows[each].repeated
    ]
    figures.others = list(_others(data))
    return figures


def _id_of(raw: bytes) -> str:
    head = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").decode("latin-1")
    lines = (line.partition(":") for line in head.split("\r\n"))
    return next(value.strip() for name, _, value in lines if name.lower() == "message-id")


def _others(data: Path) -> Iterator[str]:
    """Whatever else may not be."""
    from django.db.models import Count  # noqa: PLC0415 - needs Django made ready

    from doable.desk import sealing  # noqa: PLC0415
    from doable.desk.models import Event, Job, Message, Reply  # noqa: PLC0415

    accepted = (
        {int(line) for line in (data / "sent").read_text().split()} if (data / "sent").exists() else set()
    )
    gone = set(Reply.objects.exclude(sent_at=None).values_list("pk", flat=True))
    yield from (f"reply {each} was accepted and is not sent" for each in accepted - gone)
    unread = Message.objects.filter(sender_kind="customer", understanding__isnull=True).count()
    if unread:
        yield f"{unread} mails not read"
    for kind, once in (("received", Message.objects.filter(sender_kind="customer")), ("sent", gone)):
        number = Event.objects.filter(kind=kind).count()
        expected = once.count() if hasattr(once, "values") else len(once)
        if number != expected:
            yield f"{number} events `{kind}` for {expected}"
    jobs = Job.objects.filter(every=None).values("task", "errors").annotate(number=Count("pk"))
    yield from (f"{job['number']} jobs left: {job['task']} {job['errors'][-1:]}" for job in jobs)
    while sealing.seal_some():
        pass
    yield from (f"event {fault.place}: {fault.because}" for fault in sealing.faults())
