"""Facts that somebody stated in a case, beside what the records say."""

from __future__ import annotations

from django.db import models


class Statement(models.Model):
    """A value for a fact with its source; the latest of a fact counts, one taken back counts no more."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="statements")
    fact = models.CharField(max_length=100)
    value = models.JSONField(null=True)
    source = models.CharField(max_length=20)
    because = models.TextField(blank=True)
    by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"], name="statement_case")]

    def __str__(self) -> str:
        return f"{self.fact} = {self.value}"
