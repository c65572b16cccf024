"""The pages of Copperline's desk, and people signed in at them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from doable.desk import searching
from doable.desk.models import Case, Customer, Person
from tests.company import Company

SignIn = Callable[[Person], Client]
Open = Callable[..., Case]


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    """How often somebody tried to sign in is counted anew for each test."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_second_factor(settings: Settings) -> None:
    """Nobody is asked for a second factor."""
    settings.DOABLE = replace(settings.DOABLE, second_factor="nobody")


@pytest.fixture
def sign_in(company: Company) -> SignIn:
    """Somebody's browser, in which they are signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def open_case(company: Company) -> Open:
    """A case that came in some hours ago, with one message."""

    def opened(
        customer: Customer | None = None,
        *,
        hours: int = 1,
        text: str = "my grinder is loud",
        **fields: object,
    ) -> Case:
        at = timezone.now() - timedelta(hours=hours)
        told = {
            "channel": "memory",
            "function": "support",
            "subject": "Grinder",
            "sender": "hirsch@mail.example",
        }
        case = Case.objects.create(customer=customer, opened_at=at, last_at=at, **{**told, **fields})
        case.messages.create(channel="memory", key=str(case.pk), sender_kind="customer", text=text, at=at)
        case.refresh_from_db()
        searching.index(case)
        return case

    return opened
