"""Facts that can't get into a decision: nobody can supply them, nobody can be asked, the answer is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.deciding.authority import question_of
from doable.policy.language.declarations import BOOL
from doable.policy.language.guarding import unguarded
from doable.policy.language.tree import Call
from doable.policy.loading.naming import COMPANY
from doable.workbench.checks.findings import expressions, guarded, of_rule, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents, Fact
    from doable.policy.expression import Expression
    from doable.policy.findings import Finding
    from doable.policy.language.tree import Node

TOTALS = frozenset({"case.granted", "customer.granted_90d"})


def facts_nobody_can_supply(contents: Contents) -> Iterator[Finding]:
    """A fact that a condition reads and that no source may give."""
    for fact in _read_facts(contents):
        if fact.computed is None and set(fact.sources) <= {"computed"}:
            message = f"nobody can supply `{fact.name}`: it has neither an expression nor a source"
            yield warning("supply", fact.place, message, "add `is: ..`, or a source such as `from: [record]`")


def missing_questions(contents: Contents) -> Iterator[Finding]:
    """A fact that a person may tell, where the book says who may, but nobody knows what to ask."""
    for fact in _read_facts(contents):
        told = {"customer", "colleague"} & set(fact.sources) and fact.sources != COMPANY
        if told and fact.computed is None and not question_of(contents, fact.name):
            message = f"`{fact.name}` has no question, so nobody can be asked for it when it is missing"
            remedy = "add `ask: ..` and `of: customer` or `of: colleague`"
            yield warning("question", fact.place, message, remedy)


def missing_questions_for_params(contents: Contents) -> Iterator[Finding]:
    """A param that a rule reads, that a customer may leave out, and that nobody asks for."""
    for ask in contents.asks.values():
        read = frozenset[str]().union(*(made.reads for rule in ask.every_rule() for made in of_rule(rule)))
        for name, param in ask.params.items():
            if f"ask.{name}" in read and param.default is None and param.question is None:
                message = f"`ask.{name}` has neither a question nor a default, and a rule reads it"
                yield warning("question", param.place, message, "add `ask: ..`, or `default: ..`")


def answers_that_would_not_count(contents: Contents) -> Iterator[Finding]:
    """A question put to somebody whose answer is then thrown away."""
    for fact in contents.facts.values():
        if fact.of is not None and fact.of not in fact.sources and fact.computed is None:
            message = f"`{fact.name}` is asked of the {fact.of}, whose word does not count for it"
            remedy = f"add `{fact.of}` to `from`, or ask somebody whose word counts"
            yield warning("question", fact.place, message, remedy)


def unguarded_absences(contents: Contents) -> Iterator[Finding]:
    """A fact that may be absent, read without asking first whether it is there, here or in the rule above."""
    for expression, conditions in guarded(contents):
        for name in _unguarded(expression, conditions):
            message = f"`{name}` may be absent (null), and is read without `has({name})`"
            form = "&& .." if expression.type == BOOL else "? .. : .."
            yield warning("absent", expression.place, message, f"write `has({name}) {form}`")


def _unguarded(expression: Expression, conditions: tuple[Node, ...]) -> tuple[str, ...]:
    alone = expression.checked.unguarded
    if not alone or not conditions:
        return alone
    whole = Call("_&&_", (*conditions, expression.node), expression.node.at)
    open_names = unguarded(whole, frozenset(alone))
    return tuple(name for name in alone if name in open_names)


def _read_facts(contents: Contents) -> list[Fact]:
    """The facts that some condition reads, through computed facts too."""
    pending = [name for expression in expressions(contents) for name in expression.reads]
    found: dict[str, Fact] = {}
    while pending:
        fact = contents.facts.get(pending.pop())
        if fact is not None and fact.name not in found:
            found[fact.name] = fact
            pending.extend(fact.computed.reads if fact.computed else ())
    return [fact for name, fact in sorted(found.items()) if name not in TOTALS]
