"""Cases made up by chance as rows of a table, and what the engine decides of them."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from doable import Book
from doable.policy.deciding.decision import Answer
from doable.policy.vocabulary import ALLOWED
from doable.workbench.counting.dialects import DIALECTS
from doable.workbench.counting.query import AskQuery
from tests.unit.policy.books import AMOUNTS, FACTS, FUNCTIONS, GRADES, Data

AT = "2026-01-01 12:00:00+00"
TYPES = {
    "bool": "BOOLEAN",
    "int": "BIGINT",
    "money": "DECIMAL(24,6)",
    "enum": "VARCHAR",
    "timestamp": "TIMESTAMPTZ",
}
COLUMNS = {
    "at": "timestamp",
    "as_grade": "enum",
    "as_function": "enum",
    **{name: str(fact["type"]) for name, (fact, _) in FACTS.items()},
    "both": "bool",
    "told@source": "enum",
    "gone@absent": "bool",
    "ask.amount": "money",
}


@dataclass(frozen=True)
class Past:
    """One row: values by column."""

    values: dict[str, object]

    def case(self, ask: str) -> Data:
        """The same as the JSON of a case."""
        facts = {
            name: value
            for name, value in self.values.items()
            if value is not None and name != "at" and "@" not in name and not name.startswith(("as_", "ask."))
        }
        if self.values.get("gone@absent"):
            facts["gone"] = None
        if self.values.get("told@source") and "told" in facts:
            facts["told"] = {"value": facts["told"], "source": self.values["told@source"]}
        amount = self.values.get("ask.amount")
        case: Data = {
            "id": "1",
            "at": "2026-01-01T12:00:00Z",
            "facts": facts,
            "asks": [{"ask": ask, "params": {"amount": amount} if amount else {}}],
        }
        if self.values.get("as_grade"):
            case["as"] = {"grade": self.values["as_grade"], "function": self.values["as_function"]}
        return case


def pasts(seed: int, count: int, *, asked: bool | None = None) -> list[Past]:
    """Rows with and without holes; `asked` is whether somebody asks, None for now and then."""
    random, found = Random(seed), []
    for _ in range(count):
        holes = random.choice([0, 0.2, 0.5])
        values = {
            name: random.choice(values) for name, (_, values) in FACTS.items() if random.random() >= holes
        }
        values |= {"at": AT, "gone@absent": "gone" in values and values["gone"] is None}
        values["told@source"] = random.choice([None, "record", "customer", "document"])
        values["ask.amount"] = random.choice([*AMOUNTS, "1000", None])
        values["both"] = random.choice([None, None, None, True, False])
        if asked or (asked is None and random.random() < 0.6):
            values |= {"as_grade": random.choice(GRADES), "as_function": random.choice(FUNCTIONS)}
        found.append(Past(values))
    return found


def selected(rows: list[Past], dialect: str = "duckdb", columns: dict[str, str] = COLUMNS) -> str:
    """The rows as SQL."""
    database = DIALECTS[dialect]
    types = {**TYPES, "enum": database.types["string"]}
    if dialect == "spark":
        types["timestamp"] = "TIMESTAMP"

    def one(number: int, row: Past) -> str:
        parts = [f"{number} AS {database.identifier('@number')}"]
        for name, kind in columns.items():
            value = row.values.get(name)
            sql = "NULL" if value is None else database.text(str(value))
            parts.append(f"CAST({sql} AS {types[kind]}) AS {database.identifier(name)}")
        return f"SELECT {', '.join(parts)}"

    return " UNION ALL ".join(one(number, row) for number, row in enumerate(rows))


def ordered(query: AskQuery, rows: list[Past], columns: dict[str, str] = COLUMNS) -> str:
    """The query over the rows: verdict, money, charge and approvals, row by row."""
    naming = query.dialect.identifier
    names = ["verdict", "money", "charge", *(f"approval{number}" for number in range(len(query.approvals)))]
    chosen = ", ".join(naming(f"@new_{name}") for name in names)
    inner = query.over(selected(rows, query.dialect.name, columns), "@new_")
    return f"SELECT {chosen} FROM ({inner}) AS counted ORDER BY {naming('@number')}"


def decided(book: Book, ask: str, row: Past) -> tuple[object, ...]:
    """What the engine says: verdict, money, charge, approvals still to be got."""
    answer = book.decide(row.case(ask)).answers[0]
    waiting = {
        (each.function, book.contents.rank(each.grade)) for each in answer.approvals if not each.obtained
    }
    return answer.verdict, _money(answer), answer.charge.amount if answer.charge else Decimal(0), waiting


def counted(query: AskQuery, row: tuple[object, ...]) -> tuple[object, ...]:
    """What SQL says, in the same form."""
    verdict, money, charge, *needed = row
    waiting = {key for key, is_needed in zip(query.approvals, needed, strict=True) if is_needed}
    return verdict, Decimal(str(money or 0)), Decimal(str(charge or 0)), waiting


def _money(answer: Answer) -> Decimal:
    if answer.verdict not in (*ALLOWED, "needs_approval"):
        return Decimal(0)
    values = (given.value for given in answer.granted if given.type.name == "money")
    return sum((Decimal(str(value)) for value in values), Decimal(0))
