"""The benchmark book: 21 rules over 16 facts in which the first rule that holds decides.

Doable's rules have no order, so that what the order said is written out: each rule excludes those before
it. Amounts are whole cents, as in the peers. The same cases, the same answer, checked before timing.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml

from bench.sizes import heading, loaded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable import Book
    from doable.policy.language.values import Plain

WORDS = {
    "tier": ["bronze", "silver", "gold", "platinum"],
    "category": ["electronics", "apparel", "perishable", "digital", "service"],
    "contract": ["none", "standard", "premium", "enterprise"],
    "region": ["EU", "UK", "US", "APAC"],
}
WHOLE = ("order_age", "days_since_delivery", "amount", "order_total", "prior_refunds", "grade")
TRUTHS = ("legal_hold", "delivered", "damaged", "opened", "has_approval")
RULES = [
    ("R01", "decline", "legal_hold"),
    ("R02", "decline", "fraud >= 0.9"),
    ("R03", "refer", "fraud >= 0.6 && amount > 5000"),
    (
        "R04",
        "grant",
        'region in ["EU","UK"] && delivered && days_since_delivery <= 14 && !opened && category != "digital"',
    ),
    ("R05", "decline", 'category == "perishable" && !damaged'),
    ("R06", "decline", 'category == "digital" && opened && !damaged'),
    ("R07", "decline", "!delivered && order_age < 3"),
    ("R08", "grant", "damaged && days_since_delivery <= 30 && amount <= 20000"),
    ("R09", "refer", "damaged && amount > 20000"),
    ("R10", "grant", "!delivered && order_age > 21 && amount <= 10000"),
    ("R11", "refer", "!delivered && order_age > 21"),
    ("R12", "decline", 'prior_refunds >= 5 && tier != "platinum"'),
    ("R13", "refer", "grade == 1 && amount > 10000 && !has_approval"),
    ("R14", "refer", "grade == 2 && amount > 25000 && !has_approval"),
    ("R15", "grant", 'contract == "enterprise" && order_age <= 90 && amount * 10 <= order_total * 3'),
    ("R16", "grant", 'tier in ["gold","platinum"] && order_age <= 60 && amount <= 30000'),
    ("R17", "grant", 'contract in ["premium","enterprise"] && order_age <= 45 && !opened'),
    ("R18", "grant", 'tier == "silver" && order_age <= 30 && !opened && amount <= 15000'),
    ("R19", "grant", "order_age <= 30 && !opened && amount <= 5000"),
    ("R20", "refer", "order_age <= 120 && (has_approval || prior_refunds == 0)"),
]
VERDICT = {"decline": "declined", "refer": "refer", "grant": "doable"}
OTHERWISE = "R21"


def disjoint() -> list[tuple[str, str, str]]:
    """The rules with what their order said written out."""
    rules = []
    for number, (name, effect, when) in enumerate(RULES):
        before = "".join(f" && !({earlier})" for _, _, earlier in RULES[:number])
        rules.append((name, effect, f"({when}){before}"))
    return rules


def texts() -> dict[str, str]:
    """The files of the book."""
    facts: dict[str, object] = {name: {"type": "enum", "values": words} for name, words in WORDS.items()}
    facts |= {name: {"type": "int"} for name in WHOLE} | {name: {"type": "bool"} for name in TRUTHS}
    facts["fraud"] = {"type": "decimal"}
    no = {"ground": "policy", "because": "The rules don't allow it."}
    rules = [
        {"id": name, "when": when, "then": effect, **(no if effect == "decline" else {})}
        for name, effect, when in disjoint()
    ]
    ask = {
        "ask": "refund",
        "means": "The customer wants money back.",
        "examples": ["I want my money back"],
        "purpose": "be made whole",
        "rules": rules,
        "otherwise": {"then": "decline", **no},
    }
    return {
        "asks/refund.yaml": yaml.safe_dump(ask, sort_keys=False),
        "book.yaml": heading("Refunds"),
        "facts.yaml": yaml.safe_dump(facts, sort_keys=False),
    }


def book() -> Book:
    """The book, loaded."""
    return loaded(texts())


def cases(count: int, seed: int = 7) -> list[dict[str, Plain]]:
    """Cases with every fact known."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        case: dict[str, Plain] = {
            "order_age": int(chance.expovariate(1 / 40)),
            "days_since_delivery": int(chance.expovariate(1 / 30)),
            "amount": int(chance.lognormvariate(8.8, 1)),
            "order_total": int(chance.lognormvariate(9.6, 1)),
            "prior_refunds": min(20, int(chance.expovariate(1 / 2))),
            "grade": chance.randint(1, 4),
            "fraud": Decimal(round(chance.random() ** 3 * 10_000)) / 10_000,
        }
        case |= {name: chance.choice(words) for name, words in WORDS.items()}
        shares = {"legal_hold": 0.02, "delivered": 0.85, "damaged": 0.15, "opened": 0.5, "has_approval": 0.2}
        case |= {name: chance.random() < share for name, share in shares.items()}
        found.append(case)
    return found


