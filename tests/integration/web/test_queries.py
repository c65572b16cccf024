"""No page of the desk reads a table from end to end that grows with the cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doable.desk import approving
from tests.company import NOW, asked

if TYPE_CHECKING:
    from tests.company import Company
    from tests.integration.web.conftest import SignIn

# Few of these there are in any company, or of one version of the book.
SMALL = {"desk_person", "desk_duty", "desk_savedview", "desk_bookversion", "desk_mailbox", "desk_invitation"}
PAGES = (
    "/",
    "/approvals/",
    "/customers/",
    "/search/?q=grinder",
    "/people/",
    "/customers/{customer}/",
    "/cases/{case}/",
)


def scanned(sql: str) -> list[str]:
    """The tables that a query reads whole."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}")
        plan = [str(row[-1]) for row in cursor.fetchall()]
    whole = [
        found[1]
        for line in plan
        if (found := re.match(r"SCAN (desk_\w+)(?!.*USING (COVERING )?INDEX)", line))
    ]
    return [table for table in whole if table not in SMALL and not table.endswith("_words")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_on_in_indexes(path: str, company: Company, sign_in: SignIn) -> None:
    case = asked("refund", {"amount": "189.00"}, of="hirsch@mail.example", facts={"order.total": "189.00"})
    case.take_over(company.agent, now=NOW)
    ruling = case.rulings.last()
    if ruling and approving.needed(ruling, "refund"):
        approving.ask(case, "refund", by=company.agent, now=NOW)
    client = sign_in(company.agent)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path.format(case=case.pk, customer=company.hirsch.pk))
    assert response.status_code == 200
    asked_for = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    assert asked_for
    assert {sql: tables for sql in asked_for if (tables := scanned(sql))} == {}
