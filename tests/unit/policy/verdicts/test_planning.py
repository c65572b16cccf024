"""The fast verdict is the whole one, in every corner of the plan."""

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest

from doable import Book
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files
from doable.policy.verdicts.compiled import Verdicts

NO = {"ground": "policy", "because": "We can't."}
HEADING = {
    "name": "b",
    "version": "1",
    "language_version": 1,
    "currency": "EUR",
    "timezone": "UTC",
    "languages": ["en"],
    "grades": ["self_service", "agent", "manager"],
    "functions": [],
}
FACTS = {name: {"type": "bool"} for name in "abcd"} | {
    "n": {"type": "int"},
    "m": {"type": "money"},
    "t": {"type": "string", "optional": True},
    "s": {"type": "bool", "is": "n > 2 && !d"},
    "k": {"type": "int", "is": "n + 1"},
    "l": {"type": "list<int>"},
}
EFFECTS = {
    "grant": {"then": "grant"},
    "decline": {"then": "decline", **NO},
    "forbid": {"then": "forbid", **NO},
    "refer": {"then": "refer"},
    "approve": {"then": "approve", "by": "manager"},
    "bill": {"then": "bill", "amount": "5 * n", "for": "work"},
    "phase": {"then": "phase", "steps": [{"terms": "old", "orders": 1}, {"terms": "new"}]},
    "gives": {"then": "grant", "gives": {"until": "n"}},
}
Rule = tuple[str, str] | tuple[str, str, list[tuple[str, str]]]


def verdicts(*rules: Rule, otherwise: str = "decline", params: dict[str, object] | None = None) -> Verdicts:
    """The verdicts of an ask with these rules: condition, effect, and exceptions of the same form."""
    written = []
    for number, (when, effect, *exceptions) in enumerate(rules):
        unless = [
            {"when": inner, **EFFECTS.get(then, {"then": then})} for inner, then in (exceptions or [[]])[0]
        ]
        written.append(
            {"id": f"r{number:02}", "when": when, **EFFECTS[effect], **({"unless": unless} if unless else {})}
        )
    ask = {
        "ask": "wish",
        "means": "a wish",
        "examples": ["I wish"],
        "purpose": "joy",
        "params": params or {},
        "rules": written,
        "otherwise": EFFECTS[otherwise],
    }
    files = {"book.yaml": HEADING, "facts.yaml": FACTS, "asks/wish.yaml": ask}
    contents, findings = examine(Files({name: json.dumps(data) for name, data in files.items()}))
    assert contents is not None, "\n".join(map(str, findings))
    return Verdicts(contents, contents.asks["wish"])


def situations() -> Iterator[dict[str, object]]:
    """Mixtures of known and unknown facts."""
    numbers = (None, 0, 3, 2**62)
    for index, truths in enumerate(list(product((True, False, None), repeat=4))[::2]):
        given = dict(zip("abcd", truths, strict=True)) | {"n": numbers[index * 7 % 5 % 4]}
        given |= {"m": Decimal("9.99"), "l": (1, 2)}
        yield {name: value for name, value in given.items() if value is not None}


