"""Versions of the policy book: once taken in, one never changes, and no ruling outlives its own."""

from __future__ import annotations

from django.db import models


class BookVersion(models.Model):
    """A version of the book with all its files; a Publication says from when on it decides."""

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=50)
    language_version = models.PositiveIntegerField()
    texts = models.JSONField()
    taken_in_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_in_at", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
