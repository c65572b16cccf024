"""Things said in a case, by anybody, on any channel."""

from __future__ import annotations

from django.db import models

CUSTOMER, COMPANY, COLLEAGUE = "customer", "company", "colleague"
FROM = ((CUSTOMER, "customer"), (COMPANY, "company"), (COLLEAGUE, "colleague"))


class Message(models.Model):
    """One thing said: by the customer, by the company to the customer, or a note between colleagues.

    `key` makes a second delivery change nothing. `mail_id` is the RFC 5322 id by which answers find it.
    `understanding` is what was read from it (`doable.understanding.keeping`).
    """

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    sender_kind = models.CharField(max_length=10, choices=FROM)
    author = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    signature = models.TextField(blank=True)
    html = models.TextField(blank=True)
    mail_id = models.CharField(max_length=998, blank=True, db_index=True)
    identity = models.CharField(max_length=10, blank=True)
    because = models.TextField(blank=True)
    kind = models.CharField(max_length=10, default="written")
    cut = models.JSONField(default=list)
    original = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    understanding = models.JSONField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="message_once")]
        indexes = [
            models.Index(fields=["case", "at", "id"], name="message_case"),
            models.Index(fields=["sender", "at"], name="message_sender"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def is_understood(self) -> bool:
        """Whether it has been read."""
        return self.understanding is not None
