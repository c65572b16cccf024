"""What is said to the customer: a draft until it is sent, a reply from then on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Reply(models.Model):
    """A text held against a ruling; `findings` are those of its last check.

    `by` is whoever wrote or changed it, nobody for a draft as composed; `granted` the money it granted.
    """

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="replies")
    ruling = models.ForeignKey("desk.Ruling", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    findings = models.JSONField(default=list)
    by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    granted = models.DecimalField(max_digits=24, decimal_places=6, default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(sent_at=None), name="one_draft_a_case")
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"
