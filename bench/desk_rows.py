"""Rows of the desk's tables, copied faster than one by one: as their database takes them, many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import connection, models

from doable.desk import models as desk
from doable.desk import searching
from doable.desk.models.cases import Settlement, Takeover

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    Values = dict[str, Any]
    Kind = type[models.Model]

# In this order, so that what is pointed at is there first.
KINDS: tuple[Kind, ...] = (
    *(desk.Case, Takeover, Settlement, desk.Message, desk.Ask, desk.Ruling, desk.Reply, desk.Outgoing),
    *(desk.Promise, desk.Approval, desk.Consultation, desk.Event, desk.Payload),
)


def last_of(kind: Kind) -> int:
    return int(kind._meta.default_manager.aggregate(last=models.Max("pk"))["last"] or 0)


@dataclass(frozen=True, slots=True)
class Like:
    """A row to copy as its database takes it, with its times and what it points at in its case."""

    kind: Kind
    values: Values
    times: tuple[str, ...]
    links: tuple[tuple[str, Kind, int], ...]


def likes(kind: Kind, case: desk.Case) -> list[Like]:
    found = {"event__case": case} if kind is desk.Payload else {"case": case}
    rows = kind._meta.default_manager.filter(**({"pk": case.pk} if kind is desk.Case else found)).order_by(
        "pk"
    )
    return [_like(row) for row in rows]


def _like(row: models.Model) -> Like:
    fields = [field for field in _fields(type(row)) if getattr(row, field.attname) is not None]
    times = tuple(field.attname for field in fields if isinstance(field, models.DateTimeField))
    links = tuple(
        (field.attname, field.related_model, getattr(row, field.attname))
        for field in fields
        if field.related_model in KINDS
    )
    return Like(type(row), values(row), times, links)


def _fields(kind: Kind) -> list[Any]:
    return [field for field in kind._meta.concrete_fields if not field.generated]


def values(row: models.Model) -> Values:
    return {
        field.attname: field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in _fields(type(row))
    }


def moment(at: datetime) -> Any:
    return models.DateTimeField().get_db_prep_save(at, connection)


def write(kind: Kind, rows: list[Values]) -> None:
    """Rows into a table, the way its database likes best."""
    fields = _fields(kind)
    names = [field.attname for field in fields]
    _insert(
        kind._meta.db_table,
        [field.column for field in fields],
        ([row[name] for name in names] for row in rows),
    )


def _insert(table: str, names: list[str], rows: Iterator[list[object]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(names))
            cursor.cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)


def index(table: str, words: list[tuple[int, str, str]]) -> None:
    statement = searching._SQL[connection.vendor]["write"].format(table=table)
    with connection.cursor() as cursor:
        plain = searching._plain
        cursor.executemany(statement, [(pk, plain(title), plain(said)) for pk, title, said in words])


def finish(kinds: Sequence[Kind]) -> None:
    """Have new ids go on where the copies end, and the database look at what it holds now."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kinds):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
