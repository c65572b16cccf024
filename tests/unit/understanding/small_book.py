"""A small book over orders, contracts and machines, by which the tests of reading read."""

from datetime import date
from functools import cache

from doable.policy.book import Contents
from doable.policy.loading.files import Files
from doable.understanding.facts.stating import facts, stated
from doable.understanding.text.clauses import clauses
from doable.understanding.understood import Message, ReadFact
from doable.workbench.checking import check_files

WEDNESDAY = date(2026, 10, 14)

_BOOK = """
name: Small
version: 1.0.0
language_version: 1
currency: EUR
timezone: Europe/Berlin
languages: [en]
grades: [portal, agent]
functions: [support]
"""
_FACTS = """
order.number: {type: string, from: [record, customer], reads: order.number, looks_like: [CC-48213, "51750"]}
invoice.number: {type: string, from: [record, customer], reads: invoice.number, looks_like: [F-959, "39044"]}
contract.number: {type: string, from: [customer], reads: contract.number}
booking.number: {type: string, from: [customer], reads: booking.number}
machine.model:
  type: enum
  values: [duo, one, atelier_300]
  from: [customer]
  reads: machine.model
  looks_like: [Duo, One, Atelier, Atelier 300]
item.opened: {type: bool, from: [record, customer], reads: item.opened}
item.faulty: {type: bool, from: [customer], reads: item.faulty}
order.days: {type: int, from: [customer], reads: days_since_delivery}
order.paid: {type: money, from: [customer], reads: amount}
visit.days: {type: list<date>, from: [customer], reads: date}
case.phone: {type: string, from: [customer], reads: phone}
"""
_ASK = """
ask: {name}
means: The customer wants {name}.
examples: [{examples}]
purpose: be helped
params: {{{params}}}
otherwise: {{then: refer}}
"""
_ASKS = {
    "refund": (
        "please refund me, I want my money back",
        "amount: {type: money}, order: {type: string, reads: order.number}",
    ),
    "discount": ("give me a discount, a lower price please", "percent: {type: decimal}"),
    "change_delivery": ("please deliver on another day, move the delivery", "date: {type: date}"),
    "extend_payment": ("give me more time to pay the invoice", "days: {type: int}, date: {type: date}"),
    "warranty": ("prolong the warranty please, a longer guarantee", "months: {type: int}, bags: {type: int}"),
    "rental": ("lend me a machine", "hours: {type: int}, speed: {type: enum, values: [normal, very_fast]}"),
    "wish": ("could the app do this", "description: {type: string}, sure: {type: bool}"),
}  # fmt: skip


@cache
def small_book() -> Contents:
    """The book, read once."""
    asks = {
        f"asks/{name}.yaml": _ASK.format(name=name, examples=examples, params=params)
        for name, (examples, params) in _ASKS.items()
    }
    contents, findings = check_files(Files({"book.yaml": _BOOK, "facts.yaml": _FACTS, **asks}))
    assert contents is not None, findings
    return contents


def facts_of(text: str, received: date | None = WEDNESDAY) -> dict[str, ReadFact]:
    """The facts that a text states."""
    message = Message(text, received)
    return facts(message, small_book(), clauses(text), stated(message, small_book()))


def values_of(text: str, name: str) -> tuple[object, ...]:
    """The values of one fact."""
    found = facts_of(text).get(name)
    return found.values if found else ()
