"""Which columns a table of cases may have, and what each must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.language.declarations import BOOL, INT, STRING, TIMESTAMP, Type
from doable.policy.vocabulary import ANY, SOURCES
from doable.workbench.replaying.cases import ABSENT, INPUT, NUMBER, SOURCE, WHOLE, CasesNotRead
from doable.workbench.replaying.casting import sql_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doable.policy.book import Contents
    from doable.workbench.replaying.question import Question


def facts_of(question: Question) -> dict[str, Type]:
    """The facts of all books with the type that a column must have to be read by each."""
    return _merged((name, fact.type) for book in question.books for name, fact in book.facts.items())


def params_of(question: Question, ask: str) -> dict[str, Type]:
    """The params of an ask as columns."""
    asks = [book.asks[ask] for book in question.books if ask in book.asks]
    return _merged((f"ask.{name}", param.type) for each in asks for name, param in each.params.items())


def around(question: Question) -> dict[str, Type]:
    """The columns that say something of the case or of the row, and those beside facts."""
    found = {
        "id": STRING,
        "at": TIMESTAMP,
        "as_grade": _words("as_grade", [book.grades for book in question.books]),
        "as_function": _words("as_function", [(*book.functions, ANY) for book in question.books]),
        NUMBER: INT,
        INPUT: STRING,
        WHOLE: BOOL,
    }
    for name in facts_of(question):
        found[name + SOURCE] = Type("enum", values=SOURCES)
        found[name + ABSENT] = BOOL
    return found


def may_be_absent(question: Question, name: str) -> bool:
    """Whether each book that has a fact takes it for one that may be known to be absent."""
    return all(book.facts[name].optional for book in question.books if name in book.facts)


def strangers(question: Question, columns: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that no book has a name for."""
    known = {"ask", *facts_of(question), *around(question)}
    for ask in asks_of(question.books):
        known |= params_of(question, ask).keys()
    return tuple(sorted(columns.keys() - known))


def asks_of(books: Iterable[Contents]) -> set[str]:
    """All asks of some books."""
    return {ask for book in books for ask in book.asks}


def _words(name: str, words: Iterable[tuple[str, ...]]) -> Type:
    merged = _merged((name, Type("enum", values=each)) for each in words)
    return merged[name]


def _merged(declared: Iterator[tuple[str, Type]] | Iterable[tuple[str, Type]]) -> dict[str, Type]:
    found: dict[str, Type] = {}
    for name, kind in declared:
        found[name] = _both(name, found[name], kind) if name in found else kind
    return found


def _both(name: str, one: Type, other: Type) -> Type:
    """The type of a column that two books read."""
    if sql_type(one) != sql_type(other):
        raise CasesNotRead(
            f"`{name}` is {one} in one book and {other} in the other, so that no column can be both",
            "replay the books one after the other, each alone",
        )
    if one.of is not None and other.of is not None:
        return Type("list", _both(name, one.of, other.of))
    if {one.name, other.name} == {"enum"}:
        return Type("enum", values=tuple(word for word in one.values if word in other.values))
    return one if one.name == "enum" else other
