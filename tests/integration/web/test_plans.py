"""No list of the desk reads a whole table or sorts: each reads on in an index."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from doable.desk import queueing, searching
from doable.desk.models import Case, Customer, Person
from doable.desk.queueing import ANY, ANYBODY, ME, NOBODY, Filters
from doable.web.customers.views import _following
from tests.company import Company, found
from tests.databases import database_at

VIEWS = {
    "to do": Filters(),
    "mine": Filters(owner=ME),
    "nobody's": Filters(owner=NOBODY),
    "waiting for customers": Filters(waiting="customer"),
    "all open": Filters(owner=ANYBODY, waiting=ANY),
    "settled": Filters(owner=ANYBODY, state="settled"),
}
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
PLACE = queueing.read_place("2026-10-14T09:00:00+02:00_5")


@pytest.fixture(params=["sqlite", "postgres"], scope="module")
def company(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Company]:
    """Copperline on each database that a desk may have."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    with django_db_blocker.unblock(), database_at(url, tmp_path_factory.mktemp("records")):
        call_command("migrate", verbosity=0)
        if url:
            with connection.cursor() as cursor:
                # A small table is read whole and sorted by right; what counts is whether it has to be.
                cursor.execute("SET enable_seqscan = off; SET enable_sort = off")
        yield found()


def plan(query: QuerySet[Case] | QuerySet[Customer]) -> str:
    """How the database would answer."""
    return str(query.explain())


def held(told: str) -> None:
    """What no plan may have: a sort, or a table read from end to end."""
    for wrong in ("TEMP B-TREE", "Sort", "Seq Scan"):
        assert wrong not in told
    for line in told.splitlines():
        assert "SCAN" not in line or "INDEX" in line or "VIRTUAL" in line, told


def shown(person: Person, filters: Filters) -> list[QuerySet[Case]]:
    legs = queueing.legs_of(person, filters)
    return [
        queueing.with_words(queueing.following(leg, after, filters))[:41]
        for leg in legs
        for after in (None, PLACE)
    ]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_each_view_of_the_queue_reads_on_in_an_index(company: Company, view: Filters) -> None:
    for person in (company.agent, company.director):
        for query in shown(person, view):
            held(plan(query))


def test_customers_read_on_in_the_alphabet(company: Company) -> None:
    for query in (_following("", ""), _following("Mr Okafor", "2")):
        held(plan(query[:51]))


def test_search_asks_the_index_of_words(company: Company) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_sort = on")
    with CaptureQueriesContext(connection) as captured:
        searching.cases_with("grinder")
    with connection.cursor() as cursor:
        cursor.execute(f"{EXPLAIN[connection.vendor]} {captured[0]['sql']}")
        told = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert "VIRTUAL TABLE INDEX" in told or "desk_case_words_gin" in told


def test_words_are_found_on_this_database_too(company: Company) -> None:
    case = Case.objects.create(channel="memory", function="support", opened_at=PLACE.at, last_at=PLACE.at)  # type: ignore[union-attr]  # it is one
    case.messages.create(
        channel="memory",
        key="words",
        sender_kind="customer",
        text="Order CC-48219 leaks, naïve.",
        at=case.last_at,
    )
    searching.index(case)
    for sought in ("48219", "cc-48219", "leak", "order leaks"):
        assert list(searching.find_cases(company.agent, sought)) == [case]
    assert not searching.find_cases(company.agent, "grinder")
    assert not searching.find_cases(company.of_finance, "leaks")
    searching.forget(case)
    assert not searching.find_cases(company.agent, "leaks")
