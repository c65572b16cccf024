"""Versions of the policy book: once taken in, one never changes, and no ruling outlives its own."""

from __future__ import annotations

from django.db import models


class BookVersion(models.Model):
    """A version of the book with all its files; the one last put in force is the one that decides."""

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=50)
    language_version = models.PositiveIntegerField()
    texts = models.JSONField()
    taken_in_at = models.DateTimeField()
    in_force_from = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["in_force_from", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
