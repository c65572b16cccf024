"""A stranger who names somebody's order sees nothing of it, nor does whoever reads the stranger's case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from doable.desk import drafting
from doable.desk.incoming import CLAIMED, FORGED
from tests import company

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from doable.desk.models import Case
    from tests.company import Company

# The order of Ms Hirsch: an unopened jug for 21.90, ten days ago. The stranger knows its number alone.
WROTE = (
    "Hello, I want to send back what I ordered as CC-48219 and have my money back. What is the state of it?"
)
STRANGER, HIRSCH = "stranger@elsewhere.example", "hirsch@mail.example"
OF_THE_RECORD = ("21.90", "21,90", "milk jug", "Hirsch", "K-10401", "23125 601", "2026-10-04", "4 October")

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(settings: Settings) -> Company:
    settings.DOABLE = replace(settings.DOABLE, second_factor="nobody")
    return company.found()


def pages(agent: Client, case: Case) -> dict[str, str]:
    """Everything an agent reads of a case."""
    paths = ("/", "/?q=CC-48219", f"/cases/{case.pk}/", "/search/?q=stranger", "/approvals/")
    return {path: agent.get(path).content.decode() for path in paths}


def found(text: str) -> list[str]:
    return [value for value in OF_THE_RECORD if value in text]


def test_the_customer_in_the_right_is_told(who: Company) -> None:
    case = company.case_of(WROTE, HIRSCH)

    assert case.customer == who.hirsch
    assert "21.90" in str(case.rulings.last().output)


@pytest.mark.parametrize(
    ("sender", "identity"), [(STRANGER, "proven"), (STRANGER, CLAIMED), (HIRSCH, CLAIMED)]
)
def test_a_stranger_sees_nothing_of_the_record(who: Company, sender: str, identity: str) -> None:
    case = company.case_of(WROTE, sender, identity=identity)

    draft = drafting.draft(case, now=company.NOW)
    ruling = case.rulings.last()

    assert case.customer is None
    assert ruling is not None
    assert ruling.verdict == "clarify"
    assert found(ruling.input.replace(HIRSCH, "")) == []
    assert found(ruling.output) == []
    assert draft is not None
    assert found(draft.text) == []


@pytest.mark.parametrize("identity", ["proven", CLAIMED])
def test_nor_does_whoever_reads_the_strangers_case(who: Company, identity: str) -> None:
    case = company.case_of(WROTE, STRANGER, identity=identity, now=timezone.now())
    agent = Client()
    agent.force_login(who.agent)

    read = pages(agent, case)

    assert STRANGER in read[f"/cases/{case.pk}/"]
    assert {path: found(text) for path, text in read.items() if found(text)} == {}


def test_somebody_who_forges_an_address_is_set_aside(who: Company) -> None:
    case = company.case_of(WROTE, HIRSCH, identity=FORGED)

    assert (case.state, case.customer) == ("aside", None)
