"""Messages out: into a box that a test can look into, and that can refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.desk.undeliverable import Undeliverable

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import Outgoing


class Busy(Exception):
    """It can't be delivered now; later it may."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What arrived."""

    mail_id: str
    to: str
    text: str


sent: list[Sent] = []
# Addresses that nothing reaches, and those that nothing reaches today.
unknown: set[str] = set()
busy: set[str] = set()


def deliver(outgoing: Outgoing, *, now: datetime) -> None:
    """Put a message into the box; raises Undeliverable for good, Busy to be tried again."""
    if outgoing.sent_at or outgoing.failed_at:
        return
    if outgoing.to in unknown:
        raise Undeliverable(f"nobody is known as `{outgoing.to}`")
    if outgoing.to in busy:
        raise Busy(f"`{outgoing.to}` takes nothing now")
    if outgoing.hand_over(now=now):
        sent.append(Sent(outgoing.mail_id, outgoing.to, outgoing.text))
        outgoing.arrive(now=now)


def clear() -> None:
    """Empty the box, and let everybody be reached."""
    for box in (sent, unknown, busy):
        box.clear()
