"""People who work at the company: a grade, a function, somebody above them, and duties apart from those."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from datetime import date, datetime

POLICY_OWNER, ADMINISTRATOR = "policy_owner", "administrator"
DUTIES = ((POLICY_OWNER, "Policy owner"), (ADMINISTRATOR, "Administrator"))


class PersonQuerySet(models.QuerySet["Person"]):
    """Questions about people."""

    def working(self) -> PersonQuerySet:
        """Those who still work here."""
        return self.filter(is_active=True)

    def present(self, day: date) -> PersonQuerySet:
        """Those who work here and are not away on a day."""
        away = Q(away_from__lte=day) & (Q(away_to__isnull=True) | Q(away_to__gte=day))
        return self.working().exclude(away)


class People(BaseUserManager["Person"]):
    """How people are made and found; an e-mail address names one, in whatever case it is written."""

    def get_queryset(self) -> PersonQuerySet:
        """All people."""
        return PersonQuerySet(self.model, using=self._db)

    def working(self) -> PersonQuerySet:
        """Those who still work here."""
        return self.get_queryset().working()

    def present(self, day: date) -> PersonQuerySet:
        """Those who work here and are not away on a day."""
        return self.get_queryset().present(day)

    def get_by_natural_key(self, email: str | None) -> Person:
        """The person with an address."""
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Person:
        """A new person; without a password they come in by an invitation."""
        person = self.model(email=email.lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody at the company. Without a grade they may grant nothing, whatever their duties."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    grade = models.CharField(max_length=50, blank=True)
    function = models.CharField(max_length=50, blank=True)
    supervisor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )
    phone = models.CharField(max_length=50, blank=True)
    record_id = models.CharField(max_length=100, unique=True, null=True, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_to = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    signature = models.TextField(blank=True)
    theme = models.CharField(max_length=10, default="system")

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What colleagues call them."""
        return self.name.split(" ")[0]

    def has_duty(self, kind: str) -> bool:
        """Whether they answer for something besides cases."""
        return kind in self.duty_kinds

    @property
    def duty_kinds(self) -> frozenset[str]:
        """Their duties, looked up once."""
        if not hasattr(self, "_duty_kinds"):
            self._duty_kinds = frozenset(self.duties.values_list("kind", flat=True))
        return self._duty_kinds

    def is_away(self, day: date) -> bool:
        """Whether they are away on a day."""
        return bool(
            self.away_from and self.away_from <= day and (self.away_to is None or self.away_to >= day)
        )

    def give_duty(self, kind: str, *, by: Person | None, now: datetime) -> Duty:
        """Hand them a duty."""
        self.__dict__.pop("_duty_kinds", None)
        return self.duties.get_or_create(kind=kind, defaults={"given_by": by, "given_at": now})[0]


class Duty(models.Model):
    """A duty of a person: it lets them care for the book or the installation, and grants nothing."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=20, choices=DUTIES)
    given_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="duty_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
