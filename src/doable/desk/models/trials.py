"""A version or draft of the book tried out by the worker: stories, past cases, proofs, a comparison."""

from __future__ import annotations

from django.db import models

STORIES, REPLAY, PROOFS, COMPARISON = "stories", "replay", "proofs", "comparison"
KINDS = (
    (STORIES, "stories"),
    (REPLAY, "past cases decided again"),
    (PROOFS, "proofs"),
    (COMPARISON, "comparison"),
)


class Trial(models.Model):
    """One run over exactly these files; it ends with a result, or with what people are told instead.

    `digest` names the files; `texts` holds them until it is done, since a draft goes on changing.
    `upto` is the last ruling there was, for runs over past cases.
    """

    kind = models.CharField(max_length=20, choices=KINDS)
    draft = models.ForeignKey("desk.BookDraft", null=True, on_delete=models.SET_NULL, related_name="trials")
    digest = models.CharField(max_length=64)
    texts = models.JSONField(null=True)
    against = models.ForeignKey("desk.BookVersion", null=True, on_delete=models.PROTECT, related_name="+")
    upto = models.PositiveBigIntegerField(null=True)
    asked_by = models.ForeignKey("desk.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    progress = models.FloatField(default=0)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    failed = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["digest", "kind", "-id"], name="trial_of")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.digest[:12]}"
