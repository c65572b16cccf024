"""A customer's matter, from the first message until it is settled."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from doable.desk.models.events import record

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models.customers import Customer
    from doable.desk.models.people import Person

US, CUSTOMER, COLLEAGUE = "us", "customer", "colleague"
WAITING = ((US, "us"), (CUSTOMER, "the customer"), (COLLEAGUE, "a colleague"))
OPEN, SETTLED, ASIDE = "open", "settled", "aside"
STATES = ((OPEN, "open"), (SETTLED, "settled"), (ASIDE, "set aside"))
# How a case became a customer's: proven mail, a signed link, a colleague who made sure.
MAIL = "mail"
TIES = ((MAIL, "proven mail"), ("link", "a signed link"), ("person", "a colleague"))


def new_token() -> str:
    """A name for a case that nobody can guess: 120 random bits in small letters and digits."""
    return secrets.token_hex(15)


class CaseQuerySet(models.QuerySet["Case"]):
    """Questions about cases."""

    def open(self) -> CaseQuerySet:
        """Those not settled and not set aside."""
        return self.filter(state=OPEN)

    def waiting_for(self, whom: str) -> CaseQuerySet:
        """Open ones that wait for us, for the customer or for a colleague."""
        return self.open().filter(waiting=whom)


class Case(models.Model):
    """A case. The columns below `state` repeat what its records say, to filter and sort by."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    channel = models.CharField(max_length=20)
    subject = models.CharField(max_length=300, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=50)
    customer = models.ForeignKey(
        "desk.Customer", null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    tied_how = models.CharField(max_length=10, choices=TIES, blank=True)
    tied_by = models.ForeignKey("desk.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(
        "desk.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    opened_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    waiting = models.CharField(max_length=10, choices=WAITING, default=US)
    verdict = models.CharField(max_length=20, blank=True)
    emotion = models.CharField(max_length=20, blank=True)
    last_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    # When its turn comes: by when it is due, else since when it waits. The queue's order, oldest first.
    turn_at = models.GeneratedField(
        expression=Coalesce("due_at", "last_at"), output_field=models.DateTimeField(), db_persist=True
    )

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        indexes = [
            models.Index(fields=["state", "function", "-last_at", "-id"], name="case_queue"),
            models.Index(fields=["state", "owner", "-last_at", "-id"], name="case_owned"),
            models.Index(fields=["customer", "-last_at"], name="case_customer"),
            models.Index(fields=["customer"], name="case_open_customer", condition=Q(state=OPEN)),
            models.Index(fields=["state", "waiting", "turn_at", "id"], name="case_turn"),
            models.Index(fields=["state", "function", "waiting", "turn_at", "id"], name="case_turn_function"),
            models.Index(fields=["state", "owner", "waiting", "turn_at", "id"], name="case_turn_owner"),
            models.Index(fields=["state", "-last_at", "-id"], name="case_latest"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def who(self) -> str:
        """Whom it is about, as a person would say it."""
        return str(self.customer) if self.customer else self.sender_name or self.sender or "somebody unknown"

    def tie(self, customer: Customer, *, how: str, by: Person | None, now: datetime) -> None:
        """Make it this customer's, whose records then count."""
        self.customer, self.tied_how, self.tied_by = customer, how, by
        self.save(update_fields=["customer", "tied_how", "tied_by"])
        record(self, "tied", by=by, now=now, customer=customer.record_id, how=how)

    def untie(self, *, by: Person, now: datetime) -> None:
        """Take back that it is this customer's."""
        self.customer, self.tied_how, self.tied_by = None, "", None
        self.save(update_fields=["customer", "tied_how", "tied_by"])
        record(self, "untied", by=by, now=now)

    def take_over(self, by: Person, *, now: datetime, because: str = "") -> None:
        """Make it somebody's own."""
        Takeover.objects.create(case=self, by=by, before=self.owner, at=now, because=because)
        self.owner = by
        self.save(update_fields=["owner"])
        record(self, "taken_over", by=by, now=now, because=because)

    def settle(self, *, by: Person, now: datetime, because: str) -> None:
        """Close it, with why."""
        Settlement.objects.create(case=self, by=by, at=now, because=because)
        self.state, self.due_at = SETTLED, None
        self.save(update_fields=["state", "due_at"])
        record(self, "settled", by=by, now=now, because=because)

    def reopen(self, *, by: Person | None, now: datetime, because: str) -> None:
        """Open it again, for instance because the customer wrote."""
        self.settlements.filter(undone_at=None).update(undone_at=now)
        self.state = OPEN
        self.save(update_fields=["state"])
        record(self, "reopened", by=by, now=now, because=because)

    def waits_for(self, whom: str) -> None:
        """Whose turn it is; the rest of the story is in the records."""
        self.waiting = whom
        self.save(update_fields=["waiting"])


class Takeover(models.Model):
    """Somebody made a case their own."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="takeovers")
    by = models.ForeignKey("desk.Person", on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    because = models.TextField(blank=True)


class Settlement(models.Model):
    """A case was settled; undone where it was opened again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="settlements")
    by = models.ForeignKey("desk.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    because = models.TextField()
    undone_at = models.DateTimeField(null=True)
