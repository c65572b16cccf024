"""From when on a version of the book decides, who wanted it so, and who agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Questions about publications; the latest first."""

    def standing(self) -> PublicationQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None).order_by("-in_force_from", "-id")

    def begun(self, now: datetime) -> PublicationQuerySet:
        """Those whose time has come: the first of them is in force, the others were."""
        return self.standing().filter(in_force_from__lte=now)

    def to_come(self, now: datetime) -> PublicationQuerySet:
        """Those planned for later."""
        return self.standing().filter(in_force_from__gt=now)

    def to_confirm(self) -> PublicationQuerySet:
        """Those that somebody put in force alone, and nobody else has agreed to since."""
        return self.standing().filter(urgent=True, approved_by=None)


class Publication(models.Model):
    """A version of the book decides from a moment on, until a later one does.

    In force is the latest by (`in_force_from`, id) whose time has come. `by` nobody is the desk itself,
    which takes in its first book; `urgent` is what one person put in force alone, to be confirmed by
    another: a way back, or a folder from the command line; `noticed_at` is when the desk saw its time come.
    """

    version = models.ForeignKey("desk.BookVersion", on_delete=models.PROTECT, related_name="publications")
    in_force_from = models.DateTimeField(db_index=True)
    by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    because = models.TextField()
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    noticed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    objects: ClassVar[PublicationQuerySet] = PublicationQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        ordering = ["in_force_from", "id"]

    def __str__(self) -> str:
        return f"{self.version} from {self.in_force_from}"
