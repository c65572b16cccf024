"""Colleagues asked before something is said: for an approval, or to talk over a no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from doable.desk.models.events import record

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models.people import Person

AnyAsked_co = TypeVar("AnyAsked_co", bound="Asked", covariant=True)


class AskedQuerySet(models.QuerySet[AnyAsked_co]):
    """Questions about what colleagues were asked."""

    def waiting(self) -> Self:
        """Those nobody answered or took back."""
        return self.filter(answered_at=None, taken_back_at=None)


class Asked(models.Model):
    """Somebody asked a colleague about one ask of a case, with its params, and what they said.

    The answer keeps the grade and function in which it was given: people rise and move on.
    """

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="%(class)ss")
    ruling = models.ForeignKey("desk.Ruling", on_delete=models.PROTECT, related_name="+")
    ask = models.CharField(max_length=100)
    params = models.JSONField(default=dict)
    grade = models.CharField(max_length=50)
    function = models.CharField(max_length=50, blank=True)
    note = models.TextField(blank=True)
    asked_by = models.ForeignKey("desk.Person", on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey("desk.Person", on_delete=models.PROTECT, related_name="%(class)ss_asked")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answered_grade = models.CharField(max_length=50, blank=True)
    answered_function = models.CharField(max_length=50, blank=True)
    answered_at = models.DateTimeField(null=True)
    yes = models.BooleanField(null=True)
    because = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    def take_back(self, *, by: Person | None, now: datetime) -> bool:
        """Ask no longer; false where it was answered or taken back meanwhile."""
        waiting = type(self)._default_manager.filter(pk=self.pk, answered_at=None, taken_back_at=None)
        if not waiting.update(taken_back_at=now):
            return False
        kind = str(self._meta.model_name)
        record(self.case, f"{kind}_taken_back", by=by, now=now, **{kind: self.pk})
        return True


class Approval(Asked):
    """A yes or no to a ruling that needs one; `amount` where the yes goes only so far."""

    objects: ClassVar[AskedQuerySet[Approval]] = AskedQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    amount = models.DecimalField(max_digits=24, decimal_places=6, null=True)

    class Meta(Asked.Meta):
        indexes = [
            models.Index(
                fields=["asked_of", "asked_at"],
                name="approval_open",
                condition=Q(answered_at=None, taken_back_at=None),
            )
        ]


class Consultation(Asked):
    """The talk that comes before a no: yes says that the no stands, no says that there is another way."""

    objects: ClassVar[AskedQuerySet[Consultation]] = AskedQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(Asked.Meta):
        indexes = [
            models.Index(
                fields=["asked_of", "asked_at"],
                name="consultation_open",
                condition=Q(answered_at=None, taken_back_at=None),
            )
        ]
