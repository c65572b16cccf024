"""Deciding a case: rules, then authority and evidence, then what is offered in place of a no."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.deciding.alternatives import alternatives_to
from doable.policy.deciding.authority import money_in
from doable.policy.deciding.combining import TooManyWays
from doable.policy.deciding.consulting import consultation
from doable.policy.deciding.decision import Answer, Decision, Next
from doable.policy.deciding.nearest import nearest_to
from doable.policy.deciding.next_steps import next_step
from doable.policy.deciding.settling import Settled, Settling, charged
from doable.policy.deciding.situations import known_facts, situation_at, situation_of, today_at
from doable.policy.deciding.stating import stated
from doable.policy.deciding.weighing import weigh
from doable.policy.language.values import Fault, Unknown
from doable.policy.vocabulary import ALLOWED, ALLOWING, REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doable.policy.book import Ask, Contents
    from doable.policy.deciding.cases import Case, Wish
    from doable.policy.deciding.combining import Rules
    from doable.policy.expression import Situation
    from doable.policy.language.values import Value

_UNSAID = Unknown(frozenset(("case.granted",)))
_MANY_WAYS = "so many rules are open that the ways they may come out can't be compared"


def decide(contents: Contents, case: Case) -> Decision:
    """The decision of every ask of a case: a function of book, case and nothing else."""
    base = situation_at(contents, known_facts(contents, case))
    return _Deciding(contents, case, base).decision()


def answer_alone(contents: Contents, case: Case, number: int = 0) -> Answer:
    """As `decide` answers one ask of a case, without what goes round a no, such as alternatives."""
    deciding = _Deciding(contents, case, situation_at(contents, known_facts(contents, case)))
    weighed = [deciding.weighed(wish) for wish in case.wishes]
    found = weighed[number]
    if found is None:
        return _unknown_ask(case.wishes[number])
    granted = deciding.granted_beside(weighed)[number]
    return answer_of(contents, case, found.rules, with_granted(found.situation, granted))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """An ask of the case with its rules as they stand."""

    ask: Ask
    rules: Rules
    situation: Situation


@dataclass(frozen=True, slots=True)
class _Deciding:
    """One case under decision; `base` is what is known of it whatever is asked."""

    contents: Contents
    case: Case
    base: Situation

    def decision(self) -> Decision:
        weighed = [self.weighed(wish) for wish in self.case.wishes]
        beside = self.granted_beside(weighed)
        answers = [
            self.answer(found, granted) if found else _unknown_ask(wish)
            for wish, found, granted in zip(self.case.wishes, weighed, beside, strict=True)
        ]
        return Decision(
            id=self.case.id,
            asker=self.case.asker,
            at=self.case.at,
            answers=tuple(answers),
            next=next((answer.next for answer in answers if answer.next), None),
            company_at_fault=self.at_fault(),
        )

    def granted_beside(self, weighed: list[_Weighed | None]) -> list[Value]:
        """For each ask, the money of the case without it."""
        money = [most_money(self.contents, found) if found else Decimal(0) for found in weighed]
        before = self.base.known.get("case.granted", Decimal(0))
        return [_total([before, *money[:index], *money[index + 1 :]]) for index in range(len(money))]

    def weighed(self, wish: Wish) -> _Weighed | None:
        ask = self.contents.asks.get(wish.ask)
        return self.weigh(ask, wish.params) if ask else None

    def weigh(self, ask: Ask, params: Mapping[str, Value]) -> _Weighed:
        situation = situation_of(self.base, ask, params)
        return _Weighed(ask, weigh(self.contents, ask, situation), situation)

    def answer(self, found: _Weighed, granted: Value) -> Answer:
        """The whole answer to one ask; `granted` is the money of the case without it."""
        ask, situation = found.ask, with_granted(found.situation, granted)

        def aside(other: Ask, params: Mapping[str, Value]) -> Answer:
            weighed = self.weigh(other, params)
            return answer_of(
                self.contents, self.case, weighed.rules, with_granted(weighed.situation, granted)
            )

        def allowed(params: Mapping[str, Value]) -> bool:
            weighed = self.weigh(ask, params)
            inner = with_granted(weighed.situation, granted)
            return is_allowed(self.contents, self.case, weighed.rules, inner)

        answer = answer_of(self.contents, self.case, found.rules, situation)
        if answer.verdict in REFUSED:
            answer = alternatives_to(self.contents, ask, situation, answer, aside)
        if answer.verdict not in (*ALLOWED, "clarify"):
            near = nearest_to(self.contents, found.rules, situation, allowed)
            answer = replace(answer, nearest=near)
        answer = consultation(self.contents, self.case, found.rules, answer)
        return replace(
            answer, next=next_step(self.contents, ask, answer, today_at(self.contents, self.case.at))
        )

    def at_fault(self) -> bool | None:
        """Whether the company itself failed the customer, if the book says when it does."""
        if self.contents.at_fault is None:
            return None
        value = self.contents.at_fault.value(self.base)
        return value if isinstance(value, bool) else None


def most_money(contents: Contents, found: _Weighed) -> Value:
    """The most money an ask may come to; Unknown where that can't be said."""
    most = Decimal(0)
    try:
        ways = found.rules.ways()
    except TooManyWays:
        return _UNSAID
    for way in ways:
        ready = way if isinstance(way.charge, Unknown | Fault) else charged(way, contents.currency)
        amount = money_in(found.ask, ready.granted)
        if not isinstance(amount, Decimal) or (way.kind == "allow" and _is_unsaid(found, ready.granted)):
            return _UNSAID
        most = max(most, amount)
    return most


