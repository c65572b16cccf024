"""Links by which people come in for the first time: one use, one person, a few days."""

from __future__ import annotations

from django.db import models


class Invitation(models.Model):
    """An invitation; only the digest of its token is kept."""

    person = models.ForeignKey("desk.Person", on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("desk.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of {self.person}"
