"""A small airline's book: cancelling is for business, and the cabin can be changed."""

import yaml

from doable.policy.book import Contents
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files

BOOK = """
name: Small airline
version: 1.0.0
language_version: 1
currency: EUR
timezone: Europe/Berlin
languages: [en]
grades: [self_service, agent, manager]
functions: [support, finance]
"""
FACTS = """
trip.cabin: {type: enum, values: [economy, business]}
trip.flown: {type: bool}
trip.bags: {type: int}
trip.paid: {type: money, from: [document]}
trip.heavy: {type: bool, from: [record], is: trip.bags > 2}
customer.known: {type: bool}
"""
CANCEL = """
ask: cancel
means: The customer wants to cancel.
examples: [cancel]
purpose: money back
rules:
  - {id: cancel.flown, when: trip.flown, then: decline, ground: policy, because: It was flown.}
  - {id: cancel.business, when: trip.cabin == "business" && !trip.flown, then: grant}
otherwise: {then: decline, ground: policy, because: Only business can be cancelled.}
alternatives: [{ask: move, params: {cabin: '"business"'}}, referral.adviser]
"""
MOVE = """
ask: move
means: The customer wants another cabin.
examples: [move]
purpose: comfort
params: {cabin: {type: enum, values: [economy, business]}}
rules:
  - {id: move.flown, when: trip.flown, then: decline, ground: policy, because: It was flown.}
otherwise: {then: bill, amount: 50, for: the cabin}
alternatives: [referral.adviser]
after: {trip.cabin: ask.cabin}
"""
PACK = """
ask: pack
means: The customer wants one more bag.
examples: [one more bag]
purpose: luggage
rules:
  - {id: pack.enough, when: trip.heavy, then: decline, ground: policy, because: That is too much.}
otherwise: {then: grant}
alternatives: [referral.adviser]
after: {trip.bags: trip.bags + 1}
"""
REFERRALS = "adviser: {name: Adviser, helps_with: advice, phone: '1', when: customer.known}"


def travelling(*guarantees: dict[str, object], **files: str) -> Contents:
    """The book with these guarantees; `files` stand in place of its own."""
    texts = {"book": BOOK, "facts": FACTS, "asks/cancel": CANCEL, "asks/move": MOVE, "asks/pack": PACK}
    texts |= {"referrals": REFERRALS, "guarantees": yaml.safe_dump(list(guarantees)), **files}
    contents, findings = examine(Files({f"{name}.yaml": text for name, text in texts.items()}))
    assert contents is not None, [str(finding) for finding in findings]
    return contents
