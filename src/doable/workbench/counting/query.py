"""One ask of a book as SQL over a table of past cases: the verdict of each row, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.workbench.counting.dialects import DIALECTS
from doable.workbench.counting.selecting import Selecting
from doable.workbench.counting.table import Column
from doable.workbench.counting.terms import NotExpressible

if TYPE_CHECKING:
    from collections.abc import Collection

    from doable.policy.book import Contents
    from doable.policy.findings import Place
    from doable.policy.language.declarations import Type
    from doable.workbench.counting.dialects import Dialect

_TYPES = {
    **dict.fromkeys(("decimal", "money"), "DECIMAL(24,6)"),
    **{"bool": "BOOLEAN", "int": "BIGINT", "duration": "BIGINT", "date": "DATE"},
    "timestamp": "TIMESTAMP WITH TIME ZONE",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an ask can't be counted in SQL: the construct, and where it stands in the book."""

    construct: str
    why: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.construct} can't be counted in SQL" + (f" ({self.why})" if self.why else "")


@dataclass(frozen=True, slots=True)
class AskQuery:
    """What SQL makes of the cases of one ask.

    `approvals` are those that may still be to be got, as (function, rank of the grade).
    """

    contents: Contents
    ask: str
    columns: Mapping[str, Column]
    dialect: Dialect
    approvals: tuple[tuple[str, int], ...]

    def over(self, source: str, prefix: str = "") -> str:
        """The rows that `source` selects with columns more, their names after `prefix`.

        `verdict` (NULL where the row has to be decided one by one), `money` and `charge` (NULL where the
        verdict does not allow), and `approval0`, .. (still to be got) in the order of `approvals`.
        """
        return Selecting(self.contents, self.ask, self.columns, self.dialect, prefix).over(source)


def query_of(
    contents: Contents, ask: str, columns: Mapping[str, Column] | Collection[str], dialect: str = "duckdb"
) -> AskQuery | Refused:
    """An ask over a table with these columns, or why it can't be counted in SQL.

    Columns given by name only have the type that is declared, and may hold NULL.
    """
    if ask not in contents.asks:
        return Refused(f"`{ask}`", "the book has no such ask")
    if not isinstance(columns, Mapping):
        columns = {name: _declared(contents, ask, name) for name in columns}
    try:
        query = Selecting(contents, ask, columns, DIALECTS[dialect], "")
        query.over("SELECT 1")
    except NotExpressible as refusal:
        return Refused(refusal.construct, refusal.why, refusal.place)
    return AskQuery(contents, ask, columns, DIALECTS[dialect], tuple(query.needed))


def _declared(contents: Contents, ask: str, name: str) -> Column:
    """A column of the type that the book declares for it."""
    if name == "at":
        return Column(_TYPES["timestamp"], full=True)
    if name.startswith("ask.") and name.removeprefix("ask.") in contents.asks[ask].params:
        return Column(_sql_type(contents.asks[ask].params[name.removeprefix("ask.")].type))
    if name in contents.facts:
        return Column(_sql_type(contents.facts[name].type))
    return Column("BOOLEAN" if name.endswith(("@absent", "@whole")) else "VARCHAR")


def _sql_type(type_: Type) -> str:
    return f"{_sql_type(type_.of)}[]" if type_.of else _TYPES.get(type_.name, "VARCHAR")
