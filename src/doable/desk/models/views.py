"""Views of the queue that somebody keeps: a name for the filters in an address."""

from __future__ import annotations

from django.db import models


class SavedView(models.Model):
    """A view of the queue; `query` is what stands behind the question mark."""

    person = models.ForeignKey("desk.Person", on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="view_once")]

    def __str__(self) -> str:
        return self.name
