"""Mailboxes that mail is fetched from, and how far it was."""

from __future__ import annotations

from django.db import models


class Mailbox(models.Model):
    """How far a mailbox was read: the last uid taken in, which holds as long as `uidvalidity` does."""

    name = models.CharField(max_length=400, unique=True)
    uidvalidity = models.PositiveBigIntegerField(default=0)
    last_uid = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
