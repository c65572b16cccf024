"""Values in a table of cases that can't be read as what their facts are declared as."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doable.policy.deciding.reading_cases import NEVER_NEGATIVE
from doable.workbench.replaying.cases import ABSENT, ROWS_OF_A_FILE, CasesNotRead
from doable.workbench.replaying.casting import expected, quoted, text
from doable.workbench.replaying.declaring import around, facts_of, may_be_absent, params_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.language.declarations import Type
    from doable.workbench.replaying.table import Table

Doubt = tuple[str, str, str]


def check(table: Table) -> None:
    """Look at every value that could be wrong; raises CasesNotRead with the first that is."""
    # Each column by itself: where a file says what its columns hold, hardly a row is looked at.
    for name, wrong, wanted in _doubts(table):
        ((position,),) = table.all(f"SELECT min({table.position}) FROM {table.source} WHERE {wrong}")
        if position is not None:
            _refuse(table, name, wanted, cast("int", position))


def _doubts(table: Table) -> Iterator[Doubt]:
    """Columns in which a value may be wrong: when it is, and what is expected."""
    question = table.question
    if question.at is None:
        yield "at", f"{table.at} IS NULL", expected(around(question)["at"])
    for name, kind in {**around(question), **facts_of(question)}.items():
        yield from _doubt(table, name, kind, "")
        fact = name.removesuffix(ABSENT)
        if fact != name and name in table.raw and not may_be_absent(question, fact):
            yield name, table.cast(name, kind).sql, "false: this fact is never known to be absent"
    for ask in table.asks:
        for name, kind in params_of(question, ask).items():
            yield from _doubt(table, name, kind, f"{table.ask} = {text(ask)} AND ")


def _doubt(table: Table, name: str, kind: Type, where: str) -> Iterator[Doubt]:
    found = table.cast(name, kind) if name in table.raw else None
    if found is not None and found.wrong is not None:
        words = expected(kind) + (" that is not below 0" if name in NEVER_NEGATIVE else "")
        yield name, f"{where}({found.wrong})", words


def _refuse(table: Table, name: str, wanted: str, position: int) -> None:
    file, row = divmod(position, ROWS_OF_A_FILE)
    held: object = None
    if name in table.raw:
        held_sql = f"SELECT CAST({quoted(name)} AS VARCHAR) FROM {table.source}"
        ((held,),) = table.all(f"{held_sql} WHERE {table.found([position])}")
    what = "nothing" if held is None else f"`{str(held)[:60]}`"
    raise CasesNotRead(
        f"{table.called[file]}, row {row + 1}: column `{name}` holds {what}, expected {wanted}"
    )
