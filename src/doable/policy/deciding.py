"""Deciding a case: rules, then authority and evidence, then what is offered in place of a no."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from doable.policy.alternatives import alternatives_to
from doable.policy.authority import money_in
from doable.policy.combining import TooManyWays
from doable.policy.consulting import consultation
from doable.policy.decision import ALLOWED, REFUSED, Answer, Decision
from doable.policy.nearest import nearest_to
from doable.policy.next_steps import next_step
from doable.policy.settling import Settled, Settling, charged
from doable.policy.situations import situation_of, today_at
from doable.policy.stating import stated
from doable.policy.values import Fault, Unknown
from doable.policy.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.book import Ask, Contents
    from doable.policy.cases import Case, Wish
    from doable.policy.combining import Rules
    from doable.policy.expression import Situation
    from doable.policy.values import Plain, Value


def decide(contents: Contents, case: Case) -> Decision:
    """The decision of every ask of a case: a function of book, case and nothing else."""
    weighed = [_weighed(contents, case, wish) for wish in case.wishes]
    money = [_money(contents, *found) if found else Decimal(0) for found in weighed]
    prior = case.facts["case.granted"].value if "case.granted" in case.facts else Decimal(0)
    answers = []
    for index, (wish, found) in enumerate(zip(case.wishes, weighed, strict=True)):
        others = _total([prior, *(amount for at, amount in enumerate(money) if at != index)])
        answers.append(_answer(contents, case, wish, found, others))
    steps = [answer.next for answer in answers if answer.next]
    return Decision(
        id=case.id,
        asker=case.asker,
        at=case.at,
        answers=tuple(answers),
        next=steps[0] if steps else None,
        company_at_fault=_at_fault(contents, case),
    )


def _weighed(contents: Contents, case: Case, wish: Wish) -> tuple[Ask, Rules, Situation] | None:
    ask = contents.asks.get(wish.ask)
    if ask is None:
        return None
    situation = situation_of(contents, case, ask, wish.params)
    return ask, weigh(contents, ask, situation), situation


def _money(contents: Contents, ask: Ask, rules: Rules, _situation: Situation) -> Value:
    """The most money the ask may come to; Unknown where that can't be said."""
    most = Decimal(0)
    try:
        ways = rules.ways()
    except TooManyWays:
        return Unknown(frozenset())
    for way in ways:
        ready = way if isinstance(way.charge, Unknown | Fault) else charged(way, contents.currency)
        amount = money_in(ask, ready.granted)
        if not isinstance(amount, Decimal):
            return amount
        most = max(most, amount)
    return most


def _total(amounts: list[Value]) -> Value:
    total = Decimal(0)
    for amount in amounts:
        if not isinstance(amount, int | Decimal):
            return amount
        total += Decimal(amount)
    return total


def _answer(
    contents: Contents, case: Case, wish: Wish, found: tuple[Ask, Rules, Situation] | None, others: Value
) -> Answer:
    if found is None:
        return unknown_ask(contents, wish)
    ask, rules, situation = found
    answer = answer_of(contents, case, ask, rules, with_others(situation, others))
    if answer.verdict in REFUSED:
        answer = alternatives_to(contents, ask, situation, answer, lambda other, params: _aside(
            contents, case, other, params, others))
    if answer.verdict not in (*ALLOWED, "clarify"):
        answer = replace(answer, nearest=nearest_to(contents, ask, situation, lambda params: _aside(
            contents, case, ask, params, others).verdict))
    answer = consultation(contents, case, ask, answer)
    return replace(answer, next=next_step(contents, ask, answer, today_at(contents, case.at)))


def _aside(contents: Contents, case: Case, ask: Ask, params: Mapping[str, Plain], others: Value) -> Answer:
    """What another ask, or the same with other params, would come to: without alternatives of its own."""
    situation = situation_of(contents, case, ask, params)
    return answer_of(contents, case, ask, weigh(contents, ask, situation), with_others(situation, others))


def with_others(situation: Situation, others: Value) -> Situation:
    """The situation in which limits see the money of the case's other asks."""
    if isinstance(others, Unknown | Fault):
        return situation.without("case.granted", others)
    return situation.replaced({"case.granted": others})


def answer_of(contents: Contents, case: Case, ask: Ask, rules: Rules, situation: Situation) -> Answer:
    """The answer to one ask, without what goes round a no."""
    settling = Settling(contents, ask, case.asker, case.evidence, situation)
    try:
        finals = {settling.settle(way) for way in rules.ways()}
        return stated(contents, ask, rules, settling, _decided(finals), finals)
    except TooManyWays:
        errors = ("so many rules are open that the ways they may come out can't be compared",)
        return stated(contents, ask, rules, settling, Settled("refer", errors=errors), set())


def _decided(finals: set[Settled]) -> Settled | None:
    """The one thing that all ways come to, if they do; a no in every way is a no."""
    if len(finals) == 1:
        only = next(iter(finals))
        return None if only.open else only
    if all(final.verdict in REFUSED for final in finals):
        return Settled("declined")
    return None


def unknown_ask(contents: Contents, wish: Wish) -> Answer:
    """The book says nothing of this ask: a person decides."""
    return Answer(wish.ask, (), "refer", errors=(f"the book has no ask `{wish.ask}`",))


def _at_fault(contents: Contents, case: Case) -> bool | None:
    if contents.at_fault is None:
        return None
    value = contents.at_fault.value(situation_of(contents, case, None, {}))
    return cast("bool", value) if isinstance(value, bool) else None
