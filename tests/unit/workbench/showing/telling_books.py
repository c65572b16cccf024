"""A small book with everything that a document has to say, and things that only colleagues may see."""

from copy import deepcopy

from doable.policy.book import Contents
from tests.unit.policy.books import HEADING, Data, loaded

_TEXTS = {"en": "Used goods can't be sold again", "de": "Gebrauchtes können wir nicht für 5 € verkaufen"}
FILES: Data = {
    "book": {**HEADING, "name": "Kaffee Müller", "version": "2.1", "languages": ["en", "de"]},
    "facts": {
        "item.opened": {"type": "bool", "means": "it was opened", "ask": "Is it open?", "of": "customer"},
        "order.days": {"type": "int", "means": {"en": "days since it came", "de": "Tage seit der Lieferung"}},
        "order.due_on": {"type": "date"},
        "order.note": {"type": "string", "optional": True},
        "customer.tier": {"type": "enum", "values": ["plain", "gold"], "is": '"plain"'},
    },
    "asks/refund": {
        "ask": "refund",
        "means": {"en": "The customer wants money back.", "de": "Der Kunde will Geld zurück."},
        "examples": ["money back, please", "I want <b>all</b> of it"],
        "purpose": "to be made whole",
        "params": {"amount": {"type": "money", "means": "how much"}},
        "rules": [
            {
                "id": "refund.early",
                "when": "order.days <= 7713 && !item.opened",
                "then": "grant",
                "ground": "contract",
                "because": "It came back in time",
                "clause": "Terms 2.1",
                "note": "Look at the seal first.",
                "gives": {"amount": "ask.amount", "by": "today + 7714"},
                "next": {"what": "send a label", "who": "shipping", "within": 3},
            },
            {
                "id": "refund.opened",
                "when": "item.opened",
                "then": "decline",
                "ground": "policy",
                "because": _TEXTS,
                "clause": "Terms 2.10",
                "unless": [
                    {
                        "id": "refund.opened.gold",
                        "when": 'customer.tier == "gold" && ask.amount <= 7715',
                        "then": "approve",
                        "by": {"grade": "manager", "function": "finance"},
                    },
                    {"id": "refund.opened.lifted", "when": "order.days < 7716", "then": "lift"},
                ],
            },
            {
                "id": "refund.charged",
                "when": "order.days > 7717 && order.due_on < today",
                "then": "bill",
                "amount": "6.50",
                "for": "the way back",
                "advise": "The box must be closed.",
            },
        ],
        "otherwise": {"then": "refer", "to": "supervisor", "because": "Somebody has to look"},
        "alternatives": [
            {"ask": "swap", "text": {"en": "another one", "de": "ein anderes"}},
            "referral.shop",
        ],
    },
    "asks/swap": {
        "ask": "swap",
        "means": "The customer wants them swapped.",
        "examples": ["swap it"],
        "purpose": "to have one that works",
        "rules": [
            {
                "id": "swap.split",
                "when": "has(order.note)",
                "then": "phase",
                "steps": [{"terms": "the old one", "days": 7718}, {"terms": "the new one"}],
            }
        ],
        "otherwise": {"then": "forbid", "ground": "law", "because": "No law allows it."},
    },
    "authority": [
        {"grade": "agent", "ask": "refund", "when": "ask.amount + case.granted <= 7719"},
        {"grade": "manager", "ask": "any"},
    ],
    "referrals": {
        "shop": {"name": "Repairs & Sons", "helps_with": "mending", "phone": "030 1", "when": "item.opened"}
    },
    "guarantees": [
        {"id": "never_all", "says": "Nobody gets all.", "never": "ask.amount > 7720", "ask": "refund"}
    ],
}


def contents(**rules: Data) -> Contents:
    """The book; keys of rules by their id (its last word) replace those they have."""
    files = deepcopy(FILES)
    for rule in _rules(files["asks/refund"]):
        rule.update(rules.get(str(rule["id"]).rpartition(".")[2], {}))
    return loaded(files).contents


def _rules(ask: object) -> list[Data]:
    assert isinstance(ask, dict)
    return [each for rule in ask["rules"] for each in (rule, *rule.get("unless", ()))]
