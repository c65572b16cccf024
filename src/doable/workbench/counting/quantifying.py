"""`all`, `exists` and `exists_one`: written-out lists are gone through item by item, columns by a lambda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.workbench.counting.comparing import known
from doable.workbench.counting.terms import NotExpressible, Term, made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable.workbench.counting.dialects import Dialect

# More items than this make a text that no database likes.
MOST_ITEMS = 200


def over_items(quantifier: str, bodies: Sequence[Term]) -> Term:
    """A quantifier over a list that is written out."""
    if len(bodies) > MOST_ITEMS:
        raise NotExpressible("so long a list")
    if quantifier == "exists_one":
        count = " + ".join(f"CASE WHEN {body.sql} THEN 1 ELSE 0 END" for body in bodies) or "0"
        return known(f"(({count}) = 1)", *bodies)
    sign, neutral = (" AND ", "TRUE") if quantifier == "all" else (" OR ", "FALSE")
    return made("bool", f"({sign.join(body.sql for body in bodies) or neutral})", *bodies)


def over_column(dialect: Dialect, quantifier: str, over: Term, item: str, body: Term) -> Term:
    """A quantifier over a list in a column; `item` is its variable in SQL."""

    def count(truth: str) -> str:
        return dialect.apply("length", dialect.apply("chosen", over.sql, item, truth))

    unknown = f"WHEN {count(f'({body.sql}) IS NULL')} > 0 THEN NULL" if body.open else ""
    absorbing = quantifier == "exists"
    decided = count(body.sql if absorbing else f"NOT ({body.sql})")
    rest = f"{unknown} ELSE {'FALSE' if absorbing else 'TRUE'}"
    sql = f"WHEN {decided} > 0 THEN {'TRUE' if absorbing else 'FALSE'} {rest}"
    if quantifier == "exists_one":
        sql = f"{unknown} ELSE {count(body.sql)} = 1"
    test = f"WHEN {over.sql} IS NULL THEN NULL"
    suspects = tuple(f"{count(suspect)} > 0" for suspect in body.suspects)
    found = made("bool", f"(CASE {test} {sql} END)", over)
    return found.failing(*suspects) if body.open else found
