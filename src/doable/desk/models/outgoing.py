"""What leaves the desk: written once with its id, then sent until it is gone or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F

from doable.desk.models.events import record

if TYPE_CHECKING:
    from datetime import datetime


class Outgoing(models.Model):
    """One message to the outside; the same row, with the same `mail_id`, for every attempt.

    `in_flight_at` is set before the message is handed over: a row that has it and no `sent_at` may have
    arrived already; sending it again is marked in `repeated`.
    """

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="outgoing")
    reply = models.OneToOneField("desk.Reply", null=True, on_delete=models.CASCADE, related_name="outgoing")
    message = models.OneToOneField(
        "desk.Message", null=True, on_delete=models.CASCADE, related_name="outgoing"
    )
    channel = models.CharField(max_length=20)
    to = models.CharField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    mail_id = models.CharField(max_length=998, unique=True)
    references = models.JSONField(default=list)
    automatic = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    in_flight_at = models.DateTimeField(null=True)
    repeated = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    because = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["to", "made_at"], name="outgoing_to")]

    def __str__(self) -> str:
        return f"outgoing {self.pk}"

    def hand_over(self, *, now: datetime) -> bool:
        """Mark that it is about to leave, before it does; false where another worker has it, or it has left.

        Whether a message that was in flight already has arrived nobody knows: it leaves again, and is marked.
        """
        again = self.in_flight_at is not None
        with transaction.atomic(durable=True):
            waiting = Outgoing.objects.filter(
                pk=self.pk,
                sent_at=None,
                failed_at=None,
                in_flight_at=self.in_flight_at,
                repeated=self.repeated,
            )
            if not waiting.update(in_flight_at=now, repeated=F("repeated") + int(again)):
                return False
            if again:
                record(self.case, "sent_again", by=None, now=now, outgoing=self.pk, mail_id=self.mail_id)
        self.refresh_from_db(fields=["in_flight_at", "repeated"])
        return True

    def take_back(self, *, in_flight_at: datetime | None) -> None:
        """Mark that it certainly did not leave this time; `in_flight_at` is how it was before."""
        if in_flight_at is not None:
            self.repeated -= 1
        self.in_flight_at = in_flight_at
        with transaction.atomic(durable=True):
            self.save(update_fields=["in_flight_at", "repeated"])

    def arrive(self, *, now: datetime) -> None:
        """Mark that it is gone: whoever carries it from here has taken it."""
        self.sent_at = now
        with transaction.atomic(durable=True):
            self.save(update_fields=["sent_at"])
            record(self.case, "delivered", by=None, now=now, outgoing=self.pk, mail_id=self.mail_id)
