"""The examples of the design, section 4, letter by letter, and the smallest book it speaks of."""

import json

from doable import Book
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files
from doable.workbench.testing import tell_stories

BOOK = """\
name: Design
version: 1.0.0
language_version: 1
currency: EUR
timezone: Europe/Berlin
languages: [en]
grades: [self_service, agent, senior, supervisor, manager, director]
functions: [support, accounting, finance, legal]
"""
FACTS = """\
order.total: {type: money, means: what was paid, from: [record]}
order.number: {type: string, from: [record, customer], reads: order.number}      # `reads`: the name under which reading finds it in a message
order.days_since_delivery: {type: int, is: "days(order.delivered_on, today)", ask: When did it arrive?, of: customer}   # computed; a supplied value beats the expression
item.opened: {type: bool, from: [record, colleague, customer], ask: Has the machine been used?, of: customer}          # a value from a source not in `from` counts as unknown
"""  # noqa: E501 - as it stands in the design
MORE_FACTS = """\
order.delivered_on: {type: date}
order.refunded: {type: bool}
item.faulty: {type: bool}
customer.tier: {type: enum, values: [standard, gold]}
customer.region: {type: enum, values: [north, south]}
bags.extra: {type: int}
"""
REFUND = """\
ask: refund
means: The customer wants money back for an order.
examples: ["I want my money back", "please refund order 1042"]
purpose: be made whole for something bought     # the need behind the demand: alternatives serve it
params: {amount: {type: money, default: order.total}}      # default: used only if the ask names none
rules:
  - id: refund.in_time
    when: order.days_since_delivery <= 30 && !item.opened
    then: grant
    gives: {amount: ask.amount, by: today + 5}             # what may be promised; without it, the params as asked
    next: {what: pay the refund, who: accounting, within: 5}
  - {id: refund.faulty, when: item.faulty && order.days_since_delivery <= 730, then: grant, ground: law}
  - id: refund.opened
    when: item.opened && !item.faulty
    then: decline
    ground: policy
    because: Opened machines can't be sold again, so we can't pay them back in money.     # goes to the customer; `note:` stays inside
    clause: Terms 4.2
    unless:                                     # exceptions lift the rule they stand on, nothing else
      - {when: customer.tier == "gold" && ask.amount <= 50 && order.days_since_delivery <= 30, then: approve, by: supervisor}
otherwise: {then: decline, ground: policy, because: Refunds are given within 30 days of delivery., clause: Terms 4.1}
alternatives: [{ask: store_credit, params: {amount: ask.amount}}, exchange, repair, referral.repair_shop]
after: {order.refunded: true}                   # on an ask: what is so once it was granted (for guarantees over several asks)
"""  # noqa: E501 - as it stands in the design
EFFECTS = """\
{then: approve, by: {grade: manager, function: finance}, second_person: true}
{then: bill, amount: 50 * bags.extra, for: extra bags}
{then: phase, steps: [{terms: old, orders: 2}, {terms: standard}]}        # only the last step may be open-ended
{then: forbid, ground: law, because: ..}
{then: refer, to: {function: legal}}
{then: grant, advise: the risk that the reply must name and the customer must acknowledge}
"""  # noqa: E501 - as it stands in the design
AUTHORITY = "- {grade: agent, function: any, ask: refund, when: ask.amount + case.granted <= 100}\n"
REFERRALS = """\
repair_shop: {name: .., phone: .., address: .., helps_with: .., when: customer.region == "north"}
"""
GUARANTEES = """\
- {id: agents_stay_small, says: No agent ever grants a refund above 100., never: ask.amount > 100, as: agent, ask: refund, verdict: doable}
"""  # noqa: E501 - as it stands in the design
STORIES = """\
- {story: opened but faulty, as: agent, at: 2026-10-14T09:00:00+02:00, facts: {item.opened: true, item.faulty: true, order.days_since_delivery: 3},
   asks: [{ask: refund, params: {amount: "40.00"}}], expect: [{verdict: doable, rules: [refund.faulty], granted: {amount: "40.00"}}]}
"""  # noqa: E501 - as it stands in the design
OTHER = "ask: {name}\nmeans: .\nexamples: [.]\npurpose: .\notherwise: {effect}\n"
SMALLEST = {
    "book.yaml": BOOK,
    "facts.yaml": "{}\n",
    "asks/help.yaml": "ask: help\nmeans: .\nexamples: [please help]\npurpose: .\notherwise: {then: refer}\n",
}


def design() -> dict[str, str]:
    credit = OTHER.format(name="store_credit", effect="{then: refer}") + "params: {amount: {type: money}}\n"
    others = {
        f"asks/{name}.yaml": OTHER.format(name=name, effect="{then: refer}")
        for name in ("exchange", "repair")
    }
    effects = {
        f"asks/effect_{number}.yaml": OTHER.format(name=f"effect_{number}", effect=effect)
        for number, effect in enumerate(EFFECTS.splitlines())
    }
    return {
        "book.yaml": BOOK,
        "facts.yaml": FACTS + MORE_FACTS,
        "asks/refund.yaml": REFUND,
        "asks/store_credit.yaml": credit,
        **others,
        **effects,
        "authority.yaml": AUTHORITY,
        "referrals.yaml": REFERRALS,
        "guarantees.yaml": GUARANTEES,
        "stories/refunds.yaml": STORIES,
    }


def test_the_examples_of_the_design_load_without_a_finding() -> None:
    contents, findings = examine(Files(design()))

    assert [str(finding) for finding in findings] == []
    assert contents is not None
    assert set(contents.asks) > {"refund", "store_credit", "exchange", "repair"}


def test_the_story_of_the_design_comes_out_as_it_says() -> None:
    contents, _ = examine(Files(design()))

    assert contents is not None
    assert [told.differences for told in tell_stories(contents)] == [()]


def test_the_smallest_book_loads_and_decides() -> None:
    contents, findings = examine(Files(SMALLEST))

    assert findings == ()
    assert contents is not None
    decision = Book(contents).decide({"id": "1", "at": "2026-10-14T09:00:00Z", "asks": [{"ask": "help"}]})
    assert decision.answers[0].verdict == "refer"


def test_a_book_in_json_is_the_same_book() -> None:
    book = {
        "name": "Design 😀", "version": "1.0.0", "language_version": 1, "currency": "EUR",
        "timezone": "Europe/Berlin", "languages": ["en"], "functions": [],
        "grades": ["self_service", "agent"],
    }  # fmt: skip
    texts = {**SMALLEST, "book.json": json.dumps(book, indent="\t"), "facts.json": "{}"}
    del texts["book.yaml"], texts["facts.yaml"]

    contents, findings = examine(Files(texts))

    assert findings == ()
    assert contents is not None
    assert contents.name == "Design 😀"
