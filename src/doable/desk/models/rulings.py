"""Decisions as they were made: what went in, what came out, by which version of the book."""

from __future__ import annotations

import json
from typing import cast

from django.db import models


class Ruling(models.Model):
    """A stored decision. `input` and `output` are the JSON of `doable decide`, byte for byte."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="rulings")
    book = models.ForeignKey("desk.BookVersion", on_delete=models.PROTECT, related_name="rulings")
    input = models.TextField()
    output = models.TextField()
    verdict = models.CharField(max_length=20, blank=True)
    because = models.CharField(max_length=100)
    by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "-id"], name="ruling_latest")]

    def __str__(self) -> str:
        return f"ruling {self.pk}"

    @property
    def decision(self) -> dict[str, object]:
        """What came out, as data."""
        return cast("dict[str, object]", json.loads(self.output))

    @property
    def given(self) -> dict[str, object]:
        """What went in, as data."""
        return cast("dict[str, object]", json.loads(self.input))
