"""The log of what happened: only ever added to, each event bound to the one before it."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import connection, models

if TYPE_CHECKING:
    from datetime import datetime


# By hand: each flow writes several events, and what goes round the statements costs five times the rows.
_EVENT = (
    "INSERT INTO desk_event (kind, case_id, by_id, at, digest, link)"
    " VALUES (%s, %s, %s, %s, %s, '') RETURNING id"
)
_PAYLOAD = "INSERT INTO desk_payload (event_id, salt, data) VALUES (%s, %s, %s)"


class Event(models.Model):
    """That something happened. `digest` is of the salted payload, `link` binds it to the event before.

    `place` and `link` are given by `desk.sealing`, a moment after the event was written.
    """

    kind = models.CharField(max_length=50)
    case = models.ForeignKey("desk.Case", null=True, on_delete=models.SET_NULL, related_name="events")
    by = models.ForeignKey("desk.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    place = models.PositiveBigIntegerField(null=True, unique=True)
    link = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"], name="event_case")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"


class Payload(models.Model):
    """What an event was about; erased with the person's data, while the chain stays whole."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="payload")
    salt = models.CharField(max_length=32)
    data = models.TextField()


def digest(salt: str, kind: str, at: datetime, data: str) -> str:
    """The digest that stands in the chain for a payload."""
    return hashlib.sha256("\n".join((salt, kind, moment(at), data)).encode()).hexdigest()


def moment(at: datetime) -> str:
    """A time as it stands in the chain: in UTC, whatever zone it was told in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def record(
    case: models.Model | None, kind: str, /, *, by: models.Model | None, now: datetime, **told: object
) -> None:
    """Write down that something happened, in the transaction in which it happens.

    `case` is the Case it happened in, `by` the Person who did it.
    """
    about: dict[str, Any] = {"case": case.pk if case else None, "by": by.pk if by else None, **told}
    salt, data = secrets.token_hex(16), json.dumps(about, ensure_ascii=False, sort_keys=True, default=str)
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_EVENT, (kind, about["case"], about["by"], at, digest(salt, kind, now, data)))
        cursor.execute(_PAYLOAD, (cursor.fetchone()[0], salt, data))
