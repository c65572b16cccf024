"""Customers, page by page of the alphabet, and one customer with all that is on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import render

from doable.desk import authorising, books, searching
from doable.desk.models import Case, Customer, Promise
from doable.desk.models.cases import OPEN
from doable.web.customers import filing, granting
from doable.web.guarding import DeskRequest, find_customer, page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

PAGE = 50
CASES = 30


@page("see_customers")
def customers(request: DeskRequest) -> HttpResponse:
    """All customers by name, or those found by words."""
    sought = request.GET.get("q", "").strip()[:200]
    name, _, pk = request.GET.get("after", "").rpartition("_")
    shown = list(_found(sought) if sought else _following(name, pk)[: PAGE + 1])
    told = {
        "sought_customer": sought,
        "customers": _with_open(shown[:PAGE]),
        "following": shown[PAGE - 1] if len(shown) > PAGE else None,
        "is_first": not name,
    }
    return render(request, "customers/customers.html", told)


@page("see_customers")
def customer(request: DeskRequest, pk: int) -> HttpResponse:
    """One customer: record, orders and whatever else is on file, cases, promises, what was granted."""
    found = find_customer(request, pk)
    contents = books.in_force().contents
    cases = found.cases.filter(authorising.seen_by(request.user)).select_related("customer", "owner")
    told = {
        "customer": found,
        "record": filing.record(found.data, contents),
        "kinds": filing.by_kind(found, contents),
        "addresses": found.addresses.order_by("kind", "value"),
        "cases": cases.order_by("-last_at", "-id")[:CASES],
        "promises": Promise.objects.filter(case__in=cases, kept_at=None, broken_at=None).order_by("by", "id")[
            :CASES
        ],
        "granted": granting.granted(cases, contents),
    }
    return render(request, "customers/customer.html", told)


def _found(sought: str) -> QuerySet[Customer]:
    return searching.find_customers(sought, PAGE)


def _following(name: str, pk: str) -> QuerySet[Customer]:
    """Customers after one in the alphabet; from the beginning where the address names none."""
    everybody = Customer.objects.order_by("name", "id")
    if not name or not pk.isdigit() or len(pk) > 18:
        return everybody
    return everybody.filter(name__gte=name).filter(Q(name__gt=name) | Q(id__gt=int(pk)))


def _with_open(shown: list[Customer]) -> list[Customer]:
    """Customers, each told how many open cases there are."""
    counted = (
        Case.objects.filter(customer__in=[each.pk for each in shown], state=OPEN)
        .order_by()
        .values_list("customer")
        .annotate(number=Count("pk"))
    )
    numbers = dict(counted)
    for each in shown:
        each.open_cases = numbers.get(each.pk, 0)  # type: ignore[attr-defined]  # for the page's row
    return shown
