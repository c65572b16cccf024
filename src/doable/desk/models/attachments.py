"""Files that came with a message: kept under random names, given out as downloads only."""

from __future__ import annotations

import secrets

from django.db import models


def new_name() -> str:
    """A name that nobody can guess, which is also where the file lies."""
    return secrets.token_hex(16)


class Attachment(models.Model):
    """A file; `name` is what the sender called it, `stored` where it lies, `media_type` what it is."""

    message = models.ForeignKey("desk.Message", on_delete=models.CASCADE, related_name="attachments")
    stored = models.CharField(max_length=40, unique=True, default=new_name)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    cid = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
