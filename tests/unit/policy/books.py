"""Small books made up by chance, and cases for them: what the property tests look for counterexamples in.

A book is plain data by file name; JSON is YAML, so that is what `loaded` hands to the loader.
"""

import json
from decimal import Decimal
from functools import lru_cache
from itertools import count
from random import Random

from hypothesis import strategies as st

from doable import Book
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files

Data = dict[str, object]

GRADES = ["self_service", "agent", "senior", "supervisor", "manager"]
FUNCTIONS = ["support", "finance"]
HEADING: Data = {
    "name": "made up",
    "version": "1",
    "language_version": 1,
    "currency": "EUR",
    "timezone": "Europe/Berlin",
    "languages": ["en"],
    "grades": GRADES,
    "functions": FUNCTIONS,
}
# The facts of every book, with the values they take. `told` is the only one a customer may supply.
FACTS: dict[str, tuple[Data, list[object]]] = {
    "a": ({"type": "bool", "ask": "Is it a?", "of": "colleague"}, [False, True]),
    "b": ({"type": "bool"}, [False, True]),
    "c": ({"type": "bool"}, [False, True]),
    "told": ({"type": "bool", "from": ["record", "customer"], "ask": "Is it?"}, [False, True]),
    "n": ({"type": "int"}, [0, 1, 4]),
    "fee": ({"type": "money"}, ["-5", "0.004", "12.50"]),
    "gone": ({"type": "int", "optional": True}, [None, 2]),
    "tier": ({"type": "enum", "values": ["plain", "gold"]}, ["plain", "gold"]),
}
COMPUTED: Data = {"both": {"type": "bool", "is": "a && n > 2"}, "third": {"type": "int", "is": "12 / n"}}
READ_BY_LIMITS = frozenset({"a", "b"})
AMOUNTS = ["20", "60", "100"]
# Enough for every effect, lift and nesting; more would only take longer.
HOW_MANY = 50

_ATOMS = [
    *("a", "b", "c", "told", "both", "!a", "!b", "has(gone)", "n > 2", "third > 5", "has(gone) && gone > 1"),
    *('tier == "gold"', "fee > 1", "ask.amount <= 50", "ask.amount > 20", "true"),
]
_CHARGES = ["10", "fee", "fee * 2", "-5", "0.004", "round(ask.amount / n, 2)"]
_GIFTS: list[Data] = [{"amount": "30"}, {"amount": "fee"}, {"by": "today + n"}]
_NO = {"then": "decline", "ground": "policy", "because": "We don't."}
_LIMITS = ["ask.amount + case.granted <= 50", "ask.amount + customer.granted_90d < 90", "a", "b", None]


class _Chance:
    """Makes up a book; the same seed makes the same book.

    A `plain` one has no exceptions and no amounts, but more rules, whose conditions share their parts:
    such are the asks whose verdicts are compiled for facts that may be missing.
    """

    def __init__(self, seed: int, *, plain: bool = False) -> None:
        self.random = Random(seed)
        self.numbers = count(1)
        self.plain = plain

    def condition(self) -> str:
        one, other = self.random.choices(_ATOMS, k=2)
        both, either = f"({one}) && ({other})", f"({one}) || ({other})"
        if self.plain and self.random.random() < 0.4:
            return self.random.choice(
                [f"!({both})", f"({self.condition()}) && ({either})", f"{both} || told"]
            )
        return self.random.choice([one, one, both, either])

    def person(self, *functions: str) -> Data:
        return {"grade": self.random.choice(GRADES[1:]), "function": self.random.choice(functions)}

    def effect(self) -> Data:
        choose = self.random.choice
        by = self.person("any", *FUNCTIONS)
        until = choose(["today + 3", "today + n"])
        common: list[Data] = [
            {"then": "forbid", "ground": "law", "because": "By law."},
            {**_NO},
            {"then": "refer"},
            {"then": "grant"},
            {"then": "approve", "by": by, "second_person": choose([False, True])},
        ]
        if self.plain:
            return choose([*common[1:4], *common])
        return choose(
            [
                *common,
                {**_NO, "consult": False},
                {"then": "grant", "gives": choose(_GIFTS)},
                {"then": "bill", "amount": choose(_CHARGES), "for": "it"},
                {"then": "phase", "steps": [{"terms": "old", "until": until}, {"terms": "new"}]},
            ]
        )

    def rule(self, ask: str, depth: int = 0) -> Data:
        effect = {"then": "lift"} if depth and self.random.random() < 0.2 else self.effect()
        rule = {"id": f"{ask}.r{next(self.numbers)}", "when": self.condition(), **effect}
        if depth < 2 and effect["then"] != "forbid" and not self.plain and self.random.random() < 0.4:
            rule["unless"] = [self.rule(ask, depth + 1) for _ in range(self.random.randint(1, 2))]
        return rule

    def ask(self, name: str, alternatives: list[object]) -> Data:
        return {
            "ask": name,
            "means": f"The customer wants {name}.",
            "examples": [name],
            "purpose": name,
            "params": {"amount": {"type": "money", **self.random.choice([{}, {"default": "fee"}])}},
            "rules": [self.rule(name) for _ in range(self.random.randint(0, 8 if self.plain else 4))],
            "otherwise": self.effect(),
            "alternatives": alternatives,
        }

    def limit(self) -> Data:
        when = self.random.choice(_LIMITS)
        return {
            "grade": self.random.choice(GRADES),
            "function": self.random.choice(["any", "any", *FUNCTIONS]),
            "ask": self.random.choice(["any", "any", "wish", "other"]),
            **({"when": when} if when else {}),
        }

    def files(self) -> Data:
        consult = self.random.choice(["always", "never", {"grounds": ["law"], "above": "50"}])
        offered = [{"ask": "other", "params": {"amount": "ask.amount"}}, "other", "referral.friend"]
        files: Data = {
            "book": {**HEADING, "consult": consult, "at_fault": "b"},
            "facts": {**{name: fact for name, (fact, _) in FACTS.items()}, **COMPUTED},
            "asks/wish": self.ask("wish", offered),
            "asks/other": self.ask("other", ["wish"]),
            "referrals": {"friend": {"name": "A friend", "helps_with": "that", "phone": "1", "when": "c"}},
        }
        if self.random.random() < 0.4:
            return files
        return {**files, "authority": [self.limit() for _ in range(self.random.randint(0, 4))]}


