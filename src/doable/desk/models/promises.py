"""What the company told a customer it will do, by when, and who keeps it."""

from __future__ import annotations

from django.db import models


class Promise(models.Model):
    """A promise that a reply made; kept or broken when that is known."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="promises")
    reply = models.ForeignKey("desk.Reply", on_delete=models.CASCADE, related_name="promises")
    what = models.TextField()
    who = models.CharField(max_length=200)
    by = models.DateField(null=True)
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by"], name="promise_due")]

    def __str__(self) -> str:
        return self.what