CHAIN: list[Rule] = [
    ("a", "decline"),
    ("b && !a", "grant"),
    ("c && n > 1 && !a && !b", "refer"),
    ("(d || n < 2) && !a && !b && !(c && n > 1)", "grant"),
    ("n * 4 > 3 && !a && !b && !(c && n > 1) && !(d || n < 2)", "decline"),
]
BILLED = [("b", "bill")]
BOOKS: dict[str, tuple[list[Rule], str]] = {
    "a chain": (CHAIN, "decline"),
    "a chain, otherwise a yes": (CHAIN, "grant"),
    "a chain, otherwise a person": (CHAIN, "refer"),
    "a chain, otherwise forbidden": (CHAIN, "forbid"),
    "a chain, otherwise an approval": (CHAIN, "approve"),
    "a chain, otherwise a charge": (CHAIN, "bill"),
    "a chain with a charge": ([*CHAIN, ("!a && !b && c", "bill")], "decline"),
    "a chain with an approval": ([*CHAIN, ("!a && !b && c && d", "approve")], "decline"),
    "several nos": ([("a", "decline"), ("b", "forbid"), ("c", "decline"), ("d", "forbid")], "grant"),
    "several yeses": ([("a", "grant"), ("b", "grant"), ("c || d", "grant")], "decline"),
    "yes and approval": ([("a", "grant"), ("b", "approve"), ("c", "refer")], "decline"),
    "only approvals": ([("a", "approve"), ("b", "approve"), ("c", "decline")], "decline"),
    "charges and plans": ([("a", "bill"), ("b", "phase"), ("c", "grant")], "decline"),
    "values given": ([("a", "gives"), ("b", "decline")], "grant"),
    "always": ([("true", "grant"), ("a", "decline"), ("false", "forbid")], "decline"),
    "never": ([("false", "grant")], "refer"),
    "always a charge": ([("true", "bill"), ("a", "grant")], "decline"),
    "always a person": ([("true", "refer"), ("a", "grant"), ("b", "decline")], "decline"),
    "computed facts": ([("s", "decline"), ("s || a", "grant"), ("k > 3", "refer")], "grant"),
    "other answers beside the same": ([("a && b", "decline"), ("a && c", "refer")], "decline"),
    "only the same answer": ([("a && b", "decline"), ("a && c", "decline")], "decline"),
    "faults": ([("n * 4 > 3", "decline"), ("a && n * 4 > 3", "grant"), ("b", "refer")], "grant"),
    "absent facts": ([('t == "x"', "decline"), ("has(t) && a", "grant"), ("t.size() > 1", "refer")], "grant"),
    "lists": ([("l.exists(x, x > n)", "decline"), ("n in l && a", "grant")], "grant"),
    "money": ([("m >= 9.99 && a", "grant"), ("m * 2 > 10 && b", "decline")], "refer"),
    "negations": ([("!a", "decline"), ("!(b && c)", "grant"), ("!(!d || n > 1)", "refer")], "grant"),
    "exceptions": ([("a", "decline", [("b", "grant"), ("c", "lift")]), ("d", "decline", BILLED)], "grant"),
}  # fmt: skip


@pytest.mark.parametrize("title", BOOKS)
def test_the_fast_verdict_is_the_whole_one(title: str) -> None:
    rules, otherwise = BOOKS[title]
    fast = verdicts(*rules, otherwise=otherwise)
    for facts in situations():
        assert (fast(facts), fast.open(facts)) == (fast.whole(facts),) * 2, facts  # type: ignore[arg-type]


def test_a_param_with_a_default_is_worked_out_as_in_the_whole_decision() -> None:
    fast = verdicts(("a && ask.amount > 5", "grant"), params={"amount": {"type": "money", "default": "m"}})
    assert fast({"a": True, "m": Decimal(9)}) == ("doable", ("r00",))


def test_a_supplied_value_beats_the_expression_of_a_computed_fact() -> None:
    assert verdicts(("s", "grant"))({"s": True, "n": 0, "d": True}) == ("doable", ("r00",))


def test_an_ask_that_the_book_lacks_is_a_key_error() -> None:
    book = Book(verdicts(("a", "grant"))._contents)
    with pytest.raises(KeyError):
        book.verdict("nothing", {})


def test_a_book_answers_through_its_door() -> None:
    book = Book(verdicts(("a", "grant"), ("b", "bill"))._contents)
    given = [{"a": True, "b": False}, {"a": True, "b": True, "n": 1}, {}]
    assert [book.verdict("wish", facts)[0] for facts in given for _ in range(2)] == [
        *("doable", "doable"),
        *("billable", "billable"),
        *("clarify", "clarify"),
    ]


def test_rules_that_share_much_do_not_make_the_code_large() -> None:
    fast = verdicts(
        *((f"n > {number} && ({'a' if number % 2 else 'b'} || c) && !d", "grant") for number in range(60))
    )
    assert fast.three is not None
    assert len(fast.three.__code__.co_code) < 300_000


def test_many_rules_that_exclude_each_other_stay_within_the_budget() -> None:
    conditions = [f"(n == {number} && a)" for number in range(40)]
    rules = [
        (f"{when}{''.join(f' && !{before}' for before in conditions[:at])}", "grant")
        for at, when in enumerate(conditions)
    ]
    fast = verdicts(*rules)
    assert fast({"n": 39, "a": True}) == ("doable", ("r39",))
