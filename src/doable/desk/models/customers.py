"""Customers, the addresses that are theirs, and what the company has on file of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Questions about customers."""

    def at(self, address: str) -> CustomerQuerySet:
        """Those with an address on record."""
        return self.filter(addresses__value=address.strip().lower()).distinct()


class Customer(models.Model):
    """A customer; `data` is the company's record of them, its keys the facts `customer.<key>`."""

    record_id = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    company = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    data = models.JSONField(default=dict)

    objects: ClassVar[CustomerQuerySet] = CustomerQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name", "id"])]

    def __str__(self) -> str:
        return self.name

    def file(self) -> dict[str, list[dict[str, object]]]:
        """Everything on file of this customer, as flat records by kind."""
        found: dict[str, list[dict[str, object]]] = {"customer": [self.data]}
        for record in self.records.order_by("kind", "record_id"):
            found.setdefault(record.kind, []).append(record.data)
        return found


class Address(models.Model):
    """An address on a customer's record: mail from it, if proven, is theirs."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=254, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "kind", "value"], name="address_once")]

    def __str__(self) -> str:
        return self.value


class Record(models.Model):
    """One record of a customer: an order, a contract, a machine; its keys are the facts `<kind>.<key>`."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=50)
    record_id = models.CharField(max_length=100)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="record_once")]
        indexes = [models.Index(fields=["customer", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"