def _is_unsaid(found: _Weighed, granted: tuple[tuple[str, Value], ...]) -> bool:
    """Whether an amount is asked that nobody has named yet; a rule that `gives` says itself what it costs."""
    named = {name for name, _ in granted}
    amounts = {name for name, param in found.ask.params.items() if param.type.name == "money"}
    if not amounts or amounts & named or "refund" in named:
        return False
    effects = (rule.effect for rule in found.ask.every_rule())
    return any(effect.then in ALLOWING and effect.gives is None for effect in effects)


def _total(amounts: Iterable[Value]) -> Value:
    total = Decimal(0)
    for amount in amounts:
        if not isinstance(amount, int | Decimal):
            return amount
        total += Decimal(amount)
    return total


def with_granted(situation: Situation, granted: Value) -> Situation:
    """The situation in which limits see the money already granted and that of the case's other asks."""
    if isinstance(granted, Unknown | Fault):
        return situation.without("case.granted", granted)
    return situation.replaced({"case.granted": granted})


def answer_of(contents: Contents, case: Case, rules: Rules, situation: Situation) -> Answer:
    """The answer to one ask, without what goes round a no."""
    settling = Settling(contents, rules.ask, case.asker, case.evidence, situation)
    try:
        finals = [settling.settle(way) for way in rules.ways()]
        return stated(contents, rules, settling, _decided(finals), finals)
    except TooManyWays:
        return stated(contents, rules, settling, Settled("refer", errors=(_MANY_WAYS,)), [])


def is_allowed(contents: Contents, case: Case, rules: Rules, situation: Situation) -> bool:
    """Whether the ask is doable, billable or phased, whatever is still unknown."""
    settling = Settling(contents, rules.ask, case.asker, case.evidence, situation)
    try:
        ways = rules.ways()
    except TooManyWays:
        return False
    settled = settling.settle(next(iter(ways)))
    return (
        settled.verdict in ALLOWED
        and not settled.open
        and all(settling.settle(way) == settled for way in ways)
    )


def _decided(finals: list[Settled]) -> Settled | None:
    """The one thing that all ways come to, if they do; a no in every way is a no."""
    if len(set(finals)) == 1:
        plain = [final for final in finals if not final.by_authority]
        return None if finals[0].open else (plain or finals)[0]
    if all(final.verdict in REFUSED for final in finals):
        return Settled("declined")
    return None


def _unknown_ask(wish: Wish) -> Answer:
    """The book says nothing of this ask: a person decides."""
    errors = (f"the book has no ask `{wish.ask}`",)
    return Answer(wish.ask, (), "refer", errors=errors, next=Next(f"decide: {wish.ask}", "a person", None))
