"""Search by words over cases and customers, with what the database itself has for it.

SQLite has FTS5, PostgreSQL tsvector with a GIN index; both hold one row a case or customer, which the
flows write anew when something was said or tied. A search names words; the last may be a beginning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.db import connection

from doable.desk import authorising
from doable.desk.models import Case, Customer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from doable.desk.models import Person

# Of very many hits only the newest are looked at: nobody reads more, and a common word stays quick.
HITS: Final = 500
LONGEST: Final = 200_000
_WORD = re.compile(r"\w+")
_SQL: Final = {
    "sqlite": {
        "match": "SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT {hits}",
        "forget": "DELETE FROM {table} WHERE rowid = %s",
        "write": "INSERT INTO {table} (rowid, title, said) VALUES (%s, %s, %s)",
    },
    "postgresql": {
        "match": "SELECT id FROM {table} WHERE words @@ to_tsquery('simple', %s)"
        " ORDER BY id DESC LIMIT {hits}",
        "forget": "DELETE FROM {table} WHERE id = %s",
        "write": "INSERT INTO {table} (id, words) VALUES (%s, setweight(to_tsvector('simple', %s), 'A')"
        " || to_tsvector('simple', %s))",
    },
}
_CASES, _CUSTOMERS = "desk_case_words", "desk_customer_words"


def index_new(case: Case, said: str) -> None:
    """Make a case findable that was opened in this transaction, by its first message."""
    _run("write", _CASES, [case.pk, _plain(_title(case)), _plain(said)])


def index(case: Case) -> None:
    """Make a case findable as it is now, in the transaction that changed it."""
    said = case.messages.order_by("-at", "-id").values_list("text", flat=True)[:200]
    _write(_CASES, case.pk, _title(case), "\n".join(said))


def _title(case: Case) -> str:
    return " ".join((str(case.pk), case.subject, case.who, case.sender))


def index_customer(customer: Customer) -> None:
    """Make a customer findable by name, company, reference, addresses and the numbers of their records."""
    numbers = [
        str(data[key])
        for data in [customer.data, *customer.records.values_list("data", flat=True)]
        for key in ("reference", "number", "serial")
        if data.get(key)
    ]
    addresses = customer.addresses.values_list("value", flat=True)
    _write(
        _CUSTOMERS,
        customer.pk,
        " ".join((customer.name, customer.company, customer.record_id)),
        " ".join((*addresses, *numbers)),
    )


def forget(case: Case) -> None:
    """Make a case findable no more."""
    _run("forget", _CASES, [case.pk])


def cases_with(text: str) -> list[int]:
    """The numbers of the newest cases in which these words stand, for a condition: `pk__in`.

    They are asked for apart from the cases: in one query a database may rather read every case than these.
    """
    return _hits(_CASES, text)


def find_cases(person: Person, text: str, limit: int = 30) -> QuerySet[Case]:
    """Cases with these words that a person may see, the last first."""
    hits = cases_with(text) + _number_in(text)
    seen = Case.objects.filter(authorising.seen_by(person), pk__in=hits).order_by("-last_at", "-id")
    # Which ones first: joined at once, every customer would be read for the few that are shown.
    shown = list(seen.values_list("pk", flat=True)[:limit])
    return Case.objects.filter(pk__in=shown).select_related("customer", "owner").order_by("-last_at", "-id")


def find_customers(text: str, limit: int = 30) -> QuerySet[Customer]:
    """Customers with these words, by name; whoever calls asks first whether customers may be seen."""
    return Customer.objects.filter(pk__in=_hits(_CUSTOMERS, text)).order_by("name", "id")[:limit]


def terms(text: str) -> list[str]:
    """The words of a search, at most ten, none of them with a meaning to the database."""
    return _WORD.findall(text[:200].lower())[:10]


def _number_in(text: str) -> list[int]:
    """A number names the case of that number as well."""
    digits = text.strip().removeprefix("#")
    return [int(digits)] if digits.isascii() and digits.isdigit() and len(digits) < 10 else []


def _hits(table: str, text: str) -> list[int]:
    words = terms(text)
    if not words:
        return []
    if connection.vendor == "sqlite":
        wanted = " ".join(f'"{word}"' for word in words) + "*"
    else:
        wanted = " & ".join(f"'{word}'" for word in words) + ":*"
    with connection.cursor() as cursor:
        cursor.execute(_SQL[connection.vendor]["match"].format(table=table, hits=HITS), [wanted])
        return [row[0] for row in cursor.fetchall()]


def _write(table: str, pk: int, title: str, said: str) -> None:
    _run("forget", table, [pk])
    _run("write", table, [pk, _plain(title), _plain(said)])


def _plain(text: str) -> str:
    """Only words, so that both databases find the same ones in `CC-48219` or an address."""
    return " ".join(_WORD.findall(text[:LONGEST].lower()))


def _run(statement: str, table: str, values: list[int | str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SQL[connection.vendor][statement].format(table=table), values)