def books() -> st.SearchStrategy[Data]:
    """The files of a book: two asks, one an alternative to the other, with every effect."""
    return st.integers(0, HOW_MANY - 1).map(lambda seed: _Chance(seed).files())


def made_up(seed: int, *, plain: bool = False) -> Data:
    """The files of one such book; the same seed makes the same book."""
    return _Chance(seed, plain=plain).files()


def loaded(files: Data) -> Book:
    """The book that the files make."""
    return _loaded(json.dumps(files))


@lru_cache(maxsize=512)
def _loaded(text: str) -> Book:
    files = {f"{stem}.yaml": json.dumps(data) for stem, data in json.loads(text).items()}
    contents, findings = examine(Files(files))
    assert contents is not None, [str(finding) for finding in findings]
    return Book(contents)


def plain_books() -> st.SearchStrategy[Data]:
    """Books without exceptions and amounts."""
    return st.integers(0, HOW_MANY - 1).map(lambda seed: _Chance(seed, plain=True).files())


def written(
    *rules: Data,
    otherwise: Data | None = None,
    facts: Data | None = None,
    params: Data | None = None,
    alternatives: list[object] | None = None,
    files: Data | None = None,
    **heading: object,
) -> Book:
    """A book with one ask, `wish`, written out for a test."""
    ask = {
        "ask": "wish",
        "means": "The customer wants a wish.",
        "examples": ["wish"],
        "purpose": "wish",
        "params": params or {},
        "rules": list(rules),
        "otherwise": otherwise or _NO,
        "alternatives": alternatives or [],
    }
    return loaded({"book": {**HEADING, **heading}, "facts": facts or {}, "asks/wish": ask, **(files or {})})


def known(least: int = 0) -> st.SearchStrategy[Data]:
    """Values for some of the facts, at least so many."""
    values = {name: st.sampled_from(values) for name, (_, values) in sorted(FACTS.items())}
    required = dict(list(values.items())[:least])
    optional = {name: value for name, value in values.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional)


def askers() -> st.SearchStrategy[Data]:
    """Whoever asks, self-service included."""
    return st.fixed_dictionaries({"grade": st.sampled_from(GRADES), "function": st.sampled_from(FUNCTIONS)})


def people() -> st.SearchStrategy[Data]:
    """Somebody who can say yes or no."""
    return st.fixed_dictionaries(
        {"grade": st.sampled_from(GRADES[1:]), "function": st.sampled_from(FUNCTIONS)}
    )


def evidence() -> st.SearchStrategy[list[Data]]:
    """What steps after a decision may have brought."""
    when = st.sampled_from(["2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z"])
    piece = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["approval", "consultation", "preauthorisation", "acceptance"]),
            "ask": st.sampled_from(["wish", "other"]),
            "answer": st.sampled_from(["yes", "yes", "no"]),
            "by": people(),
            "because": st.just("Not now."),
        },
        optional={"amount": st.sampled_from(AMOUNTS), "at": when},
    )
    return st.lists(piece, max_size=3)


def wishes() -> st.SearchStrategy[list[Data]]:
    """One or two things asked, mostly with an amount."""
    params = st.one_of(st.sampled_from(AMOUNTS).map(lambda amount: {"amount": amount}), st.just({}))
    wish = st.builds(
        lambda ask, given: {"ask": ask, "params": given}, st.sampled_from(["wish", "other"]), params
    )
    return st.lists(wish, min_size=1, max_size=2)


def cases() -> st.SearchStrategy[Data]:
    """A case for any of the books."""
    return st.fixed_dictionaries(
        {
            "as": st.one_of(st.none(), askers()),
            "at": st.just("2026-01-01T12:00:00Z"),
            "asks": wishes(),
            "facts": known(),
            "evidence": evidence(),
        }
    )


def plain(name: str, value: object) -> object:
    """A value of a fact as `Book.verdict` takes it."""
    return Decimal(str(value)) if FACTS[name][0]["type"] == "money" else value
