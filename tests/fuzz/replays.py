"""Made-up books and cases with holes: counted in SQL they come out as decided one by one, number by number.

A run gives what differs: the books' numbers, the engine, and what each engine found.
"""

from collections.abc import Iterator
from random import Random

from doable import Book
from doable.workbench.replaying.opening import replay_lines
from doable.workbench.replaying.question import Question
from doable.workbench.replaying.report import Report
from tests.unit.policy.books import AMOUNTS, FACTS, FUNCTIONS, GRADES, Data, loaded, made_up

CASES = 40


def book_of(seed: int) -> Book:
    """A book; the same seed makes the same one."""
    return loaded(made_up(seed, plain=seed % 5 == 0))


def case_of(chance: Random, number: int) -> Data:
    """A case in which about a third is unknown; now and then a source that doesn't count, or evidence."""
    values = {name: chance.choice(values) for name, (_, values) in FACTS.items() if chance.random() < 0.65}
    facts: Data = {
        name: {"value": value, "source": chance.choice(["record", "customer"])}
        if chance.random() < 0.1
        else value
        for name, value in values.items()
    }
    case: Data = {
        "id": f"C{number}",
        "at": f"2026-0{chance.randint(1, 4)}-01T0{chance.randint(0, 9)}:00:00+02:00",
        "asks": [_wish(chance) for _ in range(chance.choice([1, 1, 1, 2]))],
        "facts": facts,
    }
    if chance.random() < 0.8:
        asker = {"grade": chance.choice(GRADES), "function": chance.choice(FUNCTIONS)}
        case["as"] = chance.choice([asker, asker["grade"]])
    if chance.random() < 0.1:
        by = {"grade": chance.choice(GRADES[1:]), "function": chance.choice(FUNCTIONS)}
        case["evidence"] = [{"kind": "approval", "ask": "wish", "answer": "yes", "by": by}]
    return case


def _wish(chance: Random) -> Data:
    amount = {"amount": chance.choice(AMOUNTS)} if chance.random() < 0.7 else {}
    return {"ask": chance.choice(["wish", "wish", "other"]), "params": amount}


def figures(report: Report) -> dict[str, object]:
    """What a report counts, whoever counted."""
    return {name: value for name, value in report.as_json().items() if name not in {"engine", "one_by_one"}}


def counted(seed: int, engine: str, url: str | None = None) -> Report:
    """The report over a seed's cases by its two books; some compare with nothing."""
    chance = Random(seed)
    lines = [(number, case_of(chance, number)) for number in range(1, CASES + 1)]
    old = book_of(seed * 2 + 1).contents if seed % 7 else None
    question = Question(book_of(seed * 2).contents, old, segment="tier", examples=5, few=0)
    return replay_lines(question, lines, engine, url=url)


def differences(
    count: int, seed: int, engine: str = "duckdb", url: str | None = None
) -> Iterator[tuple[int, object]]:
    """The seeds for which an engine finds other figures than deciding one by one, with both figures."""
    for each in range(seed, seed + count):
        one, other = figures(counted(each, "python")), figures(counted(each, engine, url))
        if one != other:
            yield each, {name: (one[name], other[name]) for name in one if one[name] != other[name]}


def run(pairs: int, seed: int) -> int:
    """So many pairs of a book and a case; how many made-up books came out otherwise in SQL."""
    found = list(differences(max(1, pairs // CASES), seed))
    for each, difference in found:
        print(f"replay {each}: {difference}", flush=True)
    return len(found)