def with_holes(known: list[dict[str, Plain]], share: float = 0.2, seed: int = 3) -> list[dict[str, Plain]]:
    """The same cases with a share of the facts unknown."""
    chance = random.Random(seed)
    return [{name: value for name, value in case.items() if chance.random() > share} for case in known]


def by_hand(f: Mapping[str, Plain]) -> tuple[str, tuple[str, ...]]:  # noqa: PLR0912
    """What a good programmer would write for these rules."""
    if f["legal_hold"]:
        return ("declined", ("R01",))
    if f["fraud"] >= 0.9:
        return ("declined", ("R02",))
    if f["fraud"] >= 0.6 and f["amount"] > 5000:
        return ("refer", ("R03",))
    if (
        f["region"] in ("EU", "UK")
        and f["delivered"]
        and f["days_since_delivery"] <= 14
        and not f["opened"]
        and f["category"] != "digital"
    ):
        return ("doable", ("R04",))
    if f["category"] == "perishable" and not f["damaged"]:
        return ("declined", ("R05",))
    if f["category"] == "digital" and f["opened"] and not f["damaged"]:
        return ("declined", ("R06",))
    if not f["delivered"] and f["order_age"] < 3:
        return ("declined", ("R07",))
    if f["damaged"] and f["days_since_delivery"] <= 30 and f["amount"] <= 20000:
        return ("doable", ("R08",))
    if f["damaged"] and f["amount"] > 20000:
        return ("refer", ("R09",))
    if not f["delivered"] and f["order_age"] > 21 and f["amount"] <= 10000:
        return ("doable", ("R10",))
    if not f["delivered"] and f["order_age"] > 21:
        return ("refer", ("R11",))
    if f["prior_refunds"] >= 5 and f["tier"] != "platinum":
        return ("declined", ("R12",))
    if f["grade"] == 1 and f["amount"] > 10000 and not f["has_approval"]:
        return ("refer", ("R13",))
    if f["grade"] == 2 and f["amount"] > 25000 and not f["has_approval"]:
        return ("refer", ("R14",))
    if f["contract"] == "enterprise" and f["order_age"] <= 90 and f["amount"] * 10 <= f["order_total"] * 3:
        return ("doable", ("R15",))
    if f["tier"] in ("gold", "platinum") and f["order_age"] <= 60 and f["amount"] <= 30000:
        return ("doable", ("R16",))
    if f["contract"] in ("premium", "enterprise") and f["order_age"] <= 45 and not f["opened"]:
        return ("doable", ("R17",))
    if f["tier"] == "silver" and f["order_age"] <= 30 and not f["opened"] and f["amount"] <= 15000:
        return ("doable", ("R18",))
    if f["order_age"] <= 30 and not f["opened"] and f["amount"] <= 5000:
        return ("doable", ("R19",))
    if f["order_age"] <= 120 and (f["has_approval"] or f["prior_refunds"] == 0):
        return ("refer", ("R20",))
    return ("declined", ("refund.otherwise",))
