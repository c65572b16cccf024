"""What a customer wants in a case: read from a message, or put right by a colleague."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AskQuerySet(models.QuerySet["Ask"]):
    """Questions about asks."""

    def standing(self) -> AskQuerySet:
        """Those nobody took back, in the order in which they came up."""
        return self.filter(dropped_at=None).order_by("id")


class Ask(models.Model):
    """One ask with its params as JSON of `decide`; a changed one is dropped and a new one made."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="asks")
    ask = models.CharField(max_length=100)
    params = models.JSONField(default=dict)
    message = models.ForeignKey("desk.Message", null=True, on_delete=models.CASCADE, related_name="asks")
    quote = models.TextField(blank=True)
    confidence = models.FloatField(default=1.0)
    by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    dropped_by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    objects: ClassVar[AskQuerySet] = AskQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    def __str__(self) -> str:
        return self.ask
